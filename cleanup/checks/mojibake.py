"""Text that was read in the wrong encoding.

Finds: UTF-8 read as another charset, once to four times over; one legacy charset read as another; both of them on a whole
    document, a line or a word; what was lost on the way; U+FFFD and lone C1 controls.
Why: one step of the chain wrote one encoding and the next step read another.
Wrong: ``The cafÃ© is open`` · ``Ïðèâåò`` · ``W ciÄ…gu dnia``
Right: ``The café is open`` · ``Привет`` · ``W ciągu dnia``
Leaves alone: everything that is natural in the document's language, with names from abroad; lines that write about
    encodings; code, links and placeholders.
Fix: safe where undoing the reading is exact and the text before clearly unnatural; suggested in lines that write about
    encodings; shown only where letters are gone for good (they are U+FFFD in the repaired text).
Options: none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from cleanup.check import BEYOND_ASCII, Check, Options, Stage
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding, Severity
from cleanup.spans import Span
from cleanup.text.invisible import without_meaningless
from cleanup.text.patterns import later

if TYPE_CHECKING:
    from cleanup.checks._mojibake.stretches import Repair

NAME = "mojibake"

# "The mojibake “Ã©” appears when UTF-8 is read as Windows-1252": the damage is what the line is about.
_ABOUT = later(
    r"mojibake|krakozyabr|кракозябр|unicode|utf-?8|utf-?16|latin-?1|(?:cp|windows|win)-?125\d|iso-?8859|koi-?8|mac-?roman"
    r"|\bencod(?:e|ed|ing)\b|codepage|charset|кодировк|кодуванн|zeichensatz|\.(?:replace|decode|encode|translate)\(",
    re.IGNORECASE,
)
_OTHER_LETTERS = later(r"[\u0370-\u03ff\u0400-\u052f]{1,20}")
_LATIN_LETTER = later(r"[A-Za-z\u00c0-\u024f]")
# "Гј", "ЕЎ": what Windows-1251 makes of two bytes of UTF-8; no Cyrillic word has such pairs in its middle.
_TWO_BYTES = later(r"(?:[ГДЕ][\u0401-\u040f\u0451-\u045fҐґ])+")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Not "handle", "file" and "markup": damage looks like these by chance, and damage in them is damage.
_PROTECTED = frozenset({"code", "link", "placeholder", "off"})
_GONE = later(f"{REPLACEMENT}+")


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """Repairs with the chain that explains them, and a note for each place where something is gone."""
    text = segment.text
    if text.isascii():
        return
    made = _repairs()(text, segment.language)
    gone = REPLACEMENT in text
    if not (made or gone):
        return  # the common case
    undone: list[tuple[int, int]] = []
    if len(made) == 1 and _is_part_of_a_word(text, made[0]):
        made = []
    made.reverse()
    while made:
        repair = made.pop()  # a long text has many, and each is done with when its finding is there
        finding = _repaired(segment, repair)
        if finding is not None:
            if gone:
                undone += [(start, end) for start, end, _ in repair.edits]
            yield finding
            if repair.lost:
                yield _lost(text, repair)
    if gone:
        yield from _gone(text, sorted(undone))


@cache
def _repairs() -> Callable[[str, str | None], list[Repair]]:
    """What is loaded for the first text that is not ASCII; an import statement that is passed each time costs as much as a
    sentence."""
    from cleanup.checks._mojibake.repair import repairs

    return repairs


def _is_part_of_a_word(text: str, repair: Repair) -> bool:
    """True for letters of another script inside a Latin word: "Shchedрик", "obъekt".

    They are as likely to be a half-translated word or a look-alike, which other checks find; with nothing else in the text that
    was read in the same way, they are no mojibake.
    """
    part = text[repair.start : repair.end]
    if repair.kind == "utf-8" and _TWO_BYTES().fullmatch(part):
        return False
    return _OTHER_LETTERS().fullmatch(part) is not None and any(
        _LATIN_LETTER().match(near)
        for near in (text[repair.start - 1 : repair.start], text[repair.end : repair.end + 1])
    )


def _repaired(segment: Segment, repair: Repair) -> Finding | None:
    text = segment.text
    edits = tuple(
        edit
        for edit in (_edit(text, start, end, new) for start, end, new in repair.edits)
        if not any(item.kind in _PROTECTED for item in segment.protected.overlapping(edit.span))
    )
    if not edits:
        return None
    span = Span(repair.start, repair.end)
    applicability = Applicability.SUGGESTED if _ABOUT().search(_line_around(text, span)) else Applicability.SAFE
    new = _result(text, span, edits)
    fix = Fix(edits, applicability, f"Replace with “{_short(new)}”")
    message = f"{_in_words(repair)}: “{_short(span.of(text))}” for “{_short(new)}”"
    return Finding.at(text, span, check=NAME, rule=repair.kind, message=message, severity=Severity.ERROR, fix=fix)


def _edit(text: str, start: int, end: int, new: str) -> Edit:
    """A change of a repair. What it uncovers that nobody sees and no script needs (``â€‹``) goes with the damage."""
    return Edit(Span(start, end), without_meaningless(new, text[max(0, start - 1) : start], text[end : end + 1]))


def _in_words(repair: Repair) -> str:
    """The chain as a person says it: "UTF-8 read as Windows-1252, twice"."""
    from cleanup.text.encodings import NAMES

    steps = repair.chain
    if "?" in steps:
        return "UTF-8 read as another charset"
    if repair.kind == "legacy":
        read_as, _, true = steps[-1].partition(">")
        return f"{NAMES[true]} read as {NAMES[read_as]}"
    if len(steps) > 1 and len(set(steps)) == 1:
        times = {2: "twice", 3: "three times", 4: "four times"}[len(steps)]
        return f"UTF-8 read as {NAMES[steps[0]]}, {times}"
    return "UTF-8 read as " + ", and that as UTF-8 read as ".join(NAMES[step] for step in reversed(steps))


def _lost(text: str, repair: Repair) -> Finding:
    message = "What stood here cannot be told in full: characters were lost after the wrong reading"
    return Finding.at(
        text, Span(repair.start, repair.end), check=NAME, rule="lost", message=message, severity=Severity.ERROR
    )


def _gone(text: str, undone: list[tuple[int, int]]) -> Iterator[Finding]:
    """U+FFFD that no repair takes away: an earlier step could not read what stood there."""
    ends = [end for _, end in undone]
    for match in _GONE().finditer(text):
        place = bisect_right(ends, match.start())
        if place < len(undone) and undone[place][0] < match.end():
            continue
        count = len(match.group())
        message = "A character is lost (U+FFFD)" if count == 1 else f"{count} characters are lost (U+FFFD)"
        yield Finding.at(text, Span(*match.span()), check=NAME, rule="lost", message=message, severity=Severity.ERROR)


def _result(text: str, span: Span, edits: tuple[Edit, ...]) -> str:
    pieces: list[str] = []
    position = span.start
    for edit in edits:
        pieces += (text[position : edit.span.start], edit.text)
        position = edit.span.end
    return "".join(pieces) + text[position : span.end]


_NEAR = 1000  # code points of a line that are read on each side: a damaged file can be one line of megabytes


def _line_around(text: str, span: Span) -> str:
    low = max(0, span.start - _NEAR)
    end = text.find("\n", span.end, span.end + _NEAR)
    return text[text.rfind("\n", low, span.start) + 1 or low : span.end + _NEAR if end < 0 else end]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:40]} … {text[-15:]}"


CHECK = Check(
    name=NAME,
    stage=Stage.REPAIR,
    find=find,
    marks=BEYOND_ASCII,
    about=__doc__ or "",
    rules={
        "utf-8": "UTF-8 was read as another charset.",
        "legacy": "Text of one legacy charset was read as another.",
        "lost": "A character was lost in a wrong reading.",
    },
)
