"""One awkward document of each format, as a user of that format would have it, by the real command: what changes and what stays."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY
from format_properties import read, write
from hypothesis import given
from hypothesis import strategies as st

from cleanup.errors import InputError, OptionError
from cleanup.formats import format_of

FOLDER = REPOSITORY / "tests" / "data" / "awkward"
FILES = sorted(path.name for path in FOLDER.iterdir())
FIELDS = {".csv": "text", ".tsv": "text", ".jsonl": "text", ".json": "/text/*"}


@pytest.mark.parametrize("name", FILES)
def test_what_changes_and_what_stays(name: str, tmp_path: Path) -> None:
    suffix = Path(name).suffix
    fields = ["--text-field", FIELDS[suffix]] if suffix in FIELDS else []
    language = [] if suffix == ".tmx" else ["--language", "en"]
    command = [sys.executable, "-m", "cleanup", "fix", str(FOLDER / name), "-o", name, "--isolated", *language, *fields]
    command += ["--select", "name-variant,quotes,mojibake,html-entity"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    expected = REPOSITORY / "tests" / "data" / "awkward-expected" / name
    assert (tmp_path / name).read_bytes() == expected.read_bytes()


ENDS = st.sampled_from(["\n", "\r\n", "\r"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "koi8-r"])


@given(
    st.sampled_from(FILES),
    ENDS,
    ENCODINGS,
    st.booleans(),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 40)), max_size=3),
)
def test_without_edits_every_byte_comes_back(
    name: str, end: str, encoding: str, last: bool, cuts: list[tuple[int, int]]
) -> None:
    """Whatever the line ends, the mark at the beginning, the encoding, the end of the last line; and with pieces cut out."""
    text = (FOLDER / name).read_bytes().decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n") + "\n" * last
    for start, width in cuts:
        text = text[:start] + text[start + width :]
    raw = text.replace("\n", end).encode(encoding, "replace")
    form = format_of(name)
    options = {"text_field": FIELDS[Path(name).suffix]} if Path(name).suffix in FIELDS else {}
    for told in (None, encoding):
        try:
            document = read(raw, form.name, told, **options)
        except (InputError, OptionError) as error:
            assert "sample." in str(error)
            continue
        assert write(document, [], form.name) == raw
