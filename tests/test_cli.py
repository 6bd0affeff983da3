"""The real command, as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from commands import run, says
from conftest import REPOSITORY
from office_files import docx

DIRTY = "He said “ yes ”to Lukashenka.\n"
CLEAN = "He said “yes” to Lukashenko.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dirty.txt").write_text(DIRTY)
    (tmp_path / "clean.txt").write_text(CLEAN)
    return tmp_path


def test_fix_prints_the_text_and_reports_on_standard_error(folder: Path) -> None:
    code, out, err = says(run("fix", "dirty.txt", "--language", "en", cwd=folder))
    assert (code, out) == (0, CLEAN)
    assert err.endswith("2 fixed, 0 left for you.\n")


def test_fix_from_standard_input(folder: Path) -> None:
    assert says(run("fix", "-", "--language", "en", cwd=folder, text=DIRTY))[:2] == (0, CLEAN)


def test_fix_in_place_and_again(folder: Path) -> None:
    assert says(run("fix", "-i", "--language", "en", ".", cwd=folder))[0] == 0
    assert (folder / "dirty.txt").read_text() == CLEAN
    before = (folder / "dirty.txt").stat().st_mtime_ns
    code, out, _ = says(run("fix", "-i", "--language", "en", ".", cwd=folder))
    assert (code, out) == (0, "nothing found in 2 files.\n")
    assert (folder / "dirty.txt").stat().st_mtime_ns == before


def test_fix_to_a_file_and_to_a_folder(folder: Path) -> None:
    assert run("fix", "dirty.txt", "--language", "en", "-o", "out.txt", cwd=folder).returncode == 0
    assert (folder / "out.txt").read_text() == CLEAN
    assert run("fix", "dirty.txt", "clean.txt", "--language", "en", "-o", "all", cwd=folder).returncode == 0
    assert sorted(path.name for path in (folder / "all").iterdir()) == ["clean.txt", "dirty.txt"]
    assert (folder / "dirty.txt").read_text() == DIRTY


def test_a_folder_may_be_called_like_a_file(folder: Path) -> None:
    (folder / "all.txt").mkdir()
    for target in ("all.txt", "version-1.2"):
        assert run("fix", "dirty.txt", "clean.txt", "--language", "en", "-o", target, cwd=folder).returncode == 0
        assert (folder / target / "dirty.txt").read_text() == CLEAN


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal")
@pytest.mark.parametrize("options", [[], ["--track"]])
def test_the_bytes_of_a_word_file_are_not_for_a_terminal(tmp_path: Path, options: list[str]) -> None:
    import pty

    (tmp_path / "a.docx").write_bytes(docx("<w:p><w:r><w:t>To Lukashenka.</w:t></w:r></w:p>"))
    (tmp_path / "a.txt").write_text(DIRTY)
    command = [sys.executable, "-m", "cleanup", "fix", "--language", "en"]
    ours, terminal = pty.openpty()
    shown = ""
    try:
        done = subprocess.run(
            [*command, "a.docx", *options], cwd=tmp_path, stdout=terminal, stderr=subprocess.PIPE, check=False
        )
        assert done.returncode == 2
        assert b"-o" in done.stderr and b"-i" in done.stderr
        target = ["a.docx", *options, "-o", "b.docx"]
        assert subprocess.run([*command, *target], cwd=tmp_path, stdout=terminal, check=False).returncode == 0
        if not options:  # text is for a terminal
            subprocess.run([*command, "a.txt"], cwd=tmp_path, stdout=terminal, stderr=subprocess.PIPE, check=True)
    finally:
        os.close(terminal)
        with open(ours, "rb") as screen, suppress(OSError):  # which is how a terminal ends
            while piece := screen.read1():
                shown += piece.decode()
    assert "PK" not in shown
    assert options or CLEAN.strip() in shown
    piped = run("fix", "a.docx", "--language", "en", *options, cwd=tmp_path)
    assert piped.returncode == 0 and piped.stdout.startswith(b"PK")


def test_exit_codes_of_check(folder: Path) -> None:
    assert run("check", "clean.txt", "--language", "en", cwd=folder).returncode == 0
    assert run("check", "dirty.txt", "--language", "en", cwd=folder).returncode == 1
    assert run("fix", "--check", "dirty.txt", "--language", "en", cwd=folder).returncode == 1
    assert run("fix", "--check", "clean.txt", "--language", "en", cwd=folder).returncode == 0


def test_diff_writes_nothing(folder: Path) -> None:
    code, out, _ = says(run("fix", "--diff", "dirty.txt", "--language", "en", cwd=folder))
    assert code == 0
    assert out == f"--- dirty.txt\n+++ dirty.txt\n@@ -1 +1 @@\n-{DIRTY}+{CLEAN}"
    assert (folder / "dirty.txt").read_text() == DIRTY


def test_json_offsets_are_the_users(folder: Path) -> None:
    path = folder / "windows.txt"
    path.write_bytes(b"\xef\xbb\xbfOne.\r\n\r\nTo Lukashenka's men.\r\n")
    code, out, _ = says(run("check", "windows.txt", "--language", "en", "--format", "json", cwd=folder))
    report = json.loads(out)
    assert code == 1
    assert report["schema_version"] == 1
    (file,) = report["files"]
    text = path.read_bytes().decode("utf-8-sig")
    assert file["path"] == "windows.txt"
    for finding in file["findings"]:
        assert text[finding["start"] : finding["end"]] == finding["text"]
        assert (finding["line"], finding["column"]) == (3, 4)
        assert finding["outcome"] == "applied"
    assert run("fix", "windows.txt", "--language", "en", cwd=folder).stdout == (
        b"\xef\xbb\xbfOne.\r\n\r\nTo Lukashenko's men.\r\n"
    )


@pytest.mark.parametrize("form", ["json", "jsonl", "sarif", "github", "diff", "text", "junit", "html"])
def test_every_report_format(folder: Path, form: str) -> None:
    code, out, err = says(run("check", "dirty.txt", "--language", "en", "--format", form, cwd=folder))
    assert (code, err) == (1, "")
    assert "Lukashenk" in out


def test_report_to_a_file(folder: Path) -> None:
    done = run("check", "dirty.txt", "--language", "en", "--format", "json", "--output", "report.json", cwd=folder)
    assert says(done)[:2] == (1, "")
    assert json.loads((folder / "report.json").read_text())["files"]


def test_jobs_give_the_same_report(folder: Path) -> None:
    one = says(run("check", ".", "--language", "en", cwd=folder))
    assert says(run("check", ".", "--language", "en", "--jobs", "2", cwd=folder)) == one


def test_a_baseline_of_check_stops_the_fixes_it_showed(folder: Path) -> None:
    run("check", "dirty.txt", "--language", "en", "--write-baseline", "b.json", cwd=folder)
    assert run("check", "dirty.txt", "--language", "en", "--baseline", "b.json", cwd=folder).returncode == 0
    assert says(run("fix", "dirty.txt", "--language", "en", "--baseline", "b.json", cwd=folder))[:2] == (0, DIRTY)


def test_a_baseline_remembers(folder: Path) -> None:
    assert run("check", "dirty.txt", "--language", "en", "--write-baseline", "b.json", "--select", "furniture,untranslated",
               cwd=folder).returncode == 0  # fmt: skip
    (folder / "page.txt").write_text(
        "A bridge over the river was opened on Monday after four years of work.\n\nLeave a Reply\n"
    )
    assert run("check", "page.txt", "--language", "en", "--write-baseline", "b.json", cwd=folder).returncode == 1
    (folder / "page.txt").write_text(
        "A new line.\n\nA bridge over the river was opened on Monday after four years of work.\n\nLeave a Reply\n"
    )
    code, out, _ = says(run("check", "page.txt", "--language", "en", "--baseline", "b.json", cwd=folder))
    assert (code, out.splitlines()[-1]) == (0, "nothing found; 1 left alone as you said.")


def test_a_publication_can_be_gated(folder: Path) -> None:
    check = ["check", "dirty.txt", "--language", "en"]
    assert run(*check, "--fail-on", "furniture", cwd=folder).returncode == 0
    assert run(*check, "--fail-on", "furniture", "--fail-on", "quotes:2", cwd=folder).returncode == 0
    assert run(*check, "--fail-on", "quotes", cwd=folder).returncode == 1
    assert run(*check, "--max-per-1000", "500", cwd=folder).returncode == 0
    code, out, _ = says(run(*check, "--max-per-1000", "300", cwd=folder))
    assert code == 1
    assert out.splitlines()[-4:-1] == [
        "name-variant         1 would be fixed",
        "quotes               1 would be fixed",
        "2 findings, 333.3 per 1,000 words",
    ]


def test_what_silences_nothing_is_reported(folder: Path) -> None:
    (folder / "house.yaml").write_text("check: untranslated\nallow: [едут]\n")
    out = says(run("check", "clean.txt", "--language", "en", "--rules", "house.yaml", cwd=folder))[1]
    assert out == 'note: the allow list entry "едут" (house.yaml:2:9) was not needed\nnothing found.\n'


def test_configuration_beside_the_text(folder: Path) -> None:
    (folder / "cleanup.toml").write_text('language = "en"\n[options.quotes]\nstyle = ["«", "»", "‹", "›"]\n')
    assert says(run("fix", "dirty.txt", cwd=folder))[1] == "He said «yes» to Lukashenko.\n"
    assert says(run("fix", "dirty.txt", "--isolated", "--language", "en", cwd=folder))[1] == CLEAN
    assert says(run("fix", "dirty.txt", "--set", "quotes.style=keep", cwd=folder))[1] == CLEAN


def test_jsonl_leaves_other_fields_alone(folder: Path) -> None:
    rows = '{"id": 1.10, "mt":"To Lukashenka.",  "x": null}\n{"mt": "Nothing.", "id": 2}\n'
    (folder / "rows.jsonl").write_text(rows)
    code, out, _ = says(run("fix", "rows.jsonl", "--text-field", "mt", "--language", "en", cwd=folder))
    assert (code, out) == (0, rows.replace("Lukashenka", "Lukashenko"))


def test_markdown_code_stays(folder: Path) -> None:
    text = "# Lukashenka\n\n`Lukashenka` and [Lukashenka](https://a.by/Lukashenka)\n\n    Lukashenka = 1\n"
    (folder / "a.md").write_text(text)
    out = says(run("fix", "a.md", "--language", "en", cwd=folder))[1]
    assert out == text.replace("# Lukashenka", "# Lukashenko").replace("[Lukashenka]", "[Lukashenko]")


def test_explain_and_rules(folder: Path) -> None:
    assert "Fix safety" in says(run("explain", "quotes", cwd=folder))[1]
    assert "Lukashenka" in says(run("explain", "name-variant/Lukashenko", cwd=folder))[1]
    assert "name-variant/Lukashenko\t" in says(run("rules", "list", cwd=folder))[1]
    assert says(run("rules", "check", cwd=folder))[0] == 0
    assert says(run("rules", "test", "--", cwd=folder))[1].endswith(" 0 failed.\n")
    assert "prefer: Lukashenko" in says(run("rules", "show", "name-variant/Lukashenko", cwd=folder))[1]


WRONG = {
    "missing file": ["check", "none.txt"],
    "folder without texts": ["check", "empty"],
    "binary file": ["check", "picture.txt"],
    "one bad file among good ones": ["fix", "-i", "dirty.txt", "picture.txt"],
    "unknown command": ["chek", "dirty.txt"],
    "unknown option": ["check", "dirty.txt", "--langage", "en"],
    "unknown check": ["check", "dirty.txt", "--select", "quots"],
    "unknown rule": ["check", "dirty.txt", "--select", "untranslated/scrip"],
    "unknown language": ["check", "dirty.txt", "--language", "english"],
    "unknown option of a check": ["check", "dirty.txt", "--set", "quotes.stile=keep"],
    "bad setting": ["check", "dirty.txt", "--set", "quotes"],
    "unknown format": ["check", "dirty.txt", "--format", "xml"],
    "unknown encoding": ["check", "dirty.txt", "--encoding", "utf-99"],
    "missing rule file": ["check", "dirty.txt", "--rules", "none.yaml"],
    "unknown pack": ["check", "dirty.txt", "--rules", "kyiv-natonal"],
    "broken rule file": ["check", "dirty.txt", "--rules", "bad.yaml"],
    "broken config": ["check", "dirty.txt", "--config", "bad.toml"],
    "broken baseline": ["check", "dirty.txt", "--baseline", "dirty.txt"],
    "unwritable target": ["fix", "dirty.txt", "-o", "no/where.txt"],
    "target is a folder for reports": ["check", "dirty.txt", "--output", "empty"],
    "two ways of writing": ["fix", "dirty.txt", "-i", "-o", "x.txt"],
    "several files to standard output": ["fix", "dirty.txt", "clean.txt"],
    "several files to one new file": ["fix", "dirty.txt", "clean.txt", "-o", "one.txt"],
    "several files to one new file of another format": ["fix", "dirty.txt", "clean.txt", "-o", "one.DOCX"],
    "several files to one file": ["fix", "dirty.txt", "clean.txt", "-o", "bad.yaml"],
    "a folder to one new file": ["fix", ".", "-o", "new/one.srt"],
    "standard input in place": ["fix", "-", "-i"],
    "jsonl without a field": ["fix", "rows.jsonl"],
    "explain nothing": ["explain", "quots"],
    "bad limit": ["check", "dirty.txt", "--fail-on", "quotes:x"],
    "limit of no check": ["check", "dirty.txt", "--fail-on", "quots"],
    "too large": ["check", "big.txt", "--max-size", "1"],
}  # fmt: skip


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_wrong_input(folder: Path, arguments: list[str]) -> None:
    (folder / "empty").mkdir()
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (folder / "bad.yaml").write_text("check: quotes\nrulez: {}\n")
    (folder / "bad.toml").write_text("languge = 'en'\n")
    (folder / "rows.jsonl").write_text('{"mt": "x"}\n')
    if "big.txt" in arguments:
        (folder / "big.txt").write_text("word " * 300_000)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, out, err = says(run(*arguments, cwd=folder))
    assert (code, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err
    assert "internal error" not in err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


FAILS = """
import sys
import cleanup.{module} as module
from cleanup.cli import main
real = module.{name}
def failing(*given, **named):
    if "BAD" in str(given):
        raise {error}
    return real(*given, **named)
