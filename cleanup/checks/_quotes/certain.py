"""Paragraphs in which every mark has one reading only: their roles need no search.

A double mark with a space before it and a letter behind it opens, one with a letter or a stop before it and a space or a stop
behind it closes. Where such marks open and close in turn, every other reading is dearer.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

from cleanup.checks._quotes.grammar import FACED, STRAIGHTS, Grammar
from cleanup.checks._quotes.marks import APOSTROPHE, CLOSE, OPEN, Mark, Paragraph
from cleanup.checks._quotes.neighbours import CLOSER, DIGIT, EDGE, LETTER
from cleanup.text.quote_marks import GUILLEMETS, RIGHT_SINGLE, STRAIGHT_SINGLE

_WIDE = 3  # spaces beside a mark that stands in a column
_SMILING = frozenset(":;'’\\")  # before a closing mark
_DATA = frozenset("&>")
_BRACKETS = frozenset("([")
_STOPS = frozenset(".,!?")


def write_roles(paragraph: Paragraph, text: str, g: Grammar, goes_on: str, inherited: Set[bool]) -> bool:
    """Write the roles into the marks when they are certain.

    ``goes_on`` is the mark that the next paragraph begins with; ``inherited`` holds the kinds of mark (double or not)
    that an earlier one left open.
    """
    marks = paragraph.marks
    if not g.spaced or (inherited and marks[0].left == EDGE and g.repeats(marks[0].glyph)):
        return False
    roles = [_role(mark, text, g) for mark in marks]
    if "" in roles:
        return False
    singles = [mark.glyph for mark in marks if not mark.double]
    if singles.count(STRAIGHT_SINGLE) > 1 or len(set(singles)) > 1 or (singles and False in inherited):
        return False
    doubles = marks if not singles else [mark for mark in marks if mark.double]
    for mark, role in zip(marks, roles, strict=True):
        mark.role = role
    if not _pair_off(doubles, g, goes_on):
        return False
    paragraph.right = all(_is_right(mark, text) for mark in doubles)
    return True


def _pair_off(marks: Sequence[Mark], g: Grammar, goes_on: str) -> bool:
    """Make pairs of marks that open and close in turn; the first or the last may have its partner in another paragraph."""
    if any(one.role == two.role for one, two in pairwise(marks)):
        return False
    first = 1 if marks and marks[0].role == CLOSE else 0
    lone = len(marks) % 2
    if lone:
        if any(mark.joined or mark.left == DIGIT for mark in marks):
            return False  # a mark written twice, inches
    elif first:
        return False  # one quotation ends and another begins, or the spaces of one are on the wrong side
    pairs = list(zip(marks[first::2], marks[first + 1 :: 2], strict=False))
    if any((one.glyph, two.glyph) not in g.pairs for one, two in pairs):
        return False
    for one, two in pairs:
        one.partner, two.partner = two, one
    if lone and not first and goes_on:
        last = marks[-1]
        last.carried = last.left == EDGE or (last.glyph in STRAIGHTS) == (goes_on in STRAIGHTS)
    return True


def _is_right(mark: Mark, text: str) -> bool:
    """True when nothing is wrong with what stands beside a mark."""
    if mark.glyph in GUILLEMETS or (mark.role == CLOSE and mark.right == CLOSER and mark.spaced_right):
        return False
    return (
        mark.role == OPEN or text[mark.start - 1] not in _STOPS or text[mark.start - 1] != text[mark.end : mark.end + 1]
    )


def _role(mark: Mark, text: str, g: Grammar) -> str:
    """The one role that the mark can have; "" where it could have several."""
    if not mark.double:
        return _apostrophe(mark, text, g)
    facing = g.facing.get(mark.glyph)
    if facing is None or len(mark.glyph) > 1 or mark.far - mark.end >= _WIDE or mark.start - mark.near >= _WIDE:
        return ""
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    inside = g.inner_space and mark.glyph in GUILLEMETS
    outside = mark.left == EDGE or mark.spaced_left or before in _BRACKETS
    if outside and not facing[0] and mark.right in (LETTER, DIGIT) and after not in _DATA:
        return OPEN if inside or not mark.spaced_right else ""
    outside = mark.right in (EDGE, CLOSER) or mark.spaced_right
    if outside and not facing[1] and mark.left in (LETTER, DIGIT, CLOSER) and before not in _SMILING:
        return CLOSE if inside or not mark.spaced_left else ""
    return ""


def _apostrophe(mark: Mark, text: str, g: Grammar) -> str:
    """A mark at the end of a word, where no other single mark stands in the paragraph."""
    if mark.glyph not in (STRAIGHT_SINGLE, RIGHT_SINGLE) or g.facing[RIGHT_SINGLE][0] <= FACED:
        return ""
    ends = mark.left == LETTER and not mark.spaced_left and text[mark.start - 1].isalpha()
    return APOSTROPHE if ends and (mark.spaced_right or mark.right in (EDGE, CLOSER)) else ""
