"""Loops of any period: a phrase, a clause or a few characters that stand four times in a row or more.

A loop of ``period`` words is the same as itself ``period`` words further on, for three periods: one word of so many is compared,
and by characters in the same way. What is alike there by chance, as one word of a hundred is, its neighbours tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, compress
from operator import eq

from cleanup.checks._repetition.hit import LETTER, LOOP, LOOP_OF_SHORT, SHORT, Hit
from cleanup.document import Segment
from cleanup.text.patterns import later

FEWEST = 3 * LOOP - 2  # words that stand again, in a loop of three words
WORDS = (3, 4, 5, 6, 7, 8, 9)  # periods that are looked for by words, one by one …
LONG, LONGEST = 10, 30  # … and these together
CHARACTERS = 11  # … by characters, where words have no spaces between them
# Code points that are looked for again behind themselves, from place to place, and how far: loops of periods from
# (step + probe) / 3 code points on, up to the reach, are met. With spaces these are longer than the words above.
PROBE, STEP, REACH = 10, 400, 320
PROBE_UNSPACED, STEP_UNSPACED, REACH_UNSPACED = 6, 30, 320
UNIT, STEP_IN_UNIT = 400, 16  # code points of a unit of a translation, in which a loop is often all there is
FEW = 60  # words of a text of which it is cheap to ask how many are different
TRIES = 3  # other places of a probe, where it stands in one period more than once
LONG_TOKEN = 10  # code points; where tokens have more, the script puts no spaces between words
DRAWN_OUT = 8  # times that a character stands to be a loop where one is a word: "啊啊啊啊"
SOUND, SOUNDS = 4, 12  # letters of a syllable without a space ("hahaha"), and how often it stands to be a loop

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"  # a damaged text says nothing of repetition
_HAN = later("[\u3400-\u9fff]")
_UNSPACED = later("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_CALLED = frozenset(
    "aeiouyhmnrszxAEIOUYHMNRSZXаеиоуыэюяхмнрсзАЕИОУЫЭЮЯХМНРСЗーあいうえおハはwｗㅋㅎ啊哈呵"
)  # letters that people draw out
_MARKS = " ,;.:…!?¡¿–—-、，。；：！？·।،؛"  # between one time and the next


def loops(segment: Segment, pairs: Collection[Hit], often: Collection[str]) -> list[Hit]:
    """All loops. ``pairs`` are those that were found already, of words; ``often`` are words that may be called out."""
    text = segment.text
    if not pairs and is_short(segment):
        return []  # the common case of a unit of a translation
    of_pairs = ((hit.start, hit.first + 1 - hit.start) for hit in pairs)
    seeds = chain(of_pairs, _by_words(segment), _by_characters(segment), _by_probes(segment))
    first = next(seeds, None)
    return [] if first is None else [*_loops(text, chain((first,), seeds), often)]  # none: the common case


def is_short(segment: Segment) -> bool:
    """True for a text of few words, most of them different, with spaces between them."""
    count = len(segment.tokens)
    if len(segment.text) > min(UNIT, LONG_TOKEN * count):
        return False
    different = len(segment.vocabulary)
    return count - different < FEWEST and 4 * different >= 3 * count


def _by_words(segment: Segment) -> Iterator[tuple[int, int]]:
    """Place and period, in code points, of what looks like a loop of three words or more."""
    tokens = segment.tokens
    if len(tokens) <= FEW and len(tokens) - len(segment.vocabulary) < FEWEST:
        return
    found = [(at, period) for at, period in _likely(tokens) if _is_run(tokens, at, period)]
    if not found:
        return  # the common case
    places = _places(segment.text, tokens)
    for index, period in found:
        yield places[index], places[index + period] - places[index]


def _likely(tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Words that are met again one period further on, as the word before is, with the period."""
    count = len(tokens)
    likely: list[tuple[int, int]] = []
    for period in WORDS:
        step = (LOOP - 1) * period - 3  # at this distance, the first but one or a later word of any loop is met
        again = compress(range(0, count, step), map(eq, tokens[::step], tokens[period::step]))
        likely += [(at, period) for at in again if tokens[at - 1] == tokens[at - 1 + period]]
    places = range(0, count, (LOOP - 1) * LONG - 3)
    near = [at for at in places if tokens[at] in tokens[at + LONG : at + LONGEST + 1]]
    near = [at for at in near if tokens[at - 1] in tokens[at - 1 + LONG : at + LONGEST]]
    return likely + [
        (at, period)
        for at in near
        for period in range(LONG, LONGEST + 1)
        if at + period < count and tokens[at] == tokens[at + period] and tokens[at - 1] == tokens[at - 1 + period]
    ]


def _is_run(tokens: Sequence[str], index: int, period: int) -> bool:
    """True when a loop of this period of words stands there, as far as its words say; not for one of a word, or of two of them."""
    least = (LOOP - 1) * period - 2  # the first word may begin with a capital, and a full stop stand behind the last
    first = index
    while first and index - first < least and tokens[first - 1] == tokens[first - 1 + period]:
        first -= 1
    beyond = index + 1
    while beyond + period < len(tokens) and beyond - first < least and tokens[beyond] == tokens[beyond + period]:
        beyond += 1
    unit = tokens[index : index + period]
    return beyond - first >= least and unit[1:] != unit[:-1] and unit[2:] != unit[:-2]


def _places(text: str, tokens: Sequence[str]) -> list[int]:
    places, end = [], 0
    for token in tokens:
        start = text.index(token, end)
        end = start + len(token)
        places.append(start)
    return places


