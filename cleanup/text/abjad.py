"""Latin spellings of Arabic, Persian and Hebrew names, whose short vowels are not written.

The consonants are what a name is recognised by; between them every short vowel is tried where a syllable needs or may have
one. Tables and their sources: ``rules/romanisation/abjad.yaml``.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from cleanup.resources import rules_folder
from cleanup.text.romanisation_table import read_yaml

_MOST = 1500  # spellings of one name
_OTHERS = 4  # choices of a spelling that are not the usual ones
_MOST_WORDS = 4
_STEM = "^"  # where a word's own letters begin, behind the article
_SHORTEST, _LONGEST = 3, 10  # letters of a word; a shorter one leaves too much open
_POINTS = re.compile(
    r"[\u064b-\u065f\u0670\u0640\u0591-\u05c7\u200c-\u200f]"
)  # vowel signs, the stretching line, joiners
_LOCK = threading.Lock()
_VOWELS = frozenset("aeiou")


class _Table(NamedTuple):
    """One language's letters."""

    languages: frozenset[str]
    short: tuple[str, ...]
    double: frozenset[str]
    open: frozenset[str]
    letters: Mapping[str, tuple[str, ...]]
    vowels: Mapping[str, tuple[str, ...]]
    first: Mapping[str, tuple[str, ...]]
    last: Mapping[str, tuple[str, ...]]
    article: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]

    def knows(self, word: str) -> bool:
        """True when every letter is in the table."""
        return all(any(char in part for part in (self.letters, self.vowels, "".join(self.last))) for char in word)


def abjad_spellings(name: str, language: str | None = None) -> set[str]:
    """The spellings of a name in Arabic or Hebrew letters; none where a word is too short or too long to be told by them.

    >>> {"Mubarak", "Moubarak"} <= abjad_spellings("مبارك", "ar")
    True
    """
    words = _POINTS.sub("", unicodedata.normalize("NFKC", name)).replace("-", " ").split()
    code = (language or "").split("-")[0].lower()
    found: set[str] = set()
    for table in _tables():
        if words and len(words) <= _MOST_WORDS and (not code or code in table.languages):
            slots = [_slots(word, table) for word in words]
            if all(slots):
                joined = [slot for word in slots for slot in (*word, (" ",))]
                found.update(islice(filter(None, map(_as_name, _cheapest(joined))), _MOST))
    return found


def _slots(word: str, table: _Table) -> list[Sequence[str]]:
    """What may stand at each place of a word, the usual first; none where the word cannot be told by its letters."""
    if word in table.words:
        return [table.words[word]]
    before: list[Sequence[str]] = []
    for article, written in table.article.items():
        bare = word.removeprefix(article)
        if bare != word and len(bare) >= _SHORTEST:
            before, word = [written], bare
            break
    if not _SHORTEST <= len(word) <= _LONGEST or not table.knows(word):
        return []
    return [*before, (_STEM,), *_choices(word, table)]


def _as_name(latin: str) -> str:
    """With its capitals; "" for what nobody could say."""
    words = []
    for word in latin.split():
        before, _, stem = word.rpartition(_STEM)
        if _STEM in word and not _can_be_said(stem):
            return ""
        words.append(before + stem[:1].upper() + stem[1:] if _STEM in word else stem)
    return " ".join(words).replace(" +", "")


def _cheapest(choices: Sequence[Sequence[str]]) -> Iterator[str]:
    """The combinations that take the usual choice nearly everywhere, those with the fewest others first."""
    for budget in range(_OTHERS + 1):
        yield from _spending(choices, 0, budget)


def _spending(choices: Sequence[Sequence[str]], at: int, budget: int) -> Iterator[str]:
    """The combinations from ``at`` on that take exactly ``budget`` unusual choices."""
    if at == len(choices):
        if not budget:
            yield ""
        return
    for number, written in enumerate(choices[at]):
        price = min(number, 1)  # the second choice and the last one cost the same
        if price <= budget:
            yield from (written + rest for rest in _spending(choices, at + 1, budget - price))


def _choices(word: str, table: _Table) -> Iterator[Sequence[str]]:
    """For each letter, and each gap between two consonants, what may stand there, the usual first."""
    ending = next((end for end in sorted(table.last, key=len, reverse=True) if word.endswith(end) and word != end), "")
    body = word[: len(word) - len(ending)]
    was_consonant = False
    for number, char in enumerate(body):
        following = body[number + 1] if number + 1 < len(body) else ending[:1]
        is_vowel = char in table.vowels and was_consonant
        if number == 0 and char in table.first:
            yield table.first[char]
            was_consonant = False
        elif is_vowel and not (char in table.letters and following in table.open):
            yield table.vowels[char]
            was_consonant = False
        elif is_vowel:
            # haniya: the letter is the vowel and the glide behind it, or a consonant behind another one (netanyahu)
            glide = table.letters[char][0]
            yield (
                table.vowels[char][0] + glide,
                glide,
                *(short + glide for short in table.short),
                table.vowels[char][0],
            )
            was_consonant = True
        elif char in table.letters:
            if was_consonant:
                yield (*table.short[:1], "", *table.short[1:])
            written = table.letters[char]
            doubled = [w * 2 for w in written[:3] if w in table.double] if number and following else []
            yield (*written, *doubled)
            was_consonant = True
        else:
            yield table.vowels.get(char, ("",))
            was_consonant = False
    if ending:
        if was_consonant and ending[0] not in table.vowels and ending[0] not in table.open:
            yield ("", *table.short)
        yield table.last[ending]


_CLUSTER = re.compile(
    r"^(?:(?!sch|[ck]h|sh|th|dh|gh|zh|dj|tz|ts)[^aeiouy']){2}|[^aeiouy']{5}|[aeiou]{4}|(.)\1\1|[^aeiou'y]{4}$"
)


def _can_be_said(latin: str) -> bool:
    """False for what begins or ends with consonants that no syllable does."""
    return not _VOWELS.isdisjoint(latin) and _CLUSTER.search(latin) is None


def _tables() -> tuple[_Table, ...]:
    with _LOCK:
        return _read_tables()


@cache
def _read_tables() -> tuple[_Table, ...]:
    written = read_yaml(rules_folder() / "romanisation" / "abjad.yaml")
    return tuple(
        _Table(
            frozenset(table["languages"]),
            tuple(table["short"]),
            frozenset(table["double"].split()),
            frozenset(table["open"]),
            *(_listed(table.get(part, {})) for part in ("letters", "vowels", "first", "last", "article", "words")),
        )
        for table in written.values()
    )


def _listed(part: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    return {key: (value,) if isinstance(value, str) else tuple(value) for key, value in part.items()}
