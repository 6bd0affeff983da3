"""Problems between entries: what no text could decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from cleanup.checks._names.entries import kept_forms, nfc
from cleanup.errors import Problem
from cleanup.rulepack import Rule, covers


class _Claim(NamedTuple):
    """An entry changes something, and what into."""

    rule: Rule
    becomes: str


class _Claims:
    """Variant → the entries that change it. Nearly every variant of a long list has one."""

    def __init__(self) -> None:
        self._first: dict[str, _Claim] = {}
        self._more: dict[str, list[_Claim]] = {}

    def on(self, variant: str) -> list[_Claim]:
        """All claims on a variant, in the order of the entries."""
        first = self._first.get(variant)
        return [] if first is None else [first, *self._more.get(variant, ())]

    def add(self, variants: Sequence[str], claim: _Claim) -> Iterator[tuple[str, _Claim]]:
        """The variants that were claimed before, each with each of its claims."""
        if self._first.keys().isdisjoint(variants):
            self._first.update(dict.fromkeys(variants, claim))
            return  # the common case
        for variant in variants:
            if self._first.setdefault(variant, claim) is not claim:
                yield from ((variant, held) for held in self.on(variant))
                self._more.setdefault(variant, []).append(claim)


def problems(rules: Iterable[Rule]) -> Iterator[Problem]:
    """Variants equal to their own preferred form, variants claimed twice, chains a → b → c, originals nobody can
    romanise.

    Built-in entries are judged among themselves; a user's entry wins over a built-in one, which is no conflict.
    """
    everything = list(rules)
    for builtin in (False, True):
        yield from _among([rule for rule in everything if rule.builtin == builtin])
    for rule in everything:
        if "from" in rule.fields:
            yield from _unreadable(rule)


def _is_orderly(rules: list[Rule]) -> bool:
    """True when no two variants are alike and none is what an entry makes: the common case, told of a long list at once."""
    if any("forms" in rule.fields for rule in rules):
        return False
    listed = kept_forms(tuple(chain.from_iterable(rule.texts("variants") for rule in rules)))
    variants = set(listed)
    return len(variants) == len(listed) and variants.isdisjoint([nfc(rule.text("prefer")) for rule in rules])


def _among(rules: list[Rule]) -> Iterator[Problem]:
    if _is_orderly(rules):
        return
    claims = _Claims()
    for rule in rules:
        for variants, claim in _changes(rule):
            becomes, others = claim.becomes, variants
            if becomes in variants:
                yield Problem(rule.place, f'"{becomes}" is a variant of itself in entry "{rule.id}"')
                others = [variant for variant in variants if variant != becomes]
            for variant, (other, wanted) in claims.add(others, claim):
                if other is not rule and wanted != becomes and _meet(rule, other):
                    yield Problem(
                        rule.place,
                        f'"{variant}" is to become "{becomes}" here and "{wanted}" in entry "{other.id}" at {other.place}',
                    )
    yield from _chains(rules, claims)


def _changes(rule: Rule) -> Iterator[tuple[Sequence[str], _Claim]]:
    """What the entry changes, and what into."""
    yield kept_forms(rule.texts("variants")), _Claim(rule, nfc(rule.text("prefer")))
    forms = rule.fields.get("forms")
    if isinstance(forms, Mapping):
        yield from (([nfc(wrong)], _Claim(rule, nfc(right))) for wrong, right in forms.items())


def _chains(rules: list[Rule], claims: _Claims) -> Iterator[Problem]:
    """a → b in one entry and b → c in another: a second run would change the text again.

    Not where c is b and more (Kiev → Kyiv, Kyiv → Kyiv City): a longer form may follow a spelling, and one pass does
    each once.
    """
    for rule in rules:
        prefer = nfc(rule.text("prefer"))
        for other, becomes in claims.on(prefer):
            if other is rule or not rule.texts("variants") or not _meet(rule, other) or prefer in becomes:
                continue
            yield Problem(
                rule.place,
                f'what entry "{rule.id}" prefers, "{prefer}", is to become "{becomes}" in entry "{other.id}" at {other.place}: '
                "a second run would change the text again",
            )


def _unreadable(rule: Rule) -> Iterator[Problem]:
    from cleanup.text.romanisation import can_be_spelled  # loads tables; few entries have originals

    originals = rule.fields["from"]
    assert isinstance(originals, Mapping)
    for language, names in originals.items():
        for name in names:
            if not can_be_spelled(name, language):
                yield Problem(
                    rule.place,
                    f'no Latin spelling can be made of "{name}" ({language}) in entry "{rule.id}"',
                    hint="list its spellings under variants",
                )


def _meet(one: Rule, other: Rule) -> bool:
    """True when both can be in force for one text."""
    if not one.languages or not other.languages:
        return True
    return any(covers(a, b) or covers(b, a) for a in one.languages for b in other.languages)
