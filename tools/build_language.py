"""Build the word tables and letter models in ``cleanup/data/language/``: what speaks for which language, word by word.

    pip install wordfreq==3.1.1 simplemma==2.0.0          # word lists
    apt-get download hunspell-be && dpkg-deb -x hunspell-be_*.deb BE   # Belarusian, which neither of them has
    python tools/build_language.py --ntrex FOLDER --hunspell-be BE/usr/share/hunspell

Sources and licences: wordfreq 3.1.1 (data CC BY-SA 4.0); simplemma 2.0.0 (MIT; word forms without frequencies); hunspell-be 0.53 (CC BY-SA 3.0,
Mikalai Udodau); the training lines of NTREX-128 (CC BY-SA 4.0; Federmann, Kocmi, Xin 2022). See ``cleanup/data/language/README.md`` for the format.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import sys
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import simplemma.strategies.dictionaries.dictionary_factory as simplemma_dictionaries
import wordfreq

from cleanup.text.scripts import RANGES

OUT = Path(__file__).resolve().parent.parent / "cleanup" / "data" / "language"
NOTICE = (
    "# {what}. Built by tools/build_language.py from wordfreq 3.1.1 (data CC BY-SA 4.0), simplemma 2.0.0 (MIT), hunspell-be 0.53 "
    "(CC BY-SA 3.0) and the training lines of NTREX-128 (CC BY-SA 4.0); see README.md.\n"
)

# script → language → (how many words of wordfreq's list, simplemma's code, NTREX file)
LANGUAGES: dict[str, dict[str, tuple[int, str, str]]] = {
    "Latn": {
        "en": (90_000, "", "eng"), "de": (90_000, "", "deu"), "fr": (60_000, "", "fra"), "es": (60_000, "", "spa"),
        "it": (60_000, "", "ita"), "pt": (60_000, "", "por"), "nl": (60_000, "", "nld"), "pl": (90_000, "", "pol"),
        "cs": (90_000, "", "ces"), "sk": (60_000, "sk", "slk"), "sl": (60_000, "sl", "slv"), "hr": (60_000, "hbs", "hrv"),
        "ro": (60_000, "ro", "ron"), "ca": (50_000, "", "cat"), "sv": (60_000, "", "swe"), "da": (60_000, "da", "dan"),
        "nb": (60_000, "", "nob"), "fi": (90_000, "", "fin"), "hu": (60_000, "hu", "hun"), "tr": (65_000, "", "tur"),
        "id": (40_000, "id", "ind"), "ms": (40_000, "", "msa"), "vi": (20_000, "", "vie"), "lt": (65_000, "lt", "lit"),
        "lv": (60_000, "lv", "lav"), "is": (45_000, "", "isl"), "et": (0, "et", "est"), "sq": (0, "sq", "sqi"), "gl": (0, "gl", "glg"),
        "af": (0, "", "afr"), "az": (0, "", "aze-Latn"), "eu": (0, "", "eus"), "cy": (0, "cy", "cym"), "ga": (0, "ga", "gle"),
        "fil": (20_000, "", "fil"), "sw": (0, "sw", "swa"), "ha": (0, "", "hau"), "zu": (0, "", "zul"), "xh": (0, "", "xho"),
        "so": (0, "", "som"), "mt": (0, "", "mlt"),
    },
    "Cyrl": {
        "ru": (100_000, "", "rus"), "uk": (100_000, "", "ukr"), "be": (0, "", "bel"), "bg": (60_000, "bg", "bul"), "mk": (60_000, "", "mkd"),
        "sr": (60_000, "", "srp-Cyrl"),
    },
    "Arab": {"ar": (60_000, "", "arb"), "fa": (60_000, "", "fas"), "ur": (60_000, "", "urd")},
    "Deva": {"hi": (40_000, "", "hin"), "mr": (0, "", "mar"), "ne": (0, "", "nep")},
}  # fmt: skip
WORDFREQ_NAME = {"hr": "sh", "sr": "sh"}

FLOOR = 2e-7  # the frequency of a word form that a dictionary has and the language's frequency list has not
FORM = 5e-6  # … of one of a language without a frequency list
ONCE = 3e-6  # … of a word that stands once in the 6,000 words of NTREX
DICTIONARY_FORMS = {
    "et": 80_000,
    "be": 220_000,
}  # how many forms of a dictionary are taken at most; 30,000 where not said
STEPS = 4  # levels of a frequency per factor of ten
TIMES_ENGLISH = (
    100  # … and English, which stands in every list, uses so many times as often, if it is a common word there
)
TIMES = 3000  # a word that another language uses so many times as often is not counted as this language's own
BUCKETS = 1 << 17

_LETTERS = {code: re.compile(f"[{chars}]+") for code, chars in RANGES.items()}
_CYRILLIC = str.maketrans({
    "a": "а", "b": "б", "v": "в", "g": "г", "d": "д", "đ": "ђ", "e": "е", "ž": "ж", "z": "з", "i": "и", "j": "ј", "k": "к", "l": "л",
    "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с", "t": "т", "ć": "ћ", "u": "у", "f": "ф", "h": "х", "c": "ц", "č": "ч",
    "š": "ш",
})  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--ntrex", type=Path, required=True)
    parser.add_argument("--hunspell-be", type=Path, required=True)
    arguments = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    for script, languages in LANGUAGES.items():
        forms: dict[str, set[str]] = {}
        lists = {tag: word_list(tag, script, *how, arguments, forms) for tag, how in languages.items()}
        known = set().union(*lists.values())
        for tag in forms:
            add_forms(
                lists[tag], forms[tag], known, DICTIONARY_FORMS.get(tag, 30_000), FLOOR if languages[tag][0] else FORM
            )
        without_topics(lists, {tag for tag, (size, _, _) in languages.items() if not size})
        print(script, {tag: len(words) for tag, words in lists.items()}, file=sys.stderr)
        write_words(script, lists)
        write_letters(script, lists)


def word_list(
    tag: str,
    script: str,
    size: int,
    dictionary: str,
    ntrex: str,
    arguments: argparse.Namespace,
    forms: dict[str, set[str]],
) -> dict[str, float]:
    """Word → frequency. Apostrophes, hyphens and figures separate words here as they do in the check."""
    found: dict[str, float] = defaultdict(float)
    if size:
        for word, frequency in wordfreq.get_frequency_dict(WORDFREQ_NAME.get(tag, tag), "best").items():
            for part in _LETTERS[script].findall(cyrillic(word) if tag == "sr" else word):
                found[part] += frequency
    found = dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:size])
    running = _LETTERS[script].findall((arguments.ntrex / f"{ntrex}.txt").read_text(encoding="utf-8"))
    total = len(running)
    counts = Counter(part for part in running if part == part.lower())  # names are no words of a language
    for word, count in counts.items():
        if not size:
            found[word] = (count - 0.5) / total if count > 1 else ONCE
        elif word not in found and count > 1:
            found[word] = FLOOR
    if dictionary:
        forms[tag] = set(simplemma_forms(dictionary, script))
    if tag == "be":
        forms[tag] = set(belarusian_forms(arguments.hunspell_be))
    return found


def add_forms(found: dict[str, float], forms: set[str], known: set[str], most: int, frequency: float) -> None:
    """Forms without a frequency: those that other languages have as well, because there it matters, and of the others the short ones,
    because letters tell less about them."""
    new = forms - found.keys()
    short = sorted(new - known, key=lambda form: (len(form), form))
    found.update(dict.fromkeys(sorted(new & known) + short[:most], frequency))


def without_topics(lists: dict[str, dict[str, float]], small: set[str]) -> None:
    """NTREX is news of one autumn: there "tsunami" is a common word. Cap what is international to what the large lists say."""
    large = [words for tag, words in lists.items() if tag not in small]
    for tag in small:
        words = lists[tag]
        for word, frequency in words.items():
            elsewhere = [other[word] for other in large if word in other]
            if elsewhere and len(word) > 3:
                words[word] = min(frequency, max(elsewhere))
            elif FORM < frequency < 1e-3:
                words[word] = max(FORM, frequency / 10)


def simplemma_forms(code: str, script: str) -> Iterator[str]:
    for form in simplemma_dictionaries.DefaultDictionaryFactory().get_dictionary(code):
        text = form.decode() if isinstance(form, bytes) else form
        if text.islower() and _LETTERS[script].fullmatch(text):
            yield text


def belarusian_forms(folder: Path) -> Iterator[str]:
    """All forms that the affix file makes of the small-letter words of the dictionary."""
    rules: dict[str, list[tuple[str, str, re.Pattern[str]]]] = defaultdict(list)
    for line in (folder / "be_BY.aff").read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if len(fields) >= 5 and fields[0] == "SFX":
            _, flag, strip, add, condition = fields[:5]
            rules[flag].append(
                (strip.replace("0", ""), add.partition("/")[0].replace("0", ""), re.compile(condition + "$"))
            )
    for line in (folder / "be_BY.dic").read_text(encoding="utf-8").splitlines()[1:]:
        stem, _, flags = line.strip().partition("/")
        if not stem[:1].islower():
            continue
        forms = {stem}
        for flag in flags.split()[0] if flags.split() else "":
            forms |= {
                stem[: len(stem) - len(strip)] + add
                for strip, add, condition in rules.get(flag, ())
                if stem.endswith(strip) and condition.search(stem)
            }
        for form in forms:
            yield from _LETTERS["Cyrl"].findall(form)


def cyrillic(word: str) -> str:
    for pair, letter in (("lj", "љ"), ("nj", "њ"), ("dž", "џ")):
        word = word.replace(pair, letter)
    return word.translate(_CYRILLIC)


def borrowed(frequency: float, english: float, most: float) -> bool:
    """Is the word in this language's list only because texts quote another language?"""
    return frequency * TIMES < most or frequency * (TIMES_ENGLISH if english > 1e-4 else 3 * TIMES_ENGLISH) < english


