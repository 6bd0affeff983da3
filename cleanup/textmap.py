"""From positions in a later text back to the text it was made from.

A map is the list of changed blocks; between two blocks the texts are the same. What was known when an edit was made is
kept, so that no place ever has to be searched for again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from cleanup.edits import Edit, splice
from cleanup.spans import Span


class Block(NamedTuple):
    """``new`` in the later text stands where ``old`` stood in the earlier one."""

    old: Span
    new: Span


class TextMap:
    """One layer of change between an earlier and a later text. Immutable."""

    def __init__(self, blocks: Iterable[Block] = ()) -> None:
        self.blocks = tuple(blocks)

    @classmethod
    def of_edits(cls, edits: Iterable[Edit]) -> TextMap:
        """The map that belongs to these edits, which are in order and do not overlap."""
        blocks = []
        shift = 0
        for edit in edits:
            start = edit.span.start + shift
            blocks.append(Block(edit.span, Span(start, start + len(edit.text))))
            shift += len(edit.text) - len(edit.span)
        return cls(blocks)

    def __bool__(self) -> bool:
        return bool(self.blocks)

    @cached_property
    def _new_starts(self) -> list[int]:
        return [block.new.start for block in self.blocks]

    @cached_property
    def _new_ends(self) -> list[int]:
        return [block.new.end for block in self.blocks]

    def origin(self, span: Span) -> Span:
        """The place in the earlier text of ``span`` in the later one.

        An end that falls inside a changed block moves to the block's edge, so that the answer covers the whole block.
        What was deleted beside the span is not part of the answer.
        """
        if not self.blocks:
            return span
        start = self._origin_of_start(span.start)
        return Span(start, max(start, self._origin_of_end(span.end)))

    def inverted(self) -> TextMap:
        """The map from the earlier text to the later one."""
        return TextMap(Block(block.new, block.old) for block in self.blocks)

    def lift(self, edit: Edit, later: str) -> Edit | None:
        """An edit of the ``later`` text as one of the earlier text, alone; None when it would change nothing there.

        Where it touches part of a changed block, the rest of the block is written out with it.
        """
        if not self.blocks:
            return edit
        low, high = edit.span.start, edit.span.end
        for block in self.blocks[bisect_right(self._new_ends, low) : bisect_left(self._new_starts, high)]:
            low, high = min(low, block.new.start), max(high, block.new.end)
        text = later[low : edit.span.start] + edit.text + later[edit.span.end : high]
        origin = self.origin(Span(low, high))
        return Edit(origin, text) if len(origin) or text else None

    def _origin_of_start(self, position: int) -> int:
        passed = bisect_right(self._new_ends, position)
        if passed < len(self.blocks) and self.blocks[passed].new.start < position:
            return self.blocks[passed].old.start
        return self._beyond(passed, position)

    def _origin_of_end(self, position: int) -> int:
        begun = bisect_left(self._new_starts, position)
        if begun and position < self.blocks[begun - 1].new.end:
            return self.blocks[begun - 1].old.end
        return self._beyond(begun, position)

    def _beyond(self, count: int, position: int) -> int:
        """The earlier place of a position that lies behind the first ``count`` blocks and inside none."""
        if not count:
            return position
        last = self.blocks[count - 1]
        return position - last.new.end + last.old.end


def apply(text: str, edits: Sequence[Edit]) -> tuple[str, TextMap]:
    """The text with the edits done, and the map back to ``text``."""
    return (splice(text, edits), TextMap.of_edits(edits)) if edits else (text, TextMap())


def compose(first: TextMap, middle: str, second: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that lead from the first text to the last in one step.

    ``first`` maps ``middle`` back to the first text; ``second`` are edits of ``middle``. Changes that meet become
    one edit.
    """
    pieces: list[tuple[Span, Edit | None]] = [(block.new, None) for block in first.blocks]
    pieces += [(edit.span, edit) for edit in second]
    pieces.sort(key=lambda piece: (piece[0].start, piece[0].end))
    net: list[Edit] = []
    group: list[tuple[Span, Edit | None]] = []
    end = -1
    for piece in pieces:
        if group and piece[0].start > end:
            net += _merged(first, middle, group, end)
            group = []
            end = -1
        group.append(piece)
        end = max(end, piece[0].end)
    if group:
        net += _merged(first, middle, group, end)
    return tuple(net)


def _merged(first: TextMap, middle: str, group: list[tuple[Span, Edit | None]], end: int) -> Iterable[Edit]:
    start = group[0][0].start
    edits = [Edit(edit.span.shifted(-start), edit.text) for _, edit in group if edit is not None]
    text = splice(middle[start:end], edits)
    old = _hull(first, Span(start, end))
    if len(old) or text:
        yield Edit(old, text)


def _hull(first: TextMap, span: Span) -> Span:
    """Like ``origin``, with what was deleted at either edge of the span."""
    origin = first.origin(span)
    touching = first.blocks[bisect_left(first._new_ends, span.start) : bisect_right(first._new_starts, span.end)]
    return Span(
        min([origin.start, *(block.old.start for block in touching[:1])]),
        max([origin.end, *(block.old.end for block in touching[-1:])]),
    )
