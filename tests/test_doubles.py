"""One fault is told once, by the check that sees more of it."""

from __future__ import annotations

import cleanup

BOTH = ["untranslated", "mixed-script-word"]


def names(text: str, select: list[str], language: str = "en") -> list[tuple[str, str]]:
    return [(f.name, f.text) for f in cleanup.check(text, language=language, select=select).findings]


def test_a_half_translated_word_is_a_word_of_two_scripts() -> None:
    text = "The choir sang Shchedрик twice."
    assert names(text, BOTH) == [("mixed-script-word/two-scripts", "Shchedрик")]
    assert names(text, ["untranslated"]) == [("untranslated/script", "рик")]
    assert names(text, ["mixed-script-word"]) == [("mixed-script-word/two-scripts", "Shchedрик")]


def test_a_passage_that_begins_within_a_word_is_not_translated() -> None:
    text = "Rossия отрицает обращение к соседям."
    assert names(text, BOTH, "cs") == [("untranslated/script", text[:-1])]
    assert names(text, ["mixed-script-word"], "cs") == [("mixed-script-word/two-scripts", "Rossия")]


def test_look_alike_letters_keep_their_fix() -> None:
    (finding,) = cleanup.check("Влада нaставља рад.", language="sr-Cyrl", select=BOTH).findings
    assert finding.name == "mixed-script-word/look-alike" and finding.fix


def test_many_of_both() -> None:
    found = names("She said Shchedрик twice. Rossия отрицает, he said. " * 9, BOTH)
    assert found == [("mixed-script-word/two-scripts", "Shchedрик"), ("untranslated/script", "Rossия отрицает")] * 9


def test_a_name_that_a_rule_knows_is_not_asked_about() -> None:
    text = "Alexander Lukashenka said no. Later Lukashenko met the envoys; Alexander Lukashenko agreed."
    both = ["name-variant", "name-consistency"]
    assert names(text, both) == [("name-variant/Lukashenko", "Lukashenka")]
    assert names(text, ["name-consistency"]) == [("name-consistency/spelling", "Lukashenka")]


def test_the_house_spelling_replaces_look_alike_letters_too() -> None:
    both = ["name-variant", "mixed-script-word"]
    text = "Then Luk\N{CYRILLIC SMALL LETTER A}shenka spoke to L\N{CYRILLIC SMALL LETTER A}rry."
    assert names(text, both) == [
        ("name-variant/Lukashenko", text.split()[1]),
        ("mixed-script-word/look-alike", text.split()[4][:-1]),
    ]
    assert cleanup.clean(text, language="en").text == "Then Lukashenko spoke to Larry."
