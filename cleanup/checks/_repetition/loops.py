"""Sentences and paragraphs that stand again right behind themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import eq

from cleanup.checks._repetition.hit import BEGINS_SENTENCE, LETTER, LINE, LOOP, LOOP_OF_SHORT, SHORT, Hit
from cleanup.document import Segment
from cleanup.text.patterns import later

SENTENCE = 25  # code points of a sentence that is not said twice on purpose ("No. No.", "Testing. Testing.")
SENTENCE_UNSPACED = 6
CLAIM = 12  # … that is not said four times on purpose

_MARKS = frozenset("。，、")  # between sentences and clauses in Chinese and Japanese
# What sentences end with. Cutting a text into its sentences costs four times as much.
_SENTENCE_ENDS = later(r"\.(?<=(.{13}))(?![^ \n])", re.DOTALL)


def may_be_repeated(text: str) -> bool:
    """False for a text in which :func:`repeated` has nothing to compare: one line with one full stop at most."""
    return text.count(".") > 1 or "\n" in text or not (text.isascii() or _MARKS.isdisjoint(text))


def repeated(segment: Segment) -> list[Hit]:
    """All of them. Each kind is looked for only where one scan of the text in C has seen a sign of it."""
    text = segment.text
    hits: list[Hit] = []
    if _may_say_again(text):
        hits += _sentences(text, ". ", SENTENCE)
    if "。" in text:
        hits += _sentences(text, "。", SENTENCE_UNSPACED)
    if "，" in text or "、" in text:
        hits += [*_clauses(text, "，"), *_clauses(text, "、")]
    if "\n" in text and _may_have_rows(segment.lines):
        hits += _rows(text)
    return hits


def _may_say_again(text: str) -> bool:
    """False when no sentence ends like the one before it: the common case."""
    if text.count(".") < 2:
        return False
    ends = _SENTENCE_ENDS().findall(text)
    return any(map(eq, ends, islice(ends, 1, None)))


def _sentences(text: str, mark: str, least: int) -> Iterator[Hit]:
    for start, first, end, times in _runs(text, mark, min(least, CLAIM)):
        if times >= LOOP:
            yield Hit("loop", start, first, end, times)
        elif first - start > least and (start == 0 or BEGINS_SENTENCE.search(text, max(0, start - 8), start)):
            yield Hit("repeated-sentence", start, first, end, times)


def _clauses(text: str, mark: str) -> Iterator[Hit]:
    for start, first, end, times in _runs(text, mark, 2):
        if times >= (LOOP if first - start > SHORT else LOOP_OF_SHORT):
            yield Hit("loop", start, first, end, times)


def _runs(text: str, mark: str, least: int) -> Iterator[tuple[int, int, int, int]]:
    """Start, end of the first, end, and number of equal stretches in a row that each end with ``mark``."""
    pieces = f"{text} ".replace(".\n", ". ").split(mark)
    if not pieces[-1]:
        pieces.pop()  # it would stand at the end of any
    if not any(map(str.endswith, pieces, islice(pieces, 1, None))):
        return  # the common case, at the speed of the split
    place = index = 0
    while index + 1 < len(pieces):
        piece, again = pieces[index], pieces[index + 1]
        times = 1
        if len(again) >= least and piece.endswith(again) and LETTER.search(again):
            while index + times < len(pieces) and pieces[index + times] == again:
                times += 1
            start = place + len(piece) - len(again.lstrip())
            step = len(again) + len(mark)
            first = place + len(piece) + len(mark.rstrip())
            yield start, first, first + step * (times - 1), times
        place += len(piece) + len(mark) + (times - 1) * (len(again) + len(mark))
        index += times


def _may_have_rows(lines: Sequence[str]) -> bool:
    rows = [*filter(None, lines)]
    return any(map(eq, rows, islice(rows, 1, None)))


def _rows(text: str) -> Iterator[Hit]:
    """Paragraphs that stand again as the next paragraph."""
    lines = filter(None, text.split("\n"))
    position = 0
    before, start = "", 0
    for line in lines:
        position = text.index(line, position)
        if line == before and len(line) >= LINE and LETTER.search(line):
            yield Hit("repeated-sentence", start, start + len(line), position + len(line), 2)
        before, start = line, position
        position += len(line)
