"""What is syntax within the lines of a Markdown text: code, links, emphasis, tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from cleanup.formats._html import BLOCKS
from cleanup.spans import Span


class Kind(Enum):
    """What becomes of a piece of syntax in the text that the checks see."""

    OUT = "a mark around or between words: of no width"
    LINES = "whole lines: left out with their line ends"
    BREAK = "the end of a line, where the file has a mark or lays out a line"
    SOFT = "a line end within a sentence: a space"
    TITLE = "the title of a link: a text of its own"
    CODE = "code within a line: stands in the sentence, protected"
    LINK = "an address or a label: stands in the sentence, protected"
    PLACEHOLDER = "an escape or the like: stands in the sentence, protected"


class Piece(NamedTuple):
    """A piece of syntax and its place."""

    span: Span
    kind: Kind


# A target in angle brackets, or without spaces and with brackets only in pairs.
_TARGET = r"""(?: <[^<>\n]{0,2000}> | [^\s()<>]{0,2000} (?: \( [^\s()<>]{0,500} \) [^\s()<>]{0,500} ){0,3} )"""
# Bounded by the paragraph; the backticks at both ends are of one length.
_CODE = r"""
    (?<! [`\\] ) (?P<ticks> `{1,6} ) (?! ` )
    (?: [^`\n] | (?<! ` ) \n (?! [ \t]*\n ) | (?! (?P=ticks) (?! ` ) ) ` ){1,2000}?
    (?<! ` ) (?P=ticks) (?! ` )
"""
# A dollar sign is money unless what it encloses looks like TeX.
_MATH = r"""
    \$\$ [^$]{1,2000}? \$\$
  | (?<! [\w$\\] ) \$ (?! [\s\d] ) (?= [^$\n]{0,400} [\\^_{}=] ) [^$\n]{1,400} (?<! [\s\\] ) \$ (?! [\w$] )
  | \\\( [^\n]{1,400}? \\\)
"""
_DEFINITION = rf"""
    ^ [ \t>]{{0,12}} \[ (?! \^ ) [^\]\[\n]{{1,400}} \]: [ \t]* \n? [ \t]* {_TARGET}
    (?: [ \t]+ (?: \n[ \t]* )? ["'(] (?= [^\n]{{0,1000}} ["')] [ \t]* $ ) )?
"""
# Up to the title where there is one: its quote marks are syntax, its words are text.
_LINK_END = rf"""
    \]\( [ \t\n]{{0,3}} {_TARGET} [ \t\n]{{0,3}}
    (?: \) | (?P<open> ["'(] ) (?= [^\n]{{0,1000}}? ["')] [ \t\n]{{0,3}} \) ) )
    (?: \{{[^{{}}\n]{{0,400}}\}} )?
"""
_INLINE = re.compile(
    rf"""
    (?P<code> {_CODE} )
  | (?P<math> {_MATH} )
  | (?P<escape> \\ [!-/:-@\[-`{{-~] )
  | (?P<definition> {_DEFINITION} )
  | (?P<wiki> \[\[ (?: [^\]\[|\n]{{1,400}} \| )? | \]\] )
  | (?P<footnote> \[\^[^\]\s]{{1,100}}\] )
  | (?P<autolink> < (?: [A-Za-z][A-Za-z0-9+.-]{{1,31}}: [^<>\s]{{0,2000}} | [^<>\s@]{{1,100}}@[^<>\s@]{{1,200}} ) > )
  | (?P<target> {_LINK_END} )
  | (?P<title_end> ["')] (?: [ \t\n]{{0,3}} \) | [ \t]* $ ) )
  | (?P<reference> \] [ ]? \[ (?P<label> [^\]\[\n]{{0,400}} ) \] )
  | (?P<image> !\[ )
  | (?P<attributes> \{{ [:.\#][^{{}}\n]{{1,400}} \}} )
  | (?P<expression> (?<! [{{$] ) \{{ [^\s{{}}]{{1,80}} \}} (?! \}} ) )
  | (?P<tag> </? (?P<element> [A-Za-z][\w:-]{{0,40}} ) (?: \s [^<>]{{0,1000}} )? /? > )
  | (?P<emphasis> (?P<mark> \*{{1,3}} | (?<! \w ) _{{1,3}} | _{{1,3}} (?! \w ) | ~~ | == ) )
    """,
    re.VERBOSE | re.MULTILINE,
)
_KIND = {
    "code": Kind.CODE, "math": Kind.CODE, "autolink": Kind.LINK, "escape": Kind.PLACEHOLDER, "expression": Kind.PLACEHOLDER,
}  # fmt: skip
_DEFINED = re.compile(r"^[ \t>]{0,12}\[(?!\^)([^\]\[\n]{1,400})\]:", re.MULTILINE)
_SHORTCUT = re.compile(r"\[([^\]\[\n^]{1,400})\](?![(\[:])")
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_PARAGRAPH_END = re.compile(r"\n[ \t>]*\n")


def inline(text: str) -> Iterator[Piece]:
    """The syntax within the prose; what the block pass has found to be code is masked."""
    labels = {_folded(match[1]) for match in _DEFINED.finditer(text)}
    brackets = _brackets(text)
    marks: list[re.Match[str]] = []
    title = -1  # where the title of a link has begun, -1 outside one
    for match in _INLINE.finditer(text):
        kind = _group(match)
        if kind == "emphasis":
            marks.append(match)
        elif kind == "title_end":
            if title >= 0 and match.start() - title <= 1000:
                yield Piece(Span(title, match.start()), Kind.TITLE)
                yield Piece(Span(*match.span()), Kind.OUT)
            title = -1
        elif kind == "reference":
            yield from _reference(text, match, labels, brackets)
        else:
            if match["open"] is not None or (kind == "definition" and match[0][-1] in "\"'("):
                title = match.end()
            if kind == "target":
                yield from _opening(text, brackets, match.start())
            breaks = kind == "tag" and match["element"].casefold() in _BREAKING
            yield Piece(Span(*match.span()), Kind.BREAK if breaks else _KIND.get(kind, Kind.OUT))
    if labels:
        for shortcut in _SHORTCUT.finditer(text):
            if _folded(shortcut[1]) in labels:
                yield Piece(Span(*shortcut.span()), Kind.LINK)
    yield from _emphasis(text, marks)


def _group(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    return kind if kind not in _INNER else next(name for name in _INNER.values() if match[name] is not None)


_INNER = {"ticks": "code", "open": "target", "label": "reference", "mark": "emphasis", "element": "tag"}
_BREAKING = BLOCKS | {"br"}


def _brackets(text: str) -> dict[int, int]:
    """Where the bracket is that each closing one closes."""
    found: dict[int, int] = {}
    if "](" not in text and "][" not in text and "] [" not in text:
        return found  # no link
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif opened:
            found[match.start()] = opened.pop()
    return found


def _opening(text: str, brackets: dict[int, int], close: int) -> Iterator[Piece]:
    """The bracket that begins a link; a picture's stands with its exclamation mark."""
    start = brackets.get(close)
    if start is not None and text[start - 1 : start] != "!":
        yield Piece(Span(start, start + 1), Kind.OUT)


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def _reference(text: str, match: re.Match[str], labels: set[str], brackets: dict[int, int]) -> Iterator[Piece]:
    """``][label]`` where the label is defined; of ``[label][]`` the label is what is shown, and must stay too."""
    if match["label"]:
        if _folded(match["label"]) in labels:
            yield from _opening(text, brackets, match.start())
            yield Piece(Span(*match.span()), Kind.OUT)
        return
    start = text.rfind("[", max(0, match.start() - 400), match.start())
    if start >= 0 and _folded(text[start + 1 : match.start()]) in labels:
        yield Piece(Span(start, match.end()), Kind.LINK)


def _emphasis(text: str, marks: list[re.Match[str]]) -> Iterator[Piece]:
    """Marks of emphasis that have a partner in their paragraph: one that opens before, one that closes after."""
    open_marks: dict[str, re.Match[str]] = {}
    paragraph = -1
    for match in marks:
        if paragraph < match.start():
            end = _PARAGRAPH_END.search(text, match.start())
            paragraph = end.start() if end else len(text)
            open_marks.clear()
        mark = match["mark"]
        before, after = (text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1])
        partner = open_marks.pop(mark, None) if before and not before.isspace() else None
        if partner is not None:
            yield Piece(Span(*partner.span()), Kind.OUT)
            yield Piece(Span(*match.span()), Kind.OUT)
        elif after and not after.isspace():
            open_marks[mark] = match
