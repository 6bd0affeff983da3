"""Runs the case files ``cases/<check>.yaml``: texts with what is found in them and what becomes of them.

    - id: wrong-side-spaces
      text: "He said “ yes ”to them."
      language: en                      # also: source-language, source, options, rules (entries as in a rule file), allow
      finds: ["“ yes ”"]                # matched texts in order; an item may be {text, rule, language, applicability}
      fixed: "He said “yes” to them."   # after the safe fixes; left out = the text stays
      suggested: "…"                    # after the suggested fixes too
    - id: apostrophe
      text: "the ’90s"
      clean: true                       # nothing is found

``known-failure: reason`` marks a case that is known to fail; that it passes is then an error.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from cleanup import Cleaner
from cleanup.checks import CHECKS

CASES = Path(__file__).parent / "cases"
KEYS = {
    "id", "text", "language", "source-language", "source", "options", "rules", "allow", "finds", "fixed", "suggested",
    "clean", "known-failure", "because",
}  # fmt: skip


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for row in rows:
            marks = [pytest.mark.xfail(reason=row["known-failure"], strict=True)] if "known-failure" in row else []
            found.append(pytest.param(path.stem, row, id=f"{path.stem}-{row['id']}", marks=marks))
    return found


@pytest.mark.parametrize(("check", "case"), cases())
def test_case(check: str, case: dict[str, Any], tmp_path: Path) -> None:
    assert not set(case) - KEYS, "unknown keys"
    text = case["text"]
    result = cleaner(check, case, tmp_path, "safe").check(text, case.get("source"))
    assert_findings(result.findings, case)
    for finding in result.findings:
        assert finding.span.of(text) == finding.text or "\r\n" in text
    assert result.text == case.get("fixed", text)
    again = cleaner(check, case, tmp_path, "safe").clean(result.text, case.get("source"))
    assert again.text == result.text, "a second run changes the text"
    if "suggested" in case:
        suggested = cleaner(check, case, tmp_path, "suggested").clean(text, case.get("source")).text
        assert suggested == case["suggested"]
        assert cleaner(check, case, tmp_path, "suggested").clean(suggested, case.get("source")).text == suggested


def assert_findings(findings: list[Any], case: dict[str, Any]) -> None:
    if case.get("clean"):
        assert [(f.name, f.text) for f in findings] == []
        assert not {"finds", "fixed", "suggested"} & set(case)
        return
    wanted = [item if isinstance(item, dict) else {"text": item} for item in case["finds"]]
    assert [f.text for f in findings] == [item["text"] for item in wanted]
    for finding, item in zip(findings, wanted, strict=True):
        got = {
            "text": finding.text,
            "rule": finding.rule,
            "language": finding.language,
            "applicability": finding.applicability.value,
        }
        assert {key: got[key] for key in item} == item


def cleaner(check: str, case: dict[str, Any], folder: Path, level: str) -> Cleaner:
    rules = []
    if "rules" in case or "allow" in case:
        path = folder / "rules.yaml"
        body = {"check": check, **{key: case[key] for key in ("rules", "allow") if key in case}}
        path.write_text(yaml.safe_dump(body, allow_unicode=True), encoding="utf-8")
        rules = [path]
    return Cleaner(
        language=case.get("language", "en"),
        source_language=case.get("source-language"),
        rules=rules,
        select=[check],
        level=level,
        options={check: case.get("options", {})},
    )


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_has_at_least_as_many_negatives_as_positives(check: str) -> None:
    rows = yaml.safe_load((CASES / f"{check}.yaml").read_text(encoding="utf-8"))
    assert len({row["id"] for row in rows}) == len(rows)
    clean = sum(bool(row.get("clean")) for row in rows)
    assert clean * 2 >= len(rows), f"{clean} of {len(rows)} cases are clean"
