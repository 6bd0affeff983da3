"""Builds cleanup/data/names/han.tsv: the reading of Chinese characters in pinyin, without tones, one syllable a line.

    python tools/build_names_han.py

The characters of GB 2312 and of Big5 level 1, each with its usual reading. Needs `pypinyin` (MIT), whose readings are those of
Unihan (Unicode License v3); it is not a dependency of the package.
"""

from __future__ import annotations

from pathlib import Path

import pypinyin
from pypinyin import Style, pinyin

TARGET = Path(__file__).resolve().parent.parent / "cleanup" / "data" / "names" / "han.tsv"


def characters() -> set[str]:
    found = set()
    for high in range(0xA1, 0xFF):
        for low in range(0x40, 0xFF):
            for charset in ("gb2312", "big5"):
                if charset == "big5" and high > 0xC6:
                    continue  # level 2: characters that no paper prints
                char = bytes((high, low)).decode(charset, "ignore")
                if len(char) == 1 and "一" <= char <= "鿿":
                    found.add(char)
    return found


def main() -> None:
    syllables: dict[str, list[str]] = {}
    for char in sorted(characters()):
        reading = pinyin(char, style=Style.NORMAL, v_to_u=True)[0][0]
        if reading.replace("ü", "u").isascii():  # old units of weight have none
            syllables.setdefault(reading, []).append(char)
    lines = [
        f"# Readings of Chinese characters. Built by tools/build_names_han.py with pypinyin {pypinyin.__version__} (MIT), after Unihan",
        "# (Unicode License v3, https://www.unicode.org/license.txt): the characters of GB 2312 and Big5 level 1.",
    ]
    lines += [f"{reading}\t{''.join(chars)}" for reading, chars in sorted(syllables.items())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
