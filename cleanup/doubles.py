"""One fault is told once: where two checks see the same letters, one of their findings stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from cleanup.findings import Finding

# A rule that proposes nothing, and the check that sees the same fault: "Shchedрик" is a word of two scripts, and a word of
# which a part was not translated; so is "5 млн руб". The longer finding stands, of two that are as long that of the check.
# The findings of such a check must not overlap each other.
SAME: Mapping[str, str] = {
    "mixed-script-word/two-scripts": "untranslated",
    "convention/abbreviations-cyrillic": "untranslated",
}
# A rule that asks what the check knows: how the house spells a name that stands in two spellings. The check's finding stands.
ASKS: Mapping[str, str] = {
    "name-consistency/spelling": "name-variant",
    "name-consistency/diacritics": "name-variant",
    "name-consistency/given-name": "name-variant",
}
# A rule whose fix is a part of what the check's fix does: the house spelling of a name has no letter of another script in it.
# Both fixes at one place would call each other forth, and none would be done.
PART: Mapping[str, str] = {"mixed-script-word/look-alike": "name-variant"}


def told_once(findings: list[Finding]) -> list[Finding]:
    """The findings without those of which another one tells the same."""
    lost: set[int] = set()
    for finding, other in _pairs(findings, SAME):
        lost.add(id(finding if len(finding.span) <= len(other.span) else other))
    lost.update(id(finding) for finding, _ in _pairs(findings, ASKS))
    lost.update(id(finding) for finding, other in _pairs(findings, PART) if _contains(other, finding))
    return [finding for finding in findings if id(finding) not in lost] if lost else findings


def _contains(other: Finding, finding: Finding) -> bool:
    """True when the other finding has a fix, and it changes all that this one's would."""
    if other.fix is None or finding.fix is None:
        return False
    return all(any(done.span.contains(edit.span) for done in other.fix.edits) for edit in finding.fix.edits)


def _pairs(findings: Sequence[Finding], checks: Mapping[str, str]) -> Iterator[tuple[Finding, Finding]]:
    """The findings of these rules, each with those of the rule's check that it overlaps."""
    doubtful = [finding for finding in findings if finding.name in checks]
    for check in sorted({checks[finding.name] for finding in doubtful}):
        others = sorted((f for f in findings if f.check == check), key=lambda f: f.span)
        starts = [other.span.start for other in others]
        for finding in doubtful:
            first = max(0, bisect_right(starts, finding.span.start) - 1)
            last = bisect_right(starts, finding.span.end)
            for other in others[first:last]:
                if checks[finding.name] == check and other.span.overlaps(finding.span):
                    yield finding, other
