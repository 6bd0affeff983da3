"""The checks, in order: repair checks first, then those that see the repaired text. No discovery: a check is a line here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module

from cleanup.check import Check

# The order decides which of two equally sure fixes takes a place.
_NAMES = (
    "mojibake",
    "html-entity",
    "invisible-character",
    "untranslated",
    "mixed-script-word",
    "quotes",
    "spacing",
    "name-variant",
    "name-consistency",
    "repetition",
    "residue",
    "furniture",
    "convention",
    "brackets",
    "source-mismatch",
)


class Registry(Mapping[str, Check]):
    """Name → check, of those named and those given. The module of a check is loaded when the check is first asked for."""

    def __init__(self, names: Iterable[str], *given: Check) -> None:
        self._given = {**dict.fromkeys(names), **{check.name: check for check in given}}

    def __getitem__(self, name: str) -> Check:
        return self._given[name] or _loaded(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    def __contains__(self, name: object) -> bool:
        return name in self._given  # without loading anything


@cache
def _loaded(name: str) -> Check:
    check: Check = import_module(f"{__name__}.{name.replace('-', '_')}").CHECK
    return check


CHECKS = Registry(_NAMES)
