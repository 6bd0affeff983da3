"""By-lines and dates that are told by their own form: "By Anna Smith, Kyiv", "Автор: Олена Коваль", "12. Mai 2024, 14:30 Uhr".

What begins like a by-line is mostly a sentence ("By Tuesday the water had gone"), a headline ("Von Mäusen und Menschen") or a
caption. Told are lines in which whole names stand, first name and surname, and nothing but names and dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cleanup.records import record
from cleanup.rulepack import Rule
from cleanup.text.bylines import PARTICLES
from cleanup.text.patterns import later
from cleanup.text.phrases import ELLIPSIS, PhraseBook, folded

LONGEST = 70  # code points of a by-line
NAME = range(2, 5)  # words of a person's name with a small or capital first letter
UNCASED = 6  # words, or UNSPACED letters, of names in a script without capitals
UNSPACED = 12
SHORT = 4  # letters of a word of a date that no date begins with: "de", "um"
WORDS_OF_DATE = 9  # "Sonntag, den 12. Mai 2024, um 14:30 Uhr"

_LABEL = later(r"[:：]")
_DIVIDER = later(r"\s*(?:[,،、;|/·•&–—]|\s-\s|\s(?:and|und|et|y|e|i|a|и|та|й|і|ve|with|mit)\s)\s*")
_WORD = later(r"[^\W\d_](?:[^\W\d_]|[.'’\-\u0300-\u036f])*")
_DATE_PIECE = later(r"[^\W\d_]+|\d+")
_CALENDAR = later(
    r"(?<!\d)(?:\d{1,2}(?P<sign>[./-])\d{1,2}(?P=sign)(?:19|20)\d\d|(?:19|20)\d\d(?P<mark>[./-])\d{1,2}(?P=mark)\d{1,2})(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d[ ]?年[ ]?\d{1,2}[ ]?月[ ]?\d{1,2}[ ]?日"
)
_YEAR = later(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = later(r"(?<!\d)\d{1,2}(?!\d)")
_LONG_WORD = later(r"[^\W\d_]{3}")
_TIME = later(r"(?<!\d)\d{1,2}[:.]\d\d(?![\d.])")
_ENDS = tuple(".!?…。！？؟")


class Label(NamedTuple):
    """What a by-line begins with: its rule, and how many words it is; 0 for one that ends with a colon."""

    rule: Rule
    words: int


@record
class Alone:
    """The by-lines in force, the words of dates, and those that no name begins with, all without case."""

    labels: PhraseBook[Label]
    date: Rule | None
    of_dates: frozenset[str]
    no_names: frozenset[str]

    def byline(self, line: str) -> Rule | None:
        """The rule of a line that is a by-line from end to end."""
        if len(line) > LONGEST or line.endswith(_ENDS) or not self.labels.may_hold(line):
            return None  # the common case
        line = line.strip().strip("*_").strip()
        label = self.labels.get(folded(line))
        if label is None:
            return None
        if label.words:
            names = line.split(maxsplit=label.words)[label.words :]
        else:
            names = _LABEL().split(line, maxsplit=1)[1:]
        return label.rule if names and self._are_names(names[0].strip(" :：")) else None

    def _are_names(self, text: str) -> bool:
        """True for a whole name, and what stands behind it: more names, a place, a date."""
        first, *others = _DIVIDER().split(text)
        if not first or any(
            word.casefold().strip(".") in self.of_dates for word in _WORD().findall(text[: len(first)])
        ):
            return False
        if not any(map(str.isupper, text)):  # a script without capitals
            return (
                any(map(str.isalpha, text))
                and not any(map(str.islower, text))
                and len(text.split()) <= UNCASED
                and _is_short(text)
            )
        return self._is_name(first.split()) and all(self._is_place(other) or self.is_date(other) for other in others)

    def _is_name(self, words: Sequence[str]) -> bool:
        big = [word for word in words if word[0].isupper()]
        return (
            len(words) in NAME
            and len(big) >= min(NAME)
            and words[0].casefold() not in self.no_names
            and all(word[0].isupper() or word in PARTICLES for word in words)
            and all(map(_WORD().fullmatch, words))
        )

    def _is_place(self, text: str) -> bool:
        """True for one name more, a place or an agency."""
        words = text.split()
        return len(words) <= max(NAME) and all(word[0].isupper() or word in PARTICLES for word in words)

    def is_date(self, text: str) -> bool:
        """True for a day of a year, with or without a time, and nothing else."""
        if len(text) > LONGEST or not _YEAR().search(text):
            return False  # the common case
        if len(text.split()) > WORDS_OF_DATE or any(piece.casefold() not in self.of_dates for piece in _words(text)):
            return False
        if _CALENDAR().search(text):
            return True
        rest = _TIME().sub("", text)
        return "年" not in rest and all(pattern().search(rest) for pattern in (_YEAR, _DAY, _LONG_WORD))


def has_time(line: str) -> bool:
    """True for a date with a time of day, which no letter begins with."""
    return _TIME().search(_CALENDAR().sub("", line)) is not None


def _words(text: str) -> list[str]:
    return [piece for piece in _DATE_PIECE().findall(text) if not piece.isdigit()]


def _is_short(text: str) -> bool:
    return len(text) <= UNSPACED or " " in text


def alone(rules: Sequence[Rule], date: Rule | None) -> Alone:
    """What the entries say of by-lines and dates."""

    def words(field: str) -> frozenset[str]:
        return frozenset(word.casefold() for rule in rules for word in rule.texts(field))

    labels = [(phrase, Label(rule, _count(phrase))) for rule in rules for phrase in rule.texts("byline")]
    return Alone(PhraseBook(labels), date, words("date"), words("no-names"))


def openings(rules: Sequence[Rule]) -> list[tuple[str, Rule]]:
    """What such lines begin with, for a first glance."""
    return [(phrase, rule) for rule in rules for phrase in rule.texts("byline")] + [
        (f"{word} {ELLIPSIS}", rule)
        for rule in rules
        for word in rule.texts("date")
        if len(word) > SHORT or word[0].isupper()
    ]


def _count(phrase: str) -> int:
    head = phrase.split(ELLIPSIS)[0].strip()
    return 0 if re.search(r"[:：]\Z", head) else len(head.split())
