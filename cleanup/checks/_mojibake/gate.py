"""Is there anything strange in a text? Clean text must answer "no" in one scan at the speed of C.

The pattern of a language begins with one class of characters, which ``re`` looks for in C; what it stops at is either a
character that wrong readings make and that the language does not use, or punctuation and capitals that are common in
themselves and strange only beside their left neighbour.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cleanup.text.judge import ANYWHERE, SPACED
from cleanup.text.naturalness import ALPHABETS_FILE, model_name
from cleanup.text.scripts import RANGES, scripts_of

# What charsets of two bytes make.
_HAN, _HANGUL, _HALF_WIDTH, _PRIVATE = "\u4e00-\u9fff\uf900-\ufaff", "\uac00-\ud7af", "\uff61-\uff9f", "\ue000-\uf8ff"
_ACCENTED = "\xc0-\xd6\xd8-\xde"
_SMALL_CYRILLIC, _LARGE_CYRILLIC = "\u0430-\u045f", "\u0400-\u042f"
_LEADS = "\xc2-\xdfĂĹĆČĘĚĎĐŃŇŐŘŮŰŢ"
_SIGNS = "\x80-\x9f\xa0-\xbf‘’“”„‚–—…•†‡‰‹›€™ˆ˜ƒ\xd7\xf7"


@cache
def _alphabets() -> dict[str, str]:
    lines = ALPHABETS_FILE.read_bytes().decode("utf-8").split("\n")
    return dict(line.split("\t", 1) for line in lines if line and not line.startswith("#"))


# Every character that some single-byte charset of ``SINGLE_BYTE`` has beyond ASCII, and U+FFFD; written out, because asking
# the charsets means loading 24 of them. A test compares.
_RANGES = (
    "80-113 116-12b 12e-131 134-13e 141-148 14a-14d 150-17e 192 1a0-1a1 1af-1b0 218-21b 2c6-2c7 2d8-2dd 300-301 303 "
    "309 323 37a 384-386 388-38a 38c 38e-3a1 3a3-3ce 401-40c 40e-44f 451-45c 45e-45f 490-493 49a-49b 4a2-4a3 "
    "4ae-4b1 4ba-4bb 4d8-4d9 4e8-4e9 5b0-5b9 5bb-5c3 5d0-5ea 5f0-5f4 60c 61b 61f 621-63a 640-652 679 67e 686 688 "
    "691 698 6a9 6af 6ba 6be 6c1 6d2 e01-e3a e3f-e5b 1e02-1e03 1e0a-1e0b 1e1e-1e1f 1e40-1e41 1e56-1e57 1e60-1e61 "
    "1e6a-1e6b 1e80-1e85 1ef2-1ef3 200c-200f 2013-2015 2017-201a 201c-201e 2020-2022 2026 2030 2039-203a 2044 207f "
    "20a7 20aa-20ac 20af 2116 2122 2202 2206 220f 2211 2219-221a 221e 2229 222b 2248 2260-2261 2264-2265 2310 "
    "2320-2321 2500 2502 250c 2510 2514 2518 251c 2524 252c 2534 253c 2550-256c 2580 2584 2588 258c 2590-2593 25a0 "
    "25ca f8a0 f8ff fb01-fb02 fffd"
)


@cache
def made_by_misreading() -> frozenset[str]:
    """Every character that may come of reading bytes in a wrong single-byte charset."""
    ranges = ([int(code, 16) for code in part.split("-")] for part in _RANGES.split())
    return frozenset(chr(code) for first, *last in ranges for code in range(first, (last or [first])[0] + 1))


def _alphabet(language: str | None) -> tuple[str, tuple[str, ...]]:
    """The letters beyond ASCII of a language, and its scripts. None, or a language that is not known: those of all."""
    known = _alphabets()
    if language is None:
        return "".join(known.values()), tuple(RANGES)
    name = model_name(language)
    scripts = scripts_of("sr-Latn" if name == "sr" else name)
    if name == "sr" and "Latn" not in language:
        return known["sr"] + known["sr-Cyrl"], ("Latn", "Cyrl")
    if name in known:
        return known[name], scripts
    return "".join(known[other] for other in known if scripts_of(other) == scripts), scripts


@lru_cache(maxsize=64)
def pattern(language: str | None) -> re.Pattern[str]:
    """What is strange in a text of a language. Finds the first character of each strange place or one near it."""
    letters, scripts = _alphabet(language)
    allowed = ANYWHERE.union(letters, letters.upper())
    strange = sorted(
        c for c in made_by_misreading() - allowed if not _is_of(c, scripts) or (c.isalpha() and c < "\u0530")
    )
    suspects = "".join(map(re.escape, strange))
    if "Hani" in scripts and language is not None:
        suspects += _not_among(letters) + _HALF_WIDTH + ("" if "Hang" in scripts else _HANGUL)
    elif "Hang" in scripts and language is not None:
        suspects += _HAN + _HALF_WIDTH
    elif language is not None:
        suspects += _HAN + _HALF_WIDTH + _HANGUL + _PRIVATE
    capitals = _LARGE_CYRILLIC if "Cyrl" in scripts else ""
    # Four accented letters in a row: in a language that is told, most of them are strange anyway.
    accents, dense = ("\xc0-\xff", "| (?<= [\xc0-\xff]{4} )") if language is None else ("", "")
    return re.compile(
        rf"""
        [{suspects}{_SIGNS}{capitals}{_ACCENTED}{accents}]
        (?:
            (?<= [{suspects}] )
          | (?<= [{_LEADS}] [{_SIGNS}] )                      # two bytes of UTF-8 …
          | (?<= [àáâãðï] [{_SIGNS}] [{_SIGNS}] )             # … or three
          | (?<= â€ ) {dense}
          | (?<= [ВГРС] [©®°±µ¶§¤¦¬] )
          | (?<= [a-z] [ÂÃ] ) (?= [ \xa0] | \Z )
          | (?<= [{SPACED}] [‚„¡¿†‡…‰«»“”•\x80-\x9f] ) (?= [{SPACED}] )  # a sign inside a word
          | (?<= [a-z\xdf-\xff] [{_ACCENTED}] )
          | (?<= [{_SMALL_CYRILLIC}] [{_LARGE_CYRILLIC}] )    # a capital after a small letter
        )
        """,
        re.VERBOSE,
    )


def _is_of(character: str, scripts: tuple[str, ...]) -> bool:
    return any(re.match(f"[{RANGES[script]}]", character) for script in scripts if script in RANGES)


def _not_among(letters: str) -> str:
    """The Chinese characters of the charsets that are not among the usual ones of a language, as ranges."""
    usual = sorted(ord(c) for c in letters if "\u4e00" <= c <= "\u9fff")
    ranges = []
    start = 0x4E00
    for code in (*usual, 0xA000):
        if code > start:
            ranges.append(f"{chr(start)}-{chr(code - 1)}")
        start = code + 1
    return "".join(ranges)


def first_suspect(text: str, language: str | None) -> int:
    """Where in a text damage, or a name from abroad, may stand: the first place; -1 for clean text."""
    match = pattern(language).search(text)
    if match is not None:
        return match.start()
    return len(text) if len(text) <= _SHORT and shouts(text) else -1


_CYRILLIC = re.compile("[\u0400-\u045f]")
_TWO_CAPITALS = re.compile("[\u0400-\u042f]{2}")
_SHORT = 200


def shouts(text: str) -> bool:
    """True for a short text in Cyrillic that is mostly capitals but not all: KOI8 read as Windows-1251 swaps the case."""
    if _TWO_CAPITALS.search(text) is None:
        return False
    letters = _CYRILLIC.findall(text)
    capitals = sum(map(str.isupper, letters))
    return len(letters) // 2 < capitals < len(letters)
