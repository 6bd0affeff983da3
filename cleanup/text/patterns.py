"""Regular expressions that come from users: checked when loaded, stopped when they run too long."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from cleanup.errors import CleanupError, Place

if TYPE_CHECKING:
    import regex

TIME_LIMIT = 1.0  # seconds for one text; a sane pattern needs milliseconds for a book


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
