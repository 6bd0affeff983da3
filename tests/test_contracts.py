"""What other things rely on: public names, the registry, the built-in rules and their examples."""

from __future__ import annotations

import importlib

import pytest
from conftest import REPOSITORY

import cleanup
from cleanup.check import Check, Stage
from cleanup.checks import CHECKS
from cleanup.cli.rules import failed_examples
from cleanup.packs import BY_NAME, builtin_pack, lint, optional_packs
from cleanup.resources import rules_folder
from cleanup.rulefile import load, rule_files

ABOUT = ("Finds", "Why", "Leaves alone", "Fix safety")


def test_public_names_are_sorted_and_there() -> None:
    assert list(cleanup.__all__) == sorted(cleanup.__all__)
    assert all(hasattr(cleanup, name) for name in cleanup.__all__)


def test_repair_checks_come_first() -> None:
    stages = [check.stage for check in CHECKS.values()]
    assert stages == sorted(stages, key=[Stage.REPAIR, Stage.DETECT].index)


def test_every_check_module_is_in_the_registry() -> None:
    folder = REPOSITORY / "cleanup" / "checks"
    modules = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
    assert modules == {name.replace("-", "_") for name in CHECKS}


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_check_is_described(check: Check) -> None:
    module = importlib.import_module(f"cleanup.checks.{check.name.replace('-', '_')}")
    assert check.about == module.__doc__
    assert all(sentence for sentence in check.rules.values())
    assert all(option.about for option in check.options)
    for field in check.schema.fields.values():
        assert field.about


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_defaults_of_options_are_allowed(check: Check) -> None:
    for option in check.options:
        if option.choices and isinstance(option.default, str):
            assert option.default in option.choices


@pytest.mark.parametrize("check", BY_NAME)
def test_builtin_rules_load_and_their_examples_hold(check: str) -> None:
    pack = builtin_pack(check)
    assert list(lint(pack.rules)) == []
    assert list(failed_examples(pack)) == []


@pytest.mark.parametrize("name", sorted(optional_packs()))
def test_optional_packs_load_and_their_examples_hold(name: str) -> None:
    pack = cleanup.load_rules(name)
    assert list(lint(pack.rules)) == []
    assert list(failed_examples(pack)) == []


def test_every_rule_file_is_one_that_is_loaded() -> None:
    files = [
        path for path in rule_files(rules_folder()) if path.parent.name in BY_NAME or path.parent.name == "optional"
    ]
    load(files, BY_NAME)
