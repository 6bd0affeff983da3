#!/usr/bin/env python3
"""How fast `cleanup` is, as ratios to ftfy measured in the same run, in turn.

    python tests/benchmarks/run.py                      a table
    python tests/benchmarks/run.py --json figures.json  and the figures as JSON
    python tests/benchmarks/run.py --linear             does the time grow with the text?

Only ratios mean anything on another machine or another day. The texts may be passed on: the articles of ``samples`` (their
sources and licences stand there) as they are when cleaned; the project's own texts of ``tests/cases`` that must be left
alone, which are hard on purpose; and the articles with one document in twelve read in a wrong encoding.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ftfy
import yaml

import cleanup

ROOT = Path(__file__).resolve().parents[2]
Document = tuple[str, str]  # language, text


def articles() -> list[Document]:
    """The cleaned articles of ``samples``."""
    found = {"en": "kremlin-belarus/expected.txt", "de": "bridge-de/expected.md"}
    return [(language, (ROOT / "samples" / name).read_text(encoding="utf-8")) for language, name in found.items()]


def many_languages() -> list[Document]:
    """The clean texts of the case files, by language, twenty to a document."""
    by_language: dict[str, list[str]] = {}
    for file in sorted((ROOT / "tests" / "cases").glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")):
            if case.get("clean") and isinstance(case.get("language"), str) and not case.keys() & {"rules", "source"}:
                by_language.setdefault(case["language"], []).append(str(case["text"]).strip())
    return [
        (language, "\n\n".join(texts[i : i + 20]))
        for language, texts in sorted(by_language.items())
        for i in range(0, len(texts), 20)
    ]


def dirty(documents: list[Document]) -> list[Document]:
    """The documents, every twelfth of them read in a wrong encoding."""
    damaged = []
    for number, (language, text) in enumerate(documents):
        misread = text.encode("utf-8").decode("latin-1") if number % 12 == 0 else text
        damaged.append((language, misread))
    return damaged


def filled(documents: list[Document], size: int) -> list[Document]:
    """The documents again and again until they are so many bytes."""
    assert documents
    found: list[Document] = []
    while size > 0:
        for document in documents:
            found.append(document)
            size -= len(document[1].encode("utf-8"))
            if size <= 0:
                break
    return found


def contenders() -> dict[str, Callable[[str, str], object]]:
    """Name → what cleans a text in a language. The first one is what the ratios are to."""
    cleaners: dict[tuple[str, bool], cleanup.Cleaner] = {}

    def ours(language: str, text: str, mojibake_only: bool = False) -> object:
        key = (language, mojibake_only)
        if key not in cleaners:
            select = ["mojibake"] if mojibake_only else None
            cleaners[key] = cleanup.Cleaner(language=language, select=select)
        return cleaners[key].clean(text)

    return {
        "ftfy.fix_text": lambda language, text: ftfy.fix_text(text),
        "cleanup, every check": ours,
        "cleanup, mojibake only": lambda language, text: ours(language, text, mojibake_only=True),
    }


CONTENDERS = contenders()


def throughput(size: int, rounds: int) -> dict[str, dict[str, float]]:
    """Text → contender → MB of UTF-8 a second of processor time; the contenders take turns."""
    languages = many_languages()
    count = len({language for language, _ in languages})
    texts = {
        "articles": articles(),
        f"near misses, {count} languages": languages,
        "one in twelve damaged": dirty(articles() * 12),
    }
    figures: dict[str, dict[str, float]] = {}
    for name, documents in texts.items():
        sample = filled(documents, size)
        megabytes = sum(len(text.encode("utf-8", "surrogatepass")) for _, text in sample) / 1e6
        took: dict[str, list[float]] = {}
        for _ in range(rounds + 1):
            for contender, work in CONTENDERS.items():
                start = time.process_time()
                for language, text in sample:
                    work(language, text)
                took.setdefault(contender, []).append(time.process_time() - start)
        figures[name] = {contender: megabytes / statistics.median(times[1:]) for contender, times in took.items()}
    return figures


def start_up(rounds: int) -> dict[str, float]:
    """What a fresh interpreter takes, in milliseconds of processor time above an empty one; the least of some runs."""
    article = str(ROOT / "samples" / "kremlin-belarus" / "input.txt")
    commands = {
        "bare interpreter": ["-c", "pass"],
        "import cleanup": ["-c", "import cleanup"],
        "import ftfy": ["-c", "import ftfy"],
        "cleanup fix, one article": ["-m", "cleanup", "fix", article, "--language", "en", "--ignore", "untranslated"],
        "cleanup fix, a fragment named": ["-m", "cleanup", "fix", article, "--language", "en"],
    }
    least: dict[str, float] = {}
    for _ in range(rounds + 1):
        for name, arguments in commands.items():
            start = _time_of_children()
            subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=True)
            least[name] = min(least.get(name, 99.0), _time_of_children() - start)
    bare = least.pop("bare interpreter")
    return {name: 1000 * (seconds - bare) for name, seconds in least.items()}


def _time_of_children() -> float:
    used = os.times()
    return used.children_user + used.children_system


def linear() -> dict[str, float]:
    """How many times longer ten times the text takes."""
    cleaner = cleanup.Cleaner(language="en")
    text = "\n\n".join(text for _, text in filled(articles()[:1], 200_000))
    shapes = {"paragraphs": text, "one paragraph": text.replace("\n", " "), "marks": "He said “ yes ”and left. " * 2_000,
              "mojibake": "It costs 5â‚¬ at the cafÃ©. " * 2_000}  # fmt: skip
    figures = {}
    for name, shape in shapes.items():
        cleaner.clean(shape)
        took = []
        for sample in (shape, "\n\n".join([shape] * 10) if name != "one paragraph" else " ".join([shape] * 10)):
            start = time.process_time()
            cleaner.clean(sample)
            took.append(time.process_time() - start)
        figures[name] = took[1] / took[0]
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--mb", type=float, default=1.0, help="size of each text")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--linear", action="store_true")
    given = parser.parse_args()
    speeds = throughput(int(given.mb * 1e6), given.rounds)
    print("| text | " + " | ".join(CONTENDERS) + " |")
    print("|---|" + "---|" * len(CONTENDERS))
    for name, by_contender in speeds.items():
        base = by_contender["ftfy.fix_text"]
        print(f"| {name} | " + " | ".join(f"{speed / base:.1f} ×" for speed in by_contender.values()) + " |")
    start = start_up(given.rounds)
    figures: dict[str, dict[str, Any]] = {"throughput": speeds, "start": start}
    for name, milliseconds in start.items():
        print(f"{name}: {milliseconds:.0f} ms")
    if given.linear:
        figures["linear"] = linear()
        for name, ratio in figures["linear"].items():
            print(f"ten times the text, {name}: {ratio:.1f} times as long")
    if given.json:
        Path(given.json).write_text(json.dumps(figures, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
