"""Whole lines told apart by phrases that a linguist can write.

A phrase is compared without case, without the signs around it, with any white space as one space. Two signs have a
meaning: ``#`` stands for a number, and ``…`` for a few words on the same line ("Tags: …"; none at the end of a line will do).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Generic, TypeVar

BEGIN = 6  # letters by which most lines are told apart at little cost
SHORT = 8  # code points of a line that is too short for that
LONGEST_NUMBERED = 60  # code points of a line that begins with a number: "3 comments"
LONGEST = 200  # code points of a line that is looked at; a longer line is a paragraph
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

# "12", "1,204", "1 204", "1.2k"; "0 0" is two numbers and "3 тыс" keeps its word
_NUMBER = re.compile(r"(?:\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)*)(?: ?[kmкт](?!\w))?")
_SPACE = re.compile(r"\s+")
_COLON = re.compile(r" ?: ?")  # "Catégories : …", "标签：…"
_SPACE_BEFORE_MARK = re.compile(r" +(?=[!?])")
_NUMERAL = re.compile(r"[\d#]")
_NO_LETTERS = re.compile(r"(?:[^\w©]|[\d_])+")
_UNIFIED: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}\N{ACUTE ACCENT}`"), "'"),
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0xFE0E, 0xFE0F, 0xFEFF), None),  # invisible
    0x131: "i",  # with the next one: Turkish "YORUM YAPIN" and "Yorum yapın" are one phrase
    0x307: None,
    0x640: None,  # Arabic tatweel only stretches a word
}

Value = TypeVar("Value")


def folded(line: str) -> str:
    """The line as phrases are compared. A colon at its end stays: "Tags:" is a label, "Tags" may be a word."""
    return _trimmed(_squeezed(line))


def _squeezed(line: str) -> str:
    line = unicodedata.normalize("NFKC", line).casefold().translate(_UNIFIED)
    line = _NUMBER.sub("#", _SPACE.sub(" ", line))
    return _SPACE_BEFORE_MARK.sub("", _COLON.sub(": ", line))


def _trimmed(line: str) -> str:
    """Without bullets, arrows, hearts, brackets and full stops at both ends."""
    start, end = 0, len(line)
    while start < end and _is_sign(line[start]):
        start += 1
    while start < end and _is_sign(line[end - 1]) and line[end - 1] != ":":
        end -= 1
    return line[start:end]


def _is_sign(character: str) -> bool:
    return not (character.isalnum() or character in "#©" or unicodedata.category(character)[0] == "M")


class PhraseBook(Generic[Value]):
    """Phrases with a value each. Where two phrases are the same, the first stands."""

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        self._whole: dict[str, Value] = {}
        self._open: dict[str, list[tuple[re.Pattern[str], Value]]] = {}
        for phrase, value in phrases:
            if ELLIPSIS not in phrase:
                self._whole.setdefault(folded(phrase), value)
                continue
            first, *others = map(_squeezed, phrase.split(ELLIPSIS))
            pieces = [_without_signs_before(first), *others[:-1], others[-1].rstrip()]
            if not pieces[0]:
                continue  # it would match every line; the check's lint says so
            if not others[-1]:
                self._whole.setdefault(_trimmed(_ELLIPSES.join(pieces)), value)
            self._open.setdefault(pieces[0], []).append((_pattern(pieces), value))
        self._lengths = sorted({len(head) for head in self._open}, reverse=True)
        begins = {_beginning(key) for key in (*self._whole, *self._open)}
        self._begins = frozenset(begins)
        self._threes = frozenset(begin[:3] for begin in begins)

    def may_hold(self, line: str) -> bool:
        """False when no phrase begins like the line: most lines are told apart by this, at a tenth of the cost of ``get``."""
        three = line[:3]
        if three.isalpha() and len(line) > SHORT:
            three = three.casefold()
            if not three.isascii():
                three = three.translate(_UNIFIED)
            if three not in self._threes and three[:2] not in self._threes:
                return False  # the common case
        begin = _beginning(line[: 4 * BEGIN].casefold().translate(_UNIFIED))
        if not begin:
            return len(line) <= LONGEST_NUMBERED
        return any(begin[:length] in self._begins for length in range(BEGIN, 0, -1))

    def __bool__(self) -> bool:
        return bool(self._whole or self._open)

    def get(self, key: str) -> Value | None:
        """The value of the phrase that the whole of ``key`` (a folded line) is, or None."""
        value = self._whole.get(key)
        if value is None:
            value = self._whole.get(key.removesuffix(":"))
        return self._of_open_phrase(key) if value is None else value

    def _of_open_phrase(self, key: str) -> Value | None:
        for length in self._lengths:
            for pattern, value in self._open.get(key[:length], ()):
                if pattern.fullmatch(key):
                    return value
        return None


_ELLIPSES = "\0"


def _beginning(line: str) -> str:
    """The first letters, whatever stands between them, up to the first number: the same for a line and its phrase."""
    number = _NUMERAL.search(line)
    return _NO_LETTERS.sub("", line[: number.start()] if number else line)[:BEGIN]


def _without_signs_before(piece: str) -> str:
    start = 0
    while start < len(piece) and _is_sign(piece[start]):
        start += 1
    return piece[start:]


def _pattern(pieces: list[str]) -> re.Pattern[str]:
    """Words stand for each ``…``, so that nothing but the length of the line bounds them."""
    return re.compile(
        ".{1,100}?".join(map(re.escape, pieces[:-1]))
        + (".{1,100}?" + re.escape(pieces[-1]) if pieces[-1] else ".{0,150}")
    )
