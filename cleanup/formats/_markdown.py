"""What is syntax in a Markdown text (CommonMark 0.31 with the usual extensions), found without building a tree.

Two passes: line by line for blocks (front matter, code, raw HTML, marks at the beginning of a line), then one pattern
over the prose that is left. Where Markdown dialects differ, a place counts as syntax when one of them says so: text
that is wrongly protected is only left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

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
_PIPE = re.compile(r"[ \t]*(?<!\\)\|[ \t]*")


@dataclass
class _Blocks:
    """The state from line to line."""

    found: list[Protected] = field(default_factory=list)
    fence: str = ""
    raw_end: str = ""
    blank: bool = True
    code: bool = False
    content: int = 0  # where the text of the innermost list item begins; 0 outside lists
    table: bool = False


def syntax(text: str) -> Iterator[Protected]:
    """The protected spans of a Markdown text whose line ends are ``\\n``; in no order, and they may overlap."""
    blocks = _Blocks()
    start = 0
    front = _FRONT_MATTER.match(text)
    if front is not None:
        _protect(blocks, 0, front.end(), "code")
        start = front.end()
    lines = text[start:].split("\n")
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        _line(blocks, line, start, following)
        start += len(line) + 1
    blocks.found += _comments(text)
    yield from blocks.found
    hidden = ProtectedSpans(item for item in blocks.found if item.kind != "markup")
    yield from _inline(hidden.mask(text))


def _comments(text: str) -> Iterator[Protected]:
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        yield Protected(Span(start, end + 3), "code")
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
        _protect(blocks, start, start + len(line), "markup")
        blocks.blank, blocks.table = True, False
        return
    if _opens(blocks, body, line, start):
        return
    _prose(blocks, line, start, position, following)


def _inside(blocks: _Blocks, line: str, start: int) -> bool:
    """True when the line belongs to a fence or to raw HTML that is open."""
    if blocks.fence:
        _protect(blocks, start, start + len(line), "code")
        bare = line.lstrip(" \t>").rstrip()
        if bare.startswith(blocks.fence) and not bare.strip(blocks.fence[0]):
            blocks.fence, blocks.blank = "", True
        return True
    if blocks.raw_end:
        _protect(blocks, start, start + len(line), "code")
        if blocks.raw_end in line.casefold():
            blocks.raw_end, blocks.blank = "", True
        return True
    return False


def _opens(blocks: _Blocks, body: str, line: str, start: int) -> bool:
    """True when the line is code, or opens it, or is syntax from end to end."""
    end = start + len(line)
    fence = _FENCE.match(body)
    if fence is not None:
        blocks.fence = fence["fence"]
        _protect(blocks, start, end, "code")
        return True
    raw = _RAW_HTML.match(body)
    if raw is not None:
        closing = f"</{raw['name'].casefold()}"
        blocks.raw_end = "" if closing in line.casefold() else closing
        _protect(blocks, start, end, "code")
        return True
    indent = len(body) - len(body.lstrip(" \t")) + 3 * body[: len(body) - len(body.lstrip())].count("\t")
    if (blocks.blank or blocks.code) and indent >= blocks.content + 4:
        blocks.code, blocks.blank = True, False
        _protect(blocks, start, end, "code")
        return True
    blocks.code = False
    if blocks.blank and not indent and not _MARK.match(body):
        blocks.content = 0
    if _WHOLE_LINE.match(body):
        _protect(blocks, start, end, "markup")
        blocks.blank = False
        return True
    return False


def _prose(blocks: _Blocks, line: str, start: int, position: int, following: str) -> None:
    """Protect the marks at the beginning and the end of a line of prose."""
    heading = False
    while (mark := _MARK.match(line, position)) is not None and mark.end() > position:
        heading = mark["heading"] is not None
        position = mark.end()
        if mark["list"] is not None:
            blocks.content = position
        elif heading:
            break
    else:
        position += len(line[position:]) - len(line[position:].lstrip(" \t"))
    end = len(line)
    tail = _HEADING_END.search(line, position) if heading else None
    tail = tail or _HARD_BREAK.search(line, position)
    if tail is not None:
        end = tail.start()
        _protect(blocks, start + end, start + len(line), "markup")
    _protect(blocks, start, start + position, "markup")
    blocks.table = "|" in line and (blocks.table or _is_rule(following))
    if blocks.table:
        for pipe in _PIPE.finditer(line, position, end):
            _protect(blocks, start + pipe.start(), start + pipe.end(), "markup")
    blocks.blank = heading


def _is_rule(line: str) -> bool:
    return "-" in line and "|" in line and not line.strip(" \t|:->")


def _protect(blocks: _Blocks, start: int, end: int, kind: str) -> None:
    if end > start:
        blocks.found.append(Protected(Span(start, end), kind))


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
  | (?P<emphasis> (?P<mark> \*{{1,3}} | (?<! \w ) _{{1,3}} | _{{1,3}} (?! \w ) | ~~ | == ) )
    """,
    re.VERBOSE | re.MULTILINE,
)
_KIND = {
    "code": "code", "escape": "placeholder", "definition": "link", "autolink": "link", "target": "link", "math": "code",
    "reference": "link", "wiki": "link",
}  # fmt: skip
_DEFINED = re.compile(r"^[ \t>]{0,12}\[(?!\^)([^\]\[\n]{1,400})\]:", re.MULTILINE)
_SHORTCUT = re.compile(r"\[([^\]\[\n^]{1,400})\](?![(\[:])")
_PARAGRAPH_END = re.compile(r"\n[ \t>]*\n")


def _inline(text: str) -> Iterator[Protected]:
    """The syntax within the prose; what the block pass has found to be code is masked."""
    labels = {_folded(match[1]) for match in _DEFINED.finditer(text)}
    marks: list[re.Match[str]] = []
    title = -1  # where the title of a link has begun, -1 outside one
    for match in _INLINE.finditer(text):
        kind = _group(match)
        if kind == "emphasis":
            marks.append(match)
        elif kind == "title_end":
            if title >= 0 and match.start() - title <= 1000:
                yield Protected(Span(*match.span()), "link")
            title = -1
        elif kind == "reference":
            yield from _reference(text, match, labels)
        else:
            if match["open"] is not None or (kind == "definition" and match[0][-1] in "\"'("):
                title = match.end()
            yield Protected(Span(*match.span()), _KIND.get(kind, "markup"))
    if labels:
        for shortcut in _SHORTCUT.finditer(text):
            if _folded(shortcut[1]) in labels:
                yield Protected(Span(*shortcut.span()), "link")
    yield from _emphasis(text, marks)


def _group(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    return kind if kind not in ("ticks", "open", "label", "mark") else next(k for k in _GROUPS if match[k] is not None)


_GROUPS = ("code", "target", "reference", "emphasis")


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def _reference(text: str, match: re.Match[str], labels: set[str]) -> Iterator[Protected]:
    """``][label]`` where the label is defined; of ``[label][]`` the label is what is shown, and must stay too."""
    if match["label"]:
        if _folded(match["label"]) in labels:
            yield Protected(Span(*match.span()), "link")
        return
    start = text.rfind("[", max(0, match.start() - 400), match.start())
    if start >= 0 and _folded(text[start + 1 : match.start()]) in labels:
        yield Protected(Span(start, match.end()), "link")


def _emphasis(text: str, marks: list[re.Match[str]]) -> Iterator[Protected]:
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
            yield Protected(Span(*partner.span()), "markup")
            yield Protected(Span(*match.span()), "markup")
        elif after and not after.isspace():
            open_marks[mark] = match
