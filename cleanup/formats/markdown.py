"""Markdown: the prose is one segment, as a reader sees it; the syntax around and between the words stays where it is.

Left out are code blocks, front matter, HTML, link targets, reference definitions, and the marks of headings, lists, quotes,
tables and emphasis. Code within a line, addresses, maths and labels that refer to a definition stand in the text, protected.
The titles of links and the values of front matter that are prose are parts of their own. Entities are read as characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from cleanup.document import Document, Part, Segment
from cleanup.edits import Edit
from cleanup.formats._base import Input
from cleanup.formats._markdown import front_values, syntax
from cleanup.formats._markdown_inline import Kind, Piece
from cleanup.formats._markup import copy_decoded
from cleanup.formats._parts import MarkupPart
from cleanup.formats._silences import silences
from cleanup.formats._text import decoded, line_end, text_document, write_text
from cleanup.formats._weave import Weaver, with_line_feeds
from cleanup.spans import Span
from cleanup.text.protection import Protected
from cleanup.textmap import TextMap

_PROTECTED = {Kind.CODE: "code", Kind.LINK: "link", Kind.PLACEHOLDER: "placeholder"}
_IS_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_IS_ENTITY = re.compile(r"&(?=#?\w{1,31};)")


def read(given: Input) -> Document:
    """The prose, then its front matter and the titles of its links; any text is Markdown."""
    file = decoded(given)
    text, options = file.text, given.options
    content, back = with_line_feeds(text)
    pieces = syntax(content)
    weaver, fixed = _woven(text, content, back, pieces)
    end = line_end(text)
    segment = Segment(weaver.text, options.language, options.source_language, options.source, tuple(fixed))
    parts: list[Part] = [MarkupPart(segment, map=weaver.map, encode=partial(_encode, end))] if weaver.length else []
    others = [(span, quote, "front matter") for span, quote in front_values(content)]
    others += [(piece.span, "\\", "link title") for piece in pieces if piece.kind is Kind.TITLE]
    for span, quote, label in others:
        value = Segment(span.of(content), options.language, options.source_language)
        parts.append(Part(value, back.origin(span).start, encode=partial(_encode_value, quote), label=label))
    silenced, flaws = silences(text)
    return text_document(given, file, parts, kept=weaver.kept, silences=silenced, flaws=flaws)


def write(document: Document, edits: Sequence[Edit]) -> bytes:
    """The file with the edits done."""
    return write_text(document, edits)


def _woven(raw: str, content: str, back: TextMap, pieces: Sequence[Piece]) -> tuple[Weaver, list[Protected]]:
    """The prose of the file. ``content`` is ``raw`` with plain line ends, ``back`` leads from it to ``raw``."""
    weaver = Weaver(raw)
    fixed: list[Protected] = []
    position = 0
    for span, kind in pieces:
        start, end = _place(back, position, span.start)
        copy_decoded(weaver, start, end)
        position = span.end
        start, end = _place(back, span.start, span.end)
        if kind in _PROTECTED:
            begun = weaver.length
            weaver.copy(start, end)
            fixed.append(Protected(Span(begun, weaver.length), _PROTECTED[kind]))
        elif kind is Kind.SOFT:
            weaver.put(start, end, " ", keep=True)
        elif kind is Kind.BREAK and weaver.length:
            weaver.put(start, end, "\n", keep=True)
    copy_decoded(weaver, *_place(back, position, len(content)))
    return weaver, fixed


def _place(back: TextMap, start: int, end: int) -> tuple[int, int]:
    if not back:
        return start, end  # the common case
    span = back.origin(Span(start, end))
    return span.start, span.end


def _encode(end: str, text: str) -> str:
    """New text never becomes a tag or an entity."""
    text = _IS_TAG.sub("&lt;", _IS_ENTITY.sub("&amp;", text))
    return text.replace("\n", end) if end != "\n" else text


def _encode_value(quote: str, text: str) -> str:
    """A text within a value of YAML, or within the title of a link (a backslash)."""
    text = text.replace("\n", " ")
    if quote == "'":
        return text.replace("'", "''")
    if quote == '"':
        return text.replace("\\", "\\\\").replace('"', '\\"')
    return re.sub(r"""(?<!\\)(["')])""", r"\\\1", text) if quote else text
