"""Builds the packs of people and places that are on by default: rules/name-variant/{belarus,ukraine,…}.yaml and places.yaml.

    python tools/build_names_packs.py

People: lists, by hand (tools/names_by_hand.yaml), of names in the news and in history books that English spells one way, with the name in its own
script. Their variants are what the conventions of other languages (rules/romanisation) make of it: spellings that a
translation engine carries over from a German, French or Polish original. A spelling that any English convention makes is
never a variant here: whether Sergei or Sergey is right is for the house to say.

Places: cities and countries of these regions as CLDR names them in other languages, where that is a spelling of the English
name and not another name. Needs `babel` (BSD), which carries CLDR (Unicode License v3), and `wordfreq` for what is an English
word; neither is a dependency of the package.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

from cleanup.records import replace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cleanup.text import romanisation  # noqa: E402
from cleanup.text.name_distance import same_name  # noqa: E402

FOLDER = ROOT / "rules" / "name-variant"
BY_HAND = romanisation.read_yaml(ROOT / "tools" / "names_by_hand.yaml")
UNMISTAKABLE = frozenset(BY_HAND["unmistakable"].split())
NOT_A_SPELLING = frozenset(BY_HAND["not-a-spelling"].split())
FOREIGN = {
    "german", "german-v", "french", "polish", "hungarian", "dutch", "dutch-w", "norwegian", "swedish", "spanish",
    "portuguese", "scientific", "czech", "croatian", "estonian",
}  # fmt: skip
ENGLISH = {"english", "english-i", "english-soft", "english-soft-y", "ala-lc", "historic", "georgian-national"}
ALPHABETS = {"russian", "ukrainian", "belarusian", "georgian", "armenian", "kazakh"}
SHORTEST = 6  # letters of a variant; shorter ones are words or other people's names too easily
MOST = 12  # variants of a name that is unmistakable: the usual spelling of each convention first
MOST_SUGGESTED = 6  # of the others
RAREST_WORD = 2.5  # Zipf frequency in English from which a variant is somebody else's

REGIONS = {
    "BY UA RU MD": "Eastern Europe",
    "AM AZ GE": "the Caucasus",
    "KZ KG TJ TM UZ MN": "Central Asia",
    "DZ BH EG IQ JO KW LB LY MA MR OM PS QA SA SD SO SS SY TN AE YE": "the Arab world",
    "IR AF": "Iran and Afghanistan",
    "CN TW HK MO": "China",
}
_LOCALES = """
af az ca cs cy da de es et eu fi fr ga gl hr hu is it lt lv ms nb
nl pl pt ro sk sl sq sv sw tr uz vi id
"""
LOCALES = _LOCALES.split()
HEADER = """\
# {title}
#
# Built by tools/build_names_packs.py from the lists in tools/names_by_hand.yaml; do not edit by hand.
# {source}
check: name-variant
language: [{language}]
rules:
"""
# The conventions of each language's own press: what they make is no variant there.
OWN = {
    "de": {"german", "german-v", "historic-german"},
    "fr": {"french", "historic-french"},
    "pl": {"polish"},
    "cs": {"czech", "czech-soft", "slovak"},
    "es": {"spanish"},
    "it": {"italian", "scientific", "croatian", "czech"},
}
TITLES = {"arab-world": "the Arab world", "iran": "Iran", "china": "China"}
LANGUAGES = {"de": "German", "fr": "French", "pl": "Polish", "cs": "Czech", "es": "Spanish", "it": "Italian"}
ENGLISH_PRESS = {"english"}


def conventions(names: set[str]) -> list[romanisation.Table]:
    return [table for table in romanisation._conventions() if table.name in names]


def spellings(name: str, language: str, names: set[str]) -> dict[str, int]:
    """Spelling → how far down it stands among the choices of a convention."""
    found: dict[str, int] = {}
    for alphabet in romanisation._alphabets_for(name.lower(), language):
        if alphabet.name not in ALPHABETS:
            continue
        for table in conventions(names):
            if table.languages & alphabet.languages if table.languages else alphabet.common:
                for rank, spelling in enumerate(romanisation._spellings(name, alphabet, replace(table, accents=""))):
                    found[spelling] = min(rank, found.get(spelling, rank))
    return found


def frequency(word: str, language: str = "en") -> float:
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, language))


def bare(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))


class Name(NamedTuple):
    """A line of a list: the preferred spelling, (language, name in its own script), more variants, and what is none."""

    prefer: str
    originals: list[tuple[str, str]]
    more: set[str]
    without: set[str]


def name_of(line: str) -> Name:
    """``Lukashenko ru Лукашенко be Лукашэнка + Lukashenka - Lukas``."""
    line, _, without = line.partition(" - ")
    line, _, more = line.partition(" + ")
    prefer, *pairs = line.split()
    return Name(prefer, list(zip(pairs[::2], pairs[1::2], strict=True)), set(more.split()), set(without.split()))


def variants_of(prefer: str, originals: Iterable[tuple[str, str]], more: set[str], without: set[str]) -> list[str]:
    foreign: dict[str, int] = {}
    english: set[str] = set()
    for tag, name in originals:
        for spelling, rank in spellings(name, tag, FOREIGN).items():
            foreign[spelling] = min(rank, foreign.get(spelling, rank))
        english.update(spellings(name, tag, ENGLISH))
    usable = [spelling for spelling in foreign if spelling not in english | without | {prefer} and is_usable(spelling)]
    near = sorted(usable, key=lambda spelling: (foreign[spelling], not same_name(spelling, prefer), spelling))
    return sorted({*near[: MOST if prefer in UNMISTAKABLE else MOST_SUGGESTED], *more})


def press(language: str, names: str) -> str:
    """Names as one language's press writes them; what English and the press of other languages write are the variants."""
    lines = []
    taken: dict[str, str] = {}
    listed = list(map(name_of, names.splitlines()))
    everyone = {name.prefer for name in listed}
    for prefer, originals, more, _ in listed:
        own: set[str] = set()
        foreign: dict[str, int] = {}
        english: set[str] = set()  # what a translator by way of English writes
        for tag, name in originals:
            english.update(s for s, rank in spellings(name, tag, ENGLISH_PRESS).items() if not rank)
            own.update(spellings(name, tag, OWN[language]))
            for spelling, rank in spellings(name, tag, (FOREIGN | ENGLISH_PRESS) - OWN[language]).items():
                foreign[spelling] = min(rank, foreign.get(spelling, rank))
        usable = [
            spelling
            for spelling in foreign
            if spelling not in (own - english) | everyone
            and is_usable(spelling, language)
            and bare(spelling) != bare(prefer)
            and same_name(spelling, prefer)
        ]
        near = sorted(usable, key=lambda spelling: (spelling not in english, foreign[spelling], spelling))
        found = sorted({*near[:MOST], *more})
        found = [variant for variant in found if taken.setdefault(variant, prefer) == prefer]
        if found:
            # An entry of the same name in another file would replace this one.
            lines.append(
                f"  {prefer} ({language}): {{prefer: {prefer}, variants: [{', '.join(found)}], applies: suggested}}"
            )
    return "\n".join(lines) + "\n"


