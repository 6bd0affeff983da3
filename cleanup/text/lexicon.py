"""How likely a word is in each language of a script: word tables and letter models, loaded when first asked for.

The tables (``data/language/``, built by ``tools/build_language.py``) hold for each word the languages that it is a
word of, with its frequency. A word that stands in no list is judged by its letters. Everything is in nats (natural
logarithms of probabilities).
"""

from __future__ import annotations

import gzip
import json
import math
import sys
import threading
import zlib
from array import array
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate

from cleanup.resources import data_file

STEP = math.log(10) / 4  # nats per level of the tables
NEVER = -28 * STEP  # a word that is not in a language's list is rarer than the rarest in it
UNLISTED = math.log(0.03)  # the share of running words that no list has
COST_STEP = 1 / 16  # nats per unit of the letter models
UNKNOWN_GRAM = 160  # the cost of three letters that are rare everywhere: the same for all languages
WITH_TABLES = ("Latn", "Cyrl", "Arab", "Deva")


def _read(name: str) -> tuple[dict[str, object], memoryview]:
    raw = data_file(f"language/{name}").read_bytes()
    head_start = raw.index(b"\n") + 1
    body_start = raw.index(b"\n", head_start) + 1
    return json.loads(raw[head_start : body_start - 1]), memoryview(raw)[body_start:]


class _Runs:
    """Where each of many short runs begins, found by their lengths: sums of blocks of them are made when the table is loaded,
    which takes a tenth of the time that all the sums would take."""

    _BLOCK = 32

    def __init__(self, lengths: bytes) -> None:
        blocks = (lengths[start : start + self._BLOCK] for start in range(0, len(lengths), self._BLOCK))
        self._lengths = lengths
        self._sums = array("I", accumulate(map(sum, blocks), initial=0))

    @property
    def total(self) -> int:
        """The length of all runs together."""
        return self._sums[-1]

    def bounds(self, number: int) -> tuple[int, int]:
        """Where the run of this number begins and ends."""
        block = number // self._BLOCK
        start = self._sums[block] + sum(self._lengths[block * self._BLOCK : number])
        return start, start + self._lengths[number]


class Words:
    """The words of the languages of one script. Immutable once made."""

    def __init__(self, script: str) -> None:
        head, body = _read(f"words-{script}.bin")
        self.languages: tuple[str, ...] = tuple(head["languages"])  # type: ignore[arg-type]
        self.index: Mapping[str, int] = {tag: i for i, tag in enumerate(self.languages)}
        profiles, buckets, count = int(head["profiles"]), int(head["buckets"]), int(head["words"])  # type: ignore[call-overload]
        self._places = _Runs(bytes(body[:profiles]))
        at = profiles + 2 * self._places.total
        self._flat = bytes(body[profiles:at])
        self._mask = buckets - 1
        self._buckets = _Runs(bytes(body[at : at + buckets]))
        at += buckets
        self._prints = _shorts(body[at : at + 2 * count])
        self._values = _shorts(body[at + 2 * count :])

    def number(self, word: str) -> int:
        """The number of the word's profile, -1 when no language has it. (One unknown word in 3,000 is taken for another.)"""
        code = zlib.crc32(_plain(word).encode("utf-8", "replace"))
        start, end = self._buckets.bounds(code & self._mask)
        if start == end:
            return -1
        try:
            return self._values[self._prints.index(code >> 17, start, end)]
        except ValueError:
            return -1

    def profile(self, number: int) -> Mapping[int, int]:
        """Language → level of frequency."""
        start, end = self._places.bounds(number)
        pairs = self._flat[2 * start : 2 * end]
        return dict(zip(pairs[::2], pairs[1::2], strict=True))

    def gap(self, number: int, language: int) -> int:
        """By how many levels the word is commoner in some language than in this one; 99 when this one has not got it."""
        start, end = self._places.bounds(number)
        at = self._flat.find(language, 2 * start, 2 * end)
        while at >= 0 and at & 1:  # that was a level
            at = self._flat.find(language, at + 1, 2 * end)
        return 99 if at < 0 else self._flat[at + 1] - min(self._flat[2 * start + 1 : 2 * end : 2])


