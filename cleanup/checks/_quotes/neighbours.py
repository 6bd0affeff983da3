"""The classes of the characters that stand beside a mark."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

OPENERS = frozenset("([{¿¡（［｛〔【《〈")
WIDE_CLOSERS = frozenset("。，、；：！？）］｝〕】》〉・")
CLOSERS = frozenset(".,;:!?…)]}،؛؟।॥՝։፣።·‥") | WIDE_CLOSERS
DASHES = frozenset("-–—―‐‑‒−/\\|~=+_*•→")
# Thai and Lao, Burmese, Khmer, Chinese and Japanese: scripts without spaces between words.
UNSPACED_RANGES = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x2FFF), (0x3005, 0x30FF), (0x31F0, 0x31FF),
    (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x20000, 0x3FFFF),
)  # fmt: skip
HANGUL_RANGES = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF))
# Direction marks, joiners and the like (category Cf), which the reader does not see.
FORMAT_RANGES = (
    (0xAD, 0xAD), (0x600, 0x605), (0x61C, 0x61C), (0x6DD, 0x6DD), (0x70F, 0x70F), (0x890, 0x891), (0x8E2, 0x8E2), (0x180E, 0x180E),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0x110BD, 0x110BD),
    (0x110CD, 0x110CD), (0x13430, 0x1343F), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0001, 0xE0001), (0xE0020, 0xE007F),
)  # fmt: skip

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
    if _is_in(character, UNSPACED_RANGES):
        return UNSPACED
    return HANGUL if _is_in(character, HANGUL_RANGES) else LETTER


def _is_in(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= ord(character) <= high for low, high in ranges)
