"""Web pages: the text of the blocks, across inline tags, is one segment for each language; tags are spliced around.

Parts of their own are the title, the descriptions in ``meta``, and the attributes that readers see (``alt``, ``title``,
``placeholder``, ``aria-label``). Scripts, styles, ``pre`` and the like are left out; code within a sentence, templates and
phrases marked as another language or ``translate="no"`` stand in it, protected. White space is read as a browser shows it.
Any text is HTML: what does not look like a tag is text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from cleanup.document import Document, Part, Segment
from cleanup.edits import Edit
from cleanup.formats._base import FormatOptions, Input
from cleanup.formats._entities import EntityStyle, entity_style, escape
from cleanup.formats._html import BLOCKS, HIDDEN, RAW, VOID, OpenElements, language_of, separator, untranslated
from cleanup.formats._markup import Attribute, Token, attributes, copy_decoded, tokens
from cleanup.formats._parts import MarkupPart
from cleanup.formats._silences import silences
from cleanup.formats._text import declared, text_document, write_text
from cleanup.formats._weave import Weaver
from cleanup.records import record, replace
from cleanup.spans import Span
from cleanup.text.protected import Protected

_SHOWN = {"alt": "alt text", "title": "title attribute", "placeholder": "placeholder", "aria-label": "label"}
_SHOWN_META = re.compile(r"(?:(?:og|twitter|dc|dcterms):)?(?:description|title|abstract)|og:image:alt", re.IGNORECASE)
_SHOWN_TEMPLATES = ("{{", "<%=", "<?=")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BEGINS_TAG = re.compile("[A-Za-z/!?]")
_CHARSET = re.compile(
    rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w:.-]{2,40}) | ^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w:.-]{2,40})""",
    re.VERBOSE | re.IGNORECASE,
)


def read(given: Input) -> Document:
    """The page's text. Its declared charset holds unless its bytes say otherwise."""
    file, flaws = declared(given, _CHARSET, web=True)
    page = _Page(file.text, given.options, entity_style(file.text, file.encoding))
    page.read()
    silenced, more = silences(file.text, page.next_block)
    kept = [span for flow in page.flows.values() for span in flow.weaver.kept]
    return text_document(
        given, file, page.parts(), kept=kept, silences=silenced, flaws=(*flaws, *more), own_encoding=True
    )


def write(document: Document, edits: Sequence[Edit]) -> bytes:
    """The page with the edits done."""
    return write_text(document, edits)


@dataclass
class _Flow:
    """The running text in one language."""

    weaver: Weaver
    fixed: list[Protected] = field(default_factory=list)
    space: Span | None = None  # white space that shows only if text follows
    separator: str = ""
    end: int = 0  # where in the page its last text ends


@record
class _PagePart(MarkupPart):
    """A part of a page. What comes to stand right behind a "<" that is text makes no tag of it."""

    def lift_change(self, change: Edit) -> Edit | None:
        """As :meth:`MarkupPart.lift_change`; None where nothing but a tag could come of it."""
        text, (start, end) = self.segment.text, (change.span.start, change.span.end)
        behind = (change.text + text[end:])[:1]
        if text[start - 1 : start] != "<" or not _BEGINS_TAG.match(behind):
            return super().lift_change(change)
        lifted = super().lift_change(change) if change.text else None
        return lifted and replace(lifted, text=f"&#{ord(behind)};{lifted.text[1:]}")


