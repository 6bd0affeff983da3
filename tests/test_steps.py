"""Which checks a text is shown to: all that would find something in it."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup import Cleaner
from cleanup.check import BEYOND_ASCII, Stage
from cleanup.checks import CHECKS
from cleanup.document import Segment
from cleanup.doubles import told_once
from cleanup.steps import Steps

_WORDS = (
    " ", "  ", "\n", "\n\n", "word", "Word", "The the", "Leave a Reply", "[sic]", "(", ")", "（", "}", "&amp;", "&", "caf\u00c3\u00a9",
    "\ufffd", "\u200b", "\xad", "\x0b", "\x07", "\u2028", "1.234,50", "12.05.2024", "5 %", "$5", "5€", "№ 5", "１２", "Ａ", "Str. 5", "17 Uhr",
    " - ", "–", "it`s", "it\xb4s", "don't", "don’t", "\"", "“", "”", "„", "«", "»", "‘", ",,", "''", "<<", ">>", "「", "Lukаshenko",
    "вiн", "едут", "+17°С", "@@ ", "▁The", "<unk>", ".", ",", "?", "!", ". ", "e.g.", "Lukashenka", "\ud800", "ー", "中文",
)  # fmt: skip


@cache
def _steps(language: str | None) -> Steps:
    return Cleaner(language=language)._steps(language)


@pytest.mark.parametrize("language", ["en", "de", "fr", "ru", "zh", None])
@pytest.mark.parametrize("name", [name for name in CHECKS if CHECKS[name].marks is not None])
@settings(max_examples=60)
@given(data=st.data())
def test_without_its_marks_a_check_finds_nothing(name: str, language: str | None, data: st.DataObject) -> None:
    marks = CHECKS[name].marks
    assert marks is not None
    ascii_only = BEYOND_ASCII in marks
    letters = st.characters(
        max_codepoint=127 if ascii_only else None, exclude_characters=marks.replace(BEYOND_ASCII, "")
    )
    words = st.sampled_from(
        [word for word in _WORDS if not set(word) & set(marks) and (word.isascii() or not ascii_only)]
    )
    text = "".join(data.draw(st.lists(st.text(letters, max_size=5) | words, max_size=30)))
    for step in (*_steps(language).made(Stage.REPAIR), *_steps(language).made(Stage.DETECT)):
        if step.name == name:
            assert not list(step.find(Segment(text, language), step.compiled, step.options))


@pytest.mark.parametrize("language", ["en", "de", "ru", None])
@given(st.lists(st.text(max_size=5) | st.sampled_from(_WORDS), max_size=30).map("".join))
def test_texts_are_shown_to_all_checks_that_find_something(language: str | None, text: str) -> None:
    steps, segment = _steps(language), Segment(text, language)
    for stage, found in ((Stage.REPAIR, steps.damage), (Stage.DETECT, steps.faults)):
        every = [f for step in steps.made(stage) for f in step.find(segment, step.compiled, step.options)]
        assert found(segment) == told_once(every)


@given(st.lists(st.lists(st.sampled_from(_WORDS), max_size=8).map("".join), max_size=12))
def test_texts_that_are_looked_at_together_are_looked_at_as_each_by_itself(texts: list[str]) -> None:
    steps, segments = _steps("en"), [Segment(text, "en") for text in texts]
    assert steps.looks(segments) == [steps.look(segment) for segment in segments]
