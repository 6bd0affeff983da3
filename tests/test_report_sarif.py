"""``--format sarif``: valid by the published schema, and its places and fixes are those of the file."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from office_files import docx

from cleanup.cleaner import Cleaner
from cleanup.formats import FormatOptions, Input, format_of
from cleanup.report import FileReport, Run
from cleanup.report.sarif import log

DIRTY = {
    "articles/one two.txt": "😀 He said “ yes ” to Lukashenka.\n\n𝔏ukashenka: to Orsha. [едут] “And",
    "ünï%23#.md": "# 😀\r\n\r\nTo Luka**shenka** he said “ [yes](u) ”.\r\n\r\nIt is â€œgoodâ€\x9d, it is it is.\r\n",
    "rows.jsonl": '{"text": "To Lukashenka \\ud83d\\ude00."}\nbroken\n',
    "page.html": "<p lang=en>To Luka<b>shenka</b>&nbsp;.</p>",
    "subs.srt": "1\n00:00:01,000 --> 00:00:02,000\nTo Lukashenka\n",
}


@cache
def validator() -> jsonschema.Draft4Validator:
    schema = json.loads((REPOSITORY / "tests" / "data" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(schema)


def report_of(raw: bytes, name: str, cleaner: Cleaner) -> FileReport:
    form = format_of(name)
    document = form.read(Input(raw, name, None, FormatOptions(language="en")))
    return FileReport(document, cleaner.clean_document(document), form.binary)


def valid(run: Run) -> dict[str, Any]:
    whole = json.loads(log(run))
    validator().validate(whole)
    return whole["runs"][0]  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(language="en", source_language="ru", options={"quotes": {"style": "locale"}})


def test_several_files_with_fixes_fingerprints_and_letters_beyond_the_bmp(cleaner: Cleaner) -> None:
    files = [report_of(raw.encode(), name, cleaner) for name, raw in DIRTY.items()]
    run = valid(Run(files))
    assert run["columnKind"] == "unicodeCodePoints"
    results = run["results"]
    assert len(results) == sum(len(file.result.decisions) for file in files)
    assert {unquote(r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) for r in results} == set(DIRTY)
    assert all(len(r["partialFingerprints"]["cleanup/v1"]) == 16 for r in results)
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {r["ruleId"] for r in results}
    assert all(rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"])
    assert any("fixes" in r for r in results)
    assert any("fixes" not in r for r in results)
    decisions = [(file, decision) for file in files for decision in file.result.decisions]
    for (file, decision), result in zip(decisions, results, strict=True):
        text = file.document.text
        assert cut(text, result["locations"][0]["physicalLocation"]["region"]) == decision.finding.span.of(text)
        if decision.finding.fix:
            changes = result["fixes"][0]["artifactChanges"][0]["replacements"]
            told = [(cut(text, c["deletedRegion"]), c.get("insertedContent", {}).get("text", "")) for c in changes]
            assert told == [(edit.span.of(text), edit.text) for edit in decision.finding.fix.edits]


def cut(text: str, region: dict[str, int]) -> str:
    """What a region says, by lines and columns, which must be what it says by offset."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    start = starts[region["startLine"] - 1] + region["startColumn"] - 1
    end = starts[region["endLine"] - 1] + region["endColumn"] - 1
    assert (start, end - start) == (region["charOffset"], region["charLength"])
    return text[start:end]


def test_a_place_with_a_name_has_it(cleaner: Cleaner) -> None:
    (result,) = valid(Run([report_of(DIRTY["subs.srt"].encode(), "subs.srt", cleaner)]))["results"]
    assert result["locations"][0]["logicalLocations"] == [{"name": "cue 1"}]


def test_a_word_file_has_paragraphs_and_no_lines(cleaner: Cleaner) -> None:
    raw = docx("<w:p><w:r><w:t>One.</w:t></w:r></w:p><w:p><w:r><w:t>To Lukashenka.</w:t></w:r></w:p>")
    (result,) = valid(Run([report_of(raw, "a.docx", cleaner)]))["results"]
    (place,) = result["locations"]
    assert place == {
        "physicalLocation": {"artifactLocation": {"uri": "a.docx"}}, "logicalLocations": [{"name": "paragraph 2"}]
    }  # fmt: skip
    assert "fixes" not in result


def test_nothing_found_and_no_file_at_all_are_valid(cleaner: Cleaner) -> None:
    assert valid(Run([report_of(b"All is well.\n", "a.txt", cleaner)]))["results"] == []
    assert valid(Run([]))["results"] == []


def test_what_was_silenced_says_so(cleaner: Cleaner) -> None:
    raw = b"<!-- cleanup: ignore[name-variant] as in the source -->\nTo Lukashenka.\n"
    (result,) = valid(Run([report_of(raw, "a.md", cleaner)]))["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "as in the source"}]


@given(
    st.text(st.sampled_from("aж😀𝔏“”\"' .,\n\r\t\x00\x9d\ud800\u2028<&â€œ[]"), max_size=60),
    st.sampled_from(["a.txt", "a.md", "a.html"]),
)
def test_any_text_gives_a_valid_log(text: str, name: str) -> None:
    cleaner = Cleaner(language="en", select=["quotes", "mojibake", "spacing", "invisible-character", "brackets"])
    valid(Run([report_of(text.encode("utf-8", "surrogatepass"), name, cleaner)]))


def test_the_real_command(tmp_path: Path) -> None:
    for name, raw in DIRTY.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(raw, newline="")
    command = [sys.executable, "-m", "cleanup", "check", *DIRTY, "--language", "en", "--isolated", "--format", "sarif"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    validator().validate(json.loads(done.stdout))
