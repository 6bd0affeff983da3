"""Letters that look alike in Latin, Cyrillic and Greek, and the folding of a word to one script.

From Unicode's confusables.txt (UTS #39) and the exemplar characters of CLDR; versions in data/confusables.json, what was
left out and why in tools/build_confusables.py. The file is read at first use.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from cleanup.resources import data_file
from cleanup.text.scripts import primary

LATIN, CYRILLIC, GREEK = "Latn", "Cyrl", "Grek"

# Greek small letters are signs of science beside Latin ones ("TNFα", "ρgh", "νe"); only omicron never is.
_GREEK_IN_LATIN = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο")


@cache
def _data() -> Any:
    return json.loads(data_file("confusables.json").read_text(encoding="utf-8"))


def script_of(letter: str) -> str | None:
    """The script of a letter, of the three that are confused; None for anything else.

    >>> script_of("ж"), script_of("ï"), script_of("5")
    ('Cyrl', 'Latn', None)
    """
    code = ord(letter)
    if code < 0x370:
        return LATIN if letter.isalpha() and letter not in "ªº" else None
    if code < 0x400:
        return GREEK if letter.isalpha() else None
    if code < 0x530:
        return CYRILLIC if letter.isalpha() else None
    if 0x1E00 <= code < 0x1F00:
        return LATIN
    return GREEK if 0x1F00 <= code < 0x2000 and letter.isalpha() else None


@cache
def twins(origin: str, target: str) -> Mapping[str, str]:
    """Letter of script ``origin`` → the letters of script ``target`` that look the same (Latin y is у and ү in Kazakh)."""
    latin: Mapping[str, str] = _data()["latin"]
    if target == LATIN:
        known = _GREEK_IN_LATIN if origin == GREEK else latin.keys()
        return {letter: latin[letter] for letter in known if script_of(letter) == origin}
    found: dict[str, str] = {}
    if origin == LATIN:
        for letter, twin in latin.items():
            if script_of(letter) == target:
                found[twin] = found.get(twin, "") + letter
    return found


def at_home(letter: str, script: str, language: str | None) -> bool:
    """True when the language is written with this letter; where its alphabet is not known, when any language is."""
    tag = primary(language) if language else ""
    if script == LATIN:
        return letter.isascii() or letter in _data()["beyond_ascii"].get(tag, "")
    alphabets = _data()["alphabets"]
    if tag in alphabets:
        return letter in alphabets[tag]
    return any(letter in alphabet for other, alphabet in alphabets.items() if (other == "el") == (script == GREEK))


def folded(word: str, target: str, language: str | None) -> str | None:
    """The word with the look-alikes of other scripts put in letters of ``target``; None when one of them has no twin there, or two.

    >>> folded("Lukаshenko", "Latn", "en"), folded("вiн", "Cyrl", "uk"), folded("вiн", "Cyrl", "ru")
    ('Lukashenko', 'він', None)
    """
    letters = []
    for letter in word:
        origin = script_of(letter)
        if origin is None or origin == target:
            letters.append(letter)
            continue
        choice = [twin for twin in _twins_of(letter, origin, target) if at_home(twin, target, language)]
        if len(choice) != 1:
            return None
        letters += choice
    return "".join(letters)


def _twins_of(letter: str, origin: str, target: str) -> str:
    table = twins(origin, target)
    if letter in table:
        return table[letter]
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if not marks:
        return ""
    joined = (unicodedata.normalize("NFC", twin + "".join(marks)) for twin in table.get(base, ""))  # ї → ï, ë → ё
    return "".join(twin for twin in joined if len(twin) == 1)


def decided(letter: str, target: str) -> bool:
    """True when the letter, one of script ``target``, has no twin in another script: it shows what the word was meant to be."""
    others = (script for script in (LATIN, CYRILLIC, GREEK) if script != target)
    return script_of(letter) == target and not any(_twins_of(letter, target, other) for other in others)
