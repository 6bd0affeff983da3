"""Reading: bytes → Document. Decoding is part of the job, and what could not be read is said."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from cleanup.document import Document, Segment, prose
from cleanup.errors import InputError, OptionError
from cleanup.formats import FORMATS, Format, FormatOptions, Input, format_of
from cleanup.text.decoding import Decoded, decode

# A file that is read as a whole, or one line of a long file, may be no larger: a run holds some ten times its size in memory.
MAX_BYTES = 50_000_000

# The first bytes of what people hand over by mistake; the zip formats that can be read say so in their table entry.
_BINARY = (
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF file"), (b"PK\x03\x04", "a zip archive"), (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"), (b"MZ\x90", "a program"), (b"Rar!", "a RAR archive"), (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or PowerPoint file (save it in a current format)"),
    (b"SQLite format 3", "a database"), (b"OggS", "a sound file"), (b"ID3", "a sound file"), (b"RIFF", "a media file"),
)  # fmt: skip
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"


def read_path(path: str, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a file, ``-`` being standard input.

    Raises InputError when it is missing, a folder, not readable or too large.
    """
    try:
        if path == "-":
            return read_all(sys.stdin.buffer, path, max_bytes)
        file = Path(path)
        if file.is_dir():
            raise InputError(f"{path} is a folder, not a file")
        with file.open("rb") as stream:
            return read_all(stream, path, max_bytes)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from None


def read_all(stream: BinaryIO, path: str, max_bytes: int, head: bytes = b"") -> bytes:
    """The bytes of a stream that begins with ``head``, which was read already. Raises InputError when they are too many."""
    if _size(stream) <= max_bytes:
        raw = head + stream.read(max(0, max_bytes + 1 - len(head)))
        if len(raw) <= max_bytes:
            return raw
    raise InputError(f"{path} is larger than {max_bytes // 1_000_000} MB; --max-size MB lifts the limit")


def _size(stream: BinaryIO) -> int:
    """How large the file is, so that one that is too large is not read first; 0 for a pipe, which cannot tell."""
    try:
        return os.fstat(stream.fileno()).st_size
    except OSError:
        return 0


def read_raw(raw: bytes, path: str, options: FormatOptions, *, form: Format | None = None, line: int = 1) -> Document:
    """The document in these bytes, which begin in that line of the file.

    Raises InputError, and OptionError for an encoding or a field that does not exist.
    """
    form = form or format_of(path)
    if form.binary:
        return form.read(Input(raw, path, None, options))
    refuse_binary(raw, path)
    decoded = decode_as(raw, options.encoding, options.language)
    return form.read(Input(raw, path, decoded, options, line))


def decode_as(raw: bytes, encoding: str | None, language: str | None) -> Decoded:
    """The decoded bytes. Raises OptionError for an encoding that does not exist."""
    try:
        return decode(raw, encoding, language)
    except LookupError:
        raise OptionError(
            f'unknown encoding "{encoding}"; Python\'s names are understood, such as utf-8, windows-1251'
        ) from None


def refuse_binary(raw: bytes, path: str) -> None:
    """Raises InputError for what is no text in any encoding."""
    for mark, kind in _BINARY:
        if raw.startswith(mark):
            raise InputError(f"{path} is {kind}, not a text")
    head = raw[:8192]
    if b"\0" in head and _is_wide(head):
        return
    # A stray NUL is damage that a text can have; a tenth of control characters is no text.
    if len(head) >= 16 and len(head) - len(head.translate(None, _CONTROL)) > len(head) // 10:
        raise InputError(f"{path} is a binary file, not a text")


def _is_wide(head: bytes) -> bool:
    """UTF-16 or UTF-32: a byte order mark, or NUL bytes nearly all on one side."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return (max(even, odd) > len(head) // 8 and min(even, odd) * 10 <= max(even, odd)) or even + odd > len(head) * 0.6


def read_bytes(
    raw: bytes, language: str | None, source_language: str | None, source: str | None, encoding: str | None
) -> Document:
    """A plain text in bytes, for the library: nothing is refused."""
    decoded = decode_as(raw, encoding, language)
    part = prose(Segment(decoded.text, language, source_language, source))
    return Document(decoded.text, (part,), encoding=decoded.encoding, bom=decoded.bom, losses=decoded.losses)


def walk(paths: Iterable[str], *, with_rows: bool = False) -> list[str]:
    """The files that the paths stand for; folders are walked in the order of names, hidden ones left out.

    Files of rows (JSON, CSV, …) are taken from a folder only ``with_rows``: somebody has said which field holds the text.
    Raises InputError for a path that does not exist and a folder that holds no file of a known format.
    """
    found: list[str] = []
    for given in paths:
        path = Path(given)
        if given == "-" or path.is_file():
            found.append(given)
        elif path.is_dir():
            inside = _texts_in(path, with_rows)
            if not inside:
                raise InputError(f"no texts in the folder {given} ({', '.join(known_suffixes())})")
            found += inside
        elif path.exists():
            raise InputError(f"{given} is neither a file nor a folder")
        else:
            raise InputError(f"no such file or folder: {given}")
    return list(dict.fromkeys(found))


def _texts_in(folder: Path, with_rows: bool) -> list[str]:
    suffixes = known_suffixes(with_rows)
    return [
        str(path)
        for path in sorted(folder.rglob("*"))
        if path.suffix.casefold() in suffixes
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]


def known_suffixes(with_rows: bool = True) -> tuple[str, ...]:
    """The suffixes of all formats."""
    return tuple(suffix for form in FORMATS for suffix in form.suffixes if with_rows or not form.fields)
