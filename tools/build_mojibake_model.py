#!/usr/bin/env python3
"""Build ``cleanup/data/mojibake-model.txt``: how natural one character after another is, in each language.

    python tools/build_mojibake_model.py NTREX-FOLDER

Sources: the training part of NTREX-128 (one file a language, ISO 639-3 names) and the word lists of ``wordfreq`` (a tool
of the build, not a dependency). The result is one text file, sorted, so that a rebuild can be compared with the old one.

Counts are those of character pairs, folded as :func:`cleanup.text.naturalness.fold` does; a pair's cost is
``-ln P(second | first)`` under absolute discounting, times 8, written as one character from ``!`` upwards.
"""

from __future__ import annotations

import math
import re
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cleanup.text.naturalness import ALPHABETS_FILE, FIRST_LEVEL, MODEL_FILE, SCALE, UNITS_PER_NAT, fold, model

# BCP 47 tag (as far as the spelling differs) -> file of NTREX-128. Left out: the second English, Spanish, French and
# Portuguese; languages whose writing no legacy charset had and no other file is like (Dzongkha, Tibetan, Divehi …) stay
# in, because UTF-8 of theirs is misread just the same.
LANGUAGES = {
    "af": "afr", "am": "amh", "ar": "arb", "az": "aze-Latn", "ba": "bak", "be": "bel", "bg": "bul", "bn": "ben",
    "bo": "bod", "bs": "bos", "ca": "cat", "cs": "ces", "ckb": "ckb-Arab", "cy": "cym", "da": "dan", "de": "deu",
    "dv": "div", "el": "ell", "en": "eng", "es": "spa", "et": "est", "eu": "eus", "fa": "fas", "fi": "fin",
    "fil": "fil", "fo": "fao", "fr": "fra", "ga": "gle", "gl": "glg", "gu": "guj", "ha": "hau", "he": "heb",
    "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye", "id": "ind", "ig": "ibo", "is": "isl", "it": "ita",
    "ja": "jpn", "ka": "kat", "kk": "kaz", "km": "khm", "kn": "kan", "ko": "kor", "ku": "kmr", "ky": "kir",
    "lb": "ltz", "lo": "lao", "lt": "lit", "lv": "lav", "mg": "mlg", "mi": "mri", "mk": "mkd", "ml": "mal",
    "mn": "mon", "mr": "mar", "ms": "msa", "mt": "mlt", "my": "mya", "nb": "nob", "ne": "nep", "nl": "nld",
    "nn": "nno", "pa": "pan", "pl": "pol", "ps": "pus", "pt": "por", "ro": "ron", "ru": "rus", "rw": "kin",
    "sd": "snd-Arab", "si": "sin", "sk": "slk", "sl": "slv", "sn": "sna-Latn", "so": "som", "sq": "sqi",
    "sr": "srp-Latn", "sr-Cyrl": "srp-Cyrl", "sv": "swe", "sw": "swa", "ta": "tam", "te": "tel", "tg": "tgk-Cyrl",
    "th": "tha", "ti": "tir", "tk": "tuk", "tr": "tur", "tt": "tat", "ug": "uig", "uk": "ukr", "ur": "urd",
    "uz": "uzb", "vi": "vie", "wo": "wol", "xh": "xho", "yo": "yor", "zh": "zho-CN", "zh-Hant": "zho-TW", "zu": "zul",
}  # fmt: skip
MORE_TEXT = {"pt": ["por-BR"], "es": ["spa-MX"], "fr": ["fra-CA"], "en": ["eng-GB", "eng-US"], "fa": ["prs"]}
WORD_LISTS = {"sr": "sh", "bs": "sh", "hr": "sh", "zh-Hant": "zh", "nn": "nb"}  # others: their own code
WORDS = 30_000  # of a word list
WORD_WEIGHT = 4.0  # all words of a list weigh this many times the running text
DISCOUNT = 0.5
LEAST = 0.02  # pairs rarer than this (in counts of the running text) are left to the back-off


_DAMAGED = re.compile("[\x80-\x9f\ufffd]")  # the Bosnian and Thai files hold some


