"""Builds the packs of people that are on by default: rules/name-variant/{belarus,ukraine,…,people-de,…}.yaml.

    python tools/build_names_packs.py

People: which names, how English (German, French …) spells them and how their own script does is listed by hand, in
tools/names_by_hand.yaml. A name of the list gets into a pack only when Wikidata knows both spellings for one name: every entry
says which items hold them (tools/names_wikidata.txt is the part of Wikidata that is needed, tools/names_wikidata.py says where
it is from). Where Wikidata has no proof, the word lists of wordfreq are one, when they have the original and the preferred
spelling, a convention makes the one of the other, and no other spelling is as frequent (tools/names_wordfreq.py); such an entry is
suggested only, and originals that a list lacks make no variants. The variants of a name are what the conventions of other languages (rules/romanisation) make of the original, spellings that
a translation engine carries over from a German, French or Polish text, and what the items hold besides. A spelling that any
English convention makes of a Slavic or Caucasian name is never a variant in English: whether Sergei or Sergey is right is for
the house to say. Nor is a spelling that another item of Wikidata has for another name.

Needs `wordfreq`, which is no dependency of the package, for what is an English word. Places: tools/build_names_places.py.
"""

from __future__ import annotations

import sys
import unicodedata
from itertools import product
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

from cleanup.records import replace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import names_wikidata  # noqa: E402
import names_wordfreq  # noqa: E402

from cleanup.text import romanisation  # noqa: E402
from cleanup.text.name_distance import same_name  # noqa: E402

DATA = names_wikidata.read()
WORDS = names_wordfreq.Words()
FOLDER = ROOT / "rules" / "name-variant"
BY_HAND = romanisation.read_yaml(ROOT / "tools" / "names_by_hand.yaml")
UNMISTAKABLE = frozenset(BY_HAND["unmistakable"].split())
NOT_A_SPELLING = frozenset(BY_HAND["not-a-spelling"].split())
FOREIGN = {
    "german", "german-v", "french", "polish", "hungarian", "dutch", "dutch-w", "norwegian", "swedish", "spanish",
    "portuguese", "scientific", "czech", "croatian", "estonian",
}  # fmt: skip
ENGLISH = {"english", "english-i", "english-soft", "english-soft-y", "ala-lc", "historic", "georgian-national"}
ALPHABETS = {"russian", "ukrainian", "belarusian", "georgian", "armenian", "kazakh"}
SHORTEST = 6  # letters of a variant; shorter ones are words or other people's names too easily
MOST = 12  # variants of a name that is unmistakable: the usual spelling of each convention first
MOST_SUGGESTED = 6  # of the others
POLISH_ENDINGS = ("wicz", "ski", "cki", "czak", "czuk")  # a Pole has this name, and it is his
MOST_ITEMS = 4  # that an entry names
# No English convention here makes the usual spelling of these, so none makes another that is right.
BY_WAY_OF_RUSSIAN = {"ar", "fa", "zh"}
RAREST_WORD = 2.5  # Zipf frequency in English from which a variant is somebody else's

BUILT = "build_names_packs.py from the lists in tools/names_by_hand.yaml"
HEADER = """\
# {title}
#
# Built by tools/{built}; do not edit by hand.
# {source}
check: name-variant
language: [{language}]
rules:
"""
# The conventions of each language's own press: what they make is no variant there.
OWN = {
    "de": {"german", "german-v", "historic-german"},
    "fr": {"french", "historic-french"},
    "pl": {"polish"},
    "cs": {"czech", "czech-soft", "slovak"},
    "es": {"spanish"},
    "it": {"italian", "scientific", "croatian", "czech"},
}
TITLES = {
    "belarus": "Belarus", "ukraine": "Ukraine", "russia": "Russia", "caucasus": "the Caucasus", "central-asia": "Central Asia",
    "arab-world": "the Arab world", "iran": "Iran and Afghanistan", "china": "China",
}  # fmt: skip
LANGUAGES = {"de": "German", "fr": "French", "pl": "Polish", "cs": "Czech", "es": "Spanish", "it": "Italian"}
ENGLISH_PRESS = {"english"}


