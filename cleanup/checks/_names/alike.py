"""Which two words of a text are spellings of one name, and which only look like it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from itertools import chain, combinations
from typing import NamedTuple

from cleanup.checks._names.established import frequency, given_names, known_names
from cleanup.checks._names.mentions import LONG_WORD, Mentions, group
from cleanup.checks._names.origins import Origins
from cleanup.text.name_distance import folded, same_name

# Languages whose nouns and names change their endings: what differs at the end of a word may be grammar.
_CASE_ENDINGS = "az cs et eu fi hr hu is lt lv pl ro sk sl sq sr tr de"
INFLECTED = frozenset(_CASE_ENDINGS.split())
_ENDING = 3  # letters that grammar may change

_SHORT = 5
_COMMON = 4.0  # Zipf frequency (times in a billion words, log10) from which a word is established as it is
_USUAL = 3.0  # the same, from which a spelling is some people's own
_NOUN = 3.0  # the same, for German nouns
_BESIDE_NAMES = """
mr mrs ms dr prof professor sir lady lord president minister prime general colonel major captain senator governor
mayor judge king queen prince princess saint st chancellor secretary ambassador director herr frau monsieur madame mme
señor señora don doña the and of in on at for from by with while when as but if after before he she they his her its
"""
_TITLES = frozenset(_BESIDE_NAMES.split())


_STROKES = str.maketrans("łŁøØđĐ", "lLoOdD")


class Evidence(Enum):
    """What speaks for two words being one name, from the strongest to the weakest."""

    DIACRITICS = "only the diacritics differ"
    SOURCE = "the source has one name for both"
    NEIGHBOUR = "the same name stands beside both"
    SOUND = "the two sound alike"
    SLIP = "one letter differs"


class Pair(NamedTuple):
    """Two spellings of one name and what speaks for it."""

    one: str
    other: str
    evidence: Evidence


def pairs(mentions: Mentions, words: Iterable[str], language: str, origins: Origins | None = None) -> list[Pair]:
    """The spellings of one name among words of one group. What the source text says goes before all guesses."""
    likely = [(one, other) for one, other in combinations(words, 2) if may_be_one(one, other, language)]
    if not likely:
        return []  # the common case
    names = {
        word
        for word in dict.fromkeys(chain.from_iterable(likely))
        if mentions.within_sentence(word) and not mentions.in_small_letters(word)
    }
    found = []
    for one, other in likely:
        if one not in names or other not in names:
            continue
        evidence = _evidence(mentions, one, other, language, origins)
        if evidence is not None:
            found.append(Pair(one, other, evidence if sounds_alike(one, other) else Evidence.SLIP))
    return found


def pairs_by_source(mentions: Mentions, language: str, origins: Origins) -> list[Pair]:
    """Words that conventions make of one name of the source, however they sound: Tikhanovskaya and Tsikhanouskaya."""
    words: dict[str, list[str]] = {}
    for word in sorted(
        mentions.counts, key=group
    ):  # neighbours have the same names to be compared with, made a moment ago
        names = origins.spelled(word)
        if len(names) == 1 and not mentions.in_small_letters(word):
            words.setdefault(names[0], []).append(word)
    return [
        Pair(one, other, Evidence.SOURCE)
        for alike in words.values()
        for one, other in combinations(alike, 2)
        if _may_be_names(mentions, one, other, language) and not _are_given_names(one, other)
    ]


def is_one_given_name(one: str, other: str, language: str) -> bool:
    """True for two forms or spellings of one given name."""
    if _as_given(one) & _as_given(other):
        return True
    return sounds_alike(one, other) and _are_names(one, other, language) and not _is_grammar(one, other, language)


def is_common(word: str, language: str) -> bool:
    """True for a word that is common enough to be what it is, and for German nouns."""
    return frequency(word, language) >= _COMMON or is_noun(word, language)


def is_noun(word: str, language: str) -> bool:
    """True for German nouns, which have a capital as names have: Woche, Visier, Dinge."""
    return language == "de" and frequency(word, language) >= _NOUN


@lru_cache(maxsize=16384)
def may_be_one(one: str, other: str, language: str) -> bool:
    """False when no text whatever makes spellings of one name of the two."""
    if not sounds_alike(one, other) and not _is_slip(one, other, language):
        return False
    nouns = is_noun(one, language) or is_noun(other, language)
    return not nouns and _are_names(one, other, language) and not _is_grammar(one, other, language)


def sounds_alike(one: str, other: str) -> bool:
    """True when the two are spellings of one name as far as their letters tell."""
    return _are_written_alike(one, other) and same_name(one, other)


def _are_written_alike(one: str, other: str) -> bool:
    """Short words sound alike by chance: Sino and China, Jian and Zhang. There the letters must agree as well."""
    if min(len(one), len(other)) > _SHORT:
        return abs(len(one) - len(other)) <= _ENDING + 1
    a, b = bare(one).lower(), bare(other).lower()
    return (abs(len(a) - len(b)) <= 1 and a[0] == b[0] and a[-1] == b[-1]) or edited_once(a, b)


def _is_slip(one: str, other: str, language: str) -> bool:
    """Ukroboronprom and Ukroboronrom: one letter wrong inside a long name. German compounds: Unfalldaten, Unfallraten."""
    if language == "de" or min(len(one), len(other)) < LONG_WORD - 1 or max(len(one), len(other)) < LONG_WORD:
        return False
    return one[-_ENDING:] == other[-_ENDING:] and edited_once(one, other)


def edited_once(one: str, other: str) -> bool:
    """True when one letter more, less or other makes one of the other."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, char in enumerate(short) if char != long[i]), len(short))
    return short[at:] == long[at + 1 :] or short[at + 1 :] == long[at + 1 :]


