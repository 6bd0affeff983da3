"""Conventions of the source language that the translation kept: numbers, dates, signs, widths.

What it finds: numbers with the marks of another language ("1.234,50" in English, "1,234.50" in German, "37,7"); Turkish
    percentages ("%50"); the sign for an amount on the other side ("100 €" in English); dates with full stops and times
    like 14h30 in English; № where a language writes "No."; abbreviations behind a number ("5 Mrd."); letters, figures
    and punctuation of full width in Latin text; hyphens for dashes in a text that has dashes.
Why: the words are translated and the typography is not; "1.234" is a thousand in one language and one in another.
Wrong: "a fever of 37,7 degrees, see № 5" (English)
Right: "a fever of 37.7 degrees, see No. 5"
What it leaves alone: lists ("1,2 and 3"), versions, scores, chapter numbers, whatever can be read in two ways; Spanish
    without a region, which is written both ways; № in Cyrillic text; full width in Chinese, Japanese and Korean; a text
    that has hyphens only.
Fix safety: safe for № and for full-width letters in a Latin word; suggested where the text itself shows the other form;
    all else is shown only, with the change as an alternative.
Options: none.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from cleanup.check import Check, Options, Stage
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding, Severity
from cleanup.resources import data_file
from cleanup.rulepack import Field, Kind, Rule, Schema
from cleanup.spans import Span
from cleanup.text.patterns import later
from cleanup.text.scripts import primary, scripts_of

NAME = "convention"
DASHES = 3  # a text with fewer dashes than that shows no habit

_SPACES = " \u00a0\u202f\u2009"
# A decimal comma: one or two figures behind it (three may be a thousand), groups of three before it; not in a list, a range,
# a score, a bracketed pair.
_WITH_COMMA = later(
    rf"(?<![\w.,:/\-–+(\[])(?P<whole>\d{{1,3}}(?:[.{_SPACES}]\d{{3}})+|\d{{1,4}}),(?P<part>\d{{1,2}})(?![\d:/)\]]|[.,\-–]\d)"
)
_LIST_GOES_ON = later(r" (?:and|or|&|to) \d")  # "figures 1,2 and 3"
_WITH_POINT = later(
    r"(?<![\w.,:/\-–+(\[])(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,3})\.(?P<part>\d{1,2})(?![\d:/)\]]|[.,\-–]\d)"
    r"(?P<percent>[ \u00a0\u202f]?%)?"
)
_PERCENT_BEFORE = later(r"%(?<![^\s(\"“«]%)(?P<number>\d{1,3}(?:[.,]\d{1,3})?)(?![\w%])")
_SIGN_BEHIND = later(
    r"(?<![\w.,$€£¥])(?P<number>\d{1,3}(?:[,.]\d{3})*(?:[.,]\d{1,2})?)(?P<gap>[ \u00a0\u202f]?)(?P<sign>[€£¥$])(?![\w\d])"
)
_DOTTED_DATE = later(r"(?<![\w.])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d(?![\w]|\.\d)")
_FRENCH_TIME = later(r"(?<![\w.:,])(?:[01]?\d|2[0-3])h[0-5]\d(?!\w)")
_NUMERO = later(r"№[ \u00a0\u202f]?(?=\d|[A-Z]?-?\d)")
_FULL_WIDTH = later(r"[\uff01-\uff5e\u3000-\u3002]+")
_HYPHEN_AS_DASH = later(r" - (?<=[\w,.!?»”\")] - )(?=[^\W\d_])")
_DASH = later(r"(?<=\S)[ \u00a0\u2009]?[–—][ \u00a0\u2009]?(?=\S)")
# What follows a digit in all that the patterns of numbers find, by decimal mark. It is looked for in the bytes of the text, twice
# as fast as in its code points.
_SIGNS = {
    ".": (r",[0-9]{1,2}+(?![0-9])", r"\.[0-9]{1,2}\.(?:19|20)", r"h[0-9]", "(?: |\u00a0|\u202f)?(?:€|£|¥|[$])"),
    ",": (r"\.[0-9]{1,2}+(?![0-9])",),
}
_WIDE = (b"\xef\xbc", b"\xef\xbd", b"\xe3\x80")  # how characters of full width begin in UTF-8
_PUNCTUATION = {
    "，": ", ",
    "。": ". ",
    "．": ". ",
    "：": ": ",
    "；": "; ",
    "！": "! ",
    "？": "? ",
    "、": ", ",
    "（": " (",
    "）": ") ",
    "\u3000": " ",
}


class Numbers(NamedTuple):
    """How a language writes them, after CLDR."""

    decimal: str
    group: str
    sign: str
    percent: str


@dataclass(frozen=True, slots=True)
class Compiled:
    """The facts of the language and the entries in force."""

    numbers: Numbers | None
    numero: tuple[Rule, str] | None
    abbreviations: Mapping[str, tuple[Rule, str]]
    pattern: Callable[[], re.Pattern[str]]
    needed: re.Pattern[bytes] | None
    narrow: bool


@cache
def _facts() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = json.loads(data_file("conventions.json").read_text(encoding="utf-8"))[
        "languages"
    ]
    return found


def compile_rules(rules: Sequence[Rule], language: str | None) -> object:
    """The facts of the language and the entries for it."""
    tag = (language or "").replace("_", "-")
    facts = _facts().get(tag) or _facts().get(primary(tag))
    numero = None
    abbreviations: dict[str, tuple[Rule, str]] = {}
    for rule in rules:
        table = rule.fields.get("numero")
        if isinstance(table, dict) and primary(tag) in table:
            numero = (rule, table[primary(tag)])
        words = rule.fields.get("after-number")
        if isinstance(words, dict):
            abbreviations |= {word: (rule, instead) for word, instead in words.items()}
    numbers = Numbers(*facts) if facts else None
    words = "|".join(re.escape(word) for word in sorted(abbreviations, key=len, reverse=True))
    signs = [*_SIGNS.get(numbers.decimal, ())] if numbers else []
    if words:
        signs.append(f"(?:{'|'.join(_SPACES)})(?:{words})")
    return Compiled(
        numbers,
        numero,
        abbreviations,
        later(rf"\d[{_SPACES}]({words})(?!\w)"),
        re.compile(f"[0-9](?:{'|'.join(signs)})".encode()) if signs else None,
        _is_narrow(language),
    )


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """What follows the conventions of another language, in order."""
    assert isinstance(compiled, Compiled)
    text = segment.text
    found: list[Finding] = []
    raw = text.encode("utf-8", "surrogatepass")
    if compiled.needed and compiled.needed.search(raw):
        found += _numbers(segment, compiled.numbers) if compiled.numbers else ()
        found += _abbreviations(segment, compiled)
    if "%" in text:
        found += _percents(segment, compiled.numbers) if compiled.numbers else ()
    if len(raw) > len(text):
        found += _numero(segment, compiled) if "№" in text else ()
        if compiled.narrow:
            found += _full_width(segment) if any(map(raw.__contains__, _WIDE)) else ()
            found += _hyphens(segment)
    if not found:
        return  # the common case
    found.sort(key=lambda finding: finding.span)
    end = 0
    for finding in found:
        if finding.span.start >= end and not segment.protected.hits(finding.span):
            end = finding.span.end
            yield finding


def _is_narrow(language: str | None) -> bool:
    return language is not None and scripts_of(language)[0] in ("Latn", "Cyrl", "Grek", "Armn", "Geor", "Hebr", "Arab")


def _finding(
    segment: Segment, span: Span, rule: str, message: str, new: str | None, level: Applicability | None
) -> Finding:
    """With ``level`` None the change is an alternative that nobody applies by itself."""
    fix = (
        Fix((Edit(span, new),), level or Applicability.SUGGESTED, f"Write “{new.strip()}”") if new is not None else None
    )
    return Finding.at(
        segment.text, span, check=NAME, rule=rule, message=message, severity=Severity.INFO if level is None else Severity.WARNING,
        fix=fix if level else None, alternatives=() if level or fix is None else (fix,),
    )  # fmt: skip


# -- numbers -------------------------------------------------------------------------------------------------------------


def _numbers(segment: Segment, numbers: Numbers) -> Iterator[Finding]:
    text, decimal = segment.text, numbers.decimal
    english = primary(segment.language or "") == "en"
    if decimal == ".":
        shown = _shows(_WITH_POINT(), text)
        for match in _WITH_COMMA().finditer(text):
            if len(match.group()) == len("1,2") and _LIST_GOES_ON().match(text, match.end()):
                continue
            new = re.sub(r"\D", numbers.group, match["whole"]) + "." + match["part"]
            yield _number(segment, match, new, shown)
    elif decimal == ",":
        shown = _shows(_WITH_COMMA(), text)
        for match in _WITH_POINT().finditer(text):
            if "," in match["whole"] or match["percent"]:
                new = match["whole"].replace(",", numbers.group) + "," + match["part"]
                yield _number(segment, match, new, shown)
    if english:
        for match in _SIGN_BEHIND().finditer(text):
            span = Span(*match.span())
            yield _finding(
                segment,
                span,
                "currency",
                "English writes the sign before the amount",
                match["sign"] + match["number"],
                None,
            )
        for match in _DOTTED_DATE().finditer(text):
            yield _finding(segment, Span(*match.span()), "date", "a date in the way of another language", None, None)
        for match in _FRENCH_TIME().finditer(text):
            new = match.group().replace("h", ":")
            yield _finding(
                segment, Span(*match.span()), "time", "a time of day in the way of another language", new, None
            )


def _percents(segment: Segment, numbers: Numbers) -> Iterator[Finding]:
    if numbers.percent.startswith("%"):
        return
    for match in _PERCENT_BEFORE().finditer(segment.text):
        new = match["number"] + numbers.percent.lstrip("#,0")
        message = "the percent sign stands behind the number"
        yield _finding(segment, Span(*match.span()), "percent", message, new, Applicability.SUGGESTED)


def _shows(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def _number(segment: Segment, match: re.Match[str], new: str, shown: bool) -> Finding:
    span = Span(match.start("whole"), match.end("part"))
    message = f"“{span.of(segment.text)}” is written in the way of another language"
    return _finding(segment, span, "number", message, new, Applicability.SUGGESTED if shown else None)


def _abbreviations(segment: Segment, compiled: Compiled) -> Iterator[Finding]:
    if not compiled.abbreviations:
        return
    for match in compiled.pattern().finditer(segment.text):
        rule, instead = compiled.abbreviations[match[1]]
        yield _finding(
            segment, Span(*match.span(1)), rule.id, f"“{match[1]}” is {rule.text('kind')}", instead, rule.applies
        )


# -- signs ---------------------------------------------------------------------------------------------------------------


def _numero(segment: Segment, compiled: Compiled) -> Iterator[Finding]:
    if compiled.numero is None or scripts_of(segment.language or "")[0] != "Latn":
        return
    rule, instead = compiled.numero
    for match in _NUMERO().finditer(segment.text):
        span = Span(*match.span())
        gap = match.group()[1:]
        new = instead.rstrip() + gap if gap else instead
        yield _finding(segment, span, rule.id, rule.text("kind"), new, rule.applies or Applicability.SAFE)


def _full_width(segment: Segment) -> Iterator[Finding]:
    text = segment.text
    for match in _FULL_WIDTH().finditer(text):
        run, span = match.group(), Span(*match.span())
        if _beside_east_asian(text, span):
            continue
        plain = unicodedata.normalize("NFKC", run)
        if plain.isascii() and plain.isalnum():
            level = Applicability.SAFE if any(map(str.isalpha, plain)) else Applicability.SUGGESTED
            yield _finding(segment, span, "full-width", f"“{run}” is written in letters of full width", plain, level)
        elif len(run) == 1 and run in _PUNCTUATION:
            new = _spaced(text, span, _PUNCTUATION[run])
            yield _finding(
                segment,
                span,
                "full-width",
                f"“{run}” is punctuation of Chinese and Japanese",
                new,
                Applicability.SUGGESTED,
            )


def _beside_east_asian(text: str, span: Span) -> bool:
    """Inside a quotation in Chinese, Japanese or Korean, which another check sees."""
    around = text[max(0, span.start - 2) : span.start] + text[span.end : span.end + 2]
    return any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in around)


def _spaced(text: str, span: Span, new: str) -> str:
    """The mark without the space that is there already."""
    if text[span.end : span.end + 1] in ("", " ", "\n", ".", ",", ")", "”", '"', "»"):
        new = new.rstrip(" ") or new
    if text[span.start - 1 : span.start] in ("", " ", "\n"):
        new = new.lstrip(" ") or new
    return new


def _hyphens(segment: Segment) -> Iterator[Finding]:
    """Hyphens between spaces, where the text's own dashes outnumber them."""
    text = segment.text
    if text.count("–") + text.count("—") < DASHES or " - " not in text:
        return
    # before a capital it separates a title from the name of its place: "(VIDEO) - RT Sport"
    hyphens = [match for match in _HYPHEN_AS_DASH().finditer(text) if text[match.end()].islower()]
    dashes = [match.group() for match in _DASH().finditer(text)]
    if not hyphens or len(dashes) < DASHES or len(dashes) <= 2 * len(hyphens):
        return
    usual = max(dict.fromkeys(dashes), key=dashes.count)
    for match in hyphens:
        yield _finding(
            segment, Span(*match.span()), "dash", "a hyphen in a text that has dashes", usual, Applicability.SUGGESTED
        )


CHECK = Check(
    name=NAME,
    stage=Stage.DETECT,
    find=find,
    about=__doc__ or "",
    rules={
        "number": "A number with the decimal or grouping mark of another language.",
        "percent": "A percent sign before the number, where the language has it behind.",
        "currency": "A currency sign behind the amount in English.",
        "date": "A date with full stops in English.",
        "time": "A time of day like 14h30 in English.",
        "full-width": "Letters, figures or punctuation of full width in text that is not Chinese, Japanese or Korean.",
        "dash": "A hyphen between spaces in a text that has dashes.",
    },
    schema=Schema(
        {
            "kind": Field(Kind.TEXT, "what it is, for the message", required=True),
            "numero": Field(Kind.TABLE, "language: what stands in the place of №"),
            "after-number": Field(Kind.TABLE, "abbreviation behind a number: the word for it"),
        }
    ),
    compile=compile_rules,
)
