"""Text of one legacy charset that was read as another (``Ïðèâåò``, ``оПХБЕР``, ``£ódŸ``): no UTF-8 is involved.

Nothing in the bytes proves such a reading; what proves it is that a line becomes natural in a language that it was not.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from cleanup.checks._mojibake.draft import Change
from cleanup.checks._mojibake.sequences import may_be_wide
from cleanup.text.encodings import MULTI_BYTE, decoding_table, encode_single
from cleanup.text.encodings_of import true_charsets
from cleanup.text.judge import Judge
from cleanup.text.naturalness import model
from cleanup.text.patterns import later

# What a line may have been read as, the likeliest first; the number is how much more (nats) a rarer one must explain.
READ_AS = {
    "cp1252": 0.0, "latin-1": 0.0, "cp1251": 1.0, "cp1250": 1.0, "mac-roman": 1.5, "cp437": 1.5, "cp850": 1.5,
    "koi8-r": 2.0, "cp866": 2.0, "iso8859-2": 2.0, "iso8859-5": 2.5, "mac-cyrillic": 2.5, "cp1253": 2.0, "cp852": 2.0,
    "iso8859-15": 2.0, "cp1254": 2.0, "cp1255": 2.5, "cp1256": 2.5, "cp1257": 2.5, "cp874": 3.0, "koi8-u": 3.0,
    "gbk": 3.0, "cp932": 3.0, "big5": 3.0, "cp949": 3.0,
}  # fmt: skip

Pair = tuple[str, str]
_STRETCH = later("[^\x00-\x7f]+")


@cache
def _translation(read_as: str, true: str) -> dict[int, str]:
    """Character read -> character meant, for two single-byte charsets."""
    return {ord(a): b for a, b in zip(decoding_table(read_as)[128:], decoding_table(true)[128:], strict=True)}


@cache
def _repertoire(charset: str) -> frozenset[str]:
    return frozenset(decoding_table(charset)[128:])


def reread(text: str, read_as: str, true: str) -> str | None:
    """``text`` had it been read rightly; None when it cannot have been read so."""
    if read_as in MULTI_BYTE or true in MULTI_BYTE:
        return _reread_bytes(text, read_as, true)
    if true == "cp1258":  # writes tones as marks of their own; text on the web is composed
        return unicodedata.normalize("NFC", text.translate(_translation(read_as, true)))
    return text.translate(_translation(read_as, true))


def _reread_bytes(text: str, read_as: str, true: str) -> str | None:
    try:
        raw = text.encode(read_as) if read_as in MULTI_BYTE else encode_single(text, read_as)
        return raw.decode(true) if raw else None
    except UnicodeError:
        return None


@cache
def _charsets_with() -> dict[str, int]:
    """Character -> the single-byte charsets a line may have been read as that have it, as the bits of a number."""
    found: dict[str, int] = defaultdict(int)
    for number, charset in enumerate(READ_AS):
        for character in () if charset in MULTI_BYTE else _repertoire(charset):
            found[character] |= 1 << number
    return dict(found)


def _charsets_of(high: Iterable[str]) -> list[str]:
    """The single-byte charsets that have all of these characters."""
    table = _charsets_with()
    bits = -1
    for character in high:
        bits &= table.get(character, 0)
        if not bits:
            return []
    return [charset for number, charset in enumerate(READ_AS) if bits >> number & 1 and charset not in MULTI_BYTE]


@cache
def _sensible(language: str, read_as: str) -> dict[str, tuple[str, ...]]:
    """Character -> the single-byte charsets in which its byte, read as ``read_as``, is something that the language uses."""
    found: dict[str, list[str]] = defaultdict(list)
    repertoire = model(language).repertoire | _MARKS
    read = decoding_table(read_as)
    for true in true_charsets(language):
        if true in MULTI_BYTE or true == read_as:
            continue
        for byte, c in enumerate(decoding_table(true)[128:], 128):
            if c in repertoire or c.lower() in repertoire or unicodedata.combining(c):
                found[read[byte]].append(true)
    return {character: tuple(charsets) for character, charsets in found.items()}


_MARKS = frozenset("‘’“”„‚«»–—…\xa0")
_MOST = 0.6  # of the characters beyond ASCII of a line must become something the language uses


def _pairs(high: Counter[str], language: str, read: Iterable[str]) -> list[Pair]:
    """The pairs of charsets that are worth trying on a line with these characters, which are in each charset of ``read``."""
    least = _MOST * high.total()
    found: list[Pair] = []
    for read_as in read:
        table = _sensible(language, read_as)
        votes: Counter[str] = Counter()
        for character, count in high.items():
            for true in table.get(character, ()):
                votes[true] += count
        found += ((read_as, true) for true, count in votes.items() if count >= least)
    return found


@cache
def _wide_pairs(language: str) -> tuple[Pair, ...]:
    """The pairs with a charset of two bytes."""
    true = true_charsets(language)
    return tuple((a, b) for b in true for a in READ_AS if a != b and (a in MULTI_BYTE or b in MULTI_BYTE))


# Letters in a row that no Latin language has: Cyrillic, Greek, Hebrew or Arabic read as Windows-1252 or Mac Roman.
_ACCENTS = later("[\xc0-\xff]{4}")
_FOREIGN = ("ru", "uk", "bg", "el", "he", "ar", "th")


def readings(line: str, judge: Judge) -> dict[Pair, tuple[str, float]]:
    """(read as, true charset) -> (the line read rightly, what it gains in nats), for those that gain."""
    high = Counter(c for c in line if not c.isascii())
    read, wide = _charsets_of(high), may_be_wide(line)
    if not read and not wide:
        return {}
    before = judge.cost(line)
    found: dict[Pair, tuple[str, float]] = {}
    known: dict[str, float] = {}
    for language in (*judge.candidates(line), *(_FOREIGN if judge.told is None and _ACCENTS().search(line) else ())):
        ranks = {true: rank for rank, true in enumerate(true_charsets(language))}
        for read_as, true in (*_pairs(high, language, read), *_wide_pairs(language)):
            if read_as in MULTI_BYTE and not wide:
                continue
            if read_as not in MULTI_BYTE and not high.keys() <= _repertoire(read_as):
                continue
            result = reread(line, read_as, true)
            if result is None or result == line:
                continue
            if result not in known:
                known[result] = judge.cost(result)
            gain = before - known[result] - READ_AS[read_as] - 0.5 * ranks[true]
            if gain > found.get((read_as, true), ("", 0.0))[1]:
                found[read_as, true] = (result, gain)
    return found


def changes(line: str, new: str, pair: Pair) -> list[Change]:
    """The changes that turn ``line`` into ``new``, its reading by ``pair``."""
    if pair[1] == "cp1258":
        return list(_composed_changes(line, pair))
    if len(line) == len(new) and not (pair[0] in MULTI_BYTE or pair[1] in MULTI_BYTE):
        return [Change(i, i + 1, b) for i, (a, b) in enumerate(zip(line, new, strict=True)) if a != b]
    return list(_stretch_changes(line, pair)) or [Change(0, len(line), new)]


def _composed_changes(line: str, pair: Pair) -> Iterator[Change]:
    """Letter by letter with the tone marks that follow it."""
    decomposed = line.translate(_translation(*pair))
    start = 0
    for end in range(1, len(line) + 1):
        if end == len(line) or not unicodedata.combining(decomposed[end]):
            new = unicodedata.normalize("NFC", decomposed[start:end])
            if new != line[start:end]:
                yield Change(start, end, new)
            start = end


def _stretch_changes(line: str, pair: Pair) -> Iterator[Change]:
    """Each stretch between ASCII by itself, when the stretches read one by one give the reading of the line."""
    for match in _STRETCH().finditer(line):
        new = reread(match.group(), *pair)
        if new is None:
            return
        if new != match.group():
            yield Change(match.start(), match.end(), new)


def speaks_against(characters: str, pair: Pair) -> bool:
    """True when text that looks clean holds characters that the mix-up would have changed, or could not have made."""
    read_as, true = pair
    high = {c for c in characters if not c.isascii()}
    if read_as in MULTI_BYTE:
        return bool(high)
    if not high <= _repertoire(read_as):
        return True
    table = _translation(read_as, true) if true not in MULTI_BYTE else {}
    return any(table.get(ord(c), "") != c for c in high)
