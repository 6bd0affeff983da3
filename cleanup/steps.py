"""The checks that are ready for texts in one language, and which of them a text has to be shown to.

Most checks look for something that has to do with certain characters: quotation marks, digits, brackets, letters of other
scripts. Which of them a text holds is found out once for all checks (``Check.marks``), so that a short text of letters, commas
and full stops is shown to six of the fifteen checks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
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


class Gate:
    """Which of some steps a text has to be shown to. What it remembers are answers that never change."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps
        self._always = sum(1 << number for number, step in enumerate(steps) if step.marks is None)
        self._in_ascii = [0] * 256  # for each sign (``cleanup.text.signs``) the steps, as the bits of a number
        self._beyond = [0] * 256  # … in a text with characters beyond ASCII, of which many share a sign
        self._beyond_ascii = 0  # the steps that any such character is a mark of
        for number, step in enumerate(steps):
            for mark in step.marks or "":
                if mark == BEYOND_ASCII:
                    self._beyond_ascii |= 1 << number
                    continue
                self._beyond[signs(mark)[0]] |= 1 << number
                if mark.isascii():
                    self._in_ascii[ord(mark)] |= 1 << number
        self._plain = bytes(sign for sign in range(256) if not self._in_ascii[sign] and not self._beyond[sign])
        self._chosen: dict[int, tuple[Step, ...]] = {}

    def steps(self, segment: Segment) -> tuple[Step, ...]:
        """The steps that may find something in the segment, in their order."""
        wanted, by_sign = self._always, self._in_ascii
        if not segment.text.isascii():
            wanted, by_sign = wanted | self._beyond_ascii, self._beyond
        for sign in {*segment.signs.translate(None, self._plain)}:
            wanted |= by_sign[sign]
        chosen = self._chosen.get(wanted)
        if chosen is None:
            chosen = tuple(step for number, step in enumerate(self._steps) if wanted >> number & 1)
            self._chosen[wanted] = chosen
        return chosen


class Steps:
    """The checks of both stages, in registry order, ready for texts in one language."""

    def __init__(self, made: Callable[[Stage], tuple[Step, ...]], selection: Selection, sic: SicMarks) -> None:
        self.made, self._selection, self.sic = made, selection, sic

    @cached_property
    def _repair(self) -> Gate:
        return Gate(self.made(Stage.REPAIR))

    @cached_property
    def _detect(self) -> Gate:
        return Gate(self.made(Stage.DETECT))

    def look(self, segment: Segment) -> Found | None:
        """What the checks find in a segment as it stands; None for nothing, which is nearly always the answer."""
        damage = self.damage(segment)
        if damage:
            return Found(damage, None)
        found = self.faults(segment)
        return Found(damage, found) if found else None

    def damage(self, segment: Segment) -> list[Finding]:
        """What the checks of the first stage find, which is all that finding out a language needs."""
        return self._found(self._repair.steps(segment), segment)

    def faults(self, segment: Segment) -> list[Finding]:
        """What the checks of the second stage find in a segment that needs no repair any more."""
        return self._found(self._detect.steps(segment), segment)

    def _found(self, steps: Iterable[Step], segment: Segment) -> list[Finding]:
        """What these checks find and a person wants to know."""
        found: list[Finding] = []
        for name, find, compiled, options, _ in steps:
            try:
                # A loop: to extend a list by a generator takes twice the time, and nearly always there is nothing in it.
                for finding in find(segment, compiled, options):
                    found.append(finding)  # noqa: PERF402
            except PatternTimeout as stopped:
                found.append(stopped_pattern(name, stopped))
        return told_once([finding for finding in found if self._selection.wants(finding)]) if found else found
