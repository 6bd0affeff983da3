"""What a text holds that has any number, date or time to look at.

It is looked for in the bytes of the text, twice as fast as in its code points. Every alternative begins with a character of its
own, so that most are left after one comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleanup.checks._convention.common import Numbers
from cleanup.text.scripts import primary, scripts_of

_DIGIT = "\0"  # stands for the digits of the language's script
_GAPS = (" ", "\u00a0", "\u202f")
# What follows a digit …
_BEHIND = {
    ".": (rf",{_DIGIT}{{1,2}}+(?!{_DIGIT})", rf"\.{3 * _DIGIT}\.{3 * _DIGIT}"),
    ",": (rf"\.{_DIGIT}{{1,2}}+(?!{_DIGIT})", f",{3 * _DIGIT},{3 * _DIGIT}"),
    "date": (rf"\.{_DIGIT}{{1,2}}\.(?:19|20)", f"/{_DIGIT}{{1,2}}/(?:19|20)"),
    "half": (r"[ap]\.", "[ap]m(?![a-z])", "[AP]M"),
    "en": ("h(?![a-z])", "[$]", "€", "£", "¥", rf"\.{2 * _DIGIT} [A-Za-z ]{{3,20}} time"),
    "latin": (f"(?<=в {_DIGIT})",),  # "в 20.15"
}
# … and a space
_BEHIND_GAP = {
    "word": ("Uhr",),
    "half": _BEHIND["half"],
    "en": ("h(?![a-z])", "[$]", "€", "£", "¥"),
}
# The figures of a script, in UTF-8: those of languages that are written with them count as digits
_FIGURES = {
    "Arab": "\xd9[\xa0-\xa9]|\xdb[\xb0-\xb9]",
    "Deva": "\xe0\xa5[\xa6-\xaf]",
    "Beng": "\xe0\xa7[\xa6-\xaf]",
    "Guru": "\xe0\xa9[\xa6-\xaf]",
    "Gujr": "\xe0\xab[\xa6-\xaf]",
    "Mymr": "\xe1\x81[\x80-\x89]",
    "Khmr": "\xe1\x9f[\xa0-\xa9]",
    "Tibt": "\xe0\xbc[\xa0-\xa9]",
}


def needed(
    tag: str, facts: Numbers | None, narrow: bool, behind: Iterable[str], before: Iterable[str]
) -> re.Pattern[bytes] | None:
    """The pattern for a language with these abbreviations behind and before numbers, None where nothing is known."""
    kinds = [facts.decimal, "date", *(["half"] if facts.hours == "24" else [])] if facts else []
    kinds += [".", ","] if facts is None and primary(tag) == "es" else []
    kinds += ["word"] if narrow else []
    kinds += ["latin"] if narrow and scripts_of(tag)[0] == "Latn" else []
    kinds += ["en"] if primary(tag) == "en" else []
    gapped = [sign for kind in kinds for sign in _BEHIND_GAP.get(kind, ())] + [re.escape(word) for word in behind]
    found = [sign for kind in kinds for sign in _BEHIND.get(kind, ())]
    found += [rf"(?<=[. \x80-\xff]{_DIGIT})(?:{'|'.join(_lookbehinds(before))})"] if before else []
    found += [f"{gap}(?:{'|'.join(gapped)})" for gap in _GAPS if gapped]
    if not found:
        return None
    digit = "|".join(_FIGURES[script] for script in scripts_of(tag) if script in _FIGURES) if tag else ""
    digit = f"(?:[0-9]|{digit})" if digit else "[0-9]"
    signs = "|".join(found).encode().decode("latin-1").replace(_DIGIT, digit)
    return re.compile(f"{digit}(?:{signs})".encode("latin-1"))


def _lookbehinds(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        for gap in ("", *_GAPS):
            yield f"(?<={re.escape(word)}{gap}{_DIGIT})"
