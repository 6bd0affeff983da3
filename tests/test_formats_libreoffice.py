"""Tracked changes, accepted and rejected by LibreOffice itself, in Word files that LibreOffice made.

These tests run where ``soffice`` is installed; the tests of the XML in ``test_formats_docx.py`` run everywhere.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY
from format_properties import read
from office_files import (
    characters,
    convert,
    decided_in_libreoffice,
    part,
    parts,
    protected_by_libreoffice,
    text_in_libreoffice,
)

from cleanup.errors import InputError

SOURCES = {
    "everything": REPOSITORY / "tests" / "data" / "article.fodt",
    "the sample": REPOSITORY / "samples" / "word-article" / "input.docx",
}
ACCEPT, REJECT = "AcceptAllTrackedChanges", "RejectAllTrackedChanges"

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="needs soffice (LibreOffice), which is not here"
)


@pytest.fixture(params=SOURCES)
def files(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path, Path]:
    """A Word file, the same cleaned, and the same with tracked changes."""
    source = SOURCES[request.param]
    original = tmp_path / "article.docx"
    if source.suffix == ".docx":
        shutil.copy(source, original)
    else:
        shutil.copy(convert(_copied(source, tmp_path), "docx", ":MS Word 2007 XML"), original)
    for name, options in (("clean", []), ("tracked", ["--track"])):
        command = [sys.executable, "-m", "cleanup", "fix", "article.docx", "-o", f"{name}.docx", *options]
        command += ["--language", "en", "--source-language", "ru", "--isolated"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    return original, tmp_path / "clean.docx", tmp_path / "tracked.docx"


def _copied(source: Path, folder: Path) -> Path:
    return Path(shutil.copy(source, folder))


def formatted(path: Path) -> dict[str, list[list[tuple[str, str]]]]:
    """The characters of every part with their formatting."""
    raw = path.read_bytes()
    names = [name for name in parts(raw) if name.startswith(("word/document", "word/header", "word/foot"))]
    return {name: characters(part(raw, name)) for name in sorted(names) if name.endswith(".xml")}


def said(path: Path) -> str:
    return text_in_libreoffice(path)


def test_accepting_gives_the_clean_file_and_rejecting_the_original(files: tuple[Path, Path, Path]) -> None:
    original, clean, tracked = files
    assert said(clean) != said(original)
    accepted, rejected = decided_in_libreoffice(tracked, ACCEPT), decided_in_libreoffice(tracked, REJECT)
    # The file may hold changes of somebody else's, which are decided with ours.
    clean, original = decided_in_libreoffice(clean, ACCEPT), decided_in_libreoffice(original, REJECT)
    assert said(accepted) == said(clean)
    assert said(rejected) == said(original)
    assert formatted(accepted) == formatted(clean)
    assert formatted(rejected) == formatted(original)


def test_reasons_findings_and_suggestions_are_comments(files: tuple[Path, Path, Path]) -> None:
    tracked = files[2]
    again = convert(tracked, "docx", ":MS Word 2007 XML").read_bytes()  # read and written by LibreOffice
    comments = ["".join(c for c, _ in paragraph) for paragraph in characters(part(again, "word/comments.xml"))]
    assert "“едут” is not translated: Russian, in brackets" in comments
    assert "(untranslated/script)" in comments
    assert {"Suggestion", "Done"} <= {line.partition(":")[0] for line in comments}
    assert part(again, "word/comments.xml").count('w:author="cleanup"') > 5
    body = part(again, "word/document.xml")
    at = body.index("едут")
    assert body.rindex("<w:commentRangeStart", 0, at) > body.rindex("<w:p>" if "<w:p>" in body[:at] else "<w:p ", 0, at)


def test_real_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    source = _copied(SOURCES["everything"], tmp_path)
    for name, filter_name in (("locked.docx", "MS Word 2007 XML"), ("locked.odt", "writer8")):
        raw = protected_by_libreoffice(source, tmp_path / name, filter_name).read_bytes()
        with pytest.raises(InputError, match="is protected with a password; remove the protection first"):
            read(raw, name.rpartition(".")[2])
    old = convert(source, "doc", ":MS Word 97").read_bytes()
    with pytest.raises(InputError, match=r"old binary format \(\.doc and the like\)"):
        read(old, "docx")