def _plain(word: str) -> str:
    """Without the dot that Python leaves on the small letter of a Turkish İ."""
    return word.replace("i\N{COMBINING DOT ABOVE}", "i") if "\N{COMBINING DOT ABOVE}" in word else word


def _shorts(raw: memoryview) -> array[int]:
    values = array("H")
    values.frombytes(raw)
    if sys.byteorder == "big":
        values.byteswap()
    return values


class Letters:
    """The letter models of the languages of one script."""

    def __init__(self, script: str) -> None:
        head, body = _read(f"letters-{script}.bin")
        raw = gzip.decompress(body)
        size = int(head["gram_bytes"])  # type: ignore[call-overload]
        grams = raw[:size].decode()
        self._width = len(head["languages"])  # type: ignore[arg-type]
        self._costs = raw[size:]
        triples = map("".join, zip(grams[::3], grams[1::3], grams[2::3], strict=True))
        self._rows = dict(zip(triples, range(0, len(grams) // 3 * self._width, self._width), strict=True))

    def rows(self, word: str) -> list[int]:
        """Where the costs of the word's letters stand; -1 for three letters that are rare everywhere."""
        padded = f"  {_plain(word)[:24]} "
        return [self._rows.get(padded[start : start + 3], -1) for start in range(len(padded) - 2)]

    def cost(self, rows: list[int], language: int) -> float:
        """What these letters cost in a language, in nats."""
        costs = self._costs
        return COST_STEP * sum(UNKNOWN_GRAM if row < 0 else costs[row + language] for row in rows)


_LOCK = threading.Lock()
_WORDS: dict[str, Words] = {}
_LETTERS: dict[str, Letters] = {}


def words(script: str) -> Words:
    """The word table of a script, loaded once."""
    if script not in _WORDS:
        with _LOCK:
            if script not in _WORDS:
                _WORDS[script] = Words(script)
    return _WORDS[script]


def letters(script: str) -> Letters:
    """The letter models of a script, loaded once."""
    if script not in _LETTERS:
        with _LOCK:
            if script not in _LETTERS:
                _LETTERS[script] = Letters(script)
    return _LETTERS[script]


class Word:
    """A word in the eyes of the languages of a script."""

    __slots__ = ("_costs", "_rows", "_script", "known", "word")

    def __init__(self, script: str, word: str) -> None:
        table = words(script)
        number = table.number(word)
        self.word = word
        self.known: Mapping[int, int] = table.profile(number) if number >= 0 else {}
        self._script = script
        self._rows: list[int] | None = None
        self._costs: dict[int, float] = {}

    def likelihood(self, language: int) -> float:
        """The natural logarithm of the word's probability in the language of that index."""
        level = self.known.get(language)
        if level is not None:
            return -level * STEP
        found = self._costs.get(language)
        if found is None:
            model = letters(self._script)
            if self._rows is None:
                self._rows = model.rows(self.word)
            found = self._costs[language] = min(NEVER, UNLISTED - model.cost(self._rows, language))
        return found


word = lru_cache(maxsize=32768)(Word)


class Pair:
    """Compares words of two languages of a script."""

    def __init__(self, script: str, one: str, other: str) -> None:
        table = words(script)
        self._script, self._one, self._other = script, table.index[one], table.index[other]

    def compare(self, text: str) -> float:
        """By how many nats the word is likelier in the second language than in the first; 0 when neither has it."""
        entry = word(self._script, text)
        if self._one not in entry.known and self._other not in entry.known:
            return 0.0
        return entry.likelihood(self._other) - entry.likelihood(self._one)


def pair(script: str, one: str, other: str) -> Pair | None:
    """The comparison of two languages, None when there is no list of one of them."""
    if script not in WITH_TABLES or not {one, other} <= words(script).index.keys():
        return None
    return Pair(script, one, other)
