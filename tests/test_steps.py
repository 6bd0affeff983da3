"""Which checks a text is shown to: all that would find something in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup import Cleaner, gates
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
        if step.check.name == name:
            assert not list(step.find(Segment(text, language)))


@pytest.mark.parametrize("language", ["en", "de", "ru", None])
@given(st.lists(st.text(max_size=5) | st.sampled_from(_WORDS), max_size=30).map("".join))
def test_texts_are_shown_to_all_checks_that_find_something(language: str | None, text: str) -> None:
    steps, segment = _steps(language), Segment(text, language)
    for stage, found in ((Stage.REPAIR, steps.damage), (Stage.DETECT, steps.faults)):
        every = [f for step in steps.made(stage) for f in step.find(segment)]
        assert found(segment) == told_once(every)


def _knowing(steps: Steps, line: str) -> Steps:
    """The same steps with all tokens of the line known, as after many lines."""
    for gate in (steps._every, steps._first):
        gate._tokens._before = 0
        gate._tokens._known |= gate._tokens._counts({*f"\n{line}".split(" ")})
    return steps


_TOKENS = (
    *_WORDS, "", "the", "The", "der", "und", "Minsk", "Lukashenko", "Zelensky", "Zelenskyy", "Alexei", "Navalny", "Navalnyi", "Müller",
    "words,", "again.", "again", "(so", "so)", "5", "2019", "1.234", "1,5", "20.15", "12.", "h", "Uhr", "p.m.", "mln", "Str.", "Nr.", "%", "%50",
    "€", "$", "-", "–", "—", "№", "№5", "٥", "“said", "said,”", "„so“", "don't,", "'tis", "rock'n'roll", "‘90s", "O’Neil", "it´s", "XXXX",
    "<s>", "▁a", "##ing", "@@", "&nbsp;", "cafÃ©", "â€™", "Â", "Ð¿Ñ", "привет", "слово", "ёлка", "Kиїв", "i", "і", "’s", "мама’s", "5С",
    "co­op", "a\u200bb", "a b", "a !", "word :", " ", "a	b", "x y", "!", ".", ",", ";", "...", "word.Next", "word,next",
    "Here", "is", "the", "translation:", "Sure,", "Of", "course!", "Please", "note", "As", "an", "AI", "Reply", "Read", "more:", "bonjour", "le",
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pl", "ru", "uk", "sr", "tr", "ar", "zh", "ja", None])
@given(st.lists(st.sampled_from(_TOKENS) | st.text(max_size=4), max_size=24).map(" ".join))
def test_lines_are_shown_to_all_checks_that_find_something(language: str | None, line: str) -> None:
    steps, segment = _knowing(_steps(language), line), Segment(line, language)
    for stage, found in ((Stage.REPAIR, steps.damage), (Stage.DETECT, steps.faults)):
        every = [f for step in steps.made(stage) for f in step.find(segment)]
        assert found(segment) == told_once(every)


@given(st.lists(st.sampled_from(_TOKENS), max_size=12).map(" ".join))
def test_what_an_option_asks_for_is_seen_in_every_line(line: str) -> None:
    steps = _knowing(_in_the_style_of_the_language(), line)
    segment = Segment(line, "en")
    every = [f for step in steps.made(Stage.DETECT) for f in step.find(segment)]
    assert steps.faults(segment) == told_once(every)


@cache
def _in_the_style_of_the_language() -> Steps:
    return Cleaner(language="en", options={"quotes": {"style": "locale"}})._steps("en")


def test_a_line_of_plain_words_is_shown_to_one_check() -> None:
    line = "Talks went on for 2 days, and nothing was said of them in Minsk – so they don't know."
    shown = _knowing(Cleaner(language="en")._steps("en"), line)._every.shown(Segment(line, "en"))
    assert [step.check.name for step in (*shown.repair, *shown.detect)] == ["repetition"]


def test_what_is_remembered_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "_MOST_TOKENS", 50)
    tokens = Cleaner(language="en")._steps("en")._every._tokens
    tokens._before = 0
    for number in range(300):
        tokens.wanted(f"a{number} b{number} {'c' * 400}")
    assert len(tokens._met) + len(tokens._known) + len(tokens._waiting) < 200


def test_tokens_that_are_met_again_are_asked_about_once_and_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "_TOGETHER", 2)
    tokens = Cleaner(language="en")._steps("en")._every._tokens
    asked: list[set[str]] = []

    def concerned(some: Sequence[str]) -> list[str]:
        asked.append({*some})
        return []

    tokens._before, tokens._asked = 0, [(1, concerned, True)]
    lines = "one two", "one three two four", "five one", "one two", "six one"
    assert [tokens.wanted(line) is None for line in lines] == [True, True, True, False, True]
    assert asked == [{"\none", "two"}]  # the first of a line is another token


@given(st.lists(st.lists(st.sampled_from(_WORDS), max_size=8).map("".join), max_size=12))
def test_texts_that_are_looked_at_together_are_looked_at_as_each_by_itself(texts: list[str]) -> None:
    steps, segments = _steps("en"), [Segment(text, "en") for text in texts]
    assert steps.looks(segments) == [steps.look(segment) for segment in segments]
