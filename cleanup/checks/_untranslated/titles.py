"""Titles and terms that stand in the text as the source has them: "the Royal Department of Psychiatry".

A title is made of common words of the source's language, names are not: what counts is by how much its words are
commoner there than in the text's language. Works, brands and people stay quiet ("Resident Evil", "Joe Biden").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleanup.checks._untranslated.candidates import Candidate
from cleanup.checks._untranslated.copies import Copy, Source
from cleanup.checks._untranslated.of_source import COMMON, TITLE_WORD, OfSource
from cleanup.checks._untranslated.surroundings import is_quoted
from cleanup.findings import Severity
from cleanup.spans import Span

FUNCTION_WORD = 12  # the level up to which a word says nothing about what the title is made of
MOST_GAP, WORST_GAP = 9, -6  # levels by which a word of the title is commoner in the source's language
ENOUGH, ENOUGH_QUOTED = 12, 20  # … and what they must be together
WORDS, OF_TITLE = 3, 2  # words of a title, and how many of them must be common in the source's language
MAY_STAY = "looks like a title, which may be meant to stand as it is"

_BETWEEN = re.compile(r"[ \N{NO-BREAK SPACE}/-]|[ \N{NO-BREAK SPACE}]&[ \N{NO-BREAK SPACE}]")

# Where these words stand, the title is a place: Salt Lake City, the Richmond County Sheriff.
_PLACES = frozenset(
    {
        "city",
        "county",
        "island",
        "islands",
        "lake",
        "river",
        "street",
        "road",
        "avenue",
        "park",
        "bridge",
        "hill",
        "bay",
    }
)


def candidates(text: str, words: Sequence[Copy], source: Source, judge: OfSource, tag: str) -> Iterator[Candidate]:
    """The titles among the copied words of a line."""
    for run in _runs(text, words, source):
        title = _trimmed(run, judge)
        if len(title) > 1 and _is_title(text, title, judge, tag):
            span = Span(title[0].start, title[-1].end)
            yield Candidate(span, "copied", tag, "a title or term as the source has it", (MAY_STAY,), Severity.INFO)


def _runs(text: str, words: Sequence[Copy], source: Source) -> Iterator[Sequence[Copy]]:
    """Copied words that stand one after another in the text and in the source."""
    run: list[Copy] = []
    for word in words:
        near = run and _BETWEEN.fullmatch(text, run[-1].end, word.start)
        if near and source.has_together(run[-1], word):
            run.append(word)
            continue
        if len(run) > 1:
            yield run
        run = [word]
    if len(run) > 1:
        yield run


def _trimmed(run: Sequence[Copy], judge: OfSource) -> Sequence[Copy]:
    """Without the words at its ends that are written small in both texts, or are of one letter."""
    low, high = 0, len(run)
    while low < high and not (run[low].is_capital and len(run[low].text) > 1):
        low += 1
    while low < high and not (run[high - 1].is_capital and len(run[high - 1].text) > 1):
        high -= 1
    return run[low:high]


def _is_title(text: str, title: Sequence[Copy], judge: OfSource, tag: str) -> bool:
    content = [word for word in title if len(word.small) > 2 and (judge.levels(word.small)[1] or 99) > FUNCTION_WORD]
    gaps = [max(WORST_GAP, min(MOST_GAP, judge.gap(word.small))) for word in content]
    common = sum(_is_of_title(word.small, judge) for word in content)
    if tag != "en" and all(word.is_capital for word in title):
        return False  # names: the word lists hold those of their own country
    if len(content) < WORDS and not (common == len(content) == 2 and _has_short_form(text, title)):
        return False
    if any(word.small in _PLACES for word in title):
        return False
    quoted = is_quoted(text, title[0].start, title[-1].end)
    return common >= OF_TITLE and sum(gaps) >= (ENOUGH_QUOTED if quoted else ENOUGH)


def _has_short_form(text: str, title: Sequence[Copy]) -> bool:
    """Do its initials follow: Odds Ratio (OR)?"""
    initials = "".join(word.text[0] for word in title)
    return initials in text[title[-1].start : title[-1].end + len(initials) + 4]


def _is_of_title(word: str, judge: OfSource) -> bool:
    level = judge.levels(word)[1]
    return level is not None and level <= COMMON and judge.gap(word) >= TITLE_WORD
