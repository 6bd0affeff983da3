"""SARIF 2.1.0 (OASIS standard, 27 March 2020): results with fixes and fingerprints, for code hosts and editors."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from cleanup.edits import Fix
from cleanup.findings import Decision, Finding, Outcome, Severity
from cleanup.report import FileReport, Run
from cleanup.report.text import visible
from cleanup.spans import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def log(run: Run) -> str:
    """The run as one SARIF log."""
    from cleanup import __version__

    results = [_result(file, decision) for file in run.each() for decision in file.result.decisions]
    rules = [_rule(name) for name in sorted({result["ruleId"] for result in results})]
    driver = {"name": "cleanup", "version": __version__, "rules": rules}
    whole = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _rule(name: str) -> dict[str, Any]:
    from cleanup.packs import BY_NAME

    check, _, rule = name.partition("/")
    about = BY_NAME[check].rules.get(rule) or BY_NAME[check].about.strip().splitlines()[0]
    return {"id": name, "name": name, "shortDescription": {"text": about}}


def _result(file: FileReport, decision: Decision) -> dict[str, Any]:
    finding = decision.finding
    result: dict[str, Any] = {
        "ruleId": finding.name,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}: {visible(finding.text)}"},
        "locations": [_location(file, finding)],
        "partialFingerprints": {"cleanup/v1": finding.fingerprint},
        "properties": {"outcome": decision.outcome.value, "applicability": finding.applicability.value},
    }
    if fixes := _fixes(file, finding):
        result["fixes"] = fixes
    if decision.outcome is Outcome.SUPPRESSED:
        result["suppressions"] = [{"kind": "external", "justification": decision.by}]
    return result


def _location(file: FileReport, finding: Finding) -> dict[str, Any]:
    """Where it is. A Word file has no lines: the paragraph is named, and no region could say more."""
    physical: dict[str, Any] = {"artifactLocation": _artifact(file)}
    if not file.named:
        physical["region"] = _region(file, finding.span)
    label = file.label(finding)
    return {"physicalLocation": physical, **({"logicalLocations": [{"name": label}]} if label else {})}


def _fixes(file: FileReport, finding: Finding) -> list[dict[str, Any]]:
    if file.named:
        return []  # its characters are not those of the file
    fixes = (finding.fix, *finding.alternatives) if finding.fix else finding.alternatives
    return [_fix(file, fix) for fix in fixes]


def _fix(file: FileReport, fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(file, edit.span), **({"insertedContent": {"text": edit.text}} if edit.text else {})}
        for edit in fix.edits
    ]
    change = {"artifactLocation": _artifact(file), "replacements": replacements}
    return {"description": {"text": fix.title}, "artifactChanges": [change]}


def _artifact(file: FileReport) -> dict[str, str]:
    return {"uri": quote(file.path.replace("\\", "/"))}


def _region(file: FileReport, span: Span) -> dict[str, int]:
    line, column = file.lines.place(span.start)
    end_line, end_column = file.lines.place(span.end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": len(span),
    }
