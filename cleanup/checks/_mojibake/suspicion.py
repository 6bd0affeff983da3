"""Is what the gate found worth a closer look? A name from abroad in clean text must be told from damage cheaply."""

from __future__ import annotations

import re
from functools import lru_cache

from cleanup.checks._mojibake import legacy, sequences, utf8
from cleanup.checks._mojibake.blocks import LONGEST_PIECE
from cleanup.checks._mojibake.rereading import TOGETHER, UNOPPOSED, takes_letters
from cleanup.checks._mojibake.second_opinion import looks_bad
from cleanup.text.judge import Judge

_FEW = 800  # code points of a text in which a few strange words are much
_ENOUGH = 300  # places that are looked at before a document is taken for damaged
CONTROL = re.compile("[\x80-\x9f]")
_TWO_HIGH = re.compile("[^\x00-\x7f]{2}|[ÂÃ][ ?]")
_CYRILLIC_CAPITAL = re.compile("[\u0400-\u042f]")
_CHINESE = frozenset({"zh", "zh-Hant", "ja", "ko"})
_HAN = re.compile("[\u4e00-\u9fff]")
_DENSE, _SEVERAL = 0.2, 3  # of a line that is damaged as a whole


def is_worth_it(text: str, strange: re.Pattern[str], judge: Judge) -> bool:
    """True when some reading makes the strange words of a text more natural. A name from abroad has none."""
    if judge.told is None and looks_bad(text):
        return True
    seen: set[str] = set()
    gained = 0.0
    enough = TOGETHER if len(text) < _FEW and not judge.is_plain else UNOPPOSED
    for count, match in enumerate(strange.finditer(text)):
        if count > _ENOUGH or CONTROL.match(match.group()):
            return True
        word = _word_at(text, match.start())
        if _CYRILLIC_CAPITAL.match(match.group()):
            word = _line_at(text, match.start())  # KOI8 makes few such words, but all of them odd
        if word in seen:
            continue
        seen.add(word)
        if judge.told in _CHINESE and _HAN.match(match.group()):
            if _is_dense(text, match.start(), strange):
                return True
            continue
        utf_8, one_for_one = _verdict(word, judge.told) if judge.told else _gains(word, judge)
        gained += one_for_one
        if utf_8 or gained >= enough:
            return True
    return not seen  # a text that shouts


_REACH = 40  # code points on each side that are looked through for the ends of a word


def _word_at(text: str, position: int) -> str:
    low, high = max(0, position - _REACH), min(len(text), position + _REACH)
    start = max(text.rfind(" ", low, position), text.rfind("\n", low, position), low - 1) + 1
    ends = (text.find(" ", position, high), text.find("\n", position, high))
    return text[start : min((end for end in ends if end >= 0), default=high)]


def _line_at(text: str, position: int) -> str:
    """What stands around a place in its line."""
    start = max(text.rfind("\n", 0, position) + 1, position - _REACH)
    end = text.find("\n", position, position + _REACH)
    return text[start : position + _REACH if end < 0 else end]


def _is_dense(text: str, position: int, strange: re.Pattern[str]) -> bool:
    """True when a line is full of Chinese characters that are rare in the language."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    line = text[start : len(text) if end < 0 else end][:LONGEST_PIECE]
    return sum(1 for _ in strange.finditer(line)) > max(_DENSE * len(line), _SEVERAL)


@lru_cache(maxsize=20_000)
def _verdict(word: str, language: str) -> tuple[bool, float]:
    return _gains(word, Judge(language, word))


def _gains(word: str, judge: Judge) -> tuple[bool, float]:
    """Does a word look like UTF-8 misread, and what does it gain at most by another legacy charset?"""
    utf_8 = (_TWO_HIGH.search(word) is not None or sequences.may_be_wide(word)) and (
        bool(utf8.Readings(judge).of(word)) or LEAD_AT_END.search(word) is not None
    )
    found = legacy.readings(word, judge).values()
    strange = judge.strangeness(word)
    gains = (
        g
        for new, g in found
        if judge.strangeness(new) * 3 <= strange and not (judge.wants_letters and takes_letters(word, new))
    )
    return utf_8, max(gains, default=0.0)


LEAD_AT_END = re.compile("[ÂÃÄÅÐÑ×ØÙâ](?:€?[?\ufffd]|[ ]|\\Z)")
