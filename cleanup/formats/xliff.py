"""XLIFF 1.2 and 2.x: each target is a segment with its source; inline codes are kept in their places.

Units that are not to be translated, suggestions (``alt-trans``, ``matches``) and empty targets are left alone. Languages come
from the file unless the user names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cleanup.document import Document, Part
from cleanup.edits import Edit
from cleanup.errors import InputError
from cleanup.formats._base import FormatOptions, Input
from cleanup.formats._entities import EntityStyle, entity_style
from cleanup.formats._markup import Token, attributes
from cleanup.formats._text import declared, text_document, write_text
from cleanup.formats._units import Codes, Content, content_of, local, part_of
from cleanup.formats._weave import Kept
from cleanup.formats._xml import DECLARED, validate, xml_tokens
from cleanup.spans import Span

CODES = Codes(
    hidden=frozenset({"ph", "bpt", "ept", "it"}),
    standing=frozenset({"x", "ph", "it", "cp"}),
)
_UNITS = frozenset({"trans-unit", "unit"})
_SUGGESTIONS = frozenset({"alt-trans", "matches", "ignorable", "glossary", "bin-unit", "originalData", "notes"})


def read(given: Input) -> Document:
    """One segment a target. Raises InputError when the file is not well-formed or not XLIFF."""
    file, flaws = declared(given, DECLARED)
    validate(file.text, given.path)
    reader = _Reader(file.text, given.options, entity_style(file.text, file.encoding, names=False))
    parts = list(reader.parts())
    if not reader.is_xliff:
        raise InputError(f"{given.path}: not an XLIFF file: its first element is not xliff")
    return text_document(given, file, parts, kept=reader.kept, flaws=flaws, own_encoding=True)


def write(document: Document, edits: Sequence[Edit]) -> bytes:
    """The file with the edits done in its targets."""
    return write_text(document, edits)


@dataclass
class _Pieces:
    """What a unit holds: the contents of sources and targets, by the id of the segment (``mrk`` in 1.2)."""

    label: str
    translate: bool
    sources: dict[str, Span] = field(default_factory=dict)
    segmented: dict[str, Span] = field(default_factory=dict)
    targets: list[tuple[str, Span, str]] = field(default_factory=list)  # with the language that the target names


class _Reader:
    def __init__(self, xml: str, options: FormatOptions, style: EntityStyle) -> None:
        self.xml, self.options, self.style = xml, options, style
        self.stack: list[Token] = []
        self.kept: list[Kept] = []
        self.is_xliff = False
        self.languages: dict[str, str] = {}
        self.unit: _Pieces | None = None
        self.segment = ""
        self.silent = 0

    def parts(self) -> Iterator[Part]:
        for token in xml_tokens(self.xml):
            if token.kind == "open":
                self.stack.append(token)
                self._open(token)
            elif token.kind == "close":
                yield from self._close(self.stack.pop(), token)

    def _attributes(self, token: Token) -> dict[str, str]:
        return {name: value.value.strip() for name, value in attributes(self.xml, token.inside).items()}

    def _open(self, token: Token) -> None:
        name = local(token)
        if name in _SUGGESTIONS:
            self.silent += 1
        elif name in ("xliff", "file"):
            self.is_xliff = self.is_xliff or (name == "xliff" and len(self.stack) == 1)
            found = self._attributes(token)
            for key in ("source-language", "target-language", "srclang", "trglang"):
                if key in found:
                    self.languages[key[:3].replace("tar", "trg").replace("sou", "src")] = found[key]
        elif name in _UNITS and not self.silent:
            found = self._attributes(token)
            above = any(
                self._attributes(t).get("translate") == "no"
                for t in self.stack
                if local(t) in ("file", "group", "unit")
            )
            translate = found.get("translate", "no" if above else "yes") != "no"
            self.unit = _Pieces(f'unit "{found.get("id", "")}"', translate)
            self.segment = ""
        elif name == "segment":
            self.segment = self._attributes(token).get("id") or str(len(self.unit.targets) if self.unit else 0)

    def _close(self, start: Token, end: Token) -> Iterator[Part]:
        name = local(start)
        if name in _SUGGESTIONS:
            self.silent -= 1
        elif self.unit is None or self.silent:
            return
        elif name in ("source", "seg-source", "target"):
            self._piece(name, start, Span(start.span.end, end.span.start))
        elif name in _UNITS:
            if self.unit.translate:
                yield from self._unit(self.unit)
            self.unit = None

    def _piece(self, name: str, start: Token, content: Span) -> None:
        assert self.unit is not None
        if name == "source":
            self.unit.sources[self.segment] = content
            return
        language = self._attributes(start).get("xml:lang", "")
        marked = list(self._marked(content))
        if name == "seg-source":
            self.unit.segmented = dict(marked)
        elif marked:
            self.unit.targets += [(key, span, language) for key, span in marked]
        else:
            self.unit.targets.append((self.segment, content, language))

    def _marked(self, content: Span) -> Iterator[tuple[str, Span]]:
        """The segments that XLIFF 1.2 marks within a target: ``<mrk mtype="seg" mid="1">``."""
        stack: list[Token] = []
        for token in xml_tokens(self.xml, content.start, content.end):
            if local(token) != "mrk":
                continue
            if token.kind == "open":
                stack.append(token)
            elif token.kind == "close" and stack:
                found = self._attributes(start := stack.pop())
                if found.get("mtype") == "seg":
                    yield found.get("mid", ""), Span(start.span.end, token.span.start)

    def _unit(self, unit: _Pieces) -> Iterator[Part]:
        options = self.options
        for key, span, named in unit.targets:
            content = content_of(self.xml, span, CODES)
            if not content.text.strip():
                continue
            source = unit.segmented.get(key) or unit.sources.get(key) or unit.sources.get("")
            said: Content | None = content_of(self.xml, source, CODES) if source else None
            self.kept += content.weaver.kept
            several = len(unit.targets) > 1
            yield part_of(
                content, self.style, f"{unit.label}, segment {key}" if several else unit.label,
                options.language or named or self.languages.get("trg"),
                options.source_language or self.languages.get("src"), said.text if said else None,
            )  # fmt: skip
