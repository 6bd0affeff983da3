"""Word files: the body with its tables and text boxes is one segment; notes, headers and footers are segments of their own.

A paragraph's runs are one text; an edit changes the characters in the runs and each keeps its formatting. What is deleted by
a tracked change is not read, what is inserted is. Results of fields (page numbers, tables of contents) are protected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from cleanup.document import Document
from cleanup.edits import Edit, splice
from cleanup.findings import Decision
from cleanup.formats._base import Input
from cleanup.formats._docx import Word, read_word
from cleanup.formats._docx_reader import Place
from cleanup.formats._story import Node, NodeEdit, document_of, node_edits
from cleanup.formats._xml import bytes_of, xml_escape
from cleanup.spans import Span


def read(given: Input) -> Document:
    """The file's text. Positions count code points of it; ``payload["places"]`` names the paragraphs."""
    return document_of(given, read_word(given.raw, given.path).stories)


def write(document: Document, edits: Sequence[Edit]) -> bytes:
    """The file with the edits done in its runs; every other part keeps its bytes."""
    raw = cast(bytes, document.payload["raw"])
    if not edits:
        return raw
    word = read_word(raw, document.path)
    changes: dict[str, list[Edit]] = defaultdict(list)
    texts: dict[int, list[NodeEdit]] = defaultdict(list)
    for change in node_edits(word.stories, document.text, edits):
        changes[change.story.name] += _in_xml(word, change)
        if change.node.map is not None:
            texts[id(change.node)].append(change)
    for mine in texts.values():
        node, name = mine[0].node, mine[0].story.name
        new = splice(node.text, [Edit(change.span, change.text) for change in mine if len(change.span) or change.text])
        if new != new.strip() or "\n" in new or "\t" in new:
            changes[name] += preserving(word.xml[name], node)
    return with_changes(word, changes)


def with_changes(word: Word, changes: Mapping[str, Sequence[Edit]], parts: Mapping[str, str] | None = None) -> bytes:
    """The package with its parts' XML edited, and with ``parts`` in the place of those of the same name."""
    written = {}
    for name, edits in changes.items():
        ordered = sorted(edits, key=lambda edit: (edit.span.start, edit.span.end))
        written[name] = splice(word.xml[name], ordered)
    written.update(parts or {})
    package = word.package
    old = {name: package.read(name) if name in package.names else b"" for name in written}
    return package.with_parts({name: bytes_of(text, old[name]) for name, text in written.items()})


def _in_xml(word: Word, change: NodeEdit) -> Iterator[Edit]:
    prefix = cast(Place, change.node.context).run.prefix
    if change.node.map is None:
        yield Edit(change.node.span, elements(prefix, change.text))
        return
    span = change.node.map.origin(change.span)
    text = characters(prefix, change.text)
    if len(span) or text:
        yield Edit(span, text)


def write_tracked(
    document: Document,
    edits: Sequence[Edit],
    decisions: Sequence[Decision],
    author: str = "cleanup",
    date: str | None = None,
) -> bytes:
    """The file with the edits as tracked changes, and reasons and findings as comments; see ``_docx_track``."""
    from cleanup.formats import _docx_track

    return _docx_track.write_tracked(document, edits, decisions, author, date)


def characters(prefix: str, text: str) -> str:
    """A text within a ``t``: line ends and tabs are elements beside it."""
    pieces = (xml_escape(piece) for piece in text.replace("\t", "\n\t").split("\n"))
    first = next(pieces)
    opening = f'<{prefix}t xml:space="preserve">'
    return first + "".join(
        f"</{prefix}t><{prefix}{'tab' if piece.startswith(chr(9)) else 'br'}/>{opening}{piece.removeprefix(chr(9))}"
        for piece in pieces
    )


def elements(prefix: str, text: str) -> str:
    """A text within a run, where an element stood that was no ``t``."""
    return f'<{prefix}t xml:space="preserve">{characters(prefix, text)}</{prefix}t>' if text else ""


def preserving(xml: str, node: Node) -> Iterator[Edit]:
    """White space at the ends of a ``t`` shows only when its tag says so; this says it, and takes away what did not show."""
    tag = cast(Place, node.context).tag
    if "xml:space" in tag.of(xml):
        return
    yield Edit(Span(tag.end - 1, tag.end - 1), ' xml:space="preserve"')
    end = xml.index("<", node.span.end)
    for hidden in (Span(tag.end, node.span.start), Span(node.span.end, end)):
        if len(hidden):
            yield Edit(hidden, "")
