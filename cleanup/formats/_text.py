"""What all formats share that are text: decoding, line ends, writing the bytes back."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import cast

from cleanup.document import Document, Flaw, Part, Silence
from cleanup.edits import Edit, splice
from cleanup.errors import InputError
from cleanup.formats._around import around
from cleanup.formats._base import Input
from cleanup.formats._patching import encoded, patched
from cleanup.formats._weave import Kept
from cleanup.spans import Span
from cleanup.text.decoding import Decoded, decode, mostly_utf_8

_LINE_END = re.compile(r"\r\n|\r|\n")
_C1_CONTROL = re.compile("[\x80-\x9f]")


def decoded(given: Input) -> Decoded:
    """The file's text: what somebody has decoded already, or what the bytes tell by themselves."""
    return given.decoded or decode(given.raw, language=given.options.language)


def declared(given: Input, pattern: re.Pattern[bytes], *, web: bool = False) -> tuple[Decoded, tuple[Flaw, ...]]:
    """The file's text in the encoding that it declares, which the group of ``pattern`` that takes part names.

    What the bytes themselves prove goes over the declaration: a byte order mark, valid UTF-8 beyond ASCII. UTF-8 that is
    declared may have odd bytes. A declaration that does not hold is a flaw of the file. ``web`` reads the names as browsers do.
    """
    file = decoded(given)
    match = pattern.search(given.raw[:4096])
    if match is None or match.lastindex is None or file.bom or given.options.encoding:
        return file, ()
    name = match[match.lastindex].decode("ascii", "replace")
    if _same_codec(name, file.encoding):
        return file, ()
    if _same_codec(name, "utf-8") and (faulty := mostly_utf_8(given.raw, given.options.language, declared=True)):
        return faulty, ()
    proven = _same_codec(file.encoding, "utf-8") and not file.losses and not given.raw.isascii()
    try:
        told = None if proven else _as_declared(given.raw, name, web=web)
    except LookupError:
        told = None
    if told is not None and not told.losses:
        return told, ()
    start = len(given.raw[: match.start(match.lastindex)].decode(file.encoding, "replace"))
    message = f"the file says that it is {name}, but it is {file.encoding}, and is read so"
    return file, (Flaw(Span(start, start + len(name)), "wrong-encoding", message),)


# What pages call so is read as its Windows superset (WHATWG Encoding Standard).
_WEB_NAMES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254",
              "gb2312": "gbk", "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "tis-620": "cp874"}  # fmt: skip


def _as_declared(raw: bytes, name: str, *, web: bool) -> Decoded:
    superset = _WEB_NAMES.get(name.casefold())
    told = decode(raw, superset if web and superset else name)
    if superset and not web and (told.losses or _C1_CONTROL.search(told.text)):
        return decode(raw, superset)  # it says ISO 8859-1 and means Windows-1252, as so many do
    return told


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
    own_encoding: bool = False,
    silences: Sequence[Silence] = (),
    flaws: Sequence[Flaw] = (),
    places: Sequence[tuple[int, str]] = (),
) -> Document:
    """The document of a text file, with what ``write_text`` needs. ``kept`` are places that no edit takes away.

    ``own_encoding`` says that the file names its encoding. ``places`` are names that a person knows places by (a cue), each
    with the offset in the text where it begins, in order.
    """
    in_order = sorted(kept, key=lambda item: (item.span.start, -item.span.end))
    payload = {"raw": given.raw, "kept": tuple(in_order), "places": tuple(places)}
    return Document(
        file.text,
        tuple(parts),
        given.path,
        file.encoding,
        own_encoding,
        file.bom,
        tuple(silences),
        tuple(flaws),
        file.losses,
        payload,
        line=given.line,
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
    return patched(document, raw, edits)


def _check(document: Document, edit: Edit) -> None:
    try:
        encoded(edit.text, document.encoding)
    except UnicodeEncodeError as error:
        line = document.text.count("\n", 0, edit.span.start) + 1
        bad = edit.text[error.start]
        raise InputError(
            f"{document.path}:{line}: {bad!r} (U+{ord(bad):04X}) cannot be written in the file's encoding, "
            f"{document.encoding}; convert the file to UTF-8 first"
        ) from None
