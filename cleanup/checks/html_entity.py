"""HTML entities that were left in plain text.

Finds: named and numeric character references (``&eacute;``, ``&#233;``, ``&#xE9;``), those escaped twice (``&amp;eacute;``),
    accented letters that lost their semicolon, and UTF-8 that was read as Latin-1 before it was escaped.
Why: an export escaped the text for a web page, and the step that reads it back was left out.
Wrong: ``caf&eacute; R&amp;D``
Right: ``café R&D``
Leaves alone: entities in code, links and placeholders; lines that hold tags or Markdown links, and documents that are
    markup; entities that the source has as well; lines that write about escapes (``\\u00e9``, ``%C3%A9``); ``AT&T``, ``D&D;``.
Fix: safe; suggested where the result would look like a tag (``&lt;b&gt;``).
Options: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleanup.check import Check, Options, Stage
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding
from cleanup.spans import Span
from cleanup.text.patterns import later

if TYPE_CHECKING:
    from cleanup.checks._mojibake.draft import Change
    from cleanup.text.judge import Judge

NAME = "html-entity"

_NAME = r"[A-Za-z][A-Za-z0-9]{1,31}"
_NUMBER = r"\# (?: [0-9]{1,7} | [xX] [0-9A-Fa-f]{1,6} )"
_ENTITY = rf"& (?: amp; (?= (?:{_NAME} | {_NUMBER}) ; ) )? (?: {_NUMBER} ; | {_NAME} ;? )"
# Entities that touch are one run: a word of another script is written as a run, and so is each damaged character.
_RUN = later(rf"(?:{_ENTITY}){{1,2000}}", re.VERBOSE)
_ONE = later(_ENTITY, re.VERBOSE)

_TAG = later(r"</?[A-Za-z][\w:-]{0,40}(?:\s[^<>\n]{0,2000})?/?>|<!--")
_MARKDOWN_LINK = later(r"\]\(\S{1,2000}\)|\]:\s*\S*://")
# A line that shows other escapes writes about escapes: "\u00e9 &#233; %C3%A9 are all ways to write é".
_OTHER_ESCAPE = later(r"\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|%[0-9A-F]{2}%[0-9A-F]{2}|=[0-9A-F]{2}=[0-9A-F]{2}")
_MARKUP_LINES = 3  # this many lines with tags, and a third of all, make a document markup
# Not "handle": "#367" in "&amp;#367;" looks like a hashtag.
_NOT_OURS = frozenset({"code", "link", "file", "placeholder", "off"})
_NEVER = frozenset(map(chr, (*range(9), *range(0x0B, 0x20), 0x7F, 0xFFFD)))


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """Runs of entities, line by line."""
    text = segment.text
    if "&" not in text:
        return  # the common case
    markup: bool | None = None
    line_start = line_end = -1
    meant: re.Match[str] | None = None
    letters_only = False
    for match in _RUN().finditer(text):
        if markup is None:
            markup = _is_markup(text)
        if markup:
            return
        if match.start() >= line_end:
            line_start, line_end = _line(text, match.start())
            line = text[line_start:line_end]
            meant = _TAG().search(line) or _OTHER_ESCAPE().search(line)
            letters_only = _MARKDOWN_LINK().search(line) is not None
        if not meant:
            yield from _run(segment, match.start(), match.end(), letters_only)


def _run(segment: Segment, start: int, end: int, letters_only: bool) -> Iterator[Finding]:
    """One finding for each stretch of real entities in a run that looks like entities.

    Beside a Markdown link ``&nbsp;`` and the like are meant as markup; an accented letter has no use for it even there.
    """
    text = segment.text
    stretch: list[_Unit] = []
    for match in _ONE().finditer(text, start, end):
        value = _value(match.group(), text[match.end() : match.end() + 1])
        span = Span(*match.span())
        protected = any(item.kind in _NOT_OURS for item in segment.protected.overlapping(span))
        if value is None or protected or (letters_only and not value.isalpha()) or _is_copied(match.group(), segment):
            yield from _stretch(segment, stretch)
            stretch = []
        else:
            stretch.append(_Unit(value, span.start, span.end))
    yield from _stretch(segment, stretch)


def _is_copied(entity: str, segment: Segment) -> bool:
    """True when the source has the entity too: ``&amp;`` in a string that a web page shows as it is."""
    return segment.source is not None and entity in segment.source


class _Unit(NamedTuple):
    """What stands at ``start`` to ``end`` of the text, and what it means."""

    value: str
    start: int
    end: int


def _stretch(segment: Segment, units: list[_Unit]) -> Iterator[Finding]:
    if not units:
        return
    text = segment.text
    plain = "".join(unit.value for unit in units)
    span, result, misread = Span(units[0].start, units[-1].end), plain, False
    if not plain.isascii():
        span, result, misread = _read_rightly(segment, units)
    some = "An HTML entity" if len(units) == 1 else "HTML entities"
    message = f"{some} left in the text"
    if misread:
        message += f": UTF-8 read as Windows-1252, then escaped, for “{result}”"
    applicability = Applicability.SAFE
    if _would_be_markup(result, text[span.end : span.end + 1]):
        applicability = Applicability.SUGGESTED
    fix = Fix((Edit(span, result),), applicability, f"Replace with {_shown(result)}")
    yield Finding.at(text, span, check=NAME, rule="entity", message=message, fix=fix)


_NEIGHBOURS = 3  # characters of a sequence of UTF-8 that may stand unescaped beside its entities


def _read_rightly(segment: Segment, units: list[_Unit]) -> tuple[Span, str, bool]:
    """The place, the text, and whether it was UTF-8 read as Windows-1252 before it was escaped, in part or as a whole."""
    from cleanup.checks._mojibake.sequences import strict_changes
    from cleanup.text.judge import Judge

    text = segment.text
    start, end = units[0].start, units[-1].end
    low, high = start, end
    while low > max(0, start - _NEIGHBOURS) and not text[low - 1].isascii():
        low -= 1
    while high < min(len(text), end + _NEIGHBOURS) and not text[high].isascii():
        high += 1
    around = [_Unit(text[i], i, i + 1) for i in (*range(low, start), *range(end, high))]
    letters = sorted(
        [*around, *(_Unit(c, unit.start, unit.end) for unit in units for c in unit.value)], key=lambda u: u.start
    )
    read = "".join(unit.value for unit in letters)
    for charset in ("cp1252", "latin-1"):
        changes = strict_changes(read, charset)
        if changes:
            judge = Judge(segment.language, "")
            changes = [change for change in changes if _is_likely(change.new, judge)]
        changes = [
            change
            for change in changes
            if any(start <= letters[i].start < end for i in range(change.start, change.end))
        ]
        if changes:
            first = min(letters[changes[0].start].start, start)
            last = max(letters[changes[-1].end - 1].end, end)
            inside = [i for i, unit in enumerate(letters) if first <= unit.start and unit.end <= last]
            return Span(first, last), _changed(read, inside[0], inside[-1] + 1, changes), True
    return Span(start, end), "".join(unit.value for unit in units), False


def _is_likely(new: str, judge: Judge) -> bool:
    """True for what the language writes. "donn&eacute;&nbsp;&raquo;" is no Chinese character."""
    from cleanup.text.naturalness import is_printed

    return judge.knows(new) or (is_printed(new) and not new.isalpha()) or new.isascii()


def _changed(text: str, start: int, end: int, changes: list[Change]) -> str:
    pieces: list[str] = []
    for change in changes:
        pieces += (text[start : change.start], change.new)
        start = change.end
    return "".join(pieces) + text[start:end]


def _shown(text: str) -> str:
    return f"“{text}”" if text.isprintable() and text.strip() else ", ".join(f"U+{ord(c):04X}" for c in text)


def _value(entity: str, following: str) -> str | None:
    """What an entity stands for; None for what only looks like one, and for what no text may hold."""
    import html
    import html.entities

    if entity.startswith("&amp;") and len(entity) > 5:
        entity = "&" + entity[5:]  # escaped twice
    if entity.endswith(";"):
        value = _upper_case().get(entity[1:]) or html.unescape(entity)
    else:
        # A lost semicolon is believed for letters only: "&para", "&not" and "&copy" are parameters of addresses.
        value = html.entities.html5.get(entity[1:], "")
        if following == "=" or following.isalnum() or not value.isalpha() or value.isascii():
            return None
    if value == entity or not value or _NEVER.intersection(value) or "\ud800" <= value <= "\udfff":
        return None
    return value


@cache
def _upper_case() -> dict[str, str]:
    """Names of small letters in capitals, which upper-casing a text with entities makes: ``&NTILDE;``."""
    from html.entities import html5

    names = [name for name in html5 if name.endswith(";") and name[:-1].islower() and html5[name].isalpha()]
    return {name.upper()[:-1] + ";": html5[name].upper() for name in names if name.upper()[:-1] + ";" not in html5}


def _would_be_markup(result: str, following: str) -> bool:
    return ">" in result or (result.endswith("<") and (following.isalpha() or following in "/!?")) or "<" in result[:-1]


def _line(text: str, position: int) -> tuple[int, int]:
    end = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, len(text) if end < 0 else end


def _is_markup(text: str) -> bool:
    if "<" not in text:
        return False
    lines = text.split("\n")
    tagged = sum(1 for line in lines if "<" in line and _TAG().search(line))
    return tagged >= _MARKUP_LINES and tagged * 3 >= sum(1 for line in lines if line.strip())


CHECK = Check(
    name=NAME,
    stage=Stage.REPAIR,
    find=find,
    marks="&",
    about=__doc__ or "",
    rules={"entity": "An HTML entity stands in plain text."},
)
