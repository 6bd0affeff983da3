"""The documents say what the program does."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import jsonschema
import pytest
import yaml
from conftest import REPOSITORY

from cleanup.checks import CHECKS
from cleanup.resources import rules_folder
from cleanup.rulefile import rule_files


def test_generated_parts_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "tools/build_docs.py", "--check"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_files_that_the_documents_name_are_there() -> None:
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"):
        text = (REPOSITORY / name).read_text(encoding="utf-8")
        for link in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (REPOSITORY / link).exists(), f"{name} links to {link}"


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_the_form_of_a_docstring(check) -> None:  # type: ignore[no-untyped-def]
    about = check.about.casefold()
    for part in ("why", "alone", "safe"):
        assert part in about, f"the docstring of {check.name} does not say: {part}"


def test_builtin_rule_files_fit_the_schema_for_editors() -> None:
    schema = json.loads((rules_folder() / "rule-file.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    names = set(CHECKS)
    for path in rule_files(rules_folder()):
        for section in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            if isinstance(section, dict) and section.get("check") in names:
                errors = [error.message[:200] for error in validator.iter_errors(section)]
                assert not errors, f"{path}: {errors}"
