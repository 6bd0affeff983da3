"""A file that is read in pieces of whole lines, so that its length does not matter.

For the formats in which lines stand for themselves: rows of JSON Lines, and plain text, which is looked at piece by piece
where it is long. What the first piece tells of the encoding and the language holds for the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from cleanup.document import Document
from cleanup.errors import InputError
from cleanup.formats import Format, FormatOptions
from cleanup.records import replace

PIECE, PIECE_OF_ROWS = 2_000_000, 500_000  # bytes; what is shorter is read as a whole


class Piece(NamedTuple):
    """Some lines of a file; ``line`` is the number of the first one, from 1."""

    raw: bytes
    line: int


def head_of(stream: BinaryIO, form: Format) -> tuple[bytes, bool]:
    """The beginning of a stream, and True when it goes on and can be read in pieces."""
    size = _size(form)
    head = stream.read(size + 1)
    # UTF-16 and UTF-32 have line ends of their own; such files are read as a whole.
    return head, len(head) > size and form.lines and b"\0" not in head[:8192]


def pieces(head: bytes, stream: BinaryIO, form: Format, longest: int) -> Iterator[Piece]:
    """The pieces of a stream that begins with ``head``. Raises InputError for a line that is longer than ``longest`` bytes."""
    line = 1
    waiting = head
    while waiting:
        block = stream.read(_size(form))
        if not block:
            yield Piece(waiting, line)
            return
        cut = _cut(waiting, form)
        if cut:
            yield Piece(waiting[:cut], line)
            line += waiting.count(b"\n", 0, cut)
        elif len(waiting) > longest:
            raise InputError(f"line {line} is longer than {longest // 1_000_000} MB; --max-size MB lifts the limit")
        waiting = waiting[cut:] + block


def _size(form: Format) -> int:
    return PIECE_OF_ROWS if form.fields else PIECE


def _cut(raw: bytes, form: Format) -> int:
    """Where to cut: between paragraphs if there are any, else between lines; 0 for nowhere."""
    paragraph = 0 if form.fields else raw.rfind(b"\n\n", len(raw) // 2) + 2
    return paragraph if paragraph > 1 else raw.rfind(b"\n") + 1


def told_by(first: Document, language: str | None, options: FormatOptions) -> FormatOptions:
    """The options for the later pieces, with what the first one has told."""
    encoding = options.encoding or (None if first.encoding in ("ascii", "utf-8") else first.encoding)
    return replace(options, encoding=encoding, language=options.language or language)