def spelled(names: dict[str, str]) -> str:
    """Names whose variants are written out. A variant that is a word of English, or one letter of another name, is refused."""
    lines = []
    taken: dict[str, str] = {}
    for prefer, written in names.items():
        variants = sorted(written.split("|") if "|" in written or " " in prefer else written.split())
        for variant in variants:
            assert taken.setdefault(variant, prefer) == prefer, variant
            assert variant != prefer, variant
            assert not variant.isalpha() or frequency(variant) < RAREST_WORD, variant
        lines.append(f"  {prefer}: {{prefer: {prefer}, variants: [{', '.join(variants)}], applies: suggested}}")
    return "\n".join(lines) + "\n"


def is_usable(spelling: str, language: str = "en") -> bool:
    return (
        len(spelling) >= SHORTEST
        and not spelling.endswith("ine")  # Antoine Volodine: emigrants keep the French form
        and spelling.isalpha()
        and spelling[0].isupper()
        and frequency(spelling, language) < RAREST_WORD
    )


def people(names: str) -> str:
    """Names as English spells them; what the conventions of other languages make are the variants."""
    lines = []
    taken: dict[str, str] = {}
    beside = BY_HAND["beside"]
    for prefer, originals, more, without in map(name_of, names.splitlines()):
        found = variants_of(prefer, originals, more, without)
        found = [variant for variant in found if taken.setdefault(variant, prefer) == prefer]
        if not found:
            continue
        listed = f"[{', '.join(found)}]"
        safe = prefer in UNMISTAKABLE
        if prefer in beside:
            lines.append(f"  {prefer}:\n    variants: {listed}\n{indent(beside[prefer].rstrip(), '    ')}")
            continue
        lines.append(
            f"  {prefer}: {listed}"
            if safe
            else f"  {prefer}: {{prefer: {prefer}, variants: {listed}, applies: suggested}}"
        )
    return "\n".join(lines) + "\n"


