"""Properties of the checks ``quotes`` and ``spacing`` that single cases cannot show."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from counting import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup import Cleaner
from cleanup.check import Check
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


def mended(check: Check, text: str, language: str | None, **options: object) -> str:
    """The text after the safe fixes of one check."""
    segment = Segment(text, language)
    found = check.find(segment, check.compile((), language), check.read_options(options))
    fixes = [f.fix for f in found if f.fix and f.applicability is Applicability.SAFE]
    return splice(text, in_order(edit for fix in fixes for edit in fix.edits))


@settings(max_examples=400, deadline=None)
@given(TEXTS, LANGUAGES, STYLES)
def test_a_second_run_changes_nothing(text: str, language: str | None, style: str) -> None:
    once = mended(QUOTES, text, language, style=style)
    assert mended(QUOTES, once, language, style=style) == once


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
    assert any("no clear majority" in reason for finding in result.findings for reason in finding.evidence)


def test_both_marks_of_a_pair_are_one_fix() -> None:
    result = Cleaner(language="en", select=["quotes"]).clean("They came with“ Russian equipment ”and left.")
    (finding,) = result.findings
    assert finding.fix is not None
    assert len(finding.fix.edits) > 1
    assert result.text == "They came with “Russian equipment” and left."
