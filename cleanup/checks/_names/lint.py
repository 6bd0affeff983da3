"""Problems between entries: what no text could decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleanup.checks._names.entries import Entry, FormKind, entry_of, listed_forms
from cleanup.errors import Problem
from cleanup.rulepack import Rule, covers

_CHANGING = (FormKind.VARIANT, FormKind.INFLECTED)


def problems(rules: Iterable[Rule]) -> Iterator[Problem]:
    """Variants equal to their own preferred form, variants claimed twice, and chains a → b → c.

    Built-in entries are judged among themselves; a user's entry wins over a built-in one, which is no conflict.
    """
    entries = [entry_of(rule) for rule in rules]
    for builtin in (False, True):
        yield from _among([entry for entry in entries if entry.rule.builtin == builtin])


def _among(entries: list[Entry]) -> Iterator[Problem]:
    claims: dict[str, list[tuple[Entry, str]]] = {}
    for entry in entries:
        for place, form in enumerate(listed_forms(entry, 0)):
            if form.kind not in _CHANGING:
                continue
            if form.text == form.becomes and place:
                yield Problem(entry.rule.place, f'"{form.text}" is a variant of itself in entry "{entry.id}"')
                continue
            for other, becomes in claims.get(form.text, ()):
                if other is not entry and becomes != form.becomes and _meet(entry.rule, other.rule):
                    yield Problem(
                        entry.rule.place,
                        f'"{form.text}" is to become "{form.becomes}" here and "{becomes}" in entry "{other.id}" at {other.rule.place}',
                    )
            claims.setdefault(form.text, []).append((entry, form.becomes))
    yield from _chains(entries, claims)


def _chains(entries: list[Entry], claims: dict[str, list[tuple[Entry, str]]]) -> Iterator[Problem]:
    for entry in entries:
        for other, becomes in claims.get(entry.prefer, ()):
            if other is not entry and entry.rule.texts("variants") and _meet(entry.rule, other.rule):
                yield Problem(
                    entry.rule.place,
                    f'what entry "{entry.id}" prefers, "{entry.prefer}", is to become "{becomes}" in entry "{other.id}" at '
                    f"{other.rule.place}: a second run would change the text again",
                )


def _meet(one: Rule, other: Rule) -> bool:
    """True when both can be in force for one text."""
    if not one.languages or not other.languages:
        return True
    return any(covers(a, b) or covers(b, a) for a in one.languages for b in other.languages)
