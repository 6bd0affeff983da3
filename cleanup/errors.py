"""Errors: what stops a run. What is wrong with the user's *text* is a finding, never an error.

CleanupError
├── InputError          a file that is missing, binary, too large, in a broken or unknown format
├── TextFailure         one of many texts that could not be cleaned; the others went through
├── OptionError         an unknown check, language, option or value
└── SourceError         problems in a file that a person wrote, each with its place
    ├── RuleFileError   … in rule files
    └── ConfigError     … in pyproject.toml or cleanup.toml
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleanup.records import record


class CleanupError(Exception):
    """The root of all errors of this package."""


class InputError(CleanupError):
    """A file or a byte string cannot be read as what it should be."""


class TextFailure(CleanupError):
    """A text among many that could not be cleaned. ``index`` is its number in the stream, from 0."""

    def __init__(self, index: int, reason: str) -> None:
        super().__init__(index, reason)
        self.index, self.reason = index, reason

    def __str__(self) -> str:
        return f"text {self.index} was not cleaned: {self.reason}"


class OptionError(CleanupError):
    """A keyword, option, check or language that does not exist, or a value that is not allowed."""


@record(order=True)
class Place:
    """A place in a file that a person wrote; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@record
class Problem:
    """One thing that is wrong in a rule or configuration file.

    ``excerpt`` is the line it stands on; ``width`` is how many code points of it the caret underlines; ``hint`` says
    what would be right.
    """

    place: Place
    message: str
    excerpt: str = ""
    width: int = 1
    hint: str = ""

    def __str__(self) -> str:
        lines = [f"{self.place}: error: {self.message}"]
        if self.excerpt:
            number = str(self.place.line)
            lines.append(f"    {number} | {self.excerpt}")
            indent = "".join("\t" if c == "\t" else " " for c in self.excerpt[: self.place.column - 1])
            caret = f"    {' ' * len(number)} | {indent}{'^' * max(1, self.width)}"
            lines.append(caret)
        if self.hint:
            lines.append(f"  {self.hint}")
        return "\n".join(lines)


class SourceError(CleanupError):
    """Problems in files that a person wrote: all of them, in order of their places."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.place))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[SourceError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class RuleFileError(SourceError):
    """Rule files that cannot be used."""


class ConfigError(SourceError):
    """A configuration file that cannot be used."""


def in_words(error: Exception) -> str:
    """What kind of exception it is and what it says, of one that nobody foresaw."""
    return f"{type(error).__name__}: {error}"


def nearest(word: str, allowed: Iterable[str]) -> str:
    """``did you mean "variants"?``, or the empty string when nothing allowed is near ``word``."""
    from difflib import get_close_matches  # nobody has to wait for it who spells well

    close = get_close_matches(word, list(allowed), n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else ""


def unknown(kind: str, word: str, allowed: Iterable[str]) -> str:
    """The sentence for a word that is not among the allowed ones, with the nearest match and the list."""
    names = list(allowed)
    guess = nearest(word, names)
    return f'unknown {kind} "{word}"{"; " + guess if guess else ""} (allowed: {", ".join(names) or "none"})'
