"""HTML entities that were left in plain text.

Finds: named and numeric character references (``&eacute;``, ``&#233;``, ``&#xE9;``), those escaped twice (``&amp;eacute;``),
    accented letters that lost their semicolon, and UTF-8 that was read as Latin-1 before it was escaped.
Why: an export escaped the text for a web page, and the step that reads it back was left out.
Wrong: ``caf&eacute; R&amp;D``
Right: ``café R&D``
Leaves alone: entities in code, links and placeholders; lines that hold tags or Markdown links, and documents that are
    markup; lines that write about escapes (``\\u00e9``, ``%C3%A9``); ``AT&T``, ``D&D;``.
Fix: safe; suggested where the result would look like a tag (``&lt;b&gt;``).
Options: none.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from html.entities import html5

from cleanup.check import Check, Options, Stage
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding
from cleanup.spans import Span
from cleanup.text.encodings import encode_single

NAME = "html-entity"

_NAME = r"[A-Za-z][A-Za-z0-9]{1,31}"
_NUMBER = r"\# (?: [0-9]{1,7} | [xX] [0-9A-Fa-f]{1,6} )"
_ENTITY = rf"& (?: amp; (?= (?:{_NAME} | {_NUMBER}) ; ) )? (?: {_NUMBER} ; | {_NAME} ;? )"
# Entities that touch are one run: a word of another script is written as a run, and so is each damaged character.
_RUN = re.compile(rf"(?:{_ENTITY}){{1,2000}}", re.VERBOSE)
_ONE = re.compile(_ENTITY, re.VERBOSE)

_TAG = re.compile(r"</?[A-Za-z][\w:-]{0,40}(?:\s[^<>\n]{0,2000})?/?>|<!--")
_MARKDOWN_LINK = re.compile(r"\]\(\S{1,2000}\)|\]:\s*\S*://")
# A line that shows other escapes writes about escapes: "\u00e9 &#233; %C3%A9 are all ways to write é".
_OTHER_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|%[0-9A-F]{2}%[0-9A-F]{2}|=[0-9A-F]{2}=[0-9A-F]{2}")
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
    for match in _RUN.finditer(text):
        if markup is None:
            markup = _is_markup(text)
        if markup:
            return
        if match.start() >= line_end:
            line_start, line_end = _line(text, match.start())
            line = text[line_start:line_end]
            meant = _TAG.search(line) or _OTHER_ESCAPE.search(line)
            letters_only = _MARKDOWN_LINK.search(line) is not None
        if not meant:
            yield from _run(segment, match.start(), match.end(), letters_only)


def _run(segment: Segment, start: int, end: int, letters_only: bool) -> Iterator[Finding]:
    """One finding for each stretch of real entities in a run that looks like entities.

    Beside a Markdown link ``&nbsp;`` and the like are meant as markup; an accented letter has no use for it even there.
    """
    text = segment.text
    stretch: list[str] = []
    stretch_start = start
    position = start
    for match in _ONE.finditer(text, start, end):
        value = _value(match.group(), text[match.end() : match.end() + 1])
        protected = any(item.kind in _NOT_OURS for item in segment.protected.overlapping(Span(*match.span())))
        if value is None or protected or (letters_only and not value.isalpha()):
            yield from _stretch(text, stretch_start, position, stretch)
            stretch, stretch_start = [], match.end()
        else:
            stretch.append(value)
        position = match.end()
    yield from _stretch(text, stretch_start, position, stretch)


def _stretch(text: str, start: int, end: int, values: list[str]) -> Iterator[Finding]:
    if not values:
        return
    plain = "".join(values)
    repaired = _twice_damaged(plain)
    result = repaired or plain
    span = Span(start, end)
    some = "An HTML entity" if len(values) == 1 else "HTML entities"
    message = f"{some} left in the text"
    if repaired:
        message += f": UTF-8 read as Latin-1, then escaped, for “{result}”"
    applicability = Applicability.SUGGESTED if _would_be_markup(result, text[end : end + 1]) else Applicability.SAFE
    fix = Fix((Edit(span, result),), applicability, f"Replace with {_shown(result)}")
    yield Finding.at(text, span, check=NAME, rule="entity", message=message, fix=fix)


def _shown(text: str) -> str:
    return f"“{text}”" if text.isprintable() and text.strip() else ", ".join(f"U+{ord(c):04X}" for c in text)


def _value(entity: str, following: str) -> str | None:
    """What an entity stands for; None for what only looks like one, and for what no text may hold."""
    if entity.startswith("&amp;") and len(entity) > 5:
        entity = "&" + entity[5:]  # escaped twice
    if entity.endswith(";"):
        value = _upper_case().get(entity[1:]) or html.unescape(entity)
    else:
        # A lost semicolon is believed for letters only: "&para", "&not" and "&copy" are parameters of addresses.
        value = html5.get(entity[1:], "")
        if following == "=" or following.isalnum() or not value.isalpha() or value.isascii():
            return None
    if value == entity or not value or _NEVER.intersection(value) or "\ud800" <= value <= "\udfff":
        return None
    return value


@cache
def _upper_case() -> dict[str, str]:
    """Names of small letters in capitals, which upper-casing a text with entities makes: ``&NTILDE;``."""
    names = [name for name in html5 if name.endswith(";") and name[:-1].islower() and html5[name].isalpha()]
    return {name.upper()[:-1] + ";": html5[name].upper() for name in names if name.upper()[:-1] + ";" not in html5}


def _twice_damaged(text: str) -> str | None:
    """The text before it was UTF-8 read as Latin-1 or Windows-1252, when it was that."""
    if len(text) < 2 or text.isascii():
        return None
    raw = encode_single(text, "cp1252") or encode_single(text, "latin-1")
    try:
        return raw.decode("utf-8") if raw else None
    except UnicodeDecodeError:
        return None


def _would_be_markup(result: str, following: str) -> bool:
    return ">" in result or (result.endswith("<") and (following.isalpha() or following in "/!?")) or "<" in result[:-1]


def _line(text: str, position: int) -> tuple[int, int]:
    end = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, len(text) if end < 0 else end


def _is_markup(text: str) -> bool:
    if "<" not in text:
        return False
    lines = text.split("\n")
    tagged = sum(1 for line in lines if "<" in line and _TAG.search(line))
    return tagged >= _MARKUP_LINES and tagged * 3 >= sum(1 for line in lines if line.strip())


CHECK = Check(
    name=NAME,
    stage=Stage.REPAIR,
    find=find,
    about=__doc__ or "",
    rules={"entity": "An HTML entity stands in plain text."},
)
