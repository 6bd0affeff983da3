"""TMX 1.4 translation memories: each variant that is not in the source language is a segment with its source.

With ``--language``, only the variants in that language. The source is the variant in the language that the unit or the header
names, or that the user does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleanup.document import Document, Part
from cleanup.edits import Edit
from cleanup.errors import InputError
from cleanup.formats._base import FormatOptions, Input
from cleanup.formats._entities import EntityStyle, entity_style
from cleanup.formats._markup import Token, attributes
from cleanup.formats._text import declared, text_document, write_text
from cleanup.formats._units import Codes, content_of, local, part_of, same_language
from cleanup.formats._weave import Kept
from cleanup.formats._xml import DECLARED, validate, xml_tokens
from cleanup.spans import Span

CODES = Codes(hidden=frozenset({"ph", "bpt", "ept", "it", "ut"}), standing=frozenset({"ph", "it", "ut"}))


def read(given: Input) -> Document:
    """One segment a translated variant. Raises InputError when the file is not well-formed or not TMX."""
    file, flaws = declared(given, DECLARED)
    validate(file.text, given.path)
    reader = _Reader(file.text, given.options, entity_style(file.text, file.encoding, names=False))
    parts = list(reader.parts())
    if not reader.is_tmx:
        raise InputError(f"{given.path}: not a TMX file: its first element is not tmx")
    return text_document(given, file, parts, kept=reader.kept, flaws=flaws, own_encoding=True)


def write(document: Document, edits: Sequence[Edit]) -> bytes:
    """The file with the edits done in its variants."""
    return write_text(document, edits)


class _Variant(NamedTuple):
    language: str
    content: Span


class _Reader:
    def __init__(self, xml: str, options: FormatOptions, style: EntityStyle) -> None:
        self.xml, self.options, self.style = xml, options, style
        self.kept: list[Kept] = []
        self.is_tmx = False
        self.header_source = self.unit_source = self.language = self.label = ""
        self.units = 0

    def parts(self) -> Iterator[Part]:
        stack: list[Token] = []
        variants: list[_Variant] = []
        for token in xml_tokens(self.xml):
            if token.kind in ("open", "empty"):
                self._start(token, root=not stack)
                variants = [] if local(token) == "tu" else variants
            if token.kind == "open":
                stack.append(token)
            elif token.kind == "close":
                start = stack.pop()
                if local(start) == "seg":
                    variants.append(_Variant(self.language, Span(start.span.end, token.span.start)))
                elif local(start) == "tu":
                    yield from self._unit(variants)

    def _start(self, token: Token, *, root: bool) -> None:
        name = local(token)
        found = attributes(self.xml, token.inside)

        def value(*names: str) -> str:
            return next((found[key].value.strip() for key in names if key in found), "")

        if name == "tmx":
            self.is_tmx = self.is_tmx or root
        elif name == "header":
            self.header_source = value("srclang")
        elif name == "tu":
            self.units += 1
            self.unit_source = value("srclang") or self.header_source
            self.label = f'unit "{value("tuid")}"' if value("tuid") else f"unit {self.units}"
        elif name == "tuv":
            self.language = value("xml:lang", "lang")

    def _unit(self, variants: Sequence[_Variant]) -> Iterator[Part]:
        options = self.options
        wanted = options.source_language or self.unit_source
        source = next((v for v in variants if same_language(v.language, wanted)), None)
        said = content_of(self.xml, source.content, CODES).text if source else None
        for variant in variants:
            if variant is source or (options.language and not same_language(variant.language, options.language)):
                continue
            content = content_of(self.xml, variant.content, CODES)
            if content.text.strip():
                self.kept += content.weaver.kept
                language = options.language or variant.language or None
                yield part_of(
                    content, self.style, f"{self.label}, {variant.language}", language,
                    options.source_language or (source.language if source else None), said,
                )  # fmt: skip
