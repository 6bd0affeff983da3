"""Rule files: YAML that a linguist can read, loaded strictly.

Every scalar is a string, so that the language ``no`` stays "no" and ``1.10`` stays "1.10". Unknown and duplicate keys, anchors,
wrong shapes and bad patterns are problems with their place; all problems of a run are raised together.

What an entry may hold is declared beside each check as a :class:`Schema`; ``except``, ``applies``, ``because``, ``examples`` mean the
same in every check's rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from cleanup.edits import Applicability
from cleanup.errors import Place


class Kind(Enum):
    """What a field of an entry may hold, and the Python value it becomes."""

    TEXT = "a text"  # str
    TEXTS = "a list of texts"  # tuple[str, ...]; a single text is a list of one
    CHOICE = "one of a few words"  # str
    PATTERN = "a regular expression"  # UserPattern
    PATTERNS = "a list of regular expressions"  # tuple[UserPattern, ...]
    TABLE = "a table of texts"  # dict[str, str]
    TABLES = "a table of lists of texts"  # dict[str, tuple[str, ...]]
    GROUP = "a table with fields of its own"  # dict[str, value]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entry."""

    kind: Kind
    about: str = ""
    choices: tuple[str, ...] = ()
    group: Mapping[str, Field] = field(default_factory=dict)
    required: bool = False


@dataclass(frozen=True, slots=True)
class Schema:
    """The fields an entry may hold besides the common ones.

    In the short form ``key: value`` the key fills the field ``key`` (and is the entry's id) and a text or list fills ``value``.
    """

    fields: Mapping[str, Field]
    key: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """``wrong`` must become ``right``; without ``right``, ``wrong`` is to be left alone."""

    wrong: str
    right: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a rule file. ``fields`` holds the values of the check's own fields that were given."""

    check: str
    id: str
    fields: Mapping[str, object]
    languages: tuple[str, ...]
    applies: Applicability | None
    because: str
    exceptions: tuple[str, ...]
    examples: tuple[Example, ...]
    place: Place
    builtin: bool = False

    def text(self, name: str) -> str:
        """The value of a text field, "" when not given."""
        value = self.fields.get(name, "")
        assert isinstance(value, str)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """The value of a list field, empty when not given."""
        value = self.fields.get(name, ())
        assert isinstance(value, tuple)
        return value
