"""From changes to findings: one for each pair, one for each lost mark, one for each apostrophe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleanup.checks._quotes import rebuild
from cleanup.checks._quotes.convention import UNDECIDED, House
from cleanup.checks._quotes.document import is_lost
from cleanup.checks._quotes.grammar import Grammar
from cleanup.checks._quotes.marks import APOSTROPHE, CLOSE, OPEN, SUBSTITUTES, Mark, Paragraph
from cleanup.checks._quotes.names import NAME, RULES
from cleanup.checks._quotes.neighbours import DIGIT, LETTER
from cleanup.checks._quotes.notes import may_be_note
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding
from cleanup.records import replace
from cleanup.spans import Span
from cleanup.text.quote_marks import LEFT_SINGLE, STRAIGHT_DOUBLE

LONGEST = 80  # code points of a quotation that a finding spans as a whole

_CONTRACTION = re.compile(r"(?:[smtd]|ll|re|ve)(?![^\W_])", re.IGNORECASE)
_ELIDED = re.compile(r"(?:qu|[b-df-hj-np-tv-xz])\Z", re.IGNORECASE)
_DOUBTFUL = frozenset((LEFT_SINGLE, *SUBSTITUTES))
_WORDS = (LETTER, DIGIT)
_BEGINNING = re.compile(r"(?:[.!?…:]\s+|^)(?=\S)")


def findings(
    document: Sequence[Paragraph], houses: Sequence[House], text: str, original: str, g: Grammar
) -> Iterator[Finding]:
    """What is wrong in paragraphs whose marks have their roles. ``text`` is the masked text, ``original`` the real one."""
    for paragraph, house in zip(document, houses, strict=True):
        yield from pairs(paragraph, text, original, house, g)
        if not g.gershayim:
            yield from apostrophes(paragraph, original, house, g)


def pairs(paragraph: Paragraph, text: str, original: str, house: House, g: Grammar) -> Iterator[Finding]:
    """What is wrong with the quotation marks of a paragraph."""
    if paragraph.right and _is_in_style(paragraph, house):
        yield from (_lost(mark, paragraph, text, original, house) for mark in paragraph.marks if is_lost(mark))
        return  # the common case
    odd = any(mark.double and is_lost(mark) for mark in paragraph.marks)
    made = {id(change.mark): change for change in rebuild.changes(paragraph.marks, text, house, g)}
    for mark in paragraph.marks:
        if is_lost(mark):
            yield _lost(mark, paragraph, text, original, house)
        if mark.role == CLOSE and mark.partner:
            continue  # told with the opening mark
        both = [made[id(m)] for m in (mark, mark.partner) if m is not None and id(m) in made]
        if both:
            doubtful = (
                any(_is_right_as_it_stands(change.mark, text, g) for change in both)
                or _only_widens(both, text)
                or any(_may_be_followed_by_note(change.mark, text, house) for change in both)
                or (odd and _is_half_turned(mark))
            )
            yield _finding(both, original, house, Applicability.SUGGESTED if doubtful else Applicability.SAFE)


def _is_in_style(paragraph: Paragraph, house: House) -> bool:
    wanted = {OPEN: house.outer[0], CLOSE: house.outer[1], APOSTROPHE: house.apostrophe}
    return all(mark.glyph == wanted[mark.role] for mark in paragraph.marks)


def _only_widens(both: Sequence[rebuild.Change], text: str) -> bool:
    """True when all there is to do is to make plain spaces inside guillemets no-break ones: a nicety, no fault of a reader's."""
    edits = [edit for change in both for edit in change.edits]
    return all(
        edit.span.of(text) == " " and edit.text in ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}") for edit in edits
    )


def _is_right_as_it_stands(mark: Mark, text: str, g: Grammar) -> bool:
    """True when its face and its spaces both say another role than the one found for it: « Гра, taken to close.

    Whatever the rest of the paragraph says, such a mark may well be right.
    """
    opening, closing = g.facing.get(mark.glyph, (0.0, 0.0))
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    if mark.role == CLOSE:
        return closing > opening and (not before or before.isspace()) and after.isalnum()
    return opening > closing and before.isalnum() and (not after or not after.isalnum())


def _may_be_followed_by_note(mark: Mark, text: str, house: House) -> bool:
    """True for a closing mark with a number right behind it, which may be that of a footnote."""
    if mark.role != CLOSE or not may_be_note(text, mark.end):
        return False
    return not mark.spaced_left or house.inside(house.pair(mark), "") != ""


