"""JUnit XML, as build servers read it: a test suite for each file, a failed test for each finding that nobody suppressed."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from cleanup.report import FileReport, Run
from cleanup.report.text import visible


def suites(run: Run) -> Iterator[str]:
    """The lines of the document."""
    files = list(run.each())
    total = run.tally.found
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="cleanup" tests="{max(total, len(files))}" failures="{total}">'
    for file in files:
        yield from _suite(file)
    yield "</testsuites>"


def _suite(file: FileReport) -> Iterator[str]:
    decisions = file.found
    name = quoteattr(visible(file.path))
    yield f'  <testsuite name={name} tests="{max(1, len(decisions))}" failures="{len(decisions)}">'
    if not decisions:
        yield f'    <testcase classname={name} name="nothing found"/>'
    for decision in decisions:
        finding = decision.finding
        case = quoteattr(f"{finding.name} at {file.place(finding)}")
        message = quoteattr(visible(f"{finding.message}: {finding.text}"))
        advice = escape(visible(finding.fix.title)) if finding.fix else ""
        yield f"    <testcase classname={name} name={case}>"
        yield f'      <failure type="{finding.severity.value}" message={message}>{advice}</failure>'
        yield "    </testcase>"
    yield "  </testsuite>"
