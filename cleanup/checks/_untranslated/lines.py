"""Whole lines in another language, capitals or not: headlines, captions, short units of a translation file.

Within a sentence a capitalised word is a name and no evidence; where most words of a line are another language's,
capitals mean little.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Set

from cleanup.checks._untranslated.candidates import Candidate, how_sure
from cleanup.checks._untranslated.judge import Judge, occurrences
from cleanup.checks._untranslated.languages import PRIOR, RARE, list_of
from cleanup.document import Segment
from cleanup.spans import Span
from cleanup.text import lexicon, scripts
from cleanup.text.patterns import later

MOST, LEAST = 6.0, -3.0  # what one word can be worth, in nats
ENOUGH, ENOUGH_EACH, ENOUGH_EACH_OF_SOURCE = (
    10.0,
    1.7,
    0.9,
)  # what a line must be worth, as a whole and for each of its words
ENOUGH_MINOR = 20.0  # … where the list of this language is small
ENOUGH_FOR_ONE = 14.0  # … a line of one word, which must be a common one
COMMON, COMMON_OF_SOURCE = 14, 20
OF_SOURCE = 6.0  # what it is worth that the text was translated from the language
SHARE = 0.4  # of the words of a line must be suspicious for it to be looked at
OWN, OWN_SHARE = 2.5, 0.15  # nats that make a word this language's, and the share of such words that a line may have
FUNCTION_WORD = 9  # the level of "the", "is", "of"
SHORT = 70  # code points of a unit that is looked at when the language it was translated from is known
LONGEST_FOR_ONE = 30  # code points of a line for each different word in it that may be suspicious
LONGEST = 1000  # code points of a line that is looked at
CLOSE = 80  # code points in which three suspicious words stand in a sentence of a longer line
LEAST_IN_SENTENCE, SHARE_OF_SENTENCE = 3, 0.5  # of the words of a sentence of a longer line must be suspicious
_WORD = later(r"\w+")
_SENTENCE = later(r"[^.!?…:]{12,300}+(?:[.!?…:]+[\"'”’»›)]*(?=\s|\Z)|\Z)")


def candidates(segment: Segment, mine: Judge, titles: Set[str]) -> Iterator[Candidate]:
    """Lines that are in another language."""
    text = segment.text
    source = mine.table.index.get(list_of(mine.script, segment.source_language)) if segment.source_language else None
    if source is not None and len(text) <= SHORT and "\n" not in text:
        lines = [(0, len(text))]  # a short unit of a translation file is looked at anyway
    elif titles:
        lines = _lines(text, titles)
    else:
        return  # the common case
    for start, end in lines:
        found = _judged(segment, mine, source, start, end)
        if found is not None:
            yield found


def _lines(text: str, titles: Set[str]) -> list[tuple[int, int]]:
    """The lines that hold the words, when they are a good part of them, and sentences of longer lines."""
    places = sorted(place for place, _ in occurrences(text, titles))
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(places):
        start, end = text.rfind("\n", 0, places[at]) + 1, text.find("\n", places[at])
        end = len(text) if end < 0 else end
        after = bisect_left(places, end)
        count = after - at
        if end - start <= min(LONGEST, LONGEST_FOR_ONE * count) and _are_most(text[start:end], count, SHARE):
            found.append((start, end))
        elif any(places[i] - places[i - 2] <= CLOSE for i in range(at + 2, after)):
            found += _sentences(text, start, end, places[at:after])
        at = after
    return found


def _are_most(line: str, count: int, share: float) -> bool:
    """Are so many words that share of the line's words?"""
    return count >= share * len(_WORD().findall(line))


def _sentences(text: str, start: int, end: int, places: list[int]) -> Iterator[tuple[int, int]]:
    """The sentences of a line that hold the words, when they are most of theirs."""
    for match in _SENTENCE().finditer(text, start, end):
        count = bisect_left(places, match.end()) - bisect_left(places, match.start())
        if count >= LEAST_IN_SENTENCE and _are_most(match.group(), count, SHARE_OF_SENTENCE):
            yield match.span()


def _judged(segment: Segment, mine: Judge, source: int | None, start: int, end: int) -> Candidate | None:
    places = [match.span() for match in scripts.LETTERS[mine.script].finditer(segment.masked, start, end)]
    texts = [segment.text[low:high] for low, high in places if high - low > 1]
    words = [lexicon.word(mine.script, text.lower()) for text in texts]
    if not words:
        return None
    owners: Counter[int] = Counter(
        i for word in words for i in word.known if i in mine.others and mine.own not in word.known
    )
    tried = {i for i, _ in owners.most_common(4)} | ({source} if source is not None else set())
    best = max(
        ((_worth(words, mine, i, source) + PRIOR.get(mine.table.languages[i], 0.0), -i) for i in tried), default=None
    )
    if best is None or mine.table.languages[-best[1]] in RARE:
        return None
    worth, language = best[0], -best[1]
    if mine.minor and (len(words) < 4 or worth < ENOUGH_MINOR):
        return None
    if len(words) == 1:
        word = words[0]
        alone = word.likelihood(language) - word.likelihood(mine.own)
        given = language == source
        least, common = (ENOUGH_FOR_ONE - OF_SOURCE, COMMON_OF_SOURCE) if given else (ENOUGH_FOR_ONE, COMMON)
        if mine.own in word.known or word.known.get(language, 99) > common or alone < least:
            return None
    elif not _is_prose(texts, words, mine, language) or worth < max(
        ENOUGH, (ENOUGH_EACH_OF_SOURCE if language == source else ENOUGH_EACH) * len(words)
    ):
        return None
    return Candidate(
        Span(places[0][0], places[-1][1]),
        "language",
        mine.table.languages[language],
        "the whole line" if _is_line(segment.text, start, end) else "a whole sentence",
        (how_sure(worth),),
    )


def _is_line(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start] in ("", "\n") and text[end : end + 1] in ("", "\n")


def _is_prose(texts: list[str], words: list[lexicon.Word], mine: Judge, language: int) -> bool:
    """Not names alone (Dundee Stars, Belfast Giants), nor names in a sentence of this language."""
    small = [word for text, word in zip(texts, words, strict=True) if text[0].islower()]
    own = sum(mine.own in word.known and word.likelihood(mine.own) - word.likelihood(language) > OWN for word in words)
    if own > OWN_SHARE * len(words):
        return False
    if small:
        return sum(word.likelihood(language) - word.likelihood(mine.own) for word in small) > 0
    return (len(words) <= 3 and not mine.unsure) or any(word.known.get(language, 99) <= FUNCTION_WORD for word in words)


def _worth(words: list[lexicon.Word], mine: Judge, language: int, source: int | None) -> float:
    total = OF_SOURCE if language == source else 0.0
    for word in words:
        if language in word.known or mine.own in word.known:  # names stand in no list
            total += max(LEAST, min(MOST, word.likelihood(language) - word.likelihood(mine.own)))
    return total