module.{name} = failing
main()
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("out", [["-i"], ["-o", "out"]], ids=" ".join)
@pytest.mark.parametrize(
    ("module", "name", "error", "code"),
    [
        ("cli.run", "read_raw", "KeyError('x')", 3),
        ("cleaner", "Cleaner.clean_document", "RecursionError('x')", 3),
        ("cli.fix", "document_bytes", "UnicodeEncodeError('x', 'y', 0, 1, 'z')", 3),
        ("cli.fix", "write_atomically", "module.CleanupError('cannot write bad.txt: x')", 2),
    ],
)
def test_a_file_that_fails_is_told_and_the_others_are_done(
    folder: Path, module: str, name: str, error: str, code: int, out: list[str], jobs: str
) -> None:
    (folder / "bad.txt").write_text("BAD " + DIRTY)
    program = FAILS.format(module=module, name=name, error=error)
    command = [sys.executable, "-c", program, "fix", ".", "--language", "en", *out, "--jobs", jobs]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)
    assert done.returncode == code, done.stderr
    told = (done.stdout + done.stderr).decode()
    assert "bad.txt" in told and "Traceback" not in told and "2 fixed, " in told
    written = folder / "out" if out[0] == "-o" else folder
    assert (written / "dirty.txt").read_text() == CLEAN
    assert (folder / "bad.txt").read_text() == "BAD " + DIRTY
    assert not (folder / "out" / "bad.txt").exists()