def level(frequency: float) -> int:
    """0 for one word in one, one more for each quarter of a factor of ten; 30 at most."""
    return min(30, max(0, round(-math.log10(frequency) * STEPS)))


def write_words(script: str, lists: dict[str, dict[str, float]]) -> None:
    """The hash table: for each bucket of CRC-32 its words, as 15 more bits of the hash and a number of a profile."""
    small = {tag for tag, (size, _, _) in LANGUAGES[script].items() if not size}
    owners: dict[str, dict[str, float]] = defaultdict(dict)
    for tag, words in lists.items():
        for word, frequency in words.items():
            owners[word][tag] = frequency
    tags = list(lists)
    profiles: Counter[tuple[tuple[int, int], ...]] = Counter()
    of_word = {}
    for word, found in owners.items():
        most = max((f for tag, f in found.items() if tag not in small), default=0.0)
        # a word of many languages needs no fine levels, and there would be too many profiles with them
        own = {tag: f for tag, f in found.items() if tag in small or not borrowed(f, found.get("en", 0.0), most)}
        coarse = 1 if len(own) < 3 else 2 if len(own) < 6 else 3
        profile = tuple(sorted((tags.index(tag), round(level(f) / coarse) * coarse) for tag, f in own.items()))
        of_word[word] = profile
        profiles[profile] += 1
    numbers = {profile: number for number, (profile, _) in enumerate(profiles.most_common())}
    print(script, len(of_word), "words", len(numbers), "profiles", file=sys.stderr)
    assert len(numbers) < 1 << 16, "too many profiles"
    buckets: list[list[tuple[int, int]]] = [[] for _ in range(BUCKETS)]
    for word, profile in of_word.items():
        code = zlib.crc32(word.encode())
        buckets[code & BUCKETS - 1].append((code >> 17, numbers[profile]))
    sizes = bytes(len(bucket) for bucket in buckets)
    prints, values = array("H"), array("H")
    for bucket in buckets:
        for code, number in sorted(bucket):
            prints.append(code)
            values.append(number)
    if sys.byteorder == "big":
        prints.byteswap()
        values.byteswap()
    lengths = bytes(map(len, numbers))
    flat = bytes(value for profile in numbers for pair in profile for value in pair)
    head = {"languages": tags, "words": len(of_word), "profiles": len(numbers), "buckets": BUCKETS}
    body = json.dumps(head).encode() + b"\n" + lengths + flat + sizes + prints.tobytes() + values.tobytes()
    (OUT / f"words-{script}.bin").write_bytes(NOTICE.format(what=f"Words of the languages in {script}").encode() + body)


