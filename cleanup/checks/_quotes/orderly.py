"""Proof that a text's marks are in order, without a search: most clean text ends here.

A mark whose neighbours leave it one reading only (a space before it and a letter behind it, or the reverse) needs no search. Where
all marks are such, of one convention, and open and close in turn, the search would find nothing to do. What is not proved in order
need not be wrong: the search decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from cleanup.checks._quotes.grammar import FACED, Grammar
from cleanup.checks._quotes.neighbours import CLOSER, CLOSERS, DIGIT, HANGUL, LETTER, UNSPACED, kind_of
from cleanup.text.quote_marks import (
    DOUBLES,
    GUILLEMETS,
    LEFT_DOUBLE,
    LEFT_SINGLE,
    MARKS,
    NO_BREAK_SPACES,
    RIGHT_DOUBLE,
    RIGHT_SINGLE,
    STRAIGHT,
    STRAIGHT_DOUBLE,
    STRAIGHT_SINGLE,
    Convention,
)

UNCLEAR, OPENS, CLOSES, CLOSES_NUMBER, EITHER = range(5)

_BEFORE_OPENING = frozenset(" \n([-—–\N{NO-BREAK SPACE}")
_BEHIND_OPENING = frozenset("([$£€¿¡")
_BEHIND_CLOSING = frozenset(" \n.,;:!?)]…-\N{NO-BREAK SPACE}")
_NO_CLOSING = frozenset(":;：；'’")  # before a closing mark: a smiley, a letter left out
_STOPS = ".,!?"
_NOT_BEHIND_SPACE = CLOSERS | frozenset(" \n\t")  # a closing mark, a space and one of these
_HIGH_MARKS = frozenset(":;!?")
_MOST = 20_000  # pairs of neighbours that are remembered

_DOUBLED = "`<>"  # quotation marks when they stand twice
_GLYPHS = "".join(sorted(MARKS)) + _DOUBLED


class Order(NamedTuple):
    """Marks that go together: what opens and what closes (both "" where there are only apostrophes), and the apostrophe."""

    open: str
    close: str
    apostrophe: str
    spaces: tuple[str, ...]  # that may stand inside the marks


class Orders:
    """What is in order in a language."""

    def __init__(self, g: Grammar) -> None:
        self.g = g
        self._shapes = _Shapes(g)
        self._orders: dict[Convention | None, dict[str, Order]] = {}
        # ’ that may also open (Swedish ’…’) proves nothing where it stands outside a word.
        self._only_apostrophe = g.facing[RIGHT_SINGLE][0] > FACED

    def hold(self, text: str, style: Convention | None) -> bool:
        """True when nothing of the marks of the text has to change; ``style`` is None where the text's own are kept."""
        orders = self._orders.get(style)
        if orders is None:
            orders = self._orders[style] = {_held_key(order): order for order in _orders(self.g, style)}
        if ",," in text:
            return False
        held = "".join(filter(text.__contains__, _GLYPHS))
        if held and held[-1] in _DOUBLED:  # one of them alone is no mark
            if any(2 * mark in text for mark in _DOUBLED):
                return False
            held = held.rstrip(_DOUBLED)
        if not held:
            return True
        order = orders.get(held)
        if order is None:
            return False
        for glyph in order.apostrophe:
            if not self._apostrophes_in_order(text, glyph, LEFT_SINGLE in order.apostrophe):
                return False
        return not order.open or self._pairs_in_order(f"\n{text}\n", order)

    def _pairs_in_order(self, text: str, order: Order) -> bool:
        """``text`` has a line break at both ends, so that every mark has neighbours."""
        if order.open == order.close == STRAIGHT_DOUBLE:
            return bool(self._roles(text.split(STRAIGHT_DOUBLE)))
        first = text.find(order.open) + 1
        space = text[first] if text[first] in order.spaces else ""
        if space not in order.spaces:
            return False
        opening, closing = order.open + space, space + order.close
        plain = text.replace(opening, STRAIGHT_DOUBLE).replace(closing, STRAIGHT_DOUBLE)
        if order.open in plain or order.close in plain:
            return False
        pieces = plain.split(STRAIGHT_DOUBLE)
        marks = [opening if role == OPENS else closing for role in self._roles(pieces)]
        return bool(marks) and "".join(chain.from_iterable(zip(pieces, [*marks, ""], strict=True))) == text

    def _roles(self, pieces: Sequence[str]) -> list[int]:
        """The roles of the marks between the pieces; none when they are not in order.

        A quotation may go on over several paragraphs; but one that ends and another that begins in the same paragraph look
        like one whose spaces are on the wrong side."""
        roles: list[int] = []
        shapes, high = self._shapes, self.g.high_marks
        opened = inherited = ended = False
        for before, after in pairwise(pieces):
            shape = shapes[before[-1:] + after[:1]]
            if "\n" in before:
                if opened and ended:
                    return []
                inherited, ended = opened, False
            if shape == EITHER:
                shape = CLOSES if opened else OPENS
            if shape == OPENS:
                if before[-2:] == "  " or (opened and not _continues(before)):
                    return []
                opened, inherited = True, False
            elif shape and opened:
                if after[:1] == " " and after[1:2] in _NOT_BEHIND_SPACE and not (high and after[1:2] in _HIGH_MARKS):
                    return []
                if inherited and shape == CLOSES_NUMBER:
                    return []
                opened, ended, inherited = False, inherited, False
            else:
                return []
            roles.append(shape)
        return [] if opened else roles

    def _apostrophes_in_order(self, text: str, glyph: str, inside_words: bool) -> bool:
        pieces = text.split(glyph)
        sides = "".join([piece[-1:] for piece in pieces[:-1]]) + "".join([piece[:1] for piece in pieces[1:]])
        if len(sides) == 2 * len(pieces) - 2 and sides.isalpha() and (sides.isascii() or _are_letters(sides)):
            return True  # the common case: all of them inside words
        if inside_words or "" in pieces[1:-1]:
            return False
        alone = True
        for before, after in pairwise(pieces):
            alone = alone or "\n" in before
            left, right = before[-1:] or "\n", after[:1] or "\n"
            if left.isalpha() and right.isalpha():
                if not _are_letters(left + right):
                    return False
            elif not self._is_apostrophe(glyph, left, right, after):
                return False
            elif glyph == STRAIGHT_SINGLE:
                if not alone:
                    return False  # two may be a pair
                alone = False
        return True

    def _is_apostrophe(self, glyph: str, left: str, right: str, after: str) -> bool:
        """True for a mark at a word's end or beginning that nothing else can be."""
        if glyph == RIGHT_SINGLE and not self._only_apostrophe:
            return False
        if left.isalpha():
            return right in _BEHIND_CLOSING and _are_letters(left)
        if left not in _BEFORE_OPENING or not right.isalnum():
            return False
        word = after.split(None, 1)[0].rstrip(".,;:!?)…")
        return word.isalpha() and self.g.is_elision(word.lower())


