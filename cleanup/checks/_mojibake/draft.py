"""A piece of text that is being repaired: every character knows what it stands for in the original and how it came about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

Chain = tuple[str, ...]


class Change(NamedTuple):
    """Put ``new`` in the place of the code points ``start`` to ``end`` of a draft. ``lost``: ``new`` holds what is gone."""

    start: int
    end: int
    new: str
    lost: bool = False


def spliced(text: str, changes: Iterable[Change]) -> str:
    """The text with the changes done, which are in order and do not overlap."""
    pieces: list[str] = []
    position = 0
    for start, end, new, _ in changes:
        pieces += (text[position:start], new)
        position = end
    return "".join(pieces) + text[position:]


class _Marks(NamedTuple):
    """For each character of a draft: the stretch of the original it was made from, by which chain of steps, and is it lost?"""

    starts: list[int]
    ends: list[int]
    chains: list[Chain]
    lost: list[bool]


class Draft:
    """``text`` was made from the code points ``start`` to ``end`` of the original. Most drafts are never changed: what is
    known of each character is noted with the first change."""

    __slots__ = ("_marks", "end", "start", "text")

    def __init__(self, text: str, start: int, end: int, marks: _Marks | None = None) -> None:
        self.text = text
        self.start = start
        self.end = end
        self._marks = marks

    @classmethod
    def of(cls, text: str, offset: int = 0) -> Draft:
        """The untouched draft of a piece that begins at ``offset`` of the original."""
        return cls(text, offset, offset + len(text))

    @property
    def is_changed(self) -> bool:
        """True when a chain has led to a character of it."""
        return self._marks is not None

    @property
    def chains(self) -> list[Chain]:
        """For each character the steps that led to it, none for one that stands as it stood."""
        return self._known.chains

    @property
    def lost(self) -> list[bool]:
        """For each character whether it stands for something that is gone."""
        return self._known.lost

    def places(self) -> Iterator[tuple[str, int, int, Chain, bool]]:
        """Each character with its stretch of the original, its chain, and whether it is lost."""
        return zip(self.text, *self._known, strict=True)

    @property
    def _known(self) -> _Marks:
        if self._marks is not None:
            return self._marks
        size = len(self.text)
        starts = list(range(self.start, self.end))
        return _Marks(starts, [place + 1 for place in starts], [()] * size, [False] * size)

    def after(self, changes: Iterable[Change], step: str) -> Draft:
        """The draft with the changes done, which are in order and do not overlap."""
        changes = list(changes)
        if not changes:
            return self
        old = self._known
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        chains: list[Chain] = []
        lost: list[bool] = []
        position = 0
        longer: dict[Chain, Chain] = {}  # one object for each chain
        for start, end, new, is_lost in changes:
            text.append(self.text[position:start])
            starts += old.starts[position:start]
            ends += old.ends[position:start]
            chains += old.chains[position:start]
            lost += old.lost[position:start]
            size = len(new)
            longest = max(old.chains[start:end], key=len)
            chain = longer.get(longest) or longer.setdefault(longest, (*longest, step))
            text.append(new)
            starts += [old.starts[start]] * size
            ends += [old.ends[end - 1]] * size
            chains += [chain] * size
            lost += [is_lost or True in old.lost[start:end]] * size
            position = end
        text.append(self.text[position:])
        starts += old.starts[position:]
        ends += old.ends[position:]
        chains += old.chains[position:]
        lost += old.lost[position:]
        return Draft("".join(text), self.start, self.end, _Marks(starts, ends, chains, lost))
