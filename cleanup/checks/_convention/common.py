"""What the parts of the check share: the facts of a language, and how a finding is made."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding, Severity
from cleanup.records import record
from cleanup.resources import data_file
from cleanup.rulepack import Rule
from cleanup.spans import Span
from cleanup.text.patterns import later
from cleanup.text.scripts import primary

if TYPE_CHECKING:
    from cleanup.checks._convention.gate import Gate

NAME = "convention"
LONGEST_LINE = 20_000  # code points beside a place in a paragraph that is read as a whole …
NEAR = 2_000  # … and those that are read of a longer one
REACH = 60  # code points beside a number or sign that the patterns look at, and more
_WITHOUT_NUMBERS = later(r"[^\d%$€£¥№\n]{120}+|\n|\Z")
SPACES = " \u00a0\u202f\u2009"


class Numbers(NamedTuple):
    """How a language writes them, after CLDR; ``hours`` is "12" or "24", ``date`` the pattern of a short date."""

    decimal: str
    group: str
    sign: str
    percent: str
    hours: str
    date: str


@record
class Compiled:
    """The facts of the language and the entries in force."""

    numbers: Numbers | None
    numero: tuple[Rule, str] | None
    after: Mapping[str, tuple[Rule, str]]
    before: Mapping[str, tuple[Rule, str]]
    after_number: Callable[[], re.Pattern[str]]
    before_number: Callable[[], re.Pattern[str]]
    gate: Gate | None
    narrow: bool


@cache
def _facts() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = json.loads(data_file("conventions.json").read_text(encoding="utf-8"))[
        "languages"
    ]
    return found


def numbers_of(tag: str) -> Numbers | None:
    """The facts of a language; None for one that CLDR does not know, and for Spanish of no region, which has two habits."""
    facts = _facts().get(tag) or _facts().get(primary(tag))
    return Numbers(*facts) if facts else None


def matches(pattern: re.Pattern[str], text: str, lines: Iterable[Span]) -> Iterator[re.Match[str]]:
    """The matches in these lines of a text: only few of a text hold a number worth a look."""
    for line in lines:
        yield from pattern.finditer(text, line.start, line.end)


def _stretch(text: str, place: int, low: int) -> Span:
    """What is read around a place: its line, or of a paragraph of megabytes what stands near. What stands before ``low`` was
    read before."""
    start = text.rfind("\n", max(low, place - LONGEST_LINE), place) + 1
    if not start:
        start = low if place - low <= LONGEST_LINE else place - REACH
    end = text.find("\n", place, place + LONGEST_LINE)
    if end < 0 and place + LONGEST_LINE < len(text):
        quiet = _WITHOUT_NUMBERS().search(text, min(place + NEAR, len(text)))
        assert quiet is not None  # the end of the text is one
        end = quiet.start() + (REACH if len(quiet[0]) > 1 else 0)
    return Span(start, len(text) if end < 0 else end)


def lines_with(text: str, search: Callable[[int], re.Match[str] | re.Match[bytes] | None]) -> Iterator[Span]:
    """What is read around the places that ``search`` finds, from a place on, in order."""
    end = 0
    while found := search(end):
        line = _stretch(text, found.start(), end)
        end = line.end
        yield line


def finding(
    segment: Segment, span: Span, rule: str, message: str, new: str | None, level: Applicability | None
) -> Finding:
    """With ``level`` None the change is an alternative that nobody applies by itself."""
    fix = (
        Fix((Edit(span, new),), level or Applicability.SUGGESTED, f"Write “{new.strip()}”") if new is not None else None
    )
    return Finding.at(
        segment.text, span, check=NAME, rule=rule, message=message, severity=Severity.INFO if level is None else Severity.WARNING,
        fix=fix if level else None, alternatives=() if level or fix is None else (fix,),
    )  # fmt: skip
