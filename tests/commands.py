"""The real command, as a user runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def run(
    *arguments: str, cwd: Path, text: str | bytes | None = None, timeout: int = 120
) -> subprocess.CompletedProcess[bytes]:
    """What the command does in a folder, with ``text`` as its standard input."""
    given = text.encode() if isinstance(text, str) else text
    return subprocess.run(
        [sys.executable, "-m", "cleanup", *arguments], cwd=cwd, input=given if given is not None else b"",
        capture_output=True, timeout=timeout, check=False,
    )  # fmt: skip


def says(done: subprocess.CompletedProcess[bytes]) -> tuple[int, str, str]:
    """The exit code, standard output and standard error."""
    return done.returncode, done.stdout.decode(), done.stderr.decode()
