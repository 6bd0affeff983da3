"""A first look at a text: may it spell one name in two ways? Nearly no text does, and reading it closely takes long.

Whatever :mod:`cleanup.checks._names.alike` would find in the words of a text is seen here too; what is seen here may
still be nothing, for what stands around the words is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache
from itertools import combinations

from cleanup.checks._names.alike import given_in_two_languages, may_be_one
from cleanup.checks._names.mentions import LARGEST_GROUP, LONG_WORD, LONGEST, OPENING, SHORTEST, capitals, ends, group

_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def may_vary(text: str, language: str) -> bool:
    """False when no two words of the text can be spellings of one name."""
    found = _behind(f"[ {_NO_BREAK_SPACE}]" if _NO_BREAK_SPACE in text else " ").findall(text)
    if len(found) < 2:
        return False
    names = frozenset(found)  # a name has its capital inside a sentence somewhere: a space stands before it
    if _has_alike(names, group, language) or _has_alike(
        [name for name in names if len(name) >= LONG_WORD], ends, language
    ):
        return True
    if len(names) == len(found):
        return False  # a given name in two languages is told by the surname behind both
    return bool(given_in_two_languages(names | frozenset(_behind("\n").findall(f"\n{text}"))))


@cache
def _behind(space: str) -> re.Pattern[str]:
    """Names behind ``space``. Beginning with one plain character, a pattern is twice as fast as without."""
    return re.compile(rf"{space}(?![a-z])[{OPENING}]?([{capitals()}][^\W\d_A-Z]{{{SHORTEST - 1},{LONGEST}}})(?!\w)")


def _has_alike(names: Collection[str], key: Callable[[str], str], language: str) -> bool:
    keys = [*map(key, names)]
    if len(set(keys)) == len(keys):
        return False  # the common case
    groups: dict[str, list[str]] = {}
    for one, name in zip(keys, names, strict=True):
        groups.setdefault(one, []).append(name)
    return any(
        len(words) > LARGEST_GROUP
        or any(may_be_one(one, other, language) for one, other in combinations(sorted(words), 2))
        for words in groups.values()
        if len(words) > 1
    )
