"""Rules: the entries of rule files, what a check declares of them, and packs of them.

``except``, ``applies``, ``because``, ``examples`` mean the same in every check's rules; the other fields are
declared beside each check as a :class:`Schema`. Reading the files is :mod:`cleanup.rulefile`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Protocol

from cleanup.edits import Applicability
from cleanup.errors import OptionError, Place, unknown
from cleanup.records import field, record, replace
from cleanup.text.patterns import UserPattern


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


@record
class Field:
    """One field of an entry."""

    kind: Kind
    about: str = ""
    choices: tuple[str, ...] = ()
    group: Mapping[str, Field] = field(default_factory=dict)
    required: bool = False


@record
class Schema:
    """The fields an entry may hold besides the common ones.

    In the short form ``key: value`` the key fills the field ``key`` (and is the entry's id) and a text or list fills
    ``value``.
    """

    fields: Mapping[str, Field]
    key: str | None = None
    value: str | None = None


@record
class Option:
    """An option of a check. ``choices`` are the allowed words; ``parse`` (if any) reads other values or raises ValueError."""

    name: str
    default: object
    choices: tuple[str, ...] = ()
    parse: Callable[[object], object] | None = None
    about: str = ""

    def value(self, check: str, given: object) -> object:
        """The value as the check wants it. Raises OptionError."""
        if isinstance(given, str) and given in self.choices:
            return given
        if self.parse is None:
            raise OptionError(unknown(f'value of option "{check}.{self.name}"', str(given), self.choices))
        try:
            return self.parse(given)
        except ValueError as error:
            raise OptionError(f'option "{check}.{self.name}": {error}') from None


class Declared(Protocol):
    """What the loader must know of a check."""

    @property
    def name(self) -> str: ...
    @property
    def schema(self) -> Schema: ...
    @property
    def options(self) -> tuple[Option, ...]: ...


@record
class Example:
    """``wrong`` must become ``right``; when they are the same, its entry is to be found there and nothing done; without ``right``,
    nothing is to be found."""

    wrong: str
    right: str | None
    place: Place


@record
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

    def speaks(self, language: str | None) -> bool:
        """True when the entry is for texts in ``language``: an entry for ``en`` is for ``en-GB`` too."""
        return not self.languages or (language is not None and any(covers(tag, language) for tag in self.languages))


def covers(wide: str, tag: str) -> bool:
    """True when ``tag`` is ``wide`` or a variety of it (BCP 47, RFC 4647 basic filtering)."""
    wide, tag = wide.casefold(), tag.casefold()
    return tag == wide or tag.startswith(wide + "-")


@record
class Allowance:
    """A word, phrase or pattern that a check must leave alone, as an ``allow`` list says."""

    check: str
    text: str
    pattern: UserPattern | None
    place: Place

    def covers(self, text: str) -> bool:
        """True when the matched text is what was allowed; case is folded for words and phrases."""
        if self.pattern is not None:
            return self.pattern.matches(text)
        return text.casefold() == self.text.casefold()


@record
class RulePack:
    """What one or more rule files say. Immutable; packs are joined with :meth:`then`."""

    rules: tuple[Rule, ...] = ()
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    allowances: tuple[Allowance, ...] = ()
    disabled: frozenset[tuple[str, str]] = frozenset()
    files: tuple[str, ...] = ()

    def then(self, later: RulePack) -> RulePack:
        """Both packs; an entry or option of the later one replaces the one of the same name."""
        replaced = {(rule.check, rule.id) for rule in later.rules} | later.disabled
        kept = tuple(rule for rule in self.rules if (rule.check, rule.id) not in replaced)
        options = {check: {**self.options.get(check, {}), **later.options.get(check, {})}
                   for check in (*self.options, *later.options)}  # fmt: skip
        return RulePack(
            kept + later.rules,
            options,
            self.allowances + later.allowances,
            self.disabled | later.disabled,
            self.files + later.files,
        )

    def about(self, check: str) -> RulePack:
        """The pack without the entries of other checks."""
        return replace(self, rules=self.of(check))

    def of(self, check: str) -> tuple[Rule, ...]:
        """The entries of one check."""
        return tuple(rule for rule in self.rules if rule.check == check)


def joined(packs: Iterable[RulePack]) -> RulePack:
    """All packs as one, later ones over earlier ones."""
    whole = RulePack()
    for pack in packs:
        whole = whole.then(pack)
    return whole
