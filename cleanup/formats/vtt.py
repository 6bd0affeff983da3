"""WebVTT subtitles: the cues are one running text; times, settings, tags, styles and notes stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleanup.document import Document
from cleanup.edits import Edit
from cleanup.errors import InputError
from cleanup.formats._base import Input
from cleanup.formats._cues import Line, document_of_cues
from cleanup.formats._text import decoded, write_text
from cleanup.spans import Span

_TIME = re.compile(r"[ \t]*(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}[ \t]+-->[ \t]+(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}[^\n]*")
_CODE = re.compile(r"</?[A-Za-z0-9.][^<>\n]{0,300}>|</?[A-Za-z]>|<\d[^<>\n]{0,40}>")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?=\s|\Z)")


def read(given: Input) -> Document:
    """One segment, the running text. Raises InputError when the file does not begin with WEBVTT."""
    file = decoded(given)
    if not re.match(r"\ufeff?WEBVTT(?=\s|\Z)", file.text):
        raise InputError(f"{given.path}: not a WebVTT file: it does not begin with WEBVTT")
    return document_of_cues(given, file, list(_lines(file.text)), code=_CODE, encode=_encode, entities=True)


def write(document: Document, edits: Sequence[Edit]) -> bytes:
    """The file with the edits done in its cues."""
    return write_text(document, edits)


def _encode(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _lines(text: str) -> Iterator[Line]:
    start, cues, identifier = 0, 0, ""
    inside = block = first = False
    for row in text.split("\n"):
        bare = row.strip()
        if not bare:
            inside = block = False
            identifier = ""
        elif _TIME.match(row):
            cues += 1
            inside, block, first = True, False, True
        elif inside:
            yield Line(Span(start, start + len(row.rstrip("\r"))), f"cue {identifier or cues}", first)
            first = False
        elif _BLOCK.match(bare):
            block = True
        elif not block:
            identifier = bare[:60]
        start += len(row) + 1
