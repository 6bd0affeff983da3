"""Regular expressions that come from users: checked when loaded, stopped when they run too long."""

from __future__ import annotations

from collections.abc import Iterator
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
    """A pattern of a rule file with its place. Raises ValueError when it is not a valid pattern."""

    def __init__(self, pattern: str, place: Place) -> None:
        self.pattern, self.place = pattern, place
        self.stopped = False
        import regex  # most runs have no pattern of a user's

        try:
            self._compiled = regex.compile(pattern)
        except regex.error as error:
            raise ValueError(str(error)) from None

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
