"""Word files: text across runs, formatting kept, tracked changes that can be accepted and rejected."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from format_properties import assert_edit_stays_in_place, assert_identity, read, texts, write
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import characters, convert, docx, part, parts, zipped

from cleanup import Cleaner
from cleanup.document import Document
from cleanup.edits import Applicability, Edit, Fix
from cleanup.errors import InputError
from cleanup.findings import Decision, Finding, Outcome
from cleanup.formats import format_of
from cleanup.spans import Span


def run(text: str, properties: str = "") -> str:
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r w:rsidR="00A1">{inside}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, style: str = "") -> str:
    return f"<w:p>{f'<w:pPr><w:pStyle w:val={chr(34)}{style}{chr(34)}/></w:pPr>' if style else ''}{''.join(runs)}</w:p>"


def field_of(code: str, result: str) -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{result}{end}"


BOX = f"<w:txbxContent>{p(run('In the box'))}</w:txbxContent>"
NEW_BOX = f'<mc:Choice Requires="wps"><wps:txbx>{BOX}</wps:txbx></mc:Choice>'
OLD_BOX = f"<mc:Fallback><v:textbox>{BOX}</v:textbox></mc:Fallback>"
PAGE_NUMBER, LINK = field_of("PAGE", run("17")), field_of(' HYPERLINK "u" ', run("text"))
BODY = (
    p(run("The news"), style="berschrift1")
    + p(run("Luka", "<w:b/>"), run("shenka said &amp; "), "<w:r><w:t>went</w:t><w:tab/><w:t> on.</w:t><w:br/><w:t>Next</w:t></w:r>")
    + p(run("kept "), '<w:ins w:id="3" w:author="A"><w:r><w:t>inserted</w:t></w:r></w:ins>',
        '<w:del w:id="4" w:author="A"><w:r><w:delText>deleted</w:delText></w:r></w:del>', run(" end", "<w:i/>"))
    + "<w:tbl><w:tr><w:tc>" + p(run("cell one")) + "</w:tc><w:tc>" + p(run("cell two")) + "</w:tc></w:tr></w:tbl>"
    + p('<w:hyperlink r:id="x">', run("a link"), "</w:hyperlink>", PAGE_NUMBER, LINK)
    + p("<w:r><mc:AlternateContent>", NEW_BOX, OLD_BOX, "</mc:AlternateContent></w:r>", run("around"))
    + "<w:p/><w:sectPr/>"
)  # fmt: skip
FILE = docx(
    BODY,
    footnotes='<w:footnote w:id="1">' + p(run("A note")) + "</w:footnote>",
    header1=p(run("Head")),
    comments=f'<w:comment w:id="9" w:author="A">{p(run("A remark"))}</w:comment>',
)


def decided(document: Document, span: Span, new: str | None, outcome: Outcome, rule: str = "r") -> Decision:
    fix = Fix((Edit(span, new),), Applicability.SAFE, f"Replace with “{new}”") if new is not None else None
    finding = Finding.at(
        document.text, span, check="quotes", rule=rule, message="Something <here>", fix=fix, evidence=("why",)
    )
    return Decision(finding, outcome)


def tracked(raw: bytes, document: Document, edits: list[Edit], decisions: list[Decision] = []) -> bytes:  # noqa: B006
    form = format_of("a.docx")
    assert form.write_tracked is not None
    return form.write_tracked(document, edits, decisions, "cleanup", "2024-05-01T12:00:00Z")


def test_the_text_of_a_file() -> None:
    document = assert_identity(FILE, "docx")
    assert [(part.segment.text, part.label) for part in document.parts] == [
        (
            "The news\n\nLukashenka said & went\ton.\nNext\n\nkept inserted end\n\ncell one\n\ncell two\n\n"
            "a link17text\n\naround\n\nIn the box",
            "",
        ),
        ("A note", "footnotes"),
        ("Head", "header"),
    ]
    assert [s.span.of(document.text) for s in document.parts[0].segment.fixed] == ["17"]
    places = dict(document.payload["places"])  # type: ignore[call-overload]
    assert places[0] == "paragraph 1"
    assert places[document.text.index("kept")] == 'paragraph 3 under "The news"'
    assert places[document.text.index("A note")] == "footnotes, paragraph 1"


def test_an_edit_across_runs_keeps_the_formatting_of_each() -> None:
    document = read(FILE, "docx")
    start = document.text.index("Lukashenka")
    written = write(document, [Edit(Span(start, start + 10), "“Lukashenko”")], "docx")
    assert characters(part(written, "word/document.xml"))[1][:14] == [
        *((c, "b") for c in "“Luka"), *((c, "") for c in "shenko” s")
    ]  # fmt: skip


def test_parts_without_an_edit_keep_their_bytes() -> None:
    document = read(FILE, "docx")
    start = document.text.index("cell")
    written = write(document, [Edit(Span(start, start + 4), "Cell")], "docx")
    before, after = parts(FILE), parts(written)
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}
    assert after["word/document.xml"] == before["word/document.xml"].replace(b"cell one", b"Cell one")
    with zipfile.ZipFile(io.BytesIO(FILE)) as old, zipfile.ZipFile(io.BytesIO(written)) as new:
        for one, two in zip(old.infolist(), new.infolist(), strict=True):
            assert (one.date_time, one.external_attr, one.compress_type) == (
                two.date_time,
                two.external_attr,
                two.compress_type,
            )


def test_a_text_box_and_its_copy_for_old_programs_change_together() -> None:
    document = read(FILE, "docx")
    start = document.text.index("the box")
    assert (
        part(write(document, [Edit(Span(start, start + 3), "a")], "docx"), "word/document.xml").count("In a box") == 2
    )


def test_two_changes_in_one_word_stay_apart() -> None:
    document = read(FILE, "docx")
    start = document.text.index("the box")
    edits = [Edit(Span(start + 4, start + 5), "B"), Edit(Span(start + 6, start + 7), "y")]
    xml = part(tracked(FILE, document, edits), "word/document.xml")
    assert [c for c, _ in characters(xml, accept=False)[7]] == list("In the box")
    assert [c for c, _ in characters(xml, accept=True)[7]] == list("In the Boy")
    assert xml.count("<w:del ") == 4 + 1


def test_white_space_at_the_ends_is_made_to_show() -> None:
    raw = docx(p("<w:r><w:t> one </w:t></w:r>"))
    document = read(raw, "docx")
    assert document.text == "one"
    xml = part(write(document, [Edit(Span(3, 3), " ")], "docx"), "word/document.xml")
    assert '<w:t xml:space="preserve">one </w:t>' in xml
    assert texts(read(docx(p('<w:r><w:t xml:space="preserve"> one </w:t></w:r>')), "docx")) == [" one "]


def test_line_ends_and_tabs_become_elements_and_go_as_elements() -> None:
    document = read(docx(p(run("a b"))), "docx")
    written = write(document, [Edit(Span(1, 2), "\n\t<&")], "docx")
    assert read(written, "docx").text == "a\n\t<&b"
    again = read(written, "docx")
    assert read(write(again, [Edit(Span(1, 3), "")], "docx"), "docx").text == "a<&b"


numbers = st.integers(0, 10_000)
words = st.text(st.sampled_from("ab “”<&\t\n"), max_size=5)


@given(numbers, numbers, st.integers(0, 12), words)
def test_an_edit_changes_its_place_only(number: int, start: int, width: int, new: str) -> None:
    document = read(FILE, "docx")
    segment = document.parts[number % len(document.parts)].segment
    first = start % (len(segment.text) + 1)
    if "\n\n" not in segment.text[first : first + width] and not _at_an_edge(segment.text, first, first + width):
        assert_edit_stays_in_place(FILE, "docx", number, start, width, new)


def _at_an_edge(text: str, start: int, end: int) -> bool:
    """Between paragraphs, where an insertion may go to either; next to a paragraph that would lose all its text."""
    around = text[max(0, start - 2) : end + 2]
    return "\n\n" in around or start == 0 or end >= len(text)


edits_of = st.lists(st.tuples(numbers, st.integers(0, 12), words), max_size=6)


@settings(max_examples=60)
@given(edits_of)
def test_accepting_gives_the_clean_text_and_rejecting_the_old(given_edits: list[tuple[int, int, str]]) -> None:
    document = read(FILE, "docx")
    edits: list[Edit] = []
    for start, width, new in sorted((start % len(document.text), width, new) for start, width, new in given_edits):
        span = Span(start, min(len(document.text), start + width))
        if (new or len(span)) and (not edits or edits[-1].span.end < span.start):
            edits.append(Edit(span, new))
    decisions = [decided(document, edit.span, edit.text, Outcome.APPLIED) for edit in edits if len(edit.span)]
    decisions += [
        decided(document, Span(i, min(len(document.text), i + 7)), None, Outcome.HELD) for i in range(0, 130, 31)
    ]
    clean, with_marks = write(document, edits, "docx"), tracked(FILE, document, edits, decisions)
    for name in ("word/document.xml", "word/footnotes.xml", "word/header1.xml"):
        assert characters(part(with_marks, name), accept=False) == characters(part(FILE, name), accept=False)
        assert characters(part(with_marks, name), accept=True) == characters(part(clean, name), accept=True)
    xml, comments = part(with_marks, "word/document.xml"), part(with_marks, "word/comments.xml")
    for number in range(10, 200):  # 9 is the remark that was there
        there = f'<w:comment w:id="{number}"' in comments
        for mark in ("RangeStart", "RangeEnd", "Reference"):
            assert xml.count(f'<w:comment{mark} w:id="{number}"/>') == there
        assert not there or xml.index(f'RangeStart w:id="{number}"/>') < xml.index(f'RangeEnd w:id="{number}"/>')
    assert comments.count("<w:comment ") == len(decisions) + 1


def test_tracked_changes_say_who_when_and_why() -> None:
    document = read(FILE, "docx")
    start = document.text.index("Lukashenka")
    edit, box = Edit(Span(start + 9, start + 10), "o"), document.text.index("box")
    decisions = [
        decided(document, edit.span, "o", Outcome.APPLIED),
        decided(document, Span(start + 11, start + 15), "says", Outcome.HELD, "tense"),
        decided(document, Span(box, box + 3), None, Outcome.HELD),
        decided(document, Span(0, 3), None, Outcome.SUPPRESSED),
    ]
    written = tracked(FILE, document, [edit], decisions)
    xml, comments = part(written, "word/document.xml"), part(written, "word/comments.xml")
    assert (
        'w:author="cleanup" w:date="2024-05-01T12:00:00Z"><w:r w:rsidR="00A1"><w:delText xml:space="preserve">shenka</w:delText>'
        in xml
    )
    said = ["".join(c for c, _ in paragraph) for paragraph in characters(comments)]
    assert said == [
        "A remark",
        "Something <here>", "Done: Replace with “o”", "why", "(quotes/r)",
        "Something <here>", "Suggestion: Replace with “says”", "why", "(quotes/tense)",
        "paragraph 8 under \"The news\": 'box'", "Something <here>", "why", "(quotes/r)",
    ]  # fmt: skip
    assert "The news" in document.text


def test_a_name_in_full_first_and_short_later_across_runs(tmp_path: Path) -> None:
    """The full name stands once; what is short later keeps the formatting of each of its letters, tracked or not."""
    rules = tmp_path / "orlova.yaml"
    rules.write_text(
        "check: name-variant\nrules:\n  orlova:\n    prefer: Anna Orlova\n    variants: [Anna Orlowa]\n"
        "    later-mentions: {prefer: Orlova, variants: [Orlowa]}\n",
        encoding="utf-8",
    )
    bold, italic = "<w:b/>", "<w:i/>"
    raw = docx(
        p(run("On Monday "), run("Anna ", bold), run("Orl", italic), run("owa spoke."))
        + p(run("Or", bold), run("lowa’s aide", italic), run(" said that "), run("Anna Orlova", bold), run(" left."))
        + p(run("An"), run("na", bold), run(" "), run("Orlowa", italic), run(" came."))
        + "<w:tbl><w:tr><w:tc>" + p(run("Orlo"), run("wa", bold), run(" again")) + "</w:tc></w:tr></w:tbl>",
        footnotes='<w:footnote w:id="1">' + p(run("Orlowa in a "), run("note", italic)) + "</w:footnote>",
    )  # fmt: skip
    cleaner = Cleaner(language="en", rules=[rules], select=["name-variant"])
    document = read(raw, "docx")
    result = cleaner.clean_document(document)
    clean, marked = (
        write(document, list(result.edits), "docx"),
        tracked(raw, document, list(result.edits), list(result.decisions)),
    )
    lines = read(clean, "docx").text.split("\n\n")
    assert lines == [
        "On Monday Anna Orlova spoke.", "Orlova’s aide said that Orlova left.", "Orlova came.", "Orlova again", "Orlova in a note",
    ]  # fmt: skip
    letters = [
        [character + {"b": "*", "i": "/"}.get(shape, "") for character, shape in paragraph]
        for paragraph in characters(part(clean, "word/document.xml"))
    ]
    assert "".join(letters[0]).startswith("On Monday A*n*n*a* *O/r/l/ova spoke.")
    assert "".join(letters[1]).startswith("O*r*l/o/v/a/’/")
    assert "".join(letters[3]).startswith("Orlov*a*")
    for name in ("word/document.xml", "word/footnotes.xml"):
        assert characters(part(marked, name), accept=False) == characters(part(raw, name), accept=False)
        assert characters(part(marked, name), accept=True) == characters(part(clean, name), accept=True)
    for written in (clean, marked):  # a second run has nothing to do
        assert cleaner.clean_document(read(written, "docx")).edits == ()


def test_the_comment_on_a_footnote_begins_before_it_ends() -> None:
    raw = docx(p(run("one two")), footnotes='<w:footnote w:id="1">' + p(run("A note")) + "</w:footnote>")
    document = read(raw, "docx")
    at = document.text.index("note")
    xml = part(
        tracked(raw, document, [], [decided(document, Span(at, at + 4), None, Outcome.HELD)]), "word/document.xml"
    )
    assert xml.index("<w:commentRangeStart") < xml.index("<w:commentRangeEnd")


def test_comments_are_added_to_a_file_that_has_none() -> None:
    raw = docx(p(run("one two")))
    document = read(raw, "docx")
    written = tracked(raw, document, [], [decided(document, Span(0, 3), None, Outcome.HELD)])
    assert "comments.xml" in part(written, "[Content_Types].xml")
    assert 'Target="comments.xml"' in part(written, "word/_rels/document.xml.rels")
    assert "Something &lt;here&gt;" in part(written, "word/comments.xml")
    assert tracked(raw, document, []) == raw


def test_a_change_within_an_insertion_divides_it() -> None:
    document = read(FILE, "docx")
    start = document.text.index("inserted")
    written = tracked(FILE, document, [Edit(Span(start, start + 2), "IN")])
    xml = part(written, "word/document.xml")
    assert "<w:ins" in xml
    assert '<w:ins w:id="3" w:author="A"><w:r><w:t xml:space="preserve"></w:t></w:r><w:del ' in xml
    assert characters(xml, accept=True)[2][:13] == [(c, "") for c in "kept INserted"]
    assert characters(xml, accept=False)[2][:12] == [(c, "") for c in "kept deleted"]


# ---- bad input --------------------------------------------------------------------------------------------------------

DOCTYPE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
TYPES = parts(docx(""))["[Content_Types].xml"]


def with_document(content: str | bytes) -> bytes:
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": content})


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "broken or cut off"),
        (b"PK\x03\x04 not a zip", "broken or cut off"),
        (FILE[:-50], "broken or cut off"),
        (FILE[: len(FILE) // 2], "broken or cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old binary format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (zipped({"a.txt": "b"}), r"it has no part \[Content_Types\]\.xml"),
        (zipped({"[Content_Types].xml": "<Types/>"}), "it holds no document"),
        (with_document("<w:document"), r"word/document\.xml:1:\d+: not well-formed XML"),
        (with_document(DOCTYPE + "<x>&b;</x>"), "defines entities of its own"),
        (with_document(EXTERNAL + "<x>&a;</x>"), "defines entities of its own"),
        (with_document(b'<?xml version="1.0" encoding="cp037"?><x/>'), "the part is in cp037"),
        (with_document(b"<x>\xff</x>"), "not utf-8"),
        (with_document("<a>" * 5000 + "</a>" * 5000), "nested more than 2000 deep"),
        (with_document(b" " * 60_000_000), "a zip bomb"),
    ],
)  # fmt: skip
def test_what_is_no_word_file_is_refused(raw: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(raw, "docx")


def test_any_damage_ends_in_a_clear_error() -> None:
    for position in range(0, len(FILE), 97):
        damaged = bytearray(FILE)
        damaged[position] ^= 0xFF
        try:
            document = read(bytes(damaged), "docx")
            write(document, [Edit(Span(0, 1), "x")] if document.text else [], "docx")
        except InputError as error:
            assert "sample.docx" in str(error)


def test_hundred_levels_of_nesting_are_read() -> None:
    deep = "<w:sdt><w:sdtContent>" * 100 + p(run("deep")) + "</w:sdtContent></w:sdt>" * 100
    assert read(docx(deep), "docx").text == "deep"


# ---- with a real office program -----------------------------------------------------------------------------------------


def test_libreoffice_reads_what_is_written(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<h1>The news</h1><p>Luka<b>shen</b>ka said “no” <i>twice</i>.</p><table><tr><td>one</td><td>two</td></tr></table>"
    )
    raw = convert(page, "docx", ":MS Word 2007 XML", read_as="HTML (StarWriter)").read_bytes()
    document = assert_identity(raw, "docx")
    start = document.text.index("Lukashenka")
    edits = [Edit(Span(start + 9, start + 10), "o")]
    decisions = [
        decided(document, edits[0].span, "o", Outcome.APPLIED),
        decided(document, Span(0, 3), None, Outcome.HELD),
    ]
    for name, written in (
        ("clean", write(document, edits, "docx")),
        ("tracked", tracked(raw, document, edits, decisions)),
    ):
        target = tmp_path / f"{name}.docx"
        target.write_bytes(written)
        again = convert(target, "docx").read_bytes()  # read and written by LibreOffice
        assert "Lukashenko said “no” twice." in read(again, "docx").text
        if name == "tracked":
            assert 'w:author="cleanup"' in part(again, "word/document.xml")
            assert "Something" in part(again, "word/comments.xml")
            rejected = characters(part(again, "word/document.xml"), accept=False)
            assert "Lukashenka said “no” twice." in ["".join(c for c, _ in paragraph) for paragraph in rejected]