def _is_half_turned(mark: Mark) -> bool:
    """True for a pair of which one mark is well spaced, and the other, a straight one, is so for the reverse of its role.

    Where another mark of the paragraph is lost, ``"A "B" C`` may as well hold a quotation in one that goes on."""
    if mark.partner is None:
        return False
    opening, closing = (mark, mark.partner) if mark.role == OPEN else (mark.partner, mark)
    opens = not opening.spaced_left and opening.left in _WORDS and opening.spaced_right
    closes = not closing.spaced_right and closing.right in _WORDS and closing.spaced_left
    if closes and not opening.spaced_right:
        return closing.glyph == STRAIGHT_DOUBLE
    return opens and not closing.spaced_left and opening.glyph == STRAIGHT_DOUBLE


def apostrophes(paragraph: Paragraph, original: str, house: House, g: Grammar) -> Iterator[Finding]:
    """Apostrophes inside words that are not of the kind that belongs there."""
    for mark in paragraph.inner:
        if mark.glyph != house.apostrophe and (mark.glyph not in _DOUBTFUL or _is_slip(mark, original, g)):
            edit = Edit(Span(mark.start, mark.end), house.apostrophe)
            yield _finding([rebuild.Change(mark, [edit], {"wrong-apostrophe"})], original, house)


def _is_slip(mark: Mark, text: str, g: Grammar) -> bool:
    """True for a left mark or an accent that stands for an apostrophe: don‘t, dell`arte; Hawai‘i has an ʻokina, Qur‘an an ayin."""
    if g.aphetic:
        return _CONTRACTION.match(text, mark.end) is not None
    return g.joining and _ELIDED.search(text, max(0, mark.start - 2), mark.start) is not None


def _finding(
    both: Sequence[rebuild.Change], original: str, house: House, sure: Applicability = Applicability.SAFE
) -> Finding:
    kinds = set().union(*(change.kinds for change in both))
    rule = next(kind for kind in RULES if kind in kinds)
    mark, last = both[0].mark, both[-1].mark
    span = Span(mark.start, last.end if last.end - mark.start <= LONGEST else mark.end)
    fix = Fix(tuple(edit for change in both for edit in change.edits), sure, _title(rule, mark, house))
    evidence = (house.why,) if rule == "wrong-mark" else ()
    message = f"{RULES[rule][:-1]}: {UNDECIDED}." if house.why == UNDECIDED and evidence else RULES[rule]
    return Finding.at(original, span, check=NAME, rule=rule, message=message, fix=fix, evidence=evidence)


def _title(rule: str, mark: Mark, house: House) -> str:
    left, right = house.pair(mark)
    return {
        "wrong-mark": f"Write {left}…{right}",
        "wrong-space": "Put the spaces outside the marks",
        "doubled-mark": "Leave one mark",
        "doubled-punctuation": "Remove the second stop",
        "wrong-apostrophe": f"Write {house.apostrophe}",
    }[rule]


def _lost(mark: Mark, paragraph: Paragraph, text: str, original: str, house: House) -> Finding:
    """Shown at its place, with the likely place of its partner; nothing is inserted."""
    opened = mark.role == OPEN
    message = "This quotation is never closed." if opened else "This quotation was never opened."
    place = _end(paragraph, text) if opened else _start(paragraph, mark, text)
    partner = house.pair(mark)[1 if opened else 0]
    guess = Fix((Edit(Span(place, place), partner),), Applicability.DISPLAY_ONLY, f"Insert {partner}")
    return Finding.at(
        original, Span(mark.start, mark.end), check=NAME, rule="lost-mark", message=message, alternatives=(guess,)
    )  # fmt: skip


def _end(paragraph: Paragraph, text: str) -> int:
    end = paragraph.end
    while end > paragraph.start and text[end - 1].isspace():
        end -= 1
    return end


def _start(paragraph: Paragraph, mark: Mark, text: str) -> int:
    """The beginning of the sentence that the mark closes."""
    place = paragraph.start
    for match in _BEGINNING.finditer(
        text, max(paragraph.start, mark.start - 400), max(paragraph.start, mark.start - 1)
    ):
        place = match.end()
    return place


def suggested(finding: Finding, why: str = "not measured in this language") -> Finding:
    """The finding with its fix as a suggestion."""
    if finding.fix is None or finding.applicability is not Applicability.SAFE:
        return finding
    fix = replace(finding.fix, applicability=Applicability.SUGGESTED)
    return replace(finding, fix=fix, evidence=(*finding.evidence, why))
