"""Spellings generated from the original name, and the likeness of two spellings."""

from __future__ import annotations

import runpy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.resources import rules_folder
from cleanup.text.chinese_names import from_palladius
from cleanup.text.name_distance import distance, same_name
from cleanup.text.romanisation import can_be_spelled, name_spellings
from cleanup.text.romanisation_table import read_table, read_yaml, transcribed

# One name a line: language, original, what the named convention writes. Each row can be checked in the convention's own document.
EXPECTED = [
    (
        "ru",
        "Хрущёв",
        "Khrushchev Khrushchyov Chruschtschow Khrouchtchev Chruszczow Chruščov Hruščëv Hruštšov Khrusjtsjov",
    ),
    ("ru", "Ельцин", "Yeltsin Jelzin Eltsine Jelcyn Jelcin Eltsin"),
    ("ru", "Жуков", "Zhukov Schukow Joukov Żukow Žukov Zjoekov Zsukov Žukovs Žukovas"),
    ("ru", "Солженицын", "Solzhenitsyn Solschenizyn Soljenitsyne Sołżenicyn Solženicyn"),
    ("ru", "Достоевский", "Dostoevsky Dostoyevsky Dostojewski Dostoïevski Dostoyevskiy Dostoevskii Dostojevskij"),
    ("ru", "Михаил", "Mikhail Michail Mihail"),
    ("uk", "Зеленський", "Zelenskyi Zelenskyy Zelensky Selenskyj Zelenskyj Zelenski"),
    ("uk", "Григорій", "Hryhoriy Hryhorii Hryhorij"),
    ("uk", "Юрій", "Yuriy Yurii Jurij"),
    ("be", "Лукашэнка", "Lukashenka Łukaszenka Lukašenka Loukachenka Lukaschenka"),
    ("be", "Ціханоўская", "Tsikhanouskaya Tsikhanowskaya Cichanoŭskaja"),
    ("bg", "Петков", "Petkov Petkow"),
    ("bg", "Щерев", "Shterev"),
    ("sr", "Ђорђевић", "Đorđević Djordjevic"),
    ("mk", "Ѓорѓи", "Gjorgji"),
    ("ka", "სააკაშვილი", "Saakashvili Saakaschwili Saakachvili Saakaszwili Saakašvili"),
    ("hy", "Փաշինյան", "Pashinyan Paschinjan Pachinian Paszinian Pašinjan"),
    ("el", "Μητσοτάκης", "Mitsotakis Mītsotakīs"),
    ("zh", "习近平", "Xi_Jinping Xi_Jin-ping Jinping_Xi Hsi_Chin-p'ing Hsi_Chin-ping"),
    ("zh", "毛泽东", "Mao_Zedong Mao_Tse-tung"),
    ("zh", "周恩来", "Zhou_Enlai Chou_En-lai"),
    ("zh", "欧阳修", "Ouyang_Xiu"),
    ("zh", "曾国藩", "Zeng_Guofan"),
    ("zh", "北京", "Beijing Pei-ching"),
    ("zh", "西安", "Xi'an"),
    ("ru", "Си Цзиньпин", "Xi_Jinping Hsi_Chin-p'ing Jinping_Xi"),
    ("ru", "Чжоу Эньлай", "Zhou_Enlai Chou_En-lai"),
    ("ru", "Сыма Цянь", "Sima_Qian"),
    ("ar", "القذافي", "Gaddafi Qaddafi Kadhafi Al-Qadhafi"),
    ("ar", "محمد بن سلمان", "Mohammed_bin_Salman Muhammad_ben_Salman"),
    ("ar", "نصر الله", "Nasrallah"),
    ("fa", "سلیمانی", "Soleimani Suleimani Soleymani"),
    ("he", "ליברמן", "Liberman Lieberman"),
]


@pytest.mark.parametrize(("language", "name", "spellings"), EXPECTED, ids=[row[1] for row in EXPECTED])
def test_conventions(language: str, name: str, spellings: str) -> None:
    assert {spelling.replace("_", " ") for spelling in spellings.split()} <= set(name_spellings(name, language))


def test_without_a_language_every_reading_is_tried() -> None:
    assert {"Gorbachev", "Horbachov"} & set(name_spellings("Горбачов"))
    assert set(name_spellings("Шевченко", "uk")) <= set(name_spellings("Шевченко"))


def test_the_counterparts_of_given_names() -> None:
    assert {"Mykola", "Nikolay", "Mikalai"} <= set(name_spellings("Николай", "ru"))
    assert {"Sergeevich", "Serhiyovych"} <= set(name_spellings("Сергеевич", "ru"))


def test_full_names_hyphens_and_capitals() -> None:
    assert "Alexander Lukashenko" in name_spellings("Александр Лукашенко", "ru")
    assert "Rostov-Danilov" in name_spellings("Ростов-Данилов", "ru")
    assert "LAVROV" in name_spellings("ЛАВРОВ", "ru")
    assert "Vladimir" in name_spellings("Влади\N{COMBINING ACUTE ACCENT}мир", "ru"), "a stress mark is no letter"


