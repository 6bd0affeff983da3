"""What the parts of the check share: a finding, and the phrases and tokens in force."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleanup.document import Segment
from cleanup.edits import Fix
from cleanup.findings import Finding, Severity
from cleanup.rulepack import Rule
from cleanup.spans import Span
from cleanup.text.phrases import PhraseBook

NAME = "residue"


@dataclass(frozen=True, slots=True)
class Sayings:
    """The phrases in force by place, and a pattern of all tokens with the rule of each."""

    head: PhraseBook[Rule]
    tail: PhraseBook[Rule]
    also: PhraseBook[Rule]
    refusal: PhraseBook[Rule]
    tokens: re.Pattern[str] | None
    token_rules: dict[str, Rule]
    lost: frozenset[str]
    signs: frozenset[str]


def at(
    segment: Segment, span: Span, rule: str, message: str, fix: Fix | None = None, severity: Severity = Severity.ERROR
) -> Finding:
    """A finding of this check."""
    return Finding.at(segment.text, span, check=NAME, rule=rule, message=message, fix=fix, severity=severity)
