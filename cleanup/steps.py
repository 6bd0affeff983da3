"""The checks that are ready for texts in one language, and what they find in a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from cleanup.check import Stage
from cleanup.decide import stopped_pattern
from cleanup.document import Segment
from cleanup.doubles import told_once
from cleanup.findings import Finding
from cleanup.gates import Gate, Shown, Step
from cleanup.selection import Selection
from cleanup.sic import SicMarks
from cleanup.text.patterns import PatternTimeout


class Found(NamedTuple):
    """The findings in a segment as it stands. ``detect`` is None where there is something to repair first."""

    repair: list[Finding]
    detect: list[Finding] | None


class Steps:
    """The checks of both stages, in registry order, ready for texts in one language."""

    def __init__(self, made: Callable[[Stage], tuple[Step, ...]], selection: Selection, sic: SicMarks) -> None:
        self.made, self._selection, self.sic = made, selection, sic

    @cached_property
    def _every(self) -> Gate:
        return Gate(Shown(self.made(Stage.REPAIR), self.made(Stage.DETECT)))

    @cached_property
    def _first(self) -> Gate:
        return Gate(Shown(self.made(Stage.REPAIR), ()))

    def look(self, segment: Segment) -> Found | None:
        """What the checks find in a segment as it stands; None for nothing, which is nearly always the answer."""
        shown = self._every.shown(segment)
        damage = self._found(shown.repair, segment) if shown.repair else []
        if damage:
            return Found(damage, None)
        found = self._found(shown.detect, segment)
        return Found(damage, found) if found else None

    def looks(self, segments: Sequence[Segment]) -> list[Found | None]:
        """:meth:`look` for each of them. One check after the other looks at all of them, and what it works with stays in
        the caches of the processor: two thirds of the time for units of twenty words."""
        shown = [self._every.shown(segment) for segment in segments]
        damage = self._found_in(self._every.checks.repair, segments, [steps.repair for steps in shown])
        whole = [number for number, found in enumerate(damage) if not found]
        faults = self._found_in(
            self._every.checks.detect, [segments[n] for n in whole], [shown[n].detect for n in whole]
        )
        looks = [Found(found, None) if found else None for found in damage]
        for number, found in zip(whole, faults, strict=True):
            if found:
                looks[number] = Found([], found)
        return looks

    def damage(self, segment: Segment) -> list[Finding]:
        """What the checks of the first stage find, which is all that finding out a language needs."""
        return self._found(self._first.shown(segment).repair, segment)

    def faults(self, segment: Segment) -> list[Finding]:
        """What the checks of the second stage find in a segment that needs no repair any more."""
        return self._found(self._every.shown(segment).detect, segment)

    def _found(self, steps: Iterable[Step], segment: Segment) -> list[Finding]:
        """What these checks find and a person wants to know."""
        found: list[Finding] = []
        for step in steps:
            _run(step, segment, found)
        return self._told(found) if found else found

    def _found_in(
        self, stage: Iterable[Step], segments: Sequence[Segment], shown: Sequence[Iterable[Step]]
    ) -> list[list[Finding]]:
        """The same for many segments: what those of the checks of a stage find that each is ``shown`` to."""
        found: list[list[Finding]] = [[] for _ in segments]
        work: dict[str, list[tuple[Segment, list[Finding]]]] = {step.check.name: [] for step in stage}
        for segment, findings, steps in zip(segments, found, shown, strict=True):
            place = segment, findings
            for step in steps:
                work[step.check.name].append(place)
        for step in stage:
            for segment, findings in work[step.check.name]:
                _run(step, segment, findings)
        return [self._told(findings) if findings else findings for findings in found]

    def _told(self, found: Iterable[Finding]) -> list[Finding]:
        return told_once([finding for finding in found if self._selection.wants(finding)])


def _run(step: Step, segment: Segment, found: list[Finding]) -> None:
    """Add what the check finds in the segment."""
    try:
        # A loop: to extend a list by a generator takes twice the time, and nearly always there is nothing in it.
        for finding in step.find(segment):
            found.append(finding)  # noqa: PERF402
    except PatternTimeout as stopped:
        found.append(stopped_pattern(step.check.name, stopped))
