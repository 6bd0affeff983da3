"""From drafts to repairs: what changes in the original, run by run, and the chain that explains each run."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cleanup.checks._mojibake.draft import Chain, Draft
from cleanup.records import record

_GAP = 40  # unchanged code points between two changes of one stretch


@record
class Repair:
    """A stretch of the original that one chain explains: what changes in it, character by character.

    ``edits`` are (start, end, new text); ``lost`` says that new text holds U+FFFD or a guessed space.
    """

    start: int
    end: int
    edits: tuple[tuple[int, int, str], ...]
    chain: Chain
    lost: bool
    kind: str = "utf-8"

    def shifted(self, offset: int) -> Repair:
        """The same repair in a text that has ``offset`` code points more before it."""
        edits = tuple((start + offset, end + offset, new) for start, end, new in self.edits)
        return Repair(self.start + offset, self.end + offset, edits, self.chain, self.lost, self.kind)

    def with_edit(self, start: int, end: int, new: str, lost: bool) -> Repair:
        """The same repair with one more change inside it, which a later pass found."""
        edits = tuple(sorted((*self.edits, (start, end, new))))
        return Repair(self.start, self.end, edits, self.chain, self.lost or lost, self.kind)


class _Change(NamedTuple):
    start: int
    end: int
    new: str
    chain: Chain
    lost: bool


def stretches(text: str, draft: Draft) -> Iterator[Repair]:
    """Runs of changed characters, those near each other with the same chain put together. ``text`` is the original."""
    group: list[_Change] = []
    for change in _changes(text, draft):
        if group and (change.chain != group[-1].chain or change.start - group[-1].end > _GAP):
            yield _repair(group)
            group = []
        group.append(change)
    if group:
        yield _repair(group)


def _changes(text: str, draft: Draft) -> list[_Change]:
    changes: list[_Change] = []
    whole = (-1, -1)  # the stretch that the last character came from
    for new, start, end, chain, lost in draft.places():
        if not chain or (end - start == 1 and text[start] == new):
            continue
        last = changes[-1] if changes else None
        if last and whole == (start, end):  # one stretch became several characters
            changes[-1] = _Change(last.start, last.end, last.new + new, chain, lost or last.lost)
        elif last and last.end == start and last.chain == chain and last.lost == lost:
            changes[-1] = _Change(last.start, end, last.new + new, chain, lost)
        else:
            changes.append(_Change(start, end, new, chain, lost))
        whole = (start, end)
    return changes


@lru_cache(maxsize=1000)
def _one(text: str) -> str:
    """The same text as one object: a damaged book has a hundred thousand apostrophes."""
    return text


def _repair(group: list[_Change]) -> Repair:
    chain = group[0].chain
    return Repair(
        group[0].start,
        group[-1].end,
        tuple((start, end, _one(new) if len(new) == 1 else new) for start, end, new, _, _ in group),
        chain,
        any(change.lost for change in group),
        "legacy" if any(">" in step for step in chain) else "utf-8",
    )
