"""Quotation marks and apostrophes that stand wrong: mixed kinds, spaces on the wrong side, doubled, turned and lost marks.

Why: translation systems put spaces on the wrong side of a mark, leave the marks of the source language, and mix straight and
curly ones. The reader stumbles, and tools that pair marks by counting turn such ones around.

Wrong → right
    materials with“ Russian equipment ”could not     →  materials with “Russian equipment” could not
    in a document with curly marks: "We will see,"   →  “We will see,”
    „Buďte v klidu,“ řekl. «Nic se nestalo.»         →  „Buďte v klidu,“ řekl. „Nic se nestalo.“
    part of the solution.”.                          →  part of the solution.”
    back in the ‘90s                                 →  back in the ’90s

What it leaves alone: a document, or a paragraph of a compilation, that is consistent in itself, whatever its convention; a
quotation inside a quotation with the same marks, well spaced; the continued paragraphs of a long quotation; texts that begin
or end inside a quotation; elisions, primes, inches, gershayim, ʻokina, soft signs; code, links, markup, data, operators.

Fix safety: a resolved pair is one fix and safe, as long as a second run would leave the result alone. Where several readings
are as likely, and in languages whose habits were not measured, a fix is suggested. A mark that has lost its partner is shown
with the likely place of the partner; none is ever invented.

Options
    style: keep     the document's own convention, by majority; where it has no clear one, that of its language (default)
    style: locale   the marks of the language, at every level
    style: [open, close, inner-open, inner-close]     the house's own
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cleanup.check import Check, Options, Stage
from cleanup.checks._quotes.names import NAME, RULES
from cleanup.document import Segment
from cleanup.findings import Finding
from cleanup.rulepack import Field, Kind, Option, Rule, Schema

if TYPE_CHECKING:
    from cleanup.checks._quotes.convention import House
    from cleanup.checks._quotes.grammar import Grammar
    from cleanup.checks._quotes.marks import Paragraph
    from cleanup.text.quote_marks import Convention

# What does the work is imported when a text has work for it: a start must not wait for it.

OWN_HABIT = 3  # so many times the other apostrophe is a paragraph's own habit
MIXED_PARAGRAPHS = 2  # so many paragraphs that mix show that one hand mixed them all

_DOUBLE = re.compile('["“”„‟«»‹›‚‛「」『』〝〞〟＂]')
_PAIRED = ("``", "''", "<<", ">>", ",,")
# A single mark that is not an apostrophe inside a word.
_SINGLE = re.compile(r"(?<!\w)['‘’]|['‘’](?!\w)")


# A quotation that is well made beyond doubt, in straight marks or in curly ones: nothing glued to it, no space inside, no mark
# within. Text whose marks are all of this kind is by far the most frequent; it needs no search.
_MARK = "\"“”„‟«»‹›‚‛「」『』〝〞〟＂'‘’`<>"
_WELL_MADE = re.compile(
    rf"""
    (?<! [^\s(\[] ) (?: (?P<straight> " ) | “ ) (?! [\s.,;:!?)\]}}…] )
    (?: [^{_MARK}\n] | (?<= [^\W\d_] ) ['’] (?= [^\W\d_] ) ){{1,2000}}+
    (?: (?<! [\s(\[{{.,!?] ) (?(straight) " | ” ) (?= [.,;:!?)\]\s] | \Z )
      | (?<= [.,!?] ) (?(straight) " | ” ) (?= [;:)\]\s] | \Z ) )
    (?! \s [.,;:!?)] )
    """,
    re.VERBOSE,
)
_INNER_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")
_ANY_MARK = re.compile(rf"[{_MARK}]|,,")


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """The faults of a document's quotation marks and apostrophes, in its order."""
    style = options["style"]
    if not _has_work(segment.text, style):
        return  # the common case
    from cleanup.checks._quotes.grammar import Grammar
    from cleanup.checks._quotes.stable import settled, suggested

    assert isinstance(compiled, Grammar)
    if style == "keep" and compiled.spaced and not compiled.inner_space and _is_well_made(segment.text):
        return
    found = _found(segment, compiled, style)
    found = settled(found, segment, lambda later: _found(later, compiled, style))
    yield from found if compiled.measured else map(suggested, found)


def _has_work(text: str, style: object) -> bool:
    """True when the text holds a mark that may have to change."""
    if _DOUBLE.search(text):
        return True
    straight, curly = "'" in text, "’" in text or "‘" in text
    if (straight or curly) and _SINGLE.search(text):
        return True
    # Nothing but apostrophes inside words: only their kind can be wrong.
    return (straight and (curly or style != "keep")) or any(pair in text for pair in _PAIRED)


def _is_well_made(text: str) -> bool:
    """True when every mark belongs to a quotation that is beyond doubt, and all are of one kind."""
    if ('"' in text and "“" in text) or ("'" in text and "’" in text):
        return False
    rest = _INNER_APOSTROPHE.sub("", _WELL_MADE.sub("", text))
    return _ANY_MARK.search(rest) is None


def _found(segment: Segment, g: Grammar, style: object) -> list[Finding]:
    from cleanup.checks._quotes import convention, report
    from cleanup.checks._quotes.document import resolved
    from cleanup.text.quote_marks import Convention

    text = segment.masked
    document = resolved(text, g)
    if style == "keep":
        houses = _own(document, g, text)
    elif isinstance(style, Convention):
        houses = [convention.imposed(style, document, g.locale, text, "the house's own marks")] * len(document)
    else:
        why = f"the marks of the language {segment.language or 'und'}"
        houses = [convention.imposed(g.locale.default, document, g.locale, text, why)] * len(document)
    found: list[Finding] = []
    for paragraph, house in zip(document, houses, strict=True):
        found += report.pairs(paragraph, text, segment.text, house, g)
        if not g.gershayim:
            found += report.apostrophes(paragraph, segment.text, house, g)
    return found


def _own(document: Sequence[Paragraph], g: Grammar, text: str) -> list[House]:
    """The convention of each paragraph, where the document's own is kept.

    A text in which no paragraph mixes was put together from several; its paragraphs are left as they are. Once paragraphs mix, one
    hand mixed them all, and the majority of the document counts."""
    from cleanup.checks._quotes import convention

    house = convention.own(document, g.locale, text)
    usual = convention.usual_pairs(g.locale)
    kept = sum(map(convention.is_mixed, document)) < MIXED_PARAGRAPHS
    alone = sum(bool(paragraph.marks) for paragraph in document) < 2
    houses = []
    for number, paragraph in enumerate(document):
        goes_on = paragraph.goes_on or (number > 0 and document[number - 1].goes_on)
        houses.append(convention.local(paragraph, house, usual, text, goes_on, alone) if kept else house)
    return _with_apostrophes(document, houses, house)


def _with_apostrophes(document: Sequence[Paragraph], houses: Sequence[House], house: House) -> list[House]:
    """The same for apostrophes; curly double marks with straight apostrophes are a mixture too."""
    from cleanup.checks._quotes import convention

    doubles = {mark.glyph for paragraph in document for mark in paragraph.marks if mark.double}
    curly = house.apostrophe != "'"
    typographic = curly and bool(doubles & {"“", "”"}) and '"' not in doubles
    seen = [convention.apostrophes_of(paragraph) for paragraph in document]
    everywhere = typographic or sum(len(kinds) > 1 for kinds in seen) >= MIXED_PARAGRAPHS
    result = []
    for paragraph, kinds, current in zip(document, seen, houses, strict=True):
        beside_curly = curly and any(mark.glyph in ("“", "”") for mark in paragraph.marks)
        own = convention.apostrophe(kinds, house.apostrophe)
        outvoted = len(kinds) > 1 and kinds[own] >= OWN_HABIT * (kinds.total() - kinds[own])
        wanted = house.apostrophe if beside_curly or (everywhere and not outvoted) else own
        result.append(replace(current, apostrophe=wanted))
    return result


def compile_rules(rules: Sequence[Rule], language: str | None) -> Grammar:
    """The language's marks, with what rule files say of them. An entry's id is a language tag, or it names its languages."""
    from cleanup.checks._quotes.grammar import grammar
    from cleanup.text.quote_marks import convention as convention_of
    from cleanup.text.quote_marks import locale_marks

    locale = locale_marks(language)
    for rule in rules:
        if rule.languages or rule.id == language:
            alternates = rule.fields.get("alternates")
            locale = replace(
                locale,
                default=convention_of(rule.texts("marks"), rule.text("space"))
                if rule.texts("marks")
                else locale.default,
                alternates=tuple(map(convention_of, alternates.values()))
                if isinstance(alternates, dict)
                else locale.alternates,
                continued=rule.text("continued") or locale.continued,
                elisions=locale.elisions | frozenset(word.lower() for word in rule.texts("elisions")),
            )
    return grammar(locale, language)


def _style(value: object) -> Convention:
    """The house's marks, as a list or written together."""
    from cleanup.text.quote_marks import convention

    items = value.split(",") if isinstance(value, str) and "," in value else value
    if not isinstance(items, (list, tuple, str)) or not all(isinstance(item, str) for item in items):
        raise ValueError("must be keep, locale, or a list of two or four marks")
    return convention(item.strip() for item in items)


CHECK = Check(
    name=NAME,
    stage=Stage.DETECT,
    find=find,
    about=__doc__ or "",
    rules=RULES,
    options=(
        Option("style", "keep", ("keep", "locale"), _style, "keep, locale, or [open, close, inner-open, inner-close]"),
    ),
    schema=Schema(
        {
            "marks": Field(Kind.TEXTS, "opening, closing, inner opening, inner closing mark"),
            "space": Field(Kind.TEXT, "the space inside the outer marks"),
            "continued": Field(Kind.CHOICE, "which mark begins further paragraphs", ("open", "close", "either")),
            "alternates": Field(Kind.TABLES, "other conventions that are accepted, each like marks"),
            "elisions": Field(Kind.TEXTS, "words that begin with an apostrophe"),
        }
    ),
    compile=compile_rules,
)
