"""Which marks belong into each paragraph: those of the document, those of the paragraph, or those of a style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleanup.checks._quotes import convention
from cleanup.checks._quotes.convention import NO_REST, House, Rest
from cleanup.checks._quotes.marks import Paragraph
from cleanup.text.quote_marks import (
    LEFT_DOUBLE,
    RIGHT_DOUBLE,
    STRAIGHT_DOUBLE,
    STRAIGHT_SINGLE,
    Convention,
    LocaleMarks,
)

OWN_HABIT = 3  # so many times the other apostrophe is a paragraph's own habit
MIXED_PARAGRAPHS = 2  # so many paragraphs that mix show that one hand mixed them all

_CURLY = (LEFT_DOUBLE, RIGHT_DOUBLE)


def imposed(document: Sequence[Paragraph], style: Convention, locale: LocaleMarks, text: str, why: str) -> list[House]:
    """The marks of a style, for every paragraph."""
    return [convention.imposed(style, document, locale, text, why)] * len(document)


def own(document: Sequence[Paragraph], locale: LocaleMarks, text: str, rest: Rest = NO_REST) -> list[House] | None:
    """The convention of each paragraph, where the document's own is kept.

    A text in which no paragraph mixes was put together from several; its paragraphs are left as they are. Once paragraphs mix, one
    hand mixed them all, and the majority of the document counts. ``rest`` counts the marks of other paragraphs, all of them in
    order in themselves; None is returned when something would have to change in those."""
    house = convention.own(document, locale, text, rest)
    marked = [paragraph for paragraph in document if paragraph.marks]
    usual = convention.usual_pairs(locale)
    if sum(map(convention.is_mixed, marked)) >= MIXED_PARAGRAPHS:
        houses = [house] * len(document)
        kept = {house.outer, *house.accepted}
    else:
        alone = len(marked) < 2 and not rest.pairs
        houses = [convention.local(paragraph, house, usual, text, alone) for paragraph in document]
        kept = {house.outer, *usual} if rest.mixed else {house.outer}
    if not (rest.pairs.keys() <= kept and rest.spaces.keys() <= {house.space}):
        return None
    return _with_apostrophes(document, houses, house, rest)


def _with_apostrophes(
    document: Sequence[Paragraph], houses: Sequence[House], house: House, rest: Rest
) -> list[House] | None:
    """The same for apostrophes; curly double marks with straight apostrophes are a mixture too."""
    doubles = {mark.glyph for paragraph in document for mark in paragraph.marks if mark.double}.union(*rest.pairs)
    curly = house.apostrophe != STRAIGHT_SINGLE
    typographic = curly and not doubles.isdisjoint(_CURLY) and STRAIGHT_DOUBLE not in doubles
    seen = [convention.apostrophes_of(paragraph) for paragraph in document]
    everywhere = typographic or sum(len(kinds) > 1 for kinds in seen) >= MIXED_PARAGRAPHS
    if everywhere and not rest.apostrophes.keys() <= {house.apostrophe}:
        return None
    result = list(houses)
    for number, kinds in enumerate(seen):
        if kinds:
            beside_curly = curly and any(mark.glyph in _CURLY for mark in document[number].marks)
            wanted = house.apostrophe if beside_curly else _habit(kinds, house.apostrophe, everywhere)
            if wanted != houses[number].apostrophe:
                result[number] = houses[number]._replace(apostrophe=wanted)
    return result


def _habit(kinds: Counter[str], usual: str, everywhere: bool) -> str:
    """The apostrophe of a paragraph: its own, unless the document mixes them everywhere and this paragraph too."""
    own_kind = convention.apostrophe(kinds, usual)
    outvoted = len(kinds) > 1 and kinds[own_kind] >= OWN_HABIT * (kinds.total() - kinds[own_kind])
    return usual if everywhere and not outvoted else own_kind
