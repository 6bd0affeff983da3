"""The table of formats, plain text, and what all formats that are text have in common."""

from __future__ import annotations

import codecs
import pickle

import pytest
from format_properties import assert_edit_stays_in_place, assert_identity, prose, read, texts, write
from hypothesis import example, given
from hypothesis import strategies as st

from cleanup import Cleaner, Outcome
from cleanup.edits import Applicability, Edit, Fix, splice
from cleanup.errors import InputError, OptionError
from cleanup.formats import FORMATS, Labels, format_of, pieces_of, unwritable
from cleanup.formats._around import divided
from cleanup.result import refusal
from cleanup.spans import Span

TEXT_FORMATS = ["text", "markdown"]
line_ends = st.sampled_from(["\n", "\r\n", "\r"])
numbers = st.integers(0, 10_000)


def test_the_suffix_decides_and_case_does_not_matter() -> None:
    assert format_of("a/b/NEWS.MD").name == "markdown"
    assert format_of("rows.jsonl").name == "jsonl"
    assert format_of("notes.xyz").name == "text"
    assert format_of("-").name == "text"
    assert format_of("notes.txt", "markdown").name == "markdown"


def test_an_unknown_format_names_the_nearest() -> None:
    with pytest.raises(OptionError, match='did you mean "markdown"'):
        format_of("-", "markdwon")


def test_names_and_suffixes_are_not_taken_twice() -> None:
    names = [form.name for form in FORMATS]
    suffixes = [suffix for form in FORMATS for suffix in form.suffixes]
    assert len(set(names)) == len(names)
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix.startswith(".") and suffix == suffix.casefold() for suffix in suffixes)


@pytest.mark.parametrize("name", TEXT_FORMATS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "utf-32", "gb18030"])
def test_every_encoding_comes_back(name: str, encoding: str) -> None:
    text = "Лукашенко сказал: «да».\r\nИ ещё одна строка, чтобы было что читать, без конца строки"
    assert_identity(text.encode(encoding), name)


@pytest.mark.parametrize("name", TEXT_FORMATS)
@given(st.binary(max_size=200))
def test_any_bytes_come_back(name: str, raw: bytes) -> None:
    assert_identity(raw, name)


@given(prose, prose, line_ends, numbers, numbers, st.integers(0, 8), prose)
def test_an_edit_changes_its_place_only(
    one: str, two: str, end: str, number: int, start: int, width: int, new: str
) -> None:
    raw = f"{one}\n{two}\n".replace("\n", end).encode()
    assert_edit_stays_in_place(raw, "text", number, start, width, new)


def test_line_ends_are_written_as_the_file_has_them() -> None:
    document = read(b"one\r\ntwo\r\n", "text")
    part = document.parts[0]
    assert part.segment.text == "one\ntwo\n"
    edit = part.lift(Edit(Span(3, 3), "\nmore"))
    assert edit is not None
    assert write(document, [edit], "text") == b"one\r\nmore\r\ntwo\r\n"


def test_bytes_that_cannot_be_read_are_kept_when_something_else_changes() -> None:
    raw = codecs.BOM_UTF8 + "Žluťoučký kůň úpěl ďábelské ódy\n".encode() * 20 + b"bad \xff\xfe byte\nend"
    document = read(raw, "text")
    assert document.losses
    start = document.text.index("end")
    assert write(document, [Edit(Span(start, start + 3), "END")], "text") == raw[:-3] + b"END"
    assert write(document, [Edit(Span(0, 1), "z")], "text") == codecs.BOM_UTF8 + b"z" + raw[5:]


def test_a_character_that_the_encoding_does_not_have_is_an_error_with_its_place() -> None:
    raw = "Съешь ещё этих мягких французских булок,\nда выпей же чаю. " * 10
    document = read(raw.encode("koi8-r"), "text", encoding="koi8-r")
    with pytest.raises(InputError, match=r"sample\.text:2: '“' \(U\+201C\) cannot be written"):
        write(document, [Edit(Span(45, 45), "“")], "text")


def test_what_can_be_written_is_told_beforehand() -> None:
    catalogue = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=koi8-r\\n"\n\nmsgid "a"\nmsgstr "да"\n'
    document = read(catalogue.encode("koi8-r"), "po")
    assert [unwritable(document, text) for text in ("Д", "a“b”")] == ["", "“"]
    assert unwritable(read("да".encode("koi8-r"), "text", encoding="koi8-r"), "“") == "", "it is written as UTF-8"


def test_edits_are_told_in_the_pieces_in_which_they_are_written() -> None:
    document = read(b"<p>Luka<b>shenka</b> said</p>", "html")
    pieces = pieces_of(document, [Edit(Span(3, 20), "He")])
    assert splice(document.text, pieces).encode() == write(document, [Edit(Span(3, 20), "He")], "html")
    assert splice(document.text, pieces) == "<p>H<b>e</b> said</p>"


def test_places_have_names() -> None:
    document = read(b"1\n00:00:01,000 --> 00:00:02,000\nHi\n\n2\n00:00:03,000 --> 00:00:04,000\nBye\n", "srt")
    labels = Labels(document)
    assert [labels.at(document.text.index(word)) for word in ("Hi", "Bye")] == ["cue 1", "cue 2"]
    rows = read(b'{"text": "a"}\n{"text": "b"}\n', "jsonl")
    assert Labels(rows).at(20) == "line 2"
    assert Labels(read(b"text", "text")).at(2) == ""


