"""Builds cleanup/data/names/given.tsv: the Latin spellings of given names and patronymics, one name a line.

    python tools/build_names_given.py

From rules/romanisation/counterparts.yaml (which names the three East Slavic languages use for one another) and the English and
scholarly conventions of rules/romanisation. Made beforehand because it takes half a second, and a check that needs it must not.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cleanup.text import romanisation  # noqa: E402
from cleanup.text.name_distance import folded  # noqa: E402
from cleanup.text.romanisation_table import read_yaml  # noqa: E402

TARGET = ROOT / "cleanup" / "data" / "names" / "given.tsv"
CONVENTIONS = {"english", "english-i", "scientific"}


def spellings(name: str, language: str) -> set[str]:
    tables = [table for table in romanisation._conventions() if table.name in CONVENTIONS]
    return {
        folded(spelling)
        for alphabet in romanisation._alphabets_for(name.lower(), language)
        if "-" not in alphabet.name
        for table in tables
        for spelling in romanisation._spellings(name, alphabet, table)
    }


def main() -> None:
    rows = read_yaml(ROOT / "rules" / "romanisation" / "counterparts.yaml")["east-slavic"]
    lines = [
        "# Spellings of given names and patronymics, folded as cleanup/text/name_distance.py folds them; one name a line.",
        "# Built by tools/build_names_given.py from rules/romanisation. Apache-2.0, like the rest of the package.",
    ]
    for row in rows:
        found = sorted({spelling for language, name in row.items() for spelling in spellings(name, language)})
        lines.append(" ".join(found))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
