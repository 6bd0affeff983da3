"""Counts work instead of timing it: a loaded machine changes nothing. Clocks are for ``tests/benchmarks``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

FLOOR = 2_000  # calls: what is done once, whatever the text
MOST = 15  # for ten times the text: some steps are left out in short texts; what is quadratic makes a hundred


def calls(work: Callable[[], object]) -> int:
    """How many functions, Python's and C's, are called."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def assert_linear(work: Callable[[str], object], piece: str, size: int = 1_000) -> None:
    """Ten times the text takes some ten times the calls. What is made on first use is made before."""
    text = piece * max(1, size // len(piece))
    work(text)
    small, large = calls(lambda: work(text)), calls(lambda: work(text * 10))
    assert large <= MOST * max(small, FLOOR), f"{small} calls, then {large}"
