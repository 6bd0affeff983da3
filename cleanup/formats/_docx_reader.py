"""Reading one part of a Word file: its paragraphs, and for each piece of text what the writer must know of its run."""

from __future__ import annotations

from dataclasses import dataclass

from cleanup.formats._markup import Token, attributes, copy_decoded
from cleanup.formats._story import Node, Paragraph
from cleanup.formats._weave import Weaver
from cleanup.formats._xml import prefixes, xml_tokens
from cleanup.records import record
from cleanup.spans import Span

_MAIN = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBILITY = ("http://schemas.openxmlformats.org/markup-compatibility/2006",)
# Text in these is not on the page: deleted, moved away, a code, a property, a pronunciation, a formula's own markup.
_SILENT = frozenset({
    "del", "moveFrom", "pPr", "rPr", "instrText", "delInstrText", "tblPr", "trPr", "tcPr", "sectPr", "sdtPr", "rt", "fldData",
})  # fmt: skip
# An empty element within a run, and the character that it stands for.
_ELEMENTS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "softHyphen": "\N{SOFT HYPHEN}",
             "sym": "\N{OBJECT REPLACEMENT CHARACTER}", "ptab": "\t"}  # fmt: skip


@dataclass
class Run:
    """A run: its start tag and properties, and the start tag of the tracked insertion that it stands in directly."""

    prefix: str
    tag: str
    properties: str = ""
    inserted: str = ""
    name: str = "r"
    boxed: bool = False  # within a text box


@record
class Place:
    """What the writer must know of a node: its run, and the start tag of its ``t``."""

    run: Run
    tag: Span


def prefix_of(xml: str) -> str:
    return min(prefixes(xml, *_MAIN), default="w:")


@dataclass
class _Field:
    """A field: its code is read up to the separator, its result is what shows."""

    code: str = ""
    shown: bool = False

    @property
    def computed(self) -> bool:
        """True when Word makes the result anew: a page number, a table of contents. A link's text is the author's."""
        return self.shown and not self.code.strip().upper().startswith(("HYPERLINK", "QUOTE", "FORMTEXT"))


