"""A sentence with suspicious words: what each word is worth for each language, and the passages with the best sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleanup.checks._untranslated.judge import ALIEN_WORTH, Judge
from cleanup.checks._untranslated.surroundings import is_bracketed, is_explained, is_quoted
from cleanup.document import Segment
from cleanup.records import record
from cleanup.spans import Span
from cleanup.text import lexicon, scripts
from cleanup.text.patterns import later

# What a word can be worth, in nats.
BEST, WORST = 12.0, -6.0
BEST_UNLISTED = 3.0  # … that the other language's list has not either: its letters alone speak
BEST_AT_START = 2.0  # … a capitalised one at the beginning of a sentence
WORST_NAME = -2.0  # a name is no evidence for another language, and little against
PRICE = 0.3  # what each word costs: long passages of weak evidence are no passages
ACROSS_QUOTES = 12.0  # what a quotation mark within a passage costs: what is quoted is a passage of its own
FALL = 10.0  # a passage ends where its sum has fallen by so much

COPIED = 5.0  # … and what it is worth that the source has the same word
OF_SOURCE = 4.0  # … and the one this text was translated from
# "Kim Jong-un", "Fox.com", "24mm", "km/h": a part of something longer.
_GLUED_BEFORE = later(r"[\d@#/\\_&+=\N{OBJECT REPLACEMENT CHARACTER}]$|[^\W\d_][./‑-]$")
_GLUED_AFTER = later(r"[\d@/\\_&+=%°²³\N{OBJECT REPLACEMENT CHARACTER}]|[./‑-]\w")
_PROTECTED = later(r"[`<>@#{}$\\_/&|]|%(?=[-+(0-9.a-zA-Z])|\w[.:][^\W\d]")
_PLAIN_AFTER = frozenset(" ,;:")
_QUOTE = later(r"[\"“”„«»‹›「」『』]")


class Token(NamedTuple):
    """A word of a sentence: its place, and what it is worth for what."""

    start: int
    end: int
    text: str
    starts: bool
    glued: bool
    quote: bool
    copied: bool
    word: lexicon.Word

    @property
    def capital(self) -> bool:
        """True when it begins with a capital letter."""
        return self.text[0].isupper() and not self.copied


@record
class Passage:
    """A run of tokens that is likelier in another language, by ``worth`` nats."""

    worth: float
    language: int
    first: int
    last: int

    @property
    def places(self) -> range:
        """The indexes of its tokens."""
        return range(self.first, self.last + 1)


@record
class Sentence:
    """The words of a sentence and what each is worth for each language that is tried."""

    text: str
    tokens: Sequence[Token]
    judge: Judge
    source: int | None
    worths: dict[int, list[float]]

    def given(self, language: int) -> float:
        """What it is worth that the text was translated from the language."""
        return OF_SOURCE if language == self.source else 0.0

    def raw(self, place: int, language: int) -> float:
        """What a word would be worth without its capital."""
        word = self.tokens[place].word
        return word.likelihood(language) - word.likelihood(self.judge.own)

    def span(self, passage: Passage) -> Span:
        """Where the passage stands."""
        return Span(self.tokens[passage.first].start, self.tokens[passage.last].end)

    def quoted(self, passage: Passage) -> bool:
        """Is the passage what stands between two quotation marks?"""
        span = self.span(passage)
        return is_quoted(self.text, span.start, span.end)

    def explained(self, passage: Passage) -> bool:
        """Does a translation follow the quotation: « … » (…), « … » – « … »?"""
        return is_explained(self.text, self.span(passage).end)

    def in_round_brackets(self, passage: Passage) -> bool:
        """Is the passage what a bracket holds, or a part of it: "(diagnostic odds ratio, DOR)"?"""
        span = self.span(passage)
        return is_bracketed(self.text, span.start, span.end)


def tokens(segment: Segment, mine: Judge, copied: frozenset[str], start: int, end: int) -> list[Token]:
    """The words of the text between two places."""
    # most sentences hold nothing that would have to be protected, and finding out for the whole document is dear
    text = segment.masked if segment.fixed or _PROTECTED().search(segment.text, start, end) else segment.text
    found: list[Token] = []
    position = start
    for match in scripts.LETTERS[mine.script].finditer(text, start, end):
        low, high = match.span()
        plain = (
            low - position == 1 and text[position] == " " and text[high : high + 1] in _PLAIN_AFTER
        )  # the common case
        glued = not plain and _is_glued(text, low, high)
        quote = not plain and position > start and _QUOTE().search(text, position, low) is not None
        word = match.group()
        found.append(
            Token(low, high, word, not found, glued, quote, word in copied, lexicon.word(mine.script, word.lower()))
        )
        position = high
    return found


def _is_glued(text: str, low: int, high: int) -> bool:
    """Is the word a part of something longer, or of a word of two scripts?"""
    if _GLUED_BEFORE().search(text[max(0, low - 2) : low]) or _GLUED_AFTER().match(text, high):
        return True
    return text[low - 1 : low].isalpha() or text[high : high + 1].isalpha()


def worth(token: Token, mine: Judge, language: int, source: int | None) -> float:
    """How much a word speaks for a language, in nats."""
    worth = token.word.likelihood(language) - token.word.likelihood(mine.own)
    worth = WORST if worth < WORST else BEST if worth > BEST else worth
    if mine.unsure and mine.own in token.word.known:
        worth = min(0.0, worth)
    if token.copied and language == source and not token.glued:
        return min(BEST, max(0.0, worth if language in token.word.known else min(worth, BEST_UNLISTED)) + COPIED)
    if len(token.text) > 1 and mine.is_alien(token.text):
        return max(worth, ALIEN_WORTH) if mine.has_letters(language, token.text) else 0.0
    if token.capital:
        if worth <= 0:
            worth = max(worth, WORST_NAME)
        elif (
            mine.table.languages[language] == "de" and language in token.word.known and mine.own not in token.word.known
        ):
            worth = min(worth, BEST_UNLISTED)  # German nouns are capitalised
        elif token.starts and language in token.word.known:
            worth = min(worth, BEST_AT_START)
        else:
            worth = 0.0
    elif token.glued and worth > 0:
        worth = min(worth, BEST_UNLISTED) if token.word.known.get(language) else 0.0
    elif len(token.text) == 1:
        worth = max(-2.0, min(2.0, worth))
    elif worth > 0 and language not in token.word.known:
        worth = min(worth, BEST_UNLISTED)
    return worth - PRICE


def passages(tokens: Sequence[Token], worths: Sequence[float], language: int) -> Iterator[Passage]:
    """The runs of words with the best sums."""
    total, start, best, last = 0.0, 0, 0.0, -1
    for i, worth in enumerate(worths):
        if total <= 0 or total < best - FALL:
            if last >= 0:
                yield Passage(best, language, start, last)
            total, start, best, last = 0.0, i, 0.0, -1
        if tokens[i].quote:
            total -= ACROSS_QUOTES
            if total <= 0:
                if last >= 0:
                    yield Passage(best, language, start, last)
                total, start, best, last = 0.0, i, 0.0, -1
        total += worth
        if total > best:
            best, last = total, i
    if last >= 0:
        yield Passage(best, language, start, last)
