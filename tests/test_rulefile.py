"""Rule files: what is read, and the error that every kind of mistake gets (recorded in ``errors/``)."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import REPOSITORY

import cleanup
from cleanup import RuleFileError

ERRORS = REPOSITORY / "tests" / "errors"


def rules(tmp_path: Path, text: str, name: str = "house.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", sorted(ERRORS.glob("*.yaml")), ids=lambda path: path.stem)
def test_recorded_errors(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ERRORS)
    with pytest.raises(RuleFileError) as caught:
        cleanup.Cleaner(rules=[path.name])
    assert str(caught.value) + "\n" == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_all_problems_of_all_files_at_once(tmp_path: Path) -> None:
    rules(tmp_path, "check: nothing\n", "a.yaml")
    rules(tmp_path, "check: quotes\nlanguag: en\noptions: {styl: keep}\n", "b.yaml")
    with pytest.raises(RuleFileError) as caught:
        cleanup.load_rules(tmp_path)
    assert [problem.place.line for problem in caught.value.problems] == [1, 2, 3]


def test_everything_is_a_text(tmp_path: Path) -> None:
    path = rules(tmp_path, "check: name-variant\nlanguage: [no]\nrules:\n  1.10: [on, 1e3]\n")
    (rule,) = cleanup.load_rules(path).rules
    assert rule.languages == ("no",)
    assert rule.id == "1.10"
    assert rule.texts("variants") == ("on", "1e3")


def test_a_later_pack_replaces_and_disables(tmp_path: Path) -> None:
    first = rules(tmp_path, "check: name-variant\nrules:\n  Kyiv: [Kiev]\n  Minsk: [Mensk]\n", "1.yaml")
    later = rules(tmp_path, "check: name-variant\ndisable: [Minsk]\nrules:\n  Kyiv: [Kijew]\n", "2.yaml")
    pack = cleanup.load_rules([first, later])
    assert [(rule.id, rule.texts("variants")) for rule in pack.rules] == [("Kyiv", ("Kijew",))]


def test_sections_of_several_checks_in_one_file(tmp_path: Path) -> None:
    path = rules(
        tmp_path, "check: quotes\noptions:\n  style: locale\n---\ncheck: name-variant\nrules:\n  Kyiv: [Kiev]\n"
    )
    result = cleanup.clean('"Kiev," he said.', language="en", rules=[path], select=["quotes", "name-variant"])
    assert result.text == "“Kyiv,” he said."


def test_an_entry_for_a_language_is_for_its_varieties(tmp_path: Path) -> None:
    path = rules(tmp_path, "check: name-variant\nlanguage: [en]\nrules:\n  Kyiv: [Kiev]\n")
    for language, expected in (("en-GB", "Kyiv"), ("de", "Kiev")):
        cleaner = cleanup.Cleaner(language=language, rules=[path], builtin_rules=False, select=["name-variant"])
        assert cleaner.clean("Kiev").text == expected


def test_allow_lists_hold_words_and_patterns(tmp_path: Path) -> None:
    text = "Сегодня мир, сказал он: [едут]. The Лукашенко order."
    found = cleanup.check(text, language="en", select=["untranslated"])
    path = rules(tmp_path, "check: untranslated\nallow: [/.*/]\n")
    allowed = cleanup.check(text, language="en", rules=[path], select=["untranslated"])
    assert found.findings
    assert {d.outcome.value for d in allowed.decisions} == {"suppressed"}
    assert all("house.yaml" in d.by for d in allowed.decisions)


def test_a_pattern_without_end_is_stopped_and_the_run_goes_on(tmp_path: Path) -> None:
    path = rules(tmp_path, "check: untranslated\nallow: [/(?:а|аа)+$/]\n")
    cleaner = cleanup.Cleaner(language="en", source_language="ru", rules=[path])
    result = cleaner.clean("Lukashenka said " + "а" * 60 + "б")
    stopped = [f for f in result.findings if f.rule == "pattern-timeout"]
    assert len(stopped) == 1
    assert "house.yaml:2:9" in stopped[0].message
    assert "Lukashenko" in result.text
    assert not [f for f in cleaner.clean("а" * 60 + "б").findings if f.rule == "pattern-timeout"]


def test_deep_nesting_and_anchors_are_refused(tmp_path: Path) -> None:
    for text in ("[" * 5000, "check: &a quotes\nlanguage: [*a, *a]\n", "\x07", "check: \ufffe"):
        with pytest.raises(RuleFileError):
            cleanup.load_rules(rules(tmp_path, text))


def test_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("check: quotes # é".encode("latin-1"))
    with pytest.raises(RuleFileError, match=r"not UTF-8 \(byte 16\)"):
        cleanup.load_rules(path)
