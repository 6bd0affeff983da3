"""What a format cannot read, and what a file cannot hold: told with its place in every report, the rest goes through."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import commands
import pytest
from commands import says

from cleanup.cleaner import Cleaner
from cleanup.findings import Decision, Outcome
from cleanup.formats import FormatOptions, Input, format_of
from cleanup.report import REPORTS, FileReport, Run

ROWS = '{"text": "To Lukashenka."}\n{"text": "cut off\n{"text": "To Lukashenka again."}\n'


def run(*arguments: str, cwd: Path) -> tuple[int, str, str]:
    return says(commands.run(*arguments, "--language", "en", "--isolated", cwd=cwd))


def cleaned(raw: bytes, name: str, **keywords: object) -> FileReport:
    form = format_of(name)
    document = form.read(Input(raw, name, None, FormatOptions()))
    return FileReport(document, Cleaner(language="en", **keywords).clean_document(document))  # type: ignore[arg-type]


def flaws_in(file: FileReport) -> list[Decision]:
    return [d for d in file.result.decisions if d.finding.check == "format"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rows.jsonl").write_text(ROWS)
    return tmp_path


MESSAGE = "not JSON (Invalid control character at, column 18); left as it is"


@pytest.mark.parametrize("form", sorted(set(REPORTS) - {"diff"}))
def test_a_broken_line_is_in_every_report(folder: Path, form: str) -> None:
    code, out, err = run("check", "rows.jsonl", "--format", form, cwd=folder)
    assert (code, err) == (1, "")
    message = "Unterminated string starting at, column 10"
    assert message in out
    assert "format/broken-line" in out or '"broken-line"' in out
    if form == "json":
        (found,) = [f for f in json.loads(out)["files"][0]["findings"] if f["check"] == "format"]
        place = (found["line"], found["column"], found["text"], found["place"], found["severity"], found["outcome"])
        assert place == (2, 1, '{"text": "cut off', "", "error", "held")
    elif form == "sarif":
        (result,) = [r for r in json.loads(out)["runs"][0]["results"] if r["ruleId"] == "format/broken-line"]
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 2
        assert result["level"] == "error"
    elif form == "github":
        assert "::error file=rows.jsonl,line=2,endLine=2,col=1," in out
    elif form == "junit":
        names = [case.get("name") for case in ET.fromstring(out).iter("testcase")]
        assert "format/broken-line at 2:1" in names
    elif form == "html":
        assert '<mark class="display-only">{&quot;text&quot;: &quot;cut off</mark>' in out


def test_the_other_lines_go_through(folder: Path) -> None:
    code, out, err = run("fix", "rows.jsonl", cwd=folder)
    assert (code, out) == (0, ROWS.replace("Lukashenka", "Lukashenko"))
    assert "format/broken-line: not JSON" in err
    assert err.endswith("2 fixed, 1 left for you.\n")


def test_nobody_has_to_select_it_but_it_can_be_left_out_or_accepted(folder: Path) -> None:
    assert "broken-line" in run("check", "rows.jsonl", "--select", "quotes", cwd=folder)[1]
    assert run("check", "rows.jsonl", "--select", "quotes", "--ignore", "format", cwd=folder)[0] == 0
    assert run("check", "rows.jsonl", "--select", "quotes", "--ignore", "format/broken-line", cwd=folder)[0] == 0
    assert run("check", "rows.jsonl", "--select", "quotes", "--write-baseline", "seen.json", cwd=folder)[0] == 1
    assert run("check", "rows.jsonl", "--select", "quotes", "--baseline", "seen.json", cwd=folder)[0] == 0
    assert run("check", "rows.jsonl", "--fail-on", "format", cwd=folder)[0] == 1
    assert run("check", "rows.jsonl", "--fail-on", "quotes", cwd=folder)[0] == 0
    (folder / "house.yaml").write_text('check: format\nallow: ["/.*cut off/"]\n')
    assert run("check", "rows.jsonl", "--select", "quotes", "--rules", "house.yaml", cwd=folder)[0] == 0


def test_it_is_explained(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cleanup", "explain", "format/broken-line"], capture_output=True, check=True
    )
    assert b"A line or row that its format cannot read." in done.stdout


# ---- what the file's encoding does not have ----------------------------------------------------------------------------

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=ISO-8859-2\\n"

msgid "a"
msgstr "Lukashenka said \\"yes“."

msgid "b"
msgstr "Then Lukashenka went."
"""
HOUSE = {"quotes": {"style": "locale"}}


