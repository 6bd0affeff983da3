"""OpenDocument texts: text across spans, everything else kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from format_properties import assert_edit_stays_in_place, assert_identity, read, texts, write
from hypothesis import given
from hypothesis import strategies as st
from office_files import convert, part, parts, zipped

from cleanup.edits import Edit
from cleanup.errors import InputError
from cleanup.spans import Span

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "style", "draw", "table")
)
BODY = """<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p></text:deletion></text:changed-region>
</text:tracked-changes><text:h>The  news</text:h>
<text:p>Luka<text:span>shen</text:span>ka said &amp;<text:s text:c="2"/>went<text:tab/>on.<text:line-break/>Next
   line <office:annotation><text:p>a remark</text:p></office:annotation><text:a>link</text:a><text:note><text:note-citation>1</text:note-citation>
<text:note-body><text:p>A note</text:p></text:note-body></text:note> end</text:p>
<table:table><table:table-cell><text:p>cell</text:p></table:table-cell></table:table>
<text:p>Page <text:page-number>17</text:page-number>.</text:p><text:p/>"""
MIME = "application/vnd.oasis.opendocument.text"


def odt(body: str, **more: str) -> bytes:
    content = f"<office:document-content {NAMES}><office:body><office:text>{body}</office:text></office:body>"
    styles = f"<office:document-styles {NAMES}><style:header><text:p>Head</text:p></style:header><text:p>x</text:p>"
    written: dict[str, str | bytes] = {
        "mimetype": MIME,
        "content.xml": f"{content}</office:document-content>",
        "styles.xml": f"{styles}</office:document-styles>",
    }
    return zipped({**written, **{name.replace("_", "."): content for name, content in more.items()}})


FILE = odt(BODY)


def test_the_text_of_a_file() -> None:
    document = assert_identity(FILE, "odt")
    assert [(part.segment.text, part.label) for part in document.parts] == [
        ("The news\n\nLukashenka said &  went\ton.\nNext line link end\n\nA note\n\ncell\n\nPage 17.", ""),
        ("Head", "page header or footer"),
    ]
    assert [s.span.of(document.text) for s in document.parts[0].segment.fixed] == ["17"]
    assert dict(document.payload["places"])[10] == 'paragraph 2 under "The news"'  # type: ignore[call-overload]


def test_an_edit_keeps_spans_and_other_parts() -> None:
    document = read(FILE, "odt")
    start = document.text.index("Lukashenka")
    written = write(document, [Edit(Span(start, start + 10), "“Lukashenko”")], "odt")
    assert "“Luka<text:span>shen</text:span>ko” said" in part(written, "content.xml")
    before, after = parts(FILE), parts(written)
    assert {name for name in before if before[name] != after[name]} == {"content.xml"}


@pytest.mark.parametrize(
    ("old", "new"), [("said", "s  d"), ("said", "a\n\tb"), ("on", " o"), ("  went", " went"), ("\t", " ")]
)
def test_white_space_is_written_so_that_it_shows(old: str, new: str) -> None:
    document = read(FILE, "odt")
    start = document.text.index(old)
    written = write(document, [Edit(Span(start, start + len(old)), new)], "odt")
    assert read(written, "odt").text == document.text.replace(old, new, 1)


@given(st.integers(0, 99), st.integers(0, 999), st.integers(0, 8), st.text(st.sampled_from("ab“<&\t\né"), max_size=4))
def test_an_edit_changes_its_place_only(number: int, start: int, width: int, new: str) -> None:
    document = read(FILE, "odt")
    segment = document.parts[number % len(document.parts)].segment
    first = start % (len(segment.text) + 1)
    last = min(len(segment.text), first + width)
    around = segment.text[max(0, first - 2) : last + 2]
    collapses = not new and segment.text[:first][-1:] == " " == segment.text[last : last + 1]
    if "\n\n" not in around and first and last < len(segment.text) and not collapses:
        assert_edit_stays_in_place(FILE, "odt", number, start, width, new)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"no", "broken or cut off"),
        (FILE[:-30], "broken or cut off"),
        (zipped({"mimetype": MIME}), r"it has no part content\.xml"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "not an OpenDocument text but"),
        (odt("", **{"META-INF/manifest_xml": "<m:encryption-data/>"}), "protected with a password"),
        (zipped({"mimetype": MIME, "content.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "defines entities"),
        (zipped({"mimetype": MIME, "content.xml": "<x>"}), r"content\.xml:1:\d+: not well-formed"),
    ],
)
def test_what_is_no_text_is_refused(raw: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(raw, "odt")


def test_libreoffice_reads_what_is_written(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<h1>The news</h1><p>Luka<b>shen</b>ka said “no”, <i>twice</i>.</p><ul><li>one</li></ul>")
    raw = convert(page, "odt", ":writer8", read_as="HTML (StarWriter)").read_bytes()
    document = assert_identity(raw, "odt")
    start = document.text.index("Lukashenka")
    written = tmp_path / "clean.odt"
    written.write_bytes(write(document, [Edit(Span(start + 9, start + 11), "o  ")], "odt"))
    again = convert(written, "odt", ":writer8").read_bytes()
    assert texts(read(again, "odt"))[0] == texts(document)[0].replace("ka said", "ko  said")
