"""Which names of the source text two spellings of the translation come from."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cleanup.checks._names.mentions import group
from cleanup.text.name_distance import folded

if TYPE_CHECKING:
    import regex

_ENDING = 2  # letters at the end that the source language's grammar may have put there
_MOST_WORDS = 4000  # of a source; a book is not searched further


@cache
def _name() -> regex.Pattern[str]:
    """A word with a capital, or any word of a script that has none and writes its vowels."""
    import regex  # most texts come without their source

    return regex.compile(r"\p{Lu}[\p{L}\p{M}'’ʼ]{3,40}|[\p{Georgian}]{4,40}")


class Origins:
    """The names of one source text, romanised when first asked for."""

    def __init__(self, source: str, language: str | None, most: int = _MOST_WORDS) -> None:
        self.language = language
        words = dict.fromkeys(_name().findall(source))
        self._words = list(words)[:most]
        self._by_group: dict[str, list[str]] | None = None

    def of(self, word: str) -> frozenset[str]:
        """The beginnings of the source's names that ``word`` may be a spelling of, without their endings."""
        wanted = folded(word)
        stem = wanted[: max(3, len(wanted) - _ENDING)]
        return frozenset(
            name[: max(3, len(name) - _ENDING)].lower()
            for name in self._near(word)
            if any(spelling.startswith(stem) for spelling in _folded_spellings(name, self.language))
        )

    def spelled(self, word: str) -> list[str]:
        """The source's names that ``word`` is a spelling of, ending and all."""
        wanted = folded(word)
        return [name for name in self._near(word) if wanted in _folded_spellings(name, self.language)]

    def _near(self, word: str) -> list[str]:
        """The names that may be spelled so, told by a few letters."""
        near = self._grouped().get(group(word)[:2], ())
        return [name for name in near if abs(len(name) - len(word)) <= len(word) // 2]

    def _grouped(self) -> dict[str, list[str]]:
        """The names by the beginning of the group that a plain romanisation falls into."""
        if self._by_group is None:
            self._by_group = {}
            for name in self._words:
                for key in {group(spelling)[:2] for spelling in _plain_spellings(name, self.language)}:
                    self._by_group.setdefault(key, []).append(name)
        return self._by_group


@lru_cache(maxsize=512)
def _folded_spellings(name: str, language: str | None) -> frozenset[str]:
    return frozenset(map(folded, _spellings(name, language)))


@lru_cache(maxsize=8192)
def _plain_spellings(name: str, language: str | None) -> tuple[str, ...]:
    return _spellings(name, language, plainly=True)


def _spellings(name: str, language: str | None, plainly: bool = False) -> tuple[str, ...]:
    from cleanup.text.romanisation import name_spellings  # loads tables; most texts come without their source

    return name_spellings(name, language, plainly=plainly)