def _by_characters(segment: Segment) -> Iterator[tuple[int, int]]:
    """The same by single characters, where words have no spaces between them: the last byte of most is another."""
    text = segment.text
    if len(text) <= LONG_TOKEN * len(segment.tokens):
        return
    low = text.encode("utf-32-le", "surrogatepass")[::4]
    count = len(text)
    for period in range(1, CHARACTERS + 1):
        step = (LOOP - 1) * period - 2 if period > 1 else DRAWN_OUT - 3
        again = compress(range(0, count, step), map(eq, low[::step], low[period::step]))
        for at in again:
            if at and text[at - 1] == text[at - 1 + period] and _goes_on(text, at, period, step // 2):
                yield at, period
    yield from _probed(text, STEP_UNSPACED, REACH_UNSPACED, PROBE_UNSPACED)


def _by_probes(segment: Segment) -> Iterator[tuple[int, int]]:
    """The same for long periods, by a few code points that are looked for again behind themselves."""
    text = segment.text
    in_unit = len(text) <= UNIT and 4 * len(segment.vocabulary) < 3 * len(segment.tokens)
    return _probed(text, STEP_IN_UNIT if in_unit else STEP, REACH, PROBE)


def _probed(text: str, step: int, reach: int, size: int) -> Iterator[tuple[int, int]]:
    near = reach + size
    places = range(step // 4, len(text) - step // 4, step)
    for place in [at for at in places if text[at : at + size] in text[at + 1 : at + near]]:
        again = place
        for _ in range(TRIES):
            again = text.find(text[place : place + size], again + 1, place + near)
            if again < 0:
                break
            if _goes_on(text, place, again - place, (again - place) * (LOOP - 1) // 2 - 1):
                yield place, again - place


def _goes_on(text: str, place: int, period: int, least: int) -> bool:
    """True when so many code points, here or before, are the same as one period further on."""
    if text[place : place + least] == text[place + period : place + period + least]:
        return True
    start = place - least
    return start >= 0 and text[start:place] == text[start + period : place + period]


def _loops(text: str, seeds: Iterable[tuple[int, int]], often: Collection[str]) -> Iterator[Hit]:
    """The loops at these places. What was seen to repeat once is not looked at again with the double of its period."""
    small = text.replace("\n", " ")  # line ends count as spaces
    lower = small.lower()
    small = lower if len(lower) == len(text) else small
    taken = bytearray(len(text))
    for place, period in seeds:
        if taken[place]:
            continue
        start, beyond = _run(small, place, period)
        if beyond - start >= (LOOP - 1) * period:
            taken[start:beyond] = b"\1" * (beyond - start)
            hit = _hit(text, small, start, beyond, period)
            if hit is not None and _is_odd(text, hit, often):
                yield hit


def _run(small: str, place: int, period: int) -> tuple[int, int]:
    """From where to where the text is the same as one period before or behind."""
    start, beyond = place, place + period
    while start >= period and small[start - period : start] == small[start : start + period]:
        start -= period
    while start > 0 and small[start - 1] == small[start - 1 + period]:
        start -= 1
    while beyond + period <= len(small) and small[beyond - period : beyond] == small[beyond : beyond + period]:
        beyond += period
    while beyond < len(small) and small[beyond] == small[beyond - period]:
        beyond += 1
    return start, beyond


def _hit(text: str, small: str, start: int, beyond: int, period: int) -> Hit | None:
    """The loop from its first whole word on. The last time may stand without what divides it from the next."""
    if " " in small[start : start + period]:
        while start > 0 and not text[start - 1].isspace():
            start += 1
    core = len(small[start : start + period].rstrip(_MARKS))
    times, rest = divmod(beyond - start, period)
    end, first = start + times * period, start + period
    if core <= rest < period and not small[beyond : beyond + 1].isalnum():
        times, end, first = times + 1, end + core, start + core
    while first > start and small[first - 1] == " " and small[end - 1] == " ":
        first, end = first - 1, end - 1
    return Hit("loop", start, first, end, times) if times >= LOOP else None


def _is_odd(text: str, hit: Hit, often: Collection[str]) -> bool:
    """True when the loop is none that people write; loops of one word are for another to judge."""
    unit = text[hit.start : hit.first].strip(_MARKS + "\n\"'’“”«»()")
    letters = frozenset(LETTER.findall(unit))
    if not letters or REPLACEMENT in unit or unit.casefold() in often or _is_in_rows(text, hit):
        return False
    period = (hit.end - hit.first) // (hit.times - 1)
    spaced = any(map(str.isspace, text[hit.start : hit.start + period]))
    if spaced and len({*unit.casefold().split()}) < 2:
        return False
    if not spaced and not _UNSPACED().search(unit):
        return not letters <= _CALLED and hit.times >= (LOOP if len(unit) >= SOUND else SOUNDS)
    if _UNSPACED().search(unit):
        least = DRAWN_OUT if len(unit) == 1 else LOOP if len(unit) > 2 or _HAN().search(unit) else LOOP_OF_SHORT
        return not letters <= _CALLED and hit.times >= least
    return hit.times >= (LOOP if len(unit) > SHORT else LOOP_OF_SHORT)


def _is_in_rows(text: str, hit: Hit) -> bool:
    """True where each line begins with the same time of it: a refrain, a table."""
    period = (hit.end - hit.first) // (hit.times - 1)
    ends = [at for at in range(hit.start, hit.end) if text[at] == "\n"]
    return bool(ends) and all((at + 1 - hit.start) % period == 0 for at in ends)
