"""Naming the language of a text: cheap evidence first, the same answer every time, from any thread."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.text import lexicon, scripts
from cleanup.text.language import by_langdetect, identify, of_fragment
from cleanup.text.tags import language_name as name

TEXTS = {
    "en": "The council met on Tuesday, but nobody could say when the bridge would be open again.",
    "de": "Der Rat kam am Dienstag zusammen, aber niemand konnte sagen, wann die Brücke wieder offen ist.",
    "fr": "Le conseil s’est réuni mardi, mais personne n’a pu dire quand le pont serait de nouveau ouvert.",
    "es": "El consejo se reunió el martes, pero nadie pudo decir cuándo volverá a abrir el puente.",
    "pt": "O conselho reuniu-se na terça-feira, mas ninguém soube dizer quando a ponte volta a abrir.",
    "it": "Il consiglio si è riunito martedì, ma nessuno ha saputo dire quando il ponte sarà riaperto.",
    "nl": "De raad kwam dinsdag bijeen, maar niemand kon zeggen wanneer de brug weer open zou zijn.",
    "sv": "Rådet möttes på tisdagen, men ingen kunde säga när bron skulle vara öppen igen.",
    "pl": "Rada zebrała się we wtorek, ale nikt nie potrafił powiedzieć, kiedy most znów będzie otwarty.",
    "cs": "Rada se sešla v úterý, ale nikdo neuměl říct, kdy bude most znovu otevřený.",
    "fi": "Neuvosto kokoontui tiistaina, mutta kukaan ei osannut sanoa, milloin silta olisi taas auki.",
    "hu": "A tanács kedden ülésezett, de senki sem tudta megmondani, mikor nyitják meg újra a hidat.",
    "tr": "Meclis salı günü toplandı ama köprünün ne zaman yeniden açılacağını kimse söyleyemedi.",
    "ru": "Совет собрался во вторник, но никто не смог сказать, когда мост снова откроют.",
    "uk": "Рада зібралася у вівторок, але ніхто не зміг сказати, коли міст знову відкриють.",
    "be": "Рада сабралася ў аўторак, але ніхто не змог сказаць, калі мост зноў адкрыюць.",
    "bg": "Съветът се събра във вторник, но никой не можа да каже кога мостът ще бъде отворен.",
    "el": "Το συμβούλιο συνεδρίασε την Τρίτη, αλλά κανείς δεν ήξερε πότε θα ανοίξει η γέφυρα.",
    "he": "המועצה התכנסה ביום שלישי, אבל איש לא ידע לומר מתי ייפתח הגשר מחדש.",
    "ar": "اجتمع المجلس يوم الثلاثاء، لكن لم يستطع أحد أن يقول متى سيفتح الجسر من جديد.",
    "fa": "شورا روز سه‌شنبه تشکیل جلسه داد، اما کسی نمی‌دانست پل کی دوباره باز می‌شود.",
    "hi": "परिषद की बैठक मंगलवार को हुई, लेकिन कोई नहीं बता सका कि पुल कब खुलेगा।",
    "ka": "საბჭო სამშაბათს შეიკრიბა, მაგრამ ვერავინ თქვა, როდის გაიხსნება ხიდი.",
    "ja": "議会は火曜日に開かれたが、橋がいつ再開するかは誰にも分からなかった。",
    "zh": "议会星期二开会，但没有人能说桥什么时候重新开放。",
    "ko": "의회는 화요일에 모였지만 다리가 언제 다시 열릴지 아무도 몰랐다.",
    "th": "สภาประชุมกันเมื่อวันอังคาร แต่ไม่มีใครบอกได้ว่าสะพานจะเปิดอีกเมื่อใด",
}


@pytest.mark.parametrize("tag", TEXTS)
def test_identify(tag: str) -> None:
    assert identify(TEXTS[tag]) == tag


def test_english_is_known_without_langdetect_and_word_lists() -> None:
    code = (
        "import sys; from cleanup.text.language import identify; from cleanup.text import lexicon\n"
        f"assert identify({TEXTS['en']!r}) == 'en'\n"
        "assert 'langdetect' not in sys.modules and not lexicon._WORDS"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_long_text_is_sampled() -> None:
    assert identify(TEXTS["pl"] * 20_000) == "pl"


def test_candidates_limit_the_answer() -> None:
    assert identify(TEXTS["uk"], ("ru", "en")) == "ru"
    assert identify(TEXTS["en"], ("de", "fr")) in (None, "de", "fr")


@pytest.mark.parametrize("text", ["", " ", "123", "?!", "\ud800", "😀😀", "\0"])
def test_nothing_to_go_by(text: str) -> None:
    assert identify(text) is None


def test_first_use_from_many_threads_and_the_same_answer_every_time() -> None:
    code = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from cleanup.text.language import by_langdetect\n"
        f"texts = {[TEXTS[tag] for tag in ('de', 'pl', 'fi', 'tr')]!r} * 8\n"
        "with ThreadPoolExecutor(8) as pool: found = list(pool.map(by_langdetect, texts))\n"
        "assert found == ['de', 'pl', 'fi', 'tr'] * 8, found"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    short = ["tak", "no", "des", "mina", "casa mare"] * 5
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(by_langdetect, short))
    assert found == found[:5] * 5


def test_fragments_by_letters_words_and_source() -> None:
    assert of_fragment("едут", "Cyrl", None, "en") == "ru"
    assert of_fragment("їдуть", "Cyrl", "ru", "en") == "uk"
    assert of_fragment("рада", "Cyrl", "uk", "en") == "uk"
    assert of_fragment("おはよう", "Hira", None, "en") == "ja"
    assert of_fragment("შვიდობა", "Geor", None, "en") == "ka"


def test_names_of_languages() -> None:
    assert (name("ru"), name("sr-Latn"), name("xx")) == ("Russian", "Serbian", "xx")


def test_word_lists_know_what_is_whose() -> None:
    table = lexicon.words("Latn")
    word = lexicon.word("Latn", "obwohl")
    assert table.index["de"] in word.known and table.index["en"] not in word.known
    assert word.likelihood(table.index["de"]) > word.likelihood(table.index["en"]) + 8


@given(st.text(max_size=300))
def test_any_text_ends(text: str) -> None:
    assert identify(text) is None or isinstance(identify(text), str)


def test_the_script_of_a_character_is_that_of_the_pattern() -> None:
    characters = [chr(code) for code in range(0x323B0) if code < 0x4E10 or code % 251 == 0]
    for character in characters:
        of_patterns = [code for code in scripts.RANGES if scripts.LETTERS[code].match(character)]
        assert [scripts.script_of(character)] == (of_patterns or [None])
