"""Only what is stable is safe: a second run over the mended text must find nothing more to mend.

Where it does (garbled text, in which every reading is poor), the fixes of the paragraphs concerned are suggested, not done.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, in_order
from cleanup.findings import Finding
from cleanup.records import replace
from cleanup.text.protected import Protected
from cleanup.textmap import apply

ROUNDS = 3
_UNSURE = "another reading is as likely"

_BREAK = re.compile(r"\n")


def settled(found: Sequence[Finding], segment: Segment, again: Callable[[Segment], list[Finding]]) -> list[Finding]:
    """The findings, with those fixes demoted to suggestions that a second run would not leave alone."""
    findings = list(found)
    for _ in range(ROUNDS):
        edits = in_order(_edits(findings))
        if not edits:
            return findings
        later, back = apply(segment.text, edits)
        forth = back.inverted()
        fixed = tuple(Protected(forth.origin(span), kind) for span, kind in segment.fixed)
        second = _edits(again(replace(segment, text=later, fixed=fixed)))
        if not second:
            return findings
        # No edit touches a line break, so that a line keeps its number.
        before, after = _breaks(segment.text), _breaks(later)
        unsettled = {_line(edit, after) for edit in second}
        demoted = [f for f in findings if any(_line(edit, before) in unsettled for edit in _edits([f]))]
        if not demoted:
            break
        these = set(map(id, demoted))
        findings = [suggested(f, _UNSURE) if id(f) in these else f for f in findings]
    return [suggested(f, _UNSURE) for f in findings]


def _edits(findings: Iterable[Finding]) -> list[Edit]:
    return [edit for f in findings if f.fix and f.applicability is Applicability.SAFE for edit in f.fix.edits]


def suggested(finding: Finding, why: str = "not measured in this language") -> Finding:
    """The finding with its fix as a suggestion."""
    if finding.fix is None or finding.applicability is not Applicability.SAFE:
        return finding
    fix = replace(finding.fix, applicability=Applicability.SUGGESTED)
    return replace(finding, fix=fix, evidence=(*finding.evidence, why))


def _breaks(text: str) -> list[int]:
    return [match.start() for match in _BREAK.finditer(text)]


def _line(edit: Edit, breaks: Sequence[int]) -> int:
    return bisect_right(breaks, edit.span.start)
