"""What keeps the work per word off clean text: tokens that were found innocent are remembered.

A token is what stands between white space, with its punctuation. It is innocent when its letters are of the text's
script and none of its words is suspicious or at home in another language alone. So clean text costs one set
difference, and a new word one look into the word table.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from cleanup.checks._untranslated.judge import Judge, judge
from cleanup.document import Segment
from cleanup.text import scripts

MOST_REMEMBERED = 200_000  # tokens, and words, per language; then it starts anew
LONGEST_REMEMBERED = 40  # code points of a token


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
        self.tokens: set[str] = set()
        self.ordinary: set[str] = set()
        self.suspects: set[str] = set()
        self.titles: set[str] = set()

    def is_full(self) -> bool:
        """True when it is time to start anew."""
        return len(self.tokens) > MOST_REMEMBERED or len(self.ordinary) > MOST_REMEMBERED


class Sieve:
    """Lets the words through that a judge has to look at. Shared by all texts of a language."""

    def __init__(self, mine: Judge) -> None:
        self.judge = mine
        self._letters = scripts.LETTERS[mine.script]
        self._foreign = scripts.not_of((mine.script,))
        self._memory = Memory()
        self._kinds: dict[int, tuple[bool, bool]] = {}

    def look(self, segment: Segment) -> Look:
        """The words of a text that may be another language's."""
        strange = segment.vocabulary - self._memory.tokens
        return self._looked(strange) if strange else NOTHING  # the common case

    def _looked(self, strange: frozenset[str]) -> Look:
        if self._memory.is_full():
            self._memory = Memory()
        memory = self._memory
        joined = " ".join(strange)
        words = frozenset(self._letters.findall(joined)) - memory.ordinary
        self._learn(words, memory)
        look = Look(words & memory.suspects, words & memory.titles, self._foreign.search(joined) is not None)
        short = (token for token in strange if len(token) <= LONGEST_REMEMBERED)
        memory.tokens.update(short if look == NOTHING else (t for t in short if self._is_innocent(t, look)))
        return look

    def _is_innocent(self, token: str, look: Look) -> bool:
        if look.foreign and self._foreign.search(token):
            return False
        words = self._letters.findall(token)
        return look.suspects.isdisjoint(words) and look.titles.isdisjoint(words)

    def _learn(self, words: Iterable[str], memory: Memory) -> None:
        """Find out what the new ones of the words are."""
        for word in words:
            if word in memory.suspects or word in memory.titles:
                continue
            suspect, title = self._kind(word)
            if suspect:
                memory.suspects.add(word)
            if title:
                memory.titles.add(word)
            if not (suspect or title):
                memory.ordinary.add(word)

    def _kind(self, word: str) -> tuple[bool, bool]:
        """Is the word suspicious, and is it another language's?"""
        mine = self.judge
        number = mine.table.number(word.lower()) if len(word) > 1 else -1
        kind = (False, False)
        if number >= 0:  # words with the same frequencies have one answer, which most words find made
            found = self._kinds.get(number)
            if found is None:
                known = mine.table.profile(number)
                found = self._kinds[number] = (bool(mine.rivals(known)), mine.is_elsewhere(known))
            kind = found
        suspect = (kind[0] or (mine.alien is not None and mine.is_alien(word))) and mine.suspect(word) is not None
        return suspect, kind[1]


@lru_cache(maxsize=128)
def sieve(script: str, language: str) -> Sieve | None:
    """The sieve for a language, None when there is no word list for it."""
    mine = judge(script, language)
    return Sieve(mine) if mine is not None else None
