"""Findings and policy → decisions. The only place that says what is done and what is not."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping, Sequence

from cleanup.baseline import Accepted, Memory
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix, in_order
from cleanup.findings import Decision, Finding, Outcome, Severity
from cleanup.records import field, record
from cleanup.rulepack import Allowance
from cleanup.spans import Span
from cleanup.text.patterns import PatternTimeout
from cleanup.textmap import TextMap

UNSTABLE = "a second run would change it again"
Silencer = Callable[[Finding], str | None]
Refusal = Callable[[str, Fix], str | None]  # why a fix of this text cannot be written into the file, None when it can


@record
class Policy:
    """What a person said before the run.

    ``level`` is the least sure kind of fix that is applied. ``allowances`` are the allow lists by check;
    ``baseline`` holds what was accepted before; ``order`` is the checks' registry order, which decides between
    equally sure fixes.
    """

    level: Applicability = Applicability.SAFE
    allowances: Mapping[str, Sequence[Allowance]] = field(default_factory=dict)
    baseline: tuple[Accepted, ...] = ()
    order: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.level is Applicability.DISPLAY_ONLY:
            raise ValueError("display-only findings are never applied")


class _Taken:
    """The places that accepted edits take, and whose they are."""

    def __init__(self) -> None:
        self._edits: list[tuple[int, int, str]] = []

    def clash(self, edits: Iterable[Edit]) -> str | None:
        """The name of the finding whose edit is in the way of one of these."""
        for edit in edits:
            start, end = edit.span.start, edit.span.end
            at = bisect_left(self._edits, (start, end))
            # Accepted edits don't overlap, so only the neighbours of the place can be in the way.
            for taken_start, taken_end, name in self._edits[max(0, at - 2) : at + 2]:
                both_insert = start == end == taken_start == taken_end
                if both_insert or (start < taken_end and taken_start < end):
                    return name
        return None

    def add(self, edits: Iterable[Edit], name: str) -> None:
        for edit in edits:
            insort(self._edits, (edit.span.start, edit.span.end, name))


@record
class Surroundings:
    """What is known of the text that the findings are in.

    ``segment`` knows its protected places; None for repairs, which may be anywhere. ``memory`` is that of the document, which
    may have several segments; ``refused`` knows what its file cannot hold. No fix touches a span of ``frozen``; these
    belong to the text that ``back`` leads back to.
    """

    segment: Segment | None = None
    silenced: Silencer | None = None
    memory: Memory | None = None
    refused: Callable[[Fix], str | None] | None = None
    frozen: Sequence[Span] = ()
    back: TextMap = field(default_factory=TextMap)

    def is_frozen(self, edit: Edit) -> bool:
        """True when the edit meets a frozen span, at its edges too."""
        if not self.frozen:
            return False
        span = self.back.origin(edit.span)
        return any(span.start <= other.end and other.start <= span.end for other in self.frozen)


def decide(
    findings: Sequence[Finding], policy: Policy, around: Surroundings
) -> tuple[list[Decision], tuple[Edit, ...]]:
    """A decision for every finding, in the order of the text, and the accepted edits in order.

    Surer fixes take their place first, then those of checks that come first in the registry, then those further
    left; a fix is accepted whole or not at all.
    """
    findings, stopped = list(findings), []
    remembered = (around.memory or Memory(policy.baseline)).recognised(findings)
    taken = _Taken()
    outcomes: dict[int, Decision] = {}
    accepted: list[Edit] = []

    def precedence(index: int) -> tuple[int, int, int, int]:
        finding = findings[index]
        return (-finding.applicability.rank, policy.order.get(finding.check, 0), finding.span.start, index)

    for index in sorted(range(len(findings)), key=precedence):
        finding = findings[index]
        try:
            decision = _suppressed(finding, policy, around.silenced, index in remembered)
        except PatternTimeout as error:
            decision = None
            stopped.append(Decision(stopped_pattern(finding.check, error), Outcome.HELD, "display-only"))
        decision = decision or _judged(finding, policy, taken, around)
        if decision.outcome is Outcome.APPLIED and finding.fix:
            taken.add(finding.fix.edits, finding.name)
            accepted += finding.fix.edits
        outcomes[index] = decision
    ordered = sorted(outcomes, key=lambda i: (findings[i].span, policy.order.get(findings[i].check, 0), i))
    return stopped + [outcomes[i] for i in ordered], in_order(accepted)


def stopped_pattern(check: str, error: PatternTimeout) -> Finding:
    """A user's pattern that ran too long, as a finding: the run goes on, and nothing disappears silently."""
    return Finding(check, "pattern-timeout", Span(0, 0), "", str(error), Severity.ERROR)


def _suppressed(finding: Finding, policy: Policy, silenced: Silencer | None, remembered: bool) -> Decision | None:
    for allowance in policy.allowances.get(finding.check, ()):
        if allowance.covers(finding.text):
            return Decision(finding, Outcome.SUPPRESSED, f"allow list, {allowance.place}")
    reason = silenced(finding) if silenced else None
    if reason is not None:
        return Decision(finding, Outcome.SUPPRESSED, reason)
    return Decision(finding, Outcome.SUPPRESSED, "baseline") if remembered else None


def _judged(finding: Finding, policy: Policy, taken: _Taken, around: Surroundings) -> Decision:
    if finding.fix is None or finding.applicability is Applicability.DISPLAY_ONLY:
        return Decision(finding, Outcome.HELD, "display-only")
    if around.segment is not None and any(around.segment.protected.hits(edit.span) for edit in finding.fix.edits):
        return Decision(finding, Outcome.BLOCKED, "a protected place")
    if not finding.applicability >= policy.level:
        return Decision(finding, Outcome.HELD, finding.applicability.value)
    if around.refused is not None and (reason := around.refused(finding.fix)):
        return Decision(finding, Outcome.BLOCKED, reason)
    if any(map(around.is_frozen, finding.fix.edits)):
        return Decision(finding, Outcome.HELD, UNSTABLE)
    if other := taken.clash(finding.fix.edits):
        return Decision(finding, Outcome.BLOCKED, other)
    return Decision(finding, Outcome.APPLIED, finding.applicability.value)
