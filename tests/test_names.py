"""What the name checks promise beyond single cases: order, conflicts, packs, speed that grows with the text alone."""

from __future__ import annotations

import pickle
import random
from pathlib import Path

import pytest
from counting import calls
from hypothesis import given, settings
from hypothesis import strategies as st

import cleanup
from cleanup import rulefile
from cleanup.checks._names.view import name_view
from cleanup.checks.name_consistency import CHECK as CONSISTENCY
from cleanup.checks.name_variant import CHECK as VARIANT
from cleanup.document import Segment
from cleanup.edits import Applicability, in_order, splice
from cleanup.errors import Place
from cleanup.formats import FormatOptions
from cleanup.packs import BY_NAME, builtin_pack
from cleanup.read import read_raw
from cleanup.resources import rules_folder
from cleanup.rulepack import Rule
from cleanup.text.casing import is_caps, upper
from cleanup.text.quotations import quotations

PLACE = Place("house.yaml", 1, 1)


def rule(prefer: str, *variants: str, builtin: bool = False, id: str = "", **fields: object) -> Rule:  # noqa: A002
    values = {"prefer": prefer, "variants": variants, **{key.replace("_", "-"): value for key, value in fields.items()}}
    return Rule("name-variant", id or prefer, values, (), None, "", (), (), PLACE, builtin)


def fixed(text: str, rules: list[Rule], language: str | None = "en") -> str:
    found = VARIANT.find(Segment(text, language), VARIANT.compile(rules, language), {})
    edits = [edit for f in found if f.fix and f.fix.applicability is Applicability.SAFE for edit in f.fix.edits]
    return splice(text, in_order(edits))


RULES = [
    rule("Lukashenko", "Lukashenka", "Łukaszenka", "Mel'nyk", given={"prefer": "Alexander", "variants": ("Aleksandr",)}),
    rule("Alexander Lukashenko", "Alyaksandr Lukashenka", later_mentions={"prefer": "Lukashenko", "variants": ("Lukashenk",)}),
    rule("Kyiv", "Kiev", quotations="keep", not_after=("old",), not_before=("in Brittany",)),
    rule("Kyiv City", "Kyiv Town"),
    rule("泽连斯基", "泽伦斯基"),
]  # fmt: skip

PIECES = [
    "Lukashenka", "Łukaszenka", "LUKASHENKA", "Alyaksandr", "Aleksandr", "Lukashenko", "Lukashenk", "Kiev", "KIEV", "Kyiv", " City", " ",
    "\n", "\n\n", "'s", "’", "“", "”", '"', "'", "<b>", "</b>", "&nbsp;", "а", "\u0301", "\u00ad", "\ud800", "\0", "_", "-", "s", "S",
    ",", ".", "@", "#", "http://", "old ", "泽伦斯基", "Mel'nyk", "İ", "ß", "ŉ", "ﬁ",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=2)), max_size=20).map("".join)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["en", "de", "tr", "fr", "zh", None]))
def test_any_text_any_language(text: str, language: str | None) -> None:
    once = fixed(text, RULES, language)
    assert fixed(once, RULES, language) == once
    found = list(CONSISTENCY.find(Segment(text, language), CONSISTENCY.compile((), language), {}))
    assert all(finding.span.of(text) == finding.text for finding in found)


def test_the_order_of_entries_does_not_matter() -> None:
    text = "Alyaksandr Lukashenka of Kiev, KIEV and Kyiv Town; Łukaszenka’s, Aleksandr Lukashenko, 泽伦斯基"
    wanted = fixed(text, RULES)
    shuffled = list(RULES)
    for seed in range(5):
        random.Random(seed).shuffle(shuffled)
        assert fixed(text, shuffled) == wanted


def test_a_users_entry_is_never_undone_by_a_built_in_one() -> None:
    builtin = rule("Lukashenko", "Lukashenka", "Lukaschenko", builtin=True)
    house = rule("Lukashenka", "Lukashenko", id="house")
    assert fixed("Lukashenko, Lukashenka, Lukaschenko", [builtin, house]) == "Lukashenka, Lukashenka, Lukashenka"


