"""Tables that rewrite words letter by letter, and how their rules are read.

Rules are written as linguists write them: ``е / ^_`` is the letter е at the beginning, ``е / V_`` behind a vowel,
``ий / _$`` at the end. ``^`` and ``$`` are the edges of the word, ``V`` a vowel or sign, ``C`` a consonant, ``E`` a
front vowel, small letters are themselves; ``_`` is the place of the letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, product
from pathlib import Path
from typing import Any, NamedTuple

from cleanup.records import record

_CLASSES = {"V": "аеёиіоуыэюяїѣѫәөүӧьъ", "C": "бвгғдђжзйјкқлљмнњпрсћтўфхһцчџшщѕґ", "E": "еёиіїэюяь"}
_MOST_SPELLINGS = 240  # of one word in one convention; names with more choices than that get the first ones


class _Rule(NamedTuple):
    """``letters`` between what must stand before and behind become one of ``choices``. Number: its place in the table."""

    number: int
    letters: str
    before: frozenset[str]
    behind: frozenset[str]
    choices: tuple[str, ...]

    def fits(self, word: str, at: int) -> bool:
        """True when the rule applies at ``at`` of ``word``, which has ``^`` and ``$`` as its edges."""
        return (
            word.startswith(self.letters, at)
            and (not self.before or word[at - 1] in self.before)
            and (not self.behind or word[at + len(self.letters)] in self.behind)
        )


@record(eq=False)
class Table:
    """The rules of an alphabet or a convention, by the first letter, the longest and most particular first.

    ``common``, of an alphabet: it is written in the common Cyrillic, for which most conventions are. ``accents``, of a
    convention: the marks by which it shows stress. Tables are compared by identity.
    """

    name: str
    languages: frozenset[str]
    rules: Mapping[str, tuple[_Rule, ...]]
    common: bool = True
    accents: str = ""


def transcribed(word: str, table: Table) -> Iterable[str]:
    """The word rewritten by a table, once for each combination of choices. A letter the table does not know is kept."""
    path: list[_Rule | str] = []
    framed = f"^{word}$"
    at = 1
    while at < len(framed) - 1:
        rule = next((rule for rule in table.rules.get(framed[at], ()) if rule.fits(framed, at)), None)
        path.append(framed[at] if rule is None else rule)
        at += 1 if rule is None else len(rule.letters)
    open_rules = {rule.number: rule for rule in path if isinstance(rule, _Rule) and len(rule.choices) > 1}
    for choice in islice(product(*(rule.choices for rule in open_rules.values())), _MOST_SPELLINGS):
        chosen = dict(zip(open_rules, choice, strict=True))
        yield "".join(r if isinstance(r, str) else chosen.get(r.number, r.choices[0]) for r in path)


def read_table(
    name: str, languages: Iterable[str], letters: Mapping[str, Sequence[str]], common: bool = True, accents: str = ""
) -> Table:
    """A table from its rules as they are written. Raises ValueError for a rule that cannot be read."""
    rules: dict[str, list[_Rule]] = {}
    for number, (key, choices) in enumerate(letters.items()):
        what, _, where = (part.strip() for part in key.partition("/"))
        for place in where.split(",") if where else [""]:
            before, _, behind = place.strip().partition("_")
            if not what or not choices:
                raise ValueError(f"{name}: {key!r} is not a rule")
            rule = _Rule(number, what, _members(before), _members(behind), tuple(choices))
            rules.setdefault(what[0], []).append(rule)
    ordered = {
        first: tuple(
            sorted(
                some, key=lambda r: (-len(r.letters), not (r.before and r.behind), not (r.before or r.behind), r.number)
            )
        )
        for first, some in rules.items()
    }
    return Table(name, frozenset(languages), ordered, common, accents)


def _members(context: str) -> frozenset[str]:
    return frozenset(char for symbol in context for char in _CLASSES.get(symbol, symbol))


def read_yaml(path: Path) -> Any:
    """The file with every scalar a string."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar a string: "no" is not False
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - the base loader makes strings only
