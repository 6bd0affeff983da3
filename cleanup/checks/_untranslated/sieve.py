"""What keeps the work per word off clean text: tokens that were found innocent are remembered.

A token is what stands between white space, with its punctuation. It is innocent when its letters are of the text's
script and none of its words is suspicious or at home in another language alone. So clean text costs one set
difference, and a new word one look into the word table.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import filterfalse
from typing import NamedTuple

from cleanup.checks._untranslated.judge import Judge, judge
from cleanup.document import Segment
from cleanup.text import scripts

MOST_REMEMBERED = 200_000  # tokens, and words, per language; then it starts anew
LONGEST_REMEMBERED = 40  # code points of a token
FEW = 16  # words that are looked for in each token
LEAST_GAP = 6  # levels by which a word must be commoner elsewhere to be suspicious or another language's


class Look(NamedTuple):
    """What is worth a closer look.

    Suspicious words; words, capitalised or not, that another language has and this one has not; and whether there are
    letters of another script.
    """

    suspects: frozenset[str]
    titles: frozenset[str]
    foreign: bool


NOTHING = Look(frozenset(), frozenset(), foreign=False)


class Memory:
    """What is known of tokens and words. All of it are answers that never change, so threads may share it."""

    def __init__(self) -> None:
        self.innocent: set[str] = set()  # tokens
        self.notable: dict[str, Look] = {}  # the other tokens
        self.ordinary: set[str] = set()  # words
        self.suspects: set[str] = set()
        self.titles: set[str] = set()

    def is_full(self) -> bool:
        """True when it is time to start anew."""
        return len(self.innocent) + len(self.notable) > MOST_REMEMBERED or len(self.ordinary) > MOST_REMEMBERED


class Sieve:
    """Lets the words through that a judge has to look at. Shared by all texts of a language."""

    def __init__(self, mine: Judge) -> None:
        self.judge = mine
        self._letters = scripts.LETTERS[mine.script]
        self._foreign = scripts.not_of((mine.script,))
        self._memory = Memory()

    def look(self, segment: Segment) -> Look:
        """The words of a text that may be another language's."""
        strange = frozenset(filterfalse(self._memory.innocent.__contains__, segment.tokens))
        return self._looked(strange) if strange else NOTHING  # the common case

    def _looked(self, strange: frozenset[str]) -> Look:
        notable = self._memory.notable
        looks = [notable[token] for token in strange if token in notable]
        if len(looks) < len(strange):
            if self._memory.is_full():
                self._memory = Memory()
            looks += self._learned(strange - notable.keys(), self._memory)
        return _together(looks)

    def _learned(self, tokens: frozenset[str], memory: Memory) -> list[Look]:
        """Sort new tokens into innocent ones and others; what the others hold."""
        joined = " ".join(tokens)
        words = frozenset(self._letters.findall(joined)) - memory.ordinary
        for word in words - memory.suspects - memory.titles:
            self._learn(word, memory)
        words -= memory.ordinary
        foreign = self._foreign.search(joined) is not None
        looks, few = [], len(words) <= FEW
        for token in tokens:
            if (
                (foreign and not token.isascii())
                or self.judge.script != "Latn"
                or (any(map(token.__contains__, words)) if few else not words.isdisjoint(self._letters.findall(token)))
            ):
                look = self._of_token(token, memory)
                if look != NOTHING:
                    looks.append(look)
                    if len(token) <= LONGEST_REMEMBERED:
                        memory.notable[token] = look
                    continue
            if len(token) <= LONGEST_REMEMBERED:
                memory.innocent.add(token)
        return looks

    def _of_token(self, token: str, memory: Memory) -> Look:
        words = frozenset(self._letters.findall(token))
        return Look(words & memory.suspects, words & memory.titles, self._foreign.search(token) is not None)

    def _learn(self, word: str, memory: Memory) -> None:
        """Find out what a new word is."""
        mine = self.judge
        number = mine.table.number(word.lower()) if len(word) > 1 else -1
        elsewhere = number >= 0 and mine.table.gap(number, mine.own) >= LEAST_GAP
        suspect = (elsewhere or (mine.alien is not None and mine.is_alien(word))) and mine.suspect(word) is not None
        title = elsewhere and mine.is_elsewhere(mine.table.profile(number))
        if suspect:
            memory.suspects.add(word)
        if title:
            memory.titles.add(word)
        if not (suspect or title):
            memory.ordinary.add(word)


def _together(looks: Sequence[Look]) -> Look:
    if len(looks) == 1:
        return looks[0]  # the common case of a short text
    suspects: frozenset[str] = frozenset().union(*(look.suspects for look in looks))
    titles: frozenset[str] = frozenset().union(*(look.titles for look in looks))
    foreign = any(look.foreign for look in looks)
    return Look(suspects, titles, foreign) if suspects or titles or foreign else NOTHING


@lru_cache(maxsize=128)
def sieve(script: str, language: str, engine: str | None = None) -> Sieve | None:
    """The sieve for a language, None when there is no word list for it."""
    mine = judge(script, language, engine)
    return Sieve(mine) if mine is not None else None
