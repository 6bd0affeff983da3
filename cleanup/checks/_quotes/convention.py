"""The marks that a document shall have: its own, the locale's or the house's.

Double marks, marks inside marks, single marks, apostrophes and the space inside guillemets are decided apart. Each is decided by
the majority of the marks whose role is known, over the whole document.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from cleanup.checks._quotes.grammar import STRAIGHTS, Pair
from cleanup.checks._quotes.marks import APOSTROPHE, CLOSE, OPEN, SUBSTITUTES, Mark, Paragraph
from cleanup.text.quote_marks import (
    CORNERS,
    DOUBLES,
    GUILLEMETS,
    KNOWN_PAIRS,
    NO_BREAK_SPACES,
    RIGHT_SINGLE,
    SINGLE_GUILLEMETS,
    STRAIGHT,
    STRAIGHT_SINGLE,
    THIN_SPACES,
    WHITE_CORNERS,
    Convention,
    LocaleMarks,
)

CLEAR = 0.6  # the share of the marks that is a clear majority
PLAIN = 4  # so many plain spaces inside guillemets are a habit
ODD = 0.4  # what a straight mark counts whose partner is not straight
_NONE: Counter[str] = Counter()

UNDECIDED = "the document has no clear majority, so the marks of its language are used"
TURNED = 0.6  # what a mark that faces the wrong way counts for its own pair


class House(NamedTuple):
    """The marks that belong into a paragraph; ``why`` says in words where they come from."""

    outer: Pair
    inner: Pair  # double marks inside double marks
    single: Pair
    apostrophe: str
    space: str  # inside guillemets
    why: str
    # Other pairs that are right too: inner ones, or those that go beside the outer one.
    accepted: frozenset[Pair] = frozenset()
    british: bool = False  # single marks are the outer ones of the document
    by_depth: Convention | None = None  # set when a convention is imposed: marks follow from the depth

    def pair(self, mark: Mark) -> Pair:
        """The two marks that belong where this one stands."""
        style = self.by_depth
        if mark.glyph in WHITE_CORNERS and self.outer[0] in CORNERS and not mark.depth:
            return WHITE_CORNERS[0], WHITE_CORNERS[1]  # titles
        if style is None and mark.foreign and mark.partner is not None:
            return _glyphs(mark)
        if style is None or mark.partner is None:
            if not mark.double or mark.level:
                return self.inner if mark.double else self.single
            return _glyphs(mark) if _glyphs(mark) in self.accepted and _is_sound(mark) else self.outer
        if mark.depth % 2:
            return _glyphs(mark) if _glyphs(mark) in self.accepted else style.inner
        if mark.double or mark.depth or self.british or style.open not in DOUBLES or style.inner_open in DOUBLES:
            return style.outer
        return style.inner  # single marks among double ones stay single: a gloss, a title

    def inside(self, pair: Pair, now: str) -> str:
        """The space inside a pair, where ``now`` stands."""
        if pair[0] in GUILLEMETS:
            return self.space
        thin = now in THIN_SPACES or (pair[0] in SINGLE_GUILLEMETS and self.space and now in NO_BREAK_SPACES)
        return now if thin else ""


class Rest(NamedTuple):
    """How many marks of each pair, how many apostrophes of each kind and spaces inside guillemets the lines in order have."""

    pairs: Counter[Pair]
    apostrophes: Counter[str]
    spaces: Counter[str]
    mixed: bool  # the lines do not all have the same marks


NO_REST = Rest(Counter(), Counter(), Counter(), mixed=False)


@lru_cache(maxsize=64)
def usual_pairs(locale: LocaleMarks) -> frozenset[Pair]:
    """The pairs that the language knows, straight ones among them."""
    return frozenset(pair for c in (*locale.conventions, STRAIGHT) for pair in (c.outer, c.inner))


def own(document: Sequence[Paragraph], locale: LocaleMarks, text: str, rest: Rest = NO_REST) -> House:
    """What the document itself mostly does; the locale decides where that is undecided. ``rest`` counts what is not read."""
    usual = usual_pairs(locale)
    marks = [mark for paragraph in document for mark in paragraph.marks if _counts(mark)]
    doubles = [mark for mark in marks if mark.double]
    outer, share = _majority(
        [mark for mark in doubles if not mark.level], _candidates(locale, double=True), usual, rest.pairs
    )
    why = f"{share:.0%} of the document's double marks are {outer[0]}…{outer[1]}"
    glyphs = {mark.glyph for mark in doubles}.union(*rest.pairs)
    if share < CLEAR and not glyphs.isdisjoint(locale.default.outer):
        outer, why = locale.default.outer, UNDECIDED
    inner_choice = [c.inner for c in locale.conventions if c.outer == outer and c.inner_open in DOUBLES]
    inner, _ = _majority([m for m in doubles if m.level], [*inner_choice, outer, STRAIGHT.outer, *KNOWN_PAIRS], usual)
    single, _ = _majority([m for m in marks if not m.double and m.partner], _candidates(locale, double=False), usual)
    kind = apostrophe(sum((apostrophes_of(paragraph) for paragraph in document), rest.apostrophes))
    return House(outer, inner, single, kind, _space(marks, locale, text, rest.spaces), why, _beside(outer, locale))


@lru_cache(maxsize=64)
def _beside(outer: Pair, locale: LocaleMarks) -> frozenset[Pair]:
    """Pairs that many writers use beside the outer one: Italian “ ” for a term, « » for what somebody said."""
    inner = {c.inner for c in locale.conventions if c.outer == outer}
    around = {c.outer for c in locale.conventions if c.inner == outer}
    return frozenset(pair for pair in inner | around if pair[0] in DOUBLES and pair != outer)


def imposed(convention: Convention, document: Sequence[Paragraph], locale: LocaleMarks, text: str, why: str) -> House:
    """The locale's convention, or the house's own. A narrow no-break space that the document keeps to counts as the wide one."""
    marks = [mark for paragraph in document for mark in paragraph.marks]
    found = _space(marks, locale, text)
    return House(
        convention.outer,
        convention.inner,
        convention.inner,
        STRAIGHT_SINGLE if convention.outer == STRAIGHT.outer else RIGHT_SINGLE,
        found if convention.space and found in NO_BREAK_SPACES else convention.space,
        why,
        _accepted(convention, locale),
        _is_british(marks, locale),
        convention,
    )


def _accepted(convention: Convention, locale: LocaleMarks) -> frozenset[Pair]:
    """Inner pairs that are as good as the convention's own."""
    if convention.outer != locale.default.outer:
        return frozenset()
    inner = {c.inner for c in locale.conventions if c.outer == convention.outer}
    # Dutch: the same marks at both levels in CLDR; writers tell the levels apart.
    told_apart = {c.outer for c in locale.alternates} if convention.inner == convention.outer else set()
    return frozenset(inner | told_apart)


