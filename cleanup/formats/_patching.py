"""Writing files that did not decode cleanly: what an edit does not touch keeps its very bytes."""

from __future__ import annotations

import codecs
from bisect import bisect_left
from collections.abc import Sequence

from cleanup.document import Document
from cleanup.edits import Edit, splice
from cleanup.errors import InputError
from cleanup.spans import Span
from cleanup.text.encodings import encode

_WRITES_ITS_BOM = {"utf-16": 2, "utf-32": 4, "utf-8-sig": 3}  # codec: length of the mark that it writes unasked


def encoded(text: str, encoding: str) -> bytes:
    """The text's bytes without a byte order mark. Raises UnicodeEncodeError."""
    body = encode(text, encoding)
    return body[_WRITES_ITS_BOM.get(codecs.lookup(encoding).name, 0) :]


def patched(document: Document, raw: bytes, edits: Sequence[Edit]) -> bytes:
    """For a file with places that could not be read: their bytes are kept, what lies between is written as it was."""
    keeper = _Keeper(document, raw)
    if keeper.bytes_of(0, len(document.text)) != raw[len(document.bom) :]:
        return _line_by_line(document, raw, edits)
    pieces = [document.bom]
    position = 0
    for edit in edits:
        pieces += (keeper.bytes_of(position, edit.span.start), encoded(edit.text, document.encoding))
        position = edit.span.end
    pieces.append(keeper.bytes_of(position, len(document.text)))
    return b"".join(pieces)


class _Keeper:
    """The bytes that any stretch of a decoded text was made from, by the losses that the decoder has noted."""

    def __init__(self, document: Document, raw: bytes) -> None:
        self.text, self.encoding = document.text, document.encoding
        losses = document.losses
        self.places: list[tuple[Span, bytes]] = []
        following, end = len(document.text), len(raw)
        for loss in reversed(losses):
            after = end - len(self._plain(loss.span.end, following))
            self.places.append((loss.span, raw[loss.offset : after]))
            following, end = loss.span.start, loss.offset
        self.places.reverse()

    def bytes_of(self, start: int, end: int) -> bytes:
        pieces: list[bytes] = []
        for span, lost in self.places[bisect_left(self.places, start, key=lambda place: place[0].end) :]:
            if span.start >= end:
                break
            if start <= span.start and span.end <= end:
                pieces += (self._plain(start, span.start), lost)
                start = span.end
        return b"".join((*pieces, self._plain(start, end)))

    def _plain(self, start: int, end: int) -> bytes:
        return encoded(self.text[start:end], self.encoding)


def _line_by_line(document: Document, raw: bytes, edits: Sequence[Edit]) -> bytes:
    """Lines without an edit keep their bytes; for encodings that write one text in two ways."""
    lines = raw[len(document.bom) :].split(b"\n")
    texts = document.text.split("\n")
    if len(lines) != len(texts):
        raise InputError(f"{document.path}: cannot be written back in its encoding, {document.encoding}")
    pieces = []
    start = number = 0
    pending = list(edits)
    while number < len(lines):
        first, stop = number, start + len(texts[number])
        mine: list[Edit] = []
        while pending and pending[0].span.start <= stop:
            mine.append(pending.pop(0))
            while stop < mine[-1].span.end:  # an edit across line ends takes the lines together
                number += 1
                stop += 1 + len(texts[number])
        shifted = [Edit(edit.span.shifted(-start), edit.text) for edit in mine]
        joined = "\n".join(texts[first : number + 1])
        pieces.append(encoded(splice(joined, shifted), document.encoding) if mine else lines[number])
        start, number = stop + 1, number + 1
    return document.bom + b"\n".join(pieces)
