"""Facts about scripts: which letters belong to which, and which language is written with which.

Ranges after Unicode 16 (Scripts.txt), blocks that hold letters of one script only; ISO 15924 codes. Which language
uses which script after CLDR 48 (likelySubtags.xml, languageInfo), for the languages that translations are made
between.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

# Letters and the marks that combine with them, as the inside of a character class of a regular expression.
RANGES: Mapping[str, str] = MappingProxyType({
    "Latn": (
        r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u02e0-\u02e4\u1d00-\u1d25\u1d2c-\u1d5c\u1d62-\u1d65\u1d6b-\u1d77"
        r"\u1d79-\u1dbe\u1e00-\u1eff\u2071\u207f\u2090-\u209c\u2c60-\u2c7f\ua722-\ua787\ua78b-\ua7ff\uab30-\uab64\ufb00-\ufb06"
        r"\uff21-\uff3a\uff41-\uff5a"
    ),
    "Grek": r"\u0370-\u0373\u0376-\u037d\u037f\u0386\u0388-\u03e1\u03f0-\u03ff\u1f00-\u1fff",
    "Cyrl": r"\u0400-\u0481\u0483-\u052f\u1c80-\u1c8a\u1d2b\u1d78\u2de0-\u2dff\ua640-\ua69f",
    "Armn": r"\u0531-\u0556\u0560-\u0588\ufb13-\ufb17",
    "Hebr": r"\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u05d0-\u05f2\ufb1d-\ufb4f",
    "Arab": r"\u0610-\u061a\u0620-\u063f\u0641-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f"
            r"\u0870-\u08e1\u08e3-\u08ff\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc",
    "Thaa": r"\u0780-\u07b1",
    "Deva": r"\u0900-\u0950\u0955-\u0963\u0971-\u097f\ua8e0-\ua8ff",
    "Beng": r"\u0980-\u09e3\u09f0\u09f1\u09fc\u09fe",
    "Guru": r"\u0a01-\u0a5e\u0a70-\u0a76",
    "Gujr": r"\u0a81-\u0ae3\u0af9-\u0aff",
    "Orya": r"\u0b01-\u0b63\u0b71",
    "Taml": r"\u0b82-\u0bd7",
    "Telu": r"\u0c00-\u0c63",
    "Knda": r"\u0c80-\u0ce3\u0cf1-\u0cf3",
    "Mlym": r"\u0d00-\u0d57\u0d5f-\u0d63\u0d7a-\u0d7f",
    "Sinh": r"\u0d81-\u0ddf\u0df2\u0df3",
    "Thai": r"\u0e01-\u0e3a\u0e40-\u0e4e",
    "Laoo": r"\u0e81-\u0ece\u0edc-\u0edf",
    "Tibt": r"\u0f00\u0f18\u0f19\u0f35\u0f37\u0f39\u0f40-\u0f84\u0f86-\u0fbc",
    "Mymr": r"\u1000-\u103f\u1050-\u108f\u109a-\u109d\ua9e0-\ua9ef\uaa60-\uaa7f",
    "Geor": r"\u10a0-\u10fa\u10fc-\u10ff\u1c90-\u1cbf\u2d00-\u2d2d",
    "Hang": r"\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uffa0-\uffdc",
    "Ethi": r"\u1200-\u135f\u1380-\u138f\u2d80-\u2dde\uab01-\uab2e",
    "Khmr": r"\u1780-\u17d3\u17d7\u17dc\u17dd",
    "Mong": r"\u1820-\u18aa",
    "Hira": r"\u3041-\u3096\u309d-\u309f",
    "Kana": r"\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f",
    "Hani": r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af",
    "Bopo": r"\u3105-\u312f\u31a0-\u31bf",
})  # fmt: skip

ANY = "".join(RANGES.values())


class _Letters(Mapping[str, re.Pattern[str]]):
    """Patterns for runs of letters of a script, compiled when first asked for: most texts need one or two."""

    def __init__(self) -> None:
        self._compiled: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, code: str) -> re.Pattern[str]:
        found = self._compiled.get(code)
        if found is None:
            found = self._compiled[code] = re.compile(f"[{RANGES[code]}]+")
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(RANGES)

    def __len__(self) -> int:
        return len(RANGES)


LETTERS: Mapping[str, re.Pattern[str]] = _Letters()

# Scripts with capital letters, where a capitalised word is likely to be a name.
CASED = frozenset({"Latn", "Grek", "Cyrl", "Armn"})

# Scripts written without spaces between words: a length in words is half or a third of the length in characters.
UNSPACED = frozenset({"Hani", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"})

# Languages that are not written in Latin letters. A language that has two scripts names the usual one first.
_SCRIPTS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    **dict.fromkeys(("be", "bg", "ru", "uk", "mk", "kk", "ky", "tg", "tt", "ba", "mn", "ce", "cv", "os", "rue", "cu"), ("Cyrl",)),
    "sr": ("Cyrl", "Latn"),
    "el": ("Grek",), "hy": ("Armn",), "ka": ("Geor",), "he": ("Hebr",), "yi": ("Hebr",),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ug", "ckb", "sd", "arz", "prs", "ks"), ("Arab",)),
    **dict.fromkeys(("hi", "mr", "ne", "sa", "mai", "bho", "doi", "kok"), ("Deva",)),
    "bn": ("Beng",), "as": ("Beng",), "pa": ("Guru", "Arab"), "gu": ("Gujr",), "or": ("Orya",), "ta": ("Taml",), "te": ("Telu",),
    "kn": ("Knda",), "ml": ("Mlym",), "si": ("Sinh",), "th": ("Thai",), "lo": ("Laoo",), "bo": ("Tibt",), "dz": ("Tibt",),
    "my": ("Mymr",), "km": ("Khmr",), "am": ("Ethi",), "ti": ("Ethi",), "dv": ("Thaa",),
    "ko": ("Hang",), "ja": ("Hira", "Kana", "Hani"), "zh": ("Hani", "Bopo"), "yue": ("Hani", "Bopo"),
})  # fmt: skip

# For a script that stands alone: the language that it is most likely to be, and the others it may be.
LANGUAGES_OF: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "Grek": ("el",), "Cyrl": ("ru", "uk", "be", "bg", "sr", "mk"), "Armn": ("hy",), "Hebr": ("he",), "Arab": ("ar", "fa", "ur"),
    "Thaa": ("dv",), "Deva": ("hi", "mr", "ne"), "Beng": ("bn",), "Guru": ("pa",), "Gujr": ("gu",), "Orya": ("or",),
    "Taml": ("ta",),
       "Telu": ("te",), "Knda": ("kn",), "Mlym": ("ml",), "Sinh": ("si",), "Thai": ("th",), "Laoo": ("lo",), "Tibt": ("bo",),
    "Mymr": ("my",), "Geor": ("ka",), "Hang": ("ko",), "Ethi": ("am",), "Khmr": ("km",), "Mong": ("mn",), "Hira": ("ja",),
    "Kana": ("ja",), "Hani": ("zh", "ja"), "Bopo": ("zh",),
})  # fmt: skip

# Cyrillic and Greek capitals and small letters that look like Latin ones, and Latin like those: a word of these alone
# is a matter of
# look-alike letters, not of another language (after Unicode's confusables.txt, the pairs that keyboards produce).
LOOK_ALIKE = frozenset("аеорсухіјѕһԁԛԝАВЕЗІЈКМНОРЅСТУХҮӀӏᴦΑΒΕΖΗΙΚΜΝΟΡΤΥΧοντραaeopcyxijshqwABE3IJKMHOPSCTYXl")

_SCRIPT_SUBTAG = re.compile(r"[-_]([A-Za-z]{4})(?=[-_]|$)")


def primary(tag: str) -> str:
    """The primary subtag in lower case: ``sr`` for ``sr-Latn-RS``."""
    return tag.replace("_", "-").partition("-")[0].lower()


def scripts_of(tag: str) -> tuple[str, ...]:
    """The scripts a language is written with, the usual one first; a script subtag decides. Latin when not known otherwise."""
    named = _SCRIPT_SUBTAG.search(tag)
    if named:
        code = named.group(1).title()
        if code in RANGES:
            return (code,)
        if code in ("Hans", "Hant"):
            return ("Hani", "Bopo")
    return _SCRIPTS.get(primary(tag), ("Latn",))


@lru_cache(maxsize=4096)
def script_of(character: str) -> str | None:
    """The script of a letter, None for anything else.

    >>> script_of("ж"), script_of("x"), script_of("7")
    ('Cyrl', 'Latn', None)
    """
    lows, ranges = _in_order()
    at = bisect_right(lows, character) - 1
    return ranges[at][1] if at >= 0 and character <= ranges[at][0] else None


@cache
def _in_order() -> tuple[list[str], list[tuple[str, str]]]:
    """The first characters of all ranges, and the last of each with its script: no pattern has to be compiled to look one up."""
    found = sorted(
        (low, high or low, code)
        for code, ranges in RANGES.items()
        for low, high in re.findall("(.)(?:-(.))?", ranges.encode("ascii").decode("unicode_escape"))
    )
    return [low for low, _, _ in found], [(high, code) for _, high, code in found]


@cache
def word_pattern() -> re.Pattern[str]:
    """A pattern for runs of letters of any script, with their marks."""
    return re.compile(f"[{ANY}]+")


@lru_cache(maxsize=64)
def not_of(scripts: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for runs of letters of any other script than these."""
    return re.compile(f"[{''.join(chars for code, chars in RANGES.items() if code not in scripts)}]+")


def main_script(text: str, scripts: tuple[str, ...]) -> str:
    """The one of ``scripts`` that most letters of the text's beginning belong to; the first when there is none."""
    head = text[:2000]
    return max(scripts, key=lambda code: (sum(map(len, LETTERS[code].findall(head))), -scripts.index(code)))
