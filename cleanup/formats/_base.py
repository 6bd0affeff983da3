"""What a format is, and what it is given to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cleanup.document import Document
from cleanup.edits import Edit
from cleanup.findings import Decision
from cleanup.records import field, record
from cleanup.text.decoding import Decoded


@record
class FormatOptions:
    """What the user said about the input.

    ``encoding`` goes over what the file declares. ``language`` and ``source_language`` are BCP 47 tags, ``source`` the
    text it was translated from. The ``…_field`` options name a field of a row: a key, a JSON pointer (``/a/0/b``), or a
    column (its name, or its number from 1).
    """

    language: str | None = None
    source_language: str | None = None
    source: str | None = None
    text_field: str | None = None
    source_field: str | None = None
    language_field: str | None = None
    encoding: str | None = None


@record
class Input:
    """A file to read. ``decoded`` is its text where somebody has decoded it already; ``line`` is the number of its first line,
    more than 1 in the later pieces of a long file."""

    raw: bytes
    path: str = "-"
    decoded: Decoded | None = None
    options: FormatOptions = field(default_factory=FormatOptions)
    line: int = 1


@record
class Format:
    """A file format.

    ``read`` raises InputError for what cannot be read as this format, OptionError for a field that does not exist.
    ``write`` takes edits in code points of ``document.text``, in order and without overlap, their text already encoded, as
    ``pieces_of`` gives them; without edits it gives back the bytes that were read. ``binary`` formats decode by themselves;
    the positions of their reports are those of the extracted text. ``fields`` says that the user has to name the field that is
    text, ``lines`` that lines stand for themselves, so that a long file can be read in pieces.

    ``write_tracked(document, edits, decisions, author, date)`` writes the edits as tracked changes and what was found as
    comments, in formats that have such things; ``date`` is ISO 8601 or None.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Input], Document]
    write: Callable[[Document, Sequence[Edit]], bytes]
    binary: bool = False
    fields: bool = False
    lines: bool = False
    write_tracked: Callable[[Document, Sequence[Edit], Sequence[Decision], str, str | None], bytes] | None = None
