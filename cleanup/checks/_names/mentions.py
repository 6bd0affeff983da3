"""The names that a text mentions: its words with a capital, how often, where, and what stands beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from cleanup.spans import Span
from cleanup.text.patterns import later

if TYPE_CHECKING:
    import regex

SHORTEST = 4  # letters; shorter names are too like one another
LONG_WORD = 10  # letters; a word that long with one letter more or less is a slip of the pen, not another word
_HEAD, _TAIL = 4, 3  # how many letters at each end a slip leaves alone
LONGEST = 40
OPENING = "\"“„«‘'("  # that may stand before a name
_REACH = 48
_LONG = 60_000  # code points; from there one pass over the text is cheaper than a search for each word
LARGEST_GROUP = (
    40  # words; in a book the rare words of a large group are not compared, or the time would grow with its square
)

# What one convention writes with a letter more than another, or with a vowel, is left out; sibilants and velars,
# which ch, sch, x and c mix up, are one class. What is left is the same in the spellings of a name, and sorts the
# words of a text into small groups.
_CLASSES = str.maketrans({letter: kind for kind, letters in {"K": "cszkgqxšžčśźćżşșğģķç", "T": "tdťďţț", "N": "nńňņñ", "L": "lłľļ",
                          "R": "rřŕ", "M": "m", "B": "b", "P": "p"}.items() for letter in letters})  # fmt: skip
_VOWELS = frozenset("aeiouyjáàâäãåæéèêëěíìîïıóòôöõøúùûüůýāēīōū")


@cache
def capitals() -> str:
    """The capitals of the Latin blocks of Unicode: Basic, Supplement, Extended-A and -B, Extended Additional."""
    return "".join(
        chr(c) for low, high in ((0x41, 0x250), (0x1E00, 0x1F00)) for c in range(low, high) if chr(c).isupper()
    )


def _one() -> str:
    """The letter first and what stands before it second: measured twice as fast as the other way round."""
    return rf"[{capitals()}](?<!\w.)[^\W\d_A-Z]{{{SHORTEST - 1},{LONGEST}}}(?!\w)"


@cache
def _capitalised() -> re.Pattern[str]:
    return re.compile(_one())


@cache
def _two() -> re.Pattern[str]:
    return re.compile(rf"({_one()})(?=[ \N{{NO-BREAK SPACE}}]({_one()}))")


@cache
def _before() -> regex.Pattern[str]:
    import regex  # needed for the few texts that have two names alike

    return regex.compile(r"(?:\A|(?<=[^\p{L}\p{M}]))(\p{Lu}[\p{L}\p{M}’'-]*)\.?[ \N{NO-BREAK SPACE}]\Z")


@cache
def _behind() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"(?:['’]s)?[ \N{NO-BREAK SPACE}](\p{Lu}[\p{Ll}\p{M}’-]+)")


@cache
def _within() -> regex.Pattern[str]:
    import regex

    return regex.compile(rf"[\p{{L}}\p{{N}},;)\N{{EN DASH}}-][ \N{{NO-BREAK SPACE}}]+[{OPENING}]?\Z")


_SMALL = later(r"\w+")
_STOP_BEFORE_HISS = later(r"[td](?=[sczjxšžčż])")  # tsch: a hiss is a hiss
_BREATH = later(r"ph|(?<=[csztkgr])h|h\Z")
_NOT_KEPT = later(r"[^KTNLRMBP]+")
_DOUBLED = later(r"(.)\1+")


@lru_cache(maxsize=65536)
def group(word: str) -> str:
    """A key that the spellings of one name share: Lukashenka and Loukachenko are both ``LKNK``.

    >>> group("Lukashenka"), group("Loukachenko"), group("Hostomel") == group("Gostomel")
    ('LKNK', 'LKNK', True)
    """
    plain = _STOP_BEFORE_HISS().sub("K", _BREATH().sub("", word.lower())).replace("h", "K")
    beginning = "V" if plain[0] in _VOWELS else "F" if plain[0] in "fvwp" else ""
    return beginning + _DOUBLED().sub(r"\1", _NOT_KEPT().sub("", plain.translate(_CLASSES)))


def ends(word: str) -> str:
    """A key that long words share from whose middle a letter may be missing."""
    return f"{word[:_HEAD]}…{word[-_TAIL:]}"


class Mentions:
    """The words with a capital of one text. What is asked of one word is looked for when asked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.counts = Counter(_capitalised().findall(text))
        self._places: dict[str, list[Span]] = {}

    def groups(self) -> Iterator[list[str]]:
        """Words that may be spellings of one name, in groups of two and more; in the order of the text."""
        found: dict[str, list[str]] = {}
        for word in self.counts:
            found.setdefault(group(word), []).append(word)
            if len(word) >= LONG_WORD:
                found.setdefault(ends(word), []).append(word)
        for words in found.values():
            if len(words) > LARGEST_GROUP:
                yield sorted(words, key=lambda word: (-self.counts[word], word))[:LARGEST_GROUP]
            elif len(words) > 1:
                yield words

    def places(self, word: str) -> list[Span]:
        """Where the word stands."""
        if self._is_long:
            return self._all_places.get(word, [])
        found = self._places.get(word)
        if found is None:
            found = self._places[word] = list(_whole_words(self.text, word))
        return found

    @property
    def _is_long(self) -> bool:
        return len(self.text) > _LONG

    @cached_property
    def _all_places(self) -> dict[str, list[Span]]:
        found: dict[str, list[Span]] = {}
        for match in _capitalised().finditer(self.text):
            found.setdefault(match[0], []).append(Span(*match.span()))
        return found

    @cached_property
    def _small_words(self) -> frozenset[str]:
        return frozenset(_SMALL().findall(self.text))

    def within_sentence(self, word: str) -> bool:
        """True when the word has its capital somewhere that is not the beginning of a sentence or a heading."""
        return any(_within().search(self.text, max(0, span.start - 8), span.start) for span in self.places(word))

    def in_small_letters(self, word: str) -> bool:
        """True when the text has the word without a capital too."""
        small = word.lower()
        return small in self._small_words if self._is_long else next(_whole_words(self.text, small), None) is not None

    def before(self, word: str) -> Counter[str]:
        """The words with a capital right before it: given names, titles."""
        return self._neighbours(word, behind=False)

    def behind(self, word: str) -> Counter[str]:
        """The words with a capital right behind it."""
        return self._neighbours(word, behind=True)

    def firsts(self) -> dict[str, list[str]]:
        """Word → the words with a capital right before it."""
        found: dict[str, list[str]] = {}
        for first, second in dict.fromkeys(_two().findall(self.text)):
            found.setdefault(second, []).append(first)
        return found

    def before_surname(self, first: str, surname: str) -> list[Span]:
        """Where ``first`` stands right before ``surname``."""
        return [span for span in self.places(first) if self.text.startswith(surname, span.end + 1)]

    def glosses(self, word: str, other: str) -> bool:
        """True when ``word`` stands in brackets behind ``other`` somewhere: Morovali (Morowali)."""
        gloss = re.compile(rf"{re.escape(other)}\w{{0,3}}[ \N{{NO-BREAK SPACE}}]?[(\[]\Z")
        reach = len(other) + 6
        return any(gloss.search(self.text, max(0, span.start - reach), span.start) for span in self.places(word))

    def _neighbours(self, word: str, behind: bool) -> Counter[str]:
        found: Counter[str] = Counter()
        for span in self.places(word):
            if behind:
                match = _behind().match(self.text, span.end, span.end + _REACH)
            else:
                match = _before().search(self.text, max(0, span.start - _REACH), span.start)
            if match is not None:
                found[match[1]] += 1
        return found


def _whole_words(text: str, word: str) -> Iterator[Span]:
    """Where the word stands by itself. A plain search: the patterns of this module are too slow to run once a word."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (at and _joined(text[at - 1])) and not (end < len(text) and _joined(text[end])):
            yield Span(at, end)
        at = text.find(word, end)


def _joined(char: str) -> bool:
    return char.isalnum() or char == "_"
