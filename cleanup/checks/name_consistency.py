"""One name in two spellings.

What it finds
    Words with a capital that are, by what their letters may sound like, spellings of one name in this text:
    *Lukashenka* beside *Lukashenko*, *Gostomel* beside *Hostomel*. No list is needed.

Why
    A translation engine chooses a spelling anew in every sentence, and a reader takes one person for two.

Wrong → right
    Mayor Arestovich spoke. Later Mayor Arestović left.
    Mayor Arestovich spoke. Later Mayor Arestovich left.

What it leaves alone
    Surnames of a man and a woman (Pavlov, Pavlova), a country and its people (Serbia, Serbian), known places
    (Austria, Australia), two people with different given names (Sergei Ryabkov, Sergey Lavrov), words that the text
    also writes small, common words, links, code and markup. In languages with case endings what may be an ending; in
    texts that are not in Latin letters everything.

Fix safety
    Suggested where only diacritics differ, where the source text has one name for both, or where the same given name
    or surname stands beside both spellings: the rarer spelling becomes the one that the text has more often.
    Otherwise shown only: which spelling is right is for an editor, and a rule file, to say.

Options
    none
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cleanup.check import Check, Options, Stage
from cleanup.checks._names.alike import INFLECTED, Evidence, Pair, given_name_pairs, pairs
from cleanup.checks._names.glance import may_vary
from cleanup.checks._names.mentions import Mentions
from cleanup.checks._names.origins import Origins
from cleanup.checks._names.variety import VariedName, varied_names
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding, Severity
from cleanup.rulepack import Field, Kind, Rule, Schema
from cleanup.spans import Span

# Languages that are written in Latin letters and give names a capital; German gives every noun one, and the guards
# know.
_WITH_LATIN_LETTERS = """
af az ca cs cy da de en es et eu fi fil fr ga gl hr hu id is it lt lv ms mt nb nl nn no pl pt ro sk sl sq sr sv sw tr
uz vi
"""
_LANGUAGES = frozenset(_WITH_LATIN_LETTERS.split())
_MOST_OF_MANY = 40_000  # different words of the sources of a collection


class Compiled(NamedTuple):
    """Sets of names that a person has said are different."""

    apart: tuple[frozenset[str], ...]

    def says_different(self, pair: Pair) -> bool:
        """True when a rule keeps the two apart."""
        return any(pair.one in names and pair.other in names for names in self.apart)


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """One finding for each mention of a rarer spelling, in the order of the text."""
    assert isinstance(compiled, Compiled)
    language = _code(segment.language)
    if language not in _LANGUAGES or not may_vary(segment.text, language):
        return  # the common case
    mentions = Mentions(segment.text)
    origins = Origins(segment.source, segment.source_language) if segment.source else None
    found = [pair for words in mentions.groups() for pair in pairs(mentions, words, language, origins)]
    wanted = _preferred(mentions, [pair for pair in found if not compiled.says_different(pair)])
    findings = [
        _spelling(segment, mentions, word, wanted[word], span) for word in wanted for span in mentions.places(word)
    ]
    findings += _given_names(segment, mentions)
    yield from sorted(
        (finding for finding in findings if not segment.protected.hits(finding.span)), key=lambda finding: finding.span
    )


def varied(
    segment: Segment, compiled: Compiled, preferred: Callable[[str], str | None] = lambda word: None
) -> list[VariedName]:
    """The names that a segment, which may be many texts together, spells in several ways: what a rule file would hold.

    ``preferred`` tells which spelling a rule in force wants instead of a word, None where none does.
    """
    language = _code(segment.language)
    if language not in _LANGUAGES:
        return []
    origins = Origins(segment.source, segment.source_language, most=_MOST_OF_MANY) if segment.source else None
    return varied_names(Mentions(segment.masked), language, origins, preferred, compiled.says_different)


def _spelling(segment: Segment, mentions: Mentions, word: str, wanted: tuple[str, Evidence], span: Span) -> Finding:
    majority, evidence = wanted
    sure = _is_sure(evidence, segment.language)
    applicability = Applicability.SUGGESTED if sure else Applicability.DISPLAY_ONLY
    fix = Fix((Edit(span, majority),), applicability, f"Replace with “{majority}”")
    return Finding.at(
        segment.text,
        span,
        check=CHECK.name,
        rule="diacritics" if evidence is Evidence.DIACRITICS else "spelling",
        message=(
            f"“{word}” ({_times(mentions.counts[word])}) beside “{majority}” ({_times(mentions.counts[majority])}): "
            "two spellings of one name?"
        ),
        severity=Severity.INFO,
        fix=fix if sure else None,
        alternatives=() if sure else (fix,),
        evidence=(evidence.value,),
    )


def _given_names(segment: Segment, mentions: Mentions) -> Iterator[Finding]:
    """Vladimir and Volodymyr Zelensky: whose form of the given name it is to be is an editorial choice."""
    for one, other, surname in given_name_pairs(mentions):
        places = {first: mentions.before_surname(first, surname) for first in (one, other)}
        more, less = sorted((one, other), key=lambda first: (-len(places[first]), places[first]))
        for span in places[less]:
            yield Finding.at(
                segment.text,
                span,
                check=CHECK.name,
                rule="given-name",
                message=(
                    f"“{less} {surname}” ({_times(len(places[less]))}) beside “{more} {surname}” "
                    f"({_times(len(places[more]))}): one given name in two languages?"
                ),
                severity=Severity.INFO,
                alternatives=(Fix((Edit(span, more),), Applicability.DISPLAY_ONLY, f"Replace with “{more}”"),),
            )


def _preferred(mentions: Mentions, found: Sequence[Pair]) -> dict[str, tuple[str, Evidence]]:
    """Rarer spelling → the spelling that the text has most often (the first of equals), and what speaks for it."""
    order = {word: number for number, word in enumerate(mentions.counts)}
    wanted: dict[str, tuple[str, Evidence]] = {}
    for pair in found:
        more, less = sorted((pair.one, pair.other), key=lambda word: (-mentions.counts[word], order[word]))
        held = wanted.get(less)
        if held is None or mentions.counts[more] > mentions.counts[held[0]]:
            wanted[less] = (more, pair.evidence)
    return {word: best for word, best in wanted.items() if best[0] not in wanted}


def _is_sure(evidence: Evidence, language: str | None) -> bool:
    """True where a fix can be proposed; in an inflected language the other spelling may need another ending."""
    guessed = evidence in (Evidence.SOUND, Evidence.SLIP)
    return not guessed and _code(language) not in INFLECTED


@lru_cache(maxsize=256)
def _code(language: str | None) -> str:
    return (language or "en").split("-")[0].lower()


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def compile_rules(rules: Sequence[Rule], language: str | None) -> Compiled:
    """The names that rules keep apart."""
    return Compiled(tuple(frozenset(rule.texts("different")) for rule in rules))


CHECK = Check(
    name="name-consistency",
    stage=Stage.DETECT,
    find=find,
    about=__doc__ or "",
    rules={
        "spelling": "Two spellings of one name, by sound",
        "diacritics": "Two spellings of one name that differ only in their diacritics",
        "given-name": "One given name in the forms of two languages, before one surname",
    },
    schema=Schema(
        {"different": Field(Kind.TEXTS, "names that look alike and are not one name", required=True)}, value="different"
    ),
    compile=compile_rules,
)
