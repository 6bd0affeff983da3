"""Numbers, percentages and amounts of money, and numbers in the figures of another script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from cleanup.checks._convention.common import SPACES, Numbers, finding, lines_with, matches
from cleanup.document import Segment
from cleanup.edits import Applicability
from cleanup.findings import Finding
from cleanup.spans import Span
from cleanup.text.patterns import later
from cleanup.text.scripts import primary, scripts_of

HABIT = 4  # numbers of one kind for each of the other, to be the habit of a text whose language has both

# Not in a list, a range, a score, a bracketed pair.
_ALONE = r"(?<![\w.,:/\-–+(\[])"
# A decimal comma: one or two figures behind it (three may be a thousand), groups of three before it.
_WITH_COMMA = later(
    rf"{_ALONE}(?P<whole>\d{{1,3}}(?:[.{SPACES}]\d{{3}})+|\d{{1,4}}),(?P<part>\d{{1,2}})(?![\d:/)\]]|[.,\-–]\d)"
)
_LIST_GOES_ON = later(r" (?:and|or|&|to) \d")  # "figures 1,2 and 3"
_WITH_POINT = later(
    rf"{_ALONE}(?P<whole>\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}})\.(?P<part>\d{{1,2}})(?![\d:/)\]]|[.,\-–]\d)"
    r"(?P<percent>[ \u00a0\u202f]?%)?"
)
# Two groups of three cannot be a fraction.
_GROUPS_WITH_POINT = later(rf"{_ALONE}\d{{1,3}}(?:\.\d{{3}}){{2,5}}(?![\w/)\]]|[.,:\-–]\w)")
_GROUPS_WITH_COMMA = later(rf"{_ALONE}\d{{1,3}}(?:,\d{{3}}){{2,5}}(?![\w/)\]]|[.,:\-–]\w)")
_PERCENT_BEFORE = later(r"%(?<![^\s(\"“«]%)(?P<number>\d{1,3}(?:[.,]\d{1,3})?)(?![\w%])")
_PERCENT_BEHIND = later(r"(?<![\w.,:/\-–+%])(?P<number>\d{1,3}(?:[.,]\d{1,3})?)[ \u00a0\u202f]?%(?!\w)")
_AMOUNT = r"(?P<number>\d{1,3}(?:[,.\u00a0\u202f]\d{3})*(?:[.,]\d{1,2})?)"
_GAP = r"(?P<gap>[ \u00a0\u202f]?)"
_SIGN_BEHIND = later(rf"(?<![\w.,$€£¥]){_AMOUNT}{_GAP}(?P<sign>[€£¥$])(?!\w)")
_SIGN_BEFORE = later(rf"(?<![\w.,$€£¥])(?P<sign>[€£¥$]){_GAP}{_AMOUNT}(?![\w$€£¥])")
_OTHER_FIGURES = later("(?:(?![0-9\uff10-\uff19])\\d)+(?:[.,\u066b\u066c](?:(?![0-9\uff10-\uff19])\\d)+)*")
SIGNS_OF_MONEY = "€£¥$"
SIGN_OF_MONEY = later(f"[{SIGNS_OF_MONEY}]")
_PERCENT = later("%")


def numbers(segment: Segment, facts: Numbers, lines: Iterable[Span]) -> Iterator[Finding]:
    """Numbers with the decimal or grouping mark of another language."""
    text = segment.text
    if facts.decimal == ".":
        found = [(match, _pointed(match, facts.group)) for match in _with_comma(text, lines)]
        grouped = [match for match in matches(_GROUPS_WITH_POINT(), text, lines) if not _is_address(match.group())]
        right = _WITH_POINT()
    elif facts.decimal == ",":
        points = [m for m in matches(_WITH_POINT(), text, lines) if "," in m["whole"] or m["percent"]]
        found = [(match, match["whole"].replace(",", facts.group) + "," + match["part"]) for match in points]
        grouped = [*matches(_GROUPS_WITH_COMMA(), text, lines)]
        right = _WITH_COMMA()
    else:
        return
    found += [(match, match.group().replace(facts.decimal, facts.group)) for match in grouped]
    shown = bool(found) and right.search(text) is not None
    for match, new in found:
        yield _number(segment, match, new, shown)


def _is_address(number: str) -> bool:
    """True for "192.168.100.200"."""
    parts = number.split(".")
    return len(parts) == 4 and all(int(part) <= 255 for part in parts)


def numbers_of_two_habits(segment: Segment) -> Iterator[Finding]:
    """The same for a language that is written both ways: what the text does hardly ever is wrong in it."""
    text = segment.text
    commas = [*_with_comma(text, (Span(0, len(text)),))]
    points = [match for match in _WITH_POINT().finditer(text) if "," in match["whole"] or match["percent"]]
    if points and len(commas) >= HABIT * len(points):
        for match in points:
            yield _number(segment, match, match["whole"].replace(",", ".") + "," + match["part"], True)
    elif commas and len(points) >= HABIT * len(commas):
        for match in commas:
            yield _number(segment, match, _pointed(match, ","), True)


def _with_comma(text: str, lines: Iterable[Span]) -> Iterator[re.Match[str]]:
    for match in matches(_WITH_COMMA(), text, lines):
        if len(match.group()) > len("1,2") or not _LIST_GOES_ON().match(text, match.end()):
            yield match


def _pointed(match: re.Match[str], group: str) -> str:
    return re.sub(r"\D", group, match["whole"]) + "." + match["part"]


def _number(segment: Segment, match: re.Match[str], new: str, shown: bool) -> Finding:
    span = Span(match.start(), match.end("part") if "part" in match.re.groupindex else match.end())
    message = f"“{span.of(segment.text)}” is written in the way of another language"
    return finding(segment, span, "number", message, new, Applicability.SUGGESTED if shown else None)


def percents(segment: Segment, facts: Numbers) -> Iterator[Finding]:
    """Percent signs on the other side of the number."""
    text = segment.text
    if not facts.percent.startswith("%"):
        for match in _PERCENT_BEFORE().finditer(text):
            new = match["number"] + facts.percent.lstrip("#,0")
            message = "the percent sign stands behind the number"
            yield finding(segment, Span(*match.span()), "percent", message, new, Applicability.SUGGESTED)
        return
    level = Applicability.SUGGESTED if _PERCENT_BEFORE().search(text) else None
    for match in matches(_PERCENT_BEHIND(), text, lines_with(text, partial(_PERCENT().search, text))):
        new = facts.percent.partition("#")[0] + match["number"]
        yield finding(segment, Span(*match.span()), "percent", "the percent sign stands before the number", new, level)


def money(segment: Segment, facts: Numbers, lines: Iterable[Span]) -> Iterator[Finding]:
    """Currency signs on the other side of the amount: in English, and in languages that have them behind.

    Not in Cyrillic letters, where papers write "$50 млн" whatever CLDR says, nor in Bengali, of which the same was seen.
    """
    language = primary(segment.language or "")
    if language == "en":
        wrong, right, where = _SIGN_BEHIND(), _SIGN_BEFORE(), "the sign stands before the amount in English"
    elif facts.sign == "after" and scripts_of(language)[0] in ("Latn", "Grek"):
        wrong, right, where = _SIGN_BEFORE(), _SIGN_BEHIND(), "the sign stands behind the amount"
    else:
        return
    found = [*matches(wrong, segment.text, lines)]
    level = Applicability.SUGGESTED if found and right.search(segment.text) else None
    for match in found:
        new = match["sign"] + match["number"] if language == "en" else f"{match['number']}\u00a0{match['sign']}"
        yield finding(segment, Span(*match.span()), "currency", where, new, level)


def other_figures(segment: Segment, facts: Numbers | None) -> Iterator[Finding]:
    """Numbers in the figures of another script; not in a passage of that script, which another check sees."""
    text = segment.text
    marks: Sequence[tuple[str, str]] = (
        ("\u066b", facts.decimal if facts else "."),
        ("\u066c", facts.group if facts else ","),
    )
    for match in _OTHER_FIGURES().finditer(text):
        around = text[max(0, match.start() - 3) : match.start()] + text[match.end() : match.end() + 3]
        if any(_has_figures_of_its_own(character) for character in around):
            continue
        new = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in match.group())
        for mark, ours in marks:
            new = new.replace(mark, ours)
        message = f"“{match.group()}” is written in figures of another script"
        yield finding(segment, Span(*match.span()), "figures", message, new, None)


def _has_figures_of_its_own(character: str) -> bool:
    """A letter of a script from Arabic to Burmese, Khmer or Mongolian."""
    return character.isalpha() and ("\u0600" <= character <= "\u109f" or "\u1780" <= character <= "\u18af")
