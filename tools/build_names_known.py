"""Builds cleanup/data/names/known.tsv: the words of names that are known to be different from one another.

    python tools/build_names_known.py

Countries, regions of the world, languages and cities as CLDR names them in each language that is written in Latin letters. Needs
`babel` (BSD), which carries CLDR (Unicode License v3); it is not a dependency of the package.
"""

from __future__ import annotations

import re
from pathlib import Path

import babel
from babel import Locale
from babel.core import get_global

TARGET = Path(__file__).resolve().parent.parent / "cleanup" / "data" / "names" / "known.tsv"
WITH_LATIN_LETTERS = (
    "af az ca cs cy da de en es et eu fi fil fr ga gl hr hu id is it lt lv "
    "ms mt nb nl nn pl pt ro sk sl sq sv sw tr uz vi"
)
LANGUAGES = WITH_LATIN_LETTERS.split()
WORD = re.compile(r"[^\W\d_][^\W\d_’']{3,}")


def known(tag: str) -> set[str]:
    """The words with a capital in the names of countries, languages and cities; languages may be written small."""
    locale = Locale(tag)
    places = list(locale.territories.values())
    named = {zone: facts["city"] for zone, facts in locale.time_zones.items() if "city" in facts}
    zones = {zone: zone.rsplit("/", 1)[-1].replace("_", " ") for zone in get_global("zone_territories") if "/" in zone}
    places += [*{**zones, **named}.values()]
    words = {word for name in places for word in WORD.findall(name) if word[0].isupper()}
    words |= {word.capitalize() for name in locale.languages.values() for word in WORD.findall(name)}
    return words


def main() -> None:
    lines = [
        "# Words of the names of countries, languages and cities, by language. Built by tools/build_names_known.py from",
        f"# Unicode CLDR as packed in babel {babel.__version__}. Unicode License v3, https://www.unicode.org/license.txt",
    ]
    lines += [f"{tag}\t{' '.join(sorted(known(tag)))}" for tag in LANGUAGES]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