class PartReader:
    """Reads one part. The XML is well-formed: every end tag has its start."""

    def __init__(self, xml: str, headings: frozenset[str]) -> None:
        self.xml, self.headings = xml, headings
        self.prefix = prefix_of(xml)
        self.compatibility = prefixes(xml, *_COMPATIBILITY)
        self.found: list[Paragraph] = []
        self.stack: list[Token] = []
        self.open: list[tuple[Paragraph, int]] = []  # with the depth of the stack
        self.runs: list[Run] = []
        self.fields: list[_Field] = []
        self.silent = 0
        self.boxes = 0
        self.names: dict[str, str] = {}
        self.alternatives: list[list[list[Paragraph]]] = []  # per AlternateContent, per branch

    def read(self) -> list[Paragraph]:
        position = 0
        for token in xml_tokens(self.xml):
            self._characters(position, token)
            position = token.span.end
            if token.kind == "close":
                self._end(self.stack.pop(), token)
            elif token.kind in ("open", "empty"):
                self._start(token)
        return self.found

    def _name(self, token: Token) -> str:
        """The local name of an element of Word's namespace, "" for any other."""
        name = self.names.get(token.name)
        if name is None:
            name = self.names[token.name] = token.name[len(self.prefix) :] if token.name.startswith(self.prefix) else ""
        return name

    def _attribute(self, token: Token, name: str) -> str:
        found = attributes(self.xml, token.inside)
        value = found.get(f"{self.prefix}{name}".casefold()) or found.get(name.casefold())
        return value.value if value else ""

    # -- elements ---------------------------------------------------------------------------------------------------

    def _start(self, token: Token) -> None:
        name = self._name(token)
        if token.kind == "open":
            self.stack.append(token)
            if name in _SILENT:
                self.silent += 1
            elif name == "p" and not self.silent:
                self._paragraph(token)
            elif name == "r" and self.open:
                self.runs.append(self._run(token))
            elif name == "txbxContent":
                self.boxes += 1
            elif name == "fldSimple":
                self.fields.append(_Field(self._attribute(token, "instr"), shown=True))
            elif token.name.rpartition(":")[2] == "AlternateContent" and self._compatible(token):
                self.alternatives.append([])
            elif (
                token.name.rpartition(":")[2] in ("Choice", "Fallback")
                and self._compatible(token)
                and self.alternatives
            ):
                self.alternatives[-1].append([])
        self._empty(name, token)

    def _compatible(self, token: Token) -> bool:
        return token.name.rpartition(":")[0] + ":" in self.compatibility

    def _paragraph(self, token: Token) -> None:
        paragraph = Paragraph()
        self.open.append((paragraph, len(self.stack)))
        for branches in self.alternatives[-1:]:
            if branches:
                branches[-1].append(paragraph)
        if self._is_copy():
            return
        self.found.append(paragraph)

    def _is_copy(self) -> bool:
        """True within the second branch of alternatives: the same text box for older programs."""
        return any(len(branches) > 1 for branches in self.alternatives)

    def _run(self, token: Token) -> Run:
        parent = self.stack[-2] if len(self.stack) > 1 else token
        inserted = parent.span.of(self.xml) if self._name(parent) in ("ins", "moveTo") else ""
        tag = token.span.of(self.xml)
        return Run(self.prefix, tag, inserted=inserted, name=self._name(parent), boxed=self.boxes > 0)

    def _empty(self, name: str, token: Token) -> None:
        """Elements that matter by their being there, written empty or with an end tag."""
        if name == "pStyle" and self.open:
            self.open[-1][0].heading = self._attribute(token, "val") in self.headings
        elif name == "fldChar" and not self._deleted():
            kind = self._attribute(token, "fldCharType")
            if kind == "begin":
                self.fields.append(_Field())
            elif kind == "separate" and self.fields:
                self.fields[-1].shown = True
            elif kind == "end" and self.fields:
                self.fields.pop()
        elif name in _ELEMENTS and self.runs and self.open and not self.silent:
            end = token.span.end
            if token.kind == "open":
                close = self.xml.find(">", self.xml.find("</", end))
                end = close + 1
            protection = self._kind() or ("placeholder" if name == "sym" else None)
            context = Place(self.runs[-1], token.span)
            self.open[-1][0].nodes.append(Node(_ELEMENTS[name], Span(token.span.start, end), None, protection, context))

    def _deleted(self) -> bool:
        return self.silent > 0

    def _end(self, start: Token, token: Token) -> None:
        name = self._name(start)
        if name in _SILENT:
            self.silent -= 1
            if name == "rPr" and self.runs and self._name(self.stack[-1]) == "r":
                self.runs[-1].properties = self.xml[start.span.start : token.span.end]
        elif name == "t" and self.open and self.runs and not self.silent:
            self._text(start, token)
        elif name == "p" and self.open and self.open[-1][1] == len(self.stack) + 1:
            self.open.pop()
        elif name == "r" and self.open and self.runs:
            self.runs.pop()
        elif name == "txbxContent":
            self.boxes -= 1
        elif name == "fldSimple" and self.fields:
            self.fields.pop()
        elif start.name.rpartition(":")[2] == "AlternateContent" and self._compatible(start) and self.alternatives:
            _pair(self.alternatives.pop())

    # -- text -------------------------------------------------------------------------------------------------------

    def _characters(self, start: int, token: Token) -> None:
        if self.stack and self._name(self.stack[-1]) == "instrText" and self.fields:
            self.fields[-1].code += self.xml[start : token.span.start]

    def _kind(self) -> str | None:
        return "placeholder" if any(field.computed or not field.shown for field in self.fields) else None

    def _text(self, tag: Token, end: Token) -> None:
        """The text of a ``t``. Without ``xml:space="preserve"``, white space at its ends does not show."""
        start, stop = tag.span.end, end.span.start
        content = self.xml[start:stop]
        if '"preserve"' not in tag.inside.of(self.xml) and "'preserve'" not in tag.inside.of(self.xml):
            stop = start + len(content.rstrip(" \t\r\n"))
            start = min(stop, start + len(content) - len(content.lstrip(" \t\r\n")))
        kind = self._kind()
        if "<" in content:  # CDATA or a comment: no program writes it, and it is left alone
            kind = "placeholder"
        weaver = Weaver(self.xml)
        copy_decoded(weaver, start, stop)
        if weaver.length:
            context = Place(self.runs[-1], tag.span)
            self.open[-1][0].nodes.append(Node(weaver.text, Span(start, stop), weaver.map, kind, context))


def _pair(branches: list[list[Paragraph]]) -> None:
    """The paragraphs of a fallback change with those of the choice that say the same."""
    for other in branches[1:]:
        if [p.text for p in other] == [p.text for p in branches[0]]:
            for paragraph, copy in zip(branches[0], other, strict=True):
                paragraph.copies.append(copy)
