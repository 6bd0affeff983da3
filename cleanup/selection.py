"""Which checks and rules a person wants: ``select`` and ``ignore``, which take ``check`` or ``check/rule``."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cleanup.errors import OptionError, unknown
from cleanup.findings import Finding
from cleanup.packs import BY_NAME


class Selection:
    """Answers for checks, rules and findings whether they are wanted. Raises OptionError for a check that does not exist."""

    def __init__(self, select: Iterable[str] | None, ignore: Iterable[str]) -> None:
        self.select = None if select is None else _names(select, "select")
        self.ignore = _names(ignore, "ignore")
        self._checks = None if self.select is None else {name.partition("/")[0] for name in self.select}
        self._rules_only = self.select is not None and any("/" in name for name in self.select)
        self._ignored_rules = frozenset(name for name in self.ignore if "/" in name)

    def runs(self, check: str) -> bool:
        """True when something that the check finds may be wanted."""
        return (self._checks is None or check in self._checks) and check not in self.ignore

    def wants(self, finding: Finding) -> bool:
        """True for a finding of a rule that is wanted; that its check runs is taken for granted."""
        if self._ignored_rules and finding.name in self._ignored_rules:
            return False
        if not self._rules_only or self.select is None:
            return True
        return finding.check in self.select or finding.name in self.select

    def ignores(self, finding: Finding) -> bool:
        """True when a person said so in words: what nobody has to select is told without that."""
        return finding.check in self.ignore or finding.name in self._ignored_rules

    def refuse_unknown_rules(self, known: Callable[[str], Iterable[str]]) -> None:
        """Raises OptionError for a rule that its check does not have; ``known`` gives the rules of a check."""
        for name in (*(self.select or ()), *self.ignore):
            check, slash, rule = name.partition("/")
            if slash and rule not in (rules := list(known(check))):
                raise OptionError(unknown(f'rule of check "{check}"', rule, rules))


def _names(names: Iterable[str], what: str) -> tuple[str, ...]:
    given = (names,) if isinstance(names, str) else tuple(names)
    for name in given:
        check = name.partition("/")[0]
        if check not in BY_NAME:
            raise OptionError(f"{what}: " + unknown("check", check, BY_NAME))
    return given