def conventions(names: set[str]) -> list[romanisation.Table]:
    return [table for table in romanisation._conventions() if table.name in names]


def spellings(name: str, language: str, names: set[str]) -> dict[str, int]:
    """Spelling → how far down it stands among the choices of a convention."""
    found: dict[str, int] = {}
    for alphabet in romanisation._alphabets_for(name.lower(), language):
        if alphabet.name not in ALPHABETS:
            continue
        for table in conventions(names):
            if table.languages & alphabet.languages if table.languages else alphabet.common:
                for rank, spelling in enumerate(romanisation._spellings(name, alphabet, replace(table, accents=""))):
                    found[spelling] = min(rank, found.get(spelling, rank))
    return found


def frequency(word: str, language: str = "en") -> float:
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, language))


def bare(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))


class Name(NamedTuple):
    """A line of a list: the preferred spelling, (language, name in its own script), more variants, and what is none."""

    prefer: str
    originals: list[tuple[str, str]]
    more: set[str]
    without: set[str]

    @property
    def natives(self) -> list[str]:
        return [native for _, native in self.originals]

    @property
    def is_by_way_of_russian(self) -> bool:
        return self.originals[0][0] in BY_WAY_OF_RUSSIAN


def name_of(line: str) -> Name:
    """``Lukashenko ru Лукашенко be Лукашэнка + Lukashenka - Lukas``; an underscore is the space within a name."""
    line, _, without = line.partition(" - ")
    line, _, more = line.partition(" + ")
    prefer, *pairs = (word.replace("_", " ") for word in line.split())
    originals = list(zip(pairs[::2], pairs[1::2], strict=True))
    return Name(prefer, originals, {word.replace("_", " ") for word in more.split()}, set(without.split()))


class Proof(NamedTuple):
    """The items of each word of a name, the originals they hold, and whether they hold his or her form of them instead; or the
    word lists that have the name."""

    items: list[list[str]]
    natives: list[str]
    other_gender: str = ""
    lists: str = ""  # of wordfreq instead of items

    def __str__(self) -> str:
        if self.lists:
            return f"  # {', '.join(self.natives)}: {self.lists}"
        listed = " + ".join(", ".join(items[:MOST_ITEMS]) for items in self.items)
        return f"  # {', '.join(self.natives)}: Wikidata {listed}{self.other_gender and f' ({self.other_gender})'}"


def proved(line: str, language: str) -> tuple[Name, Proof]:
    """A line of the lists, with the originals that may make variants. A name without a proof is an error."""
    name = name_of(line)
    if proof := in_wikidata(name):
        return name, proof
    held = WORDS.attesting(name.prefer, name.originals, language)
    assert held, f"neither Wikidata nor the word lists have {name.prefer} for {name.natives}; see names_by_hand.yaml"
    lists = ", ".join(dict.fromkeys([*(tag for tag, _ in held), language]))
    natives = list(dict.fromkeys(native for _, native in held))
    originals = [
        (tag, native)
        for tag, native in name.originals
        if (tag, native) in held
        or tag in BY_WAY_OF_RUSSIAN
        or (tag not in names_wordfreq.LISTS and names_wordfreq.is_made_of(name.prefer, tag, native))
    ]
    return name._replace(originals=originals), Proof([], natives, lists=f"{names_wordfreq.NAME} {lists}")


def in_wikidata(name: Name) -> Proof | None:
    """Wikidata's items for the preferred spelling and its originals, word by word."""
    own, others = [], []
    proving = BY_WAY_OF_RUSSIAN if name.is_by_way_of_russian else {tag for tag, _ in name.originals}
    for native in [native for tag, native in name.originals if tag in proving]:
        words = [(name.prefer, native)]
        if len(name.prefer.split()) == len(native.split()):
            words = list(zip(name.prefer.split(), native.split(), strict=True))
        held = [DATA.attesting(latin, original) for latin, original in words]
        form = " ".join(form for _, form in held)
        if all(items for items, _ in held):
            proof = Proof([items for items, _ in held], [native], "" if form == native else form)
            (own if form == native else others).append(proof)
    if not own:
        return others[0] if others else None
    items = [sorted(set().union(*words), key=_number) for words in zip(*(proof.items for proof in own), strict=True)]
    return Proof(items, [native for proof in own for native in proof.natives])


