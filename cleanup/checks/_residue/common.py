"""What the parts of the check share: a finding, and the phrases and tokens in force."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from cleanup.document import Segment
from cleanup.edits import Fix
from cleanup.findings import Finding, Severity
from cleanup.records import record
from cleanup.rulepack import Rule
from cleanup.spans import Span
from cleanup.text.phrases import PhraseBook

NAME = "residue"


@record
class Sayings:
    """The phrases in force by place, and the tokens with the rule of each.

    ``first`` and ``last`` are all phrases with which something said may begin in the first line, and end in the last.
    ``signs`` are the tokens by their first character; ``marked`` are all characters one of which any mark has.
    """

    head: PhraseBook[Rule]
    tail: PhraseBook[Rule]
    also: PhraseBook[Rule]
    refusal: PhraseBook[Rule]
    first: PhraseBook[Rule]
    last: PhraseBook[Rule]
    token_rules: Mapping[str, Rule]
    lost: frozenset[str]
    signs: Mapping[str, tuple[str, ...]]
    marked: str
    names: tuple[str, ...]

    @cached_property
    def anonymised(self) -> re.Pattern[str] | None:
        """What stands in brackets or between signs for a name. Made when a text holds such a sign."""
        if not self.names:
            return None
        names = "|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True))
        marked = rf"(?:{names})[ _-]?\d{{0,3}}"
        return re.compile(
            rf"\[{marked}[>\]]|[<⟨]{marked}[>\]⟩]|@@(?:{marked}|[A-Z]{{3,20}}_?\d{{1,3}})@@"
            rf"|\#(?<![\w#&/]\#)[ ]?(?:[^\W\d_]{{3,20}}\d{{1,3}}|{marked}|URL|PRS_ORG)[ ]?\#(?!\w)"
        )

    @cached_property
    def tokens(self) -> re.Pattern[str]:
        """Any token. Made when a text holds one."""
        return re.compile(
            "|".join(re.escape(token) for token in sorted(self.token_rules, key=len, reverse=True)) or "(?!)"
        )


def at(
    segment: Segment, span: Span, rule: str, message: str, fix: Fix | None = None, severity: Severity = Severity.ERROR
) -> Finding:
    """A finding of this check."""
    return Finding.at(segment.text, span, check=NAME, rule=rule, message=message, fix=fix, severity=severity)
