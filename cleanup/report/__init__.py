"""Reports: decisions in positions of the user's own file, in the format that was asked for. One module a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from cleanup.document import Document
from cleanup.errors import OptionError, unknown
from cleanup.findings import Decision, Finding, Outcome
from cleanup.formats import Labels
from cleanup.lines import Lines
from cleanup.records import field, record
from cleanup.report.tally import Tally
from cleanup.result import Result


@record
class FileReport:
    """One file and what became of it. ``named`` is True where lines mean nothing to its readers, as in a Word file."""

    document: Document
    result: Result
    named: bool = False

    @property
    def path(self) -> str:
        return self.document.path

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.document.text, self.document.line)

    def of(self, *outcomes: Outcome) -> list[Decision]:
        """The decisions with one of these outcomes, in the order of the text."""
        return [decision for decision in self.result.decisions if decision.outcome in outcomes]

    @cached_property
    def found(self) -> list[Decision]:
        """What was put right or is left for a person, in the order of the text."""
        return [d for d in self.result.decisions if d.is_left or d.outcome is Outcome.APPLIED]

    @property
    def left(self) -> list[Decision]:
        """What is left for a person."""
        return [decision for decision in self.found if decision.is_left]

    @cached_property
    def _labels(self) -> Labels:
        return Labels(self.document)

    def label(self, finding: Finding) -> str:
        """What a person calls the place (paragraph 3, row 12, a unit's id), "" where only line and column tell it."""
        return self._label_at(finding.span.start)

    def _label_at(self, offset: int) -> str:
        label = self._labels.at(offset)
        return "" if label == f"line {self.lines.place(offset)[0]}" else label

    def place(self, finding: Finding) -> str:
        """``line:column``, as editors write it, or the place's name where lines mean nothing."""
        return self.place_at(finding.span.start)

    def place_at(self, offset: int) -> str:
        """The same of a code point of the document."""
        line, column = self.lines.place(offset)
        return (self._label_at(offset) if self.named else "") or f"{line}:{column}"


@record
class Run:
    """A run over files: what a report is made of. ``fixing`` is False when nothing is written (``check``).

    A report goes over :meth:`each` once: the files may come one by one from a stream that does not fit in memory.
    ``tally`` has counted those that went by, and ``notes`` gives what is to be said after the last one.
    """

    files: Iterable[FileReport]
    fixing: bool = False
    color: bool = False
    notes: Callable[[], Iterable[str]] = tuple
    tally: Tally = field(default_factory=Tally)

    def each(self) -> Iterator[FileReport]:
        """The files, each counted when it goes by."""
        for file in self.files:
            self.tally.add(file)
            yield file


Reporter = Callable[[Run], Iterable[str]]


def _text(run: Run) -> Iterator[str]:
    from cleanup.report.text import lines

    return lines(run)


def _json(run: Run) -> Iterator[str]:
    from cleanup.report.json import document

    yield document(run)


def _jsonl(run: Run) -> Iterator[str]:
    from cleanup.report.json import rows

    return rows(run)


def _diff(run: Run) -> Iterator[str]:
    from cleanup.report.diff import diffs

    return diffs(run)


def _github(run: Run) -> Iterator[str]:
    from cleanup.report.github import workflow_commands

    return workflow_commands(run)


def _sarif(run: Run) -> Iterator[str]:
    from cleanup.report.sarif import log

    yield log(run)


def _html(run: Run) -> Iterator[str]:
    from cleanup.report.html import page

    yield page(run)


def _junit(run: Run) -> Iterator[str]:
    from cleanup.report.junit import suites

    return suites(run)


REPORTS: dict[str, Reporter] = {
    "text": _text,
    "json": _json,
    "jsonl": _jsonl,
    "diff": _diff,
    "github": _github,
    "sarif": _sarif,
    "junit": _junit,
    "html": _html,
}


def reporter(name: str) -> Reporter:
    """The report format of that name. Raises OptionError."""
    if name not in REPORTS:
        raise OptionError(unknown("report format", name, REPORTS))
    return REPORTS[name]
