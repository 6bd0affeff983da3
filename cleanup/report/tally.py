"""What a run counts as it goes, so that no file has to be kept for the last lines of a report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cleanup.decide import UNSTABLE
from cleanup.edits import Applicability
from cleanup.findings import Decision, Outcome
from cleanup.text.patterns import later

if TYPE_CHECKING:
    from cleanup.report import FileReport

FIXED, SUGGESTED, TO_LOOK_AT, HELD_BACK = SHARES = ("would be fixed", "suggested", "to look at", "held back")

_UNSPACED = later(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LEADS = (0xE0, *range(0xE3, 0xEE))  # what these begin with in UTF-8


class Tally:
    """Counts of everything that was reported. ``with_words`` counts the words of the texts as well, which takes time."""

    def __init__(self, with_words: bool = True) -> None:
        self._with_words = with_words
        self.files = 0
        self.words = 0.0
        self.shares = Counter[tuple[str, str]]()  # (check, one of SHARES)
        self.suppressed = Counter[str]()  # by whom

    def add(self, file: FileReport) -> None:
        """Count a file, or one more piece of a long one."""
        self.files += not file.document.goes_on
        self.shares.update((decision.finding.check, share(decision)) for decision in file.found)
        self.suppressed.update(decision.by for decision in file.of(Outcome.SUPPRESSED))
        if self._with_words:
            self.words += sum(words(part.segment.text) for part in file.document.parts)

    @property
    def found(self) -> int:
        """All findings that nobody suppressed."""
        return self.shares.total()

    def of_check(self, check: str) -> int:
        """The findings of a check that nobody suppressed."""
        return sum(self.shares[check, share] for share in SHARES)

    def of_share(self, share: str) -> int:
        """The findings of all checks of which this became."""
        return sum(count for (_, what), count in self.shares.items() if what == share)

    @property
    def per_1000_words(self) -> float:
        """Findings that nobody suppressed, per 1,000 words of the texts."""
        return 1000 * self.found / self.words if self.words else 0.0


def share(decision: Decision) -> str:
    """What became of a finding, in the words of the report's last lines."""
    if decision.outcome is Outcome.APPLIED:
        return FIXED
    if decision.outcome is Outcome.HELD and decision.by != UNSTABLE:
        return SUGGESTED if decision.finding.applicability is not Applicability.DISPLAY_ONLY else TO_LOOK_AT
    return HELD_BACK


def words(text: str) -> float:
    """The number of words, where two characters of a script without spaces count as one."""
    if not any(map(text.encode("utf-8", "surrogatepass").__contains__, _LEADS)):
        return len(text.split())  # the common case
    unspaced = len(_UNSPACED().findall(text))
    return len(_UNSPACED().sub(" ", text).split()) + unspaced / 2
