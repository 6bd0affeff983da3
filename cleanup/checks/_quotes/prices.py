"""What each reading of a single mark costs, apart from its partner: spaces, punctuation and the way it faces.

The order of the prices is what matters: right spacing beats parity, parity beats spaces on the wrong side.
"""

from __future__ import annotations

import re

from cleanup.checks._quotes import aside
from cleanup.checks._quotes.grammar import FACED, FOREIGN, STRAIGHTS, Grammar
from cleanup.checks._quotes.marks import Mark
from cleanup.checks._quotes.neighbours import CLOSER, DASH, DIGIT, EDGE, FORMAT, HANGUL, LETTER, OPENER, UNSPACED
from cleanup.checks._quotes.notes import is_note
from cleanup.text.quote_marks import STRAIGHT_DOUBLE, STRAIGHT_SINGLE

SPACE = 2.5  # a space on the wrong side, or none where one belongs
GLUED_HANGUL = 1.5  # … where Korean particles may stand
GLUED_STOP = 2.2  # … behind punctuation
GLUED_BRACKET = 1.5
AFTER_DIGIT = 4.0  # 14" is an inch more often than a mark without its space
NEVER = 12.0  # an opening mark before a comma, a closing mark after an opening bracket
INNER = 0.3  # a space inside, in a language that has one there
BEFORE_STOP = 0.6  # a space between a closing mark and a comma
ELLIPSIS = 0.5  # an opening mark before dots or before ".NET"
SUFFIX = 0.5

# A mark with a space on the wrong side and none on the right one was moved by one character: one fault, not two.
MOVED = -3.0
MOVED_FOREIGN = 1.0  # … and it faces as another language has it
MOVED_AGAINST = 14.0  # … and it faces the way it stands: spaces and shape both say the opposite
MOVED_BEHIND_STOP = 1.5  # .” belongs to what stands before it
MOVED_TO_CAPITAL = 1.5
MOVED_TO_WORD = 4.0  # 'Frisco is an elision

AFTER_COLON = 3.0  # a closing mark after a colon
CAPITAL = -0.3  # an opening mark before a capital letter
STOPPED = -0.5  # a closing mark right behind a stop or a comma
BEGINS_JOINED = 1.5  # an opening mark before "and"
ENDS_JOINED = 3.0  # a closing mark after "and"
ELISION = 3.5  # an opening mark before a shortened word

_COLONS = tuple(":;：；")
_WORD = re.compile(r"[^\W\d_]{1,6}(?![^\W\d_])")
_WORD_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,6}\Z")
_GLUED_OPEN = {FORMAT: 0.0, DASH: 0.0, DIGIT: AFTER_DIGIT, CLOSER: GLUED_STOP, HANGUL: GLUED_HANGUL, LETTER: SPACE}
_GLUED_CLOSE = {FORMAT: 0.0, DASH: 0.0, DIGIT: SPACE, CLOSER: 0.0, HANGUL: 0.0, OPENER: GLUED_BRACKET, LETTER: SPACE}


