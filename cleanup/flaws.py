"""format: places of a file that are not as its format wants it, so that they were not read.

Finds
    Lines and rows that cannot be read (a line of JSON Lines that is no JSON), rows without the text that was asked for, rows
    with more columns than the table has, an encoding that the file names but is not in. The rest of the file goes through.

Why
    What was not read was not checked. Nobody should take it for clean.

Leaves alone
    Everything: what cannot be read stays as it is. A file of which nothing can be read is an error, not a finding.

Fix safety
    There are no fixes. It is told whatever is selected; ``--ignore format`` leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.check import Check, Options, Stage
from cleanup.document import Document, Segment
from cleanup.findings import Decision, Finding, Severity

NOT_CLEANED = "not-cleaned"
_RULES = {
    "broken-line": "A line or row that its format cannot read.",
    "broken-entry": "An entry of a translation file that its format cannot read.",
    "no-text": "A row without a text in the field that was named.",
    "ragged-row": "A row with fewer or more columns than the table has.",
    "stray-line": "A line of a subtitle file that belongs to no cue.",
    "second-header": "A catalogue with two headers.",
    "wrong-encoding": "An encoding that the file names but is not in.",
    NOT_CLEANED: "A row or file that could not be cleaned because of a bug of this program.",
    "unknown-comment": "A comment for this program that it does not understand.",
}
_WARNINGS = frozenset({"second-header", "wrong-encoding", "unknown-comment"})  # nothing was left unread


def losses_of(document: Document) -> Iterator[Finding]:
    """What the decoder could not read, as findings of the check ``mojibake``."""
    for loss in document.losses:
        yield Finding.at(
            document.text,
            loss.span,
            check="mojibake",
            rule="undecodable",
            message=loss.message,
            severity=Severity.ERROR,
        )


def without_doubled_losses(decisions: list[Decision]) -> list[Decision]:
    """Without the characters that are lost because the decoder could not read them, which it tells itself with their bytes."""
    told = {d.finding.span for d in decisions if d.finding.name == "mojibake/undecodable"}
    return [d for d in decisions if d.finding.name != "mojibake/lost" or d.finding.span not in told]


def flaws_of(document: Document) -> Iterator[Finding]:
    """The flaws that the format has seen in a file, as findings in code points of its text."""
    for flaw in document.flaws:
        severity = Severity.WARNING if flaw.rule in _WARNINGS else Severity.ERROR
        yield Finding.at(
            document.text, flaw.span, check=FORMAT.name, rule=flaw.rule, message=flaw.message, severity=severity
        )


def _nothing(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    return iter(())


# Not in the registry: the formats find it while they read.
FORMAT = Check(name="format", stage=Stage.DETECT, find=_nothing, about=__doc__ or "", rules=_RULES)
