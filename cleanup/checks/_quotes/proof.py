"""Regular expressions for texts whose marks are in order: what they match needs no search.

A mark whose neighbours leave it one reading only (a space before it and a letter behind it, or the reverse) needs no search. Where
all marks are such, of one convention, and open and close in turn, the search would find nothing to do. Everything here is
possessive: the text is gone through once, and never backwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from cleanup.checks._quotes.grammar import FACED, Grammar, Pair
from cleanup.checks._quotes.neighbours import CLOSERS, DASHES, FORMAT_RANGES, HANGUL_RANGES, OPENERS
from cleanup.text.patterns import inside_class as _class
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
    STRAIGHT_SINGLE,
    Convention,
)

_BEFORE_OPENING = " \n([-—–\N{NO-BREAK SPACE}"
_BEHIND_OPENING = "([$£€¿¡"
_BEHIND_CLOSING = " \n.,;:!?)]…-\N{NO-BREAK SPACE}"
_NO_CLOSING = ":;：；'’"  # before a closing mark: a smiley, a letter left out
_STOPS = ".,!?"
_HIGH_MARKS = frozenset(":;!?")


def _ranges(ranges: Sequence[tuple[int, int]]) -> str:
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges)


_LETTER = r"[^\W\d_]"
_NO_WORD = rf"\s{_class(OPENERS)}{_class(DASHES)}{_class(MARKS)}{_ranges(FORMAT_RANGES)}"  # neither a word nor a stop
_ENDING = rf"[^\d{_NO_WORD}{_class(_NO_CLOSING)}]"  # what a closing mark may follow, apart from a digit
_WORD = rf"[^{_NO_WORD}{_class(CLOSERS)}{_ranges(HANGUL_RANGES)}]"
_MOST_ELISIONS = 12  # longer lists are left to the search: they take long to compile, and such words are rare in them


class Order(NamedTuple):
    """Marks that go together: what opens and what closes (both "" where there are only apostrophes), the apostrophes, and the
    space inside the marks."""

    open: str
    close: str
    apostrophe: str
    space: str = ""

    @property
    def glyphs(self) -> frozenset[str]:
        return frozenset((self.open, self.close, *self.apostrophe)) - {""}

    @property
    def pair(self) -> Pair:
        return self.open, self.close

    @property
    def is_half_curly(self) -> bool:
        """True for curly marks with straight apostrophes."""
        return self.apostrophe == STRAIGHT_SINGLE and (self.open == LEFT_DOUBLE or self.close == RIGHT_DOUBLE)


def orders(g: Grammar, style: Convention | None) -> list[Order]:
    """What is in order in a language; ``style`` is None where the text's own marks are kept."""
    pairs = {c.outer for c in (g.locale.conventions if style is None else (style,)) if c.open in DOUBLES}
    if style is None:
        pairs |= {STRAIGHT.outer, (LEFT_DOUBLE, RIGHT_DOUBLE)}
        kinds = ["", STRAIGHT_SINGLE, RIGHT_SINGLE]
        # Some write every apostrophe as a left mark (Flake‘as); where that is a slip, the search sees to it.
        found = [Order("", "", kind) for kind in (LEFT_SINGLE, LEFT_SINGLE + RIGHT_SINGLE) if g.left_apostrophes]
    else:
        kinds = ["", STRAIGHT_SINGLE if style.outer == STRAIGHT.outer else RIGHT_SINGLE]
        found = []
    if not g.spaced:  # marks that look the same at both ends could be either
        pairs = {pair for pair in pairs if pair[0] != pair[1]}
    usual = {c.space for c in g.locale.conventions} if style is None else {style.space}
    found += [Order("", "", kind) for kind in kinds[1:]]
    for opening, closing in sorted(pairs):
        spaces = sorted(usual | set(NO_BREAK_SPACES)) if opening in GUILLEMETS and any(usual) else [""]
        found += [Order(opening, closing, kind, space) for kind in kinds for space in spaces]
    return found


