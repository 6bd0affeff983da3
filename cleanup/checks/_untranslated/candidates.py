"""What the parts of the check hand to each other: a passage that may be untranslated."""

from __future__ import annotations

from cleanup.findings import Severity
from cleanup.records import record
from cleanup.spans import Span


@record
class Candidate:
    """A passage that may be untranslated. ``kind`` says how it stands there ("in brackets"), ``language`` what it seems to be."""

    span: Span
    rule: str
    language: str | None
    kind: str
    evidence: tuple[str, ...] = ()
    severity: Severity = Severity.WARNING


def how_sure(worth: float) -> str:
    """What the evidence is worth, for a reader. ``worth`` is in nats."""
    word = "weak" if worth < 8 else "fair" if worth < 14 else "strong" if worth < 25 else "very strong"
    return f"{word} evidence"
