"""The words around a match: what an entry says must not stand there, and the given name that belongs to a surname."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from cleanup.checks._names.entries import Entry
from cleanup.checks._names.matcher import GAP, Match
from cleanup.spans import Span
from cleanup.text.casing import is_caps, upper
from cleanup.text.name_boundaries import HYPHENS
from cleanup.text.quotations import quotations

_REACH = 200  # code points on each side that phrases are looked for in
_SPACE = r"(?!\n[ \t]{0,20}\n)\s"  # not over an empty line
_WORD_GAP = rf"(?:{_SPACE}|&nbsp;|</?[A-Za-z][^<>\n]{{0,100}}>){{1,4}}"
_INITIALS = rf"(?:{GAP}[^\W\d_]\.){{0,2}}"
_STOP = r"(?=\s*(?:[.;:)\]\n]|\Z))"


class Around:
    """What one text holds around its matches; quotations and patterns are looked for once, when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._quoted: list[Span] | None = None
        self._quoted_from: list[int] = []
        self._kept: dict[str, list[Span]] = {}

    def forbids(self, entry: Entry, match: Match) -> bool:
        """True when the entry itself says that this place is to be left alone."""
        if entry.keeps_quotations and self._in_quotation(match):
            return True
        return entry.guarded and (
            (not entry.hyphen_before and match.start > 0 and self.text[match.start - 1] in HYPHENS)
            or self._after_a_word_of(entry, match)
            or self._before_a_word_of(entry, match)
            or self._in_exception(entry, match)
            or self._in_pattern(entry, match)
        )

    def _in_quotation(self, match: Match) -> bool:
        if self._quoted is None:
            self._quoted = quotations(self.text)
            self._quoted_from = [span.start for span in self._quoted]
        number = bisect_right(self._quoted_from, match.start) - 1
        return number >= 0 and match.end <= self._quoted[number].end

    def _after_a_word_of(self, entry: Entry, match: Match) -> bool:
        if not entry.not_after:
            return False
        before = self.text[max(0, match.start - _REACH) : match.start]
        return _after_pattern(entry.not_after).search(before) is not None

    def _before_a_word_of(self, entry: Entry, match: Match) -> bool:
        if not entry.not_before:
            return False
        return _before_pattern(entry.not_before).match(self.text[match.end : match.end + _REACH]) is not None

    def _in_exception(self, entry: Entry, match: Match) -> bool:
        if not entry.exceptions:
            return False
        low = max(0, match.start - _REACH)
        window = self.text[low : match.end + _REACH]
        return any(
            low + found.start() < match.end and match.start < low + found.end()
            for found in _phrases(entry.exceptions).finditer(window)
        )

    def _in_pattern(self, entry: Entry, match: Match) -> bool:
        for pattern in entry.patterns:
            if pattern.pattern not in self._kept:
                self._kept[pattern.pattern] = [Span(*found.span()) for found in pattern.finditer(self.text)]
            if any(span.start < match.end and match.start < span.end for span in self._kept[pattern.pattern]):
                return True
        return False


class Given(NamedTuple):
    """A given name beside a surname, and what it becomes."""

    span: Span
    becomes: str


def given_name(text: str, entry: Entry, match: Match, language: str | None) -> Given | None:
    """The given name that the entry knows, right before the surname or behind it and a comma."""
    if not entry.given_variants:
        return None
    low = max(0, match.start - _REACH)
    found = _given_before(entry.given_variants).search(text[low : match.start])
    offset = low
    if found is None:
        found = _given_behind(entry.given_variants).match(text[match.end : match.end + _REACH])
        offset = match.end
    if found is None:
        return None
    prefer = upper(entry.given_prefer, language) if is_caps(found["given"]) else entry.given_prefer
    return Given(Span(found.start("given"), found.end("given")).shifted(offset), prefer)


def _alternatives(phrases: tuple[str, ...], gap: str = _WORD_GAP) -> str:
    """The phrases, longest first, with any white space between their words."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(gap.join(map(re.escape, phrase.split())) for phrase in ordered)


@lru_cache(maxsize=1024)
def _after_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives(phrases)}){_WORD_GAP}\Z", re.IGNORECASE)


@lru_cache(maxsize=1024)
def _before_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:['’]?s)?(?:{_SPACE}|[,(]){{0,3}}(?:{_alternatives(phrases)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1024)
def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives(phrases)})(?:e?s)?(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1024)
def _given_before(names: tuple[str, ...]) -> re.Pattern[str]:
    either = _alternatives((*names, *(name.upper() for name in names)))
    return re.compile(rf"(?<![\w'’-])(?P<given>{either}){_INITIALS}{GAP}\Z")


@lru_cache(maxsize=1024)
def _given_behind(names: tuple[str, ...]) -> re.Pattern[str]:
    either = _alternatives((*names, *(name.upper() for name in names)))
    return re.compile(rf",[^\S\n]{{1,4}}(?P<given>{either}){_STOP}")
