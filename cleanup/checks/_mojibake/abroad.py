"""Names from abroad: what a reading would change may be right as it stands.

A letter or two beyond ASCII prove little. In a German text "Genève" can be read as "Genäve" (Mac Roman read as DOS code page 850),
in an English one "Çankaya" as "«ankaya". Where every word that a reading changes is as natural in some language as the new word
is in the text's own, the reading is not believed by itself.
"""

from __future__ import annotations

from functools import lru_cache

from cleanup.text.judge import Judge
from cleanup.text.naturalness import cost_of, pairs_of
from cleanup.text.patterns import later

# Whose names European newspapers print, and with them nearly all letters of the Latin charsets.
_LANGUAGES = (
    "ca", "cs", "da", "de", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt", "lv", "nb", "nl", "pl", "pt", "ro", "sk",
    "sl", "sq", "sv", "tr", "vi",
)  # fmt: skip
_MOST = 6  # words; more are not names by chance
_WORD = later(r"[^\W\d_]+")
_SIGNS = frozenset("§¶µ°")  # that stand before or behind a number
_NOTE = later(r"(?<=[^\W\d_])[†‡](?![^\W\d_])")  # the mark of a note
_LEAD = later(r"[ÂÃ](?=[ \xa0]|\Z)")  # what is left of a letter in UTF-8


def is_from_abroad(line: str, new: str, judge: Judge) -> bool:
    """True when all words that turn ``line`` into ``new`` may be names. Never where the language of the text is not told."""
    told = judge.told
    if told is None or len(line) != len(new):
        return False
    changed = {place for place, (one, other) in enumerate(zip(line, new, strict=True)) if one != other}
    changed -= {place for place in changed if line[place] in _SIGNS}
    changed -= {match.start() for match in _LEAD().finditer(line)}
    if len(changed) == 1 and _NOTE().match(line, *changed):
        return True
    words = 0
    for match in _WORD().finditer(line):
        start, end = match.span()
        if changed.isdisjoint(range(start, end)):
            continue
        words += 1
        if words > _MOST or not _is_natural(match.group(), new[start:end], told):
            return False
        changed.difference_update(range(start, end))
    return not changed


def _is_natural(word: str, new: str, told: str) -> bool:
    pairs = pairs_of(word)
    return min(_at_home(word), cost_of(pairs, told)) <= cost_of(pairs_of(new), told)


@lru_cache(maxsize=4096)
def _at_home(word: str) -> float:
    """The cost of the word in the language where it is the most natural."""
    pairs = pairs_of(word)
    return min(cost_of(pairs, language) for language in _LANGUAGES)