@pytest.mark.parametrize(
    "name", ["", " ", "Minsk", "東京タワー", "123", "\N{CYRILLIC SMALL LETTER A}1", "الأسد", "\ud800"]
)
def test_what_has_no_table_has_no_spellings(name: str) -> None:
    assert all(spelling.isprintable() for spelling in name_spellings(name))
    assert name_spellings("Minsk") == () and not can_be_spelled("Minsk")


def test_letters_that_several_languages_read_are_read_where_the_language_is_said() -> None:
    assert name_spellings("الأسد") == () and name_spellings("الأسد", "ru") == ()
    assert name_spellings("اب", "ar") == () and name_spellings("مستشفياتهم ومدارسهم", "he") == ()
    assert len(name_spellings("عبد الرحمن الراشد الكبير", "ar")) <= 1500


def test_russian_names_are_not_chinese() -> None:
    for name in ("Ван", "Иван Минин", "Анна Юшина", "Марина Цой", "Ли Харви Освальд"):
        assert not from_palladius(name), name


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأإئؤ \u064e\u0651-פנימןש", max_size=12),
    st.sampled_from(["ar", "fa", "he"]),
)
def test_every_unvowelled_name_ends(name: str, language: str) -> None:
    for spelling in name_spellings(name, language):
        assert spelling.strip() == spelling and spelling.isprintable() and spelling


def test_sorted_and_unique() -> None:
    spellings = name_spellings("Щербаков", "ru")
    assert list(spellings) == sorted(set(spellings))


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўАЯ -'’", max_size=12))
def test_every_name_of_these_letters_ends(name: str) -> None:
    for spelling in name_spellings(name):
        assert spelling.strip() and spelling == spelling.strip()


def test_no_rule_of_the_tables_leaves_a_letter_behind() -> None:
    for name, language in (("Съёмщиковъязьин", "ru"), ("Щербицьке", "uk"), ("Жнўэёвіч", "be"), ("Њушкеђћ", "sr")):
        for spelling in name_spellings(name, language):
            assert not any("\N{CYRILLIC CAPITAL LETTER IE WITH GRAVE}" <= char <= "ӿ" for char in spelling), spelling


def test_rules_are_read_as_linguists_write_them() -> None:
    table = read_table("test", [], {"е": ["e"], "е / ^_, V_": ["ye"], "ий / _$": ["y", "iy"], "и": ["i"], "й": ["j"]})
    assert list(transcribed("ее", table)) == ["yeye"]
    assert list(transcribed("тий", table)) == ["тy", "тiy"]
    with pytest.raises(ValueError, match="is not a rule"):
        read_table("test", [], {" / ^_": ["x"]})


def test_every_table_says_where_it_comes_from() -> None:
    for path in (rules_folder() / "romanisation").glob("*.yaml"):
        assert "Source" in path.read_text(encoding="utf-8"), path.name


SAME = """
Lukashenka Lukashenko; Yesenin Esenin; Jablonski Yablonsky; Hostomel Gostomel; Scholz Sholts; Arestović Arestovich; Purjasev Puryasev
Sánchez Sanchez; Zelenskyy Zelensky; Chruschtschow Khrushchev; Gorbatchev Gorbachov; Wolgograd Volgograd; Loukachenko Łukaszenko
""".replace("\n", ";")
DIFFERENT = """
Pavlov Pavlova; Tolstoy Tolstaya; Russia Russian; Israel Israeli; Austria Australia; Budapest Bucharest; Minister Ministry; Niger Nigeria
Kazan Ryazan; Zhukov Chukov; Kolesnikova Kalashnikova; Olympic Olympics; Kowalski Kowalska; Hanna Anna
""".replace("\n", ";")


def pairs(text: str) -> list[list[str]]:
    return [pair.split() for pair in text.split(";") if pair.strip()]


@pytest.mark.parametrize(("a", "b"), pairs(SAME))
def test_spellings_of_one_name(a: str, b: str) -> None:
    assert same_name(a, b) and same_name(b, a)
    assert same_name(a.upper(), b)


@pytest.mark.parametrize(("a", "b"), pairs(DIFFERENT))
def test_different_names(a: str, b: str) -> None:
    assert not same_name(a, b) and not same_name(b, a)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_symmetric_and_ends(a: str, b: str) -> None:
    assert same_name(a, b) == same_name(b, a)
    assert abs(distance(a, b) - distance(b, a)) < 1e-9


def test_the_given_names_are_up_to_date() -> None:
    """``cleanup/data/names/given.tsv`` is what its tool makes of the tables today."""
    tool = rules_folder().parent / "tools" / "build_names_given.py"
    if not tool.exists():
        pytest.skip("only in a checkout")
    facts = runpy.run_path(str(tool))
    wanted = facts["TARGET"].read_text(encoding="utf-8").splitlines()[2:]
    rows = read_yaml(rules_folder() / "romanisation" / "counterparts.yaml")["east-slavic"]
    made = [" ".join(sorted({s for tag, name in row.items() for s in facts["spellings"](name, tag)})) for row in rows]
    assert made == wanted, "run tools/build_names_given.py"
