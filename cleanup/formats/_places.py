"""What a person calls a place in a document: a paragraph of a Word file, a cue, a unit of a translation file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import cast

from cleanup.document import Document
from cleanup.formats._weave import LazyMap
from cleanup.spans import Span


class Labels:
    """The names of the places of a document, made once and asked often."""

    def __init__(self, document: Document) -> None:
        self._places = sorted(_places(document))

    def at(self, offset: int) -> str:
        """The name of the place of a code point of the document's text, "" where only line and column tell it.

        >>> from cleanup.document import Part, Segment
        >>> Labels(Document("one two", (Part(Segment("two"), 4, label="row 2"),))).at(5)
        'row 2'
        """
        number = bisect_right(self._places, offset, key=lambda place: place[0])
        return self._places[number - 1][1] if number else ""


def _places(document: Document) -> Iterator[tuple[int, str]]:
    for flaw in document.flaws:
        yield flaw.span.start, ""  # of no part, whatever part stands before it
    named = document.payload.get("places")
    if named:
        yield from cast(tuple[tuple[int, str], ...], named)
        return
    if not any(part.label for part in document.parts):
        return
    for part in document.parts:
        # A lazy map is one of a row, and the row begins at the offset.
        start = part.offset if isinstance(part.map, LazyMap) else part.origin(Span(0, 0)).start
        yield start, part.label
        if part.label and not isinstance(part.map, LazyMap):
            yield part.origin(Span(0, len(part.segment.text))).end, ""  # an attribute within running text
