"""Every check of the project in one command: lint, format, types, import contracts, the wheel, the tests.

python tools/check.py          needs the extra `dev` installed
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
SCRIPTS = Path(PYTHON).parent


def run(name: str, *command: str | Path, cwd: Path = ROOT) -> None:
    """Run one step; its output is shown, and a failure ends everything."""
    start = time.perf_counter()
    print(f"== {name}", flush=True)
    done = subprocess.run([str(word) for word in command], cwd=cwd, check=False)
    print(f"   {'ok' if done.returncode == 0 else 'FAILED'} ({time.perf_counter() - start:.0f} s)", flush=True)
    if done.returncode:
        sys.exit(done.returncode)


def check_wheel(folder: Path) -> None:
    """Build the wheel, install it into an empty environment, and run it from another folder."""
    run("build the wheel", PYTHON, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    run("install it into an empty environment", python, "-m", "pip", "install", "-q", wheel)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.txt").write_text("He said “ yes ”to Lukashenka.\n", encoding="utf-8")
    command = environment / ("Scripts" if sys.platform == "win32" else "bin") / "cleanup"
    run("clean a text from another folder", command, "fix", "-i", "a.txt", "--language", "en", cwd=elsewhere)
    got = (elsewhere / "a.txt").read_text(encoding="utf-8")
    if got != "He said “yes” to Lukashenko.\n":
        sys.exit(f"the installed wheel made {got!r}: are the rules and data in it?")


def main() -> None:
    run("ruff check", SCRIPTS / "ruff", "check")
    run("ruff format", SCRIPTS / "ruff", "format", "--check")
    run("mypy --strict", SCRIPTS / "mypy")
    run("import contracts", SCRIPTS / "lint-imports")
    with tempfile.TemporaryDirectory() as folder:
        check_wheel(Path(folder))
    run("tests", PYTHON, "-m", "pytest", "-n", "auto")


if __name__ == "__main__":
    main()