def counts(language: str, folder: Path) -> dict[str, float]:
    pairs: dict[str, float] = defaultdict(float)
    for name in [LANGUAGES[language], *MORE_TEXT.get(language, ())]:
        for line in (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            if _DAMAGED.search(line):
                continue
            folded = " " + fold(line.strip()) + " "
            for pair in map("".join, pairwise(folded)):
                pairs[pair] += 1
    text_size = sum(pairs.values())
    words = word_list(language)
    if words:
        from_words: dict[str, float] = defaultdict(float)
        for word, frequency in words.items():
            folded = " " + fold(word) + " "
            for pair in map("".join, pairwise(folded)):
                from_words[pair] += frequency
        scale = WORD_WEIGHT * text_size / sum(from_words.values())
        for pair, count in from_words.items():
            pairs[pair] += count * scale
    return pairs


def word_list(language: str) -> dict[str, float]:
    import wordfreq

    code = WORD_LISTS.get(language, language)
    if code not in wordfreq.available_languages("small"):
        return {}
    frequencies = wordfreq.get_frequency_dict(code, wordlist="best")
    if language == "zh-Hant":
        return {}  # the list is in simplified characters
    words = sorted(frequencies, key=lambda word: (-frequencies[word], word))
    if language in ("sr", "hr", "bs"):
        words = [w for w in words if not any("\u0400" <= c <= "\u04ff" for c in w)]
    return {word: frequencies[word] for word in words[:WORDS]}


def level(probability: float) -> str:
    units = min(SCALE, round(-math.log(probability) * UNITS_PER_NAT))
    return chr(FIRST_LEVEL + units)


def section(language: str, folder: Path) -> list[str]:
    """The lines of one language: for each first character its back-off and its followers, then the single ones."""
    pairs = {pair: n for pair, n in counts(language, folder).items() if n >= LEAST}
    single: dict[str, float] = defaultdict(float)
    first: dict[str, float] = defaultdict(float)
    followers: dict[str, dict[str, float]] = defaultdict(dict)
    for pair, n in pairs.items():
        single[pair[1]] += n
        first[pair[0]] += n
        followers[pair[0]][pair[1]] = n
    total = sum(single.values())
    lines = []
    lines.append("".join(c + level((n + 0.1) / (total + 50)) for c, n in sorted(single.items())))
    for c in sorted(followers):
        discount = sum(min(n, DISCOUNT) for n in followers[c].values()) + 0.3
        back_off = discount / (first[c] + 0.3)
        row = []
        for other, n in sorted(followers[c].items()):
            probability = max(0.0, n - DISCOUNT) / (first[c] + 0.3) + back_off * single[other] / total
            # A pair that the back-off tells as well need not be written.
            if abs(math.log(probability) - math.log(back_off * single[other] / total)) > 0.25:
                row.append(other + level(probability))
        lines.append(c + level(min(1.0, back_off)) + "".join(row))
    return [f"[{language}] {len(lines)}", *lines]


HEADER = """\
# How natural one character after another is, by language. Made by tools/build_mojibake_model.py; do not edit.
# Built from: NTREX-128 (the documents set aside for training), https://github.com/MicrosoftTranslator/NTREX, CC BY-SA 4.0,
#   Federmann, Kocmi, Xin 2022; word lists of wordfreq {version}, https://github.com/rspeer/wordfreq, data CC BY-SA 4.0,
#   Speer 2022, from the sources named there. This file is under CC BY-SA 4.0.
# [language] number of lines; then all characters with their cost; then for each first character: its back-off and its
# followers, with their costs.
# A cost is a character: (code point - {first}) / {units} = -ln of the probability.
"""
HEADER_OF_ALPHABETS = """\
# What a text of a language may hold beyond ASCII, in small letters: the characters of mojibake-model.txt that are not
# rare, Chinese characters only where the language is full of them. Made by tools/build_mojibake_model.py from the same
# sources; CC BY-SA 4.0.
"""
CHINESE = ("ja", "zh", "zh-Hant")
HAN = frozenset(map(chr, (*range(0x3400, 0xA000), *range(0xAC00, 0xD7B0))))


def main() -> None:
    folder = Path(sys.argv[1])
    from importlib.metadata import version

    lines = [HEADER.format(version=version("wordfreq"), first=FIRST_LEVEL, units=UNITS_PER_NAT).rstrip()]
    for language in sorted(LANGUAGES):
        lines += section(language, folder)
        print(language, sum(map(len, lines)), file=sys.stderr)
    MODEL_FILE.parent.mkdir(exist_ok=True)
    MODEL_FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    alphabets = [HEADER_OF_ALPHABETS.rstrip()]
    alphabets += [
        f"{language}\t{''.join(sorted(model(language).repertoire - (HAN if language not in CHINESE else set())))}"
        for language in sorted(LANGUAGES)
    ]
    ALPHABETS_FILE.write_text("\n".join(alphabets) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
