"""Which mark opens, which closes, which is an apostrophe: joint minimum-cost pairing, one paragraph at a time.

Each mark may open, close, be an apostrophe, be no mark at all (a prime), or be one mark too many. Every reading has a price:
spaces on the wrong side, a mark facing the wrong way, marks that don't belong together, a quotation never closed. The cheapest
reading of the whole paragraph wins. Right spacing beats parity, parity beats wrong-side spacing: ``"A "B" C"`` is a quotation in
a quotation, and ``with" A "could`` is not two lost marks.

The search goes through the marks once; its state is the stack of open marks (at most ``DEPTH``), so it is linear in the marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleanup.checks._quotes.aside import DOUBLE
from cleanup.checks._quotes.grammar import FACED, FOREIGN, STRAIGHTS, Grammar
from cleanup.checks._quotes.marks import APOSTROPHE, CLOSE, EXTRA, INERT, OPEN, Mark
from cleanup.checks._quotes.neighbours import EDGE
from cleanup.checks._quotes.prices import NEVER, SPACE, Prices
from cleanup.text.quote_marks import APOSTROPHES, CORNER_MARKS, CORNERS, LEFT_SINGLE

DEPTH = 4
BEAM = 12
SPREAD = 16.0  # readings that cost so much more than the cheapest are given up

LOST = 7.0  # a mark without a partner
LOST_SINGLE = 4.0  # … a left single mark that nothing closes
LOST_FOREIGN = 2.2  # … that faces as another language has it
LOST_MOVED = 8.0  # … a straight one with its spaces the wrong way round: nothing says that it was moved
AT_EDGE = -2.0  # … at the edge of a short text, which may begin or end inside a quotation
INHERITED = 1.5  # a closing mark whose opening mark stands in an earlier paragraph
CONTINUED = 0.4  # an open quotation at the end of a paragraph, when the next one begins with a mark
CONTINUED_LATE = 2.0  # … that began in the middle of the paragraph
LOST_EDGE = -2.0  # … a well spaced one at the paragraph's beginning or end: the quotation goes on in the next one
LOST_NESTED = -3.0  # … an opening mark inside a quotation that is not closed either
BOTH_MOVED = -1.5  # both marks of a pair were moved
MIXED_PAIR = 0.5  # one mark of a pair is straight
ODD_PAIR = 0.8  # the marks of a pair are of two conventions
CORNER_PAIR = 1.5  # … one of them a corner: 「…, "Michelle"…」 holds one quotation in another
EMPTY = 5.0  # nothing, or only "and", between the marks of a pair
NESTED_SAME = 3.0  # a double mark inside double marks of the same shape
NESTED_OTHER = 2.5
NESTED_USUAL = 0.3
NESTED_DAMAGED = 3.0  # … when the outer mark has a wrong space: well-made nesting is well spaced
NESTED_SINGLE = 6.0  # single marks inside single ones
NESTED_DEEP = 0.5
SINGLE_OUTSIDE = 1.0  # single marks that don't stand inside double ones
DOUBLED = 2.2  # one mark too many
DOUBLED_APART = 0.6  # … with a space between the two
DOUBLED_FIRST = 0.1

# What it costs that two marks stand side by side, with nothing between them and with spaces between them.
_SIDE_BY_SIDE = {
    OPEN + OPEN: (0.0, SPACE), CLOSE + CLOSE: (0.0, SPACE), CLOSE + OPEN: (SPACE, 0.0), OPEN + CLOSE: (EMPTY, NEVER),
    APOSTROPHE + OPEN: (SPACE, 0.0), APOSTROPHE + CLOSE: (0.0, SPACE), OPEN + APOSTROPHE: (0.0, SPACE),
    CLOSE + APOSTROPHE: (SPACE, 0.0),
}  # fmt: skip
_NOTHING = (0.0, 0.0)


class Surroundings(NamedTuple):
    """What a paragraph stands among.

    ``goes_on``: the mark that the next one begins with, "" for none. ``inherited``: the kinds of mark (double or not) that an
    earlier one left open.
    ``begins`` and ``ends``: the text is short, and this is where it begins or ends.
    """

    goes_on: str = ""
    inherited: frozenset[bool] = frozenset()
    begins: bool = False
    ends: bool = False


class _Step(NamedTuple):
    """A mark's reading and the step before it."""

    before: _Step | None
    role: str
    partner: int


# A state: the price so far, the open marks, their glyphs as a key, the last step.
_State = tuple[float, tuple[int, ...], str, "_Step | None"]


def solve(marks: Sequence[Mark], text: str, g: Grammar, around: Surroundings) -> None:
    """Write role, partner, depth and level into the marks of a paragraph."""
    if marks[0].left == EDGE:
        if around.inherited and g.repeats(marks[0].glyph):
            marks[0].repeats = True
        elif g.facing[marks[0].glyph][0] < FACED:
            # A paragraph that opens anew does not close what an earlier one left open.
            around = around._replace(inherited=frozenset())
    search = _Search(marks, text, g, around)
    states: list[_State] = [(0.0, (), "", None)]
    for index in range(len(marks)):
        states = search.step(index, states)
    best = min(states, key=lambda state: state[0] + search.left_open(state[1]))
    _write(best[3], marks)
    for index in search.going_on(best[1]):
        marks[index].carried = True


