"""The names that a collection of texts spells in several ways: surnames and places, each with the given names before it.

The check tells one text's doubtful mentions; an editor who makes a rule file wants the names. A given name is never a name by
itself here: what stands before *Lukashenko* says nothing about another Alexander.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from cleanup.checks._names.alike import Pair, is_common, is_one_given_name, pairs, pairs_by_source
from cleanup.checks._names.mentions import Mentions
from cleanup.checks._names.origins import Origins
from cleanup.spans import Span


class Spelling(NamedTuple):
    """One spelling and where it stands."""

    text: str
    places: tuple[Span, ...]


class VariedName(NamedTuple):
    """Spellings of one name, the preferred one first; the same of the given names before it; its names in the source."""

    spellings: tuple[Spelling, ...]
    given: tuple[tuple[Spelling, ...], ...] = ()
    sources: tuple[str, ...] = ()


def varied_names(
    mentions: Mentions,
    language: str,
    origins: Origins | None,
    preferred: Callable[[str], str | None],
    are_apart: Callable[[Pair], bool],
) -> list[VariedName]:
    """The names in several spellings, in the order of the text.

    ``preferred`` tells which spelling a rule in force wants instead of a word, ``are_apart`` which pairs are two names to a
    rule.
    """
    found = [pair for words in mentions.groups() for pair in pairs(mentions, words, language, origins)]
    if origins is not None:
        found += pairs_by_source(mentions, language, origins)
    found = [pair for pair in dict.fromkeys(found) if not are_apart(pair)]
    before = _given_names(mentions, language)
    surnames = [pair for pair in found if not _is_of_given_names(pair, before, found)]
    clusters = _clusters(mentions, surnames)
    names = [
        VariedName(
            _ordered({word: mentions.places(word) for word in words}, preferred),
            tuple(_varied(mentions, words, before, language)),
            tuple(sorted({name for word in words for name in origins.spelled(word)})) if origins else (),
        )
        for words in [*clusters, *([word] for word in before if not any(word in words for words in clusters))]
    ]
    return [name for name in names if len(name.spellings) > 1 or name.given]


def _given_names(mentions: Mentions, language: str) -> dict[str, list[str]]:
    """Name → the words with a capital right before it; without words that are no names."""
    return {name: firsts for name, firsts in mentions.firsts().items() if not is_common(name, language)}


def _is_of_given_names(pair: Pair, before: Mapping[str, list[str]], found: Iterable[Pair]) -> bool:
    """True for two words that stand before one surname, be it in two spellings."""
    linked = {frozenset((other.one, other.other)) for other in found}
    mine, theirs = ([name for name, firsts in before.items() if word in firsts] for word in (pair.one, pair.other))
    return any(a == b or frozenset((a, b)) in linked for a in mine for b in theirs)


def _clusters(mentions: Mentions, found: Iterable[Pair]) -> list[list[str]]:
    """Words that pairs link, each to the commonest of them: a chain of likenesses makes no name."""
    order = {word: number for number, word in enumerate(mentions.counts)}
    usual: dict[str, str] = {}
    for pair in found:
        more, less = sorted((pair.one, pair.other), key=lambda word: (-mentions.counts[word], order[word]))
        held = usual.get(less)
        if held is None or mentions.counts[more] > mentions.counts[held]:
            usual[less] = more
    clusters: dict[str, list[str]] = {}
    for less, more in usual.items():
        if more not in usual:
            clusters.setdefault(more, [more]).append(less)
    return list(clusters.values())


def _varied(
    mentions: Mentions, surnames: Iterable[str], before: Mapping[str, list[str]], language: str
) -> Iterable[tuple[Spelling, ...]]:
    """The spellings of each given name that stands in several before these spellings of a surname; the most frequent first."""
    places: dict[str, set[Span]] = {}
    for surname in surnames:
        for first in before.get(surname, ()):
            places.setdefault(first, set()).update(mentions.before_surname(first, surname))
    groups: list[list[str]] = []
    for first in places:
        alike = [group for group in groups if any(is_one_given_name(first, other, language) for other in group)]
        groups = [group for group in groups if group not in alike] + [[*(w for group in alike for w in group), first]]
    several = [_ordered({word: places[word] for word in group}) for group in groups if len(group) > 1]
    return sorted(several, key=lambda some: (-sum(len(spelling.places) for spelling in some), some[0].text))


def _ordered(
    places: Mapping[str, Iterable[Span]], preferred: Callable[[str], str | None] = lambda word: None
) -> tuple[Spelling, ...]:
    """What a rule wants first, else what stands most often, the first of equals."""
    spellings = [Spelling(word, tuple(sorted(spans))) for word, spans in places.items()]
    spellings.sort(key=lambda s: (-len(s.places), s.places))
    wanted = next((wish for wish in map(preferred, (s.text for s in spellings)) if wish), None)
    if wanted is None:
        return tuple(spellings)
    first = next((s for s in spellings if s.text == wanted), Spelling(wanted, ()))
    return (first, *(s for s in spellings if s is not first))
