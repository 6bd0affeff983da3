"""The document's own convention, and the mark that each place should hold.

Double marks, marks inside marks, single marks, apostrophes and the space inside guillemets are decided apart, each by the
majority of the marks whose role is known, over the whole document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cleanup.checks._quotes.marks import Mark
from cleanup.checks._quotes.roles import APOSTROPHE, CLOSE, OPEN
from cleanup.text.quote_marks import (
    DOUBLES,
    GUILLEMETS,
    KNOWN_PAIRS,
    RIGHT_SINGLE,
    STRAIGHT,
    STRAIGHT_SINGLE,
    Convention,
    LocaleMarks,
)

Pair = tuple[str, str]
NO_BREAK_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class House:
    """The marks that a document shall have: pairs for double marks by level, for single marks, the apostrophe, the inner space."""

    outer: Pair
    inner: Pair  # double marks inside double marks
    single: Pair
    apostrophe: str
    space: str  # inside guillemets
    by_depth: Convention | None = None  # set when a convention is imposed: marks follow from the depth

    def pair(self, mark: Mark) -> Pair:
        """The two marks that belong where this one stands."""
        style = self.by_depth
        if style is None:
            if not mark.double:
                return self.single
            return self.inner if mark.depth and mark.level else self.outer
        if mark.depth % 2:
            return style.inner
        if mark.double or style.open not in DOUBLES or style.inner_open in DOUBLES:
            return style.outer
        return style.inner if not mark.depth else style.outer

    def inside(self, pair: Pair) -> str:
        """The space inside a pair."""
        return self.space if pair[0] in GUILLEMETS else ""


def own(marks: Sequence[Mark], apostrophes: Counter[str], locale: LocaleMarks, text: str) -> House:
    """What the document itself mostly does; the locale decides where it is undecided."""
    outer = _majority([m for m in marks if m.double and not m.level], _candidates(locale, double=True))
    conventions = [c for c in locale.conventions if c.outer == outer]
    inner_choice = [c.inner for c in conventions if c.inner_open in DOUBLES] + [outer, STRAIGHT.outer]
    inner = _majority([m for m in marks if m.double and m.level], [*inner_choice, *KNOWN_PAIRS])
    single = _majority([m for m in marks if not m.double and m.partner], _candidates(locale, double=False))
    return House(outer, inner, single, _apostrophe(apostrophes), _space(marks, locale, text))


def imposed(convention: Convention, marks: Sequence[Mark], apostrophes: Counter[str], locale: LocaleMarks, text: str) -> House:
    """The locale's convention, or the house's own. The narrow no-break space counts as the no-break space it stands for."""
    space = convention.space
    if space and _space(marks, locale, text) in NO_BREAK_SPACES:
        space = _space(marks, locale, text) or space
    straight = convention.outer == STRAIGHT.outer
    return House(
        convention.outer, convention.inner, convention.inner, STRAIGHT_SINGLE if straight else RIGHT_SINGLE, space, convention
    )


def _candidates(locale: LocaleMarks, *, double: bool) -> list[Pair]:
    listed = [pair for c in (*locale.conventions, STRAIGHT) for pair in (c.outer, c.inner)]
    pairs = dict.fromkeys((*listed, *KNOWN_PAIRS))
    fitting = [pair for pair in pairs if (pair[0] in DOUBLES) == double]
    # Straight marks lose a draw against any other.
    return sorted(fitting, key=lambda pair: pair in (STRAIGHT.outer, STRAIGHT.inner))


def _majority(marks: Iterable[Mark], candidates: Sequence[Pair]) -> Pair:
    opened: Counter[str] = Counter()
    closed: Counter[str] = Counter()
    for mark in marks:
        (opened if mark.role == OPEN else closed)[mark.glyph] += 1
    return max(candidates, key=lambda pair: opened[pair[0]] + closed[pair[1]])


def _apostrophe(seen: Counter[str]) -> str:
    """The apostrophe of the document; the curly one only where it is the more frequent."""
    return RIGHT_SINGLE if seen[RIGHT_SINGLE] >= seen[STRAIGHT_SINGLE] else STRAIGHT_SINGLE


def _space(marks: Iterable[Mark], locale: LocaleMarks, text: str) -> str:
    """The space inside guillemets: the document's, as far as the language knows one."""
    usual = [locale.default.space, *(c.space for c in locale.alternates)]
    if not any(usual):
        return ""
    seen: Counter[str] = Counter()
    for mark in marks:
        if mark.glyph in GUILLEMETS and mark.role in (OPEN, CLOSE):
            seen[text[mark.end : mark.far] if mark.role == OPEN else text[mark.near : mark.start]] += 1
    choices = [usual[0], *NO_BREAK_SPACES, " ", ""]
    return max(choices, key=lambda space: seen[space]) if seen else usual[0]


def count_apostrophes(marks: Iterable[Mark]) -> Counter[str]:
    """How often each character stands as an apostrophe."""
    return Counter(mark.glyph for mark in marks if mark.role == APOSTROPHE)
