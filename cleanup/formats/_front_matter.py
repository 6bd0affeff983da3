"""The front matter of a Markdown text (YAML or TOML): which of its values readers see, and how they are written.

Only values whose writing is understood are read; everything else is for the site's machinery and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleanup.spans import Span

_BLOCK = re.compile(r"(?P<fence>---|\+\+\+)[ \t]*\n(?:.*\n){0,2000}?(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)")
_FIELD = re.compile(
    r"""^
    (?: title | subtitle | description | summary | excerpt | caption | headline | abstract | alt | lead | teaser )
    [ \t]* (?: (?P<toml> = ) | : ) [ \t]*
    (?:
        (?: " (?P<double> (?: [^"\\\n] | \\["\\/] )+ ) "
          | ' (?P<single> (?: [^'\n] | '' )+ ) '
          | (?P<plain> [^\W\d_] (?: [^\n:\#\[\]{}] | :(?=\S) )*? )  # text as long as nothing in it could be YAML
        ) [ \t]* $
      | (?P<style> [>|] ) [-+]? [ \t]* \n (?P<lines> (?: [ \t]+ \S.*\n | [ \t]*\n )+ )
    )
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_ESCAPE = {"double": re.compile(r"\\(.)"), "single": re.compile(r"'(')")}
_LINE = re.compile(r"[ \t]*(?P<text>\S.*?)?[ \t]*\n")


class Said(NamedTuple):
    """A piece of a value: what stands at ``span``, or ``text`` in its place. A joint between two lines is kept."""

    span: Span
    text: str | None = None
    joint: bool = False


class Value(NamedTuple):
    """A value that readers see, in pieces, and the style that new text is written in."""

    pieces: tuple[Said, ...]
    style: str


def end_of_front_matter(text: str) -> int:
    """Where the text after the front matter begins; 0 when there is none. Line ends are ``\\n``."""
    block = _BLOCK.match(text)
    return block.end() if block else 0


def values(text: str) -> Iterator[Value]:
    """The values of the front matter that are prose."""
    for match in _FIELD.finditer(text, 0, end_of_front_matter(text)):
        style = match.lastgroup or "plain"
        if style == "lines":
            yield Value(tuple(_lines(text, Span(*match.span("lines")), folded=match["style"] == ">")), "lines")
        elif not (match["toml"] and (style == "plain" or (style == "single" and "''" in match["single"]))):
            pieces = tuple(_pieces(text, Span(*match.span(style)), _ESCAPE.get(style)))
            yield Value(pieces, "toml" if match["toml"] and style == "single" else style)


def _pieces(text: str, span: Span, escape: re.Pattern[str] | None) -> Iterator[Said]:
    start = span.start
    for match in escape.finditer(text, span.start, span.end) if escape else ():
        yield Said(Span(start, match.start()))
        yield Said(Span(*match.span()), match[1])
        start = match.end()
    yield Said(Span(start, span.end))


def _lines(text: str, span: Span, *, folded: bool) -> Iterator[Said]:
    """The lines of a block value; those of a folded one run on up to the next empty line."""
    end, joint = -1, ""
    for match in _LINE.finditer(text, span.start, span.end):
        if not match["text"]:
            joint = "\n\n"
            continue
        line = Span(*match.span("text"))
        if end >= 0:
            yield Said(Span(end, line.start), joint or (" " if folded else "\n"), joint=True)
        yield Said(line)
        end, joint = line.end, ""


def lacks(style: str) -> str:
    """The characters that a value of this style cannot have in new text."""
    return "\n'" if style == "toml" else "\n"


def encode(style: str, text: str) -> str:
    """A new text within a value."""
    text = text.replace("\n", " ")
    if style == "single":
        return text.replace("'", "''")
    if style == "toml":  # which has no escape for it
        return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    return text.replace("\\", "\\\\").replace('"', '\\"') if style == "double" else text
