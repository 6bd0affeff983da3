"""What is syntax in a Markdown text (CommonMark 0.31 with the usual extensions), found without building a tree.

Two passes: line by line for blocks (front matter, code, raw HTML, marks at the beginning of a line), then one pattern
over the prose that is left. Where Markdown dialects differ, a place counts as syntax when one of them says so: text
that is wrongly taken for syntax is only left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from cleanup.formats._html import BLOCKS
from cleanup.spans import Span
from cleanup.text.protection import Protected, ProtectedSpans

# ---- blocks -------------------------------------------------------------------------------------------------------

_FRONT_MATTER = re.compile(r"(?P<fence>---|\+\+\+)[ \t]*\n(?:.*\n){0,2000}?(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)")
# The fields of front matter that readers see; all others are for the site's machinery. A value without quote marks is
# text as long as nothing in it could be YAML.
_PROSE_FIELD = re.compile(
    r"""^
    (?: title | subtitle | description | summary | excerpt | caption | headline | abstract | alt | lead | teaser )
    [ \t]* [:=] [ \t]*
    (?: " (?P<double> [^"\\\n]+ ) " | ' (?P<single> [^'\n]+ ) ' | (?P<plain> [^\W\d_] [^\n:\#"'\[\]{}]*? ) )
    [ \t]* $
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
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
    start = 0
    front = _FRONT_MATTER.match(text)
    if front is not None:
        _take(blocks, 0, front.end(), Kind.LINES)
        start = front.end()
    lines = text[start:].split("\n")
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        _line(blocks, line, start, following)
        start += len(line) + 1
    blocks.found += _comments(text)
    hidden = ProtectedSpans(Protected(piece.span, "code") for piece in blocks.found if piece.kind is Kind.LINES)
    return _in_order([*blocks.found, *_inline(hidden.mask(text))])


def _in_order(pieces: list[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    end = 0
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


class FrontValue(NamedTuple):
    """A value of the front matter that readers see; ``quote`` is the mark around it, or empty."""

    span: Span
    quote: str


def front_values(text: str) -> Iterator[FrontValue]:
    """The values of front matter that are prose."""
    front = _FRONT_MATTER.match(text)
    if front is not None:
        quotes = {"double": '"', "single": "'", "plain": ""}
        for match in _PROSE_FIELD.finditer(text, 0, front.end()):
            group = match.lastgroup or "plain"
            yield FrontValue(Span(*match.span(group)), quotes[group])


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


# ---- within lines -------------------------------------------------------------------------------------------------

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


def _inline(text: str) -> Iterator[Piece]:
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
