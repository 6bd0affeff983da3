"""Remembered decisions: findings that a person has seen and accepted.

A finding is recognised by its fingerprint, in which no position takes part, so that moved lines don't matter. When the words
around it have changed (a new translation of the same text), it is still recognised by its rule and its own words, as often
as it was accepted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from cleanup.errors import InputError, in_words
from cleanup.findings import Finding
from cleanup.records import record

VERSION = 1
Key = TypeVar("Key")


@record
class Accepted:
    """One kind of finding that was accepted ``count`` times; ``rule`` is ``check/rule``."""

    fingerprint: str
    rule: str
    text: str
    count: int


class Memory:
    """What is still to be recognised in one document. Made anew for each, so that documents don't depend on their order."""

    def __init__(self, baseline: Sequence[Accepted]) -> None:
        self._exact = Counter({row.fingerprint: row.count for row in baseline})
        self._loose = Counter[tuple[str, str]]()
        for row in baseline:
            self._loose[row.rule, row.text] += row.count

    def copy(self) -> Memory:
        """A memory of the same state, so that a look at the text can be repeated."""
        if not self._loose:
            return self  # nothing to remember, nothing to change
        other = Memory(())
        other._exact, other._loose = self._exact.copy(), self._loose.copy()
        return other

    def recognised(self, findings: Sequence[Finding]) -> frozenset[int]:
        """The numbers of the findings that were accepted before."""
        if not self._exact:
            return frozenset()  # the common case
        exact = {number for number, finding in enumerate(findings) if _taken(self._exact, finding.fingerprint)}
        for number in exact:
            self._loose[findings[number].name, findings[number].recognised_by] -= 1
        rest = ((n, (finding.name, finding.recognised_by)) for n, finding in enumerate(findings) if n not in exact)
        return frozenset(exact | {number for number, key in rest if _taken(self._loose, key)})


def _taken(budget: Counter[Key], key: Key) -> bool:
    """Take one of ``key`` out of the budget; False when none is left."""
    if budget[key] <= 0:
        return False
    budget[key] -= 1
    return True


def read_baseline(path: str) -> tuple[Accepted, ...]:
    """The findings that a baseline file accepts. Raises InputError."""
    import json
    from pathlib import Path

    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
        if content["version"] != VERSION:
            raise InputError(
                f"{path}: version {content['version']} of a baseline; this program reads version {VERSION}"
            )
        return tuple(_accepted(row) for row in content["findings"])
    except OSError as error:
        raise InputError(f"cannot read the baseline {path}: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(f"{path} is not a baseline file: {in_words(error)}") from None


def _accepted(row: dict[str, object]) -> Accepted:
    return Accepted(str(row["fingerprint"]), str(row["rule"]), str(row["text"]), int(str(row["count"])))


def baseline_of(findings: Iterable[Finding]) -> str:
    """The baseline file that accepts these findings; each row says in words what it stands for."""
    import json

    kept = list(findings)
    counts = Counter(finding.fingerprint for finding in kept)
    first = {finding.fingerprint: finding for finding in reversed(kept)}
    rows = [
        {"fingerprint": mark, "count": counts[mark], "rule": first[mark].name, "text": first[mark].recognised_by}
        for mark in sorted(counts, key=lambda mark: (first[mark].name, first[mark].recognised_by, mark))
    ]
    return json.dumps({"version": VERSION, "findings": rows}, ensure_ascii=False, indent=1) + "\n"
