"""Characters that nobody sees and that translation leaves behind.

Finds: zero width spaces and joiners, byte order marks and word joiners inside a text, soft hyphens, control characters,
    bidirectional marks where every letter runs from left to right, interlinear and tag characters.
Why: they break searching, word counts, line breaking and comparison, and they show as boxes in some programs.
Wrong: ``The zero<U+200B>width space`` · ``trans<U+00AD>lation``
Right: ``The zerowidth space`` · ``translation``
Leaves alone: what a script needs: zero width space and joiners in Khmer, Lao, Thai, Burmese and the Indic scripts, zero
    width non-joiner in Persian, Urdu and Kurdish, joiners and variation selectors of emoji, bidirectional marks
    beside Hebrew, Arabic, Syriac and Thaana, no-break spaces; all of it in code, links and placeholders.
Fix: safe where the character means nothing at its place (a control character, a zero width space between two Latin
    letters); suggested for soft hyphens and bidirectional marks; shown only for characters of private use.
Options: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.check import BEYOND_ASCII, Check, Options, Stage
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding, Severity
from cleanup.spans import Span
from cleanup.text.invisible import ARABIC, EMOJI, SHAPED, is_used
from cleanup.text.patterns import later

NAME = "invisible-character"

_CONTROL = "\x00-\x08\x0e-\x1a\x1c-\x1f\x7f"
_OTHERS = (
    "\x0b\x1b\x80-\x9f\xad\u200b-\u200f\u061c\u2028-\u202e\u2060\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0001-\U000e007f"
)
# The class comes first so that clean text is skipped at the speed of C; then what stands before a joiner is looked at,
# because every word of Persian, Hindi or Khmer may hold one.
_INVISIBLE = later(
    rf"""
    [{_CONTROL}{_OTHERS}]
    (?<! [{SHAPED}{ARABIC}{EMOJI}] [\u200b-\u200d] )
    (?<! [{ARABIC}] [\u200e\u200f\u061c] )
    """,
    re.VERBOSE,
)
_RIGHT_TO_LEFT = later(f"[{ARABIC}\U00010800-\U00010fff\U0001e800-\U0001efff]")

# Character -> rule; what stands in no row here is a bidirectional mark.
_RULES = {
    "\x0b": "line-separator", "\u2028": "line-separator", "\u2029": "line-separator",
    "\xad": "soft-hyphen",
    "\u200b": "zero-width", "\u200c": "zero-width", "\u200d": "zero-width", "\u2060": "zero-width", "\ufeff": "zero-width",
    "\ufff9": "control", "\ufffa": "control", "\ufffb": "control",
}  # fmt: skip
_NAMES = {
    "\u200b": "zero width space", "\u200c": "zero width non-joiner", "\u200d": "zero width joiner",
    "\u2060": "word joiner", "\ufeff": "byte order mark", "\xad": "soft hyphen",
    "\x0b": "vertical tab", "\u2028": "line separator", "\u2029": "paragraph separator", "\x1b": "escape character",
}  # fmt: skip


_CONTROLS = "".join(chr(code) for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n")
# Seen, or meant, though Unicode gives them no printed form: what lines and spaces are made of.
_SPACES = "\t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{IDEOGRAPHIC SPACE}"


def _is_visible(text: str) -> bool:
    """True when all that a text holds is printed: asked of the text as a whole, at the speed of C."""
    text = text.replace("\n", "")
    if text.isprintable():
        return True
    for space in _SPACES:
        text = text.replace(space, "")
    return text.isprintable()


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """One finding for each run of the same invisible character."""
    text = segment.text
    if _is_visible(text):
        return  # the common case
    right_to_left: bool | None = None
    end = 0
    for match in _INVISIBLE().finditer(text):
        start, character = match.start(), match.group()
        if start < end:
            continue
        end = start + 1
        while end < len(text) and text[end] == character:
            end += 1
        rule = _rule(character)
        if rule == "direction":
            if right_to_left is None:
                right_to_left = _RIGHT_TO_LEFT().search(text) is not None
            if right_to_left:
                continue  # the text needs them, or a person who reads it must say
        span = Span(start, end)
        if _is_needed(text, span, character) or segment.protected.hits(span):
            continue
        yield _finding(text, span, character, rule)


def _rule(character: str) -> str:
    if character in _RULES:
        return _RULES[character]
    code = ord(character)
    if code < 0x20 or 0x7F <= code < 0xA0 or 0x206A <= code < 0x2070:
        return "control"
    return "tag" if code >= 0xE0000 else "direction"


def _is_needed(text: str, span: Span, character: str) -> bool:
    """True for joiners and spaces of no width beside a letter or sign that uses them, and for the tags of a flag."""
    if _rule(character) not in ("zero-width", "tag"):
        return False
    before, after = text[span.start - 1 : span.start] if span.start else "", text[span.end : span.end + 1]
    return is_used(character, before, after)


def _finding(text: str, span: Span, character: str, rule: str) -> Finding:
    name = _NAMES.get(character) or f"{_KINDS[rule]} U+{ord(character):04X}"
    count = len(span)
    message = f"{'An invisible character' if count == 1 else f'{count} invisible characters'}: {name}"
    new = "\n" if rule == "line-separator" else ""
    applicability = _applicability(character, rule)
    fix = None
    if applicability is not Applicability.DISPLAY_ONLY:
        fix = Fix((Edit(span, new),), applicability, "Replace with a line break" if new else f"Remove the {name}")
    return Finding.at(text, span, check=NAME, rule=rule, message=message, severity=Severity.INFO, fix=fix)


def _applicability(character: str, rule: str) -> Applicability:
    """Safe where the character can mean nothing. A C1 control is the trace of a lost letter, an escape character that of
    a terminal sequence: to take them away would hide the damage. A zero width non-joiner may keep a ligature apart."""
    if character == "\x1b" or "\x80" <= character <= "\x9f":
        return Applicability.DISPLAY_ONLY
    if rule in ("control", "tag") or character in "\u200b\u200d\ufeff":
        return Applicability.SAFE
    return Applicability.SUGGESTED


_KINDS = {"control": "control character", "tag": "tag character", "direction": "bidirectional mark"}

CHECK = Check(
    name=NAME,
    stage=Stage.REPAIR,
    find=find,
    marks=_CONTROLS + BEYOND_ASCII,
    about=__doc__ or "",
    rules={
        "control": "A control character stands in the text.",
        "zero-width": "A space or joiner of no width stands where the script has no use for it.",
        "soft-hyphen": "A soft hyphen stands in the text.",
        "direction": "A bidirectional mark stands in a text that runs from left to right only.",
        "line-separator": "A line separator or vertical tab stands where a line break is meant.",
        "tag": "A tag character stands outside a flag emoji.",
    },
)
