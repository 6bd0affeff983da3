"""What a check is: a frozen record around a plain generator. There is no base class and nothing registers itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum

from cleanup.document import Segment
from cleanup.errors import OptionError, Problem, unknown
from cleanup.findings import Finding
from cleanup.records import field, record
from cleanup.rulepack import Option as Option
from cleanup.rulepack import Rule, Schema

Options = Mapping[str, object]


BEYOND_ASCII = "\U0010ffff"  # among the marks of a check: any character beyond ASCII


class Stage(Enum):
    """Repair checks change what the text *is* and are decided first; detect checks all see the repaired text."""

    REPAIR = "repair"
    DETECT = "detect"


def _as_they_are(rules: Sequence[Rule], language: str | None) -> object:
    return rules


def _no_problems(rules: Iterable[Rule]) -> Iterator[Problem]:
    return iter(())


@record
class Check:
    """One check.

    ``find(segment, compiled, options)`` yields findings in code points of ``segment.text``; it keeps no state and
    raises for no text. ``compile(rules, language)`` turns the entries in force for a language into what ``find``
    wants as ``compiled``; it runs once per cleaner and language. ``lint`` looks for problems between entries.
    ``rules`` are the rule ids that the check reports by itself, with a sentence each; entries of rule files add
    theirs. ``about`` is the module's docstring. ``marks`` are the characters of which a text must hold one for the check
    to find anything, under any options and rules; None where any text may hold something. Texts without them are not
    shown to the check.
    """

    name: str
    stage: Stage
    find: Callable[[Segment, object, Options], Iterator[Finding]]
    about: str
    rules: Mapping[str, str] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    schema: Schema = field(default_factory=lambda: Schema({}))
    compile: Callable[[Sequence[Rule], str | None], object] = _as_they_are
    lint: Callable[[Iterable[Rule]], Iterator[Problem]] = _no_problems
    marks: str | None = None

    def read_options(self, given: Mapping[str, object]) -> Options:
        """All options with their values. Raises OptionError for an unknown option or a value that is not allowed."""
        known = {option.name: option for option in self.options}
        for name in given:
            if name not in known:
                raise OptionError(unknown(f'option of check "{self.name}"', name, known))
        return {name: o.value(self.name, given[name]) if name in given else o.default for name, o in known.items()}