def test_what_is_compiled_travels_to_worker_processes() -> None:
    again = pickle.loads(pickle.dumps(VARIANT.compile(RULES, "en")))
    assert [f.text for f in VARIANT.find(Segment("Lukashenka"), again, {})] == ["Lukashenka"]


def messages(*rules: Rule) -> list[str]:
    return [problem.message for problem in VARIANT.lint(rules)]


def test_lint_names_both_places() -> None:
    there = Rule(
        "name-variant", "b", {"prefer": "Kijew", "variants": ("Kiev",)}, (), None, "", (), (), Place("b.yaml", 3, 5)
    )
    assert messages(rule("Kyiv", "Kiev"), there) == [
        '"Kiev" is to become "Kijew" here and "Kyiv" in entry "Kyiv" at house.yaml:1:1'
    ]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([rule("Kyiv", "Kiev", "Kyiv")], "is a variant of itself"),
        ([rule("Kiev", "Kijew"), rule("Kyiv", "Kiev")], "a second run would change the text again"),
        ([rule("Tokyo", **{"from": {"ja": ("東京タワー",)}})], "no Latin spelling can be made"),
    ],
)
def test_lint(rules: list[Rule], words: str) -> None:
    assert [words in message for message in messages(*rules)] == [True]


def test_lint_lets_pass() -> None:
    german = Rule("name-variant", "de", {"prefer": "Kiew", "variants": ("Kiev",)}, ("de",), None, "", (), (), PLACE)
    english = Rule("name-variant", "en", {"prefer": "Kyiv", "variants": ("Kiev",)}, ("en",), None, "", (), (), PLACE)
    assert messages(german, english) == []
    assert messages(rule("Kyiv", "Kiev"), rule("Kyiv City", "Kyiv")) == []
    assert messages(rule("Kyiv", "Kiev"), rule("Kiev", "Kyiv", builtin=True)) == []


PACKS = ["kyiv-national", "kiev-traditional", "belarus-national", "pinyin", "arab-press"]


@pytest.mark.parametrize("pack", PACKS)
def test_house_policies_are_off_until_named(pack: str) -> None:
    rules = cleanup.load_rules(pack)
    entry = next(
        rule for rule in rules.rules if rule.text("prefer") in ("Kyiv", "Kiev", "Hrodna", "Tianjin", "Gaddafi")
    )
    wrong = entry.texts("variants")[0]
    text = f"They went to {wrong}."
    assert (
        cleanup.clean(text, language="en", rules=[pack], select=["name-variant"]).text
        == f"They went to {entry.text('prefer')}."
    )
    assert cleanup.clean(text, language="en", select=["name-variant"]).text == text


def test_a_policy_and_its_opposite_are_an_error() -> None:
    with pytest.raises(cleanup.RuleFileError, match="kiev-traditional"):
        cleanup.load_rules(["kyiv-national", "kiev-traditional"])


def test_ten_thousand_entries_are_not_tried_one_by_one() -> None:
    """What a text costs does not depend on how many names there are."""
    syllables = [c + v for c in "bcdfghjklmnprstvz" for v in "aeiou"]
    chance = random.Random(5)
    names = iter({"".join(chance.choices(syllables, k=4)).capitalize() for _ in range(130_000)})
    rules = [rule(next(names), *(next(names) for _ in range(10))) for _ in range(10_000)]
    text = "The mayor of the town said that nobody in the region had heard of it before. " * 100
    took = []
    for count in (10, 10_000):
        compiled = VARIANT.compile(rules[:count], "en")
        assert list(VARIANT.find(Segment(text, "en"), compiled, {})) == []
        took.append(calls(lambda c=compiled: list(VARIANT.find(Segment(text, "en"), c, {}))))
    assert took[1] <= took[0]


