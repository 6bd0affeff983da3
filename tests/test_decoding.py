"""Bytes to text: every family of encodings, what is lost, and bad input."""

from __future__ import annotations

import codecs

import pytest
from counting import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.text.decoding import REPLACEMENT, decode

TEXTS = {
    "de": "Die Tür blieb geschlossen, und draußen fiel der Schnee über den Dächern.\nKeiner öffnete.",
    "cs": "Příští týden bude chladnější a večer začne sněžit.\nŘidiči, buďte opatrní.",
    "ru": "Снег выпал ночью, и дороги замело.\nВодителей просят быть осторожными.",
    "uk": "Сніг випав уночі, і дороги замело.\nВодіїв просять бути обережними, їхати повільно.",
    "el": "Ο καιρός είναι καλός σήμερα, αλλά αύριο θα βρέξει.\nΠάρτε ομπρέλα.",
    "he": "מזג האוויר יפה היום, אבל מחר ירד גשם.\nקחו מטרייה.",
    "ar": "الطقس جميل اليوم، لكن المطر سيهطل غدا.\nخذوا المظلات معكم.",
    "tr": "Kış geldi ve yollar kapandı, ama çocuklar kar yağdığı için mutlu.",
    "lt": "Rytoj bus šalčiau, o vakare pradės snigti.\nVairuotojai, būkite atsargūs, važiuokite lėčiau.",
    "th": "วันนี้อากาศดี แต่พรุ่งนี้ฝนจะตก อย่าลืมเอาร่มไปด้วย",
    "ja": "明日は雨が降るそうです。傘を忘れないでください。",
    "zh": "明天会下雨，请不要忘记带伞。道路可能会结冰。",
    "ko": "내일은 비가 온다고 합니다. 우산을 잊지 마세요.",
}
LEGACY = [
    ("de", "cp1252"), ("de", "mac-roman"), ("de", "cp850"), ("cs", "cp1250"), ("cs", "iso8859-2"), ("cs", "cp852"),
    ("ru", "cp1251"), ("ru", "koi8-r"), ("ru", "cp866"), ("ru", "iso8859-5"), ("ru", "mac-cyrillic"), ("uk", "cp1251"),
    ("uk", "koi8-u"), ("el", "cp1253"), ("el", "iso8859-7"), ("el", "cp737"), ("he", "cp1255"), ("he", "cp862"),
    ("ar", "cp1256"), ("tr", "cp1254"), ("lt", "cp1257"), ("th", "cp874"), ("ja", "cp932"), ("ja", "euc-jp"),
    ("zh", "gb18030"), ("ko", "cp949"),
]  # fmt: skip


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_unicode(language: str, encoding: str) -> None:
    decoded = decode(TEXTS[language].encode(encoding), language=language)
    assert decoded.text == TEXTS[language]
    assert not decoded.losses
    assert decoded.bom + decoded.text.encode(decoded.encoding) == TEXTS[language].encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["Hi", "Tofu 湯", "1;2\n3;4\n", "He said “yes”…\n", "ਇਹ ਟੈਸਟ ਹੈ, ਅਤੇ\n", "ひらがな と かな\n", "Ha 😀😀\n"]
)
def test_a_little_utf_16(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize(
    "text", ["a b c d e\n", "Name Value\n", "Hi.\n", "1,2;3 4,5\n", "One line of text\nand more\n", "Il a été là.\n"]
)
def test_a_stray_nul_is_one_character(text: str, encoding: str) -> None:
    for place in range(len(text) + 1):
        for nul in ("\0", "\0\0"):
            damaged = text[:place] + nul + text[place:]
            assert decode(damaged.encode(encoding), language="fr").text == damaged


def test_a_stray_nul_in_utf_8_of_another_script() -> None:
    for text in TEXTS.values():
        for place in range(0, 20, 3):
            damaged = text[:place] + "\0" + text[place:20]
            assert decode(damaged.encode()).text == damaged


@pytest.mark.parametrize("raw", [b"\0", b"\0\0", b"Hi\0\0\0\0", b"ab\0"])
def test_nul_bytes_at_the_end(raw: bytes) -> None:
    assert decode(raw).text == raw.decode()


@pytest.mark.parametrize(("language", "charset"), LEGACY)
def test_legacy_charset_of_a_known_language(language: str, charset: str) -> None:
    assert decode(TEXTS[language].encode(charset), language=language).text == TEXTS[language]


@pytest.mark.parametrize(("language", "charset"), LEGACY)
def test_legacy_charset_of_an_unknown_language(language: str, charset: str) -> None:
    if (language, charset) == ("ar", "cp1256"):
        pytest.skip("two lines are too little to tell it from its neighbours")
    assert decode(TEXTS[language].encode(charset)).text == TEXTS[language]


@pytest.mark.parametrize(("language", "charset"), [("ja", "iso2022_jp"), ("ko", "iso2022_kr"), ("zh", "hz")])
def test_seven_bits(language: str, charset: str) -> None:
    decoded = decode(TEXTS[language].encode(charset))
    assert (decoded.text, decoded.encoding) == (TEXTS[language], charset)


@pytest.mark.parametrize("raw", [b"see~{fig}~} and ~{x", b"\\foo~{a}~}", b"a ~{ b ~} c", b"sed 's/~{ab~}//'"])
def test_what_only_looks_like_seven_bits(raw: bytes) -> None:
    assert decode(raw).text == raw.decode()


SHORT = {
    "cp1252": ["café", "Müller", "Straße", "garçon", "niño", "déjà vu à", "São Paulo", "£5 only", "“Hi,” he said – ok"],
    "mac-roman": ["café", "garçon"],
    "cp1251": ["Привет", "Москва"],
    "cp1253": ["καλημέρα"],
    "cp932": ["東京"],
    "gbk": ["中国"],
}


@pytest.mark.parametrize(("charset", "word"), [(charset, word) for charset, words in SHORT.items() for word in words])
def test_a_word_or_two_in_no_known_language(charset: str, word: str) -> None:
    assert decode(word.encode(charset)).text == word


def test_a_word_of_french_in_an_english_file() -> None:
    assert decode("naïve".encode("cp1252"), language="en").text == "naïve"


def test_surrogates_in_utf_8() -> None:
    pair = "\ud83d\ude00".encode("utf-8", "surrogatepass")
    decoded = decode("schön ".encode() + pair + b" " + pair)
    assert decoded.text == "schön \N{GRINNING FACE} \N{GRINNING FACE}"
    assert [(loss.span.of(decoded.text), loss.offset) for loss in decoded.losses] == [
        ("\N{GRINNING FACE}", 7),
        ("\N{GRINNING FACE}", 14),
    ]
    assert decoded.losses[0].message == "bytes ED A0 BD ED B8 80 are CESU-8; read as “\N{GRINNING FACE}”"


def test_the_user_overrides() -> None:
    assert decode("ночь".encode("cp1251"), "windows-1251").text == "ночь"
    with pytest.raises(LookupError):
        decode(b"x", "klingon")


def test_bytes_that_the_named_encoding_has_not() -> None:
    decoded = decode(b"a\xffb\xfe\xfec", "utf-8")
    assert decoded.text == f"a{REPLACEMENT}b{REPLACEMENT}c"
    assert [(loss.span.start, loss.offset) for loss in decoded.losses] == [(1, 1), (3, 3)]
    assert "FE FE" in decoded.losses[1].message


def test_a_file_cut_in_the_middle_of_a_character() -> None:
    raw = TEXTS["de"].encode() + "ö".encode()[:1]
    decoded = decode(raw, language="de")
    assert decoded.text == TEXTS["de"] + REPLACEMENT
    assert decoded.losses[0].offset == len(raw) - 1


def test_one_line_of_another_charset() -> None:
    lines = TEXTS["cs"].split("\n")
    raw = lines[0].encode() + b"\n" + lines[1].encode("cp1250")
    decoded = decode(raw, language="cs")
    assert decoded.text == TEXTS["cs"]
    assert decoded.losses
    assert decoded.losses[0].span.of(decoded.text) == lines[1]


def test_one_byte_of_another_charset() -> None:
    raw = TEXTS["de"].encode().replace("ü".encode(), b"\xfc", 1)
    decoded = decode(raw, language="de")
    assert decoded.text == TEXTS["de"]
    assert [loss.span.of(decoded.text) for loss in decoded.losses] == ["ü"]


ODD = [
    b"\xed\xb0\x80",
    b"\x81\x81\x81",
    b"\xe2\x80",
    b"\xc0\x80",
    b"\xe9\xe8",
    b"\xed\xa0\x80 x",
    b"\xe9 caf\xe9 \xe9t\xe9",
]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "It was “open” to all. ", "\n"),
        ("en", "He said ’ ", ""),
        ("ru", "Он сказал, что ", " пришёл."),
        ("fr", "Il a été là ", " hier"),
    ],
)
def test_a_few_odd_bytes_in_little_utf_8(language: str, before: str, after: str, odd: bytes) -> None:
    raw = before.encode() + odd + after.encode()
    for known in (language, None):
        decoded = decode(raw, language=known)
        assert (decoded.text[: len(before)], decoded.encoding) == (before, "utf-8")
        assert decoded.text.endswith(after)
        assert decoded.losses[0].offset == len(before.encode())


