"""Characters of no width: which scripts use them, so that they are left in peace there and nowhere else."""

from __future__ import annotations

from cleanup.text.patterns import later

# Scripts that are written without spaces between words, or that steer their letters with joiners.
SHAPED = "\u0900-\u109f\u1780-\u18af\u1a20-\u1aad\u1b00-\u1bff\u0e00-\u0fff\ua800-\uabff\U00011000-\U00011fff"
ARABIC = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"  # with Hebrew, Syriac, Thaana and N’Ko: right to left
EMOJI = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff\ufe0f\u20e3\U000e0020-\U000e007f"
MEANINGLESS = "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"  # where no script uses them


_NEEDS_JOINER = later(f"[{SHAPED}{ARABIC}{EMOJI}]")
_UNSPACED = later("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def is_used(character: str, before: str, after: str) -> bool:
    """True for a joiner or space of no width beside a letter or sign that uses it. Word joiners and marks are not."""
    if character in "\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}":
        return False
    if character == "\N{ZERO WIDTH SPACE}" and _UNSPACED().match(before + after):
        return True
    return any(_NEEDS_JOINER().match(c) for c in (before, after) if c)


def without_meaningless(text: str, before: str, after: str) -> str:
    """The text without the characters of no width that mean nothing in it; ``before`` and ``after`` stand around it."""
    if not any(map(text.__contains__, MEANINGLESS)):
        return text  # the common case
    around = before + text + after
    kept = []
    for place, character in enumerate(text, len(before)):
        if character not in MEANINGLESS or is_used(character, around[place - 1 : place], around[place + 1 : place + 2]):
            kept.append(character)
    return "".join(kept)
