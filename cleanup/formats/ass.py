"""SubStation Alpha subtitles (.ass, .ssa): the dialogue is one running text; styles, times and override codes stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleanup.document import Document, Flaw
from cleanup.edits import Edit
from cleanup.errors import InputError
from cleanup.formats._base import Input
from cleanup.formats._cues import Line, document_of_cues
from cleanup.formats._text import decoded, write_text
from cleanup.spans import Span

_CODE = re.compile(r"\{[^{}\n]{0,2000}\}")
_DRAWING = re.compile(r"\{[^{}\n]*\\p[1-9][^{}\n]*\}")
_BREAK = re.compile(r"\\[Nnh]")
_FIELDS = 10  # of a Dialogue line, when no Format line says otherwise; the text is the last one


def read(given: Input) -> Document:
    """One segment, the running text. Raises InputError when the file has no [Events]."""
    file = decoded(given)
    if "[events]" not in file.text.casefold():
        raise InputError(f"{given.path}: not a SubStation Alpha file: it has no [Events]")
    flaws: list[Flaw] = []
    lines = list(_lines(file.text, flaws))
    return document_of_cues(given, file, lines, code=_CODE, encode=_encode, flaws=flaws)


def write(document: Document, edits: Sequence[Edit]) -> bytes:
    """The file with the edits done in its dialogue."""
    return write_text(document, edits)


def _encode(text: str) -> str:
    return text.replace("\n", "\\N")


def _lines(text: str, flaws: list[Flaw]) -> Iterator[Line]:
    start, cues, fields = 0, 0, _FIELDS
    events = False
    for row in text.split("\n"):
        bare = row.strip("\ufeff \t\r")
        if bare.startswith("["):
            events = bare.casefold() == "[events]"
        elif events and bare.startswith("Format:"):
            fields = bare.count(",") + 1
        elif events and bare.startswith("Dialogue:"):
            cues += 1
            pieces = row.split(",", fields - 1)
            if len(pieces) < fields:
                message = f"a Dialogue line with {len(pieces)} fields of {fields}; left as it is"
                flaws.append(Flaw.in_line(start, row, "broken-line", message))
            elif not _DRAWING.search(pieces[-1]):
                end = start + len(row.rstrip("\r"))
                yield from _shown(text, Span(start + len(row) - len(pieces[-1]), end), f"cue {cues}")
        start += len(row) + 1


def _shown(text: str, span: Span, cue: str) -> Iterator[Line]:
    r"""The lines of a cue, which ``\N`` divides."""
    start, first = span.start, True
    for match in _BREAK.finditer(text, span.start, span.end):
        yield Line(Span(start, match.start()), cue, first)
        start, first = match.end(), False
    if start <= span.end:
        yield Line(Span(start, span.end), cue, first)
