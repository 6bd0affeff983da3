"""The entries of rule files as the name checks use them, and the written forms that are looked for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import chain, repeat
from types import MappingProxyType
from typing import NamedTuple

from cleanup.checks._names.established import is_established
from cleanup.edits import Applicability
from cleanup.rulepack import Rule
from cleanup.text.patterns import UserPattern


class FormKind(IntEnum):
    """What a form in the text is to its entry. Where two entries claim one stretch, the higher kind has it."""

    PREFERRED = 0  # already as the house wants it: stays, and shields what lies inside
    SHORT = 1  # the short form that later mentions take
    GUESSED = 2  # made from an original whose vowels are not written
    GENERATED = 3  # made from the original name
    VARIANT = 4
    INFLECTED = 5  # declared under `forms`
    DISTINCT = 6  # another name that looks alike: stays


class Form(NamedTuple):
    """``text`` in an article becomes ``becomes``; ``entry`` is the entry's place in the list of entries."""

    text: str
    becomes: str
    kind: FormKind
    entry: int
    folds: bool = True  # ALL CAPS counts too


def kept_forms(texts: tuple[str, ...]) -> tuple[str, ...]:
    """All of them as :func:`nfc` keeps them; of a long list nearly all are written so, which is told of many at once."""
    together = f"|{'|'.join(texts)}|"
    spaced = "  " in together or "| " in together or " |" in together
    if together.isascii() and together.isprintable() and not spaced:
        return texts
    return tuple(map(nfc, texts))


class Entry(NamedTuple):
    """One entry, read out of its rule."""

    rule: Rule
    prefer: str
    given_prefer: str = ""
    given_variants: tuple[str, ...] = ()
    later_prefer: str = ""
    later_variants: tuple[str, ...] = ()
    forms: Mapping[str, str] = MappingProxyType({})
    keeps_quotations: bool = False
    exact_case: bool = False
    hyphen_before: bool = True
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    patterns: tuple[UserPattern, ...] = ()
    is_plain: bool = False  # nothing but a preferred spelling and variants

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
        return Entry(rule, nfc(rule.text("prefer")), is_plain=True)  # most of a long list
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
    for variant in kept_forms(rule.texts("variants")):
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
    from cleanup.text.romanisation import UNVOWELLED, name_spellings

    for tag, names in sorted(originals.items()):
        kind = FormKind.GUESSED if tag.split("-")[0].lower() in UNVOWELLED else FormKind.GENERATED
        for name in _texts(names):
            for spelling in name_spellings(name, tag):
                if not is_established(spelling, language):
                    yield Form(nfc(spelling), entry.prefer, kind, place, not entry.exact_case)


class Forms:
    """One form for each claimed text.

    A variant of a plain entry, as nearly all of a long list are, becomes a form when it is first met: until then the entry's
    place stands for it.
    """

    def __init__(self, entries: Sequence[Entry], claims: Mapping[str, Form | int]) -> None:
        self._entries, self._claims = entries, claims

    def __iter__(self) -> Iterator[str]:
        return iter(self._claims)

    def __len__(self) -> int:
        return len(self._claims)

    def __contains__(self, text: str) -> bool:
        return text in self._claims

    def __getitem__(self, text: str) -> Form:
        claim = self._claims[text]
        return claim if isinstance(claim, Form) else _plain_form(text, claim, self._entries)


def forms_in_force(entries: Sequence[Entry], generated: Iterable[Form] = ()) -> Forms:
    """One form for each claimed text. A user's entry beats a built-in one, a listed form a generated one.

    A user who prefers *Lukashenka* takes the variants away from the built-in entry that prefers *Lukashenko*: what one
    entry of the user's wants or changes, no built-in entry may change back.
    """
    made = list(generated)
    claimed: dict[str, Form | int] = {}
    for builtin in (False, True):
        mine = _claims_of(entries, builtin)
        for form in made:
            if entries[form.entry].rule.builtin is builtin:
                mine.setdefault(form.text, form)
        if not claimed:
            claimed = mine
            continue
        house = Forms(entries, claimed)
        for text, form in _each(Forms(entries, mine)):
            if text not in claimed:
                claimed[text] = _followed(form, house)
    claimed.pop("", None)
    return Forms(entries, claimed)


def _claims_of(entries: Sequence[Entry], builtin: bool) -> dict[str, Form | int]:
    """What the entries of one layer list; where two claim one text, the higher kind has it, of equal ones the first."""
    layer = [(place, entry) for place, entry in enumerate(entries) if entry.rule.builtin is builtin]
    mine = _plain_claims(layer)
    if mine is not None:
        return mine
    mine = {}
    for place, entry in layer:
        variants = kept_forms(entry.rule.texts("variants"))
        if (
            entry.is_plain
            and mine.keys().isdisjoint(variants)
            and entry.prefer not in mine
            and entry.prefer not in variants
        ):
            mine[entry.prefer] = Form(entry.prefer, entry.prefer, FormKind.PREFERRED, place)
            mine.update(dict.fromkeys(variants, place))
            continue
        for form in listed_forms(entry, place):
            held = mine.setdefault(form.text, form)
            if held is not form:
                kind = held.kind if isinstance(held, Form) else FormKind.VARIANT
                if kind < form.kind:
                    mine[form.text] = form
    return mine


def _plain_claims(layer: Sequence[tuple[int, Entry]]) -> dict[str, Form | int] | None:
    """What plain entries list where no two claim one text and all is kept as it is written; else None. Most long lists are so."""
    if not all(entry.is_plain for _, entry in layer):
        return None
    lists = [entry.rule.texts("variants") for _, entry in layer]
    listed = tuple(chain.from_iterable(lists))
    if kept_forms(listed) is not listed:
        return None
    places = chain.from_iterable(repeat(place, len(texts)) for (place, _), texts in zip(layer, lists, strict=True))
    mine: dict[str, Form | int] = dict(zip(listed, places, strict=True))
    mine.update((entry.prefer, Form(entry.prefer, entry.prefer, FormKind.PREFERRED, place)) for place, entry in layer)
    return mine if len(mine) == len(layer) + len(listed) else None


def _plain_form(text: str, place: int, entries: Sequence[Entry]) -> Form:
    return Form(text, entries[place].prefer, FormKind.VARIANT, place)


def _each(forms: Forms) -> Iterator[tuple[str, Form]]:
    return ((text, forms[text]) for text in forms)


def _followed(form: Form, house: Forms) -> Form:
    """A built-in form whose preferred spelling the user's entries change goes there at once, or a second run would."""
    onward = house[form.becomes].becomes if form.becomes in house else form.becomes
    return form if onward == form.becomes else form._replace(becomes=onward)


def _group(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
