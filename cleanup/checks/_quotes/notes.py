"""Footnote marks and signs that belong to the quotation before them: “soft power”[1], “a farce,”², “plan”™."""

from __future__ import annotations

import unicodedata

from cleanup.text.patterns import later

_SIGNS = frozenset("*†‡§¶‖※®©")
_RAISED = ("<super>", "<circle>")  # in the decomposition of ², ª, ™, ①
# [1], [12, 13], [[2]], [^1], [note 3], [a], (1); "[T]he" begins a quotation.
_BRACKETED = later(
    r"\[{1,2}\^?(?:[^\W\d_]{1,12}\.?[ ]?)?\d{1,3}(?:[ ]?[-–,;][ ]?\d{1,3})*\]|\[(?:[^\W\d_]{1,2}|[*†‡§]{1,3})\](?![^\W\d_])"
    r"|\((?:\d{1,3}|[*†‡§]{1,3})\)(?![^\W\d_])"
)
_NUMBER_BEHIND = later(r".\s?\d")  # § 3, © 2020: words of their own
_NUMBER = later(r"\d{1,3}(?![^\W_]|[.,:%]\d|%)")


def is_note(text: str, place: int) -> bool:
    """True where a footnote mark stands, or a sign that is written onto the word before it."""
    character = text[place : place + 1]
    if character in ("[", "("):
        return _BRACKETED().match(text, place) is not None
    if character in _SIGNS:
        return _NUMBER_BEHIND().match(text, place) is None
    return character > "\x7f" and unicodedata.decomposition(character).startswith(_RAISED)


def is_sign(character: str) -> bool:
    """True for what may be written onto a word or not: an emoji, an arrow; what is protected looks like one."""
    return character > "\x7f" and unicodedata.category(character) == "So"


def may_be_note(text: str, place: int) -> bool:
    """True for a number that may have stood above the line: “soft power”1 by Joseph Nye."""
    return _NUMBER().match(text, place) is not None
