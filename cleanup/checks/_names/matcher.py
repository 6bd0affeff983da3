"""Finds the forms of thousands of entries in one pass.

An Aho–Corasick automaton looks for one word of each form, its anchor; a hit is compared with the rest of the form, so
that any white space, an entity or a tag may stand between the words. Words in ALL CAPS are looked up one by one
instead: they are rare, and a second copy of every form would double the automaton. Measured on 100,000 variants: see
tests/benchmarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import regex

from cleanup.checks._names.entries import Form, FormKind
from cleanup.text.casing import upper
from cleanup.text.name_boundaries import APOSTROPHES, bare_ending, begins, ends

# Between two words of a name: white space (with one line end at most), an entity for it, one inline tag.
_SPACE = r"(?:[^\S\n]|&nbsp;|&\#160;|&\#[xX][aA]0;)"
_TAG = r"</?[A-Za-z][^<>\n]{0,200}>"
GAP = rf"(?={_SPACE}|\n|<){_SPACE}{{0,8}}(?:\n{_SPACE}{{0,8}})?(?:{_TAG}{_SPACE}{{0,8}})?"
_GAP = re.compile(GAP)
_GAP_BEFORE = re.compile(rf"(?:{GAP})\Z")
_REACH = 240  # how far back a gap can begin

_SURROGATE = re.compile("[\ud800-\udfff]")
_LETTERS = re.compile(r"[^\W\d_]+")
_CAPITALS = regex.compile(r"\p{Lu}[\p{Lu}\p{M}]{2,}")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_CURLY = str.maketrans(dict.fromkeys(APOSTROPHES, "\N{RIGHT SINGLE QUOTATION MARK}"))
_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_SHORTEST_CAPS = 3  # letters; "SI" in capitals is an acronym more often than the river Si


class Match(NamedTuple):
    """A form at ``start:end`` of the view. ``words`` are its words' places there, ``caps`` which of them are in capitals."""

    start: int
    end: int
    form: Form
    words: tuple[tuple[int, int], ...]
    caps: tuple[bool, ...]


class _Cut(NamedTuple):
    """A form, cut into words, and where its anchor stands in it."""

    form: Form
    words: tuple[str, ...]
    word: int
    offset: int


