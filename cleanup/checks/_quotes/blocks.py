"""The blocks of a long text that need the search, without the rest of it.

What is in order counts for the document's convention, and no more; where the convention that comes out would change something in
it, the whole text is read after all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleanup.checks._quotes import houses, report
from cleanup.checks._quotes.document import is_short, resolve, with_marks
from cleanup.checks._quotes.grammar import Grammar
from cleanup.checks._quotes.marks import MARK, Mark, Paragraph, read
from cleanup.checks._quotes.neighbours import EDGE
from cleanup.checks._quotes.orderly import Doubts, Stretch
from cleanup.document import Segment
from cleanup.findings import Finding
from cleanup.text.patterns import inside_class
from cleanup.text.protection import protect
from cleanup.text.quote_marks import DOUBLES, MARKS, SINGLES

_DOUBLE, _SINGLE = (inside_class(mark for mark in MARKS if mark in glyphs) for glyphs in (DOUBLES, SINGLES))
# What is protected reaches over blank lines only where it begins with one of these.
_FAR_REACHING = ("<", "```", "~~~")
_NEXT = re.compile(rf"\s*+(?:(?=({MARK.pattern}))|(?=\S))")  # and the mark that stands there
_MAY_BE_DATA = re.compile(r"[\"=(\[]")
# A paragraph with a mark that is no apostrophe inside a word, and behind it one that begins with a mark: nothing stays open.
_ANEW = re.compile(rf"(?:[{_DOUBLE}]|(?<![^\W\d_])[{_SINGLE}]|[{_SINGLE}](?![^\W\d_]))[^\n]*+\n\s*+(?:{MARK.pattern})")


def found(segment: Segment, g: Grammar, doubts: Doubts) -> list[Finding] | None:
    """The findings in the blocks; None where the whole text must be read."""
    original = segment.text
    if segment.fixed or any(mark in original for mark in _FAR_REACHING) or is_short(original):
        return None
    text = _masked(original, doubts.blocks)
    document = with_marks(_resolved(text, g, doubts.blocks))
    kept = houses.own(document, g.locale, text, doubts.rest)
    return None if kept is None else list(report.findings(document, kept, text, original, g))


def _masked(text: str, blocks: Sequence[Stretch]) -> str:
    """The text with what is protected in the blocks masked."""
    pieces, place = [], 0
    for start, end in blocks:
        block = text[start:end]
        masked = protect(block).mask(block)
        if masked is not block:
            pieces += [text[place:start], masked]
            place = end
    return "".join([*pieces, text[place:]]) if pieces else text


def _resolved(text: str, g: Grammar, blocks: Sequence[Stretch]) -> list[Paragraph]:
    """The paragraphs of the blocks with their roles."""
    document: list[Paragraph] = []
    left_open: list[Mark] = []
    reached = 0
    for start, end in blocks:
        mark = _NEXT.match(text, start) if left_open else None
        if left_open and _ANEW.search(text, reached, mark.end() + 2 if mark and mark[1] else start):
            left_open = []
        block = read(text, start, end)
        if document and block and document[-1].goes_on and not text[reached:start].strip():
            block[0].goes_along = True
        left_open = resolve(block, text, g, left_open, _follower(text, end))
        document += block
        reached = end
    return document


def _follower(text: str, place: int) -> str:
    """The mark that the paragraph behind ``place`` begins with; tables and code are no paragraphs."""
    while mark := _NEXT.match(text, place):
        end = text.find("\n\n", mark.end())
        place = len(text) if end < 0 else end
        if not mark[1] and _MAY_BE_DATA.search(text, mark.end(), place) is None:
            return ""
        behind = read(text, mark.end(), place)
        if behind:
            first = behind[0].marks
            return first[0].glyph if first and first[0].left == EDGE else ""
    return ""
