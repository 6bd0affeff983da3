"""Passages that stand in the source text word for word.

Needs the source. A passage of three words or more, or a whole line, that was copied; names, numbers, codes and what
is right in both languages are told apart by capitals and by the word lists. Texts with as many lines as their source
are compared line by line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from cleanup.checks._untranslated.candidates import Candidate
from cleanup.checks._untranslated.latin import names
from cleanup.checks._untranslated.surroundings import is_bracketed
from cleanup.document import Segment
from cleanup.spans import Span
from cleanup.text import lexicon, scripts

LONGEST = 4000  # words of a text that are compared as a whole; beyond it, only line by line
LEAST_SMALL = 2  # words in small letters of a run with a name at one of its ends
WHOLE = 0.75  # the share of a line's words that must be copied for the line to count
RUN, GLOSS = 3, 5  # words
SPEAKS, SPEAKS_WHOLE = (
    2.5,
    1.0,
)  # nats by which a copied word must be likelier in the source language to speak for a leftover
MOST = 8.0
_END = frozenset(".,;:!?…。！？")


def candidates(segment: Segment, script: str, judge: lexicon.Pair | None) -> Iterator[Candidate]:
    """Lines and runs copied from the source. ``judge`` compares words of the two languages, None without lists of both."""
    if not segment.source:
        return
    for start, end, source in pairs(segment.masked, segment.source):
        yield from _copied(segment, start, end, source, script, judge)


def pairs(text: str, source: str) -> Iterator[tuple[int, int, str]]:
    """The lines of the text with what they were translated from; the whole text when the lines do not match."""
    lines, source_lines = text.split("\n"), source.replace("\r\n", "\n").split("\n")
    if len(lines) != len(source_lines):
        yield 0, len(text), source
        return
    start = 0
    for line, original in zip(lines, source_lines, strict=True):
        yield start, start + len(line), original
        start += len(line) + 1


def _copied(
    segment: Segment, start: int, end: int, source: str, script: str, judge: lexicon.Pair | None
) -> Iterator[Candidate]:
    words = list(scripts.word_pattern().finditer(segment.masked, start, end))[:LONGEST]
    if not words:
        return
    runs = _runs(
        [word.group().casefold() for word in words],
        [word.casefold() for word in scripts.word_pattern().findall(source)[:LONGEST]],
    )
    tag = scripts.primary(segment.source_language) if segment.source_language else None
    long_runs = [run for run in runs if run[1] - run[0] >= min(RUN, len(words))]
    copied = sum(high - low for low, high in long_runs)
    whole = copied >= WHOLE * len(words) or _squeezed(segment.text[start:end]) == _squeezed(source)
    if whole and _speaks(words, script, judge, whole=True):
        yield Candidate(_line(segment.text, start, end), "copied", tag, "the whole line is copied from the source")
        return
    for low, high in long_runs:
        run = _trimmed(words[low:high])
        if len(run) < RUN:
            run = _one_name(words[low:high], run)
        length = sum(not word.group().isupper() for word in words[low:high])
        if len(run) < RUN or (length < GLOSS and is_bracketed(segment.text, run[0].start(), run[-1].end())):
            continue  # a term with its original: (fluorescent in situ hybridization, FISH)
        if _speaks(run, script, judge, whole=False):
            yield Candidate(
                Span(run[0].start(), run[-1].end()), "copied", tag, f"{len(run)} words copied from the source"
            )


def _squeezed(line: str) -> str:
    """Without spaces and case: "#Pilot Training" is "#PilotTraining"."""
    return "".join(line.split()).casefold()


def _line(text: str, start: int, end: int) -> Span:
    """The line without the punctuation around it; hashtags and a row of exclamation marks were copied with it."""
    line = text[start:end].rstrip()
    end = start + len(line) - (line[-1:] in _END and line[-2:-1] not in _END)
    return Span(start + len(line) - len(line.lstrip()), end)


def _runs(words: Sequence[str], source: Sequence[str]) -> list[tuple[int, int]]:
    """The longest runs of words that the source has in the same order, from left to right, without overlap."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, word in enumerate(source):
        places[word].append(i)
    runs, i = [], 0
    while i < len(words):
        best = 0
        for place in places.get(words[i], ())[:40]:
            length = 1
            while (
                i + length < len(words) and place + length < len(source) and words[i + length] == source[place + length]
            ):
                length += 1
            best = max(best, length)
        if best:
            runs.append((i, i + best))
        i += max(best, 1)
    return runs


def _trimmed(run: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """Without the capitalised words at its ends: names that the passage stands beside."""
    low, high = 0, len(run)
    while low < high and run[low].group()[0].isupper():
        low += 1
    while low < high and run[high - 1].group()[0].isupper():
        high -= 1
    return run[low:high]


def _one_name(words: Sequence[re.Match[str]], small: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """The run with its name or first word, where two words in small letters or more are left beside one: "Oh my word"."""
    if len(small) < LEAST_SMALL or (words[0] is not small[0] and words[-1] is not small[-1]):
        return ()  # House of Cards
    return words


def _speaks(words: Sequence[re.Match[str]], script: str, judge: lexicon.Pair | None, whole: bool) -> bool:
    """Do the words say that they are the source's, and not names, codes or words of both languages?"""
    total, small, strange, speaking = 0.0, 0, 0, 0
    for match in words:
        text = match.group()
        is_small = text[0].islower() or not text[0].isupper()
        if not is_small and not whole:
            continue
        if scripts.script_of(text[0]) != script:
            strange += (is_small and len(text) > 1) or (whole and len(text) > 2 and text.lower() not in names())
            continue
        small += is_small
        if judge is not None:
            worth = judge.compare(text.lower())
            speaking += worth >= 1
            total += max(-4.0, min(MOST, worth))
    if strange:
        return strange >= (1 if whole else 2)
    if judge is None:
        return small >= (2 if whole else RUN)
    if whole:
        return total >= SPEAKS_WHOLE and (small > 0 or speaking > len(words) / 2)  # not a list of names
    return total >= SPEAKS and small >= 2
