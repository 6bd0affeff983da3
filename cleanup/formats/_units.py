"""Units of translation files in XML (XLIFF, TMX): the text of an element across its inline codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from cleanup.document import Part, Segment
from cleanup.formats._entities import EntityStyle, escape
from cleanup.formats._markup import Token, copy_decoded
from cleanup.formats._parts import MarkupPart
from cleanup.formats._weave import Weaver
from cleanup.formats._xml import ILLEGAL, xml_tokens
from cleanup.spans import Span
from cleanup.text.protected import OBJECT_REPLACEMENT, Protected

_SPACE = " \t\r\n"


@dataclass
class Codes:
    """What a format has in its text besides text. Names are without prefixes.

    The content of ``hidden`` elements is code of another format; ``standing`` ones are a thing in the sentence (a variable, a
    picture), one character U+FFFC; all other elements are marks around or between words, of no width.
    """

    hidden: frozenset[str]
    standing: frozenset[str]


def local(token: Token) -> str:
    """The name without its prefix."""
    return token.name.rpartition(":")[2]


@dataclass
class Content:
    """The text of an element as the checks see it, with what the writer needs."""

    weaver: Weaver
    fixed: tuple[Protected, ...] = ()
    cdata: bool = False  # the whole of it stands in one CDATA section

    @property
    def text(self) -> str:
        return self.weaver.text


def content_of(xml: str, span: Span, codes: Codes) -> Content:
    """The text of an element's content. White space at its ends that the layout of the file put there is left out."""
    weaver, fixed = Weaver(xml), []
    text = span.of(xml)
    if "\n" in text[: len(text) - len(text.lstrip(_SPACE))] or "\n" in text[len(text.rstrip(_SPACE)) :]:
        end = span.start + len(text.rstrip(_SPACE))
        span = Span(min(end, span.start + len(text) - len(text.lstrip(_SPACE))), end)
    position, depth, begun = span.start, 0, 0
    cdata = False
    for token in xml_tokens(xml, span.start, span.end):
        if not depth:
            copy_decoded(weaver, position, token.span.start)
        position = token.span.end
        if token.kind == "cdata" and not depth:
            start, cdata = weaver.length, token.span == span
            weaver.copy(token.inside.start, token.inside.end)
            if not cdata and weaver.length > start:
                fixed.append(Protected(Span(start, weaver.length), "placeholder"))
        elif token.kind in ("open", "close", "empty"):
            name = local(token)
            deeper = {"open": 1, "close": -1}.get(token.kind, 0) * (name in codes.hidden)
            if not depth:
                begun = token.span.start
            depth = max(0, depth + deeper)
            if not depth and name in codes.standing and token.kind != "open":
                fixed.append(Protected(Span(weaver.length, weaver.length + 1), "placeholder"))
                weaver.put(begun, token.span.end, OBJECT_REPLACEMENT, keep=True)
    copy_decoded(weaver, position, span.end)
    return Content(weaver, tuple(fixed), cdata)


def part_of(
    content: Content,
    style: EntityStyle,
    label: str,
    language: str | None,
    source_language: str | None,
    source: str | None,
) -> Part:
    """The part that a unit's target is."""
    segment = Segment(content.text, language, source_language, source, content.fixed)
    encode = _in_cdata if content.cdata else partial(_in_text, style)
    return MarkupPart(segment, map=content.weaver.map, encode=encode, label=label)


def _in_text(style: EntityStyle, text: str) -> str:
    return escape(style, "", ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text))


def _in_cdata(text: str) -> str:
    return ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text).replace("]]>", "]]]]><![CDATA[>")


def same_language(one: str | None, other: str | None) -> bool:
    """True when the two tags name one language, whatever the region: ``pt`` and ``pt-BR``."""
    if not one or not other:
        return False
    return one.replace("_", "-").split("-")[0].casefold() == other.replace("_", "-").split("-")[0].casefold()
