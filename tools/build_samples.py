"""Write the expected files of the samples anew. Read the difference before you commit it: it is what users will see.

python tools/build_samples.py [NAME]...
"""

from __future__ import annotations

import shlex
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    for path in sorted((ROOT / "samples").glob("*/sample.toml")):
        if len(sys.argv) > 1 and path.parent.name not in sys.argv[1:]:
            continue
        for run in tomllib.loads(path.read_text(encoding="utf-8"))["run"]:
            out = path.parent / run["output"] if "output" in run else Path(tempfile.mkdtemp()) / "out"
            words = [str(out) if word == "OUT" else word for word in shlex.split(run["command"])[1:]]
            done = subprocess.run([sys.executable, "-m", "cleanup", *words], cwd=ROOT, capture_output=True, check=False)
            if done.returncode != int(run.get("exit", 0)) or done.stderr:
                sys.exit(f"{run['command']}: exit {done.returncode}\n{done.stderr.decode()}")
            if "report" in run:
                (path.parent / run["report"]).write_bytes(done.stdout)


if __name__ == "__main__":
    main()
