"""What stands before a mark like [sic] is left alone by every check that looks at words, and its fix is not done."""

from __future__ import annotations

import pytest

import cleanup
from cleanup.findings import Outcome


@pytest.mark.parametrize(
    ("language", "text", "silenced"),
    [
        ("en", "He met Lukashenka [sic] in Minsk.", "Lukashenka"),
        ("en", "He met Lukashenka (sic!) in Minsk.", "Lukashenka"),
        ("en", "He met “Lukashenka” [sic] in Minsk.", "Lukashenka"),
        ("en", "Lukashenka's old friends [sic] stayed away.", "Lukashenka"),
        ("en", "He wrote that that the the [sic] bridge was closed.", "the the"),
        ("ru", "Он шёл через через [так в тексте] мост.", "через через"),
        ("uk", "Він написав варіфокальнi [так у тексті] лінзи.", "варіфокальнi"),
        ("de", "Er kam um 8:15 p.m. [so im Original] mit dem Zug.", "8:15 p.m."),
    ],
)
def test_words_before_sic_are_left_alone(language: str, text: str, silenced: str) -> None:
    result = cleanup.clean(text, language=language, level="suggested", ignore=["quotes", "brackets"])
    assert [d.finding.text for d in result.decisions if d.outcome is Outcome.SUPPRESSED] == [silenced]
    assert silenced in result.text


@pytest.mark.parametrize(
    "text",
    [
        "Lukashenka came. He [sic] stayed.",  # another sentence
        "Lukashenka saw that there is [sic] many.",  # too far before it
        "The [sic] friends of Lukashenka stayed.",
        "Lukashenka [the president] stayed.",
    ],
)
def test_other_words_are_not(text: str) -> None:
    assert "Lukashenko" in cleanup.clean(text, language="en").text


def test_a_house_has_marks_of_its_own() -> None:
    text = "He met Lukashenka [house spelling kept] in Minsk."
    rules = "check: brackets\nrules:\n  sic:\n    kind: ours\n    marks: [house spelling kept]\n"
    assert cleanup.clean(text, language="en").text != text
    assert cleanup.clean(text, language="en", rules=[_pack(rules)]).text == text


def _pack(text: str) -> cleanup.RulePack:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "house.yaml"
        path.write_text(text, encoding="utf-8")
        return cleanup.load_rules(path)
