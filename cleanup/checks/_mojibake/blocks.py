"""A long text is repaired block by block, so that memory is bounded; what speaks for a mix-up is carried from block to block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from cleanup.checks._mojibake.draft import Chain
from cleanup.text.judge import Judge
from cleanup.text.patterns import later

Pair = tuple[str, str]  # two charsets: what was read as, what it is
_Key = TypeVar("_Key")
BLOCK = 100_000  # code points; larger than nearly every article, so that most texts are one block
LONGEST_PIECE = 2000  # code points of a line that are looked at together


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Stretches of a text with their places, cut after a line; after a word where a line is very long."""
    start = 0
    while len(text) - start > BLOCK:
        end = start + BLOCK
        cut = text.rfind("\n", start, end) + 1 or text.rfind(" ", start, end) + 1 or end
        yield start, text[start:cut]
        start = cut
    yield start, text[start:] if start else text


_CONTROL = later("[\x00-\x08\x0e-\x1f\x7f]")
_NO_TEXT = 20  # a line of which one character in so many is a control is something else, and would take long to judge


def _is_text(line: str) -> bool:
    return _CONTROL().search(line) is None or len(_CONTROL().findall(line)) * _NO_TEXT < max(len(line), 2 * _NO_TEXT)


def pieces(text: str) -> list[tuple[int, str]]:
    """Lines of text that are not ASCII, with their places; the very long ones cut at spaces."""
    found = []
    start = 0
    for line in text.split("\n"):
        if not line.isascii() and _is_text(line):
            position = 0
            while len(line) - position > LONGEST_PIECE:
                cut = line.rfind(" ", position, position + LONGEST_PIECE)
                cut = cut if cut > position else position + LONGEST_PIECE
                found.append((start + position, line[position:cut]))
                position = cut
            found.append((start + position, line[position:]))
        start += len(line) + 1
    return found


@dataclass(slots=True)
class Evidence:
    """What speaks for each chain of UTF-8 and for each pair of legacy charsets, in nats."""

    utf_8: Mapping[Chain, float] = field(default_factory=dict)
    legacy: Mapping[Pair, float] = field(default_factory=dict)

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(_sum(self.utf_8, other.utf_8, 1), _sum(self.legacy, other.legacy, 1))

    def __sub__(self, other: Evidence) -> Evidence:
        return Evidence(_sum(self.utf_8, other.utf_8, -1), _sum(self.legacy, other.legacy, -1))

    @property
    def is_empty(self) -> bool:
        """True where nothing speaks for any mix-up."""
        return not (self.utf_8 or self.legacy)

    def proven(self, enough: float) -> set[Chain]:
        """The mix-ups that need no further proof."""
        return {key for weights in (self.utf_8, self.legacy) for key, weight in weights.items() if weight >= enough}


class Memo:
    """What was worked out about a block. The passes over it see the same lines again, and most are as they were."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.hopeless: set[tuple[object, ...]] = set()  # what is no UTF-8 that was spoilt (see ``lossy``)
        self.legacy: dict[str, dict[Pair, tuple[str, float]]] = {}  # line -> its readings (see ``legacy``)


def _sum(one: Mapping[_Key, float], other: Mapping[_Key, float], sign: int) -> dict[_Key, float]:
    return {key: one.get(key, 0.0) + sign * other.get(key, 0.0) for key in {**one, **other}}
