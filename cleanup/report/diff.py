"""A unified diff, made from the edits that are known: the texts are not compared again, so that it is linear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleanup.edits import Edit, splice
from cleanup.report import FileReport, Run

CONTEXT = 3  # lines around a change, as in every unified diff
_NO_NEWLINE = "\\ No newline at end of file"


class Change(NamedTuple):
    """The old lines from number ``start`` on (from 0) become the ``new`` ones. Lines keep their ``\\n``."""

    start: int
    old: list[str]
    new: list[str]

    @property
    def end(self) -> int:
        return self.start + len(self.old)


def diffs(run: Run) -> Iterator[str]:
    """The lines of the diffs of all files that change."""
    for file in run.each():
        if file.result.edits:
            yield from _diff(file)


def _diff(file: FileReport) -> Iterator[str]:
    yield f"--- {file.path}"
    yield f"+++ {file.path}"
    lines = _lines(file.document.text)
    grown = 0  # how many lines the changes so far have added
    for hunk in _hunks(changes(lines, file.result.edits)):
        yield from _hunk(lines, hunk, grown)
        grown += sum(len(change.new) - len(change.old) for change in hunk)


def _lines(text: str) -> list[str]:
    """The lines with their ``\\n``; other line ends are part of a line, as they are for every patch tool."""
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def changes(lines: Sequence[str], edits: Sequence[Edit]) -> list[Change]:
    """What the edits, in order, make of whole lines."""
    found: list[Change] = []
    number = offset = 0  # the line reached and where it begins
    waiting = list(reversed(edits))
    while waiting:
        while number < len(lines) and offset + len(lines[number]) <= waiting[-1].span.start:
            offset += len(lines[number])
            number += 1
        start, start_offset = number, offset
        group: list[Edit] = []
        # The line in which the last edit ends belongs to the change; every edit that begins in it comes along.
        while waiting and (not group or waiting[-1].span.start < offset):
            edit = waiting.pop()
            group.append(Edit(edit.span.shifted(-start_offset), edit.text))
            while number < len(lines) and offset <= edit.span.end:
                offset += len(lines[number])
                number += 1
        old = list(lines[start:number])
        found.append(_trimmed(Change(start, old, _lines(splice("".join(old), group)))))
    return [change for change in found if change.old or change.new]


def _trimmed(change: Change) -> Change:
    """Without the lines at both ends that stay as they are."""
    start, old, new = change
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    while old and new and old[0] == new[0]:
        start, old, new = start + 1, old[1:], new[1:]
    return Change(start, old, new)


def _hunks(found: Iterable[Change]) -> Iterator[list[Change]]:
    group: list[Change] = []
    for change in found:
        if group and change.start - group[-1].end > 2 * CONTEXT:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _hunk(lines: Sequence[str], hunk: list[Change], grown: int) -> Iterator[str]:
    low, high = max(0, hunk[0].start - CONTEXT), min(len(lines), hunk[-1].end + CONTEXT)
    more = sum(len(change.new) - len(change.old) for change in hunk)
    yield f"@@ -{_range(low, high - low)} +{_range(low + grown, high - low + more)} @@"
    position = low
    for change in hunk:
        yield from _signed(" ", lines[position : change.start])
        yield from _signed("-", change.old)
        yield from _signed("+", change.new)
        position = change.end
    yield from _signed(" ", lines[position:high])


def _signed(sign: str, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield sign + line.removesuffix("\n")
        if not line.endswith("\n"):
            yield _NO_NEWLINE


def _range(start: int, count: int) -> str:
    return str(start + 1) if count == 1 else f"{start + 1 if count else start},{count}"
