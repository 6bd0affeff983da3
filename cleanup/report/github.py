"""Workflow commands that GitHub shows as annotations beside the changed lines.

Source of the escapes: GitHub's documentation of workflow commands (``%``, CR and LF; in properties also ``:`` and
``,``).
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.findings import Finding, Severity
from cleanup.report import FileReport, Run
from cleanup.report.text import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def workflow_commands(run: Run) -> Iterator[str]:
    """One command for each finding that nobody suppressed."""
    for file in run.each():
        for decision in file.found:
            yield _annotation(file, decision.finding)


def _annotation(file: FileReport, finding: Finding) -> str:
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in _place(file, finding).items())
    advice = f" {finding.fix.title}." if finding.fix else ""
    label = file.label(finding)
    message = f"{f'{label}: ' if label else ''}{finding.message}: {visible(finding.text)}.{advice}"
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(message)}"


def _place(file: FileReport, finding: Finding) -> dict[str, object]:
    """Lines and columns, where the file has any."""
    if file.named:
        return {"file": file.path, "title": finding.name}
    line, column = file.lines.place(finding.span.start)
    end_line, end_column = file.lines.place(finding.span.end)
    lines = {"line": line, "endLine": end_line, "col": column, "endColumn": end_column}
    return {"file": file.path, **lines, "title": finding.name}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
