"""Which marks belong into each paragraph: those of the document, those of the paragraph, or those of a style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleanup.checks._quotes import convention
from cleanup.checks._quotes.convention import House
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


def own(document: Sequence[Paragraph], locale: LocaleMarks, text: str) -> list[House]:
    """The convention of each paragraph, where the document's own is kept.

    A text in which no paragraph mixes was put together from several; its paragraphs are left as they are. Once paragraphs mix, one
    hand mixed them all, and the majority of the document counts."""
    house = convention.own(document, locale, text)
    marked = [paragraph for paragraph in document if paragraph.marks]
    if sum(map(convention.is_mixed, marked)) >= MIXED_PARAGRAPHS:
        houses = [house] * len(document)
    else:
        usual = convention.usual_pairs(locale)
        houses = [convention.local(paragraph, house, usual, text, len(marked) < 2) for paragraph in document]
    return _with_apostrophes(document, houses, house)


def _with_apostrophes(document: Sequence[Paragraph], houses: Sequence[House], house: House) -> list[House]:
    """The same for apostrophes; curly double marks with straight apostrophes are a mixture too."""
    doubles = {mark.glyph for paragraph in document for mark in paragraph.marks if mark.double}
    curly = house.apostrophe != STRAIGHT_SINGLE
    typographic = curly and not doubles.isdisjoint(_CURLY) and STRAIGHT_DOUBLE not in doubles
    seen = [convention.apostrophes_of(paragraph) for paragraph in document]
    everywhere = typographic or sum(len(kinds) > 1 for kinds in seen) >= MIXED_PARAGRAPHS
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
