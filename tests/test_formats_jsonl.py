"""JSON Lines: one field is text, everything else keeps its bytes."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from format_properties import assert_edit_stays_in_place, assert_identity, flaws, prose, read, texts, write
from hypothesis import given
from hypothesis import strategies as st

from cleanup.document import Document
from cleanup.edits import Edit
from cleanup.errors import InputError, OptionError
from cleanup.formats import Labels
from cleanup.spans import Span

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | prose,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(prose, inner, max_size=3),
    max_leaves=6,
)
rows = st.lists(
    st.fixed_dictionaries({"id": values, "text": st.text(max_size=30) | prose, "more": values}), min_size=1, max_size=4
)
numbers = st.integers(0, 10_000)


def change(raw: str, old: str, new: str, **options: str) -> str:
    document = read(raw.encode(), "jsonl", **options)
    for part in document.parts:
        start = part.segment.text.find(old)
        if start >= 0:
            edit = part.lift(Edit(Span(start, start + len(old)), new))
            assert edit is not None
            return write(document, [edit], "jsonl").decode()
    raise AssertionError(f"{old!r} is not in {texts(document)}")


def with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(rows, st.booleans(), st.sampled_from([None, (",", ":"), (" , ", "  : ")]), st.sampled_from(["\n", "\r\n"]))
def test_the_texts_are_those_that_json_reads(
    given_rows: list[dict[str, object]], ascii_only: bool, separators: tuple[str, str] | None, end: str
) -> None:
    lines = [json.dumps(row, ensure_ascii=ascii_only, separators=separators) for row in given_rows]
    raw = end.join(lines).encode("utf-8", "surrogatepass")
    document = assert_identity(raw, "jsonl")
    if not document.losses:
        assert texts(document) == [with_line_feeds(str(row["text"])) for row in given_rows]


@given(rows, st.booleans(), numbers, numbers, st.integers(0, 6), prose)
def test_an_edit_changes_its_string_only(
    given_rows: list[dict[str, object]], ascii_only: bool, number: int, start: int, width: int, new: str
) -> None:
    raw = "\n".join(json.dumps(row, ensure_ascii=ascii_only) for row in given_rows).encode("utf-8", "surrogatepass")
    if not read(raw, "jsonl").losses:
        assert_edit_stays_in_place(raw, "jsonl", number, start, width, new)


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with suppress(InputError, OptionError):
        assert_identity(raw, "jsonl")


@pytest.mark.parametrize(
    ("raw", "old", "new", "expected"),
    [
        ('{"text":"caf\\u00e9 x"}', "x", "“y”", '{"text":"caf\\u00e9 \\u201cy\\u201d"}'),
        ('{"text":"caf\\u00E9 x"}', "x", "«é", '{"text":"caf\\u00E9 \\u00AB\\u00E9"}'),
        ('{"text":"café x"}', "x", "“y”", '{"text":"café “y”"}'),
        ('{"text":"x"}\n{"text":"\\u00e4\\u00f6"}', "x", "é", '{"text":"\\u00e9"}\n{"text":"\\u00e4\\u00f6"}'),
        ('{"text":"plain x"}', "x", '"\\', '{"text":"plain \\"\\\\"}'),
        ('{"text":"a\\/b x"}', "x", "c/d", '{"text":"a\\/b c\\/d"}'),
        ('{"text":"a\\r\\nb"}', "\nb", "\n\nb", '{"text":"a\\r\\n\\r\\nb"}'),
        ('{"text":"\\ud83d\\ude00 x"}', "x", "😀", '{"text":"\\ud83d\\ude00 \\ud83d\\ude00"}'),
    ],
)
def test_new_text_is_written_in_the_style_of_the_file(raw: str, old: str, new: str, expected: str) -> None:
    assert change(raw, old, new) == expected


def test_fields_and_pointers() -> None:
    raw = '{"mt": {"out": ["a", "b x"]}, "src": "исходный", "lang": "de", "a/b": "k"}\n'
    document = read(raw.encode(), "jsonl", text_field="/mt/out/1", source_field="src", language_field="lang")
    segment = document.parts[0].segment
    assert (segment.text, segment.source, segment.language) == ("b x", "исходный", "de")
    assert texts(read(raw.encode(), "jsonl", text_field="a/b")) == ["k"]
    assert texts(read(raw.encode(), "jsonl", text_field="/a~1b")) == ["k"]


def test_the_language_of_the_run_holds_where_a_row_names_none() -> None:
    raw = b'{"text": "a", "lang": "fr"}\n{"text": "b"}\n'
    document = read(raw, "jsonl", language_field="lang", language="de")
    assert [part.segment.language for part in document.parts] == ["fr", "de"]


def test_of_a_key_that_stands_twice_the_last_is_meant() -> None:
    assert change('{"text": "one x", "text": "two x"}', "x", "y") == '{"text": "one x", "text": "two y"}'


def test_a_broken_line_is_named_and_the_others_go_through() -> None:
    raw = b'{"text": "one"}\n{"text": "two"\n\n[1]\n{"text": "three"} x\n{"other": 1}\n{"text": 5}\n{"text": "six"}\n'
    document = assert_identity(raw, "jsonl")
    assert texts(document) == ["one", "six"]
    assert [part.label for part in document.parts] == ["line 1", "line 8"]
    assert flaws(document) == [
        "2 broken-line: not JSON (Expecting ',' delimiter, column 15); left as it is",
        "4 broken-line: not a JSON object; left as it is",
        "5 broken-line: not JSON (Extra data, column 19); left as it is",
        '6 no-text: no text in the field "text"; left as it is',
        '7 no-text: no text in the field "text"; left as it is',
    ]
    assert Labels(document).at(document.flaws[0].span.start) == ""


def test_deep_nesting_is_told() -> None:
    raw = b'{"text": "one", "deep": ' + b"[" * 100_000 + b"]" * 100_000 + b'}\n{"text": "two"}\n'
    document = read(raw, "jsonl")
    assert texts(document) == ["two"]
    assert flaws(document) == ["1 broken-line: nested too deeply; left as it is"]
    assert len(document.flaws[0].span) == 200


def test_a_field_that_is_nowhere_is_an_error_with_the_nearest_name() -> None:
    with pytest.raises(OptionError, match=r'did you mean "target_text"\? name the field with --text-field'):
        read(b'{"id": 1, "target_text": "a"}\n', "jsonl", text_field="target-text")


def test_a_file_without_any_object_is_an_error() -> None:
    with pytest.raises(InputError, match="no line is a JSON object; the first one: line 1: not JSON"):
        read(b"just text\nand more\n", "jsonl")


def test_an_empty_file_has_no_parts() -> None:
    document: Document = assert_identity(b"", "jsonl")
    assert document.parts == ()
