"""The roles of a whole document: paragraph after paragraph, with what one leaves open for the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from cleanup.checks._quotes.certain import write_roles
from cleanup.checks._quotes.grammar import Grammar
from cleanup.checks._quotes.marks import CLOSE, OPEN, SHORT, Mark, Paragraph, paragraphs, read
from cleanup.checks._quotes.neighbours import EDGE, HANGUL, LETTER, UNSPACED, kind_of
from cleanup.checks._quotes.roles import Surroundings, solve
from cleanup.text.quote_marks import LEFT_DOUBLE, LEFT_SINGLE, RIGHT_DOUBLE, RIGHT_SINGLE, STRAIGHT

_LATIN_PAIRS = frozenset((STRAIGHT.outer, STRAIGHT.inner, (LEFT_DOUBLE, RIGHT_DOUBLE), (LEFT_SINGLE, RIGHT_SINGLE)))


def resolved(text: str, g: Grammar) -> list[Paragraph]:
    """The paragraphs of a text that hold marks, with their roles."""
    document = read(text)
    short = is_short(text)
    resolve(document, text, g, [], short=short)
    if short:
        _interrupted(document)
    return with_marks(document)


def is_short(text: str) -> bool:
    """True for a text that may be cut out of a longer one."""
    return len(list(islice(paragraphs(text, 0, len(text)), SHORT + 1))) <= SHORT


def with_marks(document: Sequence[Paragraph]) -> list[Paragraph]:
    """Those paragraphs that hold marks."""
    return [paragraph for paragraph in document if paragraph.marks or paragraph.inner]


def resolve(
    document: Sequence[Paragraph],
    text: str,
    g: Grammar,
    left_open: list[Mark],
    follows: str = "",
    *,
    short: bool = False,
) -> list[Mark]:
    """Write the roles into paragraphs that stand one behind the other. Returns the marks that are left open at their end.

    ``left_open`` are those that stand open before them; ``follows`` is the mark that the paragraph behind them begins with;
    a ``short`` text may be cut out of a longer one."""
    for number, paragraph in enumerate(document):
        if not paragraph.marks:
            continue
        ends = number == len(document) - 1
        follower = [] if ends else document[number + 1].marks
        goes_on = follows if ends else follower[0].glyph if follower and follower[0].left == EDGE else ""
        inherited = frozenset(mark.double for mark in left_open)
        if not write_roles(paragraph, text, g, goes_on, inherited):
            solve(paragraph.marks, text, g, Surroundings(goes_on, inherited, short and number == 0, short and ends))
        if g.latin_marks:
            _tell_foreign(paragraph.marks, text)
        paragraph.goes_on = any(mark.carried for mark in paragraph.marks)
        if paragraph.goes_on and not ends:
            document[number + 1].goes_along = True
        left_open = _still_open(paragraph.marks, left_open, bool(goes_on))
    return left_open


def _tell_foreign(marks: Sequence[Mark], text: str) -> None:
    """Mark the sound pairs of Latin marks that stand around Latin words: 英題 "Norwegian Wood"."""
    for mark in marks:
        other = mark.partner
        if mark.role == OPEN and other is not None and (mark.glyph, other.glyph) in _LATIN_PAIRS:
            inside = text[mark.end : other.start]
            kinds = set(map(kind_of, inside))
            if inside.strip() == inside and LETTER in kinds and kinds.isdisjoint((UNSPACED, HANGUL)):
                mark.foreign = other.foreign = True


def _interrupted(document: Sequence[Paragraph]) -> None:
    """``…", she said, "…``: a text cut out of a quotation that somebody's words interrupt has lost nothing."""
    lost = [mark for paragraph in document for mark in paragraph.marks if is_lost(mark)]
    if [mark.role for mark in lost] == [CLOSE, OPEN]:
        lost[0].carried = lost[1].carried = True


def _still_open(paragraph: Sequence[Mark], left_open: list[Mark], goes_on: bool) -> list[Mark]:
    """What a later paragraph may close. A quotation that begins in one paragraph and ends in a later one is not lost."""
    closed = False
    for mark in paragraph:
        opener = next((m for m in reversed(left_open) if m.double is mark.double), None)
        if mark.role == CLOSE and mark.partner is None and opener is not None:
            mark.carried = opener.carried = closed = True
            left_open.remove(opener)
    opened = [mark for mark in paragraph if mark.role == OPEN and mark.partner is None]
    if opened:
        return opened
    return [] if closed or goes_on else left_open[-2:]


def is_lost(mark: Mark) -> bool:
    """True for a quotation mark whose partner stands nowhere."""
    return mark.role in (OPEN, CLOSE) and mark.partner is None and not mark.carried
