"""What is read: a document of the user's, and the segments of it that the checks see."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from cleanup.edits import Edit, splice
from cleanup.records import field, once, record, replace
from cleanup.spans import Span
from cleanup.text.decoding import Loss
from cleanup.text.protected import Protected, ProtectedSpans
from cleanup.text.protection import protect
from cleanup.text.signs import signs
from cleanup.textmap import TextMap, apply

_CRLF = re.compile(r"\r\n")


@record
class Segment:
    """A text that the checks see as a whole: an article, or one unit of a translation file.

    ``text`` uses ``\\n`` as its only line end. ``language`` and ``source_language`` are BCP 47 tags, None when not
    known. ``source`` is the text it was translated from, where the input has it. ``fixed`` are the protected spans
    that the format knows (code, front matter); ``protected`` adds those that any text has (URLs, handles,
    placeholders). ``seams`` tells where the format left markup out: between two letters there may be a tag.
    """

    text: str
    language: str | None = None
    source_language: str | None = None
    source: str | None = None
    fixed: tuple[Protected, ...] = ()
    seams: Callable[[], Sequence[int]] = tuple

    @once
    def tokens(self) -> list[str]:
        """What stands between white space, in order: one scan that all checks share. Not to be changed."""
        return self.text.split()

    @once
    def lines(self) -> list[str]:
        """The lines without their ends, blank ones too. Not to be changed."""
        return self.text.split("\n")

    @once
    def vocabulary(self) -> frozenset[str]:
        """The different tokens. What a check has seen before and found harmless, it takes off with one set difference."""
        return frozenset(self.tokens)

    @once
    def signs(self) -> bytes:
        """A byte for each code point (see ``cleanup.text.signs``): the cheapest thing to search for marks in."""
        return signs(self.text)

    @once
    def raw(self) -> bytes:
        """The text in UTF-8: the first byte of a character tells its script. Offsets are not those of the text."""
        return self.text.encode("utf-8", "surrogatepass")

    @once
    def protected(self) -> ProtectedSpans:
        """Where nothing may be matched or changed. Made when first asked for: most clean text never asks."""
        return protect(self.text, self.fixed)

    @once
    def masked(self) -> str:
        """The text with U+FFFC for each code point of a protected span (line ends stay): same length, same offsets."""
        return self.protected.mask(self.text)

    def forget(self) -> None:
        """Let go of the scans that checks share, twenty bytes for each code point; who asks again has them made again."""
        self.__dict__.clear()


@record
class Part:
    """A segment's place in its document.

    ``map`` leads from the segment's text to the document's; ``offset`` is added to what it gives. ``encode`` writes
    a new text as the format wants it at that place (JSON escapes, entities). ``label`` names the place to a person
    ("row 12"). ``is_verbatim`` says that only the line ends of the document are others than those of the segment.
    ``lacks`` are the characters that no edit may bring in: the format would write something else, or read it otherwise.
    """

    segment: Segment
    offset: int = 0
    map: TextMap = field(default_factory=TextMap)
    encode: Callable[[str], str] | None = None
    label: str = ""
    is_verbatim: bool = False
    lacks: str = ""

    @property
    def is_whole(self) -> bool:
        """True when the segment is the document's text as it stands, so that positions are the same."""
        return not self.offset and not self.map and self.encode is None

    def seen_in(self, language: str | None) -> Segment:
        """The segment as the checks see it. ``language`` is that of the document, for segments that do not know theirs."""
        return self.segment if self.segment.language else replace(self.segment, language=language)

    def origin(self, span: Span) -> Span:
        """The place in the document's text of a span of the segment's."""
        return self.map.origin(span).shifted(self.offset)

    def lift(self, edit: Edit) -> Edit | None:
        """An edit of the segment's text as one of the document's, written as the format wants it."""
        lifted = self.map.lift(edit, self.segment.text)
        if lifted is None:
            return None
        text = self.encode(lifted.text) if self.encode else lifted.text
        return Edit(lifted.span.shifted(self.offset), text)


def prose(segment: Segment) -> Part:
    """The part that a whole text is: its ``\\r\\n`` line ends become ``\\n`` for the checks and are kept in the document."""
    text = segment.text
    if "\r\n" not in text:
        return Part(segment)
    ends = [Edit(Span(match.start(), match.end()), "\n") for match in _CRLF.finditer(text)]
    plain, back = apply(text, ends)
    fixed = tuple(Protected(back.inverted().origin(span), kind) for span, kind in segment.fixed)
    return Part(replace(segment, text=plain, fixed=fixed), map=back, encode=_with_crlf, is_verbatim=True)


def _with_crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def after(segment: Segment, edits: Sequence[Edit]) -> Segment:
    """The segment with these edits of its text done."""
    if not edits:
        return segment
    if not segment.fixed and segment.seams is tuple:  # most text; no map is made, which is larger than the edits
        return replace(segment, text=splice(segment.text, edits))
    text, back = apply(segment.text, edits)
    forth = back.inverted()
    fixed = tuple(Protected(forth.origin(span), kind) for span, kind in segment.fixed)
    seams = segment.seams if segment.seams is tuple else partial(_moved, segment.seams, forth)
    return replace(segment, text=text, fixed=fixed, seams=seams)


def _moved(seams: Callable[[], Sequence[int]], forth: TextMap) -> list[int]:
    return [forth.origin(Span(seam, seam)).start for seam in seams()]


def paragraph(text: str, span: Span) -> Span:
    """The lines that a span touches."""
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)


@record
class Silence:
    """A stretch of the document in which a person switched checks off; ``checks`` empty means all of them."""

    span: Span
    checks: tuple[str, ...]
    reason: str


@record
class Flaw:
    """A place of a file that is not as its format wants it: it is told and left as it is, the rest goes through.

    ``rule`` is one of those of ``cleanup.flaws``; ``span`` counts code points of the document's text.
    """

    span: Span
    rule: str
    message: str

    @classmethod
    def in_line(cls, start: int, line: str, rule: str, message: str) -> Flaw:
        """A flaw of a line that begins at ``start``; of a long one, its beginning stands for it."""
        return cls(Span(start, start + len(line[:_SHOWN].rstrip("\r\n"))), rule, message)


_SHOWN = 200  # code points of a broken line that are shown; a broken file can be one line of megabytes


@record
class Document:
    """A file's decoded text, its parts that hold prose, and what is needed to write it back.

    ``own_encoding`` says that the file names the encoding that it is in, so that it is written in that and no other.
    Of a file that is read in pieces, this is one piece: ``offset`` code points of the file stand before it, and ``line`` is
    the number of its first line.
    """

    text: str
    parts: tuple[Part, ...]
    path: str = "-"
    encoding: str = "utf-8"
    own_encoding: bool = False
    bom: bytes = b""
    silences: tuple[Silence, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    losses: tuple[Loss, ...] = ()
    payload: Mapping[str, object] = field(default_factory=dict)
    offset: int = 0
    line: int = 1

    @property
    def goes_on(self) -> bool:
        """True for the second and later pieces of a file."""
        return self.line > 1
