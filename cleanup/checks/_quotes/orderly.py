"""Which lines of a text need a search, and which are in order: most clean text ends here.

What is not proved in order need not be wrong: the search decides. Where the text's own marks are kept, it looks at the blocks with
such lines only; of the rest it needs no more than how often each mark stands there.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from cleanup.checks._quotes.convention import NO_REST, Rest
from cleanup.checks._quotes.grammar import Grammar
from cleanup.checks._quotes.marks import IN_WORD, SHORT, SUBSTITUTES
from cleanup.checks._quotes.proof import Order, Shapes, orders
from cleanup.text.quote_marks import GUILLEMETS, MARKS, RIGHT_SINGLE, STRAIGHT_SINGLE, Convention

_DOUBLED = "`<>"  # quotation marks when they stand twice
_GLYPHS = "".join(sorted(MARKS)) + _DOUBLED
_ASCII_GLYPHS = "".join(filter(str.isascii, _GLYPHS))
_LONGEST_BLOCK = 20_000  # code points between two blank lines

Stretch = tuple[int, int]


class Doubts(NamedTuple):
    """The blocks between blank lines that only a search can judge, and the rest of the text."""

    blocks: list[Stretch]
    rest: Rest

    @property
    def are_none(self) -> bool:
        """True when the whole text is in order."""
        return not self.blocks and not self.rest.mixed


IN_ORDER = Doubts([], NO_REST)


class Orders:
    """What is in order in a language."""

    def __init__(self, g: Grammar) -> None:
        self.g = g
        self._by_glyphs: dict[Convention | None, dict[str, list[Order]]] = {}
        self._made: dict[Order, Shapes] = {}

    def doubts(self, text: str, style: Convention | None) -> Doubts | None:
        """Where a text needs the search: ``IN_ORDER`` for nowhere, None for everywhere. ``style`` is None where the text's own
        marks are kept."""
        held = _held(text)
        if held is None or (not self.g.left_apostrophes and _has_substitutes(text)):
            return None
        if not held:
            return IN_ORDER
        known = self._known(style)
        one = _of_space(known[held], text) if held in known else None
        if one is not None and self.shapes(one).holds(text):
            return IN_ORDER  # the common case
        if (one is None and style is not None) or "\n" not in text:
            return None
        lines = Lines(self, text, held, known, one)
        if one is not None and not lines.refused:
            return IN_ORDER
        if style is not None or text.count("\n\n") < SHORT:
            return None
        blocks = _blocks(text, lines.stretches())
        if blocks is None:
            return None
        proved = lines.proved(blocks) if one is None else [(one, _outside(text, blocks))]
        return Doubts(blocks, _counted(proved, mixed=one is None))

    def shapes(self, order: Order) -> Shapes:
        """The regular expressions of an order."""
        shapes = self._made.get(order)
        if shapes is None:
            shapes = self._made[order] = Shapes(order, self.g)
        return shapes

    def _known(self, style: Convention | None) -> dict[str, list[Order]]:
        known = self._by_glyphs.get(style)
        if known is None:
            made = defaultdict(list)
            for order in orders(self.g, style):
                made["".join(sorted(order.glyphs))].append(order)
            known = self._by_glyphs[style] = dict(made)
        return known


class Lines:
    """The lines of a text, and the numbers of those that are not in order. A quotation may go on over several of them."""

    def __init__(
        self, orders: Orders, text: str, held: str, known: Mapping[str, Sequence[Order]], one: Order | None
    ) -> None:
        """``one`` is the order of all of them, when there is one."""
        self.refused: list[int] = []
        self._lines = text.split("\n")
        self._shapes = orders.shapes
        self._held, self._known, self._one = held, known, one
        self._both = STRAIGHT_SINGLE in held and RIGHT_SINGLE in held
        self._orders: dict[int, Order] = {}  # by the number of the line
        self._open: list[int] = []  # lines that an open quotation began or went on in
        self._text_since = False  # … and whether there is text behind the last of them
        number = -1
        for suspect in range(len(self._lines)) if one is None else self._shapes(one).suspects(text):
            if suspect > number:
                number = suspect
                self._look(number)
                while self._open and number + 1 < len(self._lines):
                    number += 1
                    self._look(number)
        self._refuse_open()

    def stretches(self) -> Iterator[Stretch]:
        """Where the lines stand that are not in order."""
        if self.refused:
            ends = list(accumulate(len(line) + 1 for line in self._lines))
            yield from ((ends[number] - 1 - len(self._lines[number]), ends[number] - 1) for number in self.refused)

    def proved(self, blocks: Sequence[Stretch]) -> Iterator[tuple[Order, str]]:
        """The lines in order that stand in no block."""
        ahead = iter((*blocks, (sys.maxsize, sys.maxsize)))
        low, high = next(ahead)
        start = 0
        for number, line in enumerate(self._lines):
            while start >= high:
                low, high = next(ahead)
            if start < low and number in self._orders:
                yield self._orders[number], line
            start += len(line) + 1

    def _look(self, number: int) -> None:
        line = self._lines[number]
        marks = "".join(filter(line.__contains__, self._held)) if line else ""
        if not marks:
            self._text_since = self._text_since or bool(line)
            return
        order = self._one or (_of_space(self._known[marks], line) if marks in self._known else None)
        # Curly marks with straight apostrophes are a mixture where others write curly ones.
        if order is None or (self._both and order.is_half_curly):
            self._refuse_open()
            self.refused.append(number)
            return
        self._orders[number] = order
        shapes = self._shapes(order)
        if self._open:
            if not any(mark in line for mark in order.pair if mark) and shapes.holds(line):
                self._text_since = True
                return
            if self._goes_on(number, line, shapes):
                return
            self._refuse_open()
        if shapes.holds(line):
            return
        # Where lines have different marks, those of a long quotation follow the document.
        if self._one is not None and order.open and shapes.opening.match(line):
            self._open, self._text_since = [number], False
        else:
            self.refused.append(number)

    def _goes_on(self, number: int, line: str, shapes: Shapes) -> bool:
        """True when the line ends the quotation that is open, or repeats its mark and goes on with it."""
        order = shapes.order
        again = not self._text_since and line.startswith(order.open)
        if again and shapes.opening.match(line) and line.count(order.open) == 1:
            self._open.append(number)
            return True
        if (again and shapes.holds(line)) or shapes.closing.match(line):
            self._open = []
            return True
        return False

    def _refuse_open(self) -> None:
        self.refused += self._open
        self._open = []


def _held(text: str) -> str | None:
    """The marks that a text holds, in the order of their code points; None where some are made of two characters."""
    held = "".join(filter(text.__contains__, _ASCII_GLYPHS if text.isascii() else _GLYPHS))
    if held and held[-1] in _DOUBLED:  # one of them alone is no mark
        if any(2 * mark in text for mark in _DOUBLED):
            return None
        held = held.rstrip(_DOUBLED)
    return None if ",," in text else held


def _has_substitutes(text: str) -> bool:
    """True where an accent may stand for an apostrophe."""
    return (SUBSTITUTES[0] in text or SUBSTITUTES[1] in text) and IN_WORD.search(text) is not None


def _of_space(known: Sequence[Order], text: str) -> Order:
    """The one of several orders that has the space which stands behind the first opening mark."""
    if len(known) == 1:
        return known[0]
    place = text.find(known[0].open) + 1
    return next((order for order in known if order.space and order.space == text[place : place + 1]), known[0])


def _blocks(text: str, lines: Iterable[Stretch]) -> list[Stretch] | None:
    """The blocks between blank lines that these lines stand in; None where one is too long to be worth it."""
    blocks: list[Stretch] = []
    for start, end in lines:
        if blocks and end <= blocks[-1][1]:
            continue
        low, high = text.rfind("\n\n", 0, start), text.find("\n\n", end)
        low, high = low + 2 if low >= 0 else 0, high if high >= 0 else len(text)
        if high - low > _LONGEST_BLOCK:
            return None
        blocks.append((low, high))
    return blocks


def _outside(text: str, blocks: Sequence[Stretch]) -> str:
    ends = [0, *(end for _, end in blocks)]
    starts = [*(start for start, _ in blocks), len(text)]
    return "\n".join([text[end:start] for end, start in zip(ends, starts, strict=True)])


def _counted(proved: Iterable[tuple[Order, str]], *, mixed: bool) -> Rest:
    rest = Rest(Counter(), Counter(), Counter(), mixed)
    for order, text in proved:
        if order.open:
            count = text.count(order.open) + text.count(order.close) * (order.open != order.close)
            if count:
                rest.pairs[order.pair] += count
                if order.open in GUILLEMETS:
                    rest.spaces[order.space] += count
        for glyph in order.apostrophe:
            count = text.count(glyph)
            if count:
                rest.apostrophes[glyph] += count
    return rest
