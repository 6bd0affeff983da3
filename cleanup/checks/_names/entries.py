"""The entries of rule files as the name checks use them, and the written forms that are looked for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple

from cleanup.checks._names.established import is_established
from cleanup.edits import Applicability
from cleanup.records import field, record
from cleanup.rulepack import Rule
from cleanup.text.patterns import UserPattern


class FormKind(IntEnum):
    """What a form in the text is to its entry. Where two entries claim one stretch, the higher kind has it."""

    PREFERRED = 0  # already as the house wants it: stays, and shields what lies inside
    SHORT = 1  # the short form that later mentions take
    GENERATED = 2  # made from the original name
    VARIANT = 3
    INFLECTED = 4  # declared under `forms`
    DISTINCT = 5  # another name that looks alike: stays


class Form(NamedTuple):
    """``text`` in an article becomes ``becomes``; ``entry`` is the entry's place in the list of entries."""

    text: str
    becomes: str
    kind: FormKind
    entry: int
    folds: bool = True  # ALL CAPS counts too


@record
class Entry:
    """One entry, read out of its rule."""

    rule: Rule
    prefer: str
    given_prefer: str = ""
    given_variants: tuple[str, ...] = ()
    later_prefer: str = ""
    later_variants: tuple[str, ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict)
    keeps_quotations: bool = False
    exact_case: bool = False
    hyphen_before: bool = True
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    patterns: tuple[UserPattern, ...] = ()

    @property
    def id(self) -> str:
        """The id of the rule."""
        return self.rule.id

    @property
    def applies(self) -> Applicability:
        """How sure a listed variant is: a house spelling is safe unless the entry says otherwise."""
        return self.rule.applies or Applicability.SAFE

    @property
    def guarded(self) -> bool:
        """True when a match has to be looked at together with the words around it."""
        return bool(self.not_after or self.not_before or self.exceptions or self.patterns or not self.hyphen_before)


def nfc(text: str) -> str:
    """Composed, with single spaces: the way forms are kept."""
    if text.isascii():
        return text if text.isalpha() else " ".join(text.split())  # most of a long list
    return " ".join(unicodedata.normalize("NFC", text).split())


_PLAIN_FIELDS = frozenset({"prefer", "variants"})


def entry_of(rule: Rule) -> Entry:
    """The entry of a rule whose fields the loader has checked."""
    fields = rule.fields
    if fields.keys() <= _PLAIN_FIELDS and not rule.exceptions:
        return Entry(rule, nfc(rule.text("prefer")))  # most of a long list
    given, later = _group(fields.get("given")), _group(fields.get("later-mentions"))
    forms = fields.get("forms")
    patterns = fields.get("protect")
    return Entry(
        rule=rule,
        prefer=nfc(rule.text("prefer")),
        given_prefer=nfc(_text(given.get("prefer"))),
        given_variants=tuple(map(nfc, _texts(given.get("variants")))),
        later_prefer=nfc(_text(later.get("prefer"))),
        later_variants=tuple(map(nfc, _texts(later.get("variants")))),
        forms={nfc(wrong): nfc(right) for wrong, right in forms.items()} if isinstance(forms, Mapping) else {},
        keeps_quotations=rule.text("quotations") == "keep",
        exact_case=rule.text("case") == "exact",
        hyphen_before=rule.text("hyphen") not in ("right-only", "no-left"),
        not_after=tuple(map(nfc, rule.texts("not-after"))),
        not_before=tuple(map(nfc, rule.texts("not-before"))),
        exceptions=tuple(map(nfc, rule.exceptions)),
        patterns=tuple(p for p in patterns if isinstance(p, UserPattern)) if isinstance(patterns, tuple) else (),
    )


def listed_forms(entry: Entry, place: int) -> Iterator[Form]:
    """The forms that the entry itself lists, preferred ones included."""
    folds = not entry.exact_case
    rule, prefer, kind = entry.rule, entry.prefer, FormKind.VARIANT
    yield Form(prefer, prefer, FormKind.PREFERRED, place, folds)
    for variant in map(nfc, rule.texts("variants")):
        yield Form(variant, prefer, kind, place, folds)
    for wrong, right in entry.forms.items():
        yield Form(wrong, right, FormKind.INFLECTED, place, folds)
        yield Form(right, right, FormKind.DISTINCT, place, folds)
    for other in rule.texts("distinct"):
        yield Form(nfc(other), nfc(other), FormKind.DISTINCT, place, folds)
    if entry.later_prefer:
        yield Form(entry.later_prefer, entry.later_prefer, FormKind.SHORT, place, folds)
        for short in entry.later_variants:
            yield Form(short, entry.later_prefer, FormKind.SHORT, place, folds)


def generated_forms(entry: Entry, place: int, language: str | None) -> Iterator[Form]:
    """What the known conventions make of the originals under ``from:``, but for words that the language knows.

    A generated spelling that another entry lists is that entry's; :func:`forms_in_force` sees to it.
    """
    originals = entry.rule.fields.get("from")
    if not isinstance(originals, Mapping):
        return
    from cleanup.text.romanisation import name_spellings

    for tag, names in sorted(originals.items()):
        for name in _texts(names):
            for spelling in name_spellings(name, tag):
                if not is_established(spelling, language):
                    yield Form(nfc(spelling), entry.prefer, FormKind.GENERATED, place, not entry.exact_case)


def forms_in_force(entries: list[Entry], generated: Iterable[Form] = ()) -> list[Form]:
    """One form for each claimed text. A user's entry beats a built-in one, a listed form a generated one.

    A user who prefers *Lukashenka* takes the variants away from the built-in entry that prefers *Lukashenko*: what one
    entry of the user's wants or changes, no built-in entry may change back.
    """
    made = list(generated)
    claimed: dict[str, Form] = {}
    for builtin in (False, True):
        mine: dict[str, Form] = {}
        for place, entry in enumerate(entries):
            if entry.rule.builtin is builtin:
                for form in listed_forms(entry, place):
                    held = mine.setdefault(form.text, form)
                    if held is not form and held.kind < form.kind:
                        mine[form.text] = form
        for form in made:
            if entries[form.entry].rule.builtin is builtin:
                mine.setdefault(form.text, form)
        followed = {text: _followed(form, claimed) for text, form in mine.items()} if claimed else mine
        claimed = {**followed, **claimed}
    claimed.pop("", None)
    return list(claimed.values())


def _followed(form: Form, house: Mapping[str, Form]) -> Form:
    """A built-in form whose preferred spelling the user's entries change goes there at once, or a second run would."""
    onward = house.get(form.becomes)
    return form if onward is None or onward.becomes == form.becomes else form._replace(becomes=onward.becomes)


def _group(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
