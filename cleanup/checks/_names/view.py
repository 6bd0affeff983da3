"""A view of a text in which every name is written plainly.

Decomposed letters are composed, soft hyphens and joiners inside words are dropped, a letter of another script that
only looks like its neighbours becomes the letter it looks like. Names are matched in the view, edits are made in the
text: what is not part of a name stays as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from cleanup.edits import Edit
from cleanup.spans import Span
from cleanup.text.confusables import CYRILLIC, GREEK, LATIN, twins
from cleanup.text.patterns import later
from cleanup.textmap import TextMap, apply

_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_OTHER = "Ͱ-ϿЀ-ԯ"
_INVISIBLE = "\N{SOFT HYPHEN}\N{WORD JOINER}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_HYPHENS = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
_MARKS = "\N{COMBINING GRAVE ACCENT}-\N{COMBINING LATIN SMALL LETTER X}"

# What only odd texts hold, as characters and as first bytes of UTF-8 (U+0300 to U+052F, and a little of Armenian): a few
# plain searches, ten times as fast as a pattern, decide that a text in Latin letters is not odd. The common case.
_ODD_SINGLES = _INVISIBLE + _HYPHENS
_ODD_LEADS = tuple(bytes([lead]) for lead in range(0xCC, 0xD5))


_ODD_CHARACTER = later(rf"[{_INVISIBLE}{_HYPHENS}{_MARKS}]")
_MIXED = later(rf"[{_LATIN}](?:(?<=[{_OTHER}].)|(?=[{_OTHER}]))")
_ODD = later(  # one alternative a kind of oddity
    rf"""
    (?P<composed> [^\W\d_] [{_MARKS}]+ )
  | (?P<dropped> (?<= [^\W\d_] ) [{_INVISIBLE}]+ (?= [^\W\d_] ) )
  | (?P<hyphen> [{_HYPHENS}] )
  | (?P<mixed> [{_LATIN}] (?: (?<= [{_OTHER}] . ) | (?= [{_OTHER}] ) ) )
    """,
    re.VERBOSE,
)
_WORD = later(r"[^\W\d_]+")


class View(NamedTuple):
    """``text`` is what names are looked for in; ``map`` leads back to the text that was given."""

    text: str
    map: TextMap


def name_view(text: str) -> View:
    """The view of a text. Without oddities it is the text itself.

    >>> name_view("Luk\N{CYRILLIC SMALL LETTER A}shen\N{SOFT HYPHEN}ka").text
    'Lukashenka'
    """
    if not is_odd(text):
        return View(text, TextMap())
    edits: list[Edit] = []
    mixed_until = 0
    for match in _ODD().finditer(text):
        start, end = match.span()
        if match.lastgroup == "composed":
            composed = unicodedata.normalize("NFC", match[0])
            if composed != match[0]:
                edits.append(Edit(Span(start, end), composed))
        elif match.lastgroup == "dropped":
            edits.append(Edit(Span(start, end), ""))
        elif match.lastgroup == "hyphen":
            edits.append(Edit(Span(start, end), "-"))
        elif start >= mixed_until:
            word = _word_around(text, start)
            edits += _unmixed(text, word)
            mixed_until = word.end
    return View(*apply(text, _without_clashes(edits)))


def is_odd(text: str) -> bool:
    """True when the view of a text is another than the text."""
    if text.isascii():
        return False
    if not any(map(text.__contains__, _ODD_SINGLES)):
        raw = text.encode("utf-8", "surrogatepass")
        if not any(map(raw.__contains__, _ODD_LEADS)):
            return False
    return _ODD_CHARACTER().search(text) is not None or _MIXED().search(text) is not None


def _word_around(text: str, position: int) -> Span:
    start = position
    while start and text[start - 1].isalpha():
        start -= 1
    match = _WORD().match(text, start)
    return Span(start, match.end() if match else position + 1)


def _unmixed(text: str, word: Span) -> list[Edit]:
    """The look-alikes of the word's smaller script, as letters of the larger one; on a tie Latin wins."""
    letters = word.of(text)
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    table = _look_alikes(2 * latin >= len(letters))
    return [Edit(Span(word.start + i, word.start + i + 1), table[c]) for i, c in enumerate(letters) if c in table]


@cache
def _look_alikes(in_latin: bool) -> Mapping[str, str]:
    """Letter → the letter that it looks like, of the script of its neighbours."""
    if in_latin:
        return {**twins(CYRILLIC, LATIN), **twins(GREEK, LATIN)}
    return {latin: cyrillic[0] for latin, cyrillic in twins(LATIN, CYRILLIC).items()}


def _without_clashes(edits: list[Edit]) -> list[Edit]:
    """In order; a letter that is both composed and a look-alike is only composed."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.span.start, -len(e.span))):
        if not kept or edit.span.start >= kept[-1].span.end:
            kept.append(edit)
    return kept
