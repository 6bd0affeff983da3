"""Numbers that only one side has, compared without the dress of their language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from cleanup.checks._source_mismatch.common import at
from cleanup.document import Segment
from cleanup.findings import Finding, Severity
from cleanup.spans import Span
from cleanup.text.patterns import later
from cleanup.text.scripts import primary

UNIT = 100_000  # code points of both sides together, above which single numbers cannot be told to belong together
SIGNIFICANT = 2  # digits of a number that is missed; fewer may be a word on the other side
SIGNIFICANT_ALONE = 3  # … of a number that is only on the translation's side and has none that it may stand for

# Figures with what groups them: "1 234,50", "1.234,50", "1'234", "12.05.2024", "2:43". A number glued to a letter or hyphen is
# part of a name.
_NUMBER = later(r"(?<![\w\-–.,:/])\d{1,30}(?:[.,:'’]\d{1,30}|[ \u00a0\u202f\u2009]\d{3}(?!\d)){0,8}(?!\d)")
_PART = later(r"\d+(?:[.,]\d+)*")
_MONTH = later(r"\d{1,2}(?=\s?[月월])")
_FRACTION = later(r"\d{1,3}[.,]\d{1,2}")
# A unit of ten thousand and the like moves the decimal mark: 3.5 billion is 35亿
_OTHER_UNIT = later(
    r"[ \u00a0]?(?:[万萬亿億兆千百만억조천]|lakh|crore|lac\b|hundred|thousand|लाख|करोड़|हज़ार|লাখ|কোটি)", re.IGNORECASE
)
_HALF = later(r"半|half|hal[bv]|пол|пів|puol|demi|media|mezz|meia|pół|půl|buçuk|반", re.IGNORECASE)
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_CALENDARS = {"th": (543,), "fa": (-621, -622)}  # added to a year of the common era
_DATE = later(r"(?<!\d)\d{1,4}([./-])\d{1,2}\1\d{1,4}(?!\d)")
_CLOCK = later(r"(?:[01]?\d|2[0-4])[.,][0-5]\d")
_YEAR = later(r"(?:1[5-9]|20)\d\d\Z")
# Numbers of two figures that English and German write as words; elsewhere they hardly ever are
_NUMBER_WORD = later(
    r"(?:\b(?:eleven|twelve|dozen|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)|\belf|zwölf"
    r"|zehn|zig|ßig)(?![^\W\d_]{3})",
    re.IGNORECASE,
)
_DIGIT = later(r"\d")


def numbers(segment: Segment, span: Span, text: str, source: str) -> Iterator[Finding]:
    """Numbers that the text has lost, added or changed."""
    if len(text) + len(source) > UNIT or not (_DIGIT().search(text) or _DIGIT().search(source)):
        return
    calendars = [
        years for tag in (segment.language, segment.source_language) for years in _CALENDARS.get(primary(tag or ""), ())
    ]
    lost = [
        number for number in _candidates(source) if not _is_in(number, text) and not _is_said(number, text, calendars)
    ]
    if _NUMBER_WORD().search(text):
        lost = [number for number in lost if len(_digits(number)) > SIGNIFICANT]
    added = [
        number for number in _candidates(text) if not _is_in(number, source) and not _is_said(number, source, calendars)
    ]
    if lost and added:
        for number, other in zip(added, lost, strict=False):
            place = _place(text, number, span.start)
            yield at(segment, place, "number", f"{number} stands where the source has {other}", Severity.ERROR)
    for number in lost[len(added) :]:
        yield at(segment, span, "number", f"the source's number {number} is missing", Severity.ERROR)
    for number in added[len(lost) :]:
        if len(_signature(number)) >= SIGNIFICANT_ALONE and not _YEAR().match(_digits(number)):
            yield at(segment, _place(text, number, span.start), "number", f"the source has no number {number}")


def _place(text: str, number: str, offset: int) -> Span:
    start = text.index(number)
    return Span(offset + start, offset + start + len(number))


def _candidates(text: str) -> list[str]:
    """The numbers of a text that the other side must have, each once."""
    found = []
    months = {match.start() for match in _MONTH().finditer(text)}
    for match in _NUMBER().finditer(text):
        number = match.group()
        if ":" in number and _MONTH().match(text, match.start() + number.rindex(":") + 1):
            number = number.rpartition(":")[0]  # "2004:12月26日"
        if len(_signature(number)) < SIGNIFICANT or match.start() in months or _is_aside(text, match):
            continue
        if (
            text[match.end() : match.end() + 1].isalpha()
            and text[match.end()].isascii()
            and text[match.end()].isupper()
        ):
            continue  # "4K", "19F": part of a name
        found.append(number)
    return list(dict.fromkeys(found))


def _is_aside(text: str, match: re.Match[str]) -> bool:
    """A number in brackets, where translators put conversions and explanations."""
    before = text[max(0, match.start() - 80) : match.start()]
    return max(map(before.rfind, "(（[")) > max(map(before.rfind, ")）]"))


def _digits(number: str) -> str:
    return "".join(str(unicodedata.digit(c)) for c in number if c.isdigit())


def _signature(number: str) -> str:
    """The significant digits: the same for 1,5 million, 1.5 million, 1 500 000 and 150万."""
    return _digits(number).strip("0")


def _is_in(number: str, other: str) -> bool:
    """True when the other side has the number, in whatever dress."""
    everything = _digits(other)
    if _signature(number) in everything:
        return not _is_shifted(number, other)
    parts = [_digits(part) for part in _PART().findall(number)]
    if ":" in number or _is_hour(number):
        return _has_time(parts, other)
    if _CLOCK().fullmatch(number) and _has_time(re.split("[.,]", number), other):
        return True  # 20.48 Uhr, 8:48 p.m.
    if _DATE().fullmatch(number) or "-" in number or "/" in number or " " in number or "\u00a0" in number:
        pieces = [_signature(part) for part in re.split(r"[^\d]+", number)]
        return all(len(piece) < SIGNIFICANT or piece in everything for piece in pieces)
    if number.count(".") == 2:  # 12.05.2024: the month may be a word
        day, _, year = (_signature(part) for part in number.split("."))
        return (len(day) < SIGNIFICANT or day in everything) and year in everything
    return False


def _is_shifted(number: str, other: str) -> bool:
    """True when the other side has the figures of a fraction without its mark: 1,5 million and 15 million."""
    if not _FRACTION().fullmatch(number) or _CLOCK().fullmatch(number):
        return False
    same = [match for match in _NUMBER().finditer(other) if _digits(match.group()) == _digits(number)]
    return bool(same) and all(match.group().isdigit() and not _OTHER_UNIT().match(other, match.end()) for match in same)


def _is_said(number: str, other: str, calendars: Sequence[int]) -> bool:
    """True for a century in Roman figures, and for a year of another calendar."""
    if not number.isdigit() or len(number) > len("2561"):
        return False
    if len(number) == 2:
        return int(number) < 40 and re.search(rf"(?<!\w){_roman(int(number))}(?!\w)", other) is not None
    years = {str(int(number) + sign * years) for years in calendars for sign in (1, -1)}
    return any(_digits(match.group()) in years for match in _NUMBER().finditer(other))


def _roman(number: int) -> str:
    figures = ""
    for value, figure in _ROMAN:
        times, number = divmod(number, value)
        figures += times * figure
    return figures


def _is_hour(number: str) -> bool:
    return number.isdigit() and 13 <= int(number) <= 24


def _has_time(parts: Sequence[str], other: str) -> bool:
    """A clock time of 24 hours as one of 12, or the other way round."""
    hour = int(parts[0]) if parts else 0
    hours = {str(hour % 12 or 12), str(hour % 12 + 12), f"{hour % 12:02}"}
    found = {str(int(_digits(part))) for part in re.findall(r"\d+", other)}
    minutes = [part for part in parts[1:] if part.strip("0") and not (part == "30" and _HALF().search(other))]
    return bool(hours & found) and all(str(int(part)) in found for part in minutes)
