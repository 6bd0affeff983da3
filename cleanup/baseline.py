"""Remembered decisions: findings that a person has seen and accepted, by fingerprint, so that moved lines don't matter."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from cleanup.errors import InputError
from cleanup.findings import Finding

VERSION = 1


def read_baseline(path: str) -> Counter[str]:
    """How often each fingerprint was accepted. Raises InputError."""
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
        if content["version"] != VERSION:
            raise InputError(
                f"{path}: a baseline of version {content['version']}; this program reads version {VERSION}"
            )
        return Counter({str(row["fingerprint"]): int(row["count"]) for row in content["findings"]})
    except OSError as error:
        raise InputError(f"cannot read the baseline {path}: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} is not a baseline file: {type(error).__name__}: {error}") from None


def baseline_of(findings: Iterable[Finding]) -> str:
    """The baseline that accepts these findings; each row says in words what it stands for."""
    kept = list(findings)
    counts = Counter(finding.fingerprint for finding in kept)
    first = {finding.fingerprint: finding for finding in reversed(kept)}
    rows = [
        {"fingerprint": mark, "count": counts[mark], "rule": first[mark].name, "text": first[mark].text}
        for mark in sorted(counts, key=lambda mark: (first[mark].name, first[mark].text, mark))
    ]
    return json.dumps({"version": VERSION, "findings": rows}, ensure_ascii=False, indent=1) + "\n"
