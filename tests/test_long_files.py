"""Files that do not fit in one piece, by the real command and by its parts."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from cleanup import pieces
from cleanup.cleaner import Cleaner
from cleanup.cli import run
from cleanup.cli.run import Job, LongFile, opened
from cleanup.document import Document
from cleanup.errors import InputError
from cleanup.formats import FormatOptions, format_of
from cleanup.read import refuse_binary
from cleanup.result import Result

CLEANER = Cleaner(language="en", select=["name-variant"])


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECE", 200)
    monkeypatch.setattr(pieces, "PIECE_OF_ROWS", 200)


def rows(count: int) -> bytes:
    return b"".join(
        json.dumps({"id": n, "mt": f"Lukashenka é {n}"}, ensure_ascii=False).encode() + b"\n" for n in range(count)
    )


def job(path: Path, cleaner: Cleaner = CLEANER, jobs: int = 1, field: str | None = "mt") -> Job:
    return Job(
        [str(path)], cleaner, FormatOptions(language="en", text_field=field), None, 10_000_000, jobs, progress=False
    )


@pytest.mark.parametrize(
    "raw", [rows(50), rows(50)[:-1], b"\n" * 900, b"a" * 150 + b"\r\n\r\n" + b"b" * 150, b"x\n" * 101]
)
@pytest.mark.parametrize("name", ["jsonl", "text"])
def test_pieces_are_the_file(raw: bytes, name: str) -> None:
    stream = io.BytesIO(raw)
    form = format_of("", name)
    head, goes_on = pieces.head_of(stream, form)
    assert goes_on
    found = list(pieces.pieces(head, stream, form, 10_000))
    assert b"".join(piece.raw for piece in found) == raw
    for number, piece in enumerate(found):
        assert piece.line == 1 + b"".join(before.raw for before in found[:number]).count(b"\n")
        assert piece.raw.endswith(b"\n") or number == len(found) - 1


def test_positions_are_those_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(rows(50))
    text = file.read_text(encoding="utf-8")
    with opened(job(file)) as long:
        assert isinstance(long, LongFile)
        reports = list(long.reports())
    assert len(reports) > 5
    for report in reports:
        for decision in report.result.decisions:
            start = report.document.offset + decision.finding.span.start
            assert text[start : start + 10] == "Lukashenka"
            assert report.place(decision.finding).startswith(f"{text.count(chr(10), 0, start) + 1}:")
            assert report.label(decision.finding) == ""  # the line says it
    assert sum(len(report.result.decisions) for report in reports) == 50


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_same_as_in_one_piece(tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(rows(80) + b"no json\n" + rows(40))
    with opened(job(file, jobs=jobs)) as long:
        assert isinstance(long, LongFile)
        told = [
            (r.document.offset + d.finding.span.start, d.finding.name)
            for r in long.reports()
            for d in r.result.decisions
        ]
    monkeypatch.setattr(pieces, "PIECE_OF_ROWS", 1_000_000)
    with opened(job(file)) as whole:
        assert isinstance(whole, Job)
        (report,) = run.run(whole)
    assert told == [(decision.finding.span.start, decision.finding.name) for decision in report.result.decisions]


class Fragile(Cleaner):
    """Raises for one row."""

    def clean_document(self, document: Document) -> Result:
        if any("number 60" in part.segment.text for part in document.parts):
            raise MemoryError("no more")
        return super().clean_document(document)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_exception_costs_one_row(tmp_path: Path, jobs: int) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(rows(100).replace("é 60".encode(), b"number 60"))
    with opened(job(file, Fragile(language="en", select=["name-variant"]), jobs)) as long:
        assert isinstance(long, LongFile)
        reports = list(long.reports())
    assert b"".join(raw_of(report.document) for report in reports) == file.read_bytes()
    found = [decision.finding for report in reports for decision in report.result.decisions]
    failures = [finding for finding in found if finding.name == "format/not-cleaned"]
    assert len(failures) == 1 and "MemoryError" in failures[0].message and '"id": 60' in failures[0].text
    assert len(found) == 100


def raw_of(document: Document) -> bytes:
    return document.text.encode()


def test_a_line_without_end_is_refused() -> None:
    form = format_of("", "jsonl")
    with pytest.raises(Exception, match="line 1 is longer"):
        list(pieces.pieces(b"x" * 300, io.BytesIO(b"x" * 20_000), form, 1_000))


def test_memory_does_not_grow_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times the rows need no more memory: what a run holds are the pieces in flight."""
    monkeypatch.setattr(pieces, "PIECE_OF_ROWS", 20_000)
    peaks = []
    for count in (1_500, 15_000):
        file = tmp_path / "rows.jsonl"
        file.write_bytes(rows(count))
        with opened(job(file)) as long:
            assert isinstance(long, LongFile)
            tracemalloc.start()
            assert sum(len(report.result.edits) for report in long.reports()) == count
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


def test_standard_input(tmp_path: Path) -> None:
    raw = rows(15_000)
    done = subprocess.run(
        [sys.executable, "-m", "cleanup", "fix", "-", "--text-field", "mt", "--language", "en", "--select", "name-variant"],
        input=raw, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stdout == raw.replace(b"Lukashenka", b"Lukashenko")
    assert done.stderr.decode().endswith("15000 fixed, 0 left for you.\n")


def limits(path: Path, megabytes: int) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "cleanup", "check", str(path), "--language", "en", "--select", "mojibake"]
    return subprocess.run([*command, "--max-size", str(megabytes)], capture_output=True, check=False)


def test_a_line_longer_than_the_limit_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "line.txt"
    file.write_bytes(b"word " * 1_300_000)  # longer than a piece, so that it is read in pieces
    done = limits(file, 2)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"line 1 is longer than 2 MB; --max-size MB lifts the limit" in done.stderr
    assert limits(file, 10).returncode == 0


def test_a_file_that_is_read_as_a_whole_is_refused_by_its_size(tmp_path: Path) -> None:
    file = tmp_path / "wide.txt"
    file.write_bytes(("word " * 300_000).encode("utf-16-le"))
    done = limits(file, 2)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"wide.txt is larger than 2 MB; --max-size MB lifts the limit" in done.stderr
    assert limits(file, 4).returncode == 0


def test_what_is_no_text_is_not_read_to_its_end() -> None:
    class Endless(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert 0 <= size < 10_000
            return bytes(range(256)) * (size // 256 + 1)

    head, goes_on = pieces.head_of(Endless(), format_of("", "text"))
    with pytest.raises(InputError, match="binary"):
        refuse_binary(head, "noise.txt")
    assert not goes_on  # NUL: may be UTF-16
