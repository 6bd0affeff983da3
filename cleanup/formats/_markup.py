"""Tags, comments and entities in a text, with their places: what HTML and the XML formats share.

Nothing is ever refused here: what does not look like markup is text, as browsers have it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cleanup.formats._weave import Weaver
from cleanup.spans import Span

# Every repetition is possessive or bounded, so that no text takes much more than one pass; what a browser reads to the end
# of the page when it is not closed (a comment, a script of the server) goes to the end here.
_TOKEN = re.compile(
    r"""
    (?P<comment> <!-- (?: -?> | (?: [^-] | -(?!-!?>) )*+ (?: --!?> | -*\Z ) ) )
  | (?P<cdata> <!\[CDATA\[ (?P<inside> (?: [^\]] | \](?!\]>) )*+ ) (?: \]\]> | \Z ) )
  | (?P<declaration> <![A-Za-z] (?: [^<>\[\]"'] | "[^"]{0,1000}+" | '[^']{0,1000}+' | \[ [^\]]{0,2000}+ \] )*+ > )
  | (?P<template>
        \{\{ [^{}]*+ (?: \{ [^{}]*+ \} [^{}]*+ )*+ \}\}\}?
      | \{% [^%\n]{0,1000}+ (?: % (?!\}) [^%\n]{0,1000}+ ){0,9}+ %\}
      | <% [^%]{0,4000}+ (?: % (?!>) [^%]{0,1000}+ ){0,9}+ %>
      | <\?(?: php\b | = ) [^?]*+ (?: \? (?!>) [^?]*+ )*+ (?: \?> | \Z )
      | <\? [^<>]*+ >
    )
  | (?P<tag>
        < (?P<close> /? ) (?P<name> [A-Za-z][^\s/<>"'=]*+ )
        (?P<attributes> (?:
            [^<>"'{]
          | (?<= = ) (?: "[^"]*" | '[^']*' )  # a value may hold anything, templates included
          | \{\{ [^{}]*+ \}\} | <[%?] [^<>]*+ [%?]>
          | [{"']
        )*+ ) >
    )
    """,
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""
    (?P<name> [^\s"'<>/={}]++ ) \s*+
    (?: = \s*+ (?: " (?P<double> [^"]*+ ) " | ' (?P<single> [^']*+ ) ' | (?P<bare> [^\s"'<>=`]++ ) ) )?
    """,
    re.VERBOSE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


class Token(NamedTuple):
    """A piece of markup; ``kind`` is comment, cdata, declaration, template, open, close or empty (``<br/>``)."""

    kind: str
    span: Span
    name: str = ""
    inside: Span = Span(0, 0)  # the attributes of a tag, the text of cdata


class Attribute(NamedTuple):
    """An attribute's value: its place without quote marks, and the mark around it, which may be empty."""

    span: Span
    quote: str
    value: str


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """The markup in a text; what stands between two tokens is text. Element names are in lower case."""
    while (match := _TOKEN.search(text, start)) is not None:
        span, kind = Span(*match.span()), match.lastgroup or ""
        if kind == "tag":
            kind = "close" if match["close"] else "empty" if match["attributes"].endswith("/") else "open"
            yield Token(kind, span, match["name"].casefold(), Span(*match.span("attributes")))
        elif kind == "cdata":
            yield Token(kind, span, "", Span(*match.span("inside")))
        else:
            yield Token(kind, span)
        start = span.end


def attributes(text: str, span: Span) -> Mapping[str, Attribute]:
    """The attributes of a tag, by their names in lower case; of two of one name the first holds."""
    found: dict[str, Attribute] = {}
    for match in _ATTRIBUTE.finditer(text, span.start, span.end):
        group = next((name for name in ("double", "single", "bare") if match[name] is not None), None)
        quote = {"double": '"', "single": "'"}.get(group or "", "")
        place = Span(*match.span(group)) if group else Span(match.end(), match.end())
        found.setdefault(match["name"].casefold(), Attribute(place, quote, html.unescape(place.of(text))))
    return found


def copy_decoded(weaver: Weaver, start: int, end: int) -> None:
    """Copy text with each entity as the character that it stands for."""
    if weaver.raw.find("&", start, end) >= 0:
        for match in _ENTITY.finditer(weaver.raw, start, end):
            meaning = html.unescape(match[0])
            if meaning == match[0] or "\r" in meaning:
                continue
            weaver.copy(start, match.start())
            weaver.put(match.start(), match.end(), meaning)
            start = match.end()
    weaver.copy(start, end)
