"""Every phrase of the packs is found again, however a page writes it: the quick look must not lose what the slow one finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from cleanup.text.phrases import PhraseBook, folded

RULES = Path(__file__).parent.parent / "rules"
FILES = sorted((RULES / "furniture").glob("*.yaml")) + [RULES / "residue" / "chat.yaml"]
PLACES = ("anywhere", "edges", "head", "tail", "also", "refusal")


def phrases(path: Path) -> list[str]:
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["rules"].values()
    return [phrase for entry in entries for place in PLACES for phrase in entry.get(place, [])]


def dresses(phrase: str) -> Iterator[str]:
    line = phrase.replace("…", "foo bar").replace("#", "12")
    yield from (line, line.upper(), line.lower(), f"• {line}", f"  {line} →", line.replace(":", " :"))
    yield line.replace(" ", "\N{NO-BREAK SPACE}").replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_phrases_are_found_in_every_dress(path: Path) -> None:
    book = PhraseBook((phrase, phrase) for phrase in phrases(path))
    lost = [
        line
        for phrase in phrases(path)
        for line in dresses(phrase)
        if not book.may_hold(line) or book.get(folded(line)) is None
    ]
    assert lost == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_phrases_begin_with_a_word_or_a_number(path: Path) -> None:
    assert [phrase for phrase in phrases(path) if not folded(phrase.split("…")[0])] == []
