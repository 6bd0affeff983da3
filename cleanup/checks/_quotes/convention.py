"""The document's own convention, and the mark that each place should hold.

Double marks, marks inside marks, single marks, apostrophes and the space inside guillemets are decided apart, each by the
majority of the marks whose role is known, over the whole document.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from cleanup.checks._quotes.marks import Mark
from cleanup.checks._quotes.roles import APOSTROPHE, CLOSE, OPEN
from cleanup.text.quote_marks import (
    CORNER_MARKS,
    CORNERS,
    DOUBLES,
    GUILLEMETS,
    KNOWN_PAIRS,
    RIGHT_SINGLE,
    SINGLE_GUILLEMETS,
    STRAIGHT,
    STRAIGHT_SINGLE,
    WHITE_CORNERS,
    Convention,
    LocaleMarks,
)

Pair = tuple[str, str]
STRAIGHTS = frozenset((STRAIGHT.open, STRAIGHT.inner_open))
PLAIN = 4  # so many plain spaces inside guillemets are a habit
ODD = 0.4  # what a straight mark counts whose partner is not straight
TURNED = 0.6  # what a mark that faces the wrong way counts for its own pair
NO_BREAK_SPACES = ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")
THIN_SPACES = ("\N{THIN SPACE}", "\N{HAIR SPACE}", "\N{SIX-PER-EM SPACE}")  # set by hand between two marks


@dataclass(frozen=True, slots=True)
class House:
    """The marks that a document shall have: pairs for double marks by level, for single marks, the apostrophe, the inner space."""

    outer: Pair
    inner: Pair  # double marks inside double marks
    single: Pair
    apostrophe: str
    space: str  # inside guillemets
    accepted: frozenset[Pair] = frozenset()  # other inner pairs that go with an imposed convention
    by_depth: Convention | None = None  # set when a convention is imposed: marks follow from the depth

    def pair(self, mark: Mark) -> Pair:
        """The two marks that belong where this one stands."""
        style = self.by_depth
        if style is None and mark.glyph in WHITE_CORNERS and self.outer[0] in CORNERS:
            return WHITE_CORNERS[0], WHITE_CORNERS[1]
        if style is None or mark.partner is None:
            if not mark.double:
                return self.single
            return self.inner if mark.depth and mark.level else self.outer
        if mark.depth % 2:
            now = (mark.glyph, mark.partner.glyph) if mark.role == OPEN else (mark.partner.glyph, mark.glyph)
            return now if now in self.accepted else style.inner
        if mark.double or style.open not in DOUBLES or style.inner_open in DOUBLES:
            return style.outer
        return style.inner if not mark.depth else style.outer

    def inside(self, pair: Pair, now: str) -> str:
        """The space inside a pair, where ``now`` stands."""
        if pair[0] in GUILLEMETS:
            return self.space
        if now in THIN_SPACES or (pair[0] in SINGLE_GUILLEMETS and self.space and now in NO_BREAK_SPACES):
            return now
        return ""


def usual_pairs(locale: LocaleMarks) -> frozenset[Pair]:
    """The pairs that the language knows, straight ones among them."""
    return frozenset(pair for c in (*locale.conventions, STRAIGHT) for pair in (c.outer, c.inner))


def own(marks: Sequence[Mark], apostrophes: Counter[str], locale: LocaleMarks, text: str) -> House:
    """What the document itself mostly does; the locale decides where it is undecided."""
    usual = usual_pairs(locale)
    outer = _majority([m for m in marks if m.double and not m.level], _candidates(locale, double=True), usual)
    conventions = [c for c in locale.conventions if c.outer == outer]
    inner_choice = [c.inner for c in conventions if c.inner_open in DOUBLES] + [outer, STRAIGHT.outer]
    inner = _majority([m for m in marks if m.double and m.level], [*inner_choice, *KNOWN_PAIRS], usual)
    single = _majority([m for m in marks if not m.double and m.partner], _candidates(locale, double=False), usual)
    return House(outer, inner, single, apostrophe(apostrophes), _space(marks, locale, text))


def mixed(paragraph: Sequence[Mark], usual: Set[Pair]) -> bool:
    """True when a paragraph itself uses two kinds of double marks."""
    kinds = {_kind(m.glyph) for m in paragraph if m.double and m.role in (OPEN, CLOSE) and not m.level}
    return len(kinds) > 1


def _kind(glyph: str) -> str:
    """Straight, curly, guillemets, corners: kinds that nobody mixes on one level."""
    if glyph in GUILLEMETS:
        return "guillemets"
    if glyph in CORNER_MARKS:
        return "corners"
    return "straight" if glyph in (STRAIGHT.open, "``", "''", ",,", "<<", ">>") else "curly"


def local(paragraph: Sequence[Mark], house: House, usual: Set[Pair], text: str, goes_on: bool) -> House:
    """The convention for one paragraph of a document whose paragraphs don't all agree, though each agrees with itself.

    Such a document was put together from several texts; a paragraph that is consistent and well spaced is left alone."""
    return replace(
        house,
        outer=_local(paragraph, house.outer, usual, goes_on, double=True),
        single=_local(paragraph, house.single, usual, goes_on, double=False),
        space=_local_space(paragraph, house.space, text),
    )


def _local_space(paragraph: Sequence[Mark], space: str, text: str) -> str:
    """A no-break space that a paragraph keeps to inside its guillemets."""
    seen = {
        text[mark.end : mark.far] if mark.role == OPEN else text[mark.near : mark.start]
        for mark in paragraph
        if mark.glyph in GUILLEMETS and mark.partner
    }
    return seen.pop() if len(seen) == 1 and seen <= set(NO_BREAK_SPACES) else space


def _local(paragraph: Sequence[Mark], pair: Pair, usual: Set[Pair], goes_on: bool, *, double: bool) -> Pair:
    sound: set[Pair] = set()
    for mark in paragraph:
        if mark.double != double or mark.role != OPEN or mark.partner is None or mark.level:
            continue
        own_pair = (mark.glyph, mark.partner.glyph)
        if own_pair in usual and not mark.spaced_right and not mark.partner.spaced_left:
            sound.add(own_pair)
    if len(sound) == 1 and not mixed(paragraph, usual):
        return sound.pop()
    if goes_on:
        return pair
    if not any(m.double == double and m.partner for m in paragraph) and len({m.glyph for m in paragraph if m.double == double}) == 1:
        # A lone mark tells little: it keeps its kind when it faces the right way.
        for mark in paragraph:
            if mark.double == double and mark.role in (OPEN, CLOSE):
                fitting = [p for p in usual if p[0 if mark.role == OPEN else 1] == mark.glyph]
                return pair if pair in fitting or not fitting else sorted(fitting)[0]
    return pair


def imposed(convention: Convention, marks: Sequence[Mark], apostrophes: Counter[str], locale: LocaleMarks, text: str) -> House:
    """The locale's convention, or the house's own. The narrow no-break space counts as the no-break space it stands for."""
    space = convention.space
    if space and _space(marks, locale, text) in NO_BREAK_SPACES:
        space = _space(marks, locale, text) or space
    straight = convention.outer == STRAIGHT.outer
    accepted = frozenset(c.inner for c in locale.conventions if c.outer == convention.outer == locale.default.outer)
    return House(
        convention.outer, convention.inner, convention.inner, STRAIGHT_SINGLE if straight else RIGHT_SINGLE, space, accepted,
        convention,
    )  # fmt: skip


def _candidates(locale: LocaleMarks, *, double: bool) -> list[Pair]:
    listed = [pair for c in (*locale.conventions, STRAIGHT) for pair in (c.outer, c.inner)]
    # Where »…« is used and «…» is not, «…» is a pair turned around.
    others = [pair for pair in KNOWN_PAIRS if pair[::-1] not in listed or pair in listed]
    pairs = dict.fromkeys((*listed, *others))
    # White corners stand beside the plain ones (titles); they are never the one convention of a document.
    fitting = [pair for pair in pairs if (pair[0] in DOUBLES) == double and pair[0] not in WHITE_CORNERS]
    # Straight marks lose a draw against any other.
    return sorted(fitting, key=lambda pair: pair in (STRAIGHT.outer, STRAIGHT.inner))


def _majority(marks: Iterable[Mark], candidates: Sequence[Pair], usual: Set[Pair]) -> Pair:
    opened: defaultdict[str, float] = defaultdict(float)
    closed: defaultdict[str, float] = defaultdict(float)
    for mark in marks:
        # In “word" the straight mark is the slip: it says less for its kind.
        odd = mark.glyph in STRAIGHTS and mark.partner is not None and mark.partner.glyph not in STRAIGHTS
        (opened if mark.role == OPEN else closed)[mark.glyph] += ODD if odd else 1.0

    def agreeing(pair: Pair) -> float:
        turned = 0.0 if pair[0] == pair[1] else TURNED * (opened[pair[1]] + closed[pair[0]])
        agreed = opened[pair[0]] + closed[pair[1]] + turned
        # A convention that the language does not know must show both its marks.
        return agreed if pair in usual or (opened[pair[0]] and closed[pair[1]]) else agreed / 2

    return max(candidates, key=agreeing)


def apostrophe(seen: Counter[str], when_undecided: str = RIGHT_SINGLE) -> str:
    """The apostrophe that is used more often."""
    if seen[RIGHT_SINGLE] == seen[STRAIGHT_SINGLE]:
        return when_undecided
    return RIGHT_SINGLE if seen[RIGHT_SINGLE] > seen[STRAIGHT_SINGLE] else STRAIGHT_SINGLE


def _space(marks: Iterable[Mark], locale: LocaleMarks, text: str) -> str:
    """The space inside guillemets: the document's, as far as the language knows one."""
    usual = [locale.default.space, *(c.space for c in locale.alternates)]
    if not any(usual):
        return ""
    seen: Counter[str] = Counter()
    for mark in marks:
        if mark.glyph in GUILLEMETS and mark.role in (OPEN, CLOSE):
            seen[text[mark.end : mark.far] if mark.role == OPEN else text[mark.near : mark.start]] += 1
    # «word» is a slip where every convention of the language has the space; a plain space is a habit when it is kept to.
    choices = [usual[0], *NO_BREAK_SPACES, *([""] if "" in usual else []), *([" "] if seen[" "] >= PLAIN else [])]
    return max(choices, key=lambda space: seen[space]) if seen else usual[0]


def count_apostrophes(marks: Iterable[Mark]) -> Counter[str]:
    """How often each character stands as an apostrophe."""
    return Counter(mark.glyph for mark in marks if mark.role == APOSTROPHE)
