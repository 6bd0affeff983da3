"""Chinese names in Latin letters: pinyin and Wade-Giles, the surname first or last, the given name joined, hyphenated, apart."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import cache
from itertools import product

from cleanup.resources import data_file, rules_folder
from cleanup.text.romanisation_table import Table, read_table, read_yaml, transcribed

_HAN = re.compile(r"[\u4e00-\u9fff]{1,4}")  # surnames of two characters and given names of two are the longest
_LONGEST_SYLLABLE = 6  # letters of Palladius: чжуань
_LOCK = threading.Lock()


def chinese_spellings(name: str) -> set[str]:
    """The spellings of a name of one to four Chinese characters; none when a character has no reading here.

    >>> sorted(chinese_spellings("毛泽东"))[:2]
    ['Mao Tse Tung', 'Mao Tse-tung']
    """
    if _HAN.fullmatch(name) is None:
        return set()
    with _LOCK:
        readings, surnames = _readings(), _surnames()
    length = 2 if len(name) > 2 and name[:2] in surnames[1] else 1
    pinyin = [readings.get(char, "") for char in name]
    if not all(pinyin):
        return set()
    found = {_joined(pinyin).capitalize(), "-".join(_wade_giles(pinyin)[0]).capitalize()}
    if len(name) > length:
        pinyin[0] = surnames[0].get(name[0], pinyin[0]) if length == 1 else pinyin[0]
        for syllables in (pinyin, *_wade_giles(pinyin)):
            found.update(_full_names(syllables[:length], syllables[length:]))
    return found


def from_palladius(name: str) -> set[str]:
    """The spellings of a Chinese name as Russian writes it: a surname, and a given name of one or two syllables.

    >>> {"Xi Jinping", "Hsi Chin-p'ing"} <= from_palladius("Си Цзиньпин")
    True
    """
    words = name.lower().split()
    if len(words) != 2 or not all(map(str.isalpha, words)):
        return set()  # a single word of such syllables may be anything: Ван, Ли, Дин
    with _LOCK:
        doubled = {tuple(_readings().get(char, "") for char in pair) for pair in _surnames()[1]}
        surnames, givens = (_fewest(list(_syllables(word, _of_palladius()))) for word in words)
    found: set[str] = set()
    for surname, given in product(surnames, givens):
        if (len(surname) == 1 or tuple(surname) in doubled) and len(given) <= 2:
            for syllables in ([*surname, *given], *_wade_giles([*surname, *given])):
                found.update(_full_names(syllables[: len(surname)], syllables[len(surname) :]))
    return found


def _fewest(readings: list[list[str]]) -> list[list[str]]:
    """The readings with the fewest syllables: Чжоу is zhou, not zhuo-wu."""
    least = min(map(len, readings), default=0)
    return [reading for reading in readings if len(reading) == least]


def _syllables(word: str, table: dict[str, list[str]]) -> Iterator[list[str]]:
    """Every way to read a word as syllables of the table."""
    if not word:
        yield []
        return
    for length in range(1, min(len(word), _LONGEST_SYLLABLE) + 1):
        for syllable in table.get(word[:length], ()):
            yield from ([syllable, *rest] for rest in _syllables(word[length:], table))


@cache
def _of_palladius() -> dict[str, list[str]]:
    """Syllable in Cyrillic → the pinyin syllables that are written so; only those that a character is read as."""
    facts = read_yaml(rules_folder() / "romanisation" / "palladius.yaml")
    whole = {key: [value] if isinstance(value, str) else value for key, value in facts["syllables"].items()}
    known = set(_readings().values())
    found: dict[str, list[str]] = {}
    for initial, final in product(facts["initials"], facts["finals"]):
        if initial + final in known:
            whole.setdefault(initial + final, [facts["initials"][initial] + facts["finals"][final]])
    for pinyin in sorted(known & whole.keys()):
        for cyrillic in whole[pinyin]:
            found.setdefault(cyrillic, []).append(pinyin)
    return found


def _full_names(surname: list[str], given: list[str]) -> Iterator[str]:
    last = _joined(surname).capitalize()
    for first in (
        _joined(given).capitalize(),
        "-".join(given).capitalize(),
        " ".join(part.capitalize() for part in given),
    ):
        yield f"{last} {first}"
        yield f"{first} {last}"


def _joined(syllables: list[str]) -> str:
    """Joined as ISO 7098 joins them: an apostrophe before a syllable that begins with a vowel."""
    return "".join(f"'{s}" if number and s[0] in "aoe" else s for number, s in enumerate(syllables))


def _wade_giles(pinyin: list[str]) -> list[list[str]]:
    """The syllables in Wade-Giles, with apostrophes and as most print them, without."""
    with _LOCK:
        table = _wade_giles_table()
    choices = [list(transcribed(syllable, table)) for syllable in pinyin]
    return [[some[0] for some in choices], [some[-1].replace("ü", "u") for some in choices]]


@cache
def _readings() -> dict[str, str]:
    lines = data_file("names/han.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {char: reading for reading, chars in pairs for char in chars}


@cache
def _surnames() -> tuple[dict[str, str], frozenset[str]]:
    facts = read_yaml(rules_folder() / "romanisation" / "wade-giles.yaml")
    return facts["surnames"], frozenset(facts["two-characters"].split())


@cache
def _wade_giles_table() -> Table:
    letters = read_yaml(rules_folder() / "romanisation" / "wade-giles.yaml")["wade-giles"]
    return read_table("wade-giles", ["zh"], {k: [v] if isinstance(v, str) else v for k, v in letters.items()})
