"""Packs kept on disk."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import cleanup
from cleanup import packs, rulefile
from cleanup.checks import CHECKS
from cleanup.resources import rules_folder
from cleanup.rulefile import rule_files
from cleanup.rulepack import RulePack

PACK = """\
check: untranslated
language: [en, sr-Latn]
allow: [perestroika, "/gl[ao]snost/"]
disable: [loans-ru]
rules:
  soviet:
    pattern: "сов[а-я]+"
    replacement: Soviet
    applies: suggested
    because: the house style says so
    examples:
      - {wrong: "the советский man", right: "the Soviet man"}
      - {leave: "glasnost"}
---
check: name-variant
rules:
  Lukashenko:
    variants: [Lukashenka, Łukašenka]
    given: {prefer: Alexander, variants: [Alyaksandr, "Саша 😀"]}
    except: [Lukashenka Street]
---
check: quotes
options: {style: locale}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLEANUP_CACHE_DIR", str(tmp_path / "kept"))
    return tmp_path / "kept"


def never(*arguments: object, **keywords: object) -> RulePack:
    raise AssertionError("the files were parsed again")


def told(pack: RulePack) -> list[object]:
    rules = [(r.check, r.id, {k: plain(v) for k, v in r.fields.items()}, r.languages, r.applies, r.because, r.exceptions,
              r.examples, r.place, r.builtin) for r in pack.rules]  # fmt: skip
    allowances = [(a.check, a.text, plain(a.pattern), a.place) for a in pack.allowances]
    return [rules, allowances, pack.options, pack.disabled, pack.files]


def plain(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return (value.pattern, value.place) if hasattr(value, "pattern") else value


def test_what_was_kept_is_what_was_read(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "house.yaml"
    file.write_text(PACK, encoding="utf-8")
    first = packs.load([file])
    assert len(list(folder.iterdir())) == 1
    monkeypatch.setattr(rulefile, "load", never)
    assert told(packs.load([file])) == told(first)


def test_all_built_in_packs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_check = {name: [f for f in rule_files(rules_folder() / name) if "facts" not in f.parts] for name in CHECKS}
    first = {name: packs.load(files, builtin=True) for name, files in by_check.items() if files}
    monkeypatch.setattr(rulefile, "load", never)
    assert len(first) > 5
    for name, pack in first.items():
        assert told(packs.load(by_check[name], builtin=True)) == told(pack)


def test_a_changed_file_is_read_again(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "house.yaml"
    file.write_text(PACK, encoding="utf-8")
    packs.load([file])
    file.write_text(PACK.replace("Soviet", "soviet"), encoding="utf-8")
    assert packs.load([file]).rules[0].text("replacement") == "soviet"
    assert len(list(folder.iterdir())) == 1  # the older state is gone


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"null", b'{"rules": [[1]]}', b"\xff\xfe\x00", b"cos\nsystem\n(S'false'\ntR."]
)
def test_a_damaged_file_is_no_harm(tmp_path: Path, folder: Path, damage: bytes) -> None:
    file = tmp_path / "house.yaml"
    file.write_text(PACK, encoding="utf-8")
    first = packs.load([file])
    (kept,) = folder.iterdir()
    kept.write_bytes(damage)
    assert told(packs.load([file])) == told(first)
    assert kept.read_bytes() != damage  # and it is mended


def test_a_folder_that_cannot_be_made_is_no_harm(tmp_path: Path, folder: Path) -> None:
    folder.write_text("a file stands in its place")
    file = tmp_path / "house.yaml"
    file.write_text(PACK, encoding="utf-8")
    assert len(packs.load([file]).rules) == 2


def test_problems_are_told_every_time(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "house.yaml"
    file.write_text(PACK.replace("replacement", "replacment"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(cleanup.RuleFileError, match="replacment"):
            packs.load([file])
    assert not folder.exists()


def test_runs_at_the_same_time(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "house.yaml"
    file.write_text(PACK, encoding="utf-8")
    with ProcessPoolExecutor(4) as pool:
        counts = list(pool.map(count_rules, [file] * 16))
    assert counts == [2] * 16
    assert len(list(folder.iterdir())) == 1


def count_rules(file: Path) -> int:
    return len(packs.load([file]).rules)
