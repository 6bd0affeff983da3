"""What the parts of the check share."""

from __future__ import annotations

from cleanup.document import Segment
from cleanup.findings import Finding, Severity
from cleanup.spans import Span

NAME = "source-mismatch"


def at(segment: Segment, span: Span, rule: str, message: str, severity: Severity = Severity.WARNING) -> Finding:
    """A finding of this check."""
    return Finding.at(segment.text, span, check=NAME, rule=rule, message=message, severity=severity)
