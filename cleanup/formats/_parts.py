"""Parts of documents with markup in their text."""

from __future__ import annotations

from cleanup.document import Part, Segment
from cleanup.edits import Edit, shared_ends
from cleanup.records import record, replace
from cleanup.spans import Span


@record
class MarkupPart(Part):
    """A part whose edits are brought down to what changes, so that they keep clear of the markup beside it.

    ``Luka<b>shenka</b>`` → Lukashenko is an edit of one letter.
    """

    def seen_in(self, language: str | None) -> Segment:
        """As :meth:`Part.seen_in`, with the places where tags were left out."""
        return replace(self.segment, language=self.segment.language or language, seams=self._seams)

    def _seams(self) -> list[int]:
        return [block.new.start for block in self.map.blocks if not len(block.new)]

    def lift(self, edit: Edit) -> Edit | None:
        """As :meth:`Part.lift`, of what changes."""
        return self.lift_change(self._change(edit))

    def lift_change(self, change: Edit) -> Edit | None:
        """As :meth:`Part.lift`, where nothing is left that stays."""
        return super().lift(change)

    def _change(self, edit: Edit) -> Edit:
        """What changes. A place that was not empty stays so: two edits of one fix never come to lie at one point."""
        start, end = edit.span.start, edit.span.end
        old, new = edit.span.of(self.segment.text), edit.text
        before, after = shared_ends(old, new)
        if old and before + after == len(old):
            if after:
                after -= 1
            else:
                before -= 1
        return Edit(Span(start + before, end - after), new[before : len(new) - after])
