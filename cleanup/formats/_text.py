"""What all formats share that are text: decoding, line ends, writing the bytes back."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import cast

from cleanup.document import Document, Part, Silence
from cleanup.edits import Edit, splice
from cleanup.errors import InputError
from cleanup.formats._base import Input
from cleanup.formats._weave import Kept
from cleanup.spans import Span
from cleanup.text.decoding import Decoded, decode

_LINE_END = re.compile(r"\r\n|\r|\n")
_ATOM = re.compile(r"&[#\w]{1,32};|\\(?:u[0-9a-fA-F]{4}|.)|.", re.DOTALL)
_TOO_LONG = 4_000_000  # comparisons; such an edit rewrites everything
_WRITES_ITS_BOM = {"utf-16": 2, "utf-32": 4, "utf-8-sig": 3}  # codec: length of the mark that it writes unasked


def decoded(given: Input) -> Decoded:
    """The file's text: what somebody has decoded already, or what the bytes tell by themselves."""
    return given.decoded or decode(given.raw, language=given.options.language)


def declared(given: Input, pattern: re.Pattern[bytes]) -> tuple[Decoded, tuple[str, ...]]:
    """The file's text in the encoding that it declares, which the first group of ``pattern`` that takes part names.

    What the bytes themselves prove goes over the declaration: a byte order mark, valid UTF-8 beyond ASCII. A declaration
    that does not hold is a note.
    """
    file = decoded(given)
    match = pattern.search(given.raw[:4096])
    name = next((group.decode("ascii", "replace") for group in match.groups() if group), "") if match else ""
    if not name or file.bom or given.options.encoding or _same_codec(name, file.encoding):
        return file, ()
    proven = _same_codec(file.encoding, "utf-8") and not file.losses and not given.raw.isascii()
    try:
        told = None if proven else decode(given.raw, _WEB_NAMES.get(name.casefold(), name))
    except LookupError:
        told = None
    if told is None or told.losses:
        return file, (f"the file says that it is {name}, but it is {file.encoding}",)
    return told, ()


# What pages call so is read as its Windows superset (WHATWG Encoding Standard).
_WEB_NAMES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254",
              "gb2312": "gbk", "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "tis-620": "cp874"}  # fmt: skip


def _same_codec(one: str, other: str) -> bool:
    try:
        return codecs.lookup(one).name == codecs.lookup(other).name
    except LookupError:
        return False


def line_end(text: str) -> str:
    """The line end that the text uses most, ``\\n`` when it has none."""
    if "\r" not in text:
        return "\n"  # the common case
    ends: list[str] = _LINE_END.findall(text)
    return Counter(ends).most_common(1)[0][0]


def with_line_end(end: str) -> Callable[[str], str] | None:
    """Writes ``\\n`` as ``end``; None when there is nothing to do."""
    return None if end == "\n" else partial(_ended, end)


def _ended(end: str, text: str) -> str:
    return text.replace("\n", end)


def text_document(
    given: Input,
    file: Decoded,
    parts: Iterable[Part],
    *,
    kept: Iterable[Kept] = (),
    silences: Sequence[Silence] = (),
    notes: Sequence[str] = (),
    places: Sequence[tuple[int, str]] = (),
) -> Document:
    """The document of a text file, with what ``write_text`` needs. ``kept`` are places that no edit takes away.

    ``places`` are names that a person knows places by (a cue), each with the offset in the text where it begins, in order.
    """
    in_order = sorted(kept, key=lambda item: (item.span.start, -item.span.end))
    payload = {"raw": given.raw, "kept": tuple(in_order), "places": tuple(places)}
    return Document(
        file.text,
        tuple(parts),
        given.path,
        file.encoding,
        file.bom,
        tuple(silences),
        tuple(notes),
        file.losses,
        payload,
    )


def write_text(document: Document, edits: Sequence[Edit]) -> bytes:
    """The bytes of a text file with the edits done; every byte outside them is kept.

    Raises InputError when a new text has a character that the file's encoding cannot hold.
    """
    raw = cast(bytes, document.payload["raw"])
    kept = cast(Sequence[Kept], document.payload["kept"])
    edits = [piece for edit in edits for piece in around(document.text, edit, kept)]
    if not edits:
        return raw
    for edit in edits:
        _check(document, edit)
    if not document.losses and document.bom + encoded(document.text, document.encoding) == raw:
        return document.bom + encoded(splice(document.text, edits), document.encoding)
    return _patched(document, raw, edits)


def encoded(text: str, encoding: str) -> bytes:
    """The text's bytes without a byte order mark. Raises UnicodeEncodeError."""
    body = text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "strict")
    return body[_WRITES_ITS_BOM.get(codecs.lookup(encoding).name, 0) :]


def _check(document: Document, edit: Edit) -> None:
    try:
        edit.text.encode(document.encoding)
    except UnicodeEncodeError as error:
        line = document.text.count("\n", 0, edit.span.start) + 1
        bad = edit.text[error.start]
        raise InputError(
            f"{document.path}:{line}: {bad!r} (U+{ord(bad):04X}) cannot be written in the file's encoding, "
            f"{document.encoding}; convert the file to UTF-8 first"
        ) from None


# ---- edits that span what must stay -------------------------------------------------------------------------------


