"""Build the small lists of ``cleanup/data/language/``.

    pip install wordfreq==3.1.1
    python tools/build_language_functions.py NTREX_FOLDER

``function-words.tsv``: the commonest words of each language. ``latin-names.txt``: the Latin words that texts in other scripts hold more often
than their quotations from English and its like explain: brands, titles, units, abbreviations.

Sources: the word lists of wordfreq 3.1.1 (data CC BY-SA 4.0); for languages that it does not have, the training lines of NTREX-128
(CC BY-SA 4.0; Federmann, Kocmi, Xin 2022). A word stands with every language that has it among its commonest, unless some other
language uses it thirty times as often: English words turn up in every list.
"""

from __future__ import annotations

import math
import re
import statistics
import sys
from collections import Counter
from pathlib import Path

import wordfreq

from cleanup.text.scripts import ANY, RANGES

OUT = Path(__file__).resolve().parent.parent / "cleanup" / "data" / "language"
NOTICE = (
    "# {}. Built by tools/build_language_functions.py from wordfreq 3.1.1 (data CC BY-SA 4.0)\n"
    "# and the training lines of NTREX-128 (CC BY-SA 4.0; Federmann, Kocmi, Xin 2022).\n"
)
LATIN = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sv", "id", "tr")
NOT_LATIN = ("ru", "uk", "bg", "mk", "el", "he", "ar", "fa", "hi", "ja", "ko", "zh", "ur", "bn")
HAN = re.compile(f"[{RANGES['Hani']}]")
ASCII_WORD = re.compile(r"[a-z]{2,}")
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


def function_words(folder: Path) -> str:
    table = frequencies(folder)
    lines = [NOTICE.format("The commonest words of each language")]
    for tag, words in sorted(table.items()):
        kept = [
            word
            for word, share in words.items()
            if (len(word) > 1 or not word.isascii())
            and all(share * TIMES >= other.get(word, 0) for other in table.values())
        ]
        lines.append(tag + "\t" + " ".join(kept[:WORDS]) + "\n")
    return "".join(lines)


def latin_names() -> str:
    """In each list, English function words are as frequent as quotations are; what is eight times above that has a life of its own."""
    at_home: dict[str, float] = {}
    for tag in LATIN:
        for word, share in wordfreq.get_frequency_dict(tag, "best").items():
            at_home[word] = max(share, at_home.get(word, 0))
    common = [word for word in wordfreq.top_n_list("en", 150) if len(word) > 2 and word.isascii()]
    seen: Counter[str] = Counter()
    for tag in NOT_LATIN:
        words = wordfreq.get_frequency_dict(tag, "best")
        quoted = statistics.median(words.get(word, 0) / at_home[word] for word in common)
        seen.update(
            word
            for word, share in words.items()
            if ASCII_WORD.fullmatch(word) and word not in common and share > 8 * quoted * at_home.get(word, 0)
        )
    kept = sorted(word for word, lists in seen.items() if lists >= 4)
    return NOTICE.format("Latin words at home in texts of other scripts") + "\n".join(kept) + "\n"


def han() -> str:
    """The logarithm of how much commoner a character is in Chinese than in Japanese among the Han characters of the lists, from -5 to 5."""
    shares: dict[str, dict[str, float]] = {}
    for tag in ("zh", "ja"):
        counts: dict[str, float] = Counter()  # type: ignore[assignment]
        for word, share in wordfreq.get_frequency_dict(tag, "best").items():
            for character in HAN.findall(word):
                counts[character] += share
        total = sum(counts.values())
        shares[tag] = {character: count / total for character, count in counts.items()}
    lines: dict[int, list[str]] = {}
    for character in sorted(shares["zh"].keys() | shares["ja"].keys()):
        chinese, japanese = (shares[tag].get(character, 0.0) for tag in ("zh", "ja"))
        if max(chinese, japanese) > 1e-6:
            worth = round(min(5.0, max(-5.0, math.log((chinese + 1e-6) / (japanese + 1e-6)))))
            lines.setdefault(worth, []).append(character)
    notice = NOTICE.format("Chinese characters by how much they speak for Chinese and against Japanese, in nats")
    return notice + "".join(f"{worth}\t{''.join(characters)}\n" for worth, characters in sorted(lines.items()))


def main() -> None:
    (OUT / "function-words.tsv").write_text(function_words(Path(sys.argv[1])), encoding="utf-8")
    (OUT / "han.tsv").write_text(han(), encoding="utf-8")
    (OUT / "latin-names.txt").write_text(latin_names(), encoding="utf-8")


if __name__ == "__main__":
    main()
