"""Plain text: the whole file is one segment."""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.document import Document, Part, Segment
from cleanup.edits import Edit
from cleanup.formats._base import Input
from cleanup.formats._text import decoded, line_end, text_document, with_line_end, write_text
from cleanup.formats._weave import with_line_feeds


def read(given: Input) -> Document:
    """One segment, the file; any text is plain text."""
    file = decoded(given)
    text = file.text
    content, back = with_line_feeds(text)
    options = given.options
    segment = Segment(content, options.language, options.source_language, options.source)
    part = Part(segment, map=back, encode=with_line_end(line_end(text)), is_verbatim=True)
    return text_document(given, file, (part,))


def write(document: Document, edits: Sequence[Edit]) -> bytes:
    """The file with the edits done."""
    return write_text(document, edits)