class NameMatcher:
    """Immutable. Equal forms in any order make equal matchers."""

    def __init__(self, forms: Iterable[Form], language: str | None) -> None:
        self.language = language
        self._anchors: dict[str, list[Form]] = {}
        self._plain: dict[str, Form] = {}  # forms of one word, which are their own anchor: most of a long list
        for form in forms:
            if form.text.isalpha():
                self._plain[form.text] = form
                continue
            for anchor in _anchors_of(form.text):
                self._anchors.setdefault(anchor, []).append(form)
        self._odd_capitals = self._capitals_of_odd_anchors()
        self._keys = list(dict.fromkeys(chain(self._plain, self._anchors)))
        self._automaton = _automaton(self._keys)
        self._cuts: dict[str, list[_Cut]] = {}

    def _capitals_of_odd_anchors(self) -> dict[str, list[str]]:
        """Capitals → anchors, where making a capitalised word of the capitals does not give the anchor back."""
        odd: dict[str, list[str]] = {}
        dotted = upper("i", self.language) != "I"
        for anchor in chain(self._plain, self._anchors):
            if dotted or not (anchor.isascii() and anchor.istitle()):
                odd.setdefault(upper(anchor, self.language), []).append(anchor)
        return odd

    def matches(self, text: str) -> Iterator[Match]:
        """All matches that are whole words, in any order, overlapping ones too."""
        if self._automaton is None:
            return
        try:
            hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # a lone surrogate; no name has one
            text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
            hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        for key, start, end in hits:
            after = text[end : end + 1]
            if after.isalpha() and after.isascii() and after not in "sSeE":
                continue  # inside a longer word, by far the most common reason to say no
            yield from self._at(text, start, self._keys[key], capitals=False)
        for found in _CAPITALS.finditer(text):
            for anchor in self._anchors_in_capitals(found[0]):
                yield from self._at(text, found.start(), anchor, capitals=True)

    def _anchors_in_capitals(self, word: str) -> Iterator[str]:
        """Those that ``word`` may be in capitals, with a plural ending or without."""
        for stem in (word, word.removesuffix("S"), word.removesuffix("ES")):
            if len(stem) < _SHORTEST_CAPS or (stem is not word and len(stem) == len(word)):
                continue
            plain = stem.capitalize()
            if plain.isascii() and (plain in self._plain or plain in self._anchors):
                yield plain
            yield from self._odd_capitals.get(stem, ())

    def _at(self, text: str, start: int, anchor: str, capitals: bool) -> Iterator[Match]:
        cuts = self._cuts.get(anchor)
        if cuts is None:
            forms = [*self._anchors.get(anchor, ()), *([self._plain[anchor]] if anchor in self._plain else [])]
            cuts = self._cuts[anchor] = [cut for form in forms for cut in _cuts(form, anchor)]
        for cut in cuts:
            match = self._compared(text, start, cut) if cut.form.folds or not capitals else None
            if match is not None:
                yield match

    def _compared(self, text: str, at: int, cut: _Cut) -> Match | None:
        """The whole form around its anchor, if it stands there between two boundaries."""
        form, words, middle, offset = cut
        found = self._word(text, at - offset, words[middle], form.folds)
        if found is None:
            return None
        places = [found]
        for word in reversed(words[:middle]):
            gap = _GAP_BEFORE.search(text, max(0, places[0][0] - _REACH), places[0][0])
            before = None if gap is None else self._word_before(text, gap.start(), word, form.folds)
            if before is None:
                return None
            places.insert(0, before)
        for word in words[middle + 1 :]:
            gap = _GAP.match(text, places[-1][1])
            after = None if gap is None else self._word(text, gap.end(), word, form.folds)
            if after is None:
                return None
            places.append(after)
        start, end = places[0][0], places[-1][1]
        if not begins(text, start, self.language):
            return None
        if not ends(text, end, self.language) and (
            form.kind is FormKind.INFLECTED or bare_ending(text, end, form.text, self.language) is None
        ):
            return None
        return Match(start, end, form, tuple((s, e) for s, e, _ in places), tuple(caps for *_, caps in places))

    def _word(self, text: str, start: int, word: str, folds: bool) -> tuple[int, int, bool] | None:
        if start < 0:
            return None
        if text.startswith(word, start):
            return start, start + len(word), False
        if folds:
            capitals = upper(word, self.language)
            if text.startswith(capitals, start):
                return start, start + len(capitals), True
        return None

    def _word_before(self, text: str, end: int, word: str, folds: bool) -> tuple[int, int, bool] | None:
        if end >= len(word) and text.startswith(word, end - len(word)):
            return end - len(word), end, False
        capitals = upper(word, self.language)
        if folds and end >= len(capitals) and text.startswith(capitals, end - len(capitals)):
            return end - len(capitals), end, True
        return None


def longest(matches: Iterable[Match]) -> list[Match]:
    """The matches that stand: from left to right the longest, at one place the form of the higher kind."""
    ordered = sorted(matches, key=lambda m: (m.start, -m.end, -m.form.kind, m.form.text))
    kept: list[Match] = []
    for match in ordered:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _spellings(text: str) -> set[str]:
    """The form with the apostrophes as written, all curly, all straight."""
    if not _APOSTROPHE.search(text):
        return {text}
    return {text, text.translate(_CURLY), text.translate(_STRAIGHT)}


def _anchors_of(text: str) -> Iterable[str]:
    return {_anchor(spelling.split())[0] for spelling in _spellings(text)}


def _cuts(form: Form, anchor: str) -> Iterator[_Cut]:
    for spelling in sorted(_spellings(form.text)):
        words = tuple(spelling.split())
        best, word, offset = _anchor(words)
        if best == anchor:
            yield _Cut(form, words, word, offset)


def _anchor(words: Sequence[str]) -> tuple[str, int, int]:
    """The longest run of letters in the words: its text, its word, its offset there. The first of equals."""
    best = ("", 0, 0)
    for number, word in enumerate(words):
        for run in _LETTERS.finditer(word):
            if len(run[0]) > len(best[0]):
                best = (run[0], number, run.start())
    return best if best[0] else (words[0], 0, 0)


def _automaton(keys: list[str]):  # type: ignore[no-untyped-def]
    if not keys:
        return None
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    return AhoCorasick(
        keys, matchkind=MatchKind.Standard, store_patterns=False, implementation=Implementation.ContiguousNFA
    )
