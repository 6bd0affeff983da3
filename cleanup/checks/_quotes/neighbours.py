"""The classes of the characters that stand beside a mark."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

OPENERS = frozenset("([{¿¡（［｛〔【《〈")
WIDE_CLOSERS = frozenset("。，、；：！？）］｝〕】》〉・")
CLOSERS = frozenset(".,;:!?…)]}،؛؟।॥՝։፣።·‥") | WIDE_CLOSERS
DASHES = frozenset("-–—―‐‑‒−/\\|~=+_*•→")
# Thai and Lao, Burmese, Khmer, Chinese and Japanese: scripts without spaces between words.
_UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x2FFF), (0x3005, 0x30FF), (0x31F0, 0x31FF),
    (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x20000, 0x3FFFF),
)  # fmt: skip
_HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF))

EDGE, LETTER, DIGIT, UNSPACED, HANGUL, OPENER, CLOSER, DASH, FORMAT = "BLNKHOCDF"


@lru_cache(maxsize=4096)
def kind_of(character: str) -> str:
    """The class of a character beside a mark; "" and line ends are the edge."""
    if not character or character == "\n":
        return EDGE
    if character in OPENERS:
        return OPENER
    if character in CLOSERS:
        return CLOSER
    if character in DASHES:
        return DASH
    if character.isdigit():
        return DIGIT
    if unicodedata.category(character) == "Cf":
        return FORMAT  # direction marks and joiners, which the reader does not see
    if _is_in(character, _UNSPACED):
        return UNSPACED
    return HANGUL if _is_in(character, _HANGUL) else LETTER


def _is_in(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= ord(character) <= high for low, high in ranges)