def _evidence(mentions: Mentions, one: str, other: str, language: str, origins: Origins | None) -> Evidence | None:
    if not _may_be_names(mentions, one, other, language):
        return None
    diacritics = bare(one) == bare(other)
    if origins is not None:
        mine, theirs = origins.of(one), origins.of(other)
        if mine and theirs and not _are_given_names(one, other):
            return (Evidence.DIACRITICS if diacritics else Evidence.SOURCE) if mine == theirs else None
    met = _neighbours_agree(mentions, one, other)
    if met is False:
        return None
    if diacritics:
        return Evidence.DIACRITICS
    if met:
        return Evidence.NEIGHBOUR
    if _are_given_names(one, other) or not _same_letter_first(one, other) or _are_both_usual(one, other, language):
        return None
    return Evidence.SOUND


def _may_be_names(mentions: Mentions, one: str, other: str, language: str) -> bool:
    """False for what a list, a gloss or grammar explains."""
    if not _are_names(one, other, language) or mentions.glosses(one, other) or mentions.glosses(other, one):
        return False
    return not _is_grammar(one, other, language)


def _is_grammar(one: str, other: str, language: str) -> bool:
    """True for what the language's spelling or grammar makes of one word."""
    diacritics = bare(one) == bare(other)
    if diacritics and one[1:] == other[1:]:
        return True  # many write capitals without: Etat, État
    # Mutter and Mütter; Łukaszenki is not a misspelt Łukaszenka
    return language in INFLECTED and (diacritics or _differ_at_the_end(one, other))


def _are_given_names(one: str, other: str) -> bool:
    """Marina and Maryna may be two women of two stories, and each spelled as she spells herself."""
    return bool(_as_given(one) and _as_given(other))


def _are_both_usual(one: str, other: str, language: str) -> bool:
    """Catherine and Katherine, Fischer and Fisher: many people bear either, and one text may well have both."""
    return all(frequency(word, language) >= _USUAL and word not in known_names(language) for word in (one, other))


def _are_names(one: str, other: str, language: str) -> bool:
    words = (one, other)
    known = known_names(language)
    if all(word in known for word in words):
        return False  # Austria and Australia; Serbia and Serbian
    return not all(frequency(word, language) >= _COMMON or word in known for word in words)


def _neighbours_agree(mentions: Mentions, one: str, other: str) -> bool | None:
    """True when a name beside both is the same, False when the names beside them tell two persons apart, else None.

    Two persons are told apart where most mentions of each have another name beside them; a city has one now and then.
    """
    agreed = None
    for beside in (mentions.before, mentions.behind):
        mine, theirs = _names(beside(one)), _names(beside(other))
        if any(a == b or same_name(a, b) or _as_given(a) & _as_given(b) for a in mine for b in theirs):
            return True
        if 2 * mine.total() > mentions.counts[one] and 2 * theirs.total() > mentions.counts[other]:
            agreed = False
    return agreed


def _names(neighbours: Counter[str]) -> Counter[str]:
    return Counter({w: n for w, n in neighbours.items() if w.casefold() not in _TITLES and not w.isupper()})


def _same_letter_first(one: str, other: str) -> bool:
    """Zakharov and Sakharov are two men, unless their given names say otherwise."""
    first = {bare(one)[:1].casefold(), bare(other)[:1].casefold()}
    return first != {"s", "z"}


def _differ_at_the_end(one: str, other: str) -> bool:
    shared = min(len(one), len(other)) - _ENDING
    return one[:shared] == other[:shared]


def bare(word: str) -> str:
    """The word without diacritics.

    >>> bare("Sánchez")
    'Sanchez'
    """
    letters = unicodedata.normalize("NFD", word).translate(_STROKES)
    return "".join(char for char in letters if not unicodedata.combining(char))


def given_name_pairs(mentions: Mentions) -> list[tuple[str, str, str]]:
    """Two forms of one given name before one surname: Vladimir and Volodymyr Zelensky. The surname comes last."""
    alike = given_in_two_languages(mentions.counts)
    if not alike:
        return []  # the common case
    return [
        (one, other, surname)
        for surname, firsts in mentions.firsts().items()
        for one, other in combinations(firsts, 2)
        if frozenset((one, other)) in alike
    ]


def given_in_two_languages(words: Iterable[str]) -> set[frozenset[str]]:
    """The pairs among ``words`` that are one given name as two languages have it."""
    forms = list(filter(_as_given, words))
    return {
        frozenset(pair)
        for pair in combinations(forms, 2)
        if _as_given(pair[0]) & _as_given(pair[1]) and not same_name(*pair)
    }


@lru_cache(maxsize=16384)
def _as_given(word: str) -> frozenset[int]:
    return given_names(folded(word))
