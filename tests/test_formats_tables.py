"""Tables and JSON documents: the named texts are segments, all other fields keep their bytes."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress

import pytest
from format_properties import assert_edit_stays_in_place, assert_identity, flaws, prose, read, texts, write
from hypothesis import given
from hypothesis import strategies as st

from cleanup.edits import Edit
from cleanup.errors import InputError, OptionError
from cleanup.spans import Span

numbers = st.integers(0, 10_000)
cells = st.text(st.sampled_from('ab "“;,\n\té'), max_size=8)


def change(raw: str, name: str, old: str, new: str, **options: str) -> str:
    document = read(raw.encode(), name, **options)
    for part in document.parts:
        start = part.segment.text.find(old)
        if start >= 0:
            edit = part.lift(Edit(Span(start, start + len(old)), new))
            assert edit is not None
            return write(document, [edit], name).decode()
    raise AssertionError(f"{old!r} is not in {texts(document)}")


# ---- CSV --------------------------------------------------------------------------------------------------------------


@given(
    st.lists(st.lists(cells, min_size=3, max_size=3), max_size=5),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_the_fields_are_those_that_csv_reads(rows: list[list[str]], quoting: int, delimiter: str, end: str) -> None:
    stream = io.StringIO()
    csv.writer(stream, quoting=quoting, delimiter=delimiter, lineterminator=end).writerows(
        [["id", "text", "more"], *rows]
    )
    document = assert_identity(stream.getvalue().encode(), "csv")
    assert texts(document) == [row[1] for row in rows]


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=4), st.booleans(), numbers, numbers,
       st.integers(0, 5), cells)  # fmt: skip
def test_an_edit_changes_its_field_only(
    rows: list[list[str]], quote: bool, number: int, start: int, width: int, new: str
) -> None:
    stream = io.StringIO()
    quoting = csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL
    csv.writer(stream, quoting=quoting).writerows([["id", "text", "more"], *rows])
    raw = stream.getvalue().encode()
    document = read(raw, "csv")
    part = [part for part in document.parts if part.segment.text][number % max(1, len(document.parts)) :][:1]
    if part:
        text = part[0].segment.text
        start %= len(text) + 1
        span = Span(start, min(len(text), start + width))
        if new or len(span):
            edit = part[0].lift(Edit(span, new))
            assert edit is not None
            expected = [list(row) for row in csv.reader(io.StringIO(raw.decode(), newline=""))]
            expected[document.parts.index(part[0]) + 1][1] = text[: span.start] + new + text[span.end :]
            written = write(document, [edit], "csv").decode()
            got = [list(row) for row in csv.reader(io.StringIO(written, newline=""))]
            assert [[cell.replace("\r\n", "\n") for cell in row] for row in got] == expected


def test_columns_by_name_and_number() -> None:
    raw = 'id;Target;src;lang\n1;"Hallo, ""du""";Hello;de\n\n2;Tschüs;;\n'
    document = assert_identity(raw.encode(), "csv", text_field="target", source_field="src", language_field="4")
    found = [(p.segment.text, p.segment.source, p.segment.language, p.label) for p in document.parts]
    assert found == [('Hallo, "du"', "Hello", "de", "row 1"), ("Tschüs", None, None, "row 2")]
    assert texts(read(b"a\tb\nc\td\n", "tsv", text_field="2")) == ["b", "d"]


@pytest.mark.parametrize(
    ("raw", "old", "new", "expected"),
    [
        ("text,n\na b,1.50\n", "a", "“c”", "text,n\n“c” b,1.50\n"),
        ("text,n\na b,1.50\n", "a", 'x, "y"', 'text,n\n"x, ""y"" b",1.50\n'),
        ('text,n\n"a ""b""",1\n', "a", '"', 'text,n\n""" ""b""",1\n'),
        ('text,n\n"a\r\nb",1\r\n', "a", "c\nd", 'text,n\n"c\r\nd\r\nb",1\r\n'),
    ],
)
def test_quoting_stays_and_comes_where_it_is_needed(raw: str, old: str, new: str, expected: str) -> None:
    assert change(raw, "csv", old, new) == expected