def _is_british(marks: Sequence[Mark], locale: LocaleMarks) -> bool:
    """True when single marks stand outside more often than double ones, or around them, where the language knows that style."""
    if all(c.open in DOUBLES or c.inner_open not in DOUBLES for c in locale.alternates):
        return False
    outside = Counter(mark.double for mark in marks if mark.role == OPEN and mark.partner and not mark.depth)
    nested = any(mark.double and mark.role == OPEN and mark.depth == 1 and not mark.level for mark in marks)
    return outside[False] > outside[True] or (nested and outside[False] >= outside[True])


def local(paragraph: Paragraph, house: House, usual: Set[Pair], text: str, alone: bool) -> House:
    """The convention for one paragraph of a document whose paragraphs don't all agree, though each agrees with itself.

    Such a document was put together from several texts; a paragraph that is consistent and well spaced is left alone."""
    if not paragraph.marks:
        return house
    usual = usual | {house.outer, house.single}
    goes_on = paragraph.goes_on or paragraph.goes_along
    own_marks = (
        _local_pair(paragraph.marks, house.outer, usual, goes_on, double=True),
        _local_pair(paragraph.marks, house.single, usual, goes_on, double=False),
        _local_space(paragraph.marks, house.space, text, alone),
    )
    if own_marks == (house.outer, house.single, house.space):
        return house
    outer, single, space = own_marks
    return house._replace(outer=outer, single=single, space=space)


def is_mixed(paragraph: Paragraph) -> bool:
    """True when a paragraph itself uses two kinds of double marks on one level."""
    return len({_kind(m.glyph) for m in paragraph.marks if m.double and _counts(m) and not m.level}) > 1


def _counts(mark: Mark) -> bool:
    """True for a quotation mark that says something of the convention; one around foreign words does not."""
    return mark.role in (OPEN, CLOSE) and not mark.foreign


def apostrophes_of(paragraph: Paragraph) -> Counter[str]:
    """How often each character stands as an apostrophe."""
    seen = [mark.glyph for mark in paragraph.inner if mark.glyph not in SUBSTITUTES]
    seen += [mark.glyph for mark in paragraph.marks if mark.role == APOSTROPHE]
    return Counter(seen) if seen else _NONE


def apostrophe(seen: Counter[str], when_undecided: str = RIGHT_SINGLE) -> str:
    """The apostrophe that is used more often."""
    if seen[RIGHT_SINGLE] == seen[STRAIGHT_SINGLE]:
        return when_undecided
    return RIGHT_SINGLE if seen[RIGHT_SINGLE] > seen[STRAIGHT_SINGLE] else STRAIGHT_SINGLE


def _kind(glyph: str) -> str:
    """Kinds that nobody mixes on one level."""
    if glyph in GUILLEMETS or glyph in CORNERS + WHITE_CORNERS:
        return "guillemets" if glyph in GUILLEMETS else "corners"
    return "straight" if glyph in ('"', "``", "''", ",,", "<<", ">>") else "curly"


