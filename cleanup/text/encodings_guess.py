"""Which charset is a file in that is not UTF-8? The one in which it looks most like a language.

A whole file of a legacy charset is judged by a sample of its lines; in a file that is mostly UTF-8 each odd line or byte is
judged in the line it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleanup.text.encodings import MULTI_BYTE, SINGLE_BYTE, decode_single
from cleanup.text.encodings_of import true_charsets
from cleanup.text.judge import Judge
from cleanup.text.naturalness import known_languages, model_language

_SAMPLE = 3000  # bytes that are judged
_GLANCE, _LEFT = 250, 10  # code points of a first look, and how many charsets are left after it
_WIDE = ("utf-16-le", "utf-16-be")
_HIGH = re.compile(rb"[\x80-\xff]")


# What a text must be more natural by (nats) in a charset that few files are in: a word or two fit into many charsets.
_WINDOWS, _STANDARD, _DOS, _MAC, _SELDOM = 0.0, 1.0, 5.0, 5.0, 7.0
_RARITY = {
    "latin-1": 0.1, "cp866": 1.0, "koi8-r": 0.5, "gb18030": 0.5, "cp950": 1.0, "johab": 8.0, "cp1258": 1.0, "kz1048": 1.0,
    **dict.fromkeys(("mac-croatian", "mac-iceland", "mac-romanian", "mac-turkish", "mac-greek"), _SELDOM),
    **dict.fromkeys(("iso8859-3", "iso8859-4", "iso8859-10", "iso8859-14"), _SELDOM),
    **dict.fromkeys(("cp855", "cp861", "cp862", "cp865", "cp869", "cp858"), _SELDOM),
    **dict.fromkeys(_WIDE, 8.0),
}  # fmt: skip


def _rarity(charset: str) -> float:
    if charset in _RARITY:
        return _RARITY[charset]
    if charset.startswith("mac"):
        return _MAC
    if charset in MULTI_BYTE or charset.startswith("cp125") or charset == "cp874":
        return _WINDOWS
    return _DOS if charset.startswith("cp") else _STANDARD


def whole(raw: bytes, language: str | None) -> str:
    """The charset of a file that is not UTF-8."""
    judge = Judge(language, _plain(raw))
    sample = _sample(raw)
    readings = {}
    for charset in _candidates(raw, language):
        text = _decoded(raw if charset in _WIDE else sample, charset)
        if text is not None:
            readings[charset] = text
    if not judge.told:  # many languages to try: a short look first
        readings = dict(_naturalest(readings, judge, _GLANCE)[:_LEFT])
    best = _naturalest(readings, judge, _SAMPLE if judge.told else _SAMPLE // 4)
    return best[0][0] if best else "cp1252"


def _naturalest(readings: dict[str, str], judge: Judge, size: int) -> list[tuple[str, str]]:
    """(charset, text), the most natural first; the order of the candidates decides between equals."""
    ranked = [
        (judge.full_cost(text[:size]) + _rarity(charset) + 0.05 * rank, rank, charset)
        for rank, (charset, text) in enumerate(readings.items())
    ]
    return [(charset, readings[charset]) for _, _, charset in sorted(ranked)]


def stray(before: str, raw: bytes, after: str, charsets: Iterable[str], judge: Judge) -> tuple[str, str] | None:
    """(charset, text) of odd bytes between two stretches of a line of UTF-8; None when no reading fits in."""
    context = before[-20:], after[:20]
    found = None
    least = float("inf")
    for charset in charsets:
        text = decode_single(raw, charset)
        if any("\x7f" <= c <= "\x9f" for c in text):
            continue
        cost = judge.cost(context[0] + text + context[1])
        if cost < least:
            found, least = (charset, text), cost
    if found is None or judge.strangeness(context[0] + found[1] + context[1]) > judge.strangeness("".join(context)):
        return None
    return found


def single_byte_of(language: str | None, text: str) -> tuple[str, ...]:
    """The single-byte charsets that a document may have stray bytes of: those of its language, else of its script."""
    judge = Judge(language, text)
    found = (charset for code in judge.candidates(text) for charset in true_charsets(code))
    return tuple(dict.fromkeys(charset for charset in found if charset in SINGLE_BYTE)) or ("cp1252",)


def _candidates(raw: bytes, language: str | None) -> Iterable[str]:
    """All charsets that could be, those of the language first."""
    told = model_language(language)
    codes = (told,) if told else known_languages()
    own = dict.fromkeys(charset for code in codes for charset in true_charsets(code))
    wide = _WIDE if len(raw) % 2 == 0 else ()
    return dict.fromkeys((*own, "cp1252", *MULTI_BYTE, *wide, *(() if told else SINGLE_BYTE)))


def _sample(raw: bytes) -> bytes:
    """The lines of a file that hold bytes beyond ASCII, as many as are judged."""
    lines: list[bytes] = []
    size = 0
    for line in raw.split(b"\n"):
        if _HIGH.search(line):
            lines.append(line)
            size += len(line)
            if size >= _SAMPLE:
                break
    return b"\n".join(lines)


def _plain(raw: bytes) -> str:
    return _HIGH.sub(b"", raw[: 4 * _SAMPLE]).decode("ascii")


def _decoded(raw: bytes, charset: str) -> str | None:
    if charset in SINGLE_BYTE:
        return decode_single(raw[:_SAMPLE], charset)
    try:
        return raw.decode(charset)
    except UnicodeDecodeError:
        return None
