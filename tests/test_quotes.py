"""Properties of the checks ``quotes`` and ``spacing`` that single cases cannot show."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from counting import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup import Cleaner
from cleanup.check import Check
from cleanup.checks._quotes.neighbours import FORMAT_RANGES
from cleanup.checks._quotes.orderly import Orders
from cleanup.checks.quotes import CHECK as QUOTES
from cleanup.checks.spacing import CHECK as SPACING
from cleanup.document import Segment
from cleanup.edits import Applicability, in_order, splice
from cleanup.errors import OptionError
from cleanup.text.quote_marks import locale_marks

ROOT = Path(__file__).parent.parent
PIECES = (
    "\"", "'", "“", "”", "„", "‘", "’", "«", "»", "「", "」", "``", "''", "<<", ">>", ",,", " ", " ", " ", "\n", "\n\n", "\u00a0",
    "word", "Word", "said", "and", "7", ".", ",", "!", "…", "(", ")", "—", "-", ":", "слово", "語", "말", "s", "\u200f", "\ud800",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
LANGUAGES = st.sampled_from(["en", "de", "fr", "sv", "ru", "cs", "es", "he", "ja", "ko", "ha", "uz", None])
STYLES = st.sampled_from(["keep", "locale"])


def cases_of(check: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load(
        (ROOT / "tests" / "cases" / f"{check}.yaml").read_text(encoding="utf-8")
    )
    return cases


def mended(check: Check, text: str, language: str | None, **options: object) -> str:
    """The text after the safe fixes of one check."""
    segment = Segment(text, language)
    found = check.find(segment, check.compile((), language), check.read_options(options))
    fixes = [f.fix for f in found if f.fix and f.applicability is Applicability.SAFE]
    return splice(text, in_order(edit for fix in fixes for edit in fix.edits))


@cache
def cleaner(language: str, style: str, level: str) -> Cleaner:
    """A cleaner for the two checks; it holds back what a second run would not leave alone."""
    return Cleaner(language=language, select=["quotes", "spacing"], level=level, options={"quotes": {"style": style}})


@settings(max_examples=600, deadline=None)
@given(TEXTS, LANGUAGES, STYLES, st.sampled_from(["safe", "suggested"]))
def test_a_second_run_changes_nothing(text: str, language: str | None, style: str, level: str) -> None:
    both = cleaner(language or "eo", style, level)
    once = both.clean(text).text
    assert both.clean(once).text == once


CASES = [case for name in ("quotes", "spacing") for case in cases_of(name)]
# Stretches that the proof should let through, in the marks of several languages, so that random texts get far enough.
STRETCHES = st.sampled_from(
    [
        "\"word\"", "\"Word, 7.\"", "“word”", "“Word is it.”", "„word“", "„Word!“", "„word”", "«word»", "«\u00a0word\u00a0»", "it's", "it’s",
        "dogs' ", "dogs’ ", "’tis", "'s avonds", "Flake‘as", "(\"word\")", "“word…”", "\"word", "word.\"", "“Word", "word.”", "„Word", "«Word",
        "word»", "「語」", "「語。」", "“7”", "\"7\"", "“word”?", "\"word\":", "\n", "\n", "\n\n", "\n\n", " ", " ", " ", "word", "Word.", "слово", "語",
        "\u200b", "😀", "- ", "— ",
    ]
)  # fmt: skip
ORDERLY = (
    st.lists(STRETCHES, max_size=16).map(" ".join).map(lambda text: text.replace(" \n", "\n").replace("\n ", "\n"))
)


def assert_agrees(text: str, language: str | None, style: str) -> None:
    """The proof and the search say the same: what one holds to be in order, the other finds nothing in."""
    segment, options = Segment(text, language), QUOTES.read_options({"style": style})
    orders = QUOTES.compile((), language)
    found = list(QUOTES.find(segment, orders, options))
    everything = list(QUOTES.find(segment, Unproved(orders.g), options))
    assert found == everything


class Unproved(Orders):
    """Nothing is proved: the whole text is searched."""

    def doubts(self, text: str, style: object) -> None:
        return None


@settings(max_examples=1500, deadline=None)
@given(st.one_of(ORDERLY, TEXTS), LANGUAGES, STYLES)
def test_what_is_held_to_be_in_order_the_search_finds_nothing_in(text: str, language: str | None, style: str) -> None:
    assert_agrees(text, language, style)


@pytest.mark.parametrize("style", ["keep", "locale"])
def test_proof_and_search_agree_on_the_cases(style: str) -> None:
    for case in CASES:
        assert_agrees(case["text"], case.get("language"), style)
    # … and on all texts of a language in one document, whose paragraphs are proved one by one.
    for language in {case.get("language") for case in CASES}:
        texts = [case["text"] for case in CASES if case.get("language") == language]
        assert_agrees("\n\n".join(texts), language, style)
        for start in range(0, len(texts), 5):
            assert_agrees("\n\n".join(texts[start : start + 5]), language, style)


def test_the_characters_that_nobody_sees_are_known() -> None:
    listed = {chr(code) for low, high in FORMAT_RANGES for code in range(low, high + 1)}
    assert {chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cf"} <= listed


@settings(max_examples=200, deadline=None)
@given(TEXTS, LANGUAGES)
def test_letters_digits_and_lines_stay(text: str, language: str | None) -> None:
    for check in (QUOTES, SPACING):
        after = mended(check, text, language)
        assert [c for c in after if c.isalnum()] == [c for c in text if c.isalnum()]
        assert after.count("\n") == text.count("\n")


@settings(max_examples=200, deadline=None)
@given(TEXTS, LANGUAGES)
def test_no_mark_is_ever_invented(text: str, language: str | None) -> None:
    marks = "\"'“”„‘’«»「」"
    before = mended(QUOTES, text, language, style="locale")
    # ``x'' becomes “x”: two characters are one mark there, so only the other way round would be an invention.
    assert sum(c in marks or c in "`<>," for c in before) <= sum(c in marks or c in "`<>," for c in text)


def test_work_is_linear() -> None:
    assert_linear(lambda text: mended(QUOTES, text, "en"), "He said “ yes ”and left, \"no\" and 'maybe' too. ")


def test_the_compact_facts_are_current() -> None:
    script = ROOT / "tools" / "build_quotes.py"
    assert subprocess.run([sys.executable, str(script), "--check"], check=False).returncode == 0


@pytest.mark.parametrize(
    ("language", "marks"),
    [
        ("en", "“”‘’"), ("de", "„“‚‘"), ("de-CH", "«»‹›"), ("fr", "«»“”"), ("sv-FI", "””’’"), ("zh-TW", "「」『』"),
        ("zh-Hant-HK", "「」『』"), ("zh-Hans", "“”‘’"), ("xx", "“”‘’"), (None, "“”‘’"),
    ],
)  # fmt: skip
def test_marks_of_a_locale(language: str | None, marks: str) -> None:
    default = locale_marks(language).default
    assert "".join((*default.outer, *default.inner)) == marks


def test_house_style_may_be_a_list_or_one_text() -> None:
    for style in (["«", "»", "‹", "›"], "«»‹›", "«,»,‹,›"):
        cleaner = Cleaner(language="en", select=["quotes"], options={"quotes": {"style": style}})
        assert cleaner.clean("He said “yes” now.").text == "He said «yes» now."


@pytest.mark.parametrize("style", ["", "curly", ["“"], ["“", "”", "‘"], 4])
def test_a_wrong_style_is_an_error(style: object) -> None:
    with pytest.raises(OptionError):
        Cleaner(language="en", select=["quotes"], options={"quotes": {"style": style}})


def test_a_rule_file_changes_the_marks_of_a_language(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text(
        'check: quotes\noptions: {style: locale}\nrules:\n  en: {marks: ["‘", "’", "“", "”"]}\n', encoding="utf-8"
    )
    cleaner = Cleaner(language="en", rules=[path], select=["quotes"])
    assert cleaner.clean('He said "yes" now.').text == "He said ‘yes’ now."


def test_the_style_of_a_house_in_rule_file_configuration_and_command(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text('Er sagte "nein" und ging.\n', encoding="utf-8")
    rules = tmp_path / "house.yaml"
    rules.write_text('check: quotes\noptions: {style: ["»", "«", "›", "‹"]}\n', encoding="utf-8")
    config = tmp_path / "other.toml"
    config.write_text('[options.quotes]\nstyle = ["»", "«", "›", "‹"]\n', encoding="utf-8")
    for how in (["--rules", str(rules)], ["--config", str(config)], ["--set", "quotes.style=»,«,›,‹"]):
        command = [sys.executable, "-m", "cleanup", "fix", "--language", "de", "--select", "quotes", *how, str(text)]
        done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        assert done.stdout.decode() == "Er sagte »nein« und ging.\n"


def test_a_lost_mark_is_shown_with_the_likely_place_of_its_partner() -> None:
    text = "The report says: “Nobody was hurt. Two houses burned down.\n\nIt is long."
    result = Cleaner(language="en", select=["quotes"]).clean(text)
    (finding,) = result.findings
    (guess,) = finding.alternatives
    assert result.text == text
    assert (finding.rule, finding.text, finding.fix) == ("lost-mark", "“", None)
    assert guess.applicability is Applicability.DISPLAY_ONLY
    assert splice(text, guess.edits).startswith("The report says: “Nobody was hurt. Two houses burned down.”\n")


def test_a_document_without_a_majority_says_so() -> None:
    result = Cleaner(language="en", select=["quotes"]).clean('He said "no" and she said “yes”.')
    assert result.text == "He said “no” and she said “yes”."
    (finding,) = result.findings
    assert "no clear majority" in finding.message


def test_both_marks_of_a_pair_are_one_fix() -> None:
    result = Cleaner(language="en", select=["quotes"]).clean("They came with“ Russian equipment ”and left.")
    (finding,) = result.findings
    assert finding.fix is not None
    assert len(finding.fix.edits) > 1
    assert result.text == "They came with “Russian equipment” and left."
