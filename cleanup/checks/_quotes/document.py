"""The roles of a whole document: paragraph after paragraph, with what one leaves open for the next."""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.checks._quotes.certain import write_roles
from cleanup.checks._quotes.grammar import Grammar
from cleanup.checks._quotes.marks import CLOSE, OPEN, Mark, Paragraph, read
from cleanup.checks._quotes.neighbours import EDGE
from cleanup.checks._quotes.roles import Surroundings, solve

SHORT = 3  # paragraphs; so short a text may be cut out of a longer one


def resolved(text: str, g: Grammar) -> list[Paragraph]:
    """The paragraphs of a text that hold marks, with their roles."""
    document = read(text)
    short = len(document) <= SHORT
    left_open: list[Mark] = []
    for number, paragraph in enumerate(document):
        if not paragraph.marks:
            continue
        follower = document[number + 1].marks if number + 1 < len(document) else []
        goes_on = follower[0].glyph if follower and follower[0].left == EDGE else ""
        inherited = frozenset(mark.double for mark in left_open)
        ends = number == len(document) - 1
        if not write_roles(paragraph, text, g, goes_on, inherited):
            solve(paragraph.marks, text, g, Surroundings(goes_on, inherited, short and number == 0, short and ends))
        paragraph.goes_on = any(mark.carried for mark in paragraph.marks)
        if paragraph.goes_on and number + 1 < len(document):
            document[number + 1].goes_along = True
        left_open = _still_open(paragraph.marks, left_open, bool(goes_on))
    if short:
        _interrupted(document)
    return [paragraph for paragraph in document if paragraph.marks or paragraph.inner]


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
