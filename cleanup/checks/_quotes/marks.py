"""The marks of a text as one stream, paragraph by paragraph, with what stands on both sides of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.checks._quotes.data import is_data
from cleanup.checks._quotes.neighbours import LETTER, kind_of
from cleanup.text.quote_marks import APOSTROPHES, DOUBLES, MARKS

SHORT = 3  # paragraphs; so short a text may be cut out of a longer one
OPEN, CLOSE, APOSTROPHE, INERT, EXTRA = "OCAIX"  # the roles: a prime is inert, one mark too many is extra

SUBSTITUTES = "`\N{ACUTE ACCENT}"  # what some keyboards give for an apostrophe: don`t
_IN_WORD = rf"(?<=[^\W\d_])[{SUBSTITUTES}](?=[^\W\d_])"
IN_WORD = re.compile(_IN_WORD)
MARK = re.compile(rf"``|''|<<|>>|,,|[{re.escape(MARKS)}]|{_IN_WORD}")
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n|\n")

_INNER = frozenset((*APOSTROPHES, *SUBSTITUTES))
_CODES = {
    glyph: chr(number) for number, glyph in enumerate(sorted(g for g in DOUBLES if len(g) > 1))
}  # one character for each


class Mark:
    """One mark. ``left`` and ``right`` are the classes of the nearest characters that are no spaces; ``near``/``far`` the ends of
    the spaces beside it (``near == start`` when nothing stands between). ``joined`` tells that only spaces or nothing lie between
    the mark before and this one."""

    __slots__ = (
        "carried", "code", "depth", "double", "elision", "end", "far", "foreign", "glyph", "joined", "left", "level", "near",
        "partner", "repeats", "right", "role", "start",
    )  # fmt: skip

    def __init__(self, start: int, end: int, glyph: str, text: str, low: int, high: int) -> None:
        self.start, self.end, self.glyph = start, end, glyph
        self.code = glyph if len(glyph) == 1 else _CODES[glyph]
        self.double = glyph in DOUBLES
        near = start
        while near > low and text[near - 1].isspace():
            near -= 1
        far = end
        while far < high and text[far].isspace():
            far += 1
        self.near, self.far = near, far
        self.left = kind_of(text[near - 1] if near > low else "")
        self.right = kind_of(text[far] if far < high else "")
        self.joined = False
        self.role = ""
        self.partner: Mark | None = None
        self.depth = 0
        self.level = 0
        self.repeats = False  # begins a further paragraph of a long quotation with a closing mark
        self.elision = False  # stands before a word that is known to be shortened
        self.carried = False  # its partner stands in another paragraph
        self.foreign = False  # it is one of two Latin marks around Latin words in Chinese or Japanese text

    @property
    def spaced_left(self) -> bool:
        return self.near < self.start

    @property
    def spaced_right(self) -> bool:
        return self.far > self.end


class Paragraph:
    """A stretch of the text in which quotations are closed again; its marks, and apart from them the apostrophes inside words."""

    __slots__ = ("end", "goes_along", "goes_on", "inner", "marks", "right", "start")

    def __init__(self, start: int, end: int, marks: list[Mark], inner: list[Mark]) -> None:
        self.start, self.end, self.marks, self.inner = start, end, marks, inner
        self.goes_on = False  # its last quotation goes on in the next paragraph
        self.goes_along = False  # … the last quotation of the paragraph before in this one
        self.right = False  # nothing is wrong with the spaces and stops beside its marks


def paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between line breaks, hard-wrapped lines put together again; empty ones are left out."""
    for match in _PARAGRAPH_BREAK.finditer(text, start, end):
        if match.group() == "\n" and _goes_on(text, start, match):
            continue
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:end].strip():
        yield start, end


def _goes_on(text: str, start: int, match: re.Match[str]) -> bool:
    """A line that was wrapped by a machine ends in the middle of a sentence, and the next one goes on in small letters."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    line = match.start() - max(start, text.rfind("\n", start, match.start()) + 1)
    return 50 <= line <= 90 and (before.isalnum() or before in ",;-") and after.islower()


def read(text: str, begin: int = 0, end: int | None = None) -> list[Paragraph]:
    """The paragraphs with their marks, and apart from them the apostrophes inside words; tables and code are left out."""
    found = []
    table_end = -2
    for start, stop in paragraphs(text, begin, len(text) if end is None else end):
        if start == table_end + 1:
            table_end = stop
            continue
        places = [match.span() for match in MARK.finditer(text, start, stop)]
        if places and is_data(text, start, stop):
            table_end = stop
            continue
        marks: list[Mark] = []
        inner: list[Mark] = []
        before = start - 1
        for low, high in places:
            mark = Mark(low, high, text[low:high], text, start, stop)
            mark.joined = mark.near <= before
            before = high
            if is_inner_apostrophe(mark, text):
                inner.append(mark)
            elif mark.glyph not in SUBSTITUTES:
                marks.append(mark)
        found.append(Paragraph(start, stop, marks, inner))
    return found


def is_inner_apostrophe(mark: Mark, text: str) -> bool:
    """letter'letter is an apostrophe whatever the marks around it say."""
    if mark.glyph not in _INNER or mark.spaced_left or mark.spaced_right:
        return False
    sides = (kind_of(text[mark.start - 1 : mark.start]), kind_of(text[mark.end : mark.end + 1]))
    return sides == (LETTER, LETTER) and text[mark.start - 1].isalpha() and text[mark.end].isalpha()
