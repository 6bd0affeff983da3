"""File formats: one module a format, one line in the table.

Only the module of a format in use is imported. A module has two functions, ``read`` and ``write``; what they promise
stands at :class:`Format`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import cast

from cleanup.document import Document
from cleanup.edits import Edit
from cleanup.errors import OptionError, unknown
from cleanup.findings import Decision
from cleanup.formats._base import Format, FormatOptions, Input
from cleanup.formats._places import Labels
from cleanup.formats._weave import Kept

__all__ = ["FORMATS", "Format", "FormatOptions", "Input", "Labels", "format_of", "pieces_of", "unwritable"]


def _read(module: str, given: Input) -> Document:
    document: Document = import_module(f"cleanup.formats.{module}").read(given)
    return document


def _write(module: str, document: Document, edits: Sequence[Edit]) -> bytes:
    written: bytes = import_module(f"cleanup.formats.{module}").write(document, edits)
    return written


def _write_tracked(
    module: str, document: Document, edits: Sequence[Edit], decisions: Sequence[Decision], author: str, date: str | None
) -> bytes:
    written: bytes = import_module(f"cleanup.formats.{module}").write_tracked(document, edits, decisions, author, date)
    return written


def _format(
    name: str,
    module: str,
    *suffixes: str,
    binary: bool = False,
    fields: bool = False,
    lines: bool = False,
    tracked: bool = False,
) -> Format:
    tracking = partial(_write_tracked, module) if tracked else None
    return Format(name, suffixes, partial(_read, module), partial(_write, module), binary, fields, lines, tracking)


FORMATS: tuple[Format, ...] = (
    _format("text", "plain", ".txt", ".text", lines=True),
    _format("markdown", "markdown", ".md", ".markdown", ".mdown", ".mkd"),
    _format("docx", "docx", ".docx", ".docm", ".dotx", binary=True, tracked=True),
    _format("odt", "odt", ".odt", binary=True),
    _format("html", "html", ".html", ".htm", ".xhtml"),
    _format("xliff", "xliff", ".xlf", ".xliff", ".sdlxliff", ".mqxliff"),
    _format("tmx", "tmx", ".tmx"),
    _format("po", "po", ".po", ".pot"),
    _format("srt", "srt", ".srt"),
    _format("vtt", "vtt", ".vtt"),
    _format("ass", "ass", ".ass", ".ssa"),
    _format("jsonl", "jsonl", ".jsonl", ".ndjson", fields=True, lines=True),
    _format("json", "json", ".json", fields=True),
    _format("csv", "csv", ".csv", fields=True),
    _format("tsv", "csv", ".tsv", ".tab", fields=True),
)


def format_of(path: str, name: str | None = None) -> Format:
    """The format of that name, or the one that the path's suffix tells; plain text where neither does.

    Raises OptionError for a name that does not exist.

    >>> format_of("news/article.MD").name
    'markdown'
    """
    if name is not None:
        for form in FORMATS:
            if form.name == name:
                return form
        raise OptionError(unknown("input format", name, [form.name for form in FORMATS]))
    lowered = path.casefold()
    return next((form for form in FORMATS if lowered.endswith(form.suffixes)), FORMATS[0])


def unwritable(document: Document, text: str) -> str:
    """The first character of ``text`` that the file cannot hold, because its encoding does not have it; "" when it holds all.

    ``text`` is encoded for the format already. A file that does not say its encoding is written as UTF-8, which has them all.
    """
    if not document.own_encoding or document.encoding == "utf-8":
        return ""  # the common case
    from cleanup.text.encodings import encode

    try:
        encode(text, document.encoding)
    except UnicodeEncodeError as error:
        return text[error.start]
    return ""


def pieces_of(document: Document, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits in the pieces in which they are written: around the tags, codes and times that they span and that stay.

    In a table, a field that now needs quote marks gets them. Those that would change nothing are not among the pieces.
    """
    change = cast(Callable[[Document, Sequence[Edit]], Sequence[Edit]] | None, document.payload.get("pieces"))
    if change is not None:
        edits = change(document, edits)
    kept = document.payload.get("kept")
    if not kept:
        return tuple(edits)  # the common case
    from cleanup.formats._around import around

    return tuple(piece for edit in edits for piece in around(document.text, edit, cast(Sequence[Kept], kept)))
