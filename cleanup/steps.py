"""The checks that are ready for texts in one language, and which of them a text has to be shown to.

Most checks look for something that has to do with certain characters: quotation marks, digits, brackets, letters of other
scripts. Which of them a text holds is found out once for all checks (``Check.marks``), so that a short text of letters, commas
and full stops is shown to six of the fifteen checks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import NamedTuple

from cleanup.check import BEYOND_ASCII, Options, Stage
from cleanup.decide import stopped_pattern
from cleanup.document import Segment
from cleanup.doubles import told_once
from cleanup.findings import Finding
from cleanup.selection import Selection
from cleanup.sic import SicMarks
from cleanup.text.patterns import PatternTimeout
from cleanup.text.signs import signs

_LONG = 1_000  # code points


class Step(NamedTuple):
    """A check, ready to run. ``marks`` as in :class:`cleanup.check.Check`."""

    name: str
    find: Callable[[Segment, object, Options], Iterable[Finding]]
    compiled: object
    options: Options
    marks: str | None


class Found(NamedTuple):
    """The findings in a segment as it stands. ``detect`` is None where there is something to repair first."""

    repair: list[Finding]
    detect: list[Finding] | None


class Shown(NamedTuple):
    """The checks that a text is shown to, those of each stage in registry order."""

    repair: tuple[Step, ...]
    detect: tuple[Step, ...]


class Gate:
    """Which checks a text has to be shown to. What it remembers are answers that never change."""

    def __init__(self, checks: Shown) -> None:
        self.checks = checks
        self._always = 0  # checks as the bits of a number
        self._in_ascii = [0] * 256  # for each sign (``cleanup.text.signs``)
        self._beyond = [0] * 256  # … in a text with characters beyond ASCII, of which many share a sign
        self._beyond_ascii = 0  # those that any such character is a mark of
        for number, step in enumerate(chain(*checks)):
            self._always |= (step.marks is None) << number
            for mark in step.marks or "":
                if mark == BEYOND_ASCII:
                    self._beyond_ascii |= 1 << number
                    continue
                self._beyond[signs(mark)[0]] |= 1 << number
                if mark.isascii():
                    self._in_ascii[ord(mark)] |= 1 << number
        self._plain = bytes(sign for sign in range(256) if not self._beyond[sign])
        self._shown: dict[int, Shown] = {}

    def shown(self, segment: Segment) -> Shown:
        """The checks that may find something in the segment. Long texts hold marks of all of them."""
        if len(segment.text) > _LONG:
            return self.checks
        if segment.text.isascii():
            wanted, by_sign = self._always, self._in_ascii
        else:
            wanted, by_sign = self._always | self._beyond_ascii, self._beyond
        for sign in {*segment.signs.translate(None, self._plain)}:
            wanted |= by_sign[sign]
        shown = self._shown.get(wanted)
        if shown is None:
            steps = iter(enumerate(chain(*self.checks)))
            chosen = [tuple(s for n, s in islice(steps, len(stage)) if wanted >> n & 1) for stage in self.checks]
            shown = self._shown[wanted] = Shown(*chosen)
        return shown


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
        work: dict[str, list[tuple[Segment, list[Finding]]]] = {step.name: [] for step in stage}
        for segment, findings, steps in zip(segments, found, shown, strict=True):
            place = segment, findings
            for step in steps:
                work[step.name].append(place)
        for step in stage:
            for segment, findings in work[step.name]:
                _run(step, segment, findings)
        return [self._told(findings) if findings else findings for findings in found]

    def _told(self, found: Iterable[Finding]) -> list[Finding]:
        return told_once([finding for finding in found if self._selection.wants(finding)])


def _run(step: Step, segment: Segment, found: list[Finding]) -> None:
    """Add what the check finds in the segment."""
    name, find, compiled, options, _ = step
    try:
        # A loop: to extend a list by a generator takes twice the time, and nearly always there is nothing in it.
        for finding in find(segment, compiled, options):
            found.append(finding)  # noqa: PERF402
    except PatternTimeout as stopped:
        found.append(stopped_pattern(name, stopped))