def _local_pair(paragraph: Sequence[Mark], pair: Pair, usual: Set[Pair], goes_on: bool, *, double: bool) -> Pair:
    marks = [mark for mark in paragraph if mark.double is double and _counts(mark)]
    kinds = {_kind(mark.glyph) for mark in marks if not mark.level}
    sound = {_glyphs(m) for m in marks if m.role == OPEN and not m.level and _is_sound(m)} & usual
    if len(sound) == 1 and (len(kinds) == 1 or not double):
        return sound.pop()
    if goes_on or not marks or any(mark.partner for mark in marks) or len({mark.glyph for mark in marks}) > 1:
        return pair
    # A lone mark tells little: it keeps its kind when it faces the right way.
    side = 0 if marks[0].role == OPEN else 1
    fitting = sorted(p for p in usual if p[side] == marks[0].glyph)
    return pair if pair in fitting or not fitting else fitting[0]


def _is_sound(mark: Mark) -> bool:
    """True for either mark of a pair without spaces inside."""
    if mark.partner is None:
        return False
    opening, closing = (mark, mark.partner) if mark.role == OPEN else (mark.partner, mark)
    return not opening.spaced_right and not closing.spaced_left


def _glyphs(mark: Mark) -> Pair:
    other = mark.partner.glyph if mark.partner else ""
    return (mark.glyph, other) if mark.role == OPEN else (other, mark.glyph)


def _local_space(paragraph: Sequence[Mark], space: str, text: str, alone: bool) -> str:
    """The space that a paragraph keeps to inside its guillemets; a plain one only counts among other paragraphs with marks."""
    seen = {_inside(mark, text) for mark in paragraph if mark.glyph in GUILLEMETS and mark.partner}
    habits = set(NO_BREAK_SPACES if alone else (*NO_BREAK_SPACES, " "))
    return seen.pop() if space and len(seen) == 1 and seen <= habits else space


def _inside(mark: Mark, text: str) -> str:
    return text[mark.end : mark.far] if mark.role == OPEN else text[mark.near : mark.start]


def _space(marks: Iterable[Mark], locale: LocaleMarks, text: str, others: Counter[str] = _NONE) -> str:
    """The space inside guillemets: the document's, as far as the language knows one."""
    usual = [convention.space for convention in locale.conventions]
    if not any(usual):
        return ""
    seen = Counter(_inside(mark, text) for mark in marks if mark.glyph in GUILLEMETS and mark.role in (OPEN, CLOSE))
    seen += others
    # «word» is a slip where every convention of the language has the space; a plain space is a habit when it is kept to.
    choices = [usual[0], *NO_BREAK_SPACES, *([""] if "" in usual else []), *([" "] if seen[" "] >= PLAIN else [])]
    return max(choices, key=lambda space: seen[space])


@lru_cache(maxsize=128)
def _candidates(locale: LocaleMarks, *, double: bool) -> list[Pair]:
    listed = [pair for c in (*locale.conventions, STRAIGHT) for pair in (c.outer, c.inner)]
    # Where »…« is used and «…» is not, «…» is a pair turned around.
    others = [pair for pair in KNOWN_PAIRS if pair[::-1] not in listed or pair in listed]
    # White corners stand beside the plain ones (titles); they are never the one convention of a document.
    fitting = [
        p for p in dict.fromkeys((*listed, *others)) if (p[0] in DOUBLES) is double and p[0] not in WHITE_CORNERS
    ]
    return sorted(fitting, key=lambda pair: pair[0] in STRAIGHTS)  # straight marks lose a draw


def _majority(
    marks: Sequence[Mark], candidates: Sequence[Pair], usual: Set[Pair], others: Counter[Pair] = NO_REST.pairs
) -> tuple[Pair, float]:
    """The pair that most of the marks agree with, and their share. ``others`` are marks that are not looked at one by one."""
    if not marks and not others:
        return candidates[0], 0.0
    opened: defaultdict[str, float] = defaultdict(float)
    closed: defaultdict[str, float] = defaultdict(float)
    for mark in marks:
        # In “word" the straight mark is the slip: it says less for its kind.
        odd = mark.glyph in STRAIGHTS and mark.partner is not None and mark.partner.glyph not in STRAIGHTS
        (opened if mark.role == OPEN else closed)[mark.glyph] += ODD if odd else 1.0

    for (opening, closing), count in others.items():
        opened[opening] += count / 2
        closed[closing] += count / 2

    total = sum(opened.values()) + sum(closed.values())
    if len(opened) == len(closed) == 1 and total >= 1:
        only = (next(iter(opened)), next(iter(closed)))
        if only in usual and only in candidates:
            return only, 1.0  # the common case

    def agreeing(pair: Pair) -> float:
        turned = 0.0 if pair[0] == pair[1] else TURNED * (opened[pair[1]] + closed[pair[0]])
        agreed = opened[pair[0]] + closed[pair[1]] + turned
        # A convention that the language does not know must show both its marks.
        return agreed if pair in usual or (opened[pair[0]] and closed[pair[1]]) else agreed / 2

    best = max(candidates, key=agreeing)
    return best, agreeing(best) / max(1.0, total)
