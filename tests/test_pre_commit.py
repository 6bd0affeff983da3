"""The two hooks with the real ``pre-commit``: it clones this repository, installs it and runs the hooks on a scratch repository.

Runs where ``pre-commit`` and git are installed and pip reaches an index for the dependencies (``pip install pre-commit``; the
test then takes half a minute); elsewhere it is skipped and says why.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import REPOSITORY

# What pip says when there is no network; any other failure is ours.
_NO_NETWORK = re.compile(
    r"NewConnectionError|NameResolutionError|name resolution|No matching distribution found|ConnectTimeout|ProxyError"
)

pytestmark = [
    pytest.mark.skipif(find_spec("pre_commit") is None, reason="needs pre-commit (pip install pre-commit)"),
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
    pytest.mark.skipif(not (REPOSITORY / ".git").exists(), reason="needs the repository, this is an archive of it"),
]

DIRTY = "He said “ yes ” to Lukashenka.\n"
CLEAN = "He said “yes” to Lukashenko.\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(200)


def git(folder: Path, *arguments: str) -> str:
    identity = [
        "-c",
        "user.name=Test",
        "-c",
        "user.email=test@example.org",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "init.defaultBranch=main",
    ]
    return subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def committed(folder: Path) -> str:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "all")
    return git(folder, "rev-parse", "HEAD").strip()


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository of this checkout as it stands, uncommitted changes included, and its revision."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in git(REPOSITORY, "ls-files", "-co", "--exclude-standard", "-z").split("\0"):
        if name and (REPOSITORY / name).is_file() and not name.startswith(("tests/", "samples/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, folder / name)
    return folder, committed(folder)


@pytest.fixture(scope="module")
def scratch(hooks: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scratch")
    (folder / "dirty article.md").write_text(f"# News\n\n{DIRTY}\n`Lukashenka = 1`\n")
    (folder / "clean.txt").write_text(CLEAN)
    (folder / "page.html").write_text(f"<p>{DIRTY}</p>\n")
    (folder / "picture.png").write_bytes(PICTURE)
    (folder / "code.py").write_text('name = "Lukashenka"\n')
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks[0]}\n  rev: {hooks[1]}\n  hooks:\n"
        "  - {id: cleanup-check, args: [--language, en]}\n  - {id: cleanup-fix, args: [--language, en]}\n"
    )
    committed(folder)
    return folder


def pre_commit(scratch: Path, hook: str) -> tuple[int, str]:
    store = scratch.parent / "pre-commit-store"
    # The environment is pip's own: what leads to this checkout must not lead the hook there.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"PRE_COMMIT_HOME": str(store)}
    command = [sys.executable, "-m", "pre_commit", "run", hook, "--all-files", "--verbose", "--color", "never"]
    done = subprocess.run(
        command, cwd=scratch, capture_output=True, text=True, env=environment, check=False, timeout=600
    )
    said = done.stdout + done.stderr
    if done.returncode not in (0, 1) and _NO_NETWORK.search(said):
        pytest.skip("pre-commit could not install the dependencies: pip reaches no package index from here")
    return done.returncode, said


def test_check_then_fix_then_check(scratch: Path) -> None:
    files = sorted(path for path in scratch.iterdir() if path.is_file())
    before = {path: path.read_bytes() for path in files}
    code, said = pre_commit(scratch, "cleanup-check")
    assert code == 1, said
    assert "dirty article.md" in said and "page.html" in said, said
    assert "code.py" not in said
    assert {path: path.read_bytes() for path in files} == before, "check writes nothing"

    code, said = pre_commit(scratch, "cleanup-fix")
    assert code == 1, said
    assert "files were modified by this hook" in said, said
    assert (scratch / "dirty article.md").read_text() == f"# News\n\n{CLEAN}\n`Lukashenka = 1`\n"
    assert (scratch / "page.html").read_text() == f"<p>{CLEAN}</p>\n"
    changed = {path.name for path in files if path.read_bytes() != before[path]}
    assert changed == {"dirty article.md", "page.html"}

    code, said = pre_commit(scratch, "cleanup-fix")
    assert code == 0, said
    code, said = pre_commit(scratch, "cleanup-check")
    assert code == 0, said
