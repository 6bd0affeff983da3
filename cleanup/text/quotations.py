"""Where a text quotes: from an opening mark to the mark that closes it, within one paragraph."""

from __future__ import annotations

from cleanup.spans import Span
from cleanup.text.patterns import later

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』", "《": "》", "‘": "’", "‚": "‘’"}
_CLOSERS = frozenset("”“»«›」』》’‘")
_DEEPEST = 6  # quotations within quotations
_MARKS = later(r"[\"'“”„«»‹›「」『』《》‘’‚]|\n\s*\n")


def quotations(text: str) -> list[Span]:
    """The quoted stretches with their marks, in order, outermost only. An apostrophe opens nothing.

    >>> text = 'He said: “no”. Kiev’s "own" word'
    >>> [span.of(text) for span in quotations(text)]
    ['“no”', '"own"']
    """
    found: list[Span] = []
    opened: list[tuple[str, int]] = []
    for match in _MARKS().finditer(text):
        mark, at = match[0], match.start()
        if len(opened) > _DEEPEST:
            del opened[0]  # opened and never closed
        if mark[0].isspace():
            opened.clear()
            continue
        if mark in "'’‘" and _between_letters(text, at):
            continue
        depth = next((i for i in range(len(opened) - 1, -1, -1) if mark in opened[i][0]), None)
        if depth is not None and not (mark == "'" and _before_word(text, at)):
            start = opened[depth][1]
            del opened[depth:]
            while found and found[-1].start >= start:
                found.pop()
            found.append(Span(start, at + 1))
        elif mark in "\"'":
            if mark == '"' or _before_word(text, at):
                opened.append((mark, at))
        elif mark in _PAIRS:
            opened.append((_PAIRS[mark], at))
    return found


def _between_letters(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def _before_word(text: str, at: int) -> bool:
    """True for a mark that can only open: nothing but a space or a bracket before it, and a letter behind it."""
    return (at == 0 or not text[at - 1].isalnum()) and at + 1 < len(text) and text[at + 1].isalnum()