@pytest.mark.parametrize(
    ("language", "charset", "text"),
    [("pt", "cp1252", "“AMANHÃ”, disse a “IRMÃ”"), ("fr", "mac-roman", "l’été à l’église"), ("ru", "cp1251", "Глава «СССР» и «РФ»"),
     ("de", "cp1252", "„UNIVERSITÄT“ und „BÄ“"), ("zh", "gbk", "联通公司的猫没有了。"), ("ru", "koi8-r", "Всё моё и твоё"), (None, "gbk", "中国")],
)  # fmt: skip
def test_legacy_text_that_has_a_character_of_utf_8_by_chance(language: str | None, charset: str, text: str) -> None:
    raw = text.encode(charset)
    assert any(ord(c) < 0xDC80 for c in raw.decode("utf-8", "surrogateescape") if ord(c) > 0x7F), "what is tried"
    assert decode(raw, language=language).text == text


def test_line_ends_are_kept() -> None:
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


def test_byte_order_mark_alone_and_nothing() -> None:
    assert decode(codecs.BOM_UTF8).text == ""
    assert decode(b"").text == ""


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([None, "en", "ru", "ja", "xx"]))
def test_any_bytes_end(raw: bytes, language: str | None) -> None:
    decoded = decode(raw, language=language)
    for loss in decoded.losses:
        assert 0 <= loss.offset <= len(raw)
        assert loss.span.end <= len(decoded.text)


def test_work_is_linear() -> None:
    unit = "Größe ".encode("cp1252") + "Größe ".encode() * 3
    assert_linear(lambda text: decode(text.encode("latin-1"), language="de"), unit.decode("latin-1"))
