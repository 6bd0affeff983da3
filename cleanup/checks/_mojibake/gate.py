"""Is there anything strange in a text? Clean text must answer "no" in one scan at the speed of C.

The pattern of a language begins with one class of characters, which ``re`` looks for in C; what it stops at is either a
character that wrong readings make and that the language does not use, or punctuation and capitals that are common in
themselves and strange only beside their left neighbour.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cleanup.text.encodings import upper_halves
from cleanup.text.judge import ANYWHERE, SPACED
from cleanup.text.naturalness import ALPHABETS_FILE, model_name
from cleanup.text.patterns import inside_class
from cleanup.text.scripts import RANGES, script_of, scripts_of

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


@cache
def made_by_misreading() -> frozenset[str]:
    """Every character that may come of reading bytes in a wrong single-byte charset."""
    return frozenset("\ufffd").union(*upper_halves().values())


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
    strange = {
        c for c in made_by_misreading() - allowed if script_of(c) not in scripts or (c.isalpha() and c < "\u0530")
    }
    suspects = inside_class(strange)
    if "Hani" in scripts and language is not None:
        suspects += _not_among(letters) + _HALF_WIDTH + ("" if "Hang" in scripts else _HANGUL)
    elif "Hang" in scripts and language is not None:
        suspects += _HAN + _HALF_WIDTH
    elif language is not None:
        suspects += _HAN + _HALF_WIDTH + _HANGUL + _PRIVATE
    capitals = _LARGE_CYRILLIC if "Cyrl" in scripts else ""
    # Four accented letters in a row: in a language that is told, most of them are strange anyway.
    accents, dense = ("\xc0-\xff", "| (?<= [\xc0-\xff]{4} )") if language is None else ("", "")
    common = _SIGNS + capitals + _ACCENTED + accents  # in themselves, but for those that are suspects
    return re.compile(
        rf"""
        [{suspects}{common}]
        (?:
            (?<! [{inside_class(_members(common) - strange)}] )
          | (?<= [{_LEADS}] [{_SIGNS}] )                      # two bytes of UTF-8 …
          | (?<= [àáâãðï] [{_SIGNS}] [{_SIGNS}] )             # … or three
          | (?<= â€ ) {dense}
          | (?<= [ВГРС] [©®°±µ¶§¤¦¬] )
          | (?<= [a-z ] [ÂÃ] ) (?= [ \xa0] | \Z )
          | (?<= [{SPACED}] [‚„¡¿†‡…‰«»“”•\x80-\x9f] ) (?= [{SPACED}] )  # a sign inside a word
          | (?<= [a-z\xdf-\xff] [{_ACCENTED}] )
          | (?<= [{_SMALL_CYRILLIC}] [{_LARGE_CYRILLIC}] )    # a capital after a small letter
        )
        """,
        re.VERBOSE,
    )


def _members(inside: str) -> frozenset[str]:
    """The characters of the inside of a class."""
    ends = zip(inside, inside[1:], inside[2:], strict=False)
    return frozenset(inside).union(*(map(chr, range(ord(a), ord(b) + 1)) for a, dash, b in ends if dash == "-")) - {"-"}


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