class Shapes:
    """The regular expressions of one order, each made when first needed. They are for texts that hold no other marks."""

    def __init__(self, order: Order, g: Grammar) -> None:
        self.order = order
        self._g = g
        marks = _class(order.glyphs)
        self._any = rf"[^{marks}]"
        # Each begins with the mark itself, so that the search runs from mark to mark.
        self._apostrophes = [(glyph, re.compile(_apostrophe(glyph, order, g))) for glyph in order.apostrophe]
        self._pair = re.compile(self._pair_of(rf"[^{_class({order.open, order.close})}\n]*+")) if order.open else None

    def holds(self, text: str) -> bool:
        """True when every mark is an apostrophe or one of a pair in one line."""
        for glyph, apostrophe in self._apostrophes:
            if len(apostrophe.findall(text)) < text.count(glyph):
                return False
        if self._pair is None:
            return True
        opening, closing, _, _ = self.order
        pairs = len(self._pair.findall(text))
        if opening == closing:
            return 2 * pairs == text.count(opening)
        return pairs == text.count(opening) == text.count(closing)

    def suspects(self, text: str) -> list[int]:
        """The numbers of the lines for which that is not true."""
        for _, apostrophe in self._apostrophes:
            text = apostrophe.sub("", text)
        if self._pair is not None:
            text = self._pair.sub("", text)
        lines = text.split("\n")
        left = [mark for mark in self.order.glyphs if mark in text]
        return sorted({number for mark in left for number, line in enumerate(lines) if mark in line})

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """A line whose last mark opens a quotation that goes on behind it."""
        return re.compile(rf"{self._pairs_and_words}{_opening(self.order, self._g)}{self._words_of(self._any)}\Z")

    @cached_property
    def closing(self) -> re.Pattern[str]:
        """A line whose first quotation mark closes what began before it.

        One that ends and another that begins and goes on in the same line look like one whose spaces are on the wrong side."""
        return re.compile(rf"{self._words_of(self._any)}{_closing(self.order, self._g)[0]}{self._pairs_and_words}\Z")

    @cached_property
    def _pairs_and_words(self) -> str:
        return self._words_of(self._any, self._pair_of(self._words_of(self._any)))

    def _words_of(self, text: str, *more: str) -> str:
        shapes = (f"{text}++", *(pattern.pattern for _, pattern in self._apostrophes), *more)
        return f"(?:{'|'.join(filter(None, shapes))})*+"

    def _pair_of(self, inside: str) -> str:
        closing, behind_digit = _closing(self.order, self._g)
        return rf"{_opening(self.order, self._g)}{inside}(?:{closing}|{behind_digit})"


def _opening(order: Order, g: Grammar) -> str:
    """A mark that can do nothing but open."""
    mark, space = re.escape(order.open), re.escape(order.space)
    if g.spaced:
        before, behind = rf"(?<![^{_class(_BEFORE_OPENING)}]{mark})", rf"(?=[^\W_]|[{_class(_BEHIND_OPENING)}])"
    else:
        before, behind = rf"(?<![{_class(MARKS)}]{mark})", rf"(?={_WORD})"
    return rf"{mark}{before}(?<!\ \ {mark}){space}{behind}"


def _closing(order: Order, g: Grammar) -> tuple[str, str]:
    """A closing mark, and one behind a digit."""
    written = order.space + order.close
    mark = re.escape(written)
    no_stop = "".join(rf"(?!(?<={re.escape(stop + written)}){re.escape(stop)})" for stop in _STOPS)
    after_space = _class(CLOSERS - _HIGH_MARKS if g.high_marks else CLOSERS)
    behind = rf"{no_stop}(?!\ (?:[\ \n\t{after_space}]|\Z))"
    if g.spaced:
        behind += rf"(?![^{_class(_BEHIND_CLOSING)}])"
        return rf"(?<={_ENDING}){mark}{behind}", rf"(?<=\d){mark}{behind}"
    behind += rf"(?![{_class(MARKS)}])"
    return rf"(?<={_ENDING}){mark}{behind}", rf"(?<=\d){mark}{behind}(?!{_WORD})"


def _apostrophe(glyph: str, order: Order, g: Grammar) -> str:
    """A mark that is an apostrophe and nothing else."""
    shapes = [rf"(?<={_LETTER}{glyph})(?={_LETTER})"]
    # ’ that may also open (Swedish ’…’) proves nothing where it stands outside a word.
    if LEFT_SINGLE not in order.apostrophe and (glyph != RIGHT_SINGLE or g.facing[RIGHT_SINGLE][0] > FACED):
        # Of straight ones outside words, two in a line may be a pair.
        straight = glyph == STRAIGHT_SINGLE
        alone = rf"(?![^'\n]*+(?:(?<={_LETTER})'(?={_LETTER})[^'\n]*+)*+')" if straight else ""
        shapes.append(rf"(?<={_LETTER}{glyph})(?![^{_class(_BEHIND_CLOSING)}]){alone}")
        if 0 < len(g.locale.elisions) <= _MOST_ELISIONS:
            listed = "|".join(map(_word, sorted(g.locale.elisions)))
            behind = rf"(?i:{listed})[.,;:!?)…]*+(?:[\s{glyph}]|\Z)"
            shapes.append(rf"(?<![^{_class(_BEFORE_OPENING)}]{glyph})(?={behind}){alone}")
    return rf"{glyph}(?:{'|'.join(shapes)})"


def _word(elision: str) -> str:
    return re.escape(elision.removesuffix("*")) + (rf"{_LETTER}*+" if elision.endswith("*") else "")
