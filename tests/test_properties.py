"""What holds for every text."""

from __future__ import annotations

import json
import pickle

import pytest
from counting import assert_linear
from hypothesis import example, given
from hypothesis import strategies as st

import cleanup
from cleanup import Cleaner, Outcome
from cleanup.baseline import Accepted, baseline_of
from cleanup.edits import splice
from cleanup.formats import FormatOptions
from cleanup.read import read_raw

CLEANERS = {
    (language, level): Cleaner(language=language, source_language=source, level=level)
    for language, source in (("en", "ru"), ("fr", "en"), ("ru", "en"), ("zh", "en"))
    for level in ("safe", "suggested")
}

# Pieces of what the checks look for, so that random texts get somewhere.
PIECES = st.sampled_from(
    [
        "word", "Word", " ", " ", " ", ". ", ", ", "\n", "\n\n", "\r\n", '"', '"', "“", "”", "„", "«", "»", "'", "’", "‘", "`",
        "Lukashenka", "Lukashenka's", "Лукашенко", "едут", "[едут]", "(text)", "â€œ", "â€\x9d", "Ã©", "&quot;", "&amp;",
        "Ïðèâåò", "\u200b", "\u00ad", "\ufffd", "0 0", "Leave a Reply", "https://a.by/x?y=1", "@name", "#tag", "<b>", "</b>",
        "`code`", "{name}", "%s", "5 %", "12.05.2024", "№ 5", "—", " - ", "…", "..", "!!", "?!", "的", "日本語", "\x00", "\ud800",
        "der", "und", "the", "the the", "и", "не", "le", "c'est", "1 234,50", "$", "’s", "s’", "90s", "o'clock", ":", ";", "!", "?",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join))


@pytest.mark.parametrize("key", CLEANERS, ids="-".join)
@given(text=TEXTS)
def test_any_text(key: tuple[str, str], text: str) -> None:
    cleaner = CLEANERS[key]
    result = cleaner.clean(text)
    # The reported edits reproduce the output, and nothing changes outside them.
    assert splice(text, result.edits) == result.text
    assert all(edit.text != edit.span.of(text) for edit in result.edits)
    # Spans slice the user's own text.
    for finding in result.findings:
        assert finding.span.end <= len(text)
        assert finding.span.of(text) == finding.text
    # Every change has a finding that was applied.
    assert bool(result.edits) <= any(decision.outcome is Outcome.APPLIED for decision in result.decisions)
    # check and clean say the same, and again the same.
    assert cleaner.check(text) == result
    # Cleaning what was cleaned changes nothing.
    assert cleaner.clean(result.text).text == result.text


def test_what_a_fix_puts_right_is_not_left() -> None:
    text = "President Lukashenka spoke. Later Lukashenko left, and Lukashenka stayed with the едут men."
    left = [d.finding.text for d in CLEANERS["en", "safe"].clean(text).decisions if d.is_left]
    assert left == ["едут"]


@given(text=TEXTS, end=st.sampled_from(["\n", "\r\n", "\r"]))
@example(text="One two three four five six.", end="\r\n")
@example(text="One\r\r\ntwo\rthree  ,\r\nfour five six.", end="\r\n")
def test_text_is_what_stands_at_the_span(text: str, end: str) -> None:
    """In a text that is passed in as it is, and in a text file; a file of a format says what a reader sees."""
    cleaner = CLEANERS["en", "suggested"]
    text = (2 * f"{text.strip()}\none two three four five six.\n").replace("\n", end)
    file = read_raw(text.encode("utf-8", "surrogatepass"), "a.txt", FormatOptions(language="en"))
    for result in (cleaner.clean(text), cleaner.clean_document(file)):
        for finding in result.findings:
            assert finding.span.of(result.original) == finding.text


@pytest.mark.parametrize(
    ("name", "text", "seen"),
    [
        ("a.html", "<p>It was <b>е</b>&#1076;<i>ут</i> there.</p>", "едут"),
        (
            "a.json",
            r'{"text": "Six.\r\nOne \u0022two\u0022 three four five six.\r\nOne \u0022two\u0022 three four five six."}',
            'One "two" three four five six.\nOne "two" three four five six.',
        ),
    ],
)
def test_of_a_format_it_is_what_a_reader_sees(name: str, text: str, seen: str) -> None:
    options = FormatOptions(language="en", text_field="text")
    result = CLEANERS["en", "safe"].clean_document(read_raw(text.encode(), name, options))
    assert seen in {finding.text for finding in result.findings}


@given(text=TEXTS)
@example(text="One two three four five six.")
@example(text=':"á€œ')
def test_a_baseline_does_not_depend_on_line_ends(text: str) -> None:
    unix = 2 * f"{text.strip()}\none two three four five six.\n".replace("\r", "")
    windows = unix.replace("\n", "\r\n")
    accepted = baseline_of(CLEANERS["en", "suggested"].clean(windows).findings)
    assert accepted == baseline_of(CLEANERS["en", "suggested"].clean(unix).findings)
    rows = [Accepted(**row) for row in json.loads(accepted)["findings"]]
    cleaner = Cleaner(language="en", baseline=rows, level="suggested")
    assert cleaner.clean(windows).text == cleaner.clean(unix).text.replace("\n", "\r\n")


@given(text=TEXTS)
def test_line_ends_do_not_matter(text: str) -> None:
    cleaner = CLEANERS["en", "suggested"]
    unix = text.replace("\r\n", "\n").replace("\r", "\n") + "\n"
    windows = unix.replace("\n", "\r\n")
    assert cleaner.clean(windows).text == cleaner.clean(unix).text.replace("\n", "\r\n")


@given(text=TEXTS)
def test_a_pickled_cleaner_is_the_same(text: str) -> None:
    cleaner = CLEANERS["en", "safe"]
    assert pickle.loads(pickle.dumps(cleaner)).clean(text) == cleaner.clean(text)


@given(raw=st.binary(max_size=200))
def test_any_bytes(raw: bytes) -> None:
    result = cleanup.clean_bytes(raw, language="en")
    assert splice(result.original, result.edits) == result.text


@pytest.mark.parametrize("jobs", [1, 2])
def test_clean_many_keeps_the_order(jobs: int) -> None:
    texts = [f"Text number {n} of Lukashenka." for n in range(300)]
    results = list(cleanup.clean_many(texts, jobs=jobs, language="en"))
    assert [result.text for result in results] == [f"Text number {n} of Lukashenko." for n in range(300)]


HOSTILE = {
    "one word": "a",
    "spaces": " ",
    "quotes": '"',
    "open quotes": "“ ",
    "apostrophes": "'",
    "mojibake": "â€œ",
    "double mojibake": "Ã¢â‚¬Å“",
    "entities": "&amp;",
    "brackets": "[",
    "less-than": "<",
    "comments": "<!--",
    "script": "едут ",
    "latin in cyrillic": "Lukashenka ",
    "surrogates": "\ud800",
    "nul": "\x00",
    "dots": ".",
    "lines": "\n",
    "counter lines": "0 0\n\n",
    "combining": "e\u0301",
    "zero width": "a\u200b",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_work_is_linear(piece: str) -> None:
    assert_linear(CLEANERS["en", "safe"].clean, piece)
