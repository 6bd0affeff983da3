"""The built-in packs of people: every entry says which items of Wikidata or which word lists its name is from, and it is true."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cleanup import Cleaner
from cleanup.resources import rules_folder
from cleanup.text.romanisation_table import read_yaml

FOLDER = rules_folder() / "name-variant"
TOOLS = rules_folder().parent / "tools"
BY_HAND = read_yaml(TOOLS / "names_by_hand.yaml")
FILES = [FOLDER / f"{region}.yaml" for region in BY_HAND["people"]]
FILES += [FOLDER / f"people-{language}.yaml" for language in BY_HAND["press"]]
# A comment with the originals and the items or lists, then the entry: its id, and behind a space the language of its press.
ENTRY = re.compile(
    r"""
    ^\ \ \#\ (?P<natives>[^:\n]+):\ (?:
        Wikidata\ (?P<items>[Q\d+,\ ]+?)(?:\ \((?P<other_gender>\w+)\))?
        | wordfreq\ 3\.1\.1\ (?P<lists>[a-z,\ ]+)
    )\n
    \ \ (?P<prefer>[^:\n(]+?)(?:\ \((?P<press>\w\w)\))?:
    """,
    re.MULTILINE | re.VERBOSE,
)
ENTRIES = re.compile(r"^  [^ #]", re.MULTILINE)


@cache
def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_person_names_its_proof(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    header = text.replace("\n# ", " ")
    assert tool("names_wikidata").SOURCE in header
    assert tool("names_wordfreq").SOURCE in header
    entries = list(ENTRY.finditer(text))
    assert len(entries) == len(ENTRIES.findall(text)) > 10
    for entry in entries:
        if entry["lists"]:
            _is_in_the_lists(entry)
        else:
            _is_in_the_items(entry)


def _is_in_the_items(entry: re.Match[str]) -> None:
    names = tool("names_wikidata").read()
    natives, parts = entry["natives"].split(", "), entry["items"].split(" + ")
    words = entry["prefer"].split() if len(parts) > 1 else [entry["prefer"]]
    for place, (latin, items) in enumerate(zip(words, parts, strict=True)):
        held = [names.attesting(latin, native.split()[place] if len(parts) > 1 else native) for native in natives]
        assert all(found for found, _ in held), entry[0]
        assert set(items.split(", ")) <= {item for found, _ in held for item in found}, entry[0]
        assert entry["other_gender"] in (None, *(form for _, form in held)), entry[0]


def _is_in_the_lists(entry: re.Match[str]) -> None:
    """The original in its own list, the spelling in that of the entry's language and no other as often, and one makes the other."""
    *own, language = entry["lists"].split(", ")
    assert language == (entry["press"] or "en"), entry[0]
    names = tool("names_wordfreq").read()
    originals = [(tag, native) for native in entry["natives"].split(", ") for tag in own]
    held = names.attesting(entry["prefer"], originals, language)
    assert {native for _, native in held} == set(entry["natives"].split(", ")), entry[0]
    assert {tag for tag, _ in held} == set(own), entry[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_word_lists_alone_prove_is_suggested_only(path: Path) -> None:
    rules = read_yaml(path)["rules"]
    for entry in ENTRY.finditer(path.read_text(encoding="utf-8")):
        if entry["lists"]:
            name = f"{entry['prefer']} ({entry['press']})" if entry["press"] else entry["prefer"]
            assert rules[name]["applies"] == "suggested", name


def test_a_spelling_that_a_language_does_not_prefer_is_not_proved() -> None:
    def lists(*zipfs: float) -> Any:
        latin = dict(zip(["sergeyev", "sergeev", "sergejew"], zipfs, strict=True))
        return tool("names_wordfreq").Words(
            {("ru", "сергеев"): 3.0} | {("en", word): zipf for word, zipf in latin.items() if zipf}
        )

    original = [("ru", "Сергеев")]
    assert lists(2.0, 1.9, 0.0).attesting("Sergeyev", original, "en") == original
    assert lists(1.9, 2.0, 0.0).attesting("Sergeyev", original, "en") == []
    assert lists(2.0, 2.0, 0.0).attesting("Sergeyev", original, "en") == []
    assert lists(0.0, 0.0, 0.0).attesting("Sergeyev", original, "en") == []
    assert lists(2.0, 0.0, 0.0).attesting("Sergeyev", [("ru", "Сергиев")], "en") == []
    assert lists(2.0, 0.0, 0.0).attesting("Sergeyev", [("be", "Сергеев")], "en") == []


def test_every_list_of_a_region_is_of_use() -> None:
    for path in FILES:
        assert len(ENTRIES.findall(path.read_text(encoding="utf-8"))) >= (15 if "people" in path.stem else 20), (
            path.stem
        )


def test_a_name_of_others_is_not_a_variant() -> None:
    names = tool("names_wikidata").Names(
        ["lavrov, lawrow, лавров => Q1\n", "lawrow => Q2\n", "lavrova, лаврова => Q3\n"]
    )
    assert names.is_of_others("Lawrow", "Lavrov", ["Лавров"])
    assert not names.is_of_others("Lavrova", "Lavrov", ["Лавров"])
    assert tool("names_wikidata").Names(list(names.extract())).is_of_others("Lawrow", "Lavrov", ["Лавров"])


def test_his_name_is_proof_of_hers() -> None:
    names = tool("names_wikidata").Names(["navalny, навальный => Q1\n"])
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
        ("en", "Solschenizyn, Chodorkowski and Kaddáfí", "Solzhenitsyn, Khodorkovsky and Gaddafi"),
        ("de", "Khodorkovsky und Politkovskaya", "Chodorkowski und Politkowskaja"),
        ("fr", "Yeltsin et Solzhenitsyn", "Eltsine et Soljenitsyne"),
    ],
)  # fmt: skip
def test_people_by_language(language: str, text: str, right: str) -> None:
    assert Cleaner(language=language, select=["name-variant"], level="suggested").clean(text).text == right


def test_a_policy_replaces_no_entry_that_is_on_by_default() -> None:
    """An entry of the same id would take the other one's variants away, and so would a name in two packs."""
    ids = [name for path in FOLDER.rglob("*.yaml") for name in read_yaml(path)["rules"]]
    assert len(ids) == len(set(ids))
