"""The diff, against a little patch program and against difflib's view of what changed."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from test_textmap import edits_of

from cleanup.document import Document
from cleanup.edits import Edit, in_order, splice
from cleanup.report import FileReport, Run
from cleanup.report.diff import diffs
from cleanup.result import Result
from cleanup.spans import Span


def patched(text: str, diff: list[str]) -> str:
    """What a patch program makes of the text; asserts that every line of context and removal fits."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    if not lines[-1]:
        lines.pop()
    out: list[str] = []
    position = 0
    rows = diff[2:]
    for index, row in enumerate(rows):
        if row.startswith("@@"):
            header = re.fullmatch(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", row)
            assert header is not None
            start = int(header[1]) - (0 if header[2] == "0" else 1)
            out += lines[position:start]
            position = start
            assert len(out) == int(header[3]) - (0 if header[4] == "0" else 1)
            continue
        if row.startswith("\\"):
            continue
        bare = index + 1 < len(rows) and rows[index + 1].startswith("\\")
        line = row[1:] + ("" if bare else "\n")
        if row[0] in " -":
            assert lines[position] == line
            position += 1
        if row[0] in " +":
            out.append(line)
    return "".join(out + lines[position:])


def report(text: str, edits: tuple[Edit, ...]) -> Run:
    result = Result(splice(text, edits), text, (), edits)
    return Run([FileReport(Document(text, (), path="a.txt"), result)])


@given(st.data())
def test_the_diff_makes_the_new_text(data: st.DataObject) -> None:
    text = data.draw(st.text("ab\n", max_size=40))
    edits = tuple(edit for edit in data.draw(edits_of(text)) if edit.text != edit.span.of(text))
    if edits:
        assert patched(text, list(diffs(report(text, edits)))) == splice(text, edits)


def test_a_diff_as_people_see_it() -> None:
    text = "one\ntwo\nthree\nfour\nfive\nsix\n"
    edits = in_order([Edit(Span(4, 7), "TWO"), Edit(Span(19, 24), "")])
    assert list(diffs(report(text, edits))) == [
        "--- a.txt", "+++ a.txt", "@@ -1,6 +1,5 @@", " one", "-two", "+TWO", " three", " four", "-five", " six",
    ]  # fmt: skip
