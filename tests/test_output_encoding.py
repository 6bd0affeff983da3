"""In which encoding a cleaned file is written: its own where nothing changes, UTF-8 where something does."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import run, says

OTHER_ENCODINGS = {
    "utf-16": ("utf-16", "He stayed at home, and the others left.\r\n", "Lukashenka stayed at home, “and” the others left.\r\n"),
    "latin-1": ("latin-1", "Le déjà vu d'été à la façade.\n", "Le déjà vu à Lukashenka, la façade.\n"),
    "koi8-r": ("koi8-r", "Съешь ещё этих мягких французских булок.\n", 'Съешь ещё этих "мягких "французских булок.\n'),
}  # fmt: skip


@pytest.mark.parametrize("suffix", [".txt", ".md", ".srt"])
@pytest.mark.parametrize(("encoding", "clean", "dirty"), OTHER_ENCODINGS.values(), ids=OTHER_ENCODINGS)
def test_what_is_not_changed_keeps_its_encoding(
    tmp_path: Path, suffix: str, encoding: str, clean: str, dirty: str
) -> None:
    cue = "1\n00:00:01,000 --> 00:00:02,000\n" if suffix == ".srt" else ""
    options = [
        "--language",
        "ru" if encoding == "koi8-r" else "en",
        "--select",
        "name-variant,spacing,quotes",
        "--encoding",
        encoding,
    ]
    for text, target in ((clean, encoding), (dirty, "utf-8")):
        file = tmp_path / f"a{suffix}"
        file.write_bytes((cue + text).encode(encoding))
        code, _, err = says(run("fix", file.name, "-o", "out", *options, cwd=tmp_path))
        out = (tmp_path / "out").read_bytes()
        assert code == 0, err
        assert (out == file.read_bytes()) == (text == clean), err
        if text == dirty:
            out.decode(target)
        assert run("fix", file.name, *options, cwd=tmp_path).stdout == out
        told = run("fix", file.name, *options, "--output-encoding", "utf-8", cwd=tmp_path).stdout
        assert told.decode() and (text == dirty or told == (cue + text).encode())


def test_bytes_that_cannot_be_read_stay_where_nothing_changes(tmp_path: Path) -> None:
    raw = "Žluťoučký kůň úpěl ďábelské ódy.\n".encode() * 20 + b"bad \xff\xfe byte\n"
    (tmp_path / "a.txt").write_bytes(raw)
    assert run("fix", "a.txt", "--language", "cs", "--select", "name-variant", cwd=tmp_path).stdout == raw


def test_the_pieces_of_a_long_file_have_one_encoding(tmp_path: Path) -> None:
    line = "Съешь ещё этих мягких французских булок.\n"
    text = line * 60_000 + "Приехал Luкашенко.\n" + line * 60_000
    (tmp_path / "long.txt").write_bytes(text.encode("koi8-r"))
    out = run(
        "fix", "long.txt", "--language", "ru", "--select", "mixed-script-word", "--no-progress", cwd=tmp_path
    ).stdout
    assert len(out.decode("utf-8").splitlines()) == 120_001
