"""Writing files so that a crash leaves the old file whole."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from cleanup.document import Document
from cleanup.edits import Edit, splice
from cleanup.errors import InputError
from cleanup.formats import Format


def document_bytes(
    form: Format, document: Document, edits: Sequence[Edit], encoding: str | None = None, *, is_whole: bool = True
) -> bytes:
    """The document with the edits done, ready to be written; without edits, the bytes that were read.

    What was read from a legacy encoding, or had bytes that could not be read, is written as UTF-8 where something changes,
    unless the file says itself which encoding it is in; ``encoding`` overrides. What is not ``is_whole`` is a piece of a
    file, of which other pieces may change: it is written like these.
    Raises InputError for a character that the wanted encoding cannot hold.
    """
    unchanged = is_whole and not edits
    if form.binary or (encoding is None and (unchanged or _is_utf_8(document) or document.own_encoding)):
        return form.write(document, edits)
    wanted = encoding or "utf-8"
    bom = document.bom if wanted == "utf-8" == document.encoding else b""
    text = splice(document.text, edits)
    try:
        return bom + text.encode(wanted, "surrogatepass" if wanted.startswith("utf") else "strict")
    except UnicodeEncodeError as error:
        bad, line = text[error.start], text.count("\n", 0, error.start) + 1
        raise InputError(f"{document.path}:{line}: {bad!r} (U+{ord(bad):04X}) cannot be written as {wanted}") from None


def _is_utf_8(document: Document) -> bool:
    return document.encoding in ("utf-8", "ascii") and not document.losses


def write_atomically(path: str | Path, content: bytes) -> None:
    """Put ``content`` in the file's place in one step; its mode is kept, a link is followed. Raises InputError."""
    with atomic(path) as stream:
        stream.write(content)


@contextmanager
def atomic(path: str | Path) -> Iterator[Output]:
    """A stream whose content takes the file's place when the block ends, and not at all when it ends in an exception.

    The new file is written and synced beside the old one, then renamed over it. Raises InputError where that fails; an
    OSError of the block is its own.
    """
    with _cannot_write(path):
        target = Path(path).resolve()
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(13, "Permission denied")
        import tempfile  # which loads more than all else of a run that writes to standard output

        handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    stream = os.fdopen(handle, "wb")
    try:
        yield Output(path, stream)
        with _cannot_write(path):
            stream.flush()
            os.fsync(stream.fileno())
            stream.close()
            os.chmod(name, mode)
            os.replace(name, target)
    except BaseException:
        with suppress(OSError):  # what could not be written before cannot be written now
            stream.close()
        Path(name).unlink(missing_ok=True)
        raise


class Output:
    """Takes bytes for a file. Raises InputError when they cannot be written."""

    def __init__(self, path: str | Path, stream: BinaryIO) -> None:
        self._path, self._stream = path, stream

    def write(self, content: bytes) -> int:
        """Write it; says how many bytes it was."""
        with _cannot_write(self._path):
            return self._stream.write(content)

    def flush(self) -> None:
        """Nobody reads the file before it is whole."""


@contextmanager
def _cannot_write(path: str | Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}") from None


def refuse_unwritable(path: str | Path) -> None:
    """Raises InputError when :func:`write_atomically` would fail for lack of a folder or of permission."""
    target = Path(path).resolve()
    if target.is_dir():
        raise InputError(f"cannot write {path}: it is a folder")
    if not target.parent.is_dir():
        raise InputError(f"cannot write {path}: the folder {target.parent} does not exist")
    if not os.access(target if target.exists() else target.parent, os.W_OK):
        raise InputError(f"cannot write {path}: permission denied")


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