def test_ragged_rows_are_told() -> None:
    document = assert_identity(b'id,text\n1,one\n2\n3,three,extra\n4,four,,\n\n5,"five" and more\n,,\n', "csv")
    assert texts(document) == ["one", "three", "four", "five", ""]
    assert [part.label for part in document.parts] == ["row 1", "row 3", "row 4", "row 5", "row 6"]
    wide = "a row of 3 columns where the first one has 2: a delimiter in a text without quote marks?"
    assert flaws(document) == [
        "3 ragged-row: a row of 1 columns, without the text column; left as it is",
        f"4 ragged-row: {wide}",
        "7 broken-line: text behind a closing quote mark, which is not read",
    ]
    assert [flaw.span.of(document.text) for flaw in document.flaws] == ["2", "3,three,extra", '5,"five"']


def test_errors_of_tables() -> None:
    with pytest.raises(
        OptionError,
        match=r'no column "text"; did you mean "target"\? name one with --text-field \(the columns are: id, target\)',
    ):
        read(b"id,target\n1,a\n", "csv")
    with pytest.raises(InputError, match=r"sample\.csv:3: a field begins with a quote mark that is never closed"):
        read(b'text\none\n"two\nthree\n', "csv")
    assert assert_identity(b"", "csv").parts == ()


@given(st.binary(max_size=60))
def test_any_bytes_are_a_table_or_refused(raw: bytes) -> None:
    with suppress(InputError, OptionError):
        assert_identity(b"text," + raw, "csv")


# ---- JSON -------------------------------------------------------------------------------------------------------------

values = st.recursive(
    st.none() | st.integers() | prose,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(prose, inner, max_size=3),
)


@given(st.dictionaries(prose, values, max_size=4), st.booleans(), st.sampled_from([None, 2]))
def test_the_strings_are_those_that_json_reads(
    messages: dict[str, object], ascii_only: bool, indent: int | None
) -> None:
    raw = json.dumps({"messages": messages}, ensure_ascii=ascii_only, indent=indent).encode()
    strings = [value for value in messages.values() if isinstance(value, str)]
    if strings:
        assert texts(assert_identity(raw, "json", text_field="/messages/*")) == strings


@given(st.lists(prose.filter(bool), min_size=1, max_size=4), st.booleans(), numbers, numbers, st.integers(0, 5), prose)
def test_an_edit_changes_its_string_only(
    strings: list[str], ascii_only: bool, number: int, start: int, width: int, new: str
) -> None:
    raw = json.dumps([{"n": 1.50, "text": text} for text in strings], ensure_ascii=ascii_only, indent=1).encode()
    assert_edit_stays_in_place(raw, "json", number, start, width, new)


def test_pointers_with_stars_go_together() -> None:
    raw = '{"rows": [{"mt": "Hallo", "src": "Hello", "l": "de"}, {"mt": 5}, {"mt": "Salut", "src": 1}]}'
    document = assert_identity(
        raw.encode(), "json", text_field="/rows/*/mt", source_field="/rows/*/src", language_field="/rows/*/l"
    )
    found = [(p.segment.text, p.segment.source, p.segment.language, p.label) for p in document.parts]
    assert found == [("Hallo", "Hello", "de", "/rows/0/mt"), ("Salut", None, None, "/rows/2/mt")]


def test_errors_of_json() -> None:
    with pytest.raises(InputError, match=r"sample\.json:2:1: not JSON: Expecting ',' delimiter"):
        read(b'{"text": 1\n"b"}', "json")
    with pytest.raises(InputError, match="nested too deeply"):
        read(b"[" * 100_000, "json")
    with pytest.raises(OptionError, match=r'no text at "text"; name the texts .* \(the keys here are: a, b\)'):
        read(b'{"a": "x", "b": 1}', "json")
    assert assert_identity(b" \n", "json").parts == ()
