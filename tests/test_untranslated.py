"""The check `untranslated` beyond its case file: what an editor gets, stability, speed, odd input."""

from __future__ import annotations

import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import cleanup
from cleanup.checks._untranslated.judge import FEW, occurrences

SELECT = ["untranslated"]


def found(text: str, **keywords: object) -> list[str]:
    return [finding.text for finding in cleanup.check(text, select=SELECT, **keywords).findings]  # type: ignore[arg-type]


def test_what_an_editor_gets() -> None:
    text = "… to Orsha. [едут]“According to him, yes."
    (finding,) = cleanup.check(text, language="en", source_language="ru", select=SELECT).findings
    assert finding.message == "“едут” is not translated: Russian, in brackets"
    assert (finding.name, finding.language, finding.fix) == ("untranslated/script", "ru", None)
    assert finding.before.endswith("Orsha. [") and finding.after.startswith("]“According")
    (removal,) = finding.alternatives
    assert removal.title == "Remove “[едут]”"
    # The mark is glued to the bracket, so it closes, and the space before the bracket goes too.
    assert removal.edits[0].span.of(text) == " [едут]" and removal.edits[0].text == ""


def test_evidence_is_in_words() -> None:
    (finding,) = cleanup.check(
        "The committee said dass die Sitzung verschoben wird today.", language="en", select=SELECT
    ).findings
    assert finding.evidence[0].startswith("very strong evidence")
    text, source = "Er mischt sie and we just mix it up ganz glatt.", "He mixes and we just mix it up until smooth."
    (finding,) = cleanup.check(text, language="de", source_language="en", source=source, select=SELECT).findings
    assert finding.evidence[-1] == f"source: “{source}”"


def test_the_same_answer_every_time() -> None:
    text = "Der Rat said that nothing wird geändert, και μετά [yesterday] ging er nach Hause."
    first = found(text, language="de")
    assert first and all(found(text, language="de") == first for _ in range(3))


def test_built_in_entries_allow_loan_words() -> None:
    text = "Das war ein ad libitum gespieltes Stück."
    assert found(text, language="de") == []


def test_an_entry_takes_its_place_safely(tmp_path: Path) -> None:
    pack = tmp_path / "mine.yaml"
    pack.write_text("check: untranslated\nlanguage: [en]\nrules:\n  едут: are on the road\n", encoding="utf-8")
    result = cleanup.clean("They say едут to Orsha.", language="en", rules=[str(pack)], select=SELECT)
    assert result.text == "They say are on the road to Orsha."
    assert cleanup.clean(result.text, language="en", rules=[str(pack)], select=SELECT).text == result.text


def test_ten_times_the_text_takes_about_ten_times_as_long() -> None:
    cleaner = cleanup.Cleaner(language="en", select=SELECT)
    text = "The committee decided dass die Sitzung verschoben wird because nobody (едут) had come. "

    def seconds(times: int) -> float:
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            cleaner.check(text * times)
            best = min(best, time.perf_counter() - start)
        return best

    seconds(20)
    assert seconds(400) < 25 * seconds(40)


def test_one_long_line() -> None:
    text = "word " * 200_000
    assert found(text, language="en") == []
    assert len(found("едут" * 100_000, language="en")) == 1


@settings(max_examples=60)
@given(
    st.text(max_size=200),
    st.sampled_from(["en", "de", "ru", "uk", "ja", "zh", "ko", "hi", "ar", "sr", "zu", "th", "qu"]),
    st.sampled_from([None, "en", "ru", "ja"]),
    st.booleans(),
)
def test_any_text_ends_and_spans_slice_it(
    text: str, language: str, source_language: str | None, bilingual: bool
) -> None:
    source = text[::-1] if bilingual else None
    report = cleanup.check(text, language=language, source_language=source_language, source=source, select=SELECT)
    for finding in report.findings:
        assert text[finding.span.start : finding.span.end] == finding.text
    assert report.text == text


def test_every_kind_of_passage_has_its_sentence_of_the_source() -> None:
    text = "The convoy едут to Orsha.\nHe slept [gestern] well."
    source = "Всё готово. Колонна едут в Оршу. Конец.\nОн хорошо спал."
    first, second = cleanup.check(text, language="en", source=source, source_language="ru", select=SELECT).findings
    assert first.evidence == ("certain: letters of another script", "source: “Колонна едут в Оршу.”")
    assert second.evidence[-1] == "source: “Он хорошо спал.”"
    assert second.message.endswith("in brackets") and second.alternatives[0].title == "Remove “[gestern]”"


def test_many_words_are_found_where_each_of_them_is() -> None:
    words = {f"w{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(FEW + 20)} | {"de", "la"}
    text = " ".join(["\ud800", *sorted(words), "wade", "land la", "(de)", "dela", "wła", "de"])
    by_one = sorted(place for word in words for place in occurrences(text, {word}))
    assert sorted(occurrences(text, words)) == by_one
