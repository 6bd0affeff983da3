"""Is a word that text and source share a word of the source's language, and none of this one?

The word lists say how common it is in both languages, the letter models whether this language could have made it: a
Frenchman does not miss ``putative`` in any list, and no Croatian word is written like ``skateboard``.
"""

from __future__ import annotations

from functools import lru_cache

from cleanup.checks._untranslated.innocent import Innocent
from cleanup.text import lexicon

# Levels of frequency: four are a factor of ten, level 21 is a word in 200,000.
COMMON, RARE = 21, 24
OFTENER, MUCH_OFTENER = 6, 9  # by how many levels a word of both lists must be commoner in the source's language
TITLE_WORD = 3  # … for a title to be made of it
# … and by how many nats its letters must be likelier there.
LETTERS, LETTERS_IF_RARE, LETTERS_IF_UNLISTED = -1.5, 2.0, 3.5
LETTERS_IF_SHARED, LETTERS_IF_MUCH = 3.9, -1.0
SHORTEST, SHORTEST_SHARED = 4, 3
MOST_WORDS, MOST_TOKENS = 100_000, 200_000  # that are remembered


class OfSource:
    """Compares words of the text's language and the source's, which are written in one script."""

    def __init__(self, script: str, own: int, source: int) -> None:
        self.script = script
        self.own = own
        self.source = source
        self._innocent = Innocent(MOST_WORDS)  # in small letters
        self.without_clear_words = Innocent(MOST_TOKENS)

    def strange(self, words: frozenset[str]) -> frozenset[str]:
        """The words (in small letters) that are worth a look: much commoner in the source's language, or in no list."""
        new = self._innocent.others(words)
        found = frozenset(word for word in new if self._is_strange(word))
        self._innocent.add(new - found)
        return found

    def _is_strange(self, word: str) -> bool:
        own, source = self.levels(word)
        return own is None or (source is not None and own - source >= TITLE_WORD)

    def letters(self, word: str) -> float:
        """By how many nats the letters of the word are likelier in the source's language."""
        model = lexicon.letters(self.script)
        rows = model.rows(word)
        return model.cost(rows, self.own) - model.cost(rows, self.source)

    def levels(self, word: str) -> tuple[int | None, int | None]:
        """How common the word is in this language and in the source's; None for a language that does not list it."""
        known = lexicon.word(self.script, word).known
        return known.get(self.own), known.get(self.source)

    def gap(self, word: str) -> int:
        """By how many levels the word is commoner in the source's language; 0 when that one does not list it."""
        own, source = self.levels(word)
        return 0 if source is None else min(30, 30 if own is None else own) - source

    def speaks(self, word: str) -> bool:
        """Is a word in small letters a word of the source's language alone?"""
        own, source = self.levels(word)
        if source is None:
            return own is None and len(word) >= SHORTEST and self.letters(word) >= LETTERS_IF_UNLISTED
        if own is None:
            if len(word) < SHORTEST:
                return False
            return self.letters(word) >= (LETTERS if source <= COMMON else LETTERS_IF_RARE)
        if len(word) < SHORTEST_SHARED or own - source < OFTENER:
            return False
        enough = LETTERS_IF_MUCH if own - source >= MUCH_OFTENER else LETTERS_IF_SHARED
        return self.letters(word) >= enough

    def is_common(self, word: str) -> bool:
        """Is it a common word there that is rare or unknown here? That can be said of a capitalised word, too: few names are."""
        own, source = self.levels(word)
        return source is not None and source <= COMMON and (own is None or own - source >= OFTENER)


of_source = lru_cache(maxsize=256)(OfSource)
