"""The samples are what a user sees: each command of ``sample.toml`` is run for real and compared with the files beside it.

[[run]]
command = "cleanup fix samples/x/input.txt --language en -o OUT"
output = "expected.txt"       # what OUT holds
report = "report.txt"         # what is printed
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY

SAMPLES = REPOSITORY / "samples"


def runs() -> list[Any]:
    found = []
    for path in sorted(SAMPLES.glob("*/sample.toml")):
        for number, run in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["run"], 1):
            found.append(pytest.param(path.parent, run, id=f"{path.parent.name}-{number}"))
    return found


def run_sample(run: dict[str, str], out: Path) -> str:
    program, *arguments = shlex.split(run["command"])
    assert program == "cleanup"
    arguments = [str(out) if argument == "OUT" else argument for argument in arguments]
    done = subprocess.run(
        [sys.executable, "-m", "cleanup", *arguments], cwd=REPOSITORY, capture_output=True, timeout=120, check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip
    assert done.stderr.decode() == ""
    assert done.returncode == int(run.get("exit", 0))
    return done.stdout.decode()


@pytest.mark.parametrize(("folder", "run"), runs())
def test_sample(folder: Path, run: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    printed = run_sample(run, out)
    if "output" in run:
        assert out.read_bytes() == (folder / run["output"]).read_bytes()
    if "report" in run:
        assert printed == (folder / run["report"]).read_text(encoding="utf-8")


@pytest.mark.parametrize(("folder", "run"), runs())
def test_a_second_run_changes_nothing(folder: Path, run: dict[str, str], tmp_path: Path) -> None:
    if "output" not in run:
        pytest.skip("this run writes no text")
    once, twice = tmp_path / f"once{Path(run['output']).suffix}", tmp_path / "twice"
    once.write_bytes((folder / run["output"]).read_bytes())
    command = " ".join(str(once) if f"{folder.name}/input" in word else word for word in run["command"].split())
    run_sample({**run, "command": command}, twice)
    assert twice.read_bytes() == once.read_bytes()


def test_every_sample_has_a_run() -> None:
    folders = [path for path in SAMPLES.iterdir() if path.is_dir()]
    assert all((folder / "sample.toml").exists() for folder in folders)
