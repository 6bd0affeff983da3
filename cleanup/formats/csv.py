"""Tables in text (.csv, .tsv): one column is the text; all other fields, and the quoting, keep their bytes.

The first row names the columns, unless the text column is given by its number. A row that is too short for the text column is
told and left as it is; one that is too long is told. The delimiter of a .csv is the one that divides its first row.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple, cast

from cleanup.document import Document, Flaw, Part, Segment
from cleanup.edits import Edit, splice
from cleanup.errors import InputError, OptionError, nearest
from cleanup.formats._base import Input
from cleanup.formats._text import decoded, line_end, text_document, write_text
from cleanup.formats._weave import LazyMap, Weaver
from cleanup.records import replace
from cleanup.spans import Span
from cleanup.textmap import Block

DEFAULT_COLUMN = "text"
_DELIMITERS = ",;\t|"


class Field(NamedTuple):
    """A field: its place without quote marks, whether it has them, and whether more stands behind the closing one."""

    span: Span
    quoted: bool
    more: bool = False


Row = tuple[Field, ...]


def read(given: Input) -> Document:
    """One segment a row. Raises InputError for a quote that is never closed, OptionError for a column that is not there."""
    file = decoded(given)
    text, options = file.text, given.options
    delimiter = "\t" if given.path.casefold().endswith((".tsv", ".tab")) else _delimiter(text)
    table = list(_rows(text, delimiter, given.path))
    names = [_said(text, field) for field in table[0]] if table else []
    target = _column(names, options.text_field or DEFAULT_COLUMN, "--text-field", given.path)
    source = _column(names, options.source_field, "--source-field", given.path)
    language = _column(names, options.language_field, "--language-field", given.path)
    headless = (options.text_field or "").isdecimal() and options.text_field not in names
    end = line_end(text)
    parts: list[Part] = []
    flaws: list[Flaw] = []
    bare: list[Span] = []
    for number, row in enumerate(table if headless else table[1:], 1):
        flaws += _flaws(text, row, len(names), target)
        if target is None or len(row) <= target:
            continue
        field = row[target]
        segment = Segment(
            _said(text, field),
            _cell(text, row, language) or options.language,
            options.source_language,
            _cell(text, row, source) or options.source,
        )
        place = LazyMap(partial(_blocks, text, field))
        encode = partial(_encode, end, field.quoted)
        parts.append(Part(segment, field.span.start, place, encode, label=f"row {number}"))
        if not field.quoted:
            bare.append(field.span)
    document = text_document(given, file, parts, flaws=flaws)
    return replace(
        document, payload={**document.payload, "bare": tuple(bare), "delimiter": delimiter, "pieces": _quoted}
    )


def write(document: Document, edits: Sequence[Edit]) -> bytes:
    """The file with the edits done, which ``pieces_of`` has given the quote marks that they need."""
    return write_text(document, edits)


def _quoted(document: Document, edits: Sequence[Edit]) -> list[Edit]:
    """The edits, where a field that now needs quote marks gets them."""
    bare = cast(Sequence[Span], document.payload["bare"])
    special = cast(str, document.payload["delimiter"]) + '"\r\n'
    done: list[Edit] = []
    for field, inside in _by_field(bare, edits):
        if field is not None and any(mark in edit.text for edit in inside for mark in special):
            done.append(
                Edit(field, f'"{splice(field.of(document.text), _local(inside, field)).replace(chr(34), chr(34) * 2)}"')
            )
        else:
            done += inside
    return done


def _by_field(bare: Sequence[Span], edits: Sequence[Edit]) -> Iterator[tuple[Span | None, list[Edit]]]:
    """The edits of each field without quote marks together, all others alone with None."""
    together: list[Edit] = []
    current: Span | None = None
    for edit in edits:
        number = bisect_left(bare, edit.span.end, key=lambda span: span.end)
        field = bare[number] if number < len(bare) and bare[number].contains(edit.span) else None
        if together and (field is None or field != current):
            yield current, together
            together = []
        current = field
        together.append(edit)
    if together:
        yield current, together


def _local(edits: Sequence[Edit], field: Span) -> list[Edit]:
    return [Edit(edit.span.shifted(-field.start), edit.text) for edit in edits]


def _encode(end: str, quoted: bool, text: str) -> str:
    text = text.replace("\n", end) if end != "\n" else text
    return text.replace('"', '""') if quoted else text


def _flaws(text: str, row: Row, width: int, target: int | None) -> Iterator[Flaw]:
    """What a person must know of a row: it has not as many columns as the first one, or its quote marks are wrong."""
    count, start = len(row), row[0].span.start - row[0].quoted
    line = text[start : row[-1].span.end + row[-1].quoted].partition("\n")[0]
    if not any(len(field.span) for field in row):
        return
    if target is None or count <= target:
        message = f"a row of {count} columns, without the text column; left as it is"
        yield Flaw.in_line(start, line, "ragged-row", message)
    elif any(len(field.span) for field in row[width:]):
        message = (
            f"a row of {count} columns where the first one has {width}: a delimiter in a text without quote marks?"
        )
        yield Flaw.in_line(start, line, "ragged-row", message)
    if any(field.more for field in row):
        yield Flaw.in_line(start, line, "broken-line", "text behind a closing quote mark, which is not read")


# ---- rows -----------------------------------------------------------------------------------------------------------


def _delimiter(text: str) -> str:
    """The one that occurs most in the first row, outside quote marks; a comma when none does."""
    head = text.split("\n", 1)[0]
    outside = "".join(head.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def _rows(text: str, delimiter: str, path: str) -> Iterator[Row]:
    """The rows of the table, as RFC 4180 and the spreadsheets have it. Empty lines are no rows."""
    end_of_bare = re.compile(rf"[{re.escape(delimiter)}\r\n]")
    position = 1 if text.startswith("\ufeff") else 0
    fields: list[Field] = []
    while position <= len(text):
        if text.startswith('"', position):
            close = _closing(text, position + 1)
            if close < 0:
                line = text.count("\n", 0, position) + 1
                raise InputError(f"{path}:{line}: a field begins with a quote mark that is never closed")
            found = end_of_bare.search(text, close + 1)
            behind = text[close + 1 : found.start() if found else None]
            fields.append(Field(Span(position + 1, close), True, bool(behind.strip())))
        else:
            found = end_of_bare.search(text, position)
            fields.append(Field(Span(position, found.start() if found else len(text)), False))
        if found is not None and found[0] == delimiter:
            position = found.end()
            continue
        if len(fields) > 1 or len(fields[0].span) or fields[0].quoted:
            yield tuple(fields)
        if found is None:
            return
        position = found.end() + text.startswith("\r\n", found.start())
        fields = []


def _closing(text: str, position: int) -> int:
    """Where the quote mark is that closes a field; two in a row stand for one within it. -1 when there is none."""
    while (position := text.find('"', position)) >= 0 and text.startswith('""', position):
        position += 2
    return position


def _woven(text: str, field: Field) -> Weaver:
    weaver = Weaver(text)
    start, end = field.span.start, field.span.end
    if field.quoted:
        while (mark := text.find('""', start, end)) >= 0:
            weaver.copy(start, mark)
            weaver.put(mark, mark + 2, '"')
            start = mark + 2
    weaver.copy(start, end)
    return weaver


def _blocks(text: str, field: Field) -> Iterator[Block]:
    """The map of a field, from the beginning of its text."""
    start = field.span.start
    for old, new in _woven(text, field).map.blocks:
        if old.end > start:
            yield Block(old.shifted(-start), new)


def _said(text: str, field: Field) -> str:
    said = field.span.of(text)
    if field.quoted and '"' in said:
        said = said.replace('""', '"')
    return said.replace("\r\n", "\n").replace("\r", "\n") if "\r" in said else said


def _cell(text: str, row: Row, column: int | None) -> str | None:
    return _said(text, row[column]) or None if column is not None and column < len(row) else None


def _column(names: Sequence[str], wanted: str | None, option: str, path: str) -> int | None:
    """The number of a column, from 0. Raises OptionError when the table has no such column."""
    if wanted is None or not names:
        return None
    folded = [name.strip().casefold() for name in names]
    if wanted in names or wanted.casefold() in folded:
        return names.index(wanted) if wanted in names else folded.index(wanted.casefold())
    if wanted.isdecimal() and 1 <= int(wanted) <= len(names):
        return int(wanted) - 1
    hint = nearest(wanted, names)
    raise OptionError(
        f'{path}: no column "{wanted}"; {hint + " " if hint else ""}name one with {option} (the columns are: {", ".join(names)})'
    )
