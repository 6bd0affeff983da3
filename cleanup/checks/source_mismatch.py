"""What the translation lost, added or changed against its source; needs the source text.

What it finds: numbers, links, e-mail addresses, placeholders and tags that only one side has; a question that is none
    any more; a text that breaks off without the source's full stop; a text far shorter or longer than its source.
Why: these are facts that a reader cannot check and an editor overlooks, since the sentence reads well.
Wrong: "Погибли 125 человек." → "215 people died."
Right: "125 people died."
What it leaves alone: numbers that are written in another way (1,5 and 1.5; 2:43 am and 2:43; 19 Uhr and 7 PM; 8万 and
    80,000; 12月 and December), numbers of one significant digit (they may be words on the other side), numbers in
    brackets and parts of names (COVID-19), years that a translator adds to a date. Texts of as many lines as their
    source are compared line by line.
Fix safety: shown only.
Options: none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from cleanup.check import Check, Options, Stage
from cleanup.document import Segment
from cleanup.findings import Finding, Severity
from cleanup.rulepack import Rule
from cleanup.spans import Span

NAME = "source-mismatch"
LENGTH = 40  # weighted code points of the longer side, below which lengths say nothing
SHORTEST, LONGEST = 0.3, 3.3  # of the source's weighted length
BROKEN = 0.75  # of the source's weighted length, for a text without a full stop to have broken off
ENDS = 20  # code points of a source sentence whose full stop is missed
UNIT = 100_000  # code points of both sides together, above which single numbers cannot be told to belong together
SIGNIFICANT = 2  # digits of a number that is missed; fewer may be a word on the other side
SIGNIFICANT_ALONE = 3  # … of a number that is only on the translation's side and has none that it may stand for

# Figures with what groups them: "1 234,50", "1.234,50", "1'234", "12.05.2024", "2:43". A number glued to a letter or hyphen is
# part of a name.
_NUMBER = re.compile(r"(?<![\w\-–.,:/])\d{1,30}(?:[.,:'’]\d{1,30}|[ \u00a0\u202f\u2009]\d{3}(?!\d)){0,8}(?!\d)")
_PART = re.compile(r"\d+(?:[.,]\d+)*")
_MONTH = re.compile(r"\d{1,2}(?=\s?[月월])")
_DATE = re.compile(r"(?<!\d)\d{1,4}([./-])\d{1,2}\1\d{1,4}(?!\d)")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[.,][0-5]\d")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
_LINK = re.compile(
    r"(?:https?://|www\.(?=[\w-]+\.\w))[^\s<>\"“”„«»()\[\]（）、。，；：！？「」]{3,500}|[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
)
_MARK = re.compile(
    r"""
    </?[A-Za-z][A-Za-z0-9:-]{0,20}
    (?: \s+ [\w:-]{1,40} (?: = (?: "[^"<>]{0,400}" | '[^'<>]{0,400}' | [^\s"'<>]{1,400} ) )? ){0,20} \s* /?>
  | \{\{? [\w\ .:]{0,60} \}\}? | % (?: \d+\$ )? [sd] (?! \w ) | % \( \w{1,40} \) [sd] | \$\{ \w{1,60} \}
    """,
    re.VERBOSE,
)
_CLOSERS = "\"'”’»“›)]}）」』】 \t\n*_"
_ASKS = re.compile(
    r"(?:か|かな|の|吗|呢)[。！…]?\s*\Z|;\s*\Z"
)  # questions without the mark; the Greek one is a semicolon
_QUESTION, _ENDS = "?？؟", ".!?…。！？؟।։"
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
# Numbers of two figures that English and German write as words; elsewhere they hardly ever are
_NUMBER_WORD = re.compile(
    r"(?:\b(?:eleven|twelve|dozen|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)|\belf|zwölf"
    r"|zehn|zig|ßig)(?![^\W\d_]{3})",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")


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
    yield from _numbers(segment, span, text, source)
    yield from _marks(segment, span, text, source)
    yield from _ends(segment, span, text, source)
    ours, theirs = _weight(text), _weight(source)
    if max(ours, theirs) >= LENGTH and not SHORTEST <= ours / theirs <= LONGEST:
        size = "short" if ours < theirs else "long"
        yield _at(segment, span, "length", f"far too {size} for its source ({len(source)} → {len(text)} characters)")


def _at(segment: Segment, span: Span, rule: str, message: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding.at(segment.text, span, check=NAME, rule=rule, message=message, severity=severity)


# -- numbers -------------------------------------------------------------------------------------------------------------


def _numbers(segment: Segment, span: Span, text: str, source: str) -> Iterator[Finding]:
    if len(text) + len(source) > UNIT or not (_DIGIT.search(text) or _DIGIT.search(source)):
        return
    lost = [number for number in _candidates(source) if not _is_in(number, source, text)]
    if _NUMBER_WORD.search(text):
        lost = [number for number in lost if len(_digits(number)) > SIGNIFICANT]
    added = [number for number in _candidates(text) if not _is_in(number, text, source)]
    if lost and added:
        for number, other in zip(added, lost, strict=False):
            place = _place(text, number, span.start)
            yield _at(segment, place, "number", f"{number} stands where the source has {other}", Severity.ERROR)
    for number in lost[len(added) :]:
        yield _at(segment, span, "number", f"the source's number {number} is missing", Severity.ERROR)
    for number in added[len(lost) :]:
        if len(_signature(number)) >= SIGNIFICANT_ALONE and not _YEAR.match(_digits(number)):
            yield _at(segment, _place(text, number, span.start), "number", f"the source has no number {number}")


def _place(text: str, number: str, offset: int) -> Span:
    start = text.index(number)
    return Span(offset + start, offset + start + len(number))


def _candidates(text: str) -> list[str]:
    """The numbers of a text that the other side must have, each once."""
    found = []
    months = {match.start() for match in _MONTH.finditer(text)}
    for match in _NUMBER.finditer(text):
        number = match.group()
        if len(_signature(number)) < SIGNIFICANT or match.start() in months or _is_aside(text, match):
            continue
        if (
            text[match.end() : match.end() + 1].isalpha()
            and text[match.end()].isascii()
            and text[match.end()].isupper()
        ):
            continue  # "4K", "19F": part of a name
        found.append(number)
    return list(dict.fromkeys(found))


def _is_aside(text: str, match: re.Match[str]) -> bool:
    """A number in brackets, where translators put conversions and explanations."""
    before = text[max(0, match.start() - 80) : match.start()]
    return max(map(before.rfind, "(（[")) > max(map(before.rfind, ")）]"))


def _digits(number: str) -> str:
    return "".join(str(unicodedata.digit(c)) for c in number if c.isdigit())


def _signature(number: str) -> str:
    """The significant digits: the same for 1,5 million, 1.5 million, 1 500 000 and 150万."""
    return _digits(number).strip("0")


def _is_in(number: str, own: str, other: str) -> bool:
    """True when the other side has the number, in whatever dress."""
    everything = _digits(other)
    if _signature(number) in everything:
        return True
    parts = [_digits(part) for part in _PART.findall(number)]
    if ":" in number or _is_hour(number):
        return _has_time(parts, other)
    if _CLOCK.fullmatch(number) and _has_time(re.split("[.,]", number), other):
        return True  # 20.48 Uhr, 8:48 p.m.
    if _DATE.fullmatch(number) or "-" in number or "/" in number or " " in number or "\u00a0" in number:
        pieces = [_signature(part) for part in re.split(r"[^\d]+", number)]
        return all(len(piece) < SIGNIFICANT or piece in everything for piece in pieces)
    if number.count(".") == 2:  # 12.05.2024: the month may be a word
        day, _, year = (_signature(part) for part in number.split("."))
        return (len(day) < SIGNIFICANT or day in everything) and year in everything
    return False


def _is_hour(number: str) -> bool:
    return number.isdigit() and 13 <= int(number) <= 24


def _has_time(parts: Sequence[str], other: str) -> bool:
    """A clock time of 24 hours as one of 12, or the other way round."""
    hour = int(parts[0]) if parts else 0
    hours = {str(hour % 12 or 12), str(hour % 12 + 12), f"{hour % 12:02}"}
    found = {str(int(_digits(part))) for part in re.findall(r"\d+", other)}
    minutes = [part for part in parts[1:] if part.strip("0")]
    return bool(hours & found) and all(str(int(part)) in found for part in minutes)


# -- links, placeholders, ends -------------------------------------------------------------------------------------------


def _marks(segment: Segment, span: Span, text: str, source: str) -> Iterator[Finding]:
    for pattern, rule, name in ((_LINK, "link", "link or address"), (_MARK, "placeholder", "placeholder or tag")):
        ours = Counter(_plain(found) for found in pattern.findall(text))
        theirs = Counter(_plain(found) for found in pattern.findall(source))
        for lost in theirs - ours:
            yield _at(segment, span, rule, f"the source's {name} {lost} is missing", Severity.ERROR)
        for added in ours - theirs:
            place = next(m for m in pattern.finditer(text) if _plain(m.group()) == added)
            where = Span(span.start + place.start(), span.start + place.end())
            yield _at(
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
        if not (_quoted(source) or _quoted(text) or _ASKS.search(text if asked else source)):
            message = "a question, where the source has none" if asks else "the source is a question"
            yield _at(segment, end, "sentence-end", message)
    elif theirs in _ENDS and len(source) >= ENDS and _breaks_off(ours, text, source):
        yield _at(segment, end, "sentence-end", "the text breaks off where the source's sentence ends")


def _breaks_off(last: str, text: str, source: str) -> bool:
    """At a comma; or at a word without a full stop, when the text is short too (a headline may have lost its stop on purpose)."""
    return last in ",،，、" or (last.isalpha() and _weight(text) < BROKEN * _weight(source))


def _quoted(text: str) -> bool:
    """True when the text ends with a quotation: the other side may turn the sentence round."""
    return any(mark in text.rstrip()[-3:] for mark in "\"'”’»“›」』")


def _weight(text: str) -> float:
    """The length, with what a Chinese character or a Korean syllable is worth in letters."""
    return len(text) + 2.0 * len(_WIDE.findall(text)) + 0.8 * len(_HANGUL.findall(text))


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
