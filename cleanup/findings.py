"""What a check found, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from cleanup.edits import Applicability, Fix
from cleanup.records import record
from cleanup.spans import Span
from cleanup.text.patterns import later

NEIGHBOURHOOD = 40  # code points on each side that take part in a fingerprint and in reports
_WORD = later(r"\w+")


class Severity(Enum):
    """How much a finding matters to a reader of the published text."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@record
class Finding:
    """One fault at one place.

    ``span`` and the spans of ``fix`` and ``alternatives`` are code points of the text that the check was given; in a
    :class:`~cleanup.cleaner.Result` they are code points of the text that the caller passed in. ``text`` is what stands
    there; in a file whose format writes text in its own way (escapes, entities, tags within a word), it is what a reader sees
    of it, with ``\\n`` as line end. ``before`` and ``after`` are its neighbourhood, as a reader sees it too.
    ``message`` says what was found; ``fix`` is None where nothing
    can be proposed. ``alternatives`` are other fixes a person may choose; they are never applied by themselves.
    ``language`` (BCP 47) is that of the matched text, where a check names it. ``evidence`` says in words what speaks
    for it.
    """

    check: str
    rule: str
    span: Span
    text: str
    message: str
    severity: Severity = Severity.WARNING
    fix: Fix | None = None
    alternatives: tuple[Fix, ...] = ()
    language: str | None = None
    evidence: tuple[str, ...] = ()
    before: str = ""
    after: str = ""

    @classmethod
    def at(
        cls,
        text: str,
        span: Span,
        *,
        check: str,
        rule: str,
        message: str,
        severity: Severity = Severity.WARNING,
        fix: Fix | None = None,
        alternatives: Sequence[Fix] = (),
        language: str | None = None,
        evidence: Sequence[str] = (),
    ) -> Finding:
        """A finding at ``span`` of ``text``: what stands there and around it is read from the text."""
        return cls(
            check, rule, span, span.of(text), message, severity, fix, tuple(alternatives), language, tuple(evidence),
            text[max(0, span.start - NEIGHBOURHOOD) : span.start], text[span.end : span.end + NEIGHBOURHOOD],
        )  # fmt: skip

    @property
    def name(self) -> str:
        """``check/rule``, as ``select``, ``ignore`` and ``explain`` take it."""
        return f"{self.check}/{self.rule}"

    @property
    def applicability(self) -> Applicability:
        """The fix's, or display-only where there is none."""
        return self.fix.applicability if self.fix else Applicability.DISPLAY_ONLY

    @property
    def recognised_by(self) -> str:
        """The text with ``\\n`` as its only line end: files that differ in their line ends have the same findings."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n")

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits of check, rule, matched text and the word on each side: no position takes part."""
        from hashlib import sha256  # only a baseline and a report ask for it

        before, after = _WORD().findall(self.before), _WORD().findall(self.after)
        parts = (self.check, self.rule, self.recognised_by, *before[-1:], "|", *after[:1])
        return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


PUT_RIGHT = "gone with what was fixed"  # why a finding is blocked that the cleaned text does not have any more


class Outcome(Enum):
    """What became of a finding."""

    APPLIED = "applied"
    HELD = "held"  # a fix needs a yes, or there is none
    BLOCKED = "blocked"  # its place was taken by another fix
    SUPPRESSED = "suppressed"  # a person said so: allow list, baseline, comment


@record
class Decision:
    """A finding and what became of it; ``by`` names the level, the other finding or the person's word that decided."""

    finding: Finding
    outcome: Outcome
    by: str = ""

    @property
    def is_left(self) -> bool:
        """True when it is for a person to decide: not done, not silenced, and not put right by another fix."""
        return self.outcome in (Outcome.HELD, Outcome.BLOCKED) and self.by != PUT_RIGHT