class _Shapes(dict[str, int]):
    """What a mark can be between two characters."""

    def __init__(self, g: Grammar) -> None:
        super().__init__()
        self._shape = _spaced if g.spaced else _unspaced

    def __missing__(self, sides: str) -> int:
        if len(self) > _MOST:
            self.clear()
        shape = self[sides] = self._shape(*sides) if len(sides) == 2 else UNCLEAR
        return shape


def _spaced(left: str, right: str) -> int:
    """The one reading where words are set apart by spaces."""
    if left in _BEFORE_OPENING:
        return OPENS if right.isalnum() or right in _BEHIND_OPENING else UNCLEAR
    return _closing(left, right) if right in _BEHIND_CLOSING else UNCLEAR


def _unspaced(left: str, right: str) -> int:
    """Where spaces say nothing, the way that the mark faces has to tell."""
    closing = _closing(left, right)
    if kind_of(right) not in (LETTER, DIGIT, UNSPACED) or right.isspace():
        return closing
    return EITHER if closing == CLOSES else OPENS


def _closing(left: str, right: str) -> int:
    if left in _NO_CLOSING or left.isspace() or (left == right and left in _STOPS):
        return UNCLEAR
    kind = kind_of(left)
    if kind == DIGIT:
        return CLOSES_NUMBER
    return CLOSES if kind in (LETTER, CLOSER, UNSPACED, HANGUL) else UNCLEAR


def _continues(before: str) -> bool:
    """True when nothing but a paragraph's end stands between an opening mark and the next: a long quotation goes on."""
    return before[-1:] == "\n" and "\n" not in before.rstrip("\n")


def _are_letters(characters: str) -> bool:
    return all(kind_of(character) == LETTER for character in characters)


def _orders(g: Grammar, style: Convention | None) -> Iterable[Order]:
    pairs = {c.outer for c in (g.locale.conventions if style is None else (style,)) if c.open in DOUBLES}
    if style is None:
        pairs |= {STRAIGHT.outer, (LEFT_DOUBLE, RIGHT_DOUBLE)}
        kinds = ["", STRAIGHT_SINGLE, RIGHT_SINGLE]
        yield Order("", "", LEFT_SINGLE, ())
        yield Order("", "", LEFT_SINGLE + RIGHT_SINGLE, ())
    else:
        kinds = ["", STRAIGHT_SINGLE if style.outer == STRAIGHT.outer else RIGHT_SINGLE]
    if not g.spaced:  # marks that look the same at both ends could be either
        pairs = {pair for pair in pairs if pair[0] != pair[1]}
    usual = {c.space for c in g.locale.conventions} if style is None else {style.space}
    for opening, closing in pairs:
        inside = tuple(usual | set(NO_BREAK_SPACES)) if opening in GUILLEMETS and any(usual) else ("",)
        for kind in kinds:
            yield Order(opening, closing, kind, inside)
    for kind in kinds[1:]:
        yield Order("", "", kind, ())


def _held_key(order: Order) -> str:
    return "".join(sorted({*order.open, *order.close, *order.apostrophe}))