def test_a_plain_list_is_read_together_as_it_is_one_by_one() -> None:
    """What is told of a whole list at once must be what is told of its entries: an entry with more fields makes the difference."""
    plain = [rule("Kyiv", "Kiev", "Kiew"), rule("Ho Chi Minh City", "Saigon", "Ho-Chi-Minh-City"), rule("Lviv", "Lwow")]
    more = rule("Minsk", "Mensk", quotations="keep")
    texts = ["Kiew, KIEV and Lwow; Saigon", "Ho-Chi-Minh-City or Ho Chi Minh City, Kyiv, Lviv"]
    for text in texts:
        assert fixed(text, plain) == fixed(text, [*plain, more]) != text or text == texts[1]
    assert fixed(texts[0], plain) == "Kyiv, KYIV and Lviv; Ho Chi Minh City"
    doubled = [*plain, rule("Lvov", "Lwow", "Lwow")]
    assert messages(*doubled) == messages(*doubled, more) != []


def test_a_long_list_is_judged_without_looking_at_each_spelling() -> None:
    rules = [
        rule(f"Name{chr(97 + n // 26)}{chr(97 + n % 26)}", *(f"Nome{n}x{k}" for k in range(10))) for n in range(600)
    ]
    assert calls(lambda: list(VARIANT.lint(rules))) < 20 * len(rules)


def test_capitals() -> None:
    assert (
        upper("straße") == "STRASSE" and upper("Diyarbakır", "tr") == "DİYARBAKIR" and upper("Πάτρα", "el") == "ΠΑΤΡΑ"
    )
    assert is_caps("KIEV-2") and not is_caps("K.") and not is_caps("KiEV")


def test_the_view_leaves_plain_text_alone() -> None:
    for text in ("Kiev", "naïve Kiew", "Киев", "Минск and Minsk", "α-helix"):
        assert name_view(text).text == text
    assert name_view("Лукaшенко").text == "Лукашенко", "a Latin a in a Cyrillic word"


def test_quotations() -> None:
    def quoted(text: str) -> list[str]:
        return [span.of(text) for span in quotations(text)]

    assert quoted("“a ‘b’ c” d «e» f „g“ h »i«") == ["“a ‘b’ c”", "«e»", "„g“", "»i«"]
    assert quoted("the boys' toys and 'these' don't") == ["'these'"]
    assert quoted("“never closed\n\nand a new paragraph”") == []


def test_no_built_in_entry_replaces_another() -> None:
    files = sorted((rules_folder() / "name-variant").glob("*.yaml"))
    packs = [rulefile.load([path], BY_NAME, builtin=True) for path in files]
    assert sum(len(pack.rules) for pack in packs) == len(builtin_pack("name-variant").rules)


LATER = """\
check: name-variant
language: [en]
rules:
  president:
    prefer: Alexander Lukashenko
    variants: [Alyaksandr Lukashenka]
    later-mentions: {prefer: Lukashenko}
  candidate:
    prefer: Viktor Babariko
    variants: [Babaryka Viktar Dzmitryevich]
"""


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        (
            "a.html",
            "<p>Alyaksandr Lukashenka. <b>Alyaksandr</b> Lukashenka. <i>Alyaksandr Lukashenka</i>.</p>",
            "<p>Alexander Lukashenko. <b>Alexander</b> Lukashenko. <i>Lukashenko</i>.</p>",
        ),
        (
            "a.md",
            "Alyaksandr Lukashenka. **Alyaksandr** *Lukashenka*. [Alyaksandr Lukashenka](x.html).",
            "Alexander Lukashenko. **Alexander** *Lukashenko*. [Lukashenko](x.html).",
        ),
        (
            "a.html",
            "<p>By <b>Babaryka</b> Viktar Dzmitryevich and <i>Babaryka Viktar Dzmitryevich</i>.</p>",
            "<p>By <b>Babaryka</b> Viktar Dzmitryevich and <i>Viktor Babariko</i>.</p>",
        ),
    ],
)
def test_no_tag_is_left_without_its_text(tmp_path: Path, name: str, text: str, wanted: str) -> None:

    (tmp_path / "house.yaml").write_text(LATER, encoding="utf-8")
    cleaner = cleanup.Cleaner(language="en", rules=[tmp_path / "house.yaml"], select=["name-variant"])
    document = read_raw(text.encode(), name, FormatOptions(language="en"))
    assert cleaner.clean_document(document).text == wanted
