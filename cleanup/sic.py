"""What a person marked with [sic] is left alone: the words before the mark stand so on purpose.

The marks are those of the rule ``sic`` of the check ``brackets``, in every language and in those a house adds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from cleanup.decide import Silencer
from cleanup.findings import Finding
from cleanup.rulepack import Rule
from cleanup.text.patterns import later

if TYPE_CHECKING:
    from cleanup.text.phrases import PhraseBook

CHECK, RULE = "brackets", "sic"
REASON = "a mark like [sic] behind it"
_REACH = 100  # code points behind a finding in which its mark may stand
_BRACKETED = later(
    r"""
    [’'\w-]{0,12} [\"”’»“›」』]{0,2} [ ,]{0,2}                        # the rest of the word, its quotation mark
    (?: [\w’'-]{1,20} [\"”’»“›」』]? [ ,]{1,2} ){0,2}                 # at most two words of the same clause
    [\[(（［【] (?P<inside> [^\[\](){}（）［］【】\n]{2,40} ) [\])）］】]
    """,
    re.VERBOSE,
)
# What they say is of the signs around words, not of the words.
_OF_SIGNS = (CHECK, "quotes", "spacing")


class SicMarks:
    """The marks in force, read when the first bracket stands behind a finding."""

    def __init__(self, rules: Callable[[], Iterable[Rule]]) -> None:
        self._rules = rules

    @cached_property
    def _book(self) -> PhraseBook[Rule]:
        from cleanup.text.phrases import PhraseBook

        rules = [rule for rule in self._rules() if rule.id == RULE]
        return PhraseBook((mark, rule) for rule in rules for mark in rule.texts("marks"))

    def silencer(self, text: str, other: Silencer | None) -> Silencer:
        """Answers for a finding of ``text`` why it is silenced: what ``other`` says, or that a mark stands behind it."""

        def reason(finding: Finding) -> str | None:
            said = other(finding) if other else None
            return said or (REASON if self._stands_behind(text, finding) else None)

        return reason

    def _stands_behind(self, text: str, finding: Finding) -> bool:
        if finding.check in _OF_SIGNS or not any(map(str.isalnum, finding.text)):
            return False
        match = _BRACKETED().match(text, finding.span.end, finding.span.end + _REACH)
        if match is None:
            return False
        from cleanup.text.phrases import (
            folded,  # most runs load it for other checks, a library that is only imported does not
        )

        return self._book.get(folded(match["inside"])) is not None
