"""The built-in packs of people: every entry says which items of Wikidata its name is from, and it is true."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from cleanup import Cleaner
from cleanup.resources import rules_folder
from cleanup.text.romanisation_table import read_yaml

FOLDER = rules_folder() / "name-variant"
TOOLS = rules_folder().parent / "tools"
BY_HAND = read_yaml(TOOLS / "names_by_hand.yaml")
FILES = [FOLDER / f"{region}.yaml" for region in BY_HAND["people"]]
FILES += [FOLDER / f"people-{language}.yaml" for language in BY_HAND["press"]]
# A comment with the originals and the items, then the entry: its id, and behind a space the language of its press.
ENTRY = re.compile(
    r"""
    ^\ \ \#\ (?P<natives>[^:\n]+):\ Wikidata\ (?P<items>[Q\d+,\ ]+?)(?:\ \((?P<other_gender>\w+)\))?\n
    \ \ (?P<prefer>[^:\n(]+?)(?:\ \(\w\w\))?:
    """,
    re.MULTILINE | re.VERBOSE,
)
ENTRIES = re.compile(r"^  [^ #]", re.MULTILINE)


@cache
def wikidata() -> ModuleType:
    spec = importlib.util.spec_from_file_location("names_wikidata", TOOLS / "names_wikidata.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_person_names_items_that_hold_both_spellings(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert wikidata().SOURCE in text.replace("\n# ", " ")
    names = wikidata().read()
    entries = list(ENTRY.finditer(text))
    assert len(entries) == len(ENTRIES.findall(text)) > 10
    for entry in entries:
        natives, parts = entry["natives"].split(", "), entry["items"].split(" + ")
        words = entry["prefer"].split() if len(parts) > 1 else [entry["prefer"]]
        for place, (latin, items) in enumerate(zip(words, parts, strict=True)):
            held = [names.attesting(latin, native.split()[place] if len(parts) > 1 else native) for native in natives]
            assert all(found for found, _ in held), entry[0]
            assert set(items.split(", ")) <= {item for found, _ in held for item in found}, entry[0]
            assert entry["other_gender"] in (None, *(form for _, form in held)), entry[0]


def test_every_list_of_a_region_is_of_use() -> None:
    for path in FILES:
        assert len(ENTRIES.findall(path.read_text(encoding="utf-8"))) >= (15 if "people" in path.stem else 20), (
            path.stem
        )


def test_a_name_of_others_is_not_a_variant() -> None:
    names = wikidata().Names(["lavrov, lawrow, лавров => Q1\n", "lawrow => Q2\n", "lavrova, лаврова => Q3\n"])
    assert names.is_of_others("Lawrow", "Lavrov", ["Лавров"])
    assert not names.is_of_others("Lavrova", "Lavrov", ["Лавров"])
    assert wikidata().Names(list(names.extract())).is_of_others("Lawrow", "Lavrov", ["Лавров"])


def test_his_name_is_proof_of_hers() -> None:
    names = wikidata().Names(["navalny, навальный => Q1\n"])
    assert names.attesting("Navalnaya", "Навальная") == (["Q1"], "Навальный")
    assert names.attesting("Navalskaya", "Навальская") == ([], "")


@pytest.mark.parametrize(
    ("language", "text", "right"),
    [
        ("en", "Nawalny and Tschechow", "Navalny and Chekhov"),
        ("en", "Si Tszinpin met Chamieniei", "Xi Jinping met Khamenei"),
        ("en", "Rachid Taha, Zbigniew Ostrowski and Lisa Petrossian", "Rachid Taha, Zbigniew Ostrowski and Lisa Petrossian"),
        ("de", "Wladimir Tschechow und Juri Gagarin", "Wladimir Tschechow und Juri Gagarin"),
        ("cs", "Shevchenko a Zinchenko", "Ševčenko a Zinčenko"),
    ],
)  # fmt: skip
def test_people_by_language(language: str, text: str, right: str) -> None:
    assert Cleaner(language=language, select=["name-variant"], level="suggested").clean(text).text == right


def test_a_policy_replaces_no_entry_that_is_on_by_default() -> None:
    """An entry of the same id would take the other one's variants away, and so would a name in two packs."""
    ids = [name for path in FOLDER.rglob("*.yaml") for name in read_yaml(path)["rules"]]
    assert len(ids) == len(set(ids))