class _Page:
    def __init__(self, text: str, options: FormatOptions, style: EntityStyle) -> None:
        self.text, self.options, self.style = text, options, style
        self.flows: dict[str | None, _Flow] = {}
        self.others: list[Part] = []
        self.blocks: list[Span] = []
        self.open = OpenElements(options.language)
        self.block_start = -1
        self.block_end = 0

    # -- reading ----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        position = 0
        waits_for, depth = "", 0  # the hidden element that is open, and how deep the reading is in it
        for token in tokens(self.text):
            if token.span.start < position:
                continue  # within a script
            if not depth:
                self._text(position, token.span.start)
            position = token.span.end
            if depth:
                depth += (token.name == waits_for) * {"open": 1, "close": -1}.get(token.kind, 0)
            elif token.kind == "open" and token.name in RAW:
                position = self._raw(token)
            elif token.kind == "open" and token.name in HIDDEN:
                self._boundary("\n\n")
                waits_for, depth = token.name, 1
            else:
                self._token(token)
        if not depth:
            self._text(position, len(self.text))
        self._boundary("\n\n")

    def _raw(self, token: Token) -> int:
        """Take an element that has no tags within; returns where its content ends."""
        self._boundary("\n\n")
        end = re.compile(rf"</{re.escape(token.name)}(?=[\s/>])", re.IGNORECASE).search(self.text, token.span.end)
        stop = end.start() if end else len(self.text)
        if token.name == "title":
            self._part(Span(token.span.end, stop), "title", self.open.language)
        return stop

    def _token(self, token: Token) -> None:
        if token.kind == "template" and token.span.of(self.text).startswith(_SHOWN_TEMPLATES):
            self._put(token.span, "placeholder")  # what it gives stands in the sentence like a word
        elif token.kind in ("open", "empty"):
            self._start(token)
        elif token.kind == "close":
            if token.name in BLOCKS:
                self._boundary(separator(token.name))
            self.open.end(token.name)

    def _start(self, token: Token) -> None:
        found = attributes(self.text, token.inside)
        if token.name in BLOCKS:
            self._boundary(separator(token.name))
            self.open.end_implied(token.name)
        elif token.name == "br":
            self._boundary("\n", block=False)
        if token.name == "meta":
            self._meta(found)
        if not untranslated(found):
            for name in _SHOWN.keys() & found.keys():
                self._part(found[name].span, _SHOWN[name], language_of(found) or self.open.language, found[name].quote)
        if token.kind == "open" and token.name not in VOID:
            self.open.start(token.name, found)

    def _meta(self, found: Mapping[str, Attribute]) -> None:
        name = found.get("name") or found.get("property")
        content = found.get("content")
        if name is not None and content is not None and _SHOWN_META.fullmatch(name.value.strip()):
            self._part(content.span, f"meta {name.value.strip()}", self.open.language, content.quote)

    # -- text -------------------------------------------------------------------------------------------------------

    def _flow(self) -> _Flow:
        language = self.open.block_language
        if language not in self.flows:
            self.flows[language] = _Flow(Weaver(self.text))
        return self.flows[language]

    def _text(self, start: int, end: int) -> None:
        if start >= end:
            return
        kind, flow = self.open.kind, self._flow()
        for match in _SPACE.finditer(self.text, start, end):
            self._put(Span(start, match.start()), kind)
            if not flow.separator and flow.weaver.length and flow.space is None:
                flow.space = Span(*match.span())
            start = match.end()
        self._put(Span(start, end), kind)

    def _put(self, span: Span, kind: str | None) -> None:
        """Put text without white space, after what stands before it."""
        if not len(span):
            return
        flow = self._flow()
        if flow.separator:
            flow.weaver.put(flow.end, span.start, flow.separator, keep=True)
        elif flow.space is not None:
            flow.weaver.put(flow.space.start, flow.space.end, " ")
        flow.space, flow.separator = None, ""
        start = flow.weaver.length
        if kind == "placeholder" and self.text.startswith(_SHOWN_TEMPLATES, span.start):
            flow.weaver.copy(span.start, span.end)
        else:
            copy_decoded(flow.weaver, span.start, span.end)
        if kind is not None and flow.weaver.length > start:
            before = flow.fixed[-1] if flow.fixed else None
            if before is not None and before.kind == kind and before.span.end >= start - 1:
                start = flow.fixed.pop().span.start  # words of one piece of code
            flow.fixed.append(Protected(Span(start, flow.weaver.length), kind))
        flow.end = span.end
        self.block_start = span.start if self.block_start < 0 else self.block_start
        self.block_end = span.end

    def _boundary(self, separator: str, *, block: bool = True) -> None:
        """The end of a block, or of a line, in every language."""
        for flow in self.flows.values():
            flow.space = None
            if flow.weaver.length and len(flow.separator) < len(separator):
                flow.separator = separator
        if block and self.block_start >= 0:
            self.blocks.append(Span(self.block_start, self.block_end))
            self.block_start = -1

    def next_block(self, match: re.Match[str]) -> Span:
        """What an ``ignore`` comment acts on: the block that it stands in, or the next one."""
        number = bisect_right(self.blocks, match.start(), key=lambda block: block.end)
        if number == len(self.blocks):
            return Span(match.end(), match.end())
        return Span(min(self.blocks[number].start, match.start()), self.blocks[number].end)

    # -- parts ------------------------------------------------------------------------------------------------------

    def _part(self, span: Span, label: str, language: str | None, quote: str = "") -> None:
        text = span.of(self.text)
        if not text.strip() or (quote == "" and label != "title"):
            return
        weaver = Weaver(self.text)
        copy_decoded(weaver, span.start, span.end)
        segment = Segment(weaver.text, language, self.options.source_language)
        self.others.append(
            _PagePart(segment, map=weaver.map, encode=partial(escape, self.style, quote), label=label, lacks="\n")
        )

    def parts(self) -> Iterator[Part]:
        """The running text first, then the parts of their own in the order of the page."""
        options = self.options
        for language, flow in self.flows.items():
            if flow.weaver.length:
                segment = Segment(
                    flow.weaver.text, language, options.source_language, options.source, tuple(flow.fixed)
                )
                yield _PagePart(segment, map=flow.weaver.map, encode=partial(escape, self.style, ""), lacks="\n")
        yield from self.others
