"""A progress bar on standard error, for work that takes a while."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from cleanup.report import FileReport


class Progress:
    """Says how far the work is: files of ``length``, or lines where nobody knows how many there are; what was looked at; findings.

    Use it as a context. Nothing is shown, and nothing loaded, unless ``wanted``.
    """

    def __init__(self, wanted: bool, length: int | None) -> None:
        self._bar: ProgressBar[int] | None = None
        self._segments = self._findings = 0
        self._start = time.monotonic()
        if wanted:
            import click

            endless: Iterator[int] | None = iter(int, 1) if length is None else None
            self._bar = click.progressbar(
                endless, length=length, label="cleaning", file=sys.stderr, show_pos=True, show_eta=length is not None,
                item_show_func=lambda _: self._said(),
            )  # fmt: skip

    def __enter__(self) -> Progress:
        if self._bar:
            self._bar.__enter__()
        return self

    def __exit__(self, *why: object) -> None:
        if self._bar:
            self._bar.render_finish()

    def step(self, report: FileReport | None, count: int) -> None:
        """So many more files or lines are done; ``report`` says what was found in them."""
        if self._bar:
            if report:
                self._segments += len(report.document.parts)
                self._findings += len(report.found)
            self._bar.update(count, 0)

    def _said(self) -> str:
        rate = self._segments / max(time.monotonic() - self._start, 0.001)
        return f"{self._segments:,} segments, {rate:,.0f}/s, {self._findings:,} findings"
