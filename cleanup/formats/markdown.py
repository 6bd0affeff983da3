"""Markdown: the prose is one segment, as a reader sees it; the syntax around and between the words stays where it is.

Left out are code blocks, front matter, HTML, link targets, reference definitions, and the marks of headings, lists, quotes,
tables and emphasis. Code within a line, addresses, maths and labels that refer to a definition stand in the text, protected.
A fence around the whole text that holds prose is no code, and its marks stand in the text. The titles of links and the values
of front matter that are prose are parts of their own. Entities are read as characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from cleanup.document import Document, Part, Segment
from cleanup.edits import Edit
from cleanup.formats import _front_matter
from cleanup.formats._base import Input
from cleanup.formats._markdown import syntax
from cleanup.formats._markdown_inline import Kind, Piece
from cleanup.formats._markup import copy_decoded
from cleanup.formats._parts import MarkupPart
from cleanup.formats._silences import silences
from cleanup.formats._text import decoded, line_end, text_document, write_text
from cleanup.formats._weave import Weaver, with_line_feeds
from cleanup.spans import Span
from cleanup.text.fences import fence_around_document
from cleanup.text.protected import Protected
from cleanup.textmap import TextMap

_PROTECTED = {Kind.CODE: "code", Kind.LINK: "link", Kind.PLACEHOLDER: "placeholder"}
_NO_LINE_END = re.compile(r"[^\n]")
_IS_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_BARE_QUOTE = re.compile(r"""(?<!\\)(["'])""")
_IS_ENTITY = re.compile(r"&(?=#?\w{1,31};)")


def read(given: Input) -> Document:
    """The prose, then its front matter and the titles of its links; any text is Markdown."""
    file = decoded(given)
    text, options = file.text, given.options
    content, back = with_line_feeds(text)
    pieces = _pieces(content)
    weaver, fixed = _woven(text, content, back, pieces)
    end = line_end(text)
    segment = Segment(weaver.text, options.language, options.source_language, options.source, tuple(fixed))
    parts: list[Part] = (
        [MarkupPart(segment, map=weaver.map, encode=partial(_encode, end), lacks="\n")] if weaver.length else []
    )
    kept = weaver.kept
    for value in _front_matter.values(content):
        own = _value(text, back, value)
        kept += own.kept
        segment = Segment(own.text, options.language, options.source_language)
        encode = partial(_front_matter.encode, value.style)
        parts.append(
            MarkupPart(
                segment, map=own.map, encode=encode, label="front matter", lacks=_front_matter.lacks(value.style)
            )
        )
    for piece in pieces:
        if piece.kind is Kind.TITLE:
            segment = Segment(piece.span.of(content), options.language, options.source_language)
            parts.append(
                Part(segment, back.origin(piece.span).start, encode=_encode_title, label="link title", lacks="\n")
            )
    silenced, flaws = silences(text)
    return text_document(given, file, parts, kept=kept, silences=silenced, flaws=flaws)


def write(document: Document, edits: Sequence[Edit]) -> bytes:
    """The file with the edits done."""
    return write_text(document, edits)


def _pieces(content: str) -> list[Piece]:
    """The syntax. What a fence around the whole text holds is read as if it stood there without one."""
    fence = fence_around_document(content)
    if fence is None:
        return syntax(content)  # the common case
    for span in fence:
        content = content[: span.start] + _NO_LINE_END.sub(" ", span.of(content)) + content[span.end :]
    return [piece for piece in syntax(content) if not any(map(piece.span.overlaps, fence))]


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


def _value(raw: str, back: TextMap, value: _front_matter.Value) -> Weaver:
    """A value of the front matter."""
    weaver = Weaver(raw)
    for piece in value.pieces:
        start, end = _place(back, piece.span.start, piece.span.end)
        if piece.text is None:
            weaver.copy(start, end)
        else:
            weaver.put(start, end, piece.text, keep=piece.joint)
    return weaver


def _place(back: TextMap, start: int, end: int) -> tuple[int, int]:
    if not back:
        return start, end  # the common case
    span = back.origin(Span(start, end))
    return span.start, span.end


def _encode(end: str, text: str) -> str:
    """New text never becomes a tag or an entity."""
    text = _IS_TAG.sub("&lt;", _IS_ENTITY.sub("&amp;", text))
    return text.replace("\n", end) if end != "\n" else text


def _encode_title(text: str) -> str:
    """A text within the title of a link."""
    return _BARE_QUOTE.sub(r"\\\1", text.replace("\n", " "))
