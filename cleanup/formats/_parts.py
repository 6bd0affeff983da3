"""Parts of documents with markup in their text."""

from __future__ import annotations

from dataclasses import dataclass

from cleanup.document import Part
from cleanup.edits import Edit
from cleanup.spans import Span


@dataclass(frozen=True)
class MarkupPart(Part):
    """A part whose edits are brought down to what changes, so that they keep clear of the markup beside it.

    ``Luka<b>shenka</b>`` → Lukashenko is an edit of one letter.
    """

    def lift(self, edit: Edit) -> Edit | None:
        """As :meth:`Part.lift`. A place that was not empty stays so: two edits of one fix never come to lie at one point."""
        start, end = edit.span.start, edit.span.end
        old, new = edit.span.of(self.segment.text), edit.text
        limit = min(len(old), len(new))
        before = 0
        while before < limit and old[before] == new[before]:
            before += 1
        after = 0
        while after < limit - before and old[-1 - after] == new[-1 - after]:
            after += 1
        if old and before + after == len(old):
            if after:
                after -= 1
            else:
                before -= 1
        return super().lift(Edit(Span(start + before, end - after), new[before : len(new) - after]))
