"""Edits that span what must stay: a tag in the middle of a name, the time between two cues."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleanup.edits import Edit
from cleanup.formats._weave import Kept
from cleanup.spans import Span
from cleanup.text.patterns import later

_ATOM = later(r"&[#\w]{1,32};|\\(?:u[0-9a-fA-F]{4}|.)|.", re.DOTALL)
_TOO_LONG = 4_000_000  # comparisons; such an edit rewrites everything


def around(text: str, edit: Edit, kept: Sequence[Kept]) -> Iterator[Edit]:
    """The edit in pieces that leave out the kept places (in order) it covers; the new text goes where it belongs."""
    span = _clear_of(edit.span, kept)
    if span != edit.span:
        if not len(span) and not edit.text:
            return
        edit = Edit(span, edit.text)
    inside = list(_covered(edit.span, kept))
    if not inside:
        yield edit
        return
    borders = [
        edit.span.start,
        *(border for item in inside for border in (item.span.start, item.span.end)),
        edit.span.end,
    ]
    pieces = [Span(start, end) for start, end in zip(borders[::2], borders[1::2], strict=True)]
    old = [pieces[0].of(text)]
    for item, piece in zip(inside, pieces[1:], strict=True):
        old += (item.text, piece.of(text))
    for piece, new in zip(pieces, _around(divided(old, edit.text), inside), strict=True):
        if piece.of(text) != new:
            yield Edit(piece, new)


def _clear_of(span: Span, kept: Sequence[Kept]) -> Span:
    """The span without the part of a kept place that it begins or ends within.

    Only of a place that says itself, as the lines between paragraphs do; of a tag nothing is ever a part.
    """
    start, end = span.start, span.end
    first = bisect_left(kept, start, key=lambda item: item.span.start)
    for item in kept[max(0, first - 1) : first]:
        if item.span.start < start < item.span.end and len(item.text) == len(item.span):
            start = item.span.end if item.span.end <= end else item.span.start
            end = max(start, end if item.span.end <= end else item.span.start)
    last = bisect_left(kept, end, key=lambda item: item.span.start)
    for item in kept[max(0, last - 1) : last]:
        if item.span.start < end < item.span.end and len(item.text) == len(item.span):
            end = max(start, item.span.start)
    return Span(start, end)


def _covered(span: Span, kept: Sequence[Kept]) -> Iterator[Kept]:
    """The kept places within the span, the outermost ones."""
    end = 0
    for item in kept[bisect_left(kept, span.start, key=lambda item: item.span.start) :]:
        if item.span.start >= span.end:
            return
        if item.span.end <= span.end and item.span.start >= end:
            yield item
            end = item.span.end


def _around(texts: list[str], inside: Sequence[Kept]) -> list[str]:
    """Every second text, what is at the kept places in between left out: those say it already."""
    pieces = [texts[0]]
    for item, said, following in zip(inside, texts[1::2], texts[2::2], strict=True):
        before, found, after = said.partition(item.text) if item.text else (said, "", "")
        if item.text and not found:
            before, after = said, ""
        pieces[-1] += before
        pieces.append(after + following)
    return pieces


def divided(pieces: Sequence[str], text: str) -> list[str]:
    """A new text divided among the pieces of the old one: what is the same stays in its piece.

    What is new goes to the piece in which the old text begins that it replaces. Entities and escapes stay whole.

    >>> divided(["Luka", "shenka said"], "Lukashenko said")
    ['Luka', 'shenko said']
    """
    if len(pieces) == 1:
        return [text]  # the common case
    if text == "".join(pieces):
        return list(pieces)
    old: list[str] = []
    borders = []
    for piece in pieces:
        old += _ATOM().findall(piece)
        borders.append(len(old))
    new = _ATOM().findall(text)
    same = _same(old, new)
    cuts = [0, *(_counterpart(border, same, len(old), len(new)) for border in borders[:-1]), len(new)]
    return ["".join(new[start:end]) for start, end in pairwise(cuts)]


def _same(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which atoms of the new text are those of the old one: letters first, then what stands between them."""
    if len(old) * len(new) > _TOO_LONG:
        return []
    letters = _matched(_letters(old), _letters(new), old, new)
    same: list[tuple[int, int]] = []
    before = (-1, -1)
    for after in [*letters, (len(old), len(new))]:
        gaps = (range(before[0] + 1, after[0]), range(before[1] + 1, after[1]))
        same += [*_matched(*gaps, old, new), after]
        before = after
    return same[:-1]


def _letters(atoms: Sequence[str]) -> list[int]:
    return [number for number, atom in enumerate(atoms) if atom.isalnum()]


def _matched(
    old_places: Sequence[int], new_places: Sequence[int], old: Sequence[str], new: Sequence[str]
) -> list[tuple[int, int]]:
    """The pairs of places at which the longest common runs of the two selections stand."""
    if not old_places or not new_places:
        return []
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, [old[i] for i in old_places], [new[j] for j in new_places], autojunk=False)
    return [(old_places[i + k], new_places[j + k]) for i, j, size in matcher.get_matching_blocks() for k in range(size)]


def _counterpart(border: int, same: Sequence[tuple[int, int]], old_end: int, new_end: int) -> int:
    """Where a place of the old text is in the new one."""
    number = bisect_left(same, border, key=lambda pair: pair[0])
    last = same[number - 1] if number else (-1, -1)
    following = same[number] if number < len(same) else (old_end, new_end)
    replaced_before, replaced_after = last[0] + 1 < border, border < following[0]
    return last[1] + 1 if replaced_after and not replaced_before else following[1]
