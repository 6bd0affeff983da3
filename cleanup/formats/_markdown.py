"""What is syntax in a Markdown text (CommonMark 0.31 with the usual extensions), found without building a tree.

Two passes: line by line for blocks (front matter, code, raw HTML, marks at the beginning of a line), then one pattern
over the prose that is left. Where Markdown dialects differ, a place counts as syntax when one of them says so: text
that is wrongly taken for syntax is only left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cleanup.formats._front_matter import end_of_front_matter
from cleanup.formats._markdown_inline import Kind, Piece, inline
from cleanup.spans import Span
from cleanup.text.protected import Protected, ProtectedSpans

# ---- blocks -------------------------------------------------------------------------------------------------------

_CONTAINER = re.compile(r"(?:[ \t]{0,12}>[ \t]?)*")
_MARK = re.compile(
    r"""
    [ \t]* (?:
        (?P<list> (?: [-*+] | \d{1,9}[.)] ) (?: [ \t]+ (?: \[[ xX]\][ \t]+ )? | (?=\n|\Z) ) )
      | (?P<heading> \#{1,6} (?: [ \t]+ | (?=\n|\Z) ) )
      | (?P<definition> :[ \t]+ )
      | (?P<footnote> \[\^[^\]\s]{1,100}\]:[ \t]* )
    )
    """,
    re.VERBOSE,
)
_WHOLE_LINE = re.compile(
    r"""
    [ \t]* (?:
        (?: [*][ \t]* ){3,} | (?: -[ \t]* ){3,} | (?: _[ \t]* ){3,}             # a break between sections
      | =+[ \t]* | -+[ \t]*                                                     # the underline of a heading
      | \|? [ \t]* :?-+:? [ \t]* (?: \| [ \t]* :?-+:? [ \t]* )* \|? [ \t]*      # the line below a table's head
      | :{3,}[^\n]* | (?: !!!|\?\?\?\+? ) [ \t]+ [^\n]*                         # admonitions: their titlwith a title
      | \{[%{:][^{}\n]*[%}]\}? | <!--[^\n]*--> | \[(?: TOC|toc|_TOC_ )\]
    ) [ \t]* \Z
    """,
    re.VERBOSE,
)
_FENCE = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}|\${2}(?=[ \t]*$))")
_RAW_HTML = re.compile(r"[ \t]{0,3}<(?P<name>script|style|pre|textarea|svg|math)(?=[\s>])", re.IGNORECASE)
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*\Z")
_HARD_BREAK = re.compile(r"(?:[ ]{2,}|\\)\Z")
_WRAPPED = 40  # a shorter line of several was meant to be one: an address, a verse, a menu
_SENTENCE_END = ".!?…:;。！？؟।"
_CLOSING = "\"'”’»“‘«)]*_ \t"
_PIPE = re.compile(r"[ \t]*(?<!\\)\|[ \t]*")


@dataclass
class _Blocks:
    """The state from line to line."""

    found: list[Piece] = field(default_factory=list)
    fence: str = ""
    raw_end: str = ""
    blank: bool = True
    code: bool = False
    content: int = 0  # where the text of the innermost list item begins; 0 outside lists
    table: bool = False
    before: str = ""  # the line of prose that the next line may go on with


def syntax(text: str) -> list[Piece]:
    """The syntax of a Markdown text whose line ends are ``\\n``, in order; where two overlap, the first one stands."""
    blocks = _Blocks()
    start = end_of_front_matter(text)
    if start:
        _take(blocks, 0, start, Kind.LINES)
    lines = text[start:].split("\n")
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        _line(blocks, line, start, following)
        start += len(line) + 1
    blocks.found += _comments(text)
    hidden = ProtectedSpans(Protected(piece.span, "code") for piece in blocks.found if piece.kind is Kind.LINES)
    return _in_order([*blocks.found, *inline(hidden.mask(text))], len(text))


def _in_order(pieces: list[Piece], size: int) -> list[Piece]:
    """The pieces of a text of this size without overlaps. The last line may have no end to be left out with it."""
    kept: list[Piece] = []
    end = 0
    pieces = [Piece(Span(p.span.start, min(p.span.end, size)), p.kind) for p in pieces if p.span.start < size]
    for piece in sorted(pieces, key=lambda piece: (piece.span.start, -piece.span.end)):
        if piece.span.start >= end:
            kept.append(piece)
        elif piece.span.end > end:
            kept.append(Piece(Span(end, piece.span.end), piece.kind))
        end = max(end, piece.span.end)
    return kept


def _comments(text: str) -> Iterator[Piece]:
    """Comments; one that has its lines for itself is left out with them."""
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        alone = (not start or text[start - 1] == "\n") and (text[end + 3 : end + 4] or "\n") == "\n"
        yield Piece(Span(start, end + 3 + (alone and end + 3 < len(text))), Kind.LINES if alone else Kind.OUT)
        start = text.find("<!--", end + 3)


def _line(blocks: _Blocks, line: str, start: int, following: str) -> None:
    """Take one line: what of it is syntax, and what it means for the next line."""
    if _inside(blocks, line, start):
        return
    container = _CONTAINER.match(line)
    position = container.end() if container else 0
    body = line[position:]
    if not body.strip():
        _take(blocks, start, start + len(line), Kind.OUT)
        blocks.blank, blocks.table, blocks.before = True, False, ""
    elif _opens(blocks, body, line, start):
        blocks.before = ""
    else:
        _prose(blocks, line, start, position, following)


def _inside(blocks: _Blocks, line: str, start: int) -> bool:
    """True when the line belongs to a fence or to raw HTML that is open."""
    if blocks.fence:
        _take(blocks, start, start + len(line) + 1, Kind.LINES)
        bare = line.lstrip(" \t>").rstrip()
        if bare.startswith(blocks.fence) and not bare.strip(blocks.fence[0]):
            blocks.fence, blocks.blank = "", True
        return True
    if blocks.raw_end:
        _take(blocks, start, start + len(line) + 1, Kind.LINES)
        if blocks.raw_end in line.casefold():
            blocks.raw_end, blocks.blank = "", True
        return True
    return False


def _opens(blocks: _Blocks, body: str, line: str, start: int) -> bool:
    """True when the line is code, or opens it, or is syntax from end to end."""
    end = start + len(line) + 1
    fence = _FENCE.match(body)
    if fence is not None:
        blocks.fence = fence["fence"]
        _take(blocks, start, end, Kind.LINES)
        return True
    raw = _RAW_HTML.match(body)
    if raw is not None:
        closing = f"</{raw['name'].casefold()}"
        blocks.raw_end = "" if closing in line.casefold() else closing
        _take(blocks, start, end, Kind.LINES)
        return True
    indent = len(body) - len(body.lstrip(" \t")) + 3 * body[: len(body) - len(body.lstrip())].count("\t")
    if (blocks.blank or blocks.code) and indent >= blocks.content + 4:
        blocks.code, blocks.blank = True, False
        _take(blocks, start, end, Kind.LINES)
        return True
    blocks.code = False
    if blocks.blank and not indent and not _MARK.match(body):
        blocks.content = 0
    if _WHOLE_LINE.match(body):
        _take(blocks, start, end, Kind.LINES)
        blocks.blank = False
        return True
    return False


def _prose(blocks: _Blocks, line: str, start: int, position: int, following: str) -> None:
    """Take the marks at the beginning and the end of a line of prose."""
    heading, first = False, position
    while (mark := _MARK.match(line, position)) is not None and mark.end() > position:
        heading = mark["heading"] is not None
        position = mark.end()
        if mark["list"] is not None:
            blocks.content = position
        elif heading:
            break
    else:
        position += len(line[position:]) - len(line[position:].lstrip(" \t"))
    _beginning(blocks, line, start, position, marked=first < position and bool(line[first:position].strip()))
    end = len(line)
    tail = _HEADING_END.search(line, position) if heading else None
    tail = tail or _HARD_BREAK.search(line, position)
    if tail is not None:
        end = tail.start()
        _take(blocks, start + end, start + len(line), Kind.OUT)
    blocks.table = "|" in line and (blocks.table or _is_rule(following))
    if blocks.table:
        for pipe in _PIPE.finditer(line, position, end):
            outer = pipe.start() == position or pipe.end() == end
            _take(blocks, start + pipe.start(), start + pipe.end(), Kind.OUT if outer else Kind.BREAK)
    blocks.blank = heading
    blocks.before = "" if heading or tail is not None or blocks.table else line


def _beginning(blocks: _Blocks, line: str, start: int, position: int, *, marked: bool) -> None:
    """What stands before the text of a line; where a long line breaks off within a sentence, with its line end."""
    before = blocks.before.rstrip()
    if marked or not before:
        _take(blocks, start, start + position, Kind.OUT)
        return
    runs_on = len(before) >= _WRAPPED and before.rstrip(_CLOSING)[-1:] not in _SENTENCE_END
    _take(blocks, start - 1 - len(blocks.before) + len(before), start + position, Kind.SOFT if runs_on else Kind.BREAK)


def _is_rule(line: str) -> bool:
    return "-" in line and "|" in line and not line.strip(" \t|:->")


def _take(blocks: _Blocks, start: int, end: int, kind: Kind) -> None:
    if end > start:
        blocks.found.append(Piece(Span(start, end), kind))