def _number(item: str) -> int:
    return int(item[1:])


def attested(name: Name, proof: Proof) -> set[str]:
    """What else the items hold, in Latin letters. Those of his form of the name say nothing of hers."""
    if proof.other_gender or proof.lists:
        return set()
    words = [sorted(DATA.latin_forms(items)) for items in proof.items]
    return {" ".join(chosen) for chosen in product(*words)} - {name.prefer}


def made(name: Name, names: set[str]) -> dict[str, int]:
    """Spelling → how far down it stands among the choices of a convention."""
    found: dict[str, int] = {}
    for tag, native in name.originals:
        for spelling, rank in spellings(native, tag, names).items():
            found[spelling] = min(rank, found.get(spelling, rank))
    return found


def variants_of(name: Name, proof: Proof) -> list[str]:
    foreign, english = made(name, FOREIGN), made(name, ENGLISH)
    held = attested(name, proof)
    likely = set(held) if " " not in name.prefer else set()  # not each tone of each reading of two Chinese characters
    refused = {name.prefer, *name.without, *english}
    if name.is_by_way_of_russian:
        likely |= {spelling for spelling, rank in english.items() if not rank}
        foreign = {**english, **foreign}
        refused = {name.prefer, *name.without}
    unproven = {
        spelling
        for spelling in name.more - held - foreign.keys() - english.keys()
        if not WORDS.is_of_another_press(spelling, name.prefer, name.originals, "en")
    }
    assert not unproven, (
        f"{name.prefer}: {unproven} is in no item, no convention makes it and no other language prefers it"
    )
    besides = {spelling for spelling in likely if not spelling.isascii() and same_name(spelling, name.prefer)}
    is_safe = name.prefer in UNMISTAKABLE
    usable = [
        spelling
        for spelling in {*foreign, *besides} - refused
        if is_usable(spelling)
        and (is_safe or not is_in_use(name, spelling))
        and not DATA.is_of_others(spelling, name.prefer, name.natives)
        and (not name.is_by_way_of_russian or " " in spelling or same_name(spelling, name.prefer))
    ]
    near = sorted(foreign.keys() & usable, key=lambda s: (foreign[s], not same_name(s, name.prefer), s))
    most = MOST if is_safe else MOST_SUGGESTED
    return sorted(
        {*near[:most], *likely.intersection(usable), *name.more}
    )  # what people do write, and the likeliest else


def is_in_use(name: Name, spelling: str) -> bool:
    """True for what English texts have (Rachid, Petrossian, Litwin) and what is a Polish surname (Ostrowski, Stankiewicz)."""
    return frequency(spelling) > 0 or (spelling.endswith(POLISH_ENDINGS) and spelling in made(name, {"polish"}))


def press(language: str, names: str) -> str:
    """Names as one language's press writes them; what English and the press of other languages write are the variants."""
    lines = []
    taken: dict[str, str] = {}
    everyone = {name_of(line).prefer for line in names.splitlines()}
    for line in names.splitlines():
        name, proof = proved(line, language)
        english = {spelling for spelling, rank in made(name, ENGLISH_PRESS).items() if not rank}  # by way of English
        own = made(name, OWN[language]).keys() - english
        foreign = made(name, (FOREIGN | ENGLISH_PRESS) - OWN[language])
        usable = [
            spelling
            for spelling in foreign
            if spelling not in own | everyone
            and is_usable(spelling, language)
            and bare(spelling) != bare(name.prefer)
            and same_name(spelling, heard(name.prefer, language))
            and (spelling in english or not DATA.is_of_others(spelling, name.prefer, name.natives))
        ]
        near = sorted(usable, key=lambda spelling: (spelling not in english, foreign[spelling], spelling))
        found = sorted({*near[:MOST], *name.more})
        found = [variant for variant in found if taken.setdefault(variant, name.prefer) == name.prefer]
        if found:
            # An entry of the same name in another file would replace this one.
            lines += [str(proof), f"  {name.prefer} ({language}): {suggested(name.prefer, found)}"]
    return "\n".join(lines) + "\n"


