"""Write cleanup/data/languages.tsv: language codes with their English names, from Unicode CLDR.

Needs the package `babel` (a build-time tool), which carries CLDR's data. Run from the repository: python tools/build_languages.py
"""

from pathlib import Path

import babel
from babel import Locale

CLDR = {"2.18": "47", "2.17": "46"}

names = Locale("en").languages
version = CLDR.get(".".join(babel.__version__.split(".")[:2]), f"as in babel {babel.__version__}")
lines = [
    f"# Language codes (BCP 47 primary subtags) and English names. Unicode CLDR {version}, Unicode License v3.",
    "# Written by tools/build_languages.py; do not edit.",
    *(
        f"{code}\t{names[code]}"
        for code in sorted(names)
        if "_" not in code and code not in ("mul", "zxx", "root", "und")
    ),
]
Path(__file__).parent.parent.joinpath("cleanup/data/languages.tsv").write_text(
    "\n".join(lines) + "\n", encoding="utf-8"
)
