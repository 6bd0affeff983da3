"""A piece of text that is being repaired: every character knows what it stands for in the original and how it came about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

Chain = tuple[str, ...]


class Change(NamedTuple):
    """Put ``new`` in the place of the code points ``start`` to ``end`` of a draft. ``lost``: ``new`` holds what is gone."""

    start: int
    end: int
    new: str
    lost: bool = False


@dataclass(slots=True)
class Draft:
    """``text`` and, for each of its characters, the stretch of the original it was made from and by which chain of steps."""

    text: str
    starts: list[int]
    ends: list[int]
    chains: list[Chain]
    lost: list[bool]

    @classmethod
    def of(cls, text: str, offset: int = 0) -> Draft:
        """The untouched draft of a piece that begins at ``offset`` of the original."""
        size = len(text)
        return cls(
            text,
            list(range(offset, offset + size)),
            list(range(offset + 1, offset + size + 1)),
            [()] * size,
            [False] * size,
        )

    def after(self, changes: Iterable[Change], step: str) -> Draft:
        """The draft with the changes done, which are in order and do not overlap."""
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        chains: list[Chain] = []
        lost: list[bool] = []
        position = 0
        for start, end, new, is_lost in changes:
            text.append(self.text[position:start])
            starts += self.starts[position:start]
            ends += self.ends[position:start]
            chains += self.chains[position:start]
            lost += self.lost[position:start]
            size = len(new)
            longest = max(self.chains[start:end], key=len)
            text.append(new)
            starts += [self.starts[start]] * size
            ends += [self.ends[end - 1]] * size
            chains += [(*longest, step)] * size
            lost += [is_lost or any(self.lost[start:end])] * size
            position = end
        text.append(self.text[position:])
        starts += self.starts[position:]
        ends += self.ends[position:]
        chains += self.chains[position:]
        lost += self.lost[position:]
        return Draft("".join(text), starts, ends, chains, lost)
