"""Sentences, paragraphs and stretches of any length that stand again right behind themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import eq

from cleanup.checks._repetition.hit import BEGINS_SENTENCE, LETTER, LINE, LOOP, LOOP_OF_SHORT, SHORT, Hit
from cleanup.document import Segment
from cleanup.text.patterns import later

SENTENCE = 25  # code points of a sentence that is not said twice on purpose ("No. No.", "Testing. Testing.")
SENTENCE_UNSPACED = 6
CLAIM = 12  # … that is not said four times on purpose
PROBE = 10  # code points that are looked for again behind themselves
STEP = 96  # from probe to probe: a loop as long as this and three of its periods is met
UNIT, STEP_IN_UNIT = 400, 16  # code points of a unit of a translation, in which a loop is often all there is
WINDOW = 240
NEAR = WINDOW // 2 + 5  # three probes in a window are not further from each other

# What sentences end with, and a clause that is said three times. Cutting a text into its sentences costs four times as much.
_SENTENCE_ENDS = later(r"\.(?<=(.{13}))(?![^ \n])", re.DOTALL)
_CLAUSES = later(r", ([^,]++(?:,[^ ][^,]*+)*+), \1, \1")

_CALLED = "aeiouyhmnrszxAEIOUYHMNRSZXаеиоуыэюяхмнрсзАЕИОУЫЭЮЯХМНРСЗーあいうえおハハwｗㅋㅎ啊哈呵"  # letters that people draw out


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
    if text.count(",") > 2 and _CLAUSES().search(text):
        hits += _clauses(text, ", ")
    if "\n" in text and _may_have_rows(segment.signs):
        hits += _rows(text)
    step = STEP_IN_UNIT if len(text) <= UNIT and 4 * len(segment.vocabulary) < 3 * len(segment.tokens) else STEP
    places = range(step // 4, len(text) - step // 4, step)
    if near := [at for at in places if text[at : at + PROBE] in text[at + 1 : at + NEAR]]:
        hits += _loops(text, near)
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


def _may_have_rows(signs: bytes) -> bool:
    rows = signs.split(b"\n")
    return any(map(eq, filter(None, rows), islice(filter(None, rows), 1, None)))


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


def _loops(text: str, places: Iterable[int]) -> Iterator[Hit]:
    """Loops of any period: a few code points that are met twice more right behind themselves, tried from place to place."""
    end = 0
    for place in places:
        if place >= end and text.count(text[place : place + PROBE], place, place + WINDOW) >= 3:
            end, hit = _loop_at(text, place)
            if hit is not None:
                yield hit


def _loop_at(text: str, place: int) -> tuple[int, Hit | None]:
    """Up to where the text repeats around ``place``, and the loop there, from its first whole word on."""
    period = text.find(text[place : place + PROBE], place + 1) - place
    if period <= 0 or text[place : place + period] * 2 != text[place + period : place + 3 * period]:
        return place, None
    letters = set(LETTER.findall(text[place : place + period]))
    if not letters or (len(letters) == 1 and letters < set(_CALLED)):
        return _end_of_run(text, place, period), None  # rows of dots, "aaaaaa"
    start, beyond = place, _end_of_run(text, place, period)
    while start > 0 and text[start - 1] == text[start - 1 + period]:
        start -= 1
    if " " in text[start : start + period]:  # begin with a whole word
        while start > 0 and not text[start - 1].isspace():
            start += 1
    # the last time may stand before a mark or the end of the text, without the space behind it
    spaceless = (
        text[start + period - 1] == " "
        and (beyond - start) % period == period - 1
        and not text[beyond : beyond + 1].isalnum()
    )
    times = (beyond - start) // period + spaceless
    end = start + times * period - spaceless
    if times < LOOP or "\n" in text[start:end]:
        return beyond, None
    first = start + period - spaceless
    while first > start and text[first - 1] == " " and text[end - 1] == " ":
        first, end = first - 1, end - 1
    return beyond, Hit("loop", start, first, end, times)


def _end_of_run(text: str, place: int, period: int) -> int:
    end = place + period
    while end < len(text) and text[end] == text[end - period]:
        end += 1
    return end