def write_letters(script: str, lists: dict[str, dict[str, float]]) -> None:
    """A model of three letters for words that stand in no list: the cost of each third letter, in sixteenths of a nat."""
    models = {tag: Trigrams(words) for tag, words in lists.items()}
    wanted = {gram for model in models.values() for gram, count in model.threes.items() if count >= 3 * model.weight}
    lines = {
        gram: bytes(min(255, round(16 * model.cost(gram))) for model in models.values()) for gram in sorted(wanted)
    }
    head = {"languages": list(models), "grams": len(lines)}
    grams = "".join(lines).encode()
    head["gram_bytes"] = len(grams)
    body = gzip.compress(grams + b"".join(lines.values()), 9, mtime=0)
    notice = NOTICE.format(what=f"Letter costs of the languages in {script}").encode()
    (OUT / f"letters-{script}.bin").write_bytes(notice + json.dumps(head).encode() + b"\n" + body)
    print(script, len(lines), "grams", file=sys.stderr)


class Trigrams:
    """Letters after two letters, over the kinds of words of a language (rare words look like rare words), after Witten and Bell."""

    def __init__(self, words: dict[str, float]) -> None:
        self.threes: Counter[str] = Counter()
        self.weight = len(words) / 30_000
        for word in words:
            padded = f"  {word} "
            for start in range(len(padded) - 2):
                self.threes[padded[start : start + 3]] += 1
        self.twos: Counter[str] = Counter()
        self.ones: Counter[str] = Counter()
        for gram, count in self.threes.items():
            self.twos[gram[1:]] += count
            self.ones[gram[2]] += count
        self.after: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for table in (self.threes, self.twos):
            for gram, count in table.items():
                entry = self.after[gram[:-1]]
                entry[0] += count
                entry[1] += 1
        self.total = self.ones.total()
        self._two: dict[str, float] = {}

    def cost(self, gram: str) -> float:
        two = self._two.get(gram[1:])
        if two is None:
            one = (self.ones[gram[2]] + 0.02) / (self.total + 10)
            two = self._two[gram[1:]] = self._mixed(gram[1:], self.twos[gram[1:]], one)
        return -math.log(self._mixed(gram, self.threes[gram], two))

    def _mixed(self, gram: str, count: int, lower: float) -> float:
        total, kinds = self.after[gram[:-1]]
        return (count + kinds * lower) / (total + kinds) if total else lower


if __name__ == "__main__":
    main()
