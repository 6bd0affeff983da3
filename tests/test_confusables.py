"""Letters that look alike: the table, the alphabets, and the folding of words."""

from __future__ import annotations

import json
import unicodedata

import pytest

from cleanup.resources import data_file
from cleanup.text.confusables import CYRILLIC, GREEK, LATIN, at_home, decided, folded, script_of

DATA = json.loads(data_file("confusables.json").read_text(encoding="utf-8"))


def test_pairs_are_of_two_scripts_and_one_case() -> None:
    for letter, twin in DATA["latin"].items():
        assert script_of(letter) in (CYRILLIC, GREEK)
        assert script_of(twin) == LATIN
        assert unicodedata.category(letter) == unicodedata.category(twin)


def test_source_and_versions_are_named() -> None:
    assert "Unicode 13.0.0" in DATA["source"]
    assert "CLDR 48.2.0" in DATA["source"]


@pytest.mark.parametrize(
    ("word", "target", "language", "expected"),
    [
        ("Lukаshenko", LATIN, "en", "Lukashenko"),
        ("вiн", CYRILLIC, "uk", "він"),
        ("вiн", CYRILLIC, "ru", None),  # Russian has no і
        ("yлкен", CYRILLIC, "kk", None),  # Kazakh has у and ү
        ("Aθήνα", GREEK, "el", "Αθήνα"),
        ("TNFα", LATIN, "en", None),  # a sign, not a letter
        ("ProUkraїnu", LATIN, "cs", "ProUkraïnu"),
        ("полon", CYRILLIC, "ru", None),
        ("гead", LATIN, "en", None),  # r in form, g in sound
        ("word", LATIN, "en", "word"),
    ],
)
def test_folding(word: str, target: str, language: str, expected: str | None) -> None:
    assert folded(word, target, language) == expected


def test_letters_that_decide() -> None:
    assert decided("ж", CYRILLIC)
    assert not decided("а", CYRILLIC)
    assert decided("z", LATIN)
    assert not decided("z", CYRILLIC)


def test_alphabets() -> None:
    assert at_home("і", CYRILLIC, "uk-UA")
    assert not at_home("і", CYRILLIC, "ru")
    assert at_home("ц", CYRILLIC, None)
    assert at_home("é", LATIN, "fr")
