"""Undoing wrong readings: chains, places, promises."""

from __future__ import annotations

import pytest
from counting import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

import cleanup
from cleanup.checks._mojibake.gate import made_by_misreading
from cleanup.checks._mojibake.repair import repairs
from cleanup.text.encodings import SINGLE_BYTE, decode_single, decoding_table, encode_single

TEXTS = {
    "de": "Die Tür blieb geschlossen, und draußen fiel der Schnee über den Dächern.",
    "fr": "L’été dernier, la forêt a brûlé près de la gare ; personne n’a été blessé.",
    "pl": "Pociąg odjechał o świcie, a zimą droga bywa zamknięta.",
    "ru": "Снег выпал ночью, и дороги замело.",
    "el": "Ο καιρός είναι καλός σήμερα, αλλά αύριο θα βρέξει.",
    "he": "מזג האוויר יפה היום, אבל מחר ירד גשם.",
    "hi": "कल बारिश होगी, इसलिए छाता लेकर जाना।",
    "vi": "Ngày mai trời sẽ mưa, nhớ mang theo ô khi ra đường.",
    "ja": "明日は雨が降るそうです。傘を忘れないでください。",
    "ko": "내일은 비가 온다고 합니다. 우산을 잊지 마세요.",
    "tr": "Kış geldi ve yollar kapandı, ama çocuklar kar yağdığı için mutlu.",
}
READ_AS = ["cp1252", "latin-1", "cp1250", "cp1251", "mac-roman", "cp437", "cp850", "koi8-r", "cp866"]


def misread(text: str, charset: str) -> str:
    return decode_single(text.encode("utf-8"), charset)


def applied(text: str, language: str | None) -> str:
    pieces: list[str] = []
    position = 0
    for repair in repairs(text, language):
        for start, end, new in repair.edits:
            assert start >= position, "edits in order, without overlap"
            pieces += (text[position:start], new)
            position = end
    return "".join(pieces) + text[position:]


@pytest.mark.parametrize("charset", READ_AS)
@pytest.mark.parametrize("language", TEXTS)
def test_utf_8_misread(language: str, charset: str) -> None:
    assert applied(misread(TEXTS[language], charset), language) == TEXTS[language]


@pytest.mark.parametrize("chain", [("cp1252", "cp1252"), ("cp1252", "cp1251"), ("latin-1", "latin-1", "cp1252")])
@pytest.mark.parametrize("language", ["de", "fr", "pl", "ru", "el", "hi"])
def test_utf_8_misread_several_times(language: str, chain: tuple[str, ...]) -> None:
    text = TEXTS[language]
    for charset in chain:
        text = misread(text, charset)
    assert applied(text, language) == TEXTS[language]


@pytest.mark.parametrize(
    ("language", "true", "read_as"),
    [("ru", "cp1251", "latin-1"), ("ru", "koi8-r", "cp1251"), ("el", "cp1253", "cp1252"), ("he", "cp1255", "cp1252"),
     ("pl", "cp1250", "cp1252"), ("tr", "cp1254", "cp1252"), ("de", "cp1252", "mac-roman"), ("de", "cp850", "cp1252")],
)  # fmt: skip
def test_one_legacy_charset_read_as_another(language: str, true: str, read_as: str) -> None:
    raw = encode_single(TEXTS[language], true)
    assert raw is not None
    assert applied(decode_single(raw, read_as), language) == TEXTS[language]


def test_evidence_is_pooled_over_the_document() -> None:
    alone = "Ð°"
    proven = misread(TEXTS["ru"], "cp1252") + "\n" + alone
    assert applied(proven, "ru") == TEXTS["ru"] + "\nа"


def test_edits_are_of_the_characters_that_change() -> None:
    text = "Le cafÃ© est fermÃ©."
    result = cleanup.clean(text, language="fr", select=["mojibake"])
    (finding,) = result.findings
    assert [(edit.span.of(text), edit.text) for edit in finding.fix.edits] == [("Ã©", "é"), ("Ã©", "é")]
    assert finding.message.startswith("UTF-8 read as Windows-1252: ")


def test_the_chain_is_told_in_words() -> None:
    text = misread(misread("Die Straße ist gesperrt, schöne Grüße.", "cp1252"), "cp1252")
    (finding,) = cleanup.check(text, language="de", select=["mojibake"]).findings
    assert finding.message.startswith("UTF-8 read as Windows-1252, twice: ")


def test_what_is_lost_is_u_fffd_and_shown() -> None:
    text = misread(TEXTS["ru"] + " Сегодня с утра ясно.", "cp1252")
    for byte in "\x81\x8d\x8f\x90\x9d":
        text = text.replace(byte, "?")
    result = cleanup.clean(text, language="ru", select=["mojibake"])
    assert result.text == (TEXTS["ru"] + " Сегодня с утра ясно.").replace("с", "\N{REPLACEMENT CHARACTER}").replace(
        "я", "\N{REPLACEMENT CHARACTER}"
    )
    assert any(finding.fix is None for finding in result.findings)