class _Search:
    """The marks of one paragraph with their prices, and one step of the search."""

    def __init__(self, marks: Sequence[Mark], text: str, g: Grammar, around: Surroundings) -> None:
        self.marks, self.text, self.g, self.around = marks, text, g, around
        self.prices = [Prices(mark, text, g) for mark in marks]
        if marks[0].repeats:
            self.prices[0].opening = min(self.prices[0].opening, FOREIGN)
        self._nestings: dict[tuple[str, str], tuple[float, bool]] = {}

    def step(self, index: int, states: Sequence[_State]) -> list[_State]:
        """The states after one more mark, the cheapest for each stack."""
        mark, prices, marks = self.marks[index], self.prices[index], self.marks
        follower = marks[index + 1] if index + 1 < len(marks) and marks[index + 1].joined else None
        gap = 1 if mark.spaced_left else 0
        open_right, close_right = (0.0, 0.0) if follower else (prices.open_right, prices.close_right)
        code, tail, inert = mark.code, follower is not None, prices.inert
        best: dict[str, _State] = {}
        extra_first = self._extra(mark, follower, follower.spaced_left) if follower and not mark.joined else None

        def offer(
            price: float, stack: tuple[int, ...], codes: str, step: _Step | None, role: str, partner: int = -1
        ) -> None:
            key = codes + role if tail else codes
            known = best.get(key)
            if known is None or price < known[0]:
                best[key] = (price, stack, codes, _Step(step, role, partner))

        for price, stack, codes, step in states:
            last = step.role if step and mark.joined else ""
            if len(stack) < DEPTH:
                cost = (
                    prices.opening
                    + open_right
                    + self._beside(last, OPEN, gap, prices.open_left)
                    + self._nested(mark, stack)
                )
                offer(price + cost, (*stack, index), codes + code, step, OPEN)
            cost = price + prices.closing + close_right + self._beside(last, CLOSE, gap, prices.close_left)
            skipped = 0.0
            for level in range(len(stack) - 1, -1, -1):
                opener = marks[stack[level]]
                if opener.double is mark.double:
                    pair = self._pair(stack[level], index)
                    offer(cost + skipped + pair, stack[:level], codes[:level], step, CLOSE, stack[level])
                skipped += LOST if opener.double else LOST_SINGLE
            offer(cost + self._lost_close(index), stack, codes, step, CLOSE)
            if prices.apostrophe < NEVER:
                offer(
                    price + prices.apostrophe + self._beside(last, APOSTROPHE, gap, 0.0), stack, codes, step, APOSTROPHE
                )
            if inert < DOUBLE or not stack:  # a double mark in the middle of a quotation is one
                offer(price + inert, stack, codes, step, INERT)
            if last in (OPEN, CLOSE):
                extra = self._extra(marks[index - 1], mark, mark.spaced_left)
                if extra is not None:
                    offer(price + extra, stack, codes, step, EXTRA)
            if extra_first is not None:
                offer(price + extra_first + DOUBLED_FIRST, stack, codes, step, EXTRA)
        return _cheapest(list(best.values()))

    def _beside(self, last: str, role: str, gap: int, alone: float) -> float:
        """The price of the left side: that of the neighbouring mark's role, or of the mark alone."""
        if not last:
            return alone
        if last == APOSTROPHE and role == OPEN and self.g.joining and not gap:
            return 0.0
        return _SIDE_BY_SIDE.get(last + role, _NOTHING)[gap]

    def _nested(self, mark: Mark, stack: tuple[int, ...]) -> float:
        if not stack:
            return SINGLE_OUTSIDE if mark.glyph in APOSTROPHES else 0.0
        outer = self.marks[stack[-1]]
        if outer.double is not mark.double:
            return 0.0 if len(stack) == 1 else NESTED_DEEP
        if not mark.double:
            return NESTED_SINGLE
        damaged = 0.0 if self.prices[stack[-1]].sound else NESTED_DAMAGED
        price, usual = self._nesting(outer.glyph, mark.glyph)
        return price + (damaged / 2 if usual else damaged)

    def _nesting(self, outer: str, inner: str) -> tuple[float, bool]:
        known = self._nestings.get((outer, inner))
        if known is None:
            usual, same = self.g.nesting(outer, inner)
            price = NESTED_USUAL if usual and outer != inner else NESTED_SAME if same else NESTED_OTHER
            known = self._nestings[outer, inner] = (price, usual)
        return known

    def _pair(self, first: int, second: int) -> float:
        """What two marks cost as a pair."""
        opener, closer = self.marks[first], self.marks[second]
        price = 0.0
        if (opener.glyph, closer.glyph) not in self.g.pairs:
            price = MIXED_PAIR if opener.glyph in STRAIGHTS or closer.glyph in STRAIGHTS else ODD_PAIR
            if {opener.glyph, closer.glyph} <= CORNER_MARKS and (opener.glyph in CORNERS) != (closer.glyph in CORNERS):
                return NEVER  # 「 and 』
            if (opener.glyph in CORNER_MARKS) != (closer.glyph in CORNER_MARKS):
                price = CORNER_PAIR
        if self.prices[second].moved_close and self.prices[first].moved_open:
            price += BOTH_MOVED
        if first == second - 1 and closer.start - opener.end <= 8:
            inside = self.text[opener.end : closer.start].strip()
            joins = inside in self.g.joiners and (opener.spaced_right or closer.spaced_left)
            if not inside or (joins and not self._faces(opener, closer)):
                price += EMPTY
        return price

    def _faces(self, opener: Mark, closer: Mark) -> bool:
        """True for two marks that in this language open and close."""
        facing = self.g.facing
        (opens, turned_back), (turned, closes) = facing[opener.glyph], facing[closer.glyph]
        return not opens and not closes and turned_back >= FOREIGN and turned >= FOREIGN

    def _lost_close(self, index: int) -> float:
        mark, prices = self.marks[index], self.prices[index]
        moved = LOST_MOVED if prices.moved_close and mark.glyph in STRAIGHTS else 0.0
        if mark.double in self.around.inherited:
            # A mark that is right as an opening one does not close what an earlier paragraph left open.
            opens = prices.sound and ((prices.close_left and prices.close_right) or self.g.facing[mark.glyph][1])
            return INHERITED + (LOST_MOVED if opens or prices.moved_close else 0.0)
        if not mark.double:
            return NEVER + moved
        edge = AT_EDGE if index == 0 and self.around.begins else 0.0
        return LOST + edge + moved + (LOST_FOREIGN if self.g.facing[mark.glyph][1] == FOREIGN else 0.0)

    def left_open(self, stack: tuple[int, ...]) -> float:
        """The price of what is still open when the paragraph ends."""
        price = 0.0
        going_on = self.going_on(stack)
        for index in stack:
            mark = self.marks[index]
            if index in going_on:
                price += CONTINUED if mark.left == EDGE else CONTINUED_LATE
            elif mark.double:
                price += LOST + (AT_EDGE if self.around.ends else 0.0)
                price += LOST_EDGE if mark.left == EDGE and self.prices[index].sound else 0.0
                price += LOST_NESTED if index != stack[0] and self.prices[index].sound else 0.0
                price += LOST_FOREIGN if self.g.facing[mark.glyph][0] == FOREIGN else 0.0
                price += LOST_MOVED if self.prices[index].moved_open and mark.glyph in STRAIGHTS else 0.0
            else:
                price += LOST_SINGLE if mark.glyph == LEFT_SINGLE else LOST
        return price

    def going_on(self, stack: tuple[int, ...]) -> list[int]:
        """The open marks that the next paragraph repeats: one of each kind, well spaced."""
        found: dict[bool, int] = {}
        for index in stack if self.around.goes_on else ():
            mark = self.marks[index]
            repeated = mark.left == EDGE or (mark.glyph in STRAIGHTS) == (self.around.goes_on in STRAIGHTS)
            if repeated and self.prices[index].open_right < SPACE and self.g.facing[mark.glyph][0] < FACED:
                found.setdefault(mark.double, index)
        return list(found.values())

    def _extra(self, one: Mark, two: Mark, apart: bool) -> float | None:
        """The price of dropping one of two neighbours, None where they cannot be one mark written twice.

        With a space between them they may be a quotation's end and another's beginning, unless one of them cannot be."""
        if not one.double or not two.double or two.glyph == "``":
            return None
        if apart and self.g.facing[one.glyph][1] < FACED and self.g.facing[two.glyph][0] < FACED:
            return None
        return DOUBLED + (DOUBLED_APART if apart else 0.0)


def _cheapest(states: list[_State]) -> list[_State]:
    """The states that can still win."""
    if len(states) > 1:
        limit = min(state[0] for state in states) + SPREAD
        states = [state for state in states if state[0] <= limit]
        if len(states) > BEAM:
            states.sort(key=lambda state: state[0])
            del states[BEAM:]
    return states


def _write(step: _Step | None, marks: Sequence[Mark]) -> None:
    for mark in reversed(marks):
        assert step is not None
        mark.role = step.role
        mark.partner = marks[step.partner] if step.partner >= 0 else None
        step = step.before
    stack: list[Mark] = []
    for mark in marks:
        mark.repeats = mark.repeats and mark.role == OPEN
        if mark.role == OPEN:
            mark.depth = len(stack)
            mark.level = sum(outer.double is mark.double for outer in stack)
            stack.append(mark)
        elif mark.role == CLOSE and mark.partner is not None:
            mark.partner.partner = mark
            mark.depth, mark.level = mark.partner.depth, mark.partner.level
            del stack[stack.index(mark.partner) :]
