"""How a file of markup writes its special characters, and writing new text like that."""

from __future__ import annotations

import re
from html.entities import codepoint2name
from typing import NamedTuple

from cleanup.text.encodings import encode

_NAMED_OR_NUMBERED = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]{2,6}|\d{3,7})|(?!amp;|lt;|gt;|quot;|apos;)[A-Za-z]{2,8});")
_NO_BREAK_SPACE = re.compile(r"&(?:nbsp|#160|#[xX][aA]0);")
_MARKS = re.compile("[&<>\"'\u00a0]|[^\x00-\x7f]")


class EntityStyle(NamedTuple):
    """How a file writes what is not ASCII."""

    encoding: str
    ascii: bool = False  # as entities throughout
    names: bool = False  # by name where there is one
    no_break_space: str = "\u00a0"


def entity_style(text: str, encoding: str, *, names: bool = True) -> EntityStyle:
    """The style that a file shows. ``names`` says whether the format knows HTML's names."""
    example = _NAMED_OR_NUMBERED.search(text)
    space = _NO_BREAK_SPACE.search(text) if "\u00a0" not in text else None
    return EntityStyle(
        encoding,
        ascii=text.isascii() and example is not None,
        names=names and example is not None and "#" not in example[0],
        no_break_space=space[0] if space else "\u00a0",
    )


def escape(style: EntityStyle, quote: str, text: str) -> str:
    """The text as it is written in this file: within an attribute in ``quote`` marks, or between tags when that is empty."""
    if _MARKS.search(text) is None:
        return text  # the common case
    return _MARKS.sub(lambda match: _written(match[0], style, quote), text)


def _written(character: str, style: EntityStyle, quote: str) -> str:
    if character in "&<>":
        return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}[character]
    if character in "\"'":
        return character if character != quote else "&quot;" if character == '"' else "&#39;"
    if character == "\u00a0" and style.no_break_space != character:
        return style.no_break_space
    if style.ascii or not _encodable(character, style.encoding):
        name = codepoint2name.get(ord(character)) if style.names else None
        return f"&{name};" if name else f"&#{ord(character)};"
    return character


def _encodable(character: str, encoding: str) -> bool:
    try:
        encode(character, encoding)
    except UnicodeEncodeError:
        return False
    return True