@pytest.mark.parametrize("language", TEXTS)
def test_clean_text_is_left_alone(language: str) -> None:
    for told in (language, None):
        assert repairs(TEXTS[language], told) == []


DAMAGED = st.builds(
    lambda language, charsets: (language, _several(TEXTS[language], charsets)),
    st.sampled_from(sorted(TEXTS)),
    st.lists(st.sampled_from(READ_AS), min_size=1, max_size=2),
)


def _several(text: str, charsets: list[str]) -> str:
    for charset in charsets:
        text = misread(text, charset)
    return text


@settings(max_examples=60, deadline=None, derandomize=True)
@given(DAMAGED)
def test_a_second_run_changes_nothing(case: tuple[str, str]) -> None:
    language, text = case
    once = applied(text, language)
    assert applied(once, language) == once


CHARACTERS = st.one_of(
    st.characters(),
    st.sampled_from("ÂÃÄÅÐÑâ€œ™\x9d\xa0 ?Ã©╨б╜РЎµ枚眉낱\ufffd\ud800\x00"),
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(CHARACTERS, max_size=60), st.sampled_from([None, "en", "fr", "ru", "vi", "zh", "th", "xx"]))
def test_any_text_ends(text: str, language: str | None) -> None:
    applied(text, language)


@pytest.mark.parametrize("unit", ["cafÃ© ", "Ð½Ð°Ñ ", "├┤a┼┐", "оПХБЕР ", "Ã", "é€"])
def test_work_is_linear(unit: str) -> None:
    assert_linear(lambda text: repairs(text, "ru"), unit)


@pytest.mark.parametrize("charset", SINGLE_BYTE)
def test_the_tables_are_those_of_the_codecs(charset: str) -> None:
    every = bytes(range(256)).decode(charset, "surrogateescape")
    undefined = {0xDC00 + byte: byte for byte in range(0x80, 0x100)}
    assert decoding_table(charset) == every.translate(undefined)
    assert made_by_misreading().issuperset(decoding_table(charset)[128:])


@pytest.mark.parametrize("charset", ["latin-1", "cp1252", "cp1251"])
@pytest.mark.parametrize("language", ["de", "fr", "pl", "ru", "el"])
def test_the_language_of_a_damaged_text_is_that_of_the_repaired_one(language: str, charset: str) -> None:
    text = " ".join([TEXTS[language]] * 3)
    result = cleanup.clean(misread(text, charset), select=["mojibake", "quotes"])
    assert result.language == language
    assert result.text == text


def test_bytes_that_cannot_be_read_are_told_once() -> None:
    raw = "Voilà un café ".encode() + b"\xff\xfe" + " noir, déjà vu à la télé.".encode()
    findings = cleanup.clean_bytes(raw, language="fr", select=["mojibake"]).findings
    assert [(f.rule, f.span.start, f.text) for f in findings] == [("undecodable", 14, "\N{REPLACEMENT CHARACTER}")]


def test_letters_of_another_script_are_no_part_of_a_damaged_word() -> None:
    text = "ðÒÅÚÉÄÅÎÔ ÚÁÑ×ÉÌ, ÞÔÏ ÐÅÒÅÇÏ×ÏÒÙ"  # KOI8-R as Latin-1, in a text that is told to be French
    assert "鵥" not in applied(text, "fr")


def test_a_line_of_any_length_is_not_read_for_each_of_its_findings() -> None:
    def work(text: str) -> None:
        assert cleanup.clean(text, language="fr", select=["mojibake"]).changed

    assert_linear(work, "Le cafÃ© est là. " + "C’était un été à la mer. " * 20)


def test_noise_of_which_a_twentieth_is_controls_is_no_text() -> None:
    noise = "\x01Ã©\x02\x1fâ€\x03 Ã\x04¨ " * 5
    assert applied(noise, "fr") == noise
    assert applied("Un cafÃ©\x0c", "fr") == "Un café\x0c"


def test_a_damaged_text_holds_no_more_than_its_findings() -> None:
    """Repairs are dropped as soon as their findings are there, and the edits of a result are those of its findings."""
    result = cleanup.clean(misread(TEXTS["fr"], "latin-1"), language="fr", select=["mojibake"])
    assert {id(edit) for edit in result.edits} <= {id(e) for f in result.findings if f.fix for e in f.fix.edits}


def test_a_later_pass_may_undo_something_between_two_changes() -> None:
    damaged = "ж\xad¤е¤–В»пјЊГђЕёГ‘в‚¬ењ°LuВ…kashen#Product1#kaе›ѕиЏњеЌ•еЉџиѓЅе®Ње¤‡пјЃ"
    assert applied(damaged, None) == "此外»，Пр地Lu…kashen#Product1#ka图菜单功能完备！"
