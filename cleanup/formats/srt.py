"""SubRip subtitles: the cues are one running text; numbers, times and tags stay. Cues without a number are cues too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleanup.document import Document, Flaw
from cleanup.edits import Edit
from cleanup.errors import InputError
from cleanup.formats._base import Input
from cleanup.formats._cues import Line, document_of_cues
from cleanup.formats._text import decoded, line_end, with_line_end, write_text
from cleanup.spans import Span

_TIME = re.compile(
    r"[ \t]*-?\d{1,3}:\d{1,2}:\d{1,2}(?:[,.:]\d{1,3})?[ \t]*-{1,2}>[ \t]*-?\d{1,3}:\d{1,2}:\d{1,2}(?:[,.:]\d{1,3})?[^\n]*"
)
_NUMBER = re.compile(r"\s*\d{1,9}\s*\Z")
_CODE = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>|\{\\[^{}\n]{0,200}\}|\{[A-Za-z]:[^{}\n]{0,60}\}")


def read(given: Input) -> Document:
    """One segment, the running text. Raises InputError when no line of the file is a time."""
    file = decoded(given)
    flaws: list[Flaw] = []
    lines = list(_lines(file.text, flaws))
    if not lines and file.text.strip() and not any(_TIME.match(line) for line in file.text.splitlines()):
        raise InputError(f"{given.path}: not a SubRip file: no line is a time like 00:00:01,000 --> 00:00:02,500")
    end = with_line_end(line_end(file.text))
    return document_of_cues(given, file, lines, code=_CODE, encode=end, flaws=flaws)


def write(document: Document, edits: Sequence[Edit]) -> bytes:
    """The file with the edits done in its cues."""
    return write_text(document, edits)


def _lines(text: str, flaws: list[Flaw]) -> Iterator[Line]:
    rows = text.split("\n")
    start, number, cue, first = 0, "", "", False
    cues = 0
    for index, row in enumerate(rows):
        bare = row.strip()
        following = rows[index + 1] if index + 1 < len(rows) else ""
        if _TIME.match(row):
            cues += 1
            cue, first, number = f"cue {number or cues}", True, ""
        elif not bare:
            cue = ""
        elif _NUMBER.match(row) and _TIME.match(following):
            cue, number = "", bare
        elif cue:
            yield Line(Span(start, start + len(row.rstrip("\r"))), cue, first)
            first = False
        elif bare != "\ufeff":
            flaws.append(Flaw.in_line(start, row, "stray-line", "text outside a cue; left as it is"))
        start += len(row) + 1
