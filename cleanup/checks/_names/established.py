"""Words that a language knows: the names of countries, languages and cities, and how common a word is."""

from __future__ import annotations

import re
import threading
from functools import cache

from cleanup.resources import data_file
from cleanup.text import lexicon

_WORTH_KNOWING = 3.0  # Zipf frequency from which a word is known as what it is


def frequency(word: str, language: str) -> float:
    """The Zipf frequency of a word (times in a billion words, log10) in a language; 0 when its list does not have it."""
    table = lexicon.words("Latn")
    if language not in table.languages:
        return 0.0
    number = table.number(word.lower())
    level = table.profile(number).get(table.languages.index(language)) if number >= 0 else None
    return 9 - level / 4 if level is not None else 0.0


_LOCK = threading.Lock()


def known_names(language: str) -> frozenset[str]:
    """The words of the names of countries, languages and cities, as the language has them (CLDR)."""
    with _LOCK:
        return _known_names(language)


@cache
def _known_names(language: str) -> frozenset[str]:
    text = data_file("names/known.tsv").read_text(encoding="utf-8")
    line = re.search(rf"^{re.escape(language)}\t(.*)$", text, re.MULTILINE)
    return frozenset(line[1].split()) if line else frozenset()


def given_names(word: str) -> frozenset[int]:
    """The given names that a folded word may be a spelling of, by number; the same number is one name in sister languages."""
    with _LOCK:
        return _given_names().get(word, frozenset())


@cache
def _given_names() -> dict[str, frozenset[int]]:
    lines = data_file("names/given.tsv").read_text(encoding="utf-8").splitlines()
    found: dict[str, frozenset[int]] = {}
    for number, line in enumerate(line for line in lines if not line.startswith("#")):
        for word in line.split():
            found[word] = found.get(word, frozenset()) | {number}
    return found


def is_established(word: str, language: str | None) -> bool:
    """True when a word is common, or the name of a place, in the language: it may not be meant as a name."""
    code = (language or "en").split("-")[0].lower()
    return word in known_names(code) or (" " not in word and frequency(word, code) >= _WORTH_KNOWING)
