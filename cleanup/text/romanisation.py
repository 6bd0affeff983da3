"""The Latin spellings that the known conventions give a name in another script.

Two tables make a spelling. An *alphabet* (``rules/romanisation/alphabet-*.yaml``) says how one language reads its
letters, written in the letters of a common Cyrillic. A *convention* (``rules/romanisation/to-*.yaml``) says how
English, German, French … write those letters, with alternatives where their press is not of one mind. One spelling
makes one choice for one rule throughout. Chinese, and what writes no vowels, have modules of their own.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from cleanup.resources import rules_folder
from cleanup.text.patterns import later
from cleanup.text.romanisation_table import Table, read_table, read_yaml, transcribed

_PLAIN = frozenset({"english", "greek-elot"})
_SHORTEST_STRESSED = 4  # letters
_HAN = later(r"[\u4e00-\u9fff]")
_PALLADIUS = later(r"[а-я]{1,9} [а-я]{1,12}")
UNVOWELLED = frozenset({"ar", "fa", "he"})  # what is made of a name in these is never certain
_WORD = later(r"[^\W\d_]+(?:[\N{COMBINING GRAVE ACCENT}-\N{COMBINING LATIN SMALL LETTER X}'’ʼ]+[^\W\d_]+)*")
_STRESS = later(r"(?<=[аеёиіоуыэюяєїАЕЁИІОУЫЭЮЯЄЇ])\N{COMBINING ACUTE ACCENT}")  # as encyclopaedias print it


def name_spellings(name: str, language: str | None = None, *, plainly: bool = False) -> tuple[str, ...]:
    """The Latin spellings that the known conventions give a name, sorted; without duplicates, the same everywhere.

    ``language`` (BCP 47) is that of ``name``; None tries every language that writes with its letters. A name in Latin
    letters, or in a script without a table, has no spellings.

    >>> "Lukashenko" in name_spellings("Лукашенко", "ru"), "Łukaszenka" in name_spellings("Лукашэнка", "be")
    (True, True)
    >>> name_spellings("Minsk")
    ()
    """
    written = _STRESS().sub("", unicodedata.normalize("NFC", name)).strip()
    found: set[str] = set()
    for original, tag in {(written, language or ""), *_counterparts_of(written, language)}:
        for alphabet in _alphabets_for(original.lower(), tag):
            for convention in _conventions():
                if plainly and convention.name not in _PLAIN:
                    continue
                if convention.languages & alphabet.languages if convention.languages else alphabet.common:
                    found.update(_spellings(original, alphabet, convention))
    code = (language or "").split("-")[0].lower()
    if code in ("", "zh") and _HAN().search(written):
        from cleanup.text.chinese_names import chinese_spellings

        found |= chinese_spellings(written)
    if code in ("", "ru") and _PALLADIUS().search(written.lower()):
        from cleanup.text.chinese_names import from_palladius

        found |= from_palladius(written)
    if code in UNVOWELLED and not plainly:  # only where it is said, because each reads the letters in its own way
        from cleanup.text.abjad import abjad_spellings

        found |= abjad_spellings(written, code)
    return tuple(sorted(found))


def can_be_spelled(name: str, language: str | None = None) -> bool:
    """True when there is a table for the letters of ``name`` in ``language``."""
    if next(_alphabets_for(unicodedata.normalize("NFC", name).lower(), language), None) is not None:
        return True
    code = (language or "").split("-")[0].lower()
    return bool((_HAN().search(name) or code in UNVOWELLED) and name_spellings(name, language))


def _counterparts_of(name: str, language: str | None) -> Iterator[tuple[str, str]]:
    """What the sister languages call a given name or patronymic, with their tags.

    A Ukrainian text writes a Belarusian's patronymic as Belarusian does: the form decides, not the language of the
    text.
    """
    code = (language or "").split("-")[0].lower()
    for row in _counterparts().get(name, ()):
        if not code or code in row:
            yield from ((form, tag) for tag, form in row.items() if form != name)


def _alphabets_for(name: str, language: str | None) -> Iterator[Table]:
    letters = {char for char in name if char.isalpha()}
    code = (language or "").split("-")[0].lower()
    for alphabet in _alphabets():
        if (not code or code in alphabet.languages) and letters and letters <= alphabet.rules.keys():
            yield alphabet


def _spellings(name: str, alphabet: Table, convention: Table) -> Iterator[str]:
    """All words of a name in one convention, each with the same number of its choices."""
    pieces = _WORD().split(name)
    words = [
        [_as_written(word, latin) for latin in _words(word.lower(), alphabet, convention)]
        for word in _WORD().findall(name)
    ]
    if not words or not all(words):
        return
    for number in range(max(map(len, words))):
        spelled = [options[min(number, len(options) - 1)] for options in words]
        yield "".join(piece + word for piece, word in zip(pieces, [*spelled, ""], strict=True))


def _words(word: str, alphabet: Table, convention: Table) -> list[str]:
    return list(dict.fromkeys(latin for common in _read(word, alphabet) for latin in _written(common, convention)))


@lru_cache(maxsize=256)
def _read(word: str, alphabet: Table) -> tuple[str, ...]:
    return tuple(transcribed(word, alphabet))


@lru_cache(maxsize=2048)
def _written(common: str, convention: Table) -> tuple[str, ...]:
    """Two alphabets often read a name alike; its spellings are made once."""
    made: dict[str, None] = {}
    for latin in transcribed(common, convention):
        made.update(dict.fromkeys(_stressed(latin, convention.accents)))
    return tuple(unicodedata.normalize("NFC", latin) for latin in made if latin)


def _stressed(latin: str, accents: str) -> Iterator[str]:
    """The word as it is, and once for each vowel that may carry the accent, since the original does not write the stress."""
    yield latin
    if not accents or len(latin) < _SHORTEST_STRESSED or not latin.isascii():
        return
    for at, char in enumerate(latin[:-1]):
        if char in "aeiou":
            yield from (latin[:at] + char + accent + latin[at + 1 :] for accent in accents)


def _as_written(word: str, latin: str) -> str:
    """In capitals as the original; scripts without case, and Georgian, whose capitals nobody writes names with, get one."""
    if word.isupper() and len(word) > 1:
        return latin.upper()
    first = unicodedata.category(word[0])
    cased = first in ("Lu", "Ll") and not "\N{GEORGIAN LETTER AN}" <= word[0] <= "\N{GEORGIAN LETTER LABIAL SIGN}"
    return latin if cased and first == "Ll" else latin[:1].upper() + latin[1:]


_loading = threading.Lock()


def _alphabets() -> tuple[Table, ...]:
    with _loading:
        return _tables("alphabet-")


def _conventions() -> tuple[Table, ...]:
    with _loading:
        return _tables("to-")


def _counterparts() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    with _loading:
        return _counterpart_table()


@cache
def _counterpart_table() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    found: dict[str, tuple[Mapping[str, str], ...]] = {}
    for row in read_yaml(rules_folder() / "romanisation" / "counterparts.yaml")["east-slavic"]:
        for form in set(row.values()):
            found[form] = (*found.get(form, ()), row)
    return found


@cache
def _tables(prefix: str) -> tuple[Table, ...]:
    written: dict[str, dict[str, list[str]]] = {}
    tables = []
    for path in sorted((rules_folder() / "romanisation").glob(f"{prefix}*.yaml")):
        for name, table in read_yaml(path).items():
            letters = dict(written[table["like"]]) if "like" in table else {}
            letters.update({letter: [letter] for letter in table.get("plain", "")})
            letters.update(
                {key: [value] if isinstance(value, str) else value for key, value in table.get("letters", {}).items()}
            )
            written[name] = letters
            if table.get("languages") != "none":
                tables.append(
                    read_table(
                        name, table.get("languages", ()), letters, table.get("own") != "yes", table.get("accents", "")
                    )
                )
    return tuple(tables)
