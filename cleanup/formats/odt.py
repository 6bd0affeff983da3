"""OpenDocument texts (.odt, ODF 1.3): the body is one segment, page headers and footers are another.

Text stands in paragraphs and headings across spans, links and notes; an edit changes the characters where they are. Comments and
the record of deleted text are not read; fields and generated indexes are protected. White space is read as ODF shows it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import cast

from cleanup.document import Document
from cleanup.edits import Edit, splice
from cleanup.formats._base import Input
from cleanup.formats._markup import Token, attributes, copy_decoded
from cleanup.formats._package import Package
from cleanup.formats._story import Node, NodeEdit, Paragraph, Story, document_of, node_edits
from cleanup.formats._weave import Weaver
from cleanup.formats._xml import bytes_of, prefixes, text_of, xml_escape, xml_tokens
from cleanup.spans import Span

_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_MANIFEST = "META-INF/manifest.xml"


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_SILENT = _names("tracked-changes annotation note-citation ruby-text forms binary-data script event-listeners")
_DESCRIPTIONS = _names("title desc")  # of a picture, silent; ``text:title`` is a field
_FIELDS = _names(
    """page-number page-count date time chapter sequence bookmark-ref reference-ref note-ref sequence-ref file-name
    author-name author-initials title subject creation-date modification-date user-defined database-display expression
    variable-get user-field-get word-count character-count paragraph-count index-body"""
)
_STRUCTURE = _names("note note-body ruby list list-item list-header section")
_MARGINS = _names("header header-left header-first footer footer-left footer-first")
_SPACE = re.compile(r"[ \t\r\n]+")


def read(given: Input) -> Document:
    """The file's text. Positions count code points of it; ``payload["places"]`` names the paragraphs."""
    _, _, stories = _opened(given.raw, given.path)
    return document_of(given, stories)


def write(document: Document, edits: Sequence[Edit]) -> bytes:
    """The file with the edits done; every other part keeps its bytes."""
    raw = cast(bytes, document.payload["raw"])
    if not edits:
        return raw
    package, xml, stories = _opened(raw, document.path)
    changes: dict[str, list[Edit]] = defaultdict(list)
    for change in node_edits(stories, document.text, edits):
        changes[change.story.name] += _in_xml(change)
    parts = {}
    for name, edited in changes.items():
        ordered = sorted(edited, key=lambda edit: (edit.span.start, edit.span.end))
        parts[name] = bytes_of(splice(xml[name], ordered), package.read(name))
    return package.with_parts(parts)


def _opened(raw: bytes, path: str) -> tuple[Package, dict[str, str], list[Story]]:
    package = Package(raw, path, "an OpenDocument text")
    kind = package.read("mimetype") if "mimetype" in package.names else b"application/vnd.oasis.opendocument.text"
    if not kind.startswith(b"application/vnd.oasis.opendocument.text"):
        raise package.error(f"is not an OpenDocument text but {kind[:80].decode('ascii', 'replace')}")
    if _MANIFEST in package.names and b"encryption-data" in package.read(_MANIFEST):
        raise package.error("is protected with a password; remove the protection first")
    xml = {"content.xml": text_of(package.read("content.xml"), path, "content.xml")}
    stories = [Story("content.xml", "", _Reader(xml["content.xml"]).read())]
    if "styles.xml" in package.names:
        xml["styles.xml"] = text_of(package.read("styles.xml"), path, "styles.xml")
        stories.append(Story("styles.xml", "page header or footer", _Reader(xml["styles.xml"], within=_MARGINS).read()))
    return package, xml, stories


def _in_xml(change: NodeEdit) -> Iterator[Edit]:
    node = change.node
    prefix = cast(str, node.context)
    if node.map is None:
        yield Edit(node.span, _written(change.text, prefix, before="", after=""))
        return
    span = node.map.origin(change.span)
    before = node.text[change.span.start - 1 : change.span.start] or " "
    after = node.text[change.span.end : change.span.end + 1] or " "
    text = _written(change.text, prefix, before, after)
    if len(span) or text:
        yield Edit(span, text)


