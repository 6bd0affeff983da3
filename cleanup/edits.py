"""Edits, fixes and how sure a fix is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import pairwise

from cleanup.records import record
from cleanup.spans import Span


class Applicability(Enum):
    """How sure a fix is; ordered ``display-only < suggested < safe``.

    ``SAFE``: the evidence is in the text itself, or a rule file in force says so. Applied by default.
    ``SUGGESTED``: probably right; a person or ``--level suggested`` says yes.
    ``DISPLAY_ONLY``: the damage is seen, the right text is not known. Never applied.
    """

    DISPLAY_ONLY = "display-only"
    SUGGESTED = "suggested"
    SAFE = "safe"

    @property
    def rank(self) -> int:
        """0 for display-only, 1 for suggested, 2 for safe."""
        return _RANK[self]

    def __ge__(self, other: Applicability) -> bool:
        return self.rank >= other.rank

    def __lt__(self, other: Applicability) -> bool:
        return self.rank < other.rank


_RANK = {Applicability.DISPLAY_ONLY: 0, Applicability.SUGGESTED: 1, Applicability.SAFE: 2}


@record
class Edit:
    """Put ``text`` in the place of ``span``. An empty span inserts, an empty text deletes; both empty is an error."""

    span: Span
    text: str

    def __post_init__(self) -> None:
        if not self.text and not len(self.span):
            raise ValueError(f"an edit that does nothing, at {self.span.start}")


@record
class Fix:
    """An atomic group of edits: all of them are applied or none. Kept in order; overlapping edits are an error.

    ``title`` says what would be done, in the imperative ("Replace with “Lukashenko”").
    """

    edits: tuple[Edit, ...]
    applicability: Applicability
    title: str

    def __post_init__(self) -> None:
        if not self.edits:
            raise ValueError("a fix needs an edit")
        object.__setattr__(self, "edits", in_order(self.edits))


def in_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits sorted by place. Raises ValueError when two of them overlap or insert at the same point."""
    ordered = tuple(sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)))
    for before, after in pairwise(ordered):
        if clash(before, after):
            raise ValueError(f"edits overlap: {before} and {after}")
    return ordered


def clash(one: Edit, other: Edit) -> bool:
    """True when the two cannot both be applied: they overlap, or both insert at one point."""
    if not len(one.span) and not len(other.span):
        return one.span.start == other.span.start
    return one.span.overlaps(other.span)


def splice(text: str, edits: Sequence[Edit]) -> str:
    """``text`` with the edits done, which are in order and do not overlap; everything outside them is kept."""
    pieces: list[str] = []
    position = 0
    for edit in edits:
        pieces += (text[position : edit.span.start], edit.text)
        position = edit.span.end
    pieces.append(text[position:])
    return "".join(pieces)


def shared_ends(old: str, new: str) -> tuple[int, int]:
    """How many code points are the same at the beginning of both texts, and then at the end."""
    limit = min(len(old), len(new))
    before = 0
    while before < limit and old[before] == new[before]:
        before += 1
    after = 0
    while after < limit - before and old[-1 - after] == new[-1 - after]:
        after += 1
    return before, after
