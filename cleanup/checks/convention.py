"""Conventions of the source language that the translation kept: numbers, dates, times, signs, widths.

What it finds: numbers with the marks of another language ("1.234,50" in English, "1,234.50" in German, "37,7") or in
    the figures of another script; percent and currency signs on the other side ("%50" and "100 €" in English, "50%" in
    Turkish); dates ("12.05.2024 г." in English) and times of day ("20:15 Uhr", "14h30" in English, "8:15 p.m." in
    German); № where a language writes "No."; abbreviations beside a number ("5 Mrd.", "Nr. 5", "Lindenstr. 7");
    letters, figures and punctuation of full width in Latin text; hyphens for dashes in a text that has dashes.
Why: the words are translated and the typography is not; "1.234" is a thousand in one language and one in another.
Wrong: "a fever of 37,7 degrees, see № 5" (English)
Right: "a fever of 37.7 degrees, see No. 5"
What it leaves alone: lists ("1,2 and 3"), versions, addresses, scores, chapter numbers, whatever can be read in two ways;
    Spanish without a region, which is written both ways, unless the text itself keeps to one; № in Cyrillic text; full
    width in Chinese, Japanese and Korean; a text that has hyphens only.
Fix safety: safe for № and for full-width letters in a Latin word; suggested where the text itself shows the other form;
    all else is shown only, with the change as an alternative.
Options: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from cleanup.check import BEYOND_ASCII, Check, Options, Stage
from cleanup.checks._convention.common import NAME, SPACES, Compiled, lines_with, numbers_of
from cleanup.checks._convention.figures import (
    SIGN_OF_MONEY,
    SIGNS_OF_MONEY,
    money,
    numbers,
    numbers_of_two_habits,
    other_figures,
    percents,
)
from cleanup.checks._convention.gate import gate
from cleanup.checks._convention.moments import dates, times
from cleanup.checks._convention.signs import (
    DASHES,
    abbreviations_before,
    abbreviations_behind,
    full_width,
    hyphens,
    numero,
)
from cleanup.document import Segment
from cleanup.findings import Finding
from cleanup.rulepack import Field, Kind, Rule, Schema
from cleanup.spans import Span
from cleanup.text.patterns import later
from cleanup.text.scripts import primary, scripts_of
from cleanup.text.signs import signs_of

_OTHER_FIGURES = (b"\xd9", b"\xdb", b"\xe0")  # how figures from Arabic to Tibetan begin in UTF-8
_EN_DASH, _EM_DASH = signs_of("–"), signs_of("—")
_WIDE = (b"\xef", b"\xe3")  # how characters of full width begin in UTF-8 …
_WIDE_ALONE = (b"\xef\xbc", b"\xef\xbd", b"\xe3\x80")  # … and hardly any others


def compile_rules(rules: Sequence[Rule], language: str | None) -> object:
    """The facts of the language and the entries for it."""
    tag = (language or "").replace("_", "-")
    sign = None
    after: dict[str, tuple[Rule, str]] = {}
    before: dict[str, tuple[Rule, str]] = {}
    for rule in rules:
        table = rule.fields.get("numero")
        if isinstance(table, dict) and primary(tag) in table:
            sign = (rule, table[primary(tag)])
        for name, words in (("after-number", after), ("before-number", before)):
            table = rule.fields.get(name)
            if isinstance(table, dict):
                words |= {word: (rule, instead) for word, instead in table.items()}
    facts, narrow = numbers_of(tag), _is_narrow(language)
    return Compiled(
        facts,
        sign,
        after,
        before,
        later(rf"\d[{SPACES}]({_any_of(after)})(?!\w)"),
        later(rf"(?<!\w)(?:(?:[^\W\d_]{{2,40}})?(?P<word>{_any_of(before)}))(?=[{SPACES}]?\d)"),
        gate(tag, facts, narrow, after, [word.removeprefix("-") for word in before]),
        narrow=narrow,
    )


def _any_of(words: Mapping[str, object]) -> str:
    return "|".join(re.escape(word.removeprefix("-")) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """What follows the conventions of another language, in order."""
    assert isinstance(compiled, Compiled)
    found = [*_found(segment, compiled)]
    if not found:
        return  # the common case
    found.sort(key=lambda finding: (finding.span.start, -finding.span.end))
    end = 0
    for finding in found:
        if finding.span.start >= end and not segment.protected.hits(finding.span):
            end = finding.span.end
            yield finding


def _found(segment: Segment, compiled: Compiled) -> Iterator[Finding]:
    text, facts = segment.text, compiled.numbers
    if compiled.gate and (lines := compiled.gate.lines(segment)):
        yield from _in_numbers(segment, compiled, lines)
    if facts:
        yield from percents(segment, facts) if "%" in text else ()
        if facts.sign == "after" and any(map(text.__contains__, SIGNS_OF_MONEY)):
            yield from money(segment, facts, lines_with(text, partial(SIGN_OF_MONEY().search, text)))
    if text.isascii():
        return
    yield from numero(segment, compiled) if "№" in text else ()
    if compiled.narrow:
        raw = segment.raw
        if any(map(raw.__contains__, _WIDE)) and any(map(raw.__contains__, _WIDE_ALONE)):
            yield from full_width(segment)
        if segment.signs.count(_EN_DASH) + segment.signs.count(_EM_DASH) >= DASHES and " - " in text:
            yield from hyphens(segment)
        yield from _in_other_letters(segment, compiled, raw)


def _in_numbers(segment: Segment, compiled: Compiled, lines: Sequence[Span]) -> Iterator[Finding]:
    if compiled.numbers:
        yield from numbers(segment, compiled.numbers, lines)
        yield from dates(segment, compiled.numbers, lines)
        yield from money(segment, compiled.numbers, lines) if compiled.numbers.sign == "before" else ()
    elif primary(segment.language or "") == "es":
        yield from numbers_of_two_habits(segment)
    if compiled.narrow:
        yield from times(segment, compiled.numbers, lines)
    yield from abbreviations_behind(segment, compiled, lines)
    yield from abbreviations_before(segment, compiled, lines)


def _in_other_letters(segment: Segment, compiled: Compiled, raw: bytes) -> Iterator[Finding]:
    if any(map(raw.__contains__, _OTHER_FIGURES)) and scripts_of(segment.language or "")[0] != "Arab":
        yield from other_figures(segment, compiled.numbers)


def _is_narrow(language: str | None) -> bool:
    return language is not None and scripts_of(language)[0] in ("Latn", "Cyrl", "Grek", "Armn", "Geor", "Hebr", "Arab")


CHECK = Check(
    name=NAME,
    stage=Stage.DETECT,
    find=find,
    marks="0123456789%$" + BEYOND_ASCII,
    about=__doc__ or "",
    rules={
        "number": "A number with the decimal or grouping mark of another language.",
        "figures": "A number in the figures of another script.",
        "percent": "A percent sign on the other side of the number.",
        "currency": "A currency sign on the other side of the amount.",
        "date": "A date with the full stops or slashes of another language.",
        "time": "A time of day like 14h30 or 20:15 Uhr in English, 8:15 p.m. in German.",
        "full-width": "Letters, figures or punctuation of full width in text that is not Chinese, Japanese or Korean.",
        "dash": "A hyphen between spaces in a text that has dashes.",
    },
    schema=Schema(
        {
            "kind": Field(Kind.TEXT, "what it is, for the message", required=True),
            "numero": Field(Kind.TABLE, "language: what stands in the place of №"),
            "after-number": Field(Kind.TABLE, "abbreviation behind a number: the word for it"),
            "before-number": Field(Kind.TABLE, "abbreviation before a number, -str. at a word's end: the word for it"),
        }
    ),
    compile=compile_rules,
)