def test_documents_can_be_sent_to_another_process() -> None:
    document = read(b"one\r\ntwo", "markdown")
    copy = pickle.loads(pickle.dumps(document))
    edits = [copy.parts[0].lift(Edit(Span(0, 0), "\n"))]
    assert write(copy, edits, "markdown") == b"\r\none\r\ntwo"


@pytest.mark.parametrize(
    ("pieces", "text", "expected"),
    [
        (["Luka", "shenka"], "Lukashenko", ["Luka", "shenko"]),
        (["ab", "cd"], "", ["", ""]),
        (["ab", "cd"], "xy", ["xy", ""]),
        (["", "ab"], "zab", ["z", "ab"]),
        (["a ", " b"], "a b", ["a ", "b"]),
        (["one", "two", "three"], "onethree", ["one", "", "three"]),
    ],
)
def test_a_new_text_is_divided_among_the_old_pieces(pieces: list[str], text: str, expected: list[str]) -> None:
    assert divided(pieces, text) == expected


@given(st.lists(prose, min_size=1, max_size=5), prose)
def test_nothing_is_lost_in_dividing(pieces: list[str], text: str) -> None:
    assert "".join(divided(pieces, text)) == text
    assert divided(pieces, "".join(pieces)) == pieces


# A text, and a file of one line that holds it and in which a line end would be something else.
ONE_LINE = {
    "markdown": "A {} line\n",
    "list": "* A {}\n* item\n",
    "front matter": "---\ntitle: A {}\n---\nText.\n",
    "front matter, in quote marks": "---\ntitle: 'A {}'\n---\nText.\n",
    "front matter of TOML": "+++\ntitle = 'A {}'\n+++\nText.\n",
    "front matter, folded": "---\ntitle: >\n  A {}\n---\nText.\n",
    "title of a link": "[x](/y '{}')\n",
    "html": "<p>A {}</p>",
    "attribute": "<p title='A {}'>x</p>",
    "ass": "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,a,,0,0,0,,A {}\n",
    "srt": "1\n00:00:01,000 --> 00:00:02,000\nA {}\n",
    "vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nA {}\n",
}
CLEANERS = [Cleaner(language="en", level=level) for level in ("safe", "suggested")]
WORDS = [
    "one",
    "Two",
    " ",
    " ",
    ". ",
    ", ",
    "\u2028",
    "\x0b",
    "\u2029",
    "\u2028 ",
    '"',
    "“",
    "”",
    "- ",
    "Lukashenka",
    "a line that goes on",
]


def form_of(place: str) -> str:
    return place if place in ("ass", "srt", "vtt") else "html" if place in ("html", "attribute") else "markdown"


@pytest.mark.parametrize("place", ONE_LINE)
@given(said=st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map("".join))
@example(said="One \u2028 two.")
@example(said='"\x0bt')
@example(said='a line that goes on and on and on and on "\u2028t" more')
def test_what_is_written_is_what_was_decided(place: str, said: str) -> None:
    name = form_of(place)
    for cleaner in CLEANERS:
        document = read(ONE_LINE[place].format(said).encode(), name, language="en")
        written = format_of("", name).write(document, cleaner.clean_document(document).edits)
        assert cleaner.clean_document(read(written, name, language="en")).edits == ()


@pytest.mark.parametrize("place", ONE_LINE)
def test_a_line_break_that_a_file_cannot_hold_is_told(place: str) -> None:
    document = read(ONE_LINE[place].format("one\u2028two Lukashenka").encode(), form_of(place), language="en")
    result = CLEANERS[1].clean_document(document)
    reasons = [d.by for d in result.decisions if d.finding.rule == "line-separator" and d.outcome is Outcome.BLOCKED]
    assert reasons == ["the file can hold no line break at this place"]
    assert result.text == document.text.replace("Lukashenka", "Lukashenko")


@pytest.mark.parametrize(
    ("name", "raw"), [("text", "one\u2028two"), ("jsonl", '{"text": "one\\u2028two"}'), ("csv", "text\none\u2028two\n")]
)
def test_a_line_break_that_a_file_can_hold_is_written(name: str, raw: str) -> None:
    document = read(raw.encode(), name, language="en", text_field="text" if name != "text" else None)
    written = format_of("", name).write(document, CLEANERS[1].clean_document(document).edits)
    again = read(written, name, language="en", text_field="text" if name != "text" else None)
    assert texts(again) == ["one\ntwo"]


def test_only_what_a_fix_brings_in_is_refused() -> None:
    document = read(b"+++\ntitle = 'It is'\n+++\nTwo\n\nparagraphs\n", "markdown")
    cases = [(1, "It is", "isn't", "the file can hold no ' at this place"), (1, "It is", "isn’t", None), (1, "'It is", "'is", None),
             (0, "to\nwo", "to\na", None), (0, "to\nwo", "to\n\na", "the file can hold no line break at this place")]  # fmt: skip
    for number, text, new, reason in cases:
        refused = refusal(document, document.parts[number])
        assert refused is not None
        assert refused(text, Fix((Edit(Span(0, len(text)), new),), Applicability.SAFE, "")) == reason
    plain = read(b"Text", "text")
    assert refusal(plain, plain.parts[0]) is None
