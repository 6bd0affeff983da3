"""What a text holds that has any number, date or time to look at.

It is looked for in the signs of the text first, where all digits are "0": a search for one character costs a tenth of one for a
class. The lines that such a shape is in are looked at as they stand. Every alternative begins with a character of its own, so
that most are left after one comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from cleanup.checks._convention.common import Numbers, lines_with
from cleanup.document import Segment
from cleanup.records import record
from cleanup.spans import Span
from cleanup.text.scripts import primary, scripts_of
from cleanup.text.signs import signs

_DIGIT = "\0"  # stands for the digits of the language's script
_CENTURY = "\1"  # … for 19 and 20
_GAPS = (" ", "\u00a0", "\u202f")
# What follows a digit …
_BEHIND = {
    ".": (rf",{_DIGIT}{{1,2}}+(?!{_DIGIT})", rf"\.{3 * _DIGIT}\.{3 * _DIGIT}"),
    ",": (rf"\.{_DIGIT}{{1,2}}+(?!{_DIGIT})", f",{3 * _DIGIT},{3 * _DIGIT}"),
    "date": (rf"\.{_DIGIT}{{1,2}}\.{_CENTURY}", f"/{_DIGIT}{{1,2}}/{_CENTURY}"),
    "half": (r"[ap]\.", "[ap]m(?![a-z])", "[AP]M"),
    "en": ("h(?![a-z])", "[$]", "€", "£", "¥", rf"\.{2 * _DIGIT} [A-Za-z ]{{3,20}} time"),
}
# … and a space
_BEHIND_GAP = {
    "word": ("Uhr",),
    "half": _BEHIND["half"],
    "en": ("h(?![a-z])", "[$]", "€", "£", "¥"),
}
# The figures of a script: those of languages that are written with them count as digits
_FIGURES = {
    "Arab": "٠-٩۰-۹",
    "Deva": "०-९",
    "Beng": "০-৯",
    "Guru": "੦-੯",
    "Gujr": "૦-૯",
    "Mymr": "၀-၉",
    "Khmr": "០-៩",
    "Tibt": "༠-༩",
}
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_BEFORE_TIME = "в"  # the only letter of another script that stands before a number


@record
class Gate:
    """``exact`` is for the text; ``shape`` for its signs, None where its language has digits of its own."""

    exact: re.Pattern[str]
    shape: re.Pattern[bytes] | None

    def lines(self, segment: Segment) -> list[Span]:
        """The lines that hold something to look at: mostly none."""
        text = segment.text
        if self.shape is None or _BEFORE_TIME in text:
            return [*lines_with(text, partial(self.exact.search, text))]
        likely = lines_with(text, partial(self.shape.search, segment.signs.translate(_ZEROS)))
        return [line for line in likely if self.exact.search(text, line.start, line.end)]


def gate(tag: str, facts: Numbers | None, narrow: bool, behind: Iterable[str], before: Sequence[str]) -> Gate | None:
    """What tells for a language with these abbreviations behind and before numbers, None where nothing is known."""
    kinds = [facts.decimal, "date", *(["half"] if facts.hours == "24" else [])] if facts else []
    kinds += [".", ","] if facts is None and primary(tag) == "es" else []
    kinds += ["word"] if narrow else []
    kinds += ["en"] if primary(tag) == "en" else []
    gapped = [sign for kind in kinds for sign in _BEHIND_GAP.get(kind, ())] + [re.escape(word) for word in behind]
    found = [sign for kind in kinds for sign in _BEHIND.get(kind, ())]
    found += [f"{gap}(?:{'|'.join(gapped)})" for gap in _GAPS if gapped]
    exact = [*found, *([f"(?<={_BEFORE_TIME} {_DIGIT})"] if narrow and scripts_of(tag)[0] == "Latn" else [])]
    exact += [f"(?<=[^!-\\-/-~]{_DIGIT})(?:{'|'.join(_behind(before))})"] if before else []
    if not exact:
        return None
    figures = "".join(_FIGURES.get(script, "") for script in scripts_of(tag)) if tag else ""
    digit = f"[0-9{figures}]"
    inside = "|".join(exact).replace(_DIGIT, digit).replace(_CENTURY, "(?:19|20)")
    shape = "|".join([*found, *_behind(dict.fromkeys(word[-1] for word in before))]) or "(?!)"
    return Gate(re.compile(f"{digit}(?:{inside})"), None if figures else re.compile(_in_signs(shape)))


def _in_signs(pattern: str) -> bytes:
    """The pattern for signs; what is not ASCII in it is a mark or a letter, never in a class."""
    pattern = f"0(?:{pattern.replace(_DIGIT, '0').replace(_CENTURY, '00')})"
    return b"".join(char.encode() if char.isascii() else re.escape(signs(char)) for char in pattern)


def _behind(words: Iterable[str]) -> Iterator[str]:
    """A number behind one of the words, or what they end with: nearly all end with a full stop or a sign."""
    for word in words:
        for gap in ("", *_GAPS):
            yield f"(?<={re.escape(word)}{gap}{_DIGIT})"
