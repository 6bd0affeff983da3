"""Lines that recur across the texts of a run are furniture, in whatever words and language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleanup import across
from cleanup.across import recurring_lines
from cleanup.cli import commands
from cleanup.errors import OptionError

PROSE = "The bridge over the river number {} was opened on Sunday after nine years of work, and nobody knew why.\n\n"


def pages(count: int, head: str = "", tail: str = "") -> Iterator[str]:
    for number in range(count):
        yield head.format(number) + "\n\n" + 3 * PROSE.format(number) + tail.format(number, number)


def test_lines_at_head_and_tail_count_once_a_text() -> None:
    found = recurring_lines(pages(3, "The Valley Courier", "{0} readers liked it\nStand by us!\nStand by us!"))
    assert found == {"the valley courier": 3, "# readers liked it": 3, "stand by us": 3}


@pytest.mark.parametrize(
    "texts",
    [
        [*pages(2, "The Valley Courier")],  # two texts only
        [*pages(5, "1{} May 2024", "{} / {}")],  # dates and numbers
        [*pages(5, "x" * 81)],  # a long line is a paragraph
        ["Stand by us"] * 5,  # one line is a text of its own
        [*pages(5, "* * *", "…")],
        [],
    ],
)
def test_what_is_no_furniture(texts: list[str]) -> None:
    assert recurring_lines(texts) == {}


def test_a_line_in_the_middle_does_not_count() -> None:
    middle = "\n".join(f"line of {number * 'x'}" for number in range(20))
    assert (
        recurring_lines(f"{n * 'y'} a\n{middle}\nStand by us\n{middle.replace('line', 'row')}" for n in range(4)).get(
            "stand by us"
        )
        is None
    )


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(across, "REMEMBERED", 10)
    texts = [f"The Valley Courier\n{chr(97 + number) * 9}\n{chr(98 + number) * 7}" for number in range(20)]
    assert recurring_lines(texts) == {"the valley courier": 20}


def check(*arguments: str) -> dict[str, list[tuple[str, str]]]:
    result = CliRunner().invoke(commands, ["check", "--isolated", "--language", "en", "--format", "json", *arguments])
    files = json.loads(result.stdout)["files"]
    return {
        Path(file["path"]).name: [
            (finding["text"], finding["fix"]["applicability"])
            for finding in file["findings"]
            if finding["rule"] == "recurring"
        ]
        for file in files
    }


def test_a_folder(tmp_path: Path) -> None:
    for number, page in enumerate(pages(3, "The Valley Courier", "Стойте з нами")):
        (tmp_path / f"{number}.txt").write_text(page, encoding="utf-8")
    assert check(str(tmp_path)) == {"0.txt": [], "1.txt": [], "2.txt": []}
    both = [("The Valley Courier", "suggested"), ("Стойте з нами", "suggested")]
    assert check(str(tmp_path), "--across") == {"0.txt": both, "1.txt": both, "2.txt": both}


def test_rows_are_texts(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        "".join(json.dumps({"text": page}) + "\n" for page in pages(3, "", "Stand by us")), encoding="utf-8"
    )
    assert check(str(rows), "--text-field", "text", "--across") == {"rows.jsonl": 3 * [("Stand by us", "suggested")]}


def test_fix_removes_the_lines_when_asked_to(tmp_path: Path) -> None:
    for number, page in enumerate(pages(3, "", "Stand by us\n")):
        (tmp_path / f"{number}.txt").write_text(page, encoding="utf-8")
    arguments = ["fix", "-i", "--isolated", "--language", "en", "--across", "--level", "suggested", str(tmp_path)]
    assert CliRunner().invoke(commands, arguments).exit_code == 0
    assert all("Stand by us" not in path.read_text(encoding="utf-8") for path in tmp_path.iterdir())


def test_standard_input_cannot_be_read_twice() -> None:
    result = CliRunner().invoke(commands, ["check", "--isolated", "--across", "-"], input="x")
    assert isinstance(result.exception, OptionError)
    assert "--across reads the texts twice" in str(result.exception)
