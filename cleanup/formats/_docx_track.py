"""Edits as tracked changes, findings as comments, in a Word file.

Accepting everything gives the text that :func:`cleanup.formats.docx.write` gives, rejecting everything the old one. A tracked
change has an author and a date but no room for a reason; the reason is a comment at its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from cleanup.document import Document
from cleanup.edits import Edit
from cleanup.findings import Decision, Outcome
from cleanup.formats._docx import Word, read_word
from cleanup.formats._docx_comments import CommentPart
from cleanup.formats._docx_reader import Place, Run
from cleanup.formats._story import Node, NodeEdit, node_edits, placed
from cleanup.formats._xml import xml_escape
from cleanup.formats.docx import elements, preserving, with_changes
from cleanup.spans import Span

_ID = re.compile(r""":id=["'](\d{1,9})["']""")
_TRACKED_PROPERTIES = re.compile(
    r"<(?P<name>[\w.-]*:?rPrChange)\b(?:[^<>]*/>|.*?</(?P=name)\s*>)|<[\w.-]*:?(?:ins|del)\b[^<>]*/>", re.DOTALL
)


class _Mark(NamedTuple):
    """Something that stands between two runs, at a place within the text of a node; up to ``end`` the old text goes."""

    start: int
    rank: int  # at one place: the end of a comment, the beginning of one, a change
    end: int
    xml: str


class _Comment(NamedTuple):
    span: Span  # in the document's text
    lines: tuple[str, ...]
    edit: Edit | None  # the change that it explains


def write_tracked(
    document: Document,
    edits: Sequence[Edit],
    decisions: Sequence[Decision],
    author: str = "cleanup",
    date: str | None = None,
) -> bytes:
    """The file with the edits as tracked changes, and with comments: why, and what was found but not done.

    ``edits`` and the positions in ``decisions`` count code points of ``document.text``. ``date`` is ISO 8601, such as
    ``2024-05-01T12:00:00Z``; without it the changes carry none.
    """
    comments = list(_comments(edits, decisions))
    if not edits and not comments:
        return cast(bytes, document.payload["raw"])
    word = read_word(cast(bytes, document.payload["raw"]), document.path)
    return _Tracker(word, document, author, date).write(edits, comments)


def _comments(edits: Sequence[Edit], decisions: Sequence[Decision]) -> Iterator[_Comment]:
    for decision in decisions:
        finding = decision.finding
        lines = [finding.message]
        edit = None
        if decision.outcome is Outcome.APPLIED and finding.fix is not None:
            edit = next((e for e in edits if any(_meet(e.span, own.span) for own in finding.fix.edits)), None)
            lines.append(f"Done: {finding.fix.title}")
        elif decision.outcome is not Outcome.HELD:
            continue
        elif finding.fix is not None:
            lines.append(f"Suggestion: {finding.fix.title}")
        lines += [*finding.evidence, f"({finding.name})"]
        yield _Comment(finding.span if edit is None else edit.span, tuple(lines), edit)


def _meet(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _by_words(changes: list[NodeEdit]) -> list[NodeEdit]:
    """Changes of letters as changes of the whole word within its run: a person reads words.

    Where two changes are in one word, each stays what it is.
    """
    wider = [_whole_word(change) for change in changes]
    last: dict[int, int] = {}  # of each node; those of a text box and of its copy take turns
    for number, change in enumerate(changes):
        before = last.get(id(change.node))
        if before is not None and wider[before].span.end >= wider[number].span.start:
            wider[before], wider[number] = changes[before], change
        last[id(change.node)] = number
    # Giving one of three its old span back can never make two meet that did not.
    return wider


def _whole_word(change: NodeEdit) -> NodeEdit:
    text, start, end = change.node.text, change.span.start, change.span.end
    if change.node.map is None:
        return change
    old = change.span.of(text)
    if (old + change.text)[:1].isalpha() and (not old or old[:1].isalpha()):
        while start and text[start - 1].isalpha():
            start -= 1
    if (old + change.text)[-1:].isalpha() and (not old or old[-1:].isalpha()):
        while end < len(text) and text[end].isalpha():
            end += 1
    new = text[start : change.span.start] + change.text + text[change.span.end : end]
    return change._replace(span=Span(start, end), text=new)


class _Tracker:
    def __init__(self, word: Word, document: Document, author: str, date: str | None) -> None:
        self.word, self.document = word, document
        self.w = word.prefix
        self.who = f'{self.w}author="{_quoted(author)}"' + (f' {self.w}date="{_quoted(date)}"' if date else "")
        self.initials = _quoted(author[:1])
        self.comment_part = CommentPart(word)
        known = [int(number) for xml in [*word.xml.values(), self.comment_part.xml] for number in _ID.findall(xml)]
        self.last_id = max(known, default=0)
        self.marks: dict[int, list[_Mark]] = defaultdict(list)  # by the node
        self.nodes: dict[int, tuple[Node, str]] = {}  # with the name of its part
        self.written: list[str] = []

    def new_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def write(self, edits: Sequence[Edit], comments: Sequence[_Comment]) -> bytes:
        changes = _by_words(list(node_edits(self.word.stories, self.document.text, edits)))
        anchors = self._anchors(comments, changes)
        for number, change in enumerate(changes):
            before, after = anchors.get(number, ("", ""))
            self._change(change, before, after)
        xml: dict[str, list[Edit]] = defaultdict(list)
        for key, marks in self.marks.items():
            node, part = self.nodes[key]
            xml[part] += self._in_node(part, node, marks)
        extra = self.comment_part.parts(self.written, self.w) if self.written else {}
        return with_changes(self.word, xml, extra)

    # -- changes ----------------------------------------------------------------------------------------------------

    def _change(self, change: NodeEdit, before: str, after: str) -> None:
        """One deletion and one insertion, between two runs."""
        node = change.node
        run = cast(Place, node.context).run
        start, end = change.span.start, change.span.end
        xml = before
        if end > start:
            old = self._old(change)
            xml += f"<{self.w}del {self._mark()}>{self._opened(run)}{old}</{self.w}r></{self.w}del>"
        if change.text:
            properties = _TRACKED_PROPERTIES.sub("", run.properties)
            new = f"<{self.w}ins {self._mark()}>{run.tag}{properties}{elements(self.w, change.text)}</{self.w}r></{self.w}ins>"
            if run.inserted:  # an insertion does not stand in another: that one is divided
                again = self._renumbered(run.inserted)
                new = f"</{self.w}{run.name}>{new}{again}"
            xml += new
        self._put(node, change.story.name, _Mark(start, 2, end, xml + after))

    def _old(self, change: NodeEdit) -> str:
        if change.node.map is None:
            return change.node.span.of(self.word.xml[change.story.name])
        text = xml_escape(change.span.of(change.node.text))
        return f'<{self.w}delText xml:space="preserve">{text}</{self.w}delText>'

    def _opened(self, run: Run) -> str:
        """The beginning of another run like this one; a tracked change of its formatting is one of the new run too."""
        return run.tag + self._renumbered(run.properties)

    def _renumbered(self, xml: str) -> str:
        return _ID.sub(lambda _: f':id="{self.new_id()}"', xml)

    def _mark(self) -> str:
        return f'{self.w}id="{self.new_id()}" {self.who}'

    def _put(self, node: Node, part: str, mark: _Mark) -> None:
        self.nodes[id(node)] = (node, part)
        self.marks[id(node)].append(mark)

    def _in_node(self, part: str, node: Node, marks: list[_Mark]) -> Iterator[Edit]:
        """The marks of a node: its run is closed before them and opened again after them."""
        place = cast(Place, node.context)
        run = place.run
        marks.sort()
        if node.map is None:
            yield Edit(node.span, f"</{self.w}r>{''.join(mark.xml for mark in marks)}{self._opened(run)}")
            return
        yield from preserving(self.word.xml[part], node)
        close = f"</{self.w}t></{self.w}r>"
        while marks:
            mark = marks.pop(0)
            start, end, xml = mark.start, mark.end, mark.xml
            while marks and marks[0].start <= end:  # a comment that begins or ends within a change moves to its end
                end, xml = max(end, marks[0].end), xml + marks.pop(0).xml
            again = f'{self._opened(run)}<{self.w}t xml:space="preserve">'
            yield Edit(node.map.origin(Span(start, end)), close + xml + again)

    # -- comments ---------------------------------------------------------------------------------------------------

    def _anchors(self, comments: Sequence[_Comment], changes: Sequence[NodeEdit]) -> dict[int, tuple[str, str]]:
        """What stands before and after the changes that comments explain; the other comments get marks of their own."""
        anchors: dict[int, tuple[str, str]] = {}
        for comment in comments:
            mine = [
                number for number, change in enumerate(changes)
                if comment.edit is not None and change.edit is comment.edit and self._commentable(change.node, change.story.name)
            ]  # fmt: skip
            if mine:
                start, end = self._comment(comment.lines)
                anchors[mine[0]] = (start + anchors.get(mine[0], ("", ""))[0], anchors.get(mine[0], ("", ""))[1])
                anchors[mine[-1]] = (anchors.get(mine[-1], ("", ""))[0], anchors.get(mine[-1], ("", ""))[1] + end)
            else:
                self._mark_finding(comment)
        return anchors

    def _commentable(self, node: Node, part: str) -> bool:
        """Word takes comments in the body, but not in headers, notes and text boxes."""
        return part == self.word.main and node.map is not None and not cast(Place, node.context).run.boxed

    def _mark_finding(self, comment: _Comment) -> None:
        text_nodes = self._text_nodes()
        inside = [item for item in text_nodes if item[0].start < comment.span.end and comment.span.start < item[0].end]
        lines = comment.lines
        if not inside:
            places = cast(Sequence[tuple[int, str]], self.document.payload["places"])
            number = bisect_right(places, comment.span.start, key=lambda place: place[0]) - 1
            lines = (f"{places[number][1]}: {comment.span.of(self.document.text)!r}", *lines)
            before = [item for item in text_nodes if item[0].start <= comment.span.start]
            inside = before[-1:] or text_nodes[:1]
            if not inside:
                return
        start, end = self._comment(lines)
        (first, node), (last, last_node) = inside[0], inside[-1]
        begin = min(max(comment.span.start - first.start, 0), len(first))
        stop = min(max(comment.span.end - last.start, 0), len(last))
        if node is last_node and begin == stop:  # one mark: at one place ends come before beginnings
            self._put(node, self.word.main, _Mark(begin, 1, begin, start + end))
            return
        self._put(node, self.word.main, _Mark(begin, 1, begin, start))
        self._put(last_node, self.word.main, _Mark(stop, 0, stop, end))

    def _text_nodes(self) -> list[tuple[Span, Node]]:
        found = []
        for place in placed(self.word.stories):
            start = place.span.start
            for node in place.paragraph.nodes:
                if self._commentable(node, place.story.name):
                    found.append((Span(start, start + len(node.text)), node))
                start += len(node.text)
        return found

    def _comment(self, lines: Sequence[str]) -> tuple[str, str]:
        """Write a comment; gives what stands at its beginning and at its end in the text."""
        number = self.new_id()
        paragraphs = "".join(
            f"<{self.w}p><{self.w}r>{elements(self.w, line)}</{self.w}r></{self.w}p>" for line in lines
        )
        self.written.append(
            f'<{self.w}comment {self.w}id="{number}" {self.who} {self.w}initials="{self.initials}">{paragraphs}</{self.w}comment>'
        )
        reference = f'<{self.w}r><{self.w}commentReference {self.w}id="{number}"/></{self.w}r>'
        return (
            f'<{self.w}commentRangeStart {self.w}id="{number}"/>',
            f'<{self.w}commentRangeEnd {self.w}id="{number}"/>{reference}',
        )


def _quoted(text: str) -> str:
    return xml_escape(text).replace('"', "&quot;")
