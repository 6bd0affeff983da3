"""What Wikidata says of a name: the items for given names and surnames that hold a spelling, and what else they hold.

    python tools/names_wikidata.py PERSONS.TXT      # refresh tools/names_wikidata.txt; then run tools/build_names_packs.py

The source is `rigour/data/names/persons.txt` of rigour 1.8.2 (`pip download --no-deps rigour==1.8.2`, a zip archive): the
labels, aliases, native labels and transliterations of Wikidata's items for given names, surnames and patronymics, in every
script, lower-cased, one item a line (`form, form => Q1`). Wikidata is CC0, the package MIT. OpenSanctions, who make it, leave
out items with one form, items whose forms another item holds too, and forms that are no name (contrib/namesdb in their
repository). tools/names_wikidata.txt is the part of it that the lists of names_by_hand.yaml need, so that the packs can be
built and checked without it.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

EXTRACT = Path(__file__).with_name("names_wikidata.txt")
SOURCE = (
    "Wikidata (CC0), items of given names and surnames as packed in rigour 1.8.2 (MIT), rigour/data/names/persons.txt"
)
NOT = "not "  # a line of spellings that are the name of others: `not Kuznetsov: kusnezow`
# His and her form of a Slavic surname, in the original and as English spells it. An item for one is proof of the other.
_GENDERS = (
    ("ский", "ская", "sky", "skaya"),
    ("ський", "ська", "sky", "ska"),
    ("ный", "ная", "ny", "naya"),
    ("ов", "ова", "ov", "ova"),
    ("ев", "ева", "ev", "eva"),
    ("ин", "ина", "in", "ina"),
)
# One letter in several code points, or written by some and left out by others.
_ARABIC = str.maketrans("يىكأإآةۀ", "ییکاااهه", "\N{ZERO WIDTH NON-JOINER}ـ")
_ARTICLE = "ال"


@cache
def key(form: str) -> str:
    """What two spellings have in common that differ in capitals, stress, the dots of ё, Arabic points and article."""
    plain = unicodedata.normalize("NFC", form.casefold()).replace("ё", "е").replace(" ", "")
    if "\u0600" <= plain[:1] <= "\u06ff":
        plain = "".join(char for char in plain.translate(_ARABIC) if not unicodedata.combining(char))
        return plain.removeprefix(_ARTICLE) if len(plain) > len(_ARTICLE) + 2 else plain
    return plain.replace("\N{COMBINING ACUTE ACCENT}", "")


def is_latin(form: str) -> bool:
    return all("LATIN" in unicodedata.name(char, "") for char in form if char.isalpha())


class Names:
    """Items by the spellings they hold. Remembers which of them were asked for, so that an extract can be made."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.items: dict[str, tuple[str, ...]] = {}
        self._holders: dict[str, set[str]] = defaultdict(set)
        self.used: set[str] = set()
        self.others: dict[str, set[str]] = defaultdict(set)
        for line in lines:
            if line.startswith(NOT):
                prefer, others = line.removeprefix(NOT).rstrip("\n").split(": ")
                self.others[prefer] |= set(others.split(", "))
            elif " => Q" in line:  # what else there is (X1) was added by hand and is not of Wikidata
                forms, item = line.rstrip("\n").split(" => ")
                self.items[item] = tuple(forms.split(", "))
                for form in self.items[item]:
                    self._holders[key(form)].add(item)

    def holding(self, *forms: str) -> list[str]:
        found = set.intersection(*(self._holders.get(key(form), set()) for form in forms))
        self.used |= found
        return sorted(found, key=lambda item: int(item[1:]))

    def attesting(self, prefer: str, original: str) -> tuple[list[str], str]:
        """The items that hold both spellings; else those of his or her form of the name, and that form."""
        for latin, native in ((prefer, original), *_other_gender(prefer, original)):
            if items := self.holding(latin, native):
                return items, native
        return [], ""

    def latin_forms(self, items: Iterable[str]) -> set[str]:
        """Single words in Latin letters, with a capital."""
        forms = {form for item in items for form in self.items[item]}
        return {form[0].upper() + form[1:] for form in forms if form.isalpha() and is_latin(form)}

    def is_of_others(self, spelling: str, prefer: str, originals: Iterable[str]) -> bool:
        """True for a spelling that an item holds which knows neither the preferred spelling nor an original."""
        known = [prefer, *originals]
        known += [form for native in originals for pair in _other_gender(prefer, native) for form in pair]
        own = set().union(*(self._holders.get(key(form), set()) for form in known))
        if self._holders.get(key(spelling), set()) - own:
            self.others[prefer].add(key(spelling))
        return key(spelling) in self.others.get(prefer, ())

    def extract(self) -> Iterator[str]:
        yield "# The part of persons.txt that the lists of names_by_hand.yaml need. Made by tools/names_wikidata.py.\n"
        yield f"# Source: {SOURCE}\n"
        for item in sorted(self.used, key=lambda item: int(item[1:])):
            yield f"{', '.join(self.items[item])} => {item}\n"
        for prefer, others in sorted(self.others.items()):
            yield f"{NOT}{prefer}: {', '.join(sorted(others))}\n"


def _other_gender(prefer: str, original: str) -> Iterator[tuple[str, str]]:
    for his, her, his_latin, her_latin in _GENDERS:
        if original.endswith(her) and prefer.endswith(her_latin):
            yield prefer.removesuffix(her_latin) + his_latin, original.removesuffix(her) + his
        elif original.endswith(his) and prefer.endswith(his_latin):
            yield prefer.removesuffix(his_latin) + her_latin, original.removesuffix(his) + her


def read(path: Path = EXTRACT) -> Names:
    with path.open(encoding="utf-8") as lines:
        return Names(lines)


def main() -> None:
    import build_names_packs

    names = build_names_packs.DATA = read(Path(sys.argv[1]))
    build_names_packs.packs()
    EXTRACT.write_text("".join(names.extract()), encoding="utf-8")
    print(f"{len(names.used)} items, {sum(map(len, names.others.values()))} names of others")


if __name__ == "__main__":
    main()
