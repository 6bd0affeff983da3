"""Subtitles: sentences run over lines and cues; times, numbers and tags stay."""

from __future__ import annotations

import pytest
from format_properties import assert_identity, flaws, read, texts, write
from hypothesis import given
from hypothesis import strategies as st

from cleanup.edits import Edit
from cleanup.errors import InputError
from cleanup.spans import Span

SRT = """1
00:00:01,000 --> 00:00:02,500
{\\an8}<i>He said “ and
then he</i> left.

2
00:00:03,000 --> 00:00:04,000 X1:10
- Who?
- Lukashenka, the

00:00:05.000 --> 00:00:06,000
president.
1984

4
00:00:07,000 --> 00:00:08,000

5
00:00:09,000 --> 00:00:10,000
我们
走吧
"""
VTT = """WEBVTT - a title

STYLE
::cue { color: red }

NOTE a note
over lines

intro
00:01.000 --> 00:02.000 align:start
<v Fred>Hello &amp; <b>good
morning</b> &lt;you&gt;

00:00:03.000 --> 00:00:04.000
<00:03.500>Bye.
"""
ASS = """[Script Info]
Title: x
[V4+ Styles]
Format: Name, Fontname
Style: Default,Arial
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,not shown
Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\i1}Hello,{\\i0} dear\\Nworld, and
Dialogue: 0,0:00:03.00,0:00:04.00,Default,Fred,0,0,0,,so on.
Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\p1}m 0 0 l 1 1{\\p0}
"""
SAMPLES = {"srt": SRT, "vtt": VTT, "ass": ASS}
TEXTS = {
    "srt": "He said “ and then he left.\n\n- Who?\n- Lukashenka, the president.\n1984 我们走吧",
    "vtt": "Hello & good morning <you> Bye.",
    "ass": "Hello, dear world, and so on.",
}


def change(name: str, old: str, new: str) -> tuple[str, str]:
    document = read(SAMPLES[name].encode(), name)
    start = document.parts[0].segment.text.index(old)
    edit = document.parts[0].lift(Edit(Span(start, start + len(old)), new))
    assert edit is not None
    return SAMPLES[name], write(document, [edit], name).decode()


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_running_text(name: str, end: str, encoding: str) -> None:
    document = assert_identity(SAMPLES[name].replace("\n", end).encode(encoding), name)
    assert texts(document) == [TEXTS[name]]


def test_places_are_cues() -> None:
    document = read(SRT.encode(), "srt")
    places = [(label, document.text[start:].split("\n")[0]) for start, label in document.payload["places"]]  # type: ignore
    assert places == [
        ("cue 1", "{\\an8}<i>He said “ and"), ("cue 2", "- Who?"), ("cue 3", "president."), ("cue 5", "我们"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "before", "after"),
    [
        ("srt", "Lukashenka", "Lukashenko", "Lukashenka", "Lukashenko"),
        ("srt", "and then", "or then", "and\nthen", "or\nthen"),
        ("srt", "the president", "a president", "the\n\n", "a\n\n"),
        ("srt", "said “ and", "said “and", "“ and", "“and"),
        (
            "vtt",
            "& good morning <you>",
            "& bad <you> & us",
            "good\nmorning</b> &lt;you&gt;",
            "bad\n</b> &lt;you&gt; &amp; us",
        ),
        ("ass", "dear world", "my world", "dear", "my"),
        ("ass", "so", "so\nso", ",so on", ",so\\Nso on"),
    ],
)
def test_edits_keep_times_and_lines(name: str, old: str, new: str, before: str, after: str) -> None:
    raw, written = change(name, old, new)
    assert written == raw.replace(before, after, 1)


@given(
    st.sampled_from(sorted(SAMPLES)),
    st.integers(0, 999),
    st.integers(0, 20),
    st.text(st.sampled_from("ab “&<"), max_size=6),
)
def test_no_edit_takes_a_time_or_a_tag_away(name: str, start: int, width: int, new: str) -> None:
    raw = SAMPLES[name]
    document = read(raw.encode(), name)
    part = document.parts[0]
    start %= len(part.segment.text) + 1
    span = Span(start, min(len(part.segment.text), start + width))
    if len(span) or new:
        edit = part.lift(Edit(span, new))
        written = write(document, [edit] if edit else [], name).decode()
        for line in raw.split("\n"):
            if "-->" in line or line.startswith(("[", "Format", "Style", "NOTE", "Comment")):
                assert line in written.split("\n")
        for code in ("{\\an8}", "<i>", "</i>", "<v Fred>", "{\\i1}", "{\\i0}", "\\N", "<00:03.500>", "</b>"):
            assert written.count(code) >= raw.count(code)


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("srt", "Just text\n", "not a SubRip file: no line is a time"),
        ("vtt", "Just text\n", "does not begin with WEBVTT"),
        ("ass", "Just text\n", r"it has no \[Events\]"),
    ],
)
def test_what_is_no_subtitle_file_is_refused(name: str, raw: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(raw.encode(), name)


def test_odd_lines_are_told() -> None:
    document = assert_identity(b"stray\n\n1\n00:00:01,000 --> 00:00:02,000\nHi\n", "srt")
    assert flaws(document) == ["1 stray-line: text outside a cue; left as it is"]
    document = assert_identity(b"[Events]\nDialogue: 0,1,2\nDialogue: 0,0,0,D,,0,0,0,,Hi\n", "ass")
    assert flaws(document) == ["2 broken-line: a Dialogue line with 3 fields of 10; left as it is"]
    assert texts(document) == ["Hi"]


@given(st.sampled_from(sorted(SAMPLES)), st.lists(st.tuples(st.integers(0, 600), st.integers(0, 600)), max_size=4))
def test_cut_files_come_back(name: str, cuts: list[tuple[int, int]]) -> None:
    raw = SAMPLES[name]
    for start, width in cuts:
        raw = raw[:start] + raw[start + width :]
    try:
        assert_identity(raw.encode(), name)
    except InputError as error:
        assert f"sample.{name}" in str(error)
