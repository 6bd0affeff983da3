"""Facts about quotation marks: which characters they are, which way they face, and what each locale uses.

The facts per locale come from ``data/quotes.json``, which is made from ``rules/quotes/facts``; there the sources are named.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from cleanup.records import record
from cleanup.resources import data_file

STRAIGHT_DOUBLE, STRAIGHT_SINGLE = '"', "'"
LEFT_DOUBLE, RIGHT_DOUBLE = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
LEFT_SINGLE, RIGHT_SINGLE = "\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"
LOW_DOUBLE, LOW_SINGLE = "\N{DOUBLE LOW-9 QUOTATION MARK}", "\N{SINGLE LOW-9 QUOTATION MARK}"
REVERSED_DOUBLE, REVERSED_SINGLE = (
    "\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}",
    "\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}",
)
GUILLEMETS = "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
SINGLE_GUILLEMETS = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
CORNERS = "\N{LEFT CORNER BRACKET}\N{RIGHT CORNER BRACKET}"
WHITE_CORNERS = "\N{LEFT WHITE CORNER BRACKET}\N{RIGHT WHITE CORNER BRACKET}"
PRIME_QUOTES = (
    "\N{REVERSED DOUBLE PRIME QUOTATION MARK}\N{DOUBLE PRIME QUOTATION MARK}\N{LOW DOUBLE PRIME QUOTATION MARK}"
)
FULLWIDTH_QUOTE = "\N{FULLWIDTH QUOTATION MARK}"
NO_BREAK_SPACES = ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")
THIN_SPACES = ("\N{THIN SPACE}", "\N{HAIR SPACE}", "\N{SIX-PER-EM SPACE}")  # set by hand between two marks

SINGLES = frozenset((STRAIGHT_SINGLE, LEFT_SINGLE, RIGHT_SINGLE, LOW_SINGLE, REVERSED_SINGLE, *SINGLE_GUILLEMETS))
DOUBLES = frozenset(
    (STRAIGHT_DOUBLE, LEFT_DOUBLE, RIGHT_DOUBLE, LOW_DOUBLE, REVERSED_DOUBLE, *GUILLEMETS, *CORNERS, *WHITE_CORNERS,
     *PRIME_QUOTES, FULLWIDTH_QUOTE, "``", "''", "<<", ">>", ",,")
)  # fmt: skip
CORNER_MARKS = frozenset(CORNERS + WHITE_CORNERS)
APOSTROPHES = frozenset((STRAIGHT_SINGLE, LEFT_SINGLE, RIGHT_SINGLE))
MARKS = "".join(sorted(mark for mark in SINGLES | DOUBLES if len(mark) == 1))

# The languages in which the fixes were measured and found right. Elsewhere they are suggested: in Hausa one in five was wrong,
# because what decides between two readings (verbs of speech, what a comma before a mark means) is not known there.
MEASURED_LANGUAGES = frozenset(
    (
        "af", "be", "bg", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "ga", "gl", "he",
        "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "mk", "ms", "nb", "nl", "nn", "no", "pl", "pt", "ro",
        "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk", "vi", "zh",
    )
)  # fmt: skip

# What a mark does when nothing else is known: 1 opens, -1 closes, 0 either.
FACING: Mapping[str, int] = {
    STRAIGHT_DOUBLE: 0, STRAIGHT_SINGLE: 0, FULLWIDTH_QUOTE: 0,
    LEFT_DOUBLE: 1, LEFT_SINGLE: 1, RIGHT_DOUBLE: -1, RIGHT_SINGLE: -1,
    LOW_DOUBLE: 1, LOW_SINGLE: 1, REVERSED_DOUBLE: 1, REVERSED_SINGLE: 1,
    GUILLEMETS[0]: 1, GUILLEMETS[1]: -1, SINGLE_GUILLEMETS[0]: 1, SINGLE_GUILLEMETS[1]: -1,
    CORNERS[0]: 1, CORNERS[1]: -1, WHITE_CORNERS[0]: 1, WHITE_CORNERS[1]: -1,
    PRIME_QUOTES[0]: 1, PRIME_QUOTES[1]: -1, PRIME_QUOTES[2]: 1,
    "``": 1, "''": -1, "<<": 1, ">>": -1, ",,": 1,
}  # fmt: skip

# Pairs that some convention of the world uses; a document that keeps to one of them is consistent.
KNOWN_PAIRS: tuple[tuple[str, str], ...] = (
    (LEFT_DOUBLE, RIGHT_DOUBLE), (LOW_DOUBLE, LEFT_DOUBLE), (LOW_DOUBLE, RIGHT_DOUBLE),
    (GUILLEMETS[0], GUILLEMETS[1]), (GUILLEMETS[1], GUILLEMETS[0]), (CORNERS[0], CORNERS[1]),
    (WHITE_CORNERS[0], WHITE_CORNERS[1]), (STRAIGHT_DOUBLE, STRAIGHT_DOUBLE),
    (LEFT_SINGLE, RIGHT_SINGLE), (LOW_SINGLE, LEFT_SINGLE), (LOW_SINGLE, RIGHT_SINGLE),
    (SINGLE_GUILLEMETS[0], SINGLE_GUILLEMETS[1]), (SINGLE_GUILLEMETS[1], SINGLE_GUILLEMETS[0]),
    (STRAIGHT_SINGLE, STRAIGHT_SINGLE),
)  # fmt: skip


@record
class Convention:
    """Four marks and the space inside the outer pair ("" for none)."""

    open: str
    close: str
    inner_open: str
    inner_close: str
    space: str = ""

    @property
    def outer(self) -> tuple[str, str]:
        return self.open, self.close

    @property
    def inner(self) -> tuple[str, str]:
        return self.inner_open, self.inner_close


STRAIGHT = Convention(STRAIGHT_DOUBLE, STRAIGHT_DOUBLE, STRAIGHT_SINGLE, STRAIGHT_SINGLE)


@record
class LocaleMarks:
    """What a locale uses: its default, other accepted conventions, how a long quotation goes on, shortened words.

    ``continued`` is "open", "close", "either" or "" (not known). ``elisions`` are lower-case words that an apostrophe begins.
    """

    default: Convention
    alternates: tuple[Convention, ...] = ()
    continued: str = ""
    elisions: frozenset[str] = frozenset()

    @property
    def conventions(self) -> tuple[Convention, ...]:
        return (self.default, *self.alternates)


def convention(marks: Iterable[str], space: str = "") -> Convention:
    """Two or four marks, the latter perhaps with the space inside as a fifth item. Raises ValueError for anything else."""
    items = tuple(marks)
    if len(items) == 2:
        items += items
    wrong = [mark for mark in items[:4] if not mark or mark.isspace() or any(c.isalnum() for c in mark)]
    if len(items) not in (4, 5) or wrong or not (len(items) == 4 or items[4].isspace()):
        raise ValueError("needs two or four marks: opening, closing, inner opening, inner closing")
    outer, outer_end, inner, inner_end = items[:4]
    return Convention(outer, outer_end, inner, inner_end, items[4] if len(items) == 5 else space)


@lru_cache(maxsize=1)
def _facts() -> dict[str, dict[str, object]]:
    loaded: dict[str, dict[str, object]] = json.loads(data_file("quotes.json").read_text(encoding="utf-8"))
    return loaded


def _found(table: Mapping[str, object], language: str | None) -> object:
    """The entry of a tag, or of the nearest tag above it: zh-Hant-HK, zh-Hant, zh."""
    tag = language or "und"
    parts = tag.split("-")
    while parts:
        if "-".join(parts) in table:
            return table["-".join(parts)]
        parts.pop()
    return table.get("und")


# Scripts that follow from the region in BCP 47 but are left out of most tags.
_TRADITIONAL = frozenset(("zh-TW", "zh-HK", "zh-MO"))


@lru_cache(maxsize=64)
def locale_marks(language: str | None) -> LocaleMarks:
    """What is known of a BCP 47 tag; the nearest tag above it, or the Unicode default, where it is not listed."""
    facts = _facts()
    packed = _found(facts["locales"], "zh-Hant" if language in _TRADITIONAL else language)
    assert isinstance(packed, list)
    missing: list[Any] = ["", "", []][len(packed) - 1 :]  # what an entry leaves out at its end is empty
    marks, space, continued, alternates = [*packed, *missing]
    words = _found(facts["elisions"], language)
    return LocaleMarks(
        convention(marks, space),
        tuple(convention(alternate) for alternate in alternates),
        continued,
        frozenset(words.split()) if isinstance(words, str) else frozenset(),
    )