def test_hostile_content_ends_well(folder: Path) -> None:
    for name, raw in {
        "empty.txt": b"", "nul.txt": b"a\x00b and some words", "surrogate.txt": b"a \xed\xa0\x80 b", "latin.txt": "déjà vu à".encode("latin-1"),
        "long.txt": b"word " * 2_000_000,
    }.items():  # fmt: skip
        (folder / name).write_bytes(raw)
        done = run("fix", name, "--language", "en", "-o", "out.txt", cwd=folder)
        assert done.returncode == 0, done.stderr
        assert b"Traceback" not in done.stderr


def test_the_version(folder: Path) -> None:
    assert says(run("--version", cwd=folder))[1].startswith("cleanup, version ")
    assert (REPOSITORY / "CHANGELOG.md").read_text().count(
        f"## {says(run('--version', cwd=folder))[1].split()[-1]}"
    ) == 1


def test_a_draft_is_for_the_language_of_the_texts(tmp_path: Path) -> None:
    text = "The firm of Petr Kowalewsky sold it in March. Petr Kowalevsky sold more, and Petr Kowalewsky and Petr Kowalewsky grew old."
    (tmp_path / "names.txt").write_text(text, encoding="utf-8")
    code, out, _ = says(run("names", "report", "names.txt", "--draft", "draft.yaml", cwd=tmp_path))
    assert code == 1 and "(once)" in out and "(3 times)" in out
    assert "language: [en]" in (tmp_path / "draft.yaml").read_text(encoding="utf-8")


def test_tracked_changes_are_for_word_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Lukashenka", encoding="utf-8")
    code, out, err = says(run("fix", "a.txt", "--language", "en", "--track", "-o", "b.txt", cwd=tmp_path))
    assert (code, out) == (2, "") and "--track" in err and "Word" in err
    assert not (tmp_path / "b.txt").exists()


@pytest.mark.parametrize("name", ["dirty.txt", "rows.jsonl"])
def test_a_reader_who_has_seen_enough_is_no_error(folder: Path, name: str) -> None:
    row = '{"text": "“ yes ”to Lukashenka"}\n'
    (folder / "rows.jsonl").write_text(row * 30_000, encoding="utf-8")  # long enough for several pieces
    command = [sys.executable, "-m", "cleanup", "check", name, "--language", "en", "--select", "name-variant"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1  # as click ends every command whose output nobody takes