def _written(text: str, prefix: str, before: str, after: str) -> str:
    """The text in a paragraph; a space beside another one, or at an edge, is an element, because ODF collapses it."""
    pieces = []
    for number, character in enumerate(text):
        last = text[number - 1] if number else before
        following = text[number + 1] if number + 1 < len(text) else after
        if character == " " and (last in " \t\n" or (number + 1 == len(text) and following == " ")):
            pieces.append(f"<{prefix}s/>")
        elif character in "\t\n":
            pieces.append(f"<{prefix}{'tab' if character == chr(9) else 'line-break'}/>")
        else:
            pieces.append(xml_escape(character))
    return "".join(pieces)


def _is_silent(local: str, *, text: bool) -> bool:
    return local in _SILENT or (local in _DESCRIPTIONS and not text)


class _Reader:
    """Reads one part; ``within`` are the elements whose paragraphs count, all when empty."""

    def __init__(self, xml: str, within: frozenset[str] = frozenset()) -> None:
        self.xml, self.within = xml, within
        self.prefix = min(prefixes(xml, _TEXT), default="text:")
        self.found: list[Paragraph] = []
        self.stack: list[Token] = []
        self.open: list[Paragraph] = []
        self.silent = self.computed = self.inside = 0

    def read(self) -> list[Paragraph]:
        position = 0
        for token in xml_tokens(self.xml):
            self._characters(position, token.span.start)
            position = token.span.end
            if token.kind == "close":
                self._end(self.stack.pop())
            elif token.kind in ("open", "empty"):
                self._start(token)
        return self.found

    def _start(self, token: Token) -> None:
        local = token.name.rpartition(":")[2]
        text = token.name == self.prefix + local
        if token.kind == "open":
            self.stack.append(token)
            self.silent += _is_silent(local, text=text)
            self.computed += text and local in _FIELDS
            self.inside += local in self.within
            if text and local in ("p", "h"):
                self._paragraph(heading=local == "h")
        if text and self.open and not self.silent:
            self._element(local, token)

    def _paragraph(self, *, heading: bool) -> None:
        paragraph = Paragraph(heading=heading)
        self.open.append(paragraph)
        if not self.silent and (self.inside or not self.within):
            self.found.append(paragraph)

    def _element(self, local: str, token: Token) -> None:
        """An element that stands for white space, written empty or with an end tag."""
        count = 1
        if local == "s":
            given = attributes(self.xml, token.inside).get(f"{self.prefix}c")
            count = min(int(given.value), 1000) if given and given.value.isdecimal() else 1
        said = {"s": " " * count, "tab": "\t", "line-break": "\n"}.get(local)
        if said:
            end = token.span.end
            if token.kind == "open":
                end = self.xml.index(">", self.xml.index("</", end)) + 1
            self.open[-1].nodes.append(Node(said, Span(token.span.start, end), None, self._kind(), self.prefix))

    def _end(self, start: Token) -> None:
        local = start.name.rpartition(":")[2]
        text = start.name == self.prefix + local
        self.silent -= _is_silent(local, text=text)
        self.computed -= text and local in _FIELDS
        self.inside -= local in self.within
        if text and local in ("p", "h") and self.open:
            self.open.pop()

    def _is_mixed(self, parent: Token) -> bool:
        """True where characters are text: between the parts of a note, say, they are the layout of the file."""
        local = parent.name.rpartition(":")[2]
        return parent.name == self.prefix + local and local not in _STRUCTURE

    def _kind(self) -> str | None:
        return "placeholder" if self.computed else None

    def _characters(self, start: int, end: int) -> None:
        if start >= end or not self.open or self.silent or not self._is_mixed(self.stack[-1]):
            return
        paragraph = self.open[-1]
        weaver = Weaver(self.xml)
        before = paragraph.nodes[-1].text[-1:] if paragraph.nodes else " "
        position = start
        for match in _SPACE.finditer(self.xml, start, end):
            if match.start() > position:
                copy_decoded(weaver, position, match.start())
            said = weaver.last[-1:] or before
            if said not in (" ", ""):
                weaver.put(match.start(), match.end(), " ")
            position = match.end()
        copy_decoded(weaver, position, end)
        if weaver.length:
            node = Node(weaver.text, Span(start, end), weaver.map, self._kind(), self.prefix)
            paragraph.nodes.append(node)
