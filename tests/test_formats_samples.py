"""The Word sample: the clean file, and the one with tracked changes, part by part."""

from __future__ import annotations

from conftest import REPOSITORY
from office_files import characters, part, parts

from cleanup.cleaner import Cleaner
from cleanup.formats import FormatOptions, Input, format_of

FOLDER = REPOSITORY / "samples" / "word-article"
RAW = (FOLDER / "input.docx").read_bytes()
BODY = "word/document.xml"


def said(raw: bytes, *, accept: bool | None = None) -> list[str]:
    return [
        "".join(character for character, _ in paragraph) for paragraph in characters(part(raw, BODY), accept=accept)
    ]


def test_the_word_sample() -> None:
    form = format_of("input.docx")
    options = FormatOptions(language="en", source_language="ru")
    document = form.read(Input(RAW, "input.docx", None, options))
    result = Cleaner(language="en", source_language="ru").clean_document(document)
    clean = form.write(document, result.edits)
    assert parts(clean).keys() == parts(RAW).keys()
    assert {name for name, content in parts(RAW).items() if parts(clean)[name] != content} == {BODY}
    assert "\n".join(said(clean)) + "\n" == (FOLDER / "expected.txt").read_text(encoding="utf-8")

    assert form.write_tracked is not None
    tracked = form.write_tracked(document, result.edits, result.decisions, "cleanup", "2024-05-01T12:00:00Z")
    assert characters(part(tracked, BODY), accept=True) == characters(part(clean, BODY))
    assert characters(part(tracked, BODY), accept=False) == characters(part(RAW, BODY))
    assert part(tracked, "word/comments.xml").count("<w:comment ") >= len(result.edits) // 2
