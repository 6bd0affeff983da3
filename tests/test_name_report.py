"""`cleanup names report`: the names of several texts, and the draft of a rule file that an editor can review."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleanup.cleaner import Cleaner
from cleanup.cli import commands
from cleanup.errors import CleanupError

FIRST = """\
President Alexander Lukashenko spoke in Hrodna. The talks with Lukashenko in Hrodna were short, and Vladimir Makei left.

In the end Pavel Latushko and Linas Linkevičius stayed. Then Viktor Lukashenko came. Many saw Viktar Lukashenko leave.
"""
SECOND = """\
The leader Alyaksandr Lukashenka met the mayor of Grodno. The friends of Uladzimir Makei saw Vladimir Makei in Minsk.

In Warsaw, Latushka said no. See https://example.org/Latushkow and the `Latushkow` file.
"""


def report(folder: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(commands, ["names", "report", "--isolated", *arguments, str(folder)])
    return (2 if isinstance(done.exception, CleanupError) else done.exit_code), done.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.md").write_text(FIRST, encoding="utf-8")
    (tmp_path / "texts" / "b.md").write_text(SECOND, encoding="utf-8")
    return tmp_path


def drafted(folder: Path, *arguments: str) -> str:
    code, _ = report(folder / "texts", "--draft", str(folder / "draft.yaml"), *arguments)
    assert code == 1
    return (folder / "draft.yaml").read_text(encoding="utf-8")


def test_given_names_belong_to_the_surname(folder: Path) -> None:
    text = drafted(folder, "--language", "en", "--no-builtin-rules")
    assert "given: {prefer: Vladimir, variants: [Uladzimir]}" in text
    assert "given: {prefer: Alexander, variants: [Alyaksandr]}" in text
    assert "  Vladimir:" not in text and "Latushkow" not in text
    assert "variants: [Viktor Lukashenka, Viktar Lukashenko," in text  # another bearer of the surname, by the full name
    assert "a.md:1:" in text and "# Lukashenko: 4 times" in text


def test_the_draft_does_what_it_says(folder: Path) -> None:
    for arguments in (["--no-builtin-rules"], []):
        drafted(folder, "--language", "en", *arguments)
        cleaner = Cleaner(language="en", rules=[folder / "draft.yaml"], select=["name-variant"], level="suggested")
        once = cleaner.clean(SECOND).text
        assert "Alexander Lukashenko met the mayor of Hrodna" in once and "friends of Vladimir Makei" in once
        assert "Latushko said" in once and "example.org/Latushkow" in once
        assert cleaner.clean(once).text == once
        assert cleaner.clean(FIRST).text == FIRST.replace("Viktar", "Viktor")
        safe = Cleaner(language="en", rules=[folder / "draft.yaml"], select=["name-variant"], builtin_rules=False)
        assert safe.clean(SECOND).text == SECOND  # until the editor has reviewed it


def test_a_built_in_entry_stays_beside_the_draft(folder: Path) -> None:
    assert '"Lukashenko (draft)":' in drafted(folder, "--language", "en")
    cleaner = Cleaner(language="en", rules=[folder / "draft.yaml"], select=["name-variant"])
    assert cleaner.clean("The decree of Łukaszenka was short.").text == "The decree of Lukashenko was short."


def test_an_entry_of_the_house_decides_and_is_not_replaced(folder: Path) -> None:
    house = folder / "house.yaml"
    house.write_text("check: name-variant\nrules:\n  Grodno: [Hrodna]\n  Makei: [Makey]\n", encoding="utf-8")
    text = drafted(folder, "--language", "en", "--rules", str(house))
    assert "Hrodna:" not in text and "[Hrodna" not in text
    assert "# Your entry Makei has this name already; add to it:" in text
    both = Cleaner(language="en", rules=[house, folder / "draft.yaml"], select=["name-variant"], level="suggested")
    assert "in Grodno" in both.clean(FIRST).text


def test_texts_in_two_languages_are_looked_at_apart(folder: Path) -> None:
    rows = [
        {"text": "The talks with Lukashenko were short.", "lang": "en"},
        {"text": "Die Gespräche mit Lukaschenko waren kurz.", "lang": "de"},
    ]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    code, out = report(folder / "rows.jsonl", "--language-field", "lang")
    assert (code, out) == (0, "0 names in several spellings in 1 text.\n")


def test_a_draft_for_two_languages_is_refused(folder: Path) -> None:
    rows = [
        {"text": "The mayor of Hrodna left. In Grodno nobody knew, and in Hrodna nobody cared.", "lang": "en"},
        {"text": "Les maires de Hrodna et de Grodno partent. La ville de Hrodna dort.", "lang": "fr"},
    ]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    draft = folder / "draft.yaml"
    code, out = report(folder / "rows.jsonl", "--language-field", "lang", "--draft", str(draft))
    assert "In English:" in out and "In French:" in out
    assert code == 2 and not draft.exists()


def test_the_source_decides_which_spellings_belong_together(folder: Path) -> None:
    rows = [
        {
            "text": "The leader Svetlana Tikhanovskaya left. The lawyer Zacharow stayed.",
            "source": "Лидер Светлана Тихановская уехала. Адвокат Захаров остался.",
        },
        {
            "text": "In Vilnius Sviatlana Tsikhanouskaya met Sakharov. Her husband Sergei Tikhanovsky is in jail.",
            "source": "В Вильнюсе Светлана Тихановская встретила Сахарова. Её муж Сергей Тихановский в тюрьме.",
        },
    ]
    path = folder / "rows.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    without = report(path, "--language", "en", "--text-field", "text")[1]
    assert without.startswith("0 names")
    out = report(
        path, "--language", "en", "--text-field", "text", "--source-field", "source", "--source-language", "ru"
    )[1]
    assert "in the source: Тихановская" in out and "Tsikhanouskaya  (once)" in out
    assert "Sakharov  (" not in out and "Tikhanovsky  (" not in out and "Zacharow  (" not in out


def test_what_is_in_the_texts_cannot_break_the_draft(folder: Path) -> None:
    rows = [
        {"text": "The mayor of Hrodna\u0000 left.\nIn Grodno: \ud800 \u2028 - {x: 1} \u0085 # no."},
        {"text": "The road to Hrodna \x1b[31m is long."},
    ]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    code, out = report(folder / "rows.jsonl", "--language", "en", "--draft", str(folder / "draft.yaml"))
    assert code == 1 and "\x1b" not in out
    assert Cleaner(language="en", rules=[folder / "draft.yaml"]).pack.rules


def test_names_without_spellings_are_told() -> None:
    done = CliRunner().invoke(commands, ["names", "spellings", "Минск", "Minsk", "--from", "ru"])
    assert done.exit_code == 0 and "Minsk\n" in done.stdout
    assert done.stderr == 'no spellings of "Minsk" as a name in Russian: no convention is known for its letters\n'
    done = CliRunner().invoke(commands, ["names", "spellings", "Minsk"])
    assert (done.exit_code, done.stdout) == (1, "")
