"""Machine-readable reports, version 1. Positions are code points of the user's file after decoding; lines and columns from 1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cleanup.edits import Edit, Fix
from cleanup.findings import Decision
from cleanup.report import FileReport, Run

SCHEMA_VERSION = 1


def document(run: Run) -> str:
    """One JSON document for the whole run."""
    return json.dumps(
        {"schema_version": SCHEMA_VERSION, "files": [_file(file) for file in run.each()]}, ensure_ascii=False, indent=2
    )


def rows(run: Run) -> Iterator[str]:
    """One line of JSON for each finding."""
    for file in run.each():
        for decision in file.result.decisions:
            row = {"schema_version": SCHEMA_VERSION, "path": file.path, **_finding(file, decision)}
            yield json.dumps(row, ensure_ascii=False)


def _file(file: FileReport) -> dict[str, Any]:
    return {
        "path": file.path,
        "language": file.result.language,
        "source_language": file.result.source_language,
        "encoding": file.result.encoding,
        "findings": [_finding(file, decision) for decision in file.result.decisions],
        "edits": [_edit(edit, file.document.offset) for edit in file.result.edits],
    }


def _finding(file: FileReport, decision: Decision) -> dict[str, Any]:
    finding = decision.finding
    line, column = file.lines.place(finding.span.start)
    return {
        "check": finding.check,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "start": file.document.offset + finding.span.start,
        "end": file.document.offset + finding.span.end,
        "line": line,
        "column": column,
        "place": file.label(finding),
        "text": finding.text,
        "language": finding.language,
        "fingerprint": finding.fingerprint,
        "outcome": decision.outcome.value,
        "by": decision.by,
        "evidence": list(finding.evidence),
        "fix": _fix(finding.fix, file.document.offset) if finding.fix else None,
        "alternatives": [_fix(fix, file.document.offset) for fix in finding.alternatives],
    }


def _fix(fix: Fix, offset: int) -> dict[str, Any]:
    return {
        "applicability": fix.applicability.value,
        "title": fix.title,
        "edits": [_edit(edit, offset) for edit in fix.edits],
    }


def _edit(edit: Edit, offset: int) -> dict[str, Any]:
    return {"start": offset + edit.span.start, "end": offset + edit.span.end, "text": edit.text}
