"""Single words that the text shares with its source and that are words of the source's language alone.

A word that the source writes small is no name. Of capitalised ones only those count that are common there and hardly
known here; in German, where every noun has a capital, those that stand after an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property

from cleanup.checks._untranslated.candidates import Candidate
from cleanup.checks._untranslated.copies import Copy, Source, is_part
from cleanup.checks._untranslated.latin import names
from cleanup.checks._untranslated.of_source import RARE, OfSource
from cleanup.checks._untranslated.surroundings import in_round_brackets
from cleanup.records import record
from cleanup.resources import data_file
from cleanup.spans import Span

SHORTEST, SHORTEST_CAPITAL, SHORTEST_NOUN = 3, 4, 6
EMPHASISED = 18  # the level up to which a word in capitals is an emphasised one and no short form
COPIED = "a word copied from the source"

_GAP = re.compile(r"[ \N{NO-BREAK SPACE}/-]|[ \N{NO-BREAK SPACE}]& |['’‘]")
_LINKS = frozenset({"of", "the", "s", "and", "for", "to", "de", "la", "del", "du", "des", "der"})
_NAME_AFTER = re.compile(r" [^\W\d_a-zß-öø-ÿ]\w")
_GERMAN_NOUN = re.compile(
    r"""
    (?<![^\W\d_])(?:[Dd](?:er|ie|as|em|en|es)|[Ee]in(?:e[nmrs]?)?)[ ]  # an article
    (?:[a-zäöüß]{1,30}[ ])?                                            # perhaps an adjective
    ([A-ZÄÖÜ][a-zäöüß]{1,60})(?![^\W\d_]|[ ][A-ZÄÖÜ])                  # a noun, and no name behind it
    """,
    re.VERBOSE,
)


@cache
def _before_names() -> Mapping[str, frozenset[str]]:
    """Source language → words before a name that are translated, not copied (``data/language/before-names.tsv``)."""
    lines = data_file("language/before-names.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {tag: frozenset(words.split()) for tag, words in rows}


@record
class Line:
    """A line of the text, the words that it shares with its source, and what can be said of words."""

    text: str
    words: Sequence[Copy]
    source: Source
    judge: OfSource
    tag: str  # the source's language

    def candidates(self) -> Iterator[Candidate]:
        """The words of the source's language."""
        for i, word in enumerate(self.words):
            kind = self._kind(i, word)
            if kind and not is_part(self.text, word.start, word.end):
                yield Candidate(Span(word.start, word.end), "copied", self.tag, kind)

    def _kind(self, i: int, word: Copy) -> str | None:
        """How the word stands there, None when it is innocent."""
        if len(word.text) < SHORTEST:
            return None
        if word.small_in_source:
            return COPIED if self._is_common_word(i, word) else None
        if not word.is_capital or len(word.text) < SHORTEST_CAPITAL:
            return None
        if word.small in _before_names().get(self.tag, ()):
            return f"before a name, {COPIED}" if self._is_before_name(i, word) else None
        if not (self._is_word(word) if self.tag == "en" else self.tag == "de" and self._is_noun(word)):
            return None
        return None if self._in_name(i, word) else COPIED

    def _is_common_word(self, i: int, word: Copy) -> bool:
        """Is a word that the source writes small one of the source's language alone, and no part of a title?"""
        if word.text.isupper() or not self.judge.speaks(word.small):
            return False
        if in_round_brackets(self.text, word.start, word.end):
            return False
        if not word.is_capital:
            return True
        level = self.judge.levels(word.small)[1]  # rarer ones are names of things: Ribavirin, Tofacitinib
        return level is not None and level <= RARE and not any(other.small_in_source for other in self._beside(i, word))

    def _is_word(self, word: Copy) -> bool:
        """Is a capitalised word an English word rather than a name or a short form?"""
        if not self.judge.is_common(word.small) or word.small in names():
            return False
        return not word.text.isupper() or (self.judge.levels(word.small)[1] or 0) <= EMPHASISED

    def _is_noun(self, word: Copy) -> bool:
        """Is it a noun of German that this language has not got?"""
        unknown = len(word.text) >= SHORTEST_NOUN and self.judge.levels(word.small)[0] is None
        return unknown and word.text in self._nouns

    @cached_property
    def _nouns(self) -> frozenset[str]:
        return frozenset(_GERMAN_NOUN.findall(self.source.text))

    def _in_name(self, i: int, word: Copy) -> bool:
        """Does it stand beside another capitalised word, or in brackets as the original of something?"""
        return (
            any(self._beside(i, word))
            or _NAME_AFTER.match(self.text, word.end) is not None
            or in_round_brackets(self.text, word.start, word.end)
        )

    def _is_before_name(self, i: int, word: Copy) -> bool:
        """Does the same name follow in both texts (here perhaps with an ending), and none stand before?"""
        if self.judge.gap(word.small) <= 0:
            return False
        names = [name for name in self.source.followers.get(word.small, ()) if name[0].isupper() and len(name) > 2]
        if not any(self.text.startswith(f" {name[: max(3, len(name) - 1)]}", word.end) for name in names):
            return False
        before = self.words[i - 1] if i else None
        return before is None or not before.is_capital or self.text[before.end : word.start] != " "

    def _beside(self, i: int, word: Copy) -> Iterator[Copy]:
        """The words of a name or title beside a word: capitalised ones that were copied as well, or an "of" behind it."""
        for step in (-1, 1):
            other = self.words[i + step] if 0 <= i + step < len(self.words) else None
            if other is None or not (other.is_capital or (step > 0 and other.small in _LINKS)):
                continue
            low, high = (other.end, word.start) if step < 0 else (word.end, other.start)
            if _GAP.fullmatch(self.text, low, high):
                yield other