def test_a_fix_that_the_encoding_cannot_hold_is_held_back_and_the_rest_goes_through(tmp_path: Path) -> None:
    raw = PO.replace("“", '\\"').encode("iso-8859-2")
    file = cleaned(raw, "a.po", options=HOUSE)
    written = format_of("a.po").write(file.document, file.result.edits)
    assert written == raw.replace(b"Lukashenka", b"Lukashenko")
    (blocked,) = [d for d in file.result.decisions if d.outcome is Outcome.BLOCKED]
    assert blocked.by == "the file's encoding, iso8859-2, has no “ (U+201C)"
    (tmp_path / "a.po").write_bytes(raw)
    code, _, _ = run("fix", "a.po", "-i", "--set", "quotes.style=locale", cwd=tmp_path)
    assert (code, (tmp_path / "a.po").read_bytes()) == (0, written)
    code, out, _ = run("check", "a.po", "--set", "quotes.style=locale", cwd=tmp_path)
    assert code == 1
    assert "in the way: the file's encoding, iso8859-2, has no “ (U+201C)" in out


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("a.html", '<meta charset="koi8-r"><p>Она said "yes" да', '<meta charset="koi8-r"><p>Она said &#8220;yes&#8221; да'),
        ("a.xlf", '<?xml version="1.0" encoding="koi8-r"?><xliff><file target-language="en"><body><trans-unit id="1"><target>Она '
         'said "yes"</target></trans-unit></body></file></xliff>', 'said &#8220;yes&#8221;</target>'),
        ("a.tmx", '<?xml version="1.0" encoding="iso-8859-1"?><tmx><body><tu><tuv xml:lang="en"><seg>Née said "yes"</seg></tuv></tu>'
         '</body></tmx>', "<seg>Née said &#8220;yes&#8221;</seg>"),
    ],
)  # fmt: skip
def test_markup_writes_a_character_reference(name: str, raw: str, expected: str) -> None:
    encoding = "iso-8859-1" if "iso" in raw else "koi8-r"
    file = cleaned(raw.encode(encoding), name, options=HOUSE, select=["quotes"])
    assert expected in format_of(name).write(file.document, file.result.edits).decode(encoding)


def test_a_file_that_says_latin_1_and_means_windows_is_read_and_written_so() -> None:
    xml = '<?xml version="1.0" encoding="iso-8859-1"?><tmx><body><tu><tuv xml:lang="en"><seg>“Oh” "ah"</seg></tuv></tu></body></tmx>'
    file = cleaned(xml.encode("cp1252"), "a.tmx", options=HOUSE, select=["quotes"])
    assert format_of("a.tmx").write(file.document, file.result.edits) == xml.replace('"ah"', "“ah”").encode("cp1252")


# ---- what is reported is what is written --------------------------------------------------------------------------------

MIXED = {
    "a.html": '<p>To Luka<b>shenka</b> he said “ <i>yes</i> ”.</p>\n<p>Leave a Reply</p>\n',
    "a.md": 'To Luka**shenka** he said “ [yes](u) ”.\n\n- one `code`\n- Luka*shenka*\n',
    "a.csv": 'id,text\n1,To Lukashenka said “yes” or "no" again\n2,“ no ”\n',
    "a.jsonl": '{"text": "To Lukashenka \\u201c yes \\u201d"}\n',
    "a.srt": "1\n00:00:01,000 --> 00:00:02,000\nTo Luka<i>shenka</i> “\nyes ”.\n\n2\n00:00:03,000 --> 00:00:04,000\n“ no ”\n",
    "a.po": 'msgid "a"\nmsgstr "To Luka"\n"shenka “ yes ”"\n',
}  # fmt: skip


@pytest.mark.parametrize("name", MIXED)
def test_the_reported_edits_are_what_is_written(name: str) -> None:
    raw = MIXED[name].encode()
    file = cleaned(
        raw, name, level="suggested", options={"quotes": {"style": ['"', '"', "'", "'"]}} if name == "a.csv" else {}
    )
    written = format_of(name).write(file.document, file.result.edits)
    assert written != raw
    assert file.result.text == written.decode()
    again = cleaned(written, name, level="suggested")
    assert not again.result.edits, "a second run changes nothing"
    for decision in file.of(Outcome.APPLIED):
        assert decision.finding.fix is not None
        alone = format_of(name).write(file.document, decision.finding.fix.edits)
        for tag in ("<b>", "</b>", "<i>", "**", "](u)", "-->", '"\n"'):
            assert alone.decode().count(tag) >= MIXED[name].count(tag) or name == "a.csv"


def test_a_report_of_many_files_names_each(tmp_path: Path) -> None:
    files = [cleaned(ROWS.encode(), "one.jsonl"), cleaned(b"text,n\nTo Lukashenka,1,2\n", "two.csv")]
    text = "\n".join(REPORTS["github"](Run(files)))
    assert "file=one.jsonl,line=2" in text
    assert "file=two.csv,line=2" in text
    assert [len(flaws_in(file)) for file in files] == [1, 1]
