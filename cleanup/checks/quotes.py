"""Quotation marks and apostrophes that stand wrong: mixed kinds, spaces on the wrong side, doubled, turned and lost marks.

Why: translation systems put spaces on the wrong side of a mark, leave the marks of the source language, and mix straight and
curly ones. The reader stumbles, and tools that pair marks by counting turn such ones around.

Wrong → right
    materials with“ Russian equipment ”could not     →  materials with “Russian equipment” could not
    in a document with curly marks: "We will see,"   →  “We will see,”
    „Buďte v klidu,“ řekl. «Nic se nestalo.»         →  „Buďte v klidu,“ řekl. „Nic se nestalo.“
    part of the solution.”.                          →  part of the solution.”
    back in the ‘90s, I don`t know                   →  back in the ’90s, I don’t know

What it leaves alone: a document, or a paragraph of a compilation, that is consistent in itself, whatever its convention; a
quotation inside a quotation with the same marks, well spaced; the continued paragraphs of a long quotation; texts that begin
or end inside a quotation; elisions, primes, inches, gershayim, ʻokina, soft signs; code, links, markup, data, operators.

Fix safety: a resolved pair is one fix and safe. Where several readings
are as likely, and in languages whose habits were not measured, a fix is suggested. A mark that has lost its partner is shown
with the likely place of the partner; none is ever invented.

Options
    style: keep     the document's own convention, by majority; where it has no clear one, that of its language (default)
    style: locale   the marks of the language, at every level
    style: [open, close, inner-open, inner-close]     the house's own
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from cleanup.check import Check, Options, Stage
from cleanup.checks._quotes.names import NAME, RULES
from cleanup.document import Segment
from cleanup.findings import Finding
from cleanup.records import replace
from cleanup.rulepack import Field, Kind, Option, Rule, Schema
from cleanup.text.quote_marks import MARKS, Convention, locale_marks
from cleanup.text.quote_marks import convention as convention_of

if TYPE_CHECKING:
    from cleanup.checks._quotes.orderly import Doubts, Orders

_OURS = "the house's own marks"

# What does the work is imported when a text has work for it: a start must not wait for it.


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """The faults of a document's quotation marks and apostrophes, in its order."""
    orders, wanted = cast("Orders", compiled), options["style"]
    style = wanted if isinstance(wanted, Convention) else orders.g.locale.default if wanted == "locale" else None
    doubts = orders.doubts(segment.text, style)
    if doubts is not None and doubts.are_none:
        return  # the common case
    from cleanup.checks._quotes.report import suggested

    found = _found(segment, orders, style, doubts)
    yield from found if orders.g.measured else map(suggested, found)


def _found(segment: Segment, orders: Orders, style: Convention | None, doubts: Doubts | None) -> list[Finding]:
    from cleanup.checks._quotes import blocks, houses, report
    from cleanup.checks._quotes.document import resolved

    g = orders.g
    if doubts is not None:
        found = blocks.found(segment, g, doubts)
        if found is not None:
            return found
    text = segment.masked
    document = resolved(text, g)
    if style is None:
        kept = houses.own(document, g.locale, text) or []
    else:
        why = f"the marks of the language {segment.language or 'und'}" if style == g.locale.default else _OURS
        kept = houses.imposed(document, style, g.locale, text, why)
    return list(report.findings(document, kept, text, segment.text, g))


def compile_rules(rules: Sequence[Rule], language: str | None) -> Orders:
    """The language's marks, with what rule files say of them. An entry's id is a language tag, or it names its languages."""
    from cleanup.checks._quotes.grammar import grammar
    from cleanup.checks._quotes.orderly import Orders

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
    return Orders(grammar(locale, language))


def _style(value: object) -> Convention:
    """The house's marks, as a list or written together."""
    if isinstance(value, Convention):
        return value  # from a rule file, which was read before
    items = value.split(",") if isinstance(value, str) and "," in value else value
    if not isinstance(items, (list, tuple, str)) or not all(isinstance(item, str) for item in items):
        raise ValueError("must be keep, locale, or a list of two or four marks")
    return convention_of(item.strip() for item in items)


CHECK = Check(
    name=NAME,
    stage=Stage.DETECT,
    find=find,
    marks=MARKS + "`\N{ACUTE ACCENT}<>,",
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
