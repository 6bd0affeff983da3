"""The text of an office document: stories (body, notes, headers) of paragraphs of nodes, and edits brought to the nodes.

A node is a place in the XML of a part that says some characters: a run of text, or an element that stands for one (a tab, a
line break). The document's text is the nodes' texts, with a blank line between paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from cleanup.document import Document, Part, Segment
from cleanup.edits import Edit, shared_ends, splice
from cleanup.formats._around import around, divided
from cleanup.formats._base import Input
from cleanup.formats._weave import Kept
from cleanup.spans import Span
from cleanup.text.protected import Protected
from cleanup.textmap import TextMap

SEPARATOR = "\n\n"


@dataclass
class Node:
    """``text`` is said by the XML at ``span``; ``map`` leads from it to the XML, None for an element that stands for it.

    ``kind`` is that of the protection that the text needs. ``context`` is what the format knows of the place.
    """

    text: str
    span: Span
    map: TextMap | None = None
    kind: str | None = None
    context: object = None


@dataclass
class Paragraph:
    """``cell`` paragraphs are lines of a table; ``copies`` say the same elsewhere in the part and change with it."""

    nodes: list[Node] = field(default_factory=list)
    heading: bool = False
    copies: list[Paragraph] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(node.text for node in self.nodes)


@dataclass
class Story:
    """A text that stands by itself: the body, a header, the notes."""

    name: str  # of the package's part
    label: str
    paragraphs: list[Paragraph]


class Placed(NamedTuple):
    """A paragraph and where its text is in the document's."""

    span: Span
    paragraph: Paragraph
    story: Story
    label: str


def placed(stories: Sequence[Story]) -> Iterator[Placed]:
    """All paragraphs with text, with their places in the document's text and their names to a person."""
    start = 0
    for story in stories:
        heading = ""
        empty = 0
        for count, paragraph in enumerate(story.paragraphs, 1):
            text = paragraph.text
            if not text:
                empty += bool(story.label)  # notes begin with separators that nobody sees
                continue
            number = count - empty
            if paragraph.heading:
                heading = " ".join(text.split())
            place = f"{story.label}, paragraph {number}" if story.label else f"paragraph {number}"
            under = f' under "{heading[:60]}"' if heading and not paragraph.heading else ""
            yield Placed(Span(start, start + len(text)), paragraph, story, place + under)
            start += len(text) + len(SEPARATOR)


def document_of(given: Input, stories: Sequence[Story]) -> Document:
    """The document whose text is that of the stories; each story with text is a part of it."""
    places = list(placed(stories))
    text = SEPARATOR.join(place.paragraph.text for place in places)
    options = given.options
    parts = []
    for story in stories:
        mine = [place for place in places if place.story is story]
        if mine:
            whole = Span(mine[0].span.start, mine[-1].span.end)
            segment = Segment(
                whole.of(text), options.language, options.source_language,
                None if story.label else options.source, tuple(_protected(mine, whole.start)),
            )  # fmt: skip
            parts.append(Part(segment, whole.start, label=story.label))
    payload = {
        "raw": given.raw, "kept": _gaps(places), "places": tuple((place.span.start, place.label) for place in places)
    }  # fmt: skip
    return Document(text, tuple(parts), given.path, payload=payload)


def _gaps(places: Sequence[Placed]) -> tuple[Kept, ...]:
    """What stands between paragraphs, which no edit takes away."""
    return tuple(Kept(Span(one.span.end, other.span.start), SEPARATOR) for one, other in pairwise(places))


def _protected(places: Iterable[Placed], offset: int) -> Iterator[Protected]:
    for place in places:
        start = place.span.start - offset
        for node in place.paragraph.nodes:
            if node.kind is not None and node.text:
                yield Protected(Span(start, start + len(node.text)), node.kind)
            start += len(node.text)


class NodeEdit(NamedTuple):
    """An edit of one node: ``span`` counts the node's text, ``edit`` is the document's edit that it comes from."""

    node: Node
    span: Span
    text: str
    story: Story
    edit: Edit


def node_edits(stories: Sequence[Story], text: str, edits: Sequence[Edit]) -> Iterator[NodeEdit]:
    """What edits of the document's text mean for the nodes; what stands between paragraphs is never taken away."""
    places = list(placed(stories))
    gaps = _gaps(places)
    number = 0
    for edit in edits:
        for piece in around(text, edit, gaps):
            while number + 1 < len(places) and places[number].span.end < piece.span.start:
                number += 1
            if number < len(places):
                place = places[number]
                span = _within(place.span, piece.span)
                if len(span) or piece.text:
                    for paragraph in (place.paragraph, *place.paragraph.copies):
                        yield from _in_paragraph(paragraph, place.story, Edit(span, piece.text), edit)


def _within(paragraph: Span, span: Span) -> Span:
    """The span in places of the paragraph; what is between two paragraphs goes to the nearer end of this one."""
    start, end = (min(max(place - paragraph.start, 0), len(paragraph)) for place in (span.start, span.end))
    return Span(start, end)


def _in_paragraph(paragraph: Paragraph, story: Story, local: Edit, edit: Edit) -> Iterator[NodeEdit]:
    """Divide an edit of a paragraph's text among the nodes that it touches, so that each keeps its formatting."""
    touched: list[tuple[Node, Span]] = []
    start = 0
    for node in paragraph.nodes:
        end = start + len(node.text)
        low, high = max(start, local.span.start), min(end, local.span.end)
        if low < high or (not len(local.span) and start <= local.span.start <= end and node.text):
            touched.append((node, Span(low - start, max(low, high) - start)))
        start = end
    if not len(local.span):
        touched = _one_for_insertion(touched)
    texts = divided([span.of(node.text) for node, span in touched], local.text) if touched else []
    for (node, span), new in zip(touched, texts, strict=True):
        old = span.of(node.text)
        if old == new:
            continue
        if node.map is None:  # an element goes as a whole
            yield NodeEdit(node, Span(0, len(node.text)), splice(node.text, [Edit(span, new)]), story, edit)
            continue
        before, after = shared_ends(old, new)
        yield NodeEdit(node, Span(span.start + before, span.end - after), new[before : len(new) - after], story, edit)


def _one_for_insertion(touched: list[tuple[Node, Span]]) -> list[tuple[Node, Span]]:
    """Of the nodes that meet at a point, the one before it that is text; new text goes on in its formatting."""
    with_text = [item for item in touched if item[0].map is not None] or touched
    return with_text[:1]
