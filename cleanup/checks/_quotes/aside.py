"""Marks that are no quotation marks: apostrophes, primes and inches, operators, smileys, marks that are spoken of."""

from __future__ import annotations

import re

from cleanup.checks._quotes.grammar import Grammar
from cleanup.checks._quotes.marks import Mark
from cleanup.checks._quotes.neighbours import LETTER
from cleanup.text.protected import OBJECT_REPLACEMENT
from cleanup.text.quote_marks import (
    APOSTROPHES,
    GUILLEMETS,
    LEFT_SINGLE,
    RIGHT_DOUBLE,
    STRAIGHT_DOUBLE,
    STRAIGHT_SINGLE,
)

IMPOSSIBLE = 100.0
LISTED = 0.3  # an apostrophe before a word that is known to be shortened
LISTED_LEFT = 0.7  # … written as a left mark (‘90s)
UNLISTED = {STRAIGHT_SINGLE: 3.5, LEFT_SINGLE: 5.0}  # … before any other word; the right mark costs 2
UNLISTED_APHETIC = 3.5  # … a left mark before a small letter, where words lose their beginning
PLURAL = 0.8  # … after a word that ends in s or is known to be cut short
WORD_END = 2.0  # … after any other word
LEFT_MARK = 2.0  # what a left mark costs more as an apostrophe

INCH = 1.0  # a prime after a digit
CURLY_INCH = 3.0
DATA = 0.5  # q="press+freedom"&lang=en
SMILEY = 0.2
ESCAPED = 0.4  # \\"; and a mark that says "the same as above" in a column
WIDE = 3  # spaces beside it
OPERATOR = 1.0  # x << 2
NO_OPERATOR = 4.0
EMPTY_PAIR = 10.0  # '' that is neither an empty text nor a second derivative
SUBSTITUTE = 1.2  # `` and ,,
MENTIONED = 3.5  # a mark that stands alone between words may be spoken of: the character " is
IN_WORD = 0.2  # gershayim
SINGLE = 5.0
DOUBLE = 14.0

_WORD = re.compile(r"[^\W\d_]{1,12}")
_ELIDED = re.compile(r"(?<![^\W\d_])(?:qu|[b-df-hj-np-tv-xz])\Z", re.IGNORECASE)
_YEAR = re.compile(r"\d\d(?!\d)")
# Words that end in an apostrophe because something was left out behind: goin’, an’, o’.
_CLIPPED = re.compile(
    r"(?:in|an|th|wi|o|ol|mo|fo|befo|po|yo|sho|do|t|jes|mos|las|nex|didn|doan|k|n|lan|han|bes|tol|co|no)\Z",
    re.IGNORECASE,
)
_HEREDOC = re.compile(r"-?[A-Z_]{2,20}(?=\s|\Z)")  # cat <<EOF
_SMILEY = re.compile(r"""[:;=]-?['"][-()DPp]?(?=\s|\Z)|[:;]['"][-(]""")


def apostrophe(mark: Mark, text: str, g: Grammar) -> float:
    """The price of reading a mark as an apostrophe; sets ``mark.elision`` where a shortened word follows."""
    if mark.glyph not in APOSTROPHES:
        return IMPOSSIBLE
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    extra = LEFT_MARK if mark.glyph == LEFT_SINGLE else 0.0
    if before.isalpha():
        if after.isalpha():
            return extra
        clipped = before in "sSxXzZ" or _CLIPPED.search(text, max(0, mark.start - 6), mark.start)
        return extra + (PLURAL if clipped else WORD_END)
    if before.isdigit():
        return extra + WORD_END
    if after.isalnum():
        return _before_word(mark, text, after, g)
    return extra + 3 * WORD_END


def _before_word(mark: Mark, text: str, after: str, g: Grammar) -> float:
    word = _WORD.match(text, mark.end)
    mark.elision = g.is_elision(word.group().lower()) if word else _YEAR.match(text, mark.end) is not None
    if mark.elision:
        return LISTED_LEFT if mark.glyph == LEFT_SINGLE else LISTED
    if mark.glyph == LEFT_SINGLE and g.aphetic and after.islower():
        return UNLISTED_APHETIC
    return UNLISTED.get(mark.glyph, WORD_END)


def inert(mark: Mark, text: str, g: Grammar) -> float:
    """The price of reading a mark as something that is neither a quotation mark nor an apostrophe."""
    glyph = mark.glyph
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    if before.isdigit() and glyph in (STRAIGHT_DOUBLE, STRAIGHT_SINGLE, "''", RIGHT_DOUBLE):
        return CURLY_INCH if glyph == RIGHT_DOUBLE else INCH
    if glyph == STRAIGHT_DOUBLE and _is_data(before, after):
        return DATA
    if before == "\\" or mark.far - mark.end >= WIDE or mark.start - mark.near >= WIDE:
        return ESCAPED
    if _SMILEY.match(text, max(0, mark.start - 2)):
        return SMILEY
    if glyph == "''" and not _is_empty_text(mark, text, after):
        return EMPTY_PAIR
    if glyph in ("<<", ">>"):
        operator = (mark.spaced_left and mark.spaced_right) or _HEREDOC.match(text, mark.far)
        return OPERATOR if operator else NO_OPERATOR
    alone = mark.spaced_left and mark.spaced_right and mark.left == mark.right == LETTER
    if alone and not (g.inner_space and mark.glyph in GUILLEMETS):
        return MENTIONED
    if glyph in (",,", "''", "``"):
        return SUBSTITUTE
    if g.joining and after.isalpha() and _ELIDED.search(text, max(0, mark.start - 3), mark.start):
        return IN_WORD  # l”epicentre: a double mark for an apostrophe
    if g.gershayim and before.isalpha() and after.isalpha():
        return IN_WORD
    return DOUBLE if mark.double else SINGLE


def _is_data(before: str, after: str) -> bool:
    """key="value" and the end of a link that holds marks."""
    return before == "=" or after in tuple("&=>") or (before == OBJECT_REPLACEMENT and after.isalnum())


def _is_empty_text(mark: Mark, text: str, after: str) -> bool:
    """note = ''; and f''(x)."""
    return after == "(" or (text[mark.near - 1 : mark.near] in tuple("=(,") and after in tuple(";,)"))
