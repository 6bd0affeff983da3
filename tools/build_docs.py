"""Fill the marked parts of README.md with what the program really says, and write the JSON Schema of rule files.

python tools/build_docs.py            write
python tools/build_docs.py --check    exit 1 when something is out of date (the tests call this)
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from cleanup.checks import CHECKS
from cleanup.rulefile import common_fields
from cleanup.rulepack import Field, Kind

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "kremlin-belarus"


def blocks() -> dict[str, str]:
    """Marker → what stands below it in the README."""
    return {
        "the report of the example": _code("text", (SAMPLE / "report.txt").read_text(encoding="utf-8")),
        "the house rules of the example": _code("yaml", (SAMPLE / "house.yaml").read_text(encoding="utf-8")),
        "a mistake in a rule file": _code("text", _mistake()),
        "the checks": "".join(
            f"| `{check.name}` | {check.about.strip().splitlines()[0]} |\n" for check in CHECKS.values()
        ),
    }


def _code(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```\n"


def _mistake() -> str:
    done = subprocess.run(
        [sys.executable, "-m", "cleanup", "rules", "check", "unknown-keys.yaml"],
        cwd=ROOT / "tests" / "errors", capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return done.stderr


def readme() -> str:
    """README.md with its marked parts filled."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for marker, content in blocks().items():
        start = re.escape(f"<!-- {marker} -->\n")
        text, count = re.subn(
            f"({start}).*?(<!-- end -->)", lambda m, c=content: m[1] + c + m[2], text, flags=re.DOTALL
        )
        if count != 1:
            sys.exit(f"README.md: the marker <!-- {marker} --> stands there {count} times")
    return text


def schema() -> str:
    """The JSON Schema (2020-12) that editors use to check and complete rule files."""
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rule file of cleanup",
        "description": "Written by tools/build_docs.py; do not edit.",
        "type": "object",
        "required": ["check"],
        "oneOf": [_of_check(check) for check in CHECKS.values()],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


_TEXT = {"type": ["string", "number", "boolean"]}
_TEXTS = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}


def _of_check(check) -> dict:  # type: ignore[no-untyped-def,type-arg]
    options = {option.name: {"description": option.about} for option in check.options}
    entry = {
        **{n: _of_field(f) for n, f in (check.schema.fields | common_fields()).items()},
        "examples": {"type": "array"},
    }
    rule = {"type": "object", "additionalProperties": False, "properties": entry}
    return {
        "additionalProperties": False,
        "properties": {
            "check": {"const": check.name},
            "language": _TEXTS,
            "options": {"type": "object", "additionalProperties": False, "properties": options},
            "allow": {"type": "array", "items": _TEXT},
            "disable": _TEXTS,
            "rules": {
                "type": "object",
                "additionalProperties": {"anyOf": [_TEXTS, rule]} if check.schema.value else rule,
            },
        },
    }


def _of_field(field: Field) -> dict:  # type: ignore[type-arg]
    shape = {
        Kind.TEXT: _TEXT,
        Kind.TEXTS: _TEXTS,
        Kind.CHOICE: {"enum": list(field.choices)},
        Kind.PATTERN: {"type": "string"},
        Kind.PATTERNS: _TEXTS,
        Kind.TABLE: {"type": "object", "additionalProperties": _TEXT},
        Kind.TABLES: {"type": "object", "additionalProperties": _TEXTS},
        Kind.GROUP: {"type": "object", "properties": {name: _of_field(inner) for name, inner in field.group.items()}},
    }[field.kind]
    return {**shape, "description": field.about}


def main() -> None:
    """Write, or with --check compare."""
    made = {ROOT / "README.md": readme(), ROOT / "rules" / "rule-file.schema.json": schema()}
    old = [
        path.name for path, content in made.items() if not path.exists() or path.read_text(encoding="utf-8") != content
    ]
    if "--check" in sys.argv:
        sys.exit(f"out of date, run python tools/build_docs.py: {', '.join(old)}" if old else 0)
    for path, content in made.items():
        path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
