"""One byte for each code point of a text: the scan that all checks share.

A search in bytes costs a tenth of one in text, once the bytes are there; :func:`signs` makes them for 4 ms a MB in any
script, and every offset in them is one of the text. ASCII stays itself, the marks of ``MARKS`` have a byte each, and every
other code point (letters of other scripts, emoji, lone surrogates) is ``OTHER``, which a question mark is as well.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable

# In groups, each in the order of its code points.
MARKS = "".join((
    "\xa0\xad«»¿¡§°£¥¨´·¸¶",
    "\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u202f\u2060\u3000\ufeff\ufffc\ufffd",
    "‐‑‒–—―‘’‚‛“”„‟…‰′″‹›⁄€№−",
    "、。〈〉《》「」『』【】〔〕〝〞〟",
    "！＂＇（），．：；？［］｛｝",
    "ʻʼ՝՞׳״،؛؟۔।॥",
    "⟨⟩▁",
))  # fmt: skip
OTHER = b"?"

_ASCII = "".join(map(chr, range(128)))
_UNUSED = "".join(map(chr, range(0xE000, 0xE000 + 128 - len(MARKS))))  # private use: no text has these
_TABLE = codecs.charmap_build(_ASCII + MARKS + _UNUSED)


def signs(text: str) -> bytes:
    """The text with one byte for each code point."""
    if text.isascii():
        return text.encode()
    return codecs.charmap_encode(text, "replace", _TABLE)[0]


def signs_of(marks: Iterable[str]) -> bytes:
    """The bytes of these marks, for a search. Raises ValueError for a mark that has no byte of its own."""
    found = bytearray()
    for mark in marks:
        if mark == "?" or signs(mark) == OTHER:
            raise ValueError(f"{mark!r} has no byte of its own")
        found += signs(mark)
    return bytes(found)
