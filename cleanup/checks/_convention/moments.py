"""Dates and times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleanup.checks._convention.common import Numbers, finding, matches
from cleanup.document import Segment
from cleanup.findings import Finding
from cleanup.spans import Span
from cleanup.text.patterns import later
from cleanup.text.scripts import primary, scripts_of

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
# "12.05.2024 г.": the letter for "year" belongs to it
_DOTTED_DATE = later(
    rf"(?<![\w.])(?P<day>{_DAY})\.(?P<month>{_MONTH})\.(?P<year>{_YEAR})(?!\w|\.\d)(?:[ \u00a0]?[гр]\.(?!\w)|[ \u00a0][гр](?!\w))?"
)
_SLASHED_DATE = later(rf"(?<![\w./])(?:{_DAY}/{_MONTH}|{_MONTH}/{_DAY})/{_YEAR}(?![\w/])")
_FRENCH_TIME = later(r"(?<![\w.:,])(?:(?P<hour>[01]?\d|2[0-3])(?:h|[ \u00a0]h[ \u00a0])(?P<minute>[0-5]\d))(?!\w)")
_HOUR, _MINUTE = r"(?P<hour>[01]?\d|2[0-4])", r"(?P<minute>[0-5]\d)"
_TIME_WITH_WORD = later(rf"(?<![\w.:,]){_HOUR}(?:[.:]{_MINUTE})?[ \u00a0](?P<word>Uhr)(?!\w)")
_TIME_WITH_H = later(rf"(?<![\w.:,]){_HOUR}[.:]{_MINUTE}[ \u00a0]?h(?!\w)")
_PLACES = r"local|Moscow|Kyiv|Kiev|Minsk|Berlin|Paris|Warsaw|Central\ European|Eastern\ European"
_DOTTED_TIME = later(
    rf"""
    (?<! [\w.:,] ) {_HOUR} \. {_MINUTE} (?! [\d%] )
    (?: (?<= [вВ]\ \d\.\d\d ) | (?<= [вВ]\ \d\d\.\d\d ) | (?= \ (?:{_PLACES})\ time ) )
    """,
    re.VERBOSE,
)
# "am" is a German word, so that it takes minutes before it
_HALF_OF_DAY = later(
    r"""
    (?<! [\w.:,] ) (?P<hour> 0?[1-9] | 1[0-2] ) (?: : (?P<minute> [0-5]\d ) )? [ \u00a0\u202f]?
    (?P<half> [ap] \. [ \u00a0]? m \. | [AP]M | (?: (?<= :\d\d ) | (?<= :\d\d[ \u00a0\u202f] ) ) [ap]m ) (?! \w )
    """,
    re.VERBOSE,
)
# Their own languages, and the small ones around
_SAY_UHR = ("de", "gsw", "nds", "lb", "bar", "ksh", "frr", "hsb", "dsb", "pdc", "rm", "lld")
FOREIGN_TIME = "a time of day in the way of another language"
FOREIGN_DATE = "a date in the way of another language"


def dates(segment: Segment, facts: Numbers, lines: Sequence[Span]) -> Iterator[Finding]:
    """Dates with full stops where the language has slashes, and the other way round."""
    if "." not in facts.date and "/" in facts.date:
        in_order = facts.date.startswith("d")
        for match in matches(_DOTTED_DATE(), segment.text, lines):
            new = f"{match['day']}/{match['month']}/{match['year']}" if in_order and _is_latin(segment) else None
            yield finding(segment, Span(*match.span()), "date", FOREIGN_DATE, new, None)
    elif "." in facts.date and "/" not in facts.date:
        for match in matches(_SLASHED_DATE(), segment.text, lines):
            yield finding(segment, Span(*match.span()), "date", FOREIGN_DATE, None, None)


def _is_latin(segment: Segment) -> bool:
    return scripts_of(segment.language or "")[0] == "Latn"


def times(segment: Segment, facts: Numbers | None, lines: Sequence[Span]) -> Iterator[Finding]:
    """14h30, 20.15 h, 20:15 Uhr in English; 8:15 p.m. where the day has 24 hours."""
    text, language = segment.text, primary(segment.language or "")
    patterns = [_TIME_WITH_WORD()] if language not in _SAY_UHR else []
    if language == "en":
        patterns += [_FRENCH_TIME(), _TIME_WITH_H(), _DOTTED_TIME()]
    for pattern in patterns:
        for match in matches(pattern, text, lines):
            new = f"{match['hour']}:{match['minute'] or '00'}"
            yield finding(segment, Span(*match.span()), "time", FOREIGN_TIME, new, None)
    # Zulu has 24 hours in CLDR, and its papers write like English ones; such languages have a decimal point
    if facts is not None and facts.hours == "24" and facts.decimal == "," and language not in ("en", "es"):
        for match in matches(_HALF_OF_DAY(), text, lines):
            hour = int(match["hour"]) % 12 + 12 * (match["half"][0] in "pP")
            new = f"{hour}:{match['minute'] or '00'}"
            yield finding(segment, Span(*match.span()), "time", FOREIGN_TIME, new, None)
