"""JSON Lines: one object a line; one field of it is the text, all others keep their bytes.

A line that is not JSON, or has no text, is told and left as it is; the others go through.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial

from cleanup.document import Document, Flaw, Part, Segment
from cleanup.edits import Edit
from cleanup.errors import InputError, OptionError, nearest
from cleanup.formats._base import Input
from cleanup.formats._json import Style, encode_like, find, look_up, path_of, style_of, value_at, weave
from cleanup.formats._text import decoded, text_document, write_text
from cleanup.formats._weave import LazyMap
from cleanup.spans import Span
from cleanup.textmap import Block

DEFAULT_FIELD = "text"


def read(given: Input) -> Document:
    """One segment a line. Raises InputError when no line is an object, OptionError when the text field is in none."""
    file = decoded(given)
    text = file.text
    rows = _Rows(text, given)
    parts = tuple(rows)
    whole = given.line == 1
    if whole and not parts and rows.flaws and not rows.objects:
        first = rows.flaws[0]
        line = text.count("\n", 0, first.span.start) + 1
        raise InputError(f"{given.path}: no line is a JSON object; the first one: line {line}: {first.message}")
    if whole and not parts and rows.objects and not rows.seen:
        raise OptionError(_no_field(given.path, rows))
    return text_document(given, file, parts, flaws=rows.flaws)


def write(document: Document, edits: Sequence[Edit]) -> bytes:
    """The file with the edits done."""
    return write_text(document, edits)


def _no_field(path: str, rows: _Rows) -> str:
    hint = nearest(rows.field, rows.keys)
    return (
        f'{path}: no line has a text in the field "{rows.field}"; {hint + " " if hint else ""}'
        f"name the field with --text-field (the first line has: {', '.join(rows.keys) or 'none'})"
    )


class _Rows:
    """The parts of a file, and what was seen on the way."""

    def __init__(self, text: str, given: Input) -> None:
        self.text, self.options, self.line = text, given.options, given.line
        self.field = self.options.text_field or DEFAULT_FIELD
        self.path = path_of(self.field)
        self.flaws: list[Flaw] = []
        self.keys: list[str] = []
        self.objects = 0
        self.seen = False  # the text field was there at least once

    def __iter__(self) -> Iterator[Part]:
        start = 0
        for number, line in enumerate(self.text.split("\n"), self.line):
            if line and not line.isspace():
                yield from self._row(number, line, start)
            start += len(line) + 1

    def _row(self, number: int, line: str, start: int) -> Iterator[Part]:
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            self._flaw(start, line, f"not JSON ({error.msg}, column {error.pos + 1})")
            return
        except (ValueError, RecursionError) as error:
            reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            self._flaw(start, line, reason)
            return
        if not isinstance(row, dict):
            self._flaw(start, line, "not a JSON object")
            return
        self.keys = self.keys or [str(key) for key in row]
        self.objects += 1
        yield from self._part(number, line, start, row)

    def _flaw(self, start: int, line: str, message: str, rule: str = "broken-line") -> None:
        self.flaws.append(Flaw.in_line(start, line, rule, f"{message}; left as it is"))

    def _part(self, number: int, line: str, start: int, row: object) -> Iterator[Part]:
        value = look_up(row, self.path)
        if not isinstance(value, str):
            if value is not None:
                self._flaw(start, line, f'no text in the field "{self.field}"', "no-text")
            return
        self.seen = True
        options = self.options
        segment = Segment(
            _with_line_feeds(value),
            self._other(row, options.language_field) or options.language,
            options.source_language,
            self._other(row, options.source_field) or options.source,
        )
        place = partial(_blocks, line, self.path)
        yield Part(segment, start, LazyMap(place), partial(_encode, self.text, line, self.path), f"line {number}")

    def _other(self, row: object, field: str | None) -> str | None:
        value = look_up(row, path_of(field)) if field else None
        return _with_line_feeds(value) if isinstance(value, str) else None


# ---- only for texts in which something was found ---------------------------------------------------------------------


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _string(line: str, path: tuple[str, ...]) -> Span:
    found = find(line, value_at(line, 0), path)
    assert found is not None
    return found.span


def _blocks(line: str, path: tuple[str, ...]) -> Iterable[Block]:
    return weave(line, _string(line, path)).map.blocks


def _encode(file: str, line: str, path: tuple[str, ...], text: str) -> str:
    raw = _string(line, path).of(line)
    shows = style_of(raw).ascii or not raw.isascii()
    return encode_like(raw, _UNUSED if shows else _file_style(file), text)


_UNUSED = Style(ascii=False, upper=False, slash=False)  # where a string shows its own style
_file_style = lru_cache(maxsize=4)(style_of)