def places() -> str:
    from babel import Locale
    from babel.core import get_global

    english = Locale("en")
    zones = get_global("zone_territories")
    lines = []
    taken = set(english.territories.values())
    for codes, region in REGIONS.items():
        lines.append(f"  # {region}")
        for code in codes.split():
            named = {("territories", code): english.territories[code]}
            for zone, territory in zones.items():
                if territory == code and "/" in zone and not zone.startswith("Etc"):
                    default = zone.rsplit("/", 1)[-1].replace("_", " ")
                    named["time_zones", zone] = english.time_zones.get(zone, {}).get("city", default)
            for (kind, key), prefer in sorted(named.items(), key=lambda item: (item[0][0] != "territories", item[1])):
                others = {local_name(Locale(tag), kind, key) for tag in LOCALES} - {None, prefer}
                found = sorted(
                    name
                    for name in others
                    if name and is_spelling_of(name, prefer) and name not in taken | NOT_A_SPELLING
                )
                taken.update(found)
                if found and prefer.isalpha():
                    lines.append(
                        f"  {prefer}: {{prefer: {prefer}, variants: [{', '.join(found[:MOST])}], applies: suggested}}"
                    )
    return "\n".join(lines) + "\n"


def local_name(locale: object, kind: str, key: str) -> str | None:
    facts = getattr(locale, kind).get(key)
    return facts.get("city") if isinstance(facts, dict) or hasattr(facts, "get") else facts


def is_spelling_of(name: str, prefer: str) -> bool:
    if bare(name) == bare(prefer):
        return False  # Chișinău is no misspelling of Chisinau
    return len(name) > 4 and name.isalpha() and frequency(name) < RAREST_WORD and same_name(name, prefer)


def main() -> None:
    made = (
        "Variants: the conventions in rules/romanisation, each with its source, but for what any English one makes too."
    )
    for region, names in BY_HAND["people"].items():
        title = f"People of the news and of history from {region.replace('-', ' ').title()}, as English spells them."
        (FOLDER / f"{region}.yaml").write_text(
            HEADER.format(title=title, source=made, language="en") + people(names), encoding="utf-8"
        )
    for language, names in BY_HAND["press"].items():
        title = f"People of the news and of history from Eastern Europe and Asia, as the {LANGUAGES[language]} press spells them."
        (FOLDER / f"people-{language}.yaml").write_text(
            HEADER.format(title=title, source=f"{made}", language=language) + press(language, names),
            encoding="utf-8",
        )
    for region, names in BY_HAND["spelled"].items():
        title = f"Names of the news and of history from {TITLES[region]}, as English spells them. Suggested only."
        source = "Variants: the press of nine other languages, written out there with what was left out."
        (FOLDER / f"{region}.yaml").write_text(
            HEADER.format(title=title, source=source, language="en") + spelled(names), encoding="utf-8"
        )
    import babel

    source = f"Source: Unicode CLDR as packed in babel {babel.__version__}; Unicode License v3, https://www.unicode.org/license.txt"
    title = "Countries and cities as other languages spell them. Suggested only: a title may quote them."
    (FOLDER / "places.yaml").write_text(
        HEADER.format(title=title, source=source, language="en") + places(), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