def heard(spelling: str, language: str) -> str:
    """French writes -ine for -in, which it would read as in vin."""
    return spelling[:-1] if language == "fr" and spelling.endswith(("ine", "yne")) else spelling


def suggested(prefer: str, variants: list[str]) -> str:
    return f"{{prefer: {prefer}, variants: [{', '.join(variants)}], applies: suggested}}"


def is_usable(spelling: str, language: str = "en") -> bool:
    return (
        len(spelling) >= SHORTEST
        and not spelling.endswith("ine")  # Antoine Volodine: emigrants keep the French form
        and spelling.replace(" ", "").isalpha()
        and spelling[0].isupper()
        and frequency(spelling, language) < RAREST_WORD
    )


def people(names: str) -> str:
    """Names as English spells them; what the conventions of other languages make is a variant, and what Wikidata has."""
    lines = []
    taken: dict[str, str] = {}
    beside = BY_HAND["beside"]
    for line in names.splitlines():
        name, proof = proved(line, "en")
        found = variants_of(name, proof)
        found = [variant for variant in found if taken.setdefault(variant, name.prefer) == name.prefer]
        if not found:
            continue
        lines.append(str(proof))
        if name.prefer in beside:
            listed = f"    variants: [{', '.join(found)}]"
            listed += "\n    applies: suggested" if proof.lists else ""
            lines += [f"  {name.prefer}:", listed, indent(beside[name.prefer].rstrip(), "    ")]
        elif name.prefer in UNMISTAKABLE and not proof.lists:
            lines.append(f"  {name.prefer}: [{', '.join(found)}]")
        else:
            lines.append(f"  {name.prefer}: {suggested(name.prefer, found)}")
    return "\n".join(lines) + "\n"


_FROM_ITS_OWN = {"what": "the originals", "but": "what an English convention makes too or English texts have"}
_BY_WAY = {"what": "the Russian form of the name", "but": "what English texts have"}


def packs() -> dict[str, str]:
    """File → what it holds, of the packs of people."""
    source = f"""Names: {names_wikidata.SOURCE};
# each entry names its originals and the items that hold them and the preferred spelling; or, where Wikidata has no proof,
# {names_wordfreq.SOURCE}: the entry names the lists
# that hold the originals and the preferred spelling. Variants: what the conventions in
# rules/romanisation, each with its source, make of {{what}}, and other spellings of the items;
# not {{but}}, nor other people's names."""
    files = {}
    everyone = [name_of(line).prefer for names in BY_HAND["people"].values() for line in names.splitlines()]
    assert len(everyone) == len(set(everyone)), "a name stands twice; an entry of the same name would replace the other"
    for region, names in BY_HAND["people"].items():
        files[region] = HEADER.format(
            title=f"People of the news and of history from {TITLES[region]}, as English spells them.",
            source=source.format(**(_BY_WAY if region in ("arab-world", "iran", "china") else _FROM_ITS_OWN)),
            language="en",
            built=BUILT,
        ) + people(names)
    for language, names in BY_HAND["press"].items():
        files[f"people-{language}"] = HEADER.format(
            title=f"People of the news and of history from Eastern Europe and Asia, as the {LANGUAGES[language]} press spells them.",
            source=source.format(what="the originals", but="what a convention of the language itself makes too"),
            language=language,
            built=BUILT,
        ) + press(language, names)
    return files


def main() -> None:
    for name, text in packs().items():
        (FOLDER / f"{name}.yaml").write_text(text, encoding="utf-8")
    names_wordfreq.EXTRACT.write_text("".join(WORDS.extract()), encoding="utf-8")


if __name__ == "__main__":
    main()
