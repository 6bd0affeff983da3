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


@pytest.mark.parametrize(
    ("phrases", "line", "found"),
    [
        (["Share", "share:"], "SHARE", 0),  # of two that are the same the first stands
        (["Tags: …", "Tags: more …"], "Tags: more of it", 1),  # the longest beginning
        (["Tags …", "Tags"], "tags", 0),  # nothing need follow
        (["Tags …", "Tags"], "tags of all kinds", 0),
        (["Tags", "Tags …"], "tags of all kinds", 1),
        (["# comments", "# … ago"], "3 hours ago", 1),
        (["# comments", "# … ago"], "12 comments", 0),
        (["→ … x", "…", "#"], "anything at all", None),  # nothing stands before its …
        (["ＰＲ"], "PR", 0),
    ],
)  # fmt: skip
def test_the_phrase_that_a_line_is(phrases: list[str], line: str, found: int | None) -> None:
    book = PhraseBook((phrase, number) for number, phrase in enumerate(phrases))
    assert book.get(folded(line)) == found
    assert book.may_hold(line) or found is None
