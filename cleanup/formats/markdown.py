"""Markdown: the whole file is one segment, its syntax is protected.

Protected are code (fenced, indented, in a line), front matter but for the values that are prose, link targets,
reference definitions and the labels that refer to them, HTML, maths, and the marks of headings, lists, quotes, tables
and emphasis.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from cleanup.document import Document, Part, Segment
from cleanup.edits import Edit
from cleanup.formats._base import Input
from cleanup.formats._markdown import front_values, syntax
from cleanup.formats._silences import silences
from cleanup.formats._text import decoded, line_end, text_document, with_line_end, write_text
from cleanup.formats._weave import with_line_feeds


def read(given: Input) -> Document:
    """One segment, the file; any text is Markdown."""
    file = decoded(given)
    text = file.text
    content, back = with_line_feeds(text)
    options = given.options
    segment = Segment(content, options.language, options.source_language, options.source, fixed=tuple(syntax(content)))
    end = line_end(text)
    parts = [Part(segment, map=back, encode=with_line_end(end))]
    # Values of front matter are parts of their own: they are written by the rules of YAML.
    for span, quote in front_values(content):
        value = Segment(span.of(content), options.language, options.source_language)
        start = back.origin(span).start
        parts.append(Part(value, start, encode=partial(_front_value, quote), label="front matter"))
    silenced, notes = silences(text)
    return text_document(given, file, parts, silences=silenced, notes=notes)


def _front_value(quote: str, text: str) -> str:
    """A text within a quoted or plain value of YAML."""
    if quote == "'":
        return text.replace("'", "''")
    return text.replace("\\", "\\\\").replace('"', '\\"') if quote else text


def write(document: Document, edits: Sequence[Edit]) -> bytes:
    """The file with the edits done."""
    return write_text(document, edits)
