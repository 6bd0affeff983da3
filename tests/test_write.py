"""Writing in place: a crash leaves the old file whole."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from cleanup.errors import InputError
from cleanup.write import atomic, refuse_unwritable, write_atomically


def test_mode_is_kept_and_links_are_followed(tmp_path: Path) -> None:
    real = tmp_path / "real.txt"
    real.write_text("old")
    real.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(real)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_crash_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def crash(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", crash)
    with pytest.raises(InputError, match="No space left"):
        write_atomically(target, b"new")
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_an_error_of_the_caller_is_its_own(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic(tmp_path / "a.txt") as stream:
        stream.write(b"half")
        open(tmp_path / "no such input", "rb").close()
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "mkstemp", lambda **_: (os.open("/dev/full", os.O_WRONLY), str(tmp_path / "beside")))
    with pytest.raises(InputError, match="No space left"), atomic(tmp_path / "a.txt") as stream:
        stream.write(b"x" * 1_000_000)


def test_targets_are_refused_before_work_is_done(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="it is a folder"):
        refuse_unwritable(tmp_path)
    with pytest.raises(InputError, match="does not exist"):
        refuse_unwritable(tmp_path / "no" / "where.txt")
