"""Words, phrases and sentences that stand twice in a row, and loops.

Finds: a doubled word ("of the the city"), a doubled phrase ("is connected is connected"), loops of a word, a phrase or a
    clause ("соснів соснів соснів соснів …"), a sentence or paragraph that stands twice in a row.
Why: a translation model that has lost its place says the same again; a reader sees a slip, and a loop fills pages.
Wrong: "at the end of the the street"
Right: "at the end of the street"
Leaves alone: doubles that a language asks for ("had had", "die die", "vous vous": lists by language), languages that double
    words to say "very" or "every" (Hindi, Indonesian, Turkish …), interjections however often, initials, names of two equal
    words, what has no letter in it.
Fix safety: suggested, never safe: whether a double is meant is for a reader to say. A loop of four or more is collapsed to one,
    and the message says how often it stood there. Sentences are shown only, with the removal as an alternative.
Options: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import eq

from cleanup.check import Check, Options, Stage
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding, Severity
from cleanup.rulepack import Field, Kind, Rule, Schema
from cleanup.spans import Span

NAME = "repetition"
LOOP = 4  # times in a row that make a loop
SHORT = 5  # code points: a short word with a comma ("whoa,", "no,") is called out often and needs more to be a loop
LOOP_OF_SHORT = 6
SENTENCE = 25  # code points of a sentence that is not said twice on purpose ("No. No.", "Testing. Testing.")
SENTENCE_UNSPACED = 6
LINE = 40  # … of a paragraph; a shorter line may be a refrain or a table
PROBE = 10  # code points that are looked for again behind themselves
STEP = 96  # from probe to probe: a loop as long as this and three of its periods is met
WINDOW = 240
COORDINATOR = 3  # letters: "worse and worse and" is no doubled pair

# Atomic groups, and one plain character at the beginning: a text without doubles is passed at the speed of one scan. A word is
# what has no space in it, since the vowel signs of India are no letters to \w.
_AGAIN = re.compile(r" ([^ ]++) \1(?!\w)")
_AGAIN_AFTER_NEXT = re.compile(r" ([^ ]++) (?=([^ ]++) \1 )")
_BEGINS_SENTENCE = re.compile(r"(?:\A|[.!?…:\n][\"'’”»“«„‘‚)\] \n]*|[\"“«„‘‚(¿¡–—-][ ]?)\Z")

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’\-\u0300-\u036f])*")
_CALLED = "aeiouyhmnrszxAEIOUYHMNRSZXаеиоуыэюяхмнрсзАЕИОУЫЭЮЯХМНРСЗーあいうえおハハwｗㅋㅎ啊哈呵"  # letters that people draw out
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Doubles:
    """The words that may stand twice, those that may stand any number of times, and whether the language doubles words."""

    twice: frozenset[str]
    often: frozenset[str]
    reduplication: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """What repeats from ``start`` to ``end``: its first time ends at ``first``; ``times`` in a row."""

    rule: str
    start: int
    first: int
    end: int
    times: int


def compile_rules(rules: Sequence[Rule], language: str | None) -> object:
    """The lists of all entries in force, without case."""
    words = {
        name: frozenset(word.casefold() for rule in rules for word in rule.texts(name)) for name in ("twice", "often")
    }
    return Doubles(words["twice"], words["often"], any(rule.text("reduplication") == "yes" for rule in rules))


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """The repetitions in order; where two overlap, the first and longer one."""
    assert isinstance(compiled, Doubles)
    text = segment.text
    hits = [*_words(text, compiled), *_sentences(text), *_lines(text), *_loops(text)]
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    end = 0
    for hit in hits:
        if hit.start >= end and not segment.protected.hits(Span(hit.start, hit.end)):
            end = hit.end
            yield _finding(text, hit)


def _finding(text: str, hit: Hit) -> Finding:
    said = " ".join(text[hit.start : hit.first].split())
    shown = said if len(said) <= 60 else f"{said[:57]}…"
    often = "twice" if hit.times == 2 else f"{hit.times} times"
    fix = Fix((Edit(Span(hit.first, hit.end), ""),), Applicability.SUGGESTED, "Keep it once")
    shown_only = hit.rule == "repeated-sentence"
    return Finding.at(
        text, Span(hit.start, hit.end), check=NAME, rule=hit.rule, message=f"“{shown}” stands {often} in a row",
        severity=Severity.ERROR if hit.times >= LOOP else Severity.WARNING,
        fix=None if shown_only else fix, alternatives=(fix,) if shown_only else (),
    )  # fmt: skip


def _words(text: str, doubles: Doubles) -> Iterator[Hit]:
    """Words and pairs of words. Line ends count as spaces here, case does not count, and the text begins with a space."""
    flat = f" {text}".replace("\n", " ")
    small = flat.lower()
    if len(small) != len(flat):
        small = flat  # a capital of two small letters (İ): the places would move
    end = 0
    for match in _AGAIN.finditer(small):
        if match.start() >= end:
            hit = _hit(small, match.start(1), match[1], "doubled-word")
            end = hit.end + 1
            if _is_odd(text, hit, doubles):
                yield hit
    end = 0
    for match in _AGAIN_AFTER_NEXT.finditer(small):
        pair = f"{match[1]} {match[2]}"
        if match.start() >= end and small.startswith(pair, match.end(2) + 1):
            hit = _hit(small, match.start(1), pair, "doubled-phrase")
            end = hit.end + 1
            if hit.times > 1 and _is_odd_pair(text, hit, doubles):
                yield hit


def _hit(small: str, start: int, said: str, rule: str) -> Hit:
    """How often ``said`` stands from ``start`` on; places of the text, which has no space before it."""
    step = len(said) + 1
    times = 1
    while small.startswith(said, start + times * step) and small[start + times * step - 1] == " ":
        times += 1
    last = start + times * step - 1
    if last < len(small) and (small[last].isalnum() or small[last] == "_"):
        times, last = times - 1, last - step  # "of the of them"
    first = start + len(said)
    return Hit("loop" if times >= LOOP else rule, start - 1, first - 1, last - 1, times)


def _may_double(word: str, doubles: Doubles) -> bool:
    folded = word.casefold()
    return doubles.reduplication or folded in doubles.twice or folded in doubles.often


def _is_odd(text: str, hit: Hit, doubles: Doubles) -> bool:
    """True when the double or loop of a word is none that people write."""
    word = text[hit.start : hit.first]
    if word.strip(".,;:!?…\"'’”“»«()").casefold() in doubles.often or not _LETTER.search(word):
        return False
    if _WORD.fullmatch(word) is None:
        return hit.times >= (LOOP if len(word) > SHORT else LOOP_OF_SHORT)
    if hit.times >= LOOP:
        return True
    if _may_double(word, doubles) or _spans_rows(text, hit):
        return False
    if text.startswith(word, hit.first + 1):  # names: "the Saba Saba march"; but "the LAST LAST day"
        return not word[0].isupper() or (word.isupper() and len(word) > 3)
    again = text[hit.first + 1 : hit.end]  # "The the"; but "das Spielen spielen wir", "the Of of names"
    return (
        again.islower()
        and len(word) > 1
        and _BEGINS_SENTENCE.search(text, max(0, hit.start - 8), hit.start) is not None
    )


def _spans_rows(text: str, hit: Hit) -> bool:
    """True for equal words in short lines one above the other, as in a table or a list."""
    between = text[hit.first : hit.end]
    if "\n" not in between:
        return False
    start = text.rfind("\n", 0, hit.start) + 1
    return hit.first - start < LINE


def _is_odd_pair(text: str, hit: Hit, doubles: Doubles) -> bool:
    words = text[hit.start : hit.first].split()
    if len(words) != 2 or words[0] == words[1] or _spans_rows(text, hit) or not all(map(_WORD.fullmatch, words)):
        return False
    first, second = words
    if hit.times < LOOP:
        if not {first.casefold(), second.casefold()}.isdisjoint(doubles.often) or doubles.reduplication:
            return False
        if len(second) <= COORDINATOR < len(first) or text.startswith(f" {first}", hit.end):
            return False
    return True


def _sentences(text: str) -> Iterator[Hit]:
    """Sentences that stand again right behind themselves, and clauses that do so again and again."""
    flat = f"{text} ".replace(".\n", ". ")
    for mark, least in ((". ", SENTENCE), ("。", SENTENCE_UNSPACED)):
        for start, first, end, times in _runs(flat, mark, least):
            if times >= LOOP:
                yield Hit("loop", start, first, end, times)
            elif start == 0 or _BEGINS_SENTENCE.search(text, max(0, start - 8), start):
                yield Hit("repeated-sentence", start, first, end, times)
    for mark in (", ", "，", "、"):
        for start, first, end, times in _runs(flat, mark, 2):
            if times >= (LOOP if first - start > SHORT else LOOP_OF_SHORT):
                yield Hit("loop", start, first, end, times)


def _runs(text: str, mark: str, least: int) -> Iterator[tuple[int, int, int, int]]:
    """Start, end of the first, end, and number of equal stretches in a row that each end with ``mark``."""
    if mark not in text:
        return
    pieces = text.split(mark)
    if not any(map(str.endswith, pieces, pieces[1:])):
        return  # the common case, at the speed of the split
    place = index = 0
    while index + 1 < len(pieces):
        piece, again = pieces[index], pieces[index + 1]
        times = 1
        if len(again) >= least and piece.endswith(again) and _LETTER.search(again):
            while index + times < len(pieces) and pieces[index + times] == again:
                times += 1
            start = place + len(piece) - len(again.lstrip())
            step = len(again) + len(mark)
            first = place + len(piece) + len(mark.rstrip())
            yield start, first, first + step * (times - 1), times
        place += len(piece) + len(mark) + (times - 1) * (len(again) + len(mark))
        index += times


def _lines(text: str) -> Iterator[Hit]:
    """Paragraphs that stand again as the next paragraph."""
    lines = [line for line in text.split("\n") if line]
    if not any(map(eq, lines, lines[1:])):
        return
    position = 0
    before, start = "", 0
    for line in lines:
        position = text.index(line, position)
        if line == before and len(line) >= LINE and _LETTER.search(line):
            yield Hit("repeated-sentence", start, start + len(line), position + len(line), 2)
        before, start = line, position
        position += len(line)


def _loops(text: str) -> Iterator[Hit]:
    """Loops of any period: a few code points that are met twice more right behind themselves, tried from place to place."""
    count = text.count
    end = 0
    for place in range(STEP // 4, len(text) - STEP // 4, STEP):
        if place >= end and count(text[place : place + PROBE], place, place + WINDOW) >= 3:
            end, hit = _loop_at(text, place)
            if hit is not None:
                yield hit


def _loop_at(text: str, place: int) -> tuple[int, Hit | None]:
    """Up to where the text repeats around ``place``, and the loop there, from its first whole word on."""
    period = text.find(text[place : place + PROBE], place + 1) - place
    if period <= 0 or text[place : place + period] * 2 != text[place + period : place + 3 * period]:
        return place, None
    letters = set(_LETTER.findall(text[place : place + period]))
    if not letters or (len(letters) == 1 and letters < set(_CALLED)):
        return _end_of_run(text, place, period), None  # rows of dots, "aaaaaa"
    start, beyond = place, _end_of_run(text, place, period)
    while start > 0 and text[start - 1] == text[start - 1 + period]:
        start -= 1
    if " " in text[start : start + period]:  # begin with a whole word
        while start > 0 and not text[start - 1].isspace():
            start += 1
    times = (beyond - start) // period
    end = start + times * period
    if times < LOOP or "\n" in text[start:end]:
        return beyond, None
    first = start + period
    while first > start and text[first - 1] == " " and text[end - 1] == " ":
        first, end = first - 1, end - 1
    return beyond, Hit("loop", start, first, end, times)


def _end_of_run(text: str, place: int, period: int) -> int:
    end = place + period
    while end < len(text) and text[end] == text[end - period]:
        end += 1
    return end


CHECK = Check(
    name=NAME,
    stage=Stage.DETECT,
    find=find,
    about=__doc__ or "",
    rules={
        "doubled-word": "A word that stands twice (or three times) in a row.",
        "doubled-phrase": "Two words that stand twice in a row.",
        "loop": "A word, phrase or clause that stands four times or more in a row.",
        "repeated-sentence": "A sentence or paragraph that stands again right behind itself.",
    },
    schema=Schema(
        {
            "twice": Field(Kind.TEXTS, "words that grammar may put twice in a row"),
            "often": Field(Kind.TEXTS, "words that people say twice or more: interjections, emphasis"),
            "reduplication": Field(Kind.CHOICE, "the language doubles words of any kind", ("yes", "no")),
        }
    ),
    compile=compile_rules,
)
