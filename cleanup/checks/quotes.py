"""Quotation marks and apostrophes that stand wrong: mixed kinds, spaces on the wrong side, doubled, turned or lost marks.

Why: translation systems put spaces on the wrong side of a mark, leave the marks of the source language, and mix straight and
curly ones; the reader stumbles, and tools that pair by counting turn such marks around.

Wrong → right
    materials with“ Russian equipment ”could not     →  materials with “Russian equipment” could not
    “We will see", he said.                          →  “We will see,” … stays as it is; only the odd mark changes
    part of the solution.”.                          →  part of the solution.”

Left alone: a document that is consistent in itself, whatever its convention; a quotation inside a quotation with the same marks;
the continued paragraphs of a long quotation; apostrophes, primes, inches, gershayim; code, links, markup, data.

Fix safety: a resolved pair is one fix and safe. A mark that has lost its partner is shown, never invented. What could be read in
two ways is only suggested.

Options: ``style``: ``keep`` (the document's own convention), ``locale`` (the marks of the language), or the house's own list
``[open, close, inner-open, inner-close]``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from cleanup.check import Check, Options, Stage
from cleanup.checks._quotes import convention, marks, rebuild, roles
from cleanup.checks._quotes.grammar import Grammar, grammar
from cleanup.checks._quotes.marks import Mark, Paragraph
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding
from cleanup.rulepack import Field, Kind, Option, Rule, Schema
from cleanup.spans import Span
from cleanup.text.quote_marks import LEFT_SINGLE, Convention, LocaleMarks, locale_marks
from cleanup.text.quote_marks import convention as marks_of

NAME = "quotes"
RULES = {
    "wrong-mark": "A quotation mark is not of the kind that belongs there.",
    "wrong-space": "A space stands on the wrong side of a quotation mark, or is missing.",
    "doubled-mark": "Two marks stand where one belongs.",
    "doubled-punctuation": "The same stop stands before and after the closing mark.",
    "wrong-apostrophe": "An apostrophe is not of the kind that the text uses.",
    "lost-mark": "A quotation mark has no partner.",
}
SHORT = 3  # paragraphs; so short a text may be cut out of a longer one
MIXED_PARAGRAPHS = 2  # so many paragraphs that mix show that one hand mixed them all
# Everything but an apostrophe inside a word; text without these has nothing to pair.
_CANDIDATE = re.compile(r"""["“”„‟«»‹›‚‛「」『』〝〞〟＂]|``|''|<<|>>|,,|(?<!\w)['‘’]|['‘’](?!\w)""")
_INNER_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['‘’](?=[^\W\d_])")


def _style(value: object) -> Convention:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
        raise ValueError("must be keep, locale or a list of two or four marks")
    return marks_of(value)


def compile_rules(rules: Sequence[Rule], language: str | None) -> Grammar:
    """The language's marks, with what rule files say of them."""
    locale = locale_marks(language)
    for rule in rules:
        locale = _with_rule(locale, rule, language)
    return grammar(locale, language)


def _with_rule(locale: LocaleMarks, rule: Rule, language: str | None) -> LocaleMarks:
    if rule.id != language and not rule.languages:
        return locale
    default = marks_of(rule.texts("marks"), rule.text("space")) if rule.texts("marks") else locale.default
    alternates = rule.fields.get("alternates")
    others = tuple(marks_of(a) for a in alternates.values()) if isinstance(alternates, dict) else locale.alternates
    return LocaleMarks(
        default, others, rule.text("continued") or locale.continued, locale.elisions | frozenset(rule.texts("elisions"))
    )


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """The faults of a document's quotation marks, in its order."""
    text = segment.text
    keep = options["style"] == "keep"
    if _CANDIDATE.search(text) is None and (("'" not in text) if not keep else not ("'" in text and "’" in text)):
        return
    assert isinstance(compiled, Grammar)
    masked = segment.masked
    document = marks.read(masked)
    _set_roles(document, masked, compiled)
    everything = [mark for paragraph in document for mark in paragraph.marks]
    seen = Counter(mark.glyph for paragraph in document for mark in paragraph.inner) + convention.count_apostrophes(everything)
    locale = compiled.locale
    if keep:
        house = convention.own(everything, seen, locale, masked)
        houses = _local_houses(document, house, locale, masked)
    else:
        style = options["style"]
        house = convention.imposed(style if isinstance(style, Convention) else locale.default, everything, seen, locale, masked)
        houses = [house] * len(document)
    yield from _findings(document, masked, segment, houses, compiled)
    yield from _apostrophes(document, segment, house, keep, compiled)


def _local_houses(document: Sequence[Paragraph], house: convention.House, locale: LocaleMarks, text: str) -> list[convention.House]:
    usual = convention.usual_pairs(locale) | {house.outer, house.single}
    if sum(convention.mixed(paragraph.marks, usual) for paragraph in document) >= MIXED_PARAGRAPHS:
        return [house] * len(document)
    # A paragraph that goes on in the next one is not a text of its own.
    return [
        convention.local(paragraph.marks, house, usual, text, _goes_on(document, number) or _goes_on(document, number - 1))
        for number, paragraph in enumerate(document)
    ]


def _goes_on(document: Sequence[Paragraph], number: int) -> bool:
    """True when a paragraph leaves a quotation open and the next one begins with a mark."""
    if not 0 <= number < len(document) - 1:
        return False
    begins = document[number + 1].marks
    left_open = any(mark.role == roles.OPEN and mark.partner is None for mark in document[number].marks)
    return left_open and bool(begins) and begins[0].left == marks.EDGE


def _set_roles(document: Sequence[Paragraph], text: str, g: Grammar) -> None:
    """Solve every paragraph."""
    left_open: list[Mark] = []
    short = len(document) <= SHORT
    for number, paragraph in enumerate(document):
        if not paragraph.marks:
            continue
        follower = document[number + 1].marks if number + 1 < len(document) else []
        goes_on = bool(follower) and follower[0].left == marks.EDGE
        inherited = frozenset(mark.double for mark in left_open)
        around = roles.Surroundings(goes_on, inherited, short and number == 0, short and number == len(document) - 1)
        roles.solve(paragraph.marks, text, g, around)
        _carry(paragraph.marks, left_open)
        left_open = [m for m in paragraph.marks if m.role == roles.OPEN and m.partner is None] or (
            [] if any(m.carried and m.role == roles.CLOSE for m in paragraph.marks) else left_open[-2:] if not goes_on else []
        )


def _carry(paragraph: Sequence[Mark], left_open: list[Mark]) -> None:
    """A quotation that begins in one paragraph and ends in a later one is not lost."""
    for mark in paragraph:
        if mark.role == roles.CLOSE and mark.partner is None and left_open:
            for opener in reversed(left_open):
                if opener.double == mark.double:
                    mark.carried = opener.carried = True
                    left_open.remove(opener)
                    break


def _findings(
    document: Sequence[Paragraph], text: str, segment: Segment, houses: Sequence[convention.House], g: Grammar
) -> Iterator[Finding]:
    for number, paragraph in enumerate(document):
        made = {id(change.mark): change for change in rebuild.changes(paragraph.marks, text, houses[number], g)}
        follower = document[number + 1] if number + 1 < len(document) else None
        goes_on = bool(follower and follower.marks and follower.marks[0].left == marks.EDGE)
        for mark in paragraph.marks:
            if mark.role in (roles.OPEN, roles.CLOSE) and mark.partner is None and not mark.carried and not (mark.role == roles.OPEN and goes_on):
                yield Finding.at(
                    segment.text, Span(mark.start, mark.end), check=NAME, rule="lost-mark",
                    message="This quotation is never closed." if mark.role == roles.OPEN else "This quotation was never opened.",
                )  # fmt: skip
            change = made.get(id(mark))
            partner = made.get(id(mark.partner)) if mark.partner else None
            if mark.role == roles.CLOSE and mark.partner:
                continue  # told with the opening mark
            both = [c for c in (change, partner) if c]
            if both:
                yield _finding(both, segment)


def _apostrophes(
    document: Sequence[Paragraph], segment: Segment, house: convention.House, keep: bool, g: Grammar
) -> Iterator[Finding]:
    """Apostrophes inside words that are not of the document's kind."""
    inner = [mark for paragraph in document for mark in paragraph.inner]
    if all(mark.glyph == LEFT_SINGLE for mark in inner) or g.gershayim:
        return
    doubles = {mark.glyph for paragraph in document for mark in paragraph.marks if mark.double}
    typographic = house.apostrophe != "'" and bool(doubles & set("“”")) and '"' not in doubles
    kinds = [Counter(mark.glyph for mark in paragraph.inner) for paragraph in document]
    everywhere = not keep or typographic or sum(len(kind) > 1 for kind in kinds) >= MIXED_PARAGRAPHS
    for paragraph, kind in zip(document, kinds, strict=True):
        if everywhere or _curly(paragraph, house):
            wanted = house.apostrophe
        elif len(kind) < 2:
            continue
        else:
            wanted = convention.apostrophe(kind, house.apostrophe)
        for mark in paragraph.inner:
            # Some write every apostrophe as a left mark (Flake‘as), and in Uzbek it is a letter (o‘zbek).
            if mark.glyph != wanted and (mark.glyph != LEFT_SINGLE or g.joining or g.aphetic):
                yield _finding([rebuild.Change(mark, [Edit(Span(mark.start, mark.end), wanted)], {"wrong-apostrophe"})], segment)


def _curly(paragraph: Paragraph, house: convention.House) -> bool:
    """A paragraph with curly double marks has curly apostrophes where the document has them."""
    return house.apostrophe != "'" and any(mark.glyph in "“”" for mark in paragraph.marks)


def _finding(both: Sequence[rebuild.Change], segment: Segment) -> Finding:
    edits = tuple(edit for change in both for edit in change.edits)
    kinds = set().union(*(change.kinds for change in both))
    rule = next(kind for kind in RULES if kind in kinds)
    first, last = both[0].mark, both[-1].mark
    span = Span(first.start, last.end if last.end - first.start <= 80 else first.end)
    return Finding.at(
        segment.text, span, check=NAME, rule=rule, message=RULES[rule],
        fix=Fix(edits, Applicability.SAFE, "Put the marks right"),
    )  # fmt: skip


_MARKS_FIELD = Field(Kind.TEXTS, "opening, closing, inner opening, inner closing mark")
CHECK = Check(
    name=NAME,
    stage=Stage.DETECT,
    find=find,
    about=__doc__ or "",
    rules=RULES,
    options=(Option("style", "keep", ("keep", "locale"), _style, "which marks a text shall have"),),
    schema=Schema(
        {
            "marks": _MARKS_FIELD,
            "space": Field(Kind.TEXT, "the space inside the outer marks"),
            "continued": Field(Kind.CHOICE, "the mark that begins further paragraphs", ("open", "close", "either")),
            "alternates": Field(Kind.TABLES, "other accepted conventions, each like marks"),
            "elisions": Field(Kind.TEXTS, "words that an apostrophe begins"),
        }
    ),
    compile=compile_rules,
)
