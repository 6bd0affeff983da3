"""Word files of random make, with tracked changes, text boxes and links in them already, under random edits."""

from __future__ import annotations

import random

import pytest
from format_properties import read, write
from office_files import characters, docx, part

from cleanup.document import Document
from cleanup.edits import Applicability, Edit, Fix, splice
from cleanup.findings import Decision, Finding, Outcome
from cleanup.formats import format_of, pieces_of
from cleanup.spans import Span

BODY = "word/document.xml"
PROPERTIES = [
    "", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/><w:ins w:id='1'/></w:rPr>",
    "<w:rPr><w:u/><w:rPrChange w:id='2'><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr>",
]  # fmt: skip
TEXTS = ["one", "two ", "Luka", "shenka", " x ", "&amp;", "“ q ”", "a&#8220;"]
NEW = ["", "x", "“y”", " ", "<&>", "\n", "q\tz", "word"]
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def run(chance: random.Random, *, box: bool) -> str:
    inside = ""
    for _ in range(chance.randint(0, 3)):
        kind = chance.random()
        if kind < 0.7:
            inside += f"<w:t{chance.choice(['', ' xml:space=' + repr('preserve')])}>{chance.choice(TEXTS)}</w:t>"
        elif kind < 0.9:
            inside += chance.choice(["<w:tab/>", "<w:br/>"])
        elif box:
            text = f"<w:txbxContent>{paragraph(chance, box=False)}</w:txbxContent>"
            inside += f"<mc:AlternateContent><mc:Choice>{text}</mc:Choice><mc:Fallback>{text}</mc:Fallback></mc:AlternateContent>"
    return f"<w:r>{chance.choice(PROPERTIES)}{inside}</w:r>"


def paragraph(chance: random.Random, *, box: bool = True) -> str:
    gone = '<w:del w:id="6" w:author="A"><w:r><w:delText>gone</w:delText></w:r></w:del>'
    inside = ""
    for _ in range(chance.randint(1, 5)):
        one = run(chance, box=False)
        link = '<w:r><w:instrText>HYPERLINK "u"</w:instrText></w:r>'
        inside += chance.choice([
            run(chance, box=box), run(chance, box=box), one, gone, f'<w:ins w:id="5" w:author="A">{one}{one}</w:ins>',
            f'<w:ins w:id="7">{gone}{one}</w:ins>', f'<w:hyperlink r:id="x">{one}</w:hyperlink>',
            FIELD.format("begin") + link + FIELD.format("separate") + one + FIELD.format("end"),
        ])  # fmt: skip
    return f"<w:p>{inside}</w:p>"


def random_edits(chance: random.Random, text: str) -> list[Edit]:
    edits = []
    position = 0
    while position < len(text):
        start = min(len(text), position + chance.randint(0, 6))
        end = min(len(text), start + chance.randint(0, 5))
        new = chance.choice(NEW)
        between = start == end and "\n\n" in text[max(0, start - 1) : end + 1]
        if (end > start or new) and not between:
            edits.append(Edit(Span(start, end), new))
        position = end + 1
    return edits


def decisions(document: Document, edits: list[Edit]) -> list[Decision]:
    found = []
    for edit in edits:
        fix = Fix((edit,), Applicability.SAFE, "Replace")
        finding = Finding.at(document.text, edit.span, check="quotes", rule="r", message="Something", fix=fix)
        found.append(Decision(finding, Outcome.APPLIED))
    for start in range(0, len(document.text), 7):
        span = Span(start, min(len(document.text), start + 3))
        finding = Finding.at(document.text, span, check="untranslated", rule="r", message="Something else")
        found.append(Decision(finding, Outcome.HELD))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_accepting_rejecting_and_reading_again(seed: int) -> None:
    chance = random.Random(seed)
    raw = docx("".join(paragraph(chance) for _ in range(3)))
    document = read(raw, "docx")
    assert write(document, [], "docx") == raw
    edits = random_edits(chance, document.text)
    clean = write(document, edits, "docx")
    form = format_of("a.docx")
    assert form.write_tracked is not None
    tracked = form.write_tracked(document, edits, decisions(document, edits), "cleanup", None)
    assert characters(part(tracked, BODY), accept=False) == characters(part(raw, BODY), accept=False)
    assert characters(part(tracked, BODY), accept=True) == characters(part(clean, BODY), accept=True)
    expected = splice(document.text, pieces_of(document, edits))
    assert _paragraphs(read(clean, "docx").text) == _paragraphs(expected)


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in text.split("\n\n") if paragraph]
