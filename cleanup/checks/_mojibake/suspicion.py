"""Is what the gate found worth a closer look? A name from abroad in clean text must be told from damage cheaply."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cleanup.checks._mojibake import legacy, sequences, utf8
from cleanup.checks._mojibake.blocks import LONGEST_PIECE
from cleanup.checks._mojibake.lone import may_be_lone
from cleanup.checks._mojibake.rereading import ALONE, TOGETHER, UNOPPOSED, takes_letters
from cleanup.checks._mojibake.second_opinion import looks_bad
from cleanup.text.judge import Judge
from cleanup.text.patterns import later

_FEW = 800  # code points of a text in which a few strange words are much
_ENOUGH = 300  # places that are looked at before a document is taken for damaged
CONTROL = re.compile("[\x80-\x9f]")
_LAST_CONTROL = "\x9f"
_TWO_HIGH = later("[^\x00-\x7f]{2}|[ÂÃ][ ?]")
_CYRILLIC_CAPITAL = later("[\u0400-\u042f]")
_CHINESE = frozenset({"zh", "zh-Hant", "ja", "ko"})
_HAN = later("[\u4e00-\u9fff]")
_ASCII = bytes(range(128))
_DENSE, _SEVERAL = 0.2, 3  # of a line that is damaged as a whole


def is_worth_it(text: str, strange: re.Pattern[str], first: int, judge: Judge) -> bool:
    """True when some reading makes the strange words of a text more natural. A name from abroad has none.

    ``first`` is where the gate stopped.
    """
    if looks_bad(text) if judge.told is None else may_be_lone(text):
        return True
    told = judge.told
    by_line = told in _CHINESE
    seen: set[str] = set()
    gained = 0.0
    clean = ""
    pairs: frozenset[legacy.Pair] = frozenset()
    enough = TOGETHER if len(text) < _FEW and not judge.is_plain else UNOPPOSED
    word_end = line_end = 0
    for places, match in enumerate(strange.finditer(text, first)):
        start, character = match.start(), match.group()
        if places > _ENOUGH or character <= _LAST_CONTROL:
            return True
        if by_line and _HAN().match(character):
            if start < line_end:
                continue
            seen.add(character)
            is_dense, line_end = _density(text, start, strange)
            if is_dense:
                return True
            continue
        if _CYRILLIC_CAPITAL().match(character):
            word = _line_at(text, start)  # KOI8 makes few such words, but all of them odd
        elif start < word_end:
            continue
        else:
            word, word_end = _word_at(text, start)
        if word in seen:
            continue
        seen.add(word)
        found = _verdict(word, told) if told else _verdict_on(word, judge)
        gained += found.gain
        pairs |= found.pairs
        if found.is_utf_8 or gained >= (enough if told is None else _IN_SUM * ALONE):
            return True
        if gained >= enough and found.pairs:
            clean = clean or _clean_letters(text, strange)
            if not all(legacy.speaks_against(clean, pair) for pair in pairs):
                return True
    return not seen  # a text that shouts


_IN_SUM = 0.8  # of what a line must gain: words judged one by one gain a little less


def _clean_letters(text: str, strange: re.Pattern[str]) -> str:
    """The characters beyond ASCII of the lines that hold nothing strange."""
    lines = [line for line in text.split("\n") if not line.isascii() and not strange.search(line)]
    high = (
        "".join(lines).encode("utf-8", "surrogatepass").translate(None, _ASCII)
    )  # ten times as fast as a set of them all
    return "".join(set(high.decode("utf-8", "surrogatepass"))) or " "


_REACH = 40  # code points on each side that are looked through for the ends of a word


def _word_at(text: str, position: int) -> tuple[str, int]:
    """The word at a place, and where it ends. Of a text without spaces, what is near the place, and no end: cut elsewhere,
    the bytes of a charset of two give other characters."""
    low = position - _REACH if position > _REACH else 0
    before, after = text[low:position], text[position : position + _REACH]
    start = max(before.rfind(" "), before.rfind("\n")) + 1
    for sign in " \n":
        after = after.partition(sign)[0]
    return before[start:] + after, position + len(after) if len(after) < _REACH else position


def _line_at(text: str, position: int) -> str:
    """What stands around a place in its line."""
    start = max(text.rfind("\n", 0, position) + 1, position - _REACH)
    end = text.find("\n", position, position + _REACH)
    return text[start : position + _REACH if end < 0 else end]


def _density(text: str, position: int, strange: re.Pattern[str]) -> tuple[bool, int]:
    """Is a line full of Chinese characters that are rare in the language? And where does what was looked at end?"""
    start = text.rfind("\n", max(0, position - LONGEST_PIECE), position) + 1 or max(0, position - LONGEST_PIECE)
    end = text.find("\n", position, start + LONGEST_PIECE)
    end = min(len(text), start + LONGEST_PIECE) if end < 0 else end
    return sum(1 for _ in strange.finditer(text, start, end)) > max(_DENSE * (end - start), _SEVERAL), end


class _Verdict(NamedTuple):
    """Does a word look like UTF-8 misread? What does it gain at most by another legacy charset, and which ones could it be?"""

    is_utf_8: bool
    gain: float
    pairs: frozenset[legacy.Pair]


@lru_cache(maxsize=20_000)
def _verdict(word: str, language: str) -> _Verdict:
    return _verdict_on(word, Judge(language, word))


def _verdict_on(word: str, judge: Judge) -> _Verdict:
    utf_8 = (_TWO_HIGH().search(word) is not None or sequences.may_be_wide(word)) and (
        bool(utf8.readings_of(word, judge)) or LEAD_AT_END.search(word) is not None
    )
    strange = judge.strangeness(word)
    gains = {
        pair: gain
        for pair, (new, gain) in legacy.readings(word, judge).items()
        if judge.strangeness(new) * 3 <= strange and not (judge.wants_letters and takes_letters(word, new))
    }
    return _Verdict(utf_8, max(gains.values(), default=0.0), frozenset(gains))


LEAD_AT_END = re.compile("[ÂÃÄÅÐÑ×ØÙâ](?:€?[?\ufffd]|[ ]|\\Z)")
