"""A file that is mostly UTF-8, with lines or bytes of another charset, or cut in the middle of a character."""

from __future__ import annotations

import re
from collections import Counter

from cleanup.spans import Span
from cleanup.text.decoding import ESCAPED, REPLACEMENT, SAMPLE, Decoded, Loss, bytes_in_words
from cleanup.text.encodings import NAMES, decode_single
from cleanup.text.encodings_guess import single_byte_of, stray
from cleanup.text.judge import Judge

_CUT = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
_AROUND = 24  # code points on each side by which an odd byte is judged
_ODD_LINE = 0.5  # a line with more odd bytes than this share of its bytes beyond ASCII is a line of another charset


# Quote marks, dashes and the like: no legacy charset makes text of their three bytes.
_MARKS = frozenset("‐‑‒–—―‘’‚‛“”„‟†‡•…‰′″‹›€№™")
_WESTERN = frozenset("ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ")  # names have them in a text of any language
_APART = re.compile("(?<![\x80-\U0010ffff])[\x80-\ud7ff\ue000-\U0010ffff]+(?![\x80-\U0010ffff])")
_MARK_WEIGHT, _LETTER_WEIGHT = 6, 3  # how many odd bytes one of them outweighs


def weight(text: str, judge: Judge) -> int:
    """How many odd bytes the characters of a text outweigh that would hardly be there by chance, were it not UTF-8.

    These are marks, and small letters of its language that do not stand beside odd bytes: a capital before a quote mark
    makes a capital (``AMANHÃ”``, ``AMANHÔ``), two bytes of a word of Chinese or Russian make any letter.
    """
    letters = Counter("".join(_APART.findall(text)))
    known = sum(count for letter, count in letters.items() if _is_known(letter, judge))
    return _LETTER_WEIGHT * known + _MARK_WEIGHT * sum(map(text.count, _MARKS))


def _is_known(letter: str, judge: Judge) -> bool:
    return letter in _WESTERN or (letter.isalpha() and letter == letter.lower() and judge.knows(letter))


def mixed(raw: bytes, language: str | None, trust: int = 1) -> Decoded:
    """UTF-8 with lines or bytes of another charset; a line of UTF-8 outweighs ``trust`` times the odd bytes."""
    good = raw.decode("utf-8", "ignore")
    judge = Judge(language, good[:SAMPLE])
    charsets = single_byte_of(language, good[:SAMPLE])
    pieces: list[str] = []
    losses: list[Loss] = []
    offset = length = 0
    for line in raw.splitlines(keepends=True):
        text = line.decode("utf-8", "surrogateescape")
        if ESCAPED.search(text):
            last = offset + len(line) == len(raw)
            text, found = _mixed_line(line, text, charsets, judge, last, trust)
            losses += [Loss(loss.span.shifted(length), loss.offset + offset, loss.message) for loss in found]
        pieces.append(text)
        length += len(text)
        offset += len(line)
    return Decoded("".join(pieces), "utf-8", b"", tuple(losses))


def _mixed_line(
    line: bytes, text: str, charsets: tuple[str, ...], judge: Judge, last: bool, trust: int
) -> tuple[str, list[Loss]]:
    high = sum(byte > 0x7F for byte in line)
    odd = sum(map(len, ESCAPED.findall(text)))
    cut = _CUT.search(line) if last else None
    if odd > max(_ODD_LINE * high, trust * weight(text, judge)) and not (cut and odd == len(cut.group())):
        readings = [(judge.full_cost(decode_single(line, name)) + rank, name) for rank, name in enumerate(charsets)]
        name = min(readings)[1]
        whole = decode_single(line, name)
        return whole, [Loss(Span(0, len(whole.rstrip())), 0, f"this line is not UTF-8; it was read as {NAMES[name]}")]
    pieces: list[str] = []
    losses: list[Loss] = []
    position = length = offset = 0
    for match in ESCAPED.finditer(text):
        before = text[position : match.start()]
        offset += len(before.encode("utf-8"))
        length += len(before)
        raw = match.group().encode("utf-8", "surrogateescape")
        reading = None
        if not (cut and match.end() == len(text)):
            left, right = before[-_AROUND:], ESCAPED.sub("", text[match.end() : match.end() + _AROUND])
            reading = stray(left, raw, right, charsets, judge)
        new = reading[1] if reading else REPLACEMENT
        how = f"; read as {NAMES[reading[0]]}" if reading else " and cannot be read"
        verb = "is" if len(raw) == 1 else "are"
        losses.append(Loss(Span(length, length + len(new)), offset, f"{bytes_in_words(raw)} {verb} not UTF-8{how}"))
        pieces += (before, new)
        length += len(new)
        offset += len(raw)
        position = match.end()
    return "".join(pieces) + text[position:], losses
