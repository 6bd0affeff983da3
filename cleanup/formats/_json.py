"""Strings in JSON: where they stand, what they say, and how the file writes them.

``json`` says what a value is, but not where it stood. This walks the text with the scanner of the standard library, so
that both agree on every value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.decoder import JSONDecoder
from typing import NamedTuple

from cleanup.formats._weave import Weaver
from cleanup.spans import Span

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = JSONDecoder()
_ESCAPE = re.compile(
    r"""
    \\r\\n | \\r | \r\n?                                     # every line end becomes \n
  | \\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}  # a surrogate pair
  | \\u[0-9a-fA-F]{4}
  | \\.
    """,
    re.VERBOSE,
)
_LINE_ENDS = {"\\r\\n": "\n", "\\r": "\n", "\\n": "\n", "\\u000d": "\n", "\\u000D": "\n"}
_MUST_ESCAPE = re.compile(r'[\x00-\x1f"\\\ud800-\udfff]')
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_NOT_ASCII_ESCAPE = re.compile(r"\\u(?!00[0-7])(?P<digits>[0-9a-fA-F]{4})")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


class Value(NamedTuple):
    """A value and the span of its text in the file, quote marks included."""

    value: object
    span: Span


def members(text: str, start: int) -> Iterator[tuple[str, Value]]:
    """The members of the object that begins at ``text[start]``, in their order. Raises ValueError (JSONDecodeError)."""
    position = _skip(text, start + 1)
    if text[position : position + 1] == "}":
        return
    while True:
        if text[position : position + 1] != '"':
            raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, position)
        key, position = _DECODER.raw_decode(text, position)
        position = _skip(text, position)
        if text[position : position + 1] != ":":
            raise json.JSONDecodeError("Expecting ':' delimiter", text, position)
        value = _value(text, _skip(text, position + 1))
        yield key, value
        position = _skip(text, value.span.end)
        if text[position : position + 1] == "}":
            return
        position = _after_comma(text, position)


def items(text: str, start: int) -> Iterator[Value]:
    """The items of the array that begins at ``text[start]``. Raises ValueError (JSONDecodeError)."""
    position = _skip(text, start + 1)
    if text[position : position + 1] == "]":
        return
    while True:
        value = _value(text, position)
        yield value
        position = _skip(text, value.span.end)
        if text[position : position + 1] == "]":
            return
        position = _after_comma(text, position)


def value_at(text: str, start: int) -> Value:
    """The value that begins at or after ``start``, spaces skipped. Raises ValueError (JSONDecodeError)."""
    return _value(text, _skip(text, start))


def find(text: str, value: Value, path: tuple[str, ...]) -> Value | None:
    """The value at a path of keys and numbers below ``value``; of a key that stands twice the last, as in ``json``."""
    for step in path:
        inner: Value | None = None
        if isinstance(value.value, dict):
            for key, member in members(text, value.span.start):
                inner = member if key == step else inner
        elif isinstance(value.value, list) and step.isdecimal() and int(step) < len(value.value):
            inner = next(item for number, item in enumerate(items(text, value.span.start)) if number == int(step))
        if inner is None:
            return None
        value = inner
    return value


MISSING = object()


def look_up(value: object, path: tuple[str, ...]) -> object:
    """What ``find`` would find, in a value that was read already; MISSING where there is nothing."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step, MISSING)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return MISSING
    return value


def path_of(field: str) -> tuple[str, ...]:
    """The path that a field means: a key, or the steps of a JSON pointer (RFC 6901) when it begins with a slash."""
    if not field.startswith("/"):
        return (field,)
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in field[1:].split("/"))


def _value(text: str, start: int) -> Value:
    value, end = _DECODER.raw_decode(text, start)
    return Value(value, Span(start, end))


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _after_comma(text: str, position: int) -> int:
    if text[position : position + 1] != ",":
        raise json.JSONDecodeError("Expecting ',' delimiter", text, position)
    return _skip(text, position + 1)


def weave(text: str, span: Span) -> Weaver:
    """What the JSON string at ``span`` (with its quote marks) says, with the map to where it says it."""
    weaver = Weaver(text)
    position, end = span.start + 1, span.end - 1
    if "\\" in text[position:end]:
        for match in _ESCAPE.finditer(text, position, end):
            weaver.copy(position, match.start())
            escape = match[0]
            meaning = _LINE_ENDS.get(escape)
            weaver.put(match.start(), match.end(), json.loads(f'"{escape}"') if meaning is None else meaning)
            position = match.end()
    weaver.copy(position, end)
    return weaver


class Style(NamedTuple):
    """How a file writes its strings."""

    ascii: bool  # everything beyond ASCII as \uXXXX
    upper: bool  # with capital hexadecimal digits
    slash: bool  # "/" as "\/"


def style_of(text: str) -> Style:
    """The style that a file shows; plain letters where it shows nothing."""
    escape = _NOT_ASCII_ESCAPE.search(text)
    letters = (
        next((m for m in _NOT_ASCII_ESCAPE.finditer(text) if not m["digits"].isdecimal()), None) if escape else None
    )
    return Style(
        ascii=escape is not None and text.isascii(),
        upper=letters is not None and letters["digits"].isupper(),
        slash="\\/" in text,
    )


def encode(style: Style, text: str, line_end: str = "\n") -> str:
    """The text as the inside of a JSON string in this style."""
    text = _MUST_ESCAPE.sub(lambda match: _SHORT.get(match[0]) or _number(match[0], style), text)
    if line_end != "\n":
        text = text.replace("\\n", "".join(_SHORT[character] for character in line_end))
    if style.slash:
        text = text.replace("/", "\\/")
    return _NOT_ASCII.sub(lambda match: _number(match[0], style), text) if style.ascii else text


def encode_like(raw: str, style: Style, text: str) -> str:
    """The text as the inside of a JSON string, written as the string ``raw`` was where it shows how, else in ``style``."""
    own = style_of(raw)
    end = "\\r\\n" in raw and "\r\n"
    end = end or ("\r" if "\\r" in raw and "\\n" not in raw else "\n")
    return encode(own if own.ascii or not raw.isascii() else style, text, end)


def _number(character: str, style: Style) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    units = units.upper() if style.upper else units
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))
