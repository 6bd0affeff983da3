"""Regular expressions: ours, made when first needed; those that come from users, checked when loaded, stopped when they run
too long."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, AnyStr

from cleanup.errors import CleanupError, Place

if TYPE_CHECKING:
    import regex

TIME_LIMIT = 1.0  # seconds for one text; a sane pattern needs milliseconds for a book


def later(pattern: AnyStr, flags: int = 0) -> Callable[[], re.Pattern[AnyStr]]:
    """A pattern that is compiled at the first call: most runs need few of a check's patterns.

    >>> NUMBER = later("[0-9]+")
    >>> NUMBER().findall("12 + 3")
    ['12', '3']
    """
    return cache(partial(re.compile, pattern, flags))


def inside_class(characters: Iterable[str]) -> str:
    """The characters as the inside of a class, neighbours as ranges: hundreds of them compile in a tenth of the time.

    >>> inside_class("cab-x")
    '\\\\-a-cx'
    """
    ranges: list[list[str]] = []
    for character in sorted(set(characters)):
        if ranges and ord(character) == ord(ranges[-1][1]) + 1:
            ranges[-1][1] = character
        else:
            ranges.append([character, character])
    return "".join(re.escape(low) if low == high else f"{re.escape(low)}-{re.escape(high)}" for low, high in ranges)


class PatternTimeout(CleanupError):
    """A user's pattern was stopped; it is off for the rest of the run."""

    def __init__(self, place: Place, pattern: str) -> None:
        super().__init__(place, pattern)
        self.place, self.pattern = place, pattern

    def __str__(self) -> str:
        return f"the pattern {self.pattern!r} at {self.place} was stopped after {TIME_LIMIT:g} s and is off for the rest of the run"


class UserPattern:
    """A pattern of a rule file with its place, compiled when first used."""

    def __init__(self, pattern: str, place: Place) -> None:
        self.pattern, self.place = pattern, place
        self.stopped = False

    @classmethod
    def checked(cls, pattern: str, place: Place) -> UserPattern:
        """The same. Raises ValueError when it is not a valid pattern."""
        import regex

        made = cls(pattern, place)
        try:
            assert made._compiled
        except regex.error as error:
            raise ValueError(str(error)) from None
        return made

    @cached_property
    def _compiled(self) -> regex.Pattern[str]:
        import regex  # most runs have no pattern of a user's

        return regex.compile(self.pattern)

    def finditer(self, text: str) -> Iterator[regex.Match[str]]:
        """The matches in ``text``. Raises PatternTimeout, once; after that the pattern matches nothing."""
        if self.stopped:
            return
        try:
            yield from self._compiled.finditer(text, timeout=TIME_LIMIT)
        except TimeoutError:
            self.stopped = True
            raise PatternTimeout(self.place, self.pattern) from None

    def matches(self, text: str) -> bool:
        """True when the pattern matches the whole text."""
        if self.stopped:
            return False
        try:
            return self._compiled.fullmatch(text, timeout=TIME_LIMIT) is not None
        except TimeoutError:
            self.stopped = True
            raise PatternTimeout(self.place, self.pattern) from None
