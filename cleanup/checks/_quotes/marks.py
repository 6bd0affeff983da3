"""The marks of a text as one stream, paragraph by paragraph, with what stands on both sides of each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from cleanup.text.quote_marks import APOSTROPHES, DOUBLES, MARKS

_MARK = re.compile(rf"``|''|<<|>>|,,|[{re.escape(MARKS)}]")
# Marks in data are syntax: ""word"" inside a longer text is how CSV writes marks, {"key": is JSON; a whole line that is an
# assignment, a call or a list is code.
_IS_DATA = re.compile(
    r"""
    (?<! [^\s(\["] ) ""(?= [^\s"] ) [^"\n]{1,400} (?<= [^\s"] ) "" (?! ["\w] )
  | [{,] \s* "[^"\n]{1,100}" \s* : \s
  | (?<! [^\n] ) [ \t]* (?: [\w.\[\]]{1,60} (?: [ ][\w.]{1,60} )? [ ]? [-+*/]? = [ ]? | [\w.]{1,60} \( | \[ [ ]? )
    ["'] [^\n]{0,400} [;)\]"'] [ \t]* (?! [^\n] )
    """,
    re.VERBOSE,
)
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n|\n")

OPENERS = frozenset("([{¿¡（［｛〔【《〈")
WIDE_CLOSERS = frozenset("。，、；：！？）］｝〕】》〉・")
CLOSERS = frozenset(".,;:!?…)]}،؛؟।॥՝։፣።·‥") | WIDE_CLOSERS
DASHES = frozenset("-–—―‐‑‒−/\\|~=+_*•→")
# Thai and Lao, Burmese, Khmer, Chinese and Japanese: scripts without spaces between words.
_UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x2FFF), (0x3005, 0x30FF), (0x31F0, 0x31FF),
    (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x20000, 0x3FFFF),
)  # fmt: skip
_HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF))

EDGE, LETTER, DIGIT, UNSPACED, HANGUL, OPENER, CLOSER, DASH, FORMAT = "BLNKHOCDF"


@lru_cache(maxsize=4096)
def kind_of(character: str) -> str:
    """The class of a character beside a mark; "" and line ends are the edge."""
    if not character or character == "\n":
        return EDGE
    if character in OPENERS:
        return OPENER
    if character in CLOSERS:
        return CLOSER
    if character in DASHES:
        return DASH
    if character.isdigit():
        return DIGIT
    if unicodedata.category(character) == "Cf":
        return FORMAT  # direction marks and joiners, which the reader does not see
    if _is_in(character, _UNSPACED):
        return UNSPACED
    return HANGUL if _is_in(character, _HANGUL) else LETTER


_CODES = {
    glyph: chr(number) for number, glyph in enumerate(sorted(g for g in DOUBLES if len(g) > 1))
}  # one character for each


def _is_in(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= ord(character) <= high for low, high in ranges)


class Mark:
    """One mark. ``left`` and ``right`` are the classes of the nearest characters that are no spaces; ``near``/``far`` the ends of
    the spaces beside it (``near == start`` when nothing stands between). ``joined`` tells that only spaces or nothing lie between
    the mark before and this one."""

    __slots__ = (
        "carried", "code", "depth", "double", "elision", "end", "far", "glyph", "joined", "left", "level", "near", "partner",
        "repeats", "right", "role", "start",
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

    @property
    def spaced_left(self) -> bool:
        return self.near < self.start

    @property
    def spaced_right(self) -> bool:
        return self.far > self.end


class Paragraph:
    """A stretch of the text in which quotations are closed again; its marks, and apart from them the apostrophes inside words."""

    __slots__ = ("end", "goes_on", "inner", "marks", "start")

    def __init__(self, start: int, end: int, marks: list[Mark], inner: list[Mark]) -> None:
        self.start, self.end, self.marks, self.inner = start, end, marks, inner
        self.goes_on = False  # its last quotation goes on in the next paragraph


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between line breaks, hard-wrapped lines put together again; empty ones are left out."""
    start = 0
    for match in _PARAGRAPH_BREAK.finditer(text):
        if match.group() == "\n" and _goes_on(text, start, match):
            continue
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _goes_on(text: str, start: int, match: re.Match[str]) -> bool:
    """A line that was wrapped by a machine ends in the middle of a sentence, and the next one goes on in small letters."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    line = match.start() - max(start, text.rfind("\n", start, match.start()) + 1)
    return 50 <= line <= 90 and (before.isalnum() or before in ",;-") and after.islower()


def read(text: str) -> list[Paragraph]:
    """The paragraphs that hold marks, in order, plus the apostrophes inside words."""
    found = []
    table_end = -2
    for start, end in paragraphs(text):
        marks: list[Mark] = []
        if _IS_DATA.search(text, start, end) or start == table_end + 1:
            table_end = end
            continue
        for match in _MARK.finditer(text, start, end):
            mark = Mark(match.start(), match.end(), match.group(), text, start, end)
            marks.append(mark)
        for before, mark in pairwise(marks):
            mark.joined = mark.near <= before.end
        inner = [mark for mark in marks if is_inner_apostrophe(mark, text)]
        if inner:
            marks = [mark for mark in marks if not is_inner_apostrophe(mark, text)]
        found.append(Paragraph(start, end, marks, inner))
    return found


def is_inner_apostrophe(mark: Mark, text: str) -> bool:
    """letter'letter is an apostrophe whatever the marks around it say."""
    if mark.glyph not in APOSTROPHES or mark.spaced_left or mark.spaced_right:
        return False
    sides = (kind_of(text[mark.start - 1 : mark.start]), kind_of(text[mark.end : mark.end + 1]))
    return sides == (LETTER, LETTER) and text[mark.start - 1].isalpha() and text[mark.end].isalpha()