def around(text: str, edit: Edit, kept: Sequence[Kept]) -> Iterator[Edit]:
    """The edit in pieces that leave out the kept places (in order) it covers; the new text goes where it belongs."""
    span = _clear_of(edit.span, kept)
    if span != edit.span:
        if not len(span) and not edit.text:
            return
        edit = Edit(span, edit.text)
    inside = list(_covered(edit.span, kept))
    if not inside:
        yield edit
        return
    borders = [
        edit.span.start,
        *(border for item in inside for border in (item.span.start, item.span.end)),
        edit.span.end,
    ]
    pieces = [Span(start, end) for start, end in zip(borders[::2], borders[1::2], strict=True)]
    old = [pieces[0].of(text)]
    for item, piece in zip(inside, pieces[1:], strict=True):
        old += (item.text, piece.of(text))
    for piece, new in zip(pieces, _around(divided(old, edit.text), inside), strict=True):
        if piece.of(text) != new:
            yield Edit(piece, new)


def _clear_of(span: Span, kept: Sequence[Kept]) -> Span:
    """The span without the part of a kept place that it begins or ends within.

    Only of a place that says itself, as the lines between paragraphs do; of a tag nothing is ever a part.
    """
    start, end = span.start, span.end
    first = bisect_left(kept, start, key=lambda item: item.span.start)
    for item in kept[max(0, first - 1) : first]:
        if item.span.start < start < item.span.end and len(item.text) == len(item.span):
            start = item.span.end if item.span.end <= end else item.span.start
            end = max(start, end if item.span.end <= end else item.span.start)
    last = bisect_left(kept, end, key=lambda item: item.span.start)
    for item in kept[max(0, last - 1) : last]:
        if item.span.start < end < item.span.end and len(item.text) == len(item.span):
            end = max(start, item.span.start)
    return Span(start, end)


def _covered(span: Span, kept: Sequence[Kept]) -> Iterator[Kept]:
    """The kept places within the span, the outermost ones."""
    end = 0
    for item in kept[bisect_left(kept, span.start, key=lambda item: item.span.start) :]:
        if item.span.start >= span.end:
            return
        if item.span.end <= span.end and item.span.start >= end:
            yield item
            end = item.span.end


def _around(texts: list[str], inside: Sequence[Kept]) -> list[str]:
    """Every second text, what is at the kept places in between left out: those say it already."""
    pieces = [texts[0]]
    for item, said, following in zip(inside, texts[1::2], texts[2::2], strict=True):
        before, found, after = said.partition(item.text) if item.text else (said, "", "")
        if item.text and not found:
            before, after = said, ""
        pieces[-1] += before
        pieces.append(after + following)
    return pieces


def divided(pieces: Sequence[str], text: str) -> list[str]:
    """A new text divided among the pieces of the old one: what is the same stays in its piece.

    What is new goes to the piece in which the old text begins that it replaces. Entities and escapes stay whole.

    >>> divided(["Luka", "shenka said"], "Lukashenko said")
    ['Luka', 'shenko said']
    """
    if len(pieces) == 1:
        return [text]  # the common case
    if text == "".join(pieces):
        return list(pieces)
    old: list[str] = []
    borders = []
    for piece in pieces:
        old += _ATOM.findall(piece)
        borders.append(len(old))
    new = _ATOM.findall(text)
    same = _same(old, new)
    cuts = [0, *(_counterpart(border, same, len(old), len(new)) for border in borders[:-1]), len(new)]
    return ["".join(new[start:end]) for start, end in pairwise(cuts)]


def _same(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which atoms of the new text are those of the old one: letters first, then what stands between them."""
    if len(old) * len(new) > _TOO_LONG:
        return []
    letters = _matched(_letters(old), _letters(new), old, new)
    same: list[tuple[int, int]] = []
    before = (-1, -1)
    for after in [*letters, (len(old), len(new))]:
        gaps = (range(before[0] + 1, after[0]), range(before[1] + 1, after[1]))
        same += [*_matched(*gaps, old, new), after]
        before = after
    return same[:-1]


def _letters(atoms: Sequence[str]) -> list[int]:
    return [number for number, atom in enumerate(atoms) if atom.isalnum()]


def _matched(
    old_places: Sequence[int], new_places: Sequence[int], old: Sequence[str], new: Sequence[str]
) -> list[tuple[int, int]]:
    """The pairs of places at which the longest common runs of the two selections stand."""
    if not old_places or not new_places:
        return []
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, [old[i] for i in old_places], [new[j] for j in new_places], autojunk=False)
    return [(old_places[i + k], new_places[j + k]) for i, j, size in matcher.get_matching_blocks() for k in range(size)]


def _counterpart(border: int, same: Sequence[tuple[int, int]], old_end: int, new_end: int) -> int:
    """Where a place of the old text is in the new one."""
    number = bisect_left(same, border, key=lambda pair: pair[0])
    last = same[number - 1] if number else (-1, -1)
    following = same[number] if number < len(same) else (old_end, new_end)
    replaced_before, replaced_after = last[0] + 1 < border, border < following[0]
    return last[1] + 1 if replaced_after and not replaced_before else following[1]


# ---- files that did not decode cleanly ----------------------------------------------------------------------------


def _patched(document: Document, raw: bytes, edits: Sequence[Edit]) -> bytes:
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
