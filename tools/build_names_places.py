"""Builds the pack of places that is on by default: rules/name-variant/places.yaml.

    python tools/build_names_places.py

Cities and countries as CLDR names them in other languages, where that is a spelling of the English name and not another name.
Needs `babel` (BSD), which carries CLDR (Unicode License v3), and `wordfreq` for what is an English word; neither is a dependency
of the package.
"""

from __future__ import annotations

import babel
from babel import Locale
from babel.core import get_global
from build_names_packs import FOLDER, HEADER, MOST, NOT_A_SPELLING, RAREST_WORD, bare, frequency, suggested

from cleanup.text.name_distance import same_name

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
SOURCE = f"Source: Unicode CLDR as packed in babel {babel.__version__}; Unicode License v3, https://www.unicode.org/license.txt"
TITLE = "Countries and cities as other languages spell them. Suggested only: a title may quote them."


def places() -> str:
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
                    lines.append(f"  {prefer}: {suggested(prefer, found[:MOST])}")
    return "\n".join(lines) + "\n"


def local_name(locale: object, kind: str, key: str) -> str | None:
    facts = getattr(locale, kind).get(key)
    return facts.get("city") if isinstance(facts, dict) or hasattr(facts, "get") else facts


def is_spelling_of(name: str, prefer: str) -> bool:
    if bare(name) == bare(prefer):
        return False  # Chișinău is no misspelling of Chisinau
    return len(name) > 4 and name.isalpha() and frequency(name) < RAREST_WORD and same_name(name, prefer)


def main() -> None:
    pack = HEADER.format(title=TITLE, source=SOURCE, language="en", built="build_names_places.py") + places()
    (FOLDER / "places.yaml").write_text(pack, encoding="utf-8")


if __name__ == "__main__":
    main()
