"""Lines that hold nothing but a date, and lines that end with names."""

from __future__ import annotations

import re

_WORDS_OF_DATE = 6  # "12 May 2024, 14:30 p.m. CET"
_YEAR_OR_TIME = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|\d?\d:\d\d)(?!\d)")
PARTICLES = frozenset(
    ("von", "van", "de", "da", "di", "der", "la", "and", "und", "et", "y", "e", "i", "и", "й", "та", "і")
)


def is_date(line: str) -> bool:
    """True for a date or a time with few words around it.

    >>> is_date("12 мая 2024, 14:30"), is_date("In 2024 the bridge over the river was opened")
    (True, False)
    """
    return _YEAR_OR_TIME.search(line) is not None and len(line.split()) <= _WORDS_OF_DATE


def has_names(line: str) -> bool:
    """True where names stand behind the first word: "By Anna von Smith", but not the headline "By the river".

    Scripts without capitals have no small letters, so that any line of theirs may.
    """
    return all(word in PARTICLES or not word[0].islower() for word in line.split()[1:])
