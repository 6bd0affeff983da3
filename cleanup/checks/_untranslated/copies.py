"""Words that the text shares with its source: where they stand, and how both write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from cleanup.text import scripts

_GLUED_BEFORE = re.compile(r"[\d@#/\\_&+=.\N{OBJECT REPLACEMENT CHARACTER}‑-]$")
_GLUED_AFTER = re.compile(r"[\d@/\\_+=°²³\N{OBJECT REPLACEMENT CHARACTER}‑-]|\.\w|\s?@")

_ADDRESS = re.compile(r"[@_#]|://|\w\.[^\W\d_]")


class Copy(NamedTuple):
    """A word that the source has as well. ``forms`` are the ways in which the source writes it."""

    start: int
    end: int
    text: str
    forms: frozenset[str]

    @property
    def small(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def is_capital(self) -> bool:
        """Does it begin with a capital?"""
        return self.text[0].isupper()

    @property
    def small_in_source(self) -> bool:
        """Does the source write it small somewhere? Then it is no name."""
        return self.small in self.forms


class Source:
    """The words of a source text, without those of addresses."""

    def __init__(self, text: str, script: str) -> None:
        if _ADDRESS.search(text):
            text = " ".join(token for token in text.split() if _ADDRESS.search(token) is None)
        self.text = text
        self.words: Sequence[str] = scripts.LETTERS[script].findall(text)
        forms: dict[str, set[str]] = {}
        for word in self.words:
            forms.setdefault(word.lower(), set()).add(word)
        self.forms: Mapping[str, frozenset[str]] = {word: frozenset(written) for word, written in forms.items()}

    @cached_property
    def followers(self) -> Mapping[str, frozenset[str]]:
        """Word in small letters → the words that stand behind it, as they are written."""
        found: dict[str, set[str]] = {}
        for word, after in pairwise(self.words):
            found.setdefault(word.lower(), set()).add(after)
        return {word: frozenset(behind) for word, behind in found.items()}

    def has_together(self, word: Copy, after: Copy) -> bool:
        """Do the two words stand one behind the other there as well?"""
        return not after.forms.isdisjoint(self.followers.get(word.small, ()))


def copies(text: str, start: int, end: int, source: Source, script: str) -> Sequence[Copy]:
    """The words of a stretch of the text that the source has, in order."""
    found = []
    for match in scripts.LETTERS[script].finditer(text, start, end):
        forms = source.forms.get(match.group().lower())
        if forms:
            found.append(Copy(match.start(), match.end(), match.group(), forms))
    return found


def is_part(text: str, start: int, end: int) -> bool:
    """Is it a part of something longer: a code, an address, a compound?"""
    if _GLUED_BEFORE.search(text[max(0, start - 1) : start]) or _GLUED_AFTER.match(text, end):
        return True
    return text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()
