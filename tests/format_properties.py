"""What every format promises, as functions that the tests of the formats call."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from cleanup.document import Document
from cleanup.edits import Edit, splice
from cleanup.formats import FormatOptions, Input, format_of, pieces_of
from cleanup.lines import Lines
from cleanup.spans import Span
from cleanup.text.decoding import decode

Texts = list[str]
prose = st.text(st.sampled_from("abcdefgh äöüßжэ中“”«»'\"\\<>&/.,;:=-_*`[](){}|#!?%\t\n😀\u00a0"), max_size=60)


def read(raw: bytes, name: str, encoding: str | None = None, **options: str | None) -> Document:
    form = format_of("-", name)
    decoded = decode(raw, encoding) if encoding else None
    return form.read(Input(raw, f"sample.{name}", decoded, FormatOptions(**options)))


def write(document: Document, edits: Sequence[Edit], name: str) -> bytes:
    return format_of("-", name).write(document, pieces_of(document, edits))


def texts(document: Document) -> Texts:
    return [part.segment.text for part in document.parts]


def flaws(document: Document) -> list[str]:
    """What the format could not read: line, rule, message."""
    lines = Lines(document.text)
    return [f"{lines.place(flaw.span.start)[0]} {flaw.rule}: {flaw.message}" for flaw in document.flaws]


def assert_identity(raw: bytes, name: str, **options: str | None) -> Document:
    """Reading and writing without an edit gives the bytes that were read, and what is read is well formed."""
    document = read(raw, name, **options)
    assert write(document, [], name) == raw
    assert all(0 <= flaw.span.start <= flaw.span.end <= len(document.text) for flaw in document.flaws)
    for part in document.parts:
        text = part.segment.text
        assert "\r" not in text or name in ("docx", "odt")
        for span, _ in part.segment.fixed:
            assert 0 <= span.start < span.end <= len(text)
        end = -1
        for block in part.map.blocks:
            assert block.new.start >= end, "blocks of a map are in order"
            end = block.new.end
    return document


def assert_edit_stays_in_place(
    raw: bytes, name: str, number: int, start: int, width: int, new: str,
    compare: Callable[[Texts], Texts] = lambda read: read, **options: str | None,
) -> None:  # fmt: skip
    """An edit of a segment, written and read again, is that edit of that segment and nothing else.

    ``number``, ``start`` and ``width`` are any numbers; they are brought into range here.
    """
    document = read(raw, name, **options)
    parts = [part for part in document.parts if part.segment.text]
    if not parts:
        return
    part = parts[number % len(parts)]
    text = part.segment.text
    start %= len(text) + 1
    span = Span(start, min(len(text), start + width))
    if (not new and not len(span)) or new == span.of(text):
        return
    lifted = part.lift(Edit(span, new))
    assert lifted is not None
    written = write(document, [lifted], name)
    expected = texts(document)
    expected[document.parts.index(part)] = splice(text, [Edit(span, new)])
    again = read(written, name, **options)
    assert compare(texts(again)) == compare(expected)
    if not document.bom and not document.losses and name not in ("docx", "odt"):
        before = document.text[: lifted.span.start].encode(document.encoding)
        after = document.text[lifted.span.end :].encode(document.encoding)
        assert written.startswith(before) and written.endswith(after), "bytes outside the edit are kept"
