"""Build ``cleanup/data/language/function-words.tsv``: the commonest words of each language.

    pip install wordfreq==3.1.1
    python tools/build_language_functions.py NTREX_FOLDER > cleanup/data/language/function-words.tsv

Sources: the word lists of wordfreq 3.1.1 (data CC BY-SA 4.0); for languages that it does not have, the training lines of NTREX-128
(CC BY-SA 4.0; Federmann, Kocmi, Xin 2022). A word stands with every language that has it among its commonest, unless some other
language uses it thirty times as often: English words turn up in every list.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import wordfreq

from cleanup.text.scripts import ANY

WORDS = 150
TIMES = 30
FROM_WORDFREQ = [
    "ar",
    "bg",
    "ca",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "fa",
    "fi",
    "fr",
    "he",
    "hu",
    "id",
    "is",
    "it",
    "lt",
    "lv",
    "mk",
    "ms",
    "nb",
    "nl",
    "pl",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sr-Latn",
    "sv",
    "tr",
    "uk",
    "ur",
    "vi",
    "fil",
    "bn",
    "hi",
    "ta",
]
FROM_NTREX = {
    "be": "bel", "et": "est", "af": "afr", "gl": "glg", "az": "aze-Latn", "sq": "sqi", "eu": "eus", "ga": "gle", "cy": "cym", "sw": "swa",
    "ha": "hau", "zu": "zul", "xh": "xho", "so": "som", "mt": "mlt", "lb": "ltz", "uz": "uzb", "nn": "nno", "mr": "mar", "ne": "nep",
    "kk": "kaz", "ky": "kir", "tg": "tgk-Cyrl", "mn": "mon", "ps": "pus", "tt": "tat", "sr-Cyrl": "srp-Cyrl", "fo": "fao", "tk": "tuk",
}  # fmt: skip
WORD = re.compile(rf"[{ANY}]+(?:['’][{ANY}]+)?")


def frequencies(folder: Path) -> dict[str, dict[str, float]]:
    table = {}
    for tag in FROM_WORDFREQ:
        list_name = "sh" if tag == "sr-Latn" else tag
        words = wordfreq.top_n_list(list_name, 600)
        table[tag] = {word: wordfreq.word_frequency(word, list_name) for word in words if WORD.fullmatch(word)}
    for tag, name in FROM_NTREX.items():
        counts = Counter(word.casefold() for word in WORD.findall((folder / f"{name}.txt").read_text(encoding="utf-8")))
        total = sum(counts.values())
        table[tag] = {word: count / total for word, count in counts.most_common(600) if count > 2}
    return table


def main() -> None:
    table = frequencies(Path(sys.argv[1]))
    print(
        "# The commonest words of each language. Built by tools/build_language_functions.py from wordfreq 3.1.1 (data CC BY-SA 4.0)"
    )
    print("# and the training lines of NTREX-128 (CC BY-SA 4.0; Federmann, Kocmi, Xin 2022).")
    for tag, words in sorted(table.items()):
        kept = [
            word
            for word, share in words.items()
            if (len(word) > 1 or not word.isascii())
            and all(share * TIMES >= other.get(word, 0) for other in table.values())
        ]
        print(tag, " ".join(kept[:WORDS]), sep="\t")


if __name__ == "__main__":
    main()