class Prices:
    """The prices of one mark. ``open_left`` and the like are for its two sides, which count only where no mark stands."""

    __slots__ = (
        "apostrophe", "close_left", "close_right", "closing", "inert", "moved_close", "moved_open", "open_left", "open_right",
        "opening", "sound",
    )  # fmt: skip

    def __init__(self, mark: Mark, text: str, g: Grammar) -> None:
        before, after = text[mark.near - 1 : mark.near], text[mark.far : mark.far + 1]
        self.open_left = _open_left(mark, text, g)
        self.open_right = _open_right(mark, text, g)
        self.close_left = _close_left(mark, before, g)
        self.close_right = _close_right(mark, text, after, g)
        self.sound = not self.open_left and not self.open_right  # well spaced as an opening mark
        self.opening, self.closing = g.facing[mark.glyph]
        self._moved(mark, before, text[mark.far : mark.far + 2])
        self._words(mark, text, before, after, g)
        self.apostrophe = aside.apostrophe(mark, text, g)
        if self.apostrophe <= aside.LISTED_LEFT and not mark.spaced_right:
            self.opening += ELISION
        self.inert = aside.inert(mark, text, g)

    def _moved(self, mark: Mark, before: str, after: str) -> None:
        """Both spaces are wrong for a reading: the mark was moved, unless something speaks against it."""
        moved_open = GLUED_HANGUL <= self.open_left < AFTER_DIGIT and self.open_right == SPACE
        moved_close = self.close_right >= GLUED_HANGUL and self.close_left == SPACE
        if moved_close and mark.glyph == STRAIGHT_SINGLE:
            self.close_right += MOVED_TO_WORD
        if moved_close and after.istitle() and after.isalpha() and len(after) == 2:
            self.close_right += MOVED_TO_CAPITAL  # … unless the word is "I"
        self.moved_open = moved_open and self.opening < FACED
        self.moved_close = moved_close and self.closing < FACED
        self.opening += _moved_price(moved_open, self.opening)
        self.closing += _moved_price(moved_close, self.closing)
        if moved_open and mark.left == CLOSER and before not in _COLONS:
            self.opening += MOVED_BEHIND_STOP

    def _words(self, mark: Mark, text: str, before: str, after: str, g: Grammar) -> None:
        """What the neighbouring letters and stops say."""
        if text[mark.start - 1 : mark.start] == "\\":
            self.opening += NEVER  # \\" in a text is data
            self.closing += NEVER
        if after.isupper():
            self.opening += CAPITAL
        elif after.islower() and mark.glyph == STRAIGHT_DOUBLE:
            word = _WORD.match(text, mark.far)
            if word and word.group() in g.joiners:
                self.opening += BEGINS_JOINED
        if mark.left == CLOSER and not mark.spaced_left:
            self.closing += STOPPED
        elif mark.spaced_left and before.islower():
            word = _WORD_BEFORE.search(text, max(0, mark.near - 7), mark.near)
            if word and word.group() in g.joiners:
                self.closing += ENDS_JOINED


def _moved_price(moved: bool, facing: float) -> float:
    if not moved:
        return 0.0
    return MOVED if facing < FOREIGN else MOVED_FOREIGN if facing < FACED else MOVED_AGAINST


def _open_left(mark: Mark, text: str, g: Grammar) -> float:
    if mark.spaced_left or not g.spaced or text[mark.near - 1 : mark.near] == "…" or g.has_prefix(text, mark.start):
        return 0.0
    return _GLUED_OPEN.get(mark.left, 0.0)


def _open_right(mark: Mark, text: str, g: Grammar) -> float:
    if mark.right == EDGE:
        return NEVER
    if mark.right == CLOSER:
        stop, follower = text[mark.far], text[mark.far + 1 : mark.far + 2]
        begins = stop == "…" or stop == "." == follower or follower.isalnum()
        return ELLIPSIS if begins and not mark.spaced_right else NEVER
    return _inside(mark, mark.right, g) if mark.spaced_right else 0.0


def _close_left(mark: Mark, before: str, g: Grammar) -> float:
    if mark.left in (EDGE, OPENER):
        return NEVER
    price = _inside(mark, mark.left, g) if mark.spaced_left else 0.0
    if before in _COLONS and (mark.spaced_left or not g.spaced):
        price += AFTER_COLON
    return price


def _inside(mark: Mark, neighbour: str, g: Grammar) -> float:
    """The price of a space inside the marks."""
    if g.inner_space and mark.glyph not in STRAIGHTS:
        return INNER
    return 0.0 if neighbour == UNSPACED else SPACE


def _close_right(mark: Mark, text: str, after: str, g: Grammar) -> float:
    if mark.spaced_right:
        high = g.high_marks and after in tuple(":;!?")
        return BEFORE_STOP if mark.right == CLOSER and not high else 0.0
    if not g.spaced:
        return 0.0
    if g.has_suffix(text, mark.far):
        return SUFFIX
    if mark.right == OPENER and g.joined_brackets:
        return 0.0
    price = _GLUED_CLOSE.get(mark.right, 0.0)
    return 0.0 if price and after != "(" and is_note(text, mark.far) else price  # f'(1) is no quotation
