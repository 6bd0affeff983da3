"""What the translation lost, added or changed against its source; needs the source text.

What it finds: numbers, links, e-mail addresses, placeholders and tags that only one side has; a question that is none
    any more; a text that breaks off without the source's full stop; a text far shorter or longer than its source.
Why: these are facts that a reader cannot check and an editor overlooks, since the sentence reads well.
Wrong: "Погибли 125 человек." → "215 people died."
Right: "125 people died."
What it leaves alone: numbers that are written in another way (1,5 and 1.5; 2:43 am and 2:43; 19 Uhr and 7 PM; 8万 and
    80,000; 12月 and December; 19th and XIX; 2018 and the Thai 2561), numbers of one significant digit (they may be words
    on the other side), numbers in brackets and parts of names (COVID-19), years that a translator adds to a date. Texts
    of as many lines as their source are compared line by line.
Fix safety: shown only.
Options: none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from cleanup.check import Check, Options, Stage
from cleanup.checks._source_mismatch.common import NAME, at
from cleanup.checks._source_mismatch.numbers import numbers
from cleanup.document import Segment
from cleanup.findings import Finding, Severity
from cleanup.rulepack import Rule
from cleanup.spans import Span
from cleanup.text.patterns import later
from cleanup.text.scripts import primary

LENGTH = 40  # weighted code points of the longer side, below which lengths say nothing
SHORTEST, LONGEST = 0.3, 3.3  # of the source's weighted length
BROKEN = 0.75  # of the source's weighted length, for a text without a full stop to have broken off
ENDS = 20  # code points of a source sentence whose full stop is missed

_LINK = later(
    r"(?:https?://|www\.(?=[\w-]+\.\w))[^\s<>\"“”„«»()\[\]（）、。，；：！？「」]{3,500}|[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
)
_MARK = later(
    r"""
    </?[A-Za-z][A-Za-z0-9:-]{0,20}
    (?: \s+ [\w:-]{1,40} (?: = (?: "[^"<>]{0,400}" | '[^'<>]{0,400}' | [^\s"'<>]{1,400} ) )? ){0,20} \s* /?>
  | \{\{? [\w\ .:]{0,60} \}\}? | % (?: \d+\$ )? [sd] (?! [A-Za-z0-9_] ) | % \( \w{1,40} \) [sd] | \$\{ \w{1,60} \}
    """,
    re.VERBOSE,
)
_CLOSERS = "\"'”’»“›)]}）」』】 \t\n*_"
# Questions without the mark at their end; the Greek one is a semicolon, the Armenian one stands on a vowel
_ASKS = later(r"(?:か|かな|の|吗|呢)[。！…]?\s*\Z|;\s*\Z|՞")
_NO_FULL_STOPS = ("th", "lo", "km", "my", "dz", "bo")  # languages that end a sentence with a space, or ask with a word
_QUESTION, _ENDS = "?？؟", ".!?…。！？؟।։"
_WIDE = later("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_HANGUL = later("[\uac00-\ud7a3]")


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """The mismatches of a segment that has its source; line by line where both have as many."""
    if segment.source is None or not segment.source.strip() or not segment.text.strip():
        return
    found: list[Finding] = []
    for span, source in _pairs(segment.text, segment.source):
        found += _compared(segment, span, source)
    found.sort(key=lambda finding: finding.span)
    yield from found


def _pairs(text: str, source: str) -> Iterator[tuple[Span, str]]:
    ours, theirs = _lines(text), _lines(source)
    if len(ours) == len(theirs):
        for one, other in zip(ours, theirs, strict=True):
            yield one, other.of(source)
    else:
        yield Span(ours[0].start, ours[-1].end), source.strip()


def _lines(text: str) -> list[Span]:
    """The lines that are not blank, without the space around them."""
    spans = []
    start = 0
    for line in text.split("\n"):
        if stripped := line.strip():
            first = start + line.index(stripped[0])
            spans.append(Span(first, first + len(stripped)))
        start += len(line) + 1
    return spans


def _compared(segment: Segment, span: Span, source: str) -> Iterator[Finding]:
    text = span.of(segment.text)
    if text == source:
        return  # not translated, or nothing to translate: another check's matter
    languages = [primary(tag) for tag in (segment.language, segment.source_language) if tag]
    yield from numbers(segment, span, text, source)
    yield from _marks(segment, span, text, source)
    if not any(map(_NO_FULL_STOPS.__contains__, languages)):
        yield from _ends(segment, span, text, source)
    ours, theirs = _weight(text), _weight(source)
    if max(ours, theirs) >= LENGTH and not SHORTEST <= ours / theirs <= LONGEST:
        size = "short" if ours < theirs else "long"
        yield at(segment, span, "length", f"far too {size} for its source ({len(source)} → {len(text)} characters)")


# -- links, placeholders, ends -------------------------------------------------------------------------------------------


def _marks(segment: Segment, span: Span, text: str, source: str) -> Iterator[Finding]:
    for pattern, rule, name in ((_LINK(), "link", "link or address"), (_MARK(), "placeholder", "placeholder or tag")):
        ours = Counter(_plain(found) for found in pattern.findall(text))
        theirs = Counter(_plain(found) for found in pattern.findall(source))
        for lost in theirs - ours:
            yield at(segment, span, rule, f"the source's {name} {lost} is missing", Severity.ERROR)
        for added in ours - theirs:
            place = next(m for m in pattern.finditer(text) if _plain(m.group()) == added)
            where = Span(span.start + place.start(), span.start + place.start() + len(place.group().rstrip(".,;:!?…")))
            yield at(
                segment, where, rule, f"the source has no {name} {added}" + (" so often" if added in theirs else "")
            )


def _plain(mark: str) -> str:
    """A link without the punctuation behind it; a tag by its name alone, since attributes are translated."""
    if mark.startswith("<"):
        return re.sub(r"[\s/]*(?:\s[^<>]*)?>\Z", ">", mark).lower()
    return mark.rstrip(".,;:!?…/*_") if "@" in mark or "/" in mark or mark.startswith("www") else mark


def _ends(segment: Segment, span: Span, text: str, source: str) -> Iterator[Finding]:
    ours, theirs = text.rstrip(_CLOSERS)[-1:], source.rstrip(_CLOSERS)[-1:]
    end = Span(span.start + len(text.rstrip()) - 1, span.start + len(text.rstrip()))
    asks, asked = ours in _QUESTION, theirs in _QUESTION
    if not ours or not theirs:
        return
    if asks != asked:
        if not (_quoted(source) or _quoted(text) or _ASKS().search(text if asked else source)):
            message = "a question, where the source has none" if asks else "the source is a question"
            yield at(segment, end, "sentence-end", message)
    elif theirs in _ENDS and len(source) >= ENDS and _breaks_off(ours, text, source):
        yield at(segment, end, "sentence-end", "the text breaks off where the source's sentence ends")


def _breaks_off(last: str, text: str, source: str) -> bool:
    """At a comma; or at a word without a full stop, when the text is short too (a headline may have lost its stop on purpose)."""
    return last in ",،，、" or (last.isalpha() and _weight(text) < BROKEN * _weight(source))


def _quoted(text: str) -> bool:
    """True when the text ends with a quotation: the other side may turn the sentence round."""
    return any(mark in text.rstrip()[-3:] for mark in "\"'”’»“›」』")


def _weight(text: str) -> float:
    """The length, with what a Chinese character or a Korean syllable is worth in letters."""
    return len(text) + 2.0 * len(_WIDE().findall(text)) + 0.8 * len(_HANGUL().findall(text))


def compile_rules(rules: Sequence[Rule], language: str | None) -> object:
    """Nothing: the check has no entries."""
    return ()


CHECK = Check(
    name=NAME,
    stage=Stage.DETECT,
    find=find,
    about=__doc__ or "",
    rules={
        "number": "A number that only one side has.",
        "link": "A link or an e-mail address that only one side has.",
        "placeholder": "A placeholder or a tag that only one side has.",
        "sentence-end": "A question that is none on the other side, or a sentence that breaks off.",
        "length": "A text far shorter or longer than its source.",
    },
    compile=compile_rules,
)
