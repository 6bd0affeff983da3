"""One fault is told once: where two checks see the same letters, the longer of their findings stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from cleanup.findings import Finding

# A rule that proposes nothing, and the check that sees the same fault: "Shchedрик" is a word of two scripts, and a word of
# which a part was not translated; so is "5 млн руб". The findings of such a check must not overlap each other.
SAME: Mapping[str, str] = {
    "mixed-script-word/two-scripts": "untranslated",
    "convention/abbreviations-cyrillic": "untranslated",
}


def told_once(findings: list[Finding]) -> list[Finding]:
    """The findings without those of which a longer one tells the same; of two that are as long, the check of ``SAME`` stands."""
    doubtful = [finding for finding in findings if finding.name in SAME]
    if not doubtful:
        return findings  # the common case
    lost: set[int] = set()
    for check in sorted({SAME[finding.name] for finding in doubtful}):
        others = sorted((f for f in findings if f.check == check), key=lambda f: f.span)
        starts = [other.span.start for other in others]
        for finding in doubtful:
            first = max(0, bisect_right(starts, finding.span.start) - 1)
            last = bisect_right(starts, finding.span.end)
            for other in others[first:last]:
                if SAME[finding.name] == check and other.span.overlaps(finding.span):
                    lost.add(id(finding if len(finding.span) <= len(other.span) else other))
    return [finding for finding in findings if id(finding) not in lost]
