"""№, abbreviations beside a number, characters of full width, hyphens for dashes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from cleanup.checks._convention.common import Compiled, finding, matches
from cleanup.document import Segment
from cleanup.edits import Applicability
from cleanup.findings import Finding
from cleanup.spans import Span
from cleanup.text.patterns import later
from cleanup.text.scripts import scripts_of

DASHES = 3  # a text with fewer dashes than that shows no habit

_NUMERO = later(r"№[ \u00a0\u202f]?(?=\d|[A-Z]?-?\d)")
# Figures and letters with the signs of a number, or one sign
_FULL_WIDTH = later(r"[０-９]+(?:[．，][０-９]+)+|[０-９Ａ-Ｚａ-ｚ]+|[\uff01-\uff5d\u3000-\u3002]")
_HYPHEN_AS_DASH = later(r" - (?<=[\w,.!?»”\")] - )(?=[^\W\d_])")
_DASH = later(r"(?<=\S)[ \u00a0\u2009]?[–—][ \u00a0\u2009]?(?=\S)")
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
    **{sign: unicodedata.normalize("NFKC", sign) for sign in "％＋－＝＆＠＃＊／＜＞"},
}


def numero(segment: Segment, compiled: Compiled) -> Iterator[Finding]:
    """№ in a language in Latin letters that has its own abbreviation."""
    if compiled.numero is None or scripts_of(segment.language or "")[0] != "Latn":
        return
    rule, instead = compiled.numero
    for match in _NUMERO().finditer(segment.text):
        span = Span(*match.span())
        gap = match.group()[1:]
        new = instead.rstrip() + gap if gap else instead
        yield finding(segment, span, rule.id, rule.text("kind"), new, rule.applies or Applicability.SAFE)


def abbreviations_behind(segment: Segment, compiled: Compiled, lines: Sequence[Span]) -> Iterator[Finding]:
    """Abbreviations of other languages behind a number."""
    for match in matches(compiled.after_number(), segment.text, lines) if compiled.after else ():
        rule, instead = compiled.after[match[1]]
        message = f"“{match[1]}” is {rule.text('kind')}"
        yield finding(segment, Span(*match.span(1)), rule.id, message, instead, rule.applies)


def abbreviations_before(segment: Segment, compiled: Compiled, lines: Sequence[Span]) -> Iterator[Finding]:
    """The same before a number: "Nr. 5", "Lindenstr. 7"."""
    for match in matches(compiled.before_number(), segment.text, lines) if compiled.before else ():
        word = match["word"] if match["word"] in compiled.before else "-" + match["word"]
        if word not in compiled.before:
            continue
        rule, instead = compiled.before[word]
        span = Span(*match.span("word"))
        yield finding(
            segment, span, rule.id, f"“{span.of(segment.text)}” is {rule.text('kind')}", instead, rule.applies
        )


def full_width(segment: Segment) -> Iterator[Finding]:
    """Letters, figures and punctuation of full width."""
    text = segment.text
    for match in _FULL_WIDTH().finditer(text):
        run, span = match.group(), Span(*match.span())
        if _beside_east_asian(text, span):
            continue
        plain = unicodedata.normalize("NFKC", run)
        if run[0] not in _PUNCTUATION and plain.isascii() and any(map(str.isalnum, plain)):
            level = Applicability.SAFE if any(map(str.isalpha, plain)) else Applicability.SUGGESTED
            yield finding(segment, span, "full-width", f"“{run}” is written in letters of full width", plain, level)
        elif run in _PUNCTUATION:
            new = _spaced(text, span, _PUNCTUATION[run])
            message = f"“{run}” is punctuation of Chinese and Japanese"
            yield finding(segment, span, "full-width", message, new, Applicability.SUGGESTED)


def _beside_east_asian(text: str, span: Span) -> bool:
    """Inside a quotation in Chinese, Japanese or Korean, which another check sees."""
    around = text[max(0, span.start - 2) : span.start] + text[span.end : span.end + 2]
    return any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in around)


def _spaced(text: str, span: Span, new: str) -> str:
    """The mark without the space that is there already."""
    after = text[span.end : span.end + 1]
    if after in ("", " ", "\n", ".", ",", ")", "”", '"', "»") or after in _PUNCTUATION:
        new = new.rstrip(" ") or new
    if text[span.start - 1 : span.start] in ("", " ", "\n"):
        new = new.lstrip(" ") or new
    return new


def hyphens(segment: Segment) -> Iterator[Finding]:
    """Hyphens between spaces, where the text's own dashes outnumber them."""
    text = segment.text
    # before a capital it separates a title from the name of its place: "(VIDEO) - RT Sport"
    found = [match for match in _HYPHEN_AS_DASH().finditer(text) if text[match.end()].islower()]
    dashes = [match.group() for match in _DASH().finditer(text)]
    if not found or len(dashes) < DASHES or len(dashes) <= 2 * len(found):
        return
    usual = max(dict.fromkeys(dashes), key=dashes.count)
    message = "a hyphen in a text that has dashes"
    for match in found:
        yield finding(segment, Span(*match.span()), "dash", message, usual, Applicability.SUGGESTED)
