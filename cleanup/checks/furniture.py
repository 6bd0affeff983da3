"""Web furniture: lines of the web page around an article that came along when the article was copied.

What it finds: comment prompts, lines of categories and tags, share buttons and counters, cookie and subscription
    notices, "read also", page numbers, print and e-mail links, also in the words that a translation machine puts for
    them; by-lines and dates that have a line of their own before the article. A line counts only as a whole, and most
    phrases only before the first or after the last paragraph of prose.
    With --across also short lines that stand there in three texts of the run or more.
Why: a page that is translated as plain text is translated with everything on it. To a reader it is noise, and nothing
    else in the text says that it does not belong.
Wrong: "… landing in Moscow at 2:43 am. ⏎ ⏎ Article Categories: ⏎ ⏎ Leave a Reply"
Right: "… landing in Moscow at 2:43 am."
What it leaves alone: the same words inside a sentence; a line with more words than the phrase; what begins like a
    by-line and has no whole name ("By Tuesday", "Von Mäusen und Menschen"); a date without a time in the first line, as
    of a letter; texts without a paragraph of prose (a list of button labels is a text of its own); texts of one line;
    lines that hold a link or code (they are shown without a fix).
Fix safety: suggested, never safe: the whole line goes, with its line end and the empty lines before it.
Options: none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from operator import itemgetter
from typing import NamedTuple

from cleanup.check import Check, Options, Stage
from cleanup.checks._furniture.alone import Alone, alone, has_time, openings
from cleanup.document import Segment, paragraph
from cleanup.edits import Applicability, Edit, Fix
from cleanup.errors import Problem
from cleanup.findings import Finding, Severity
from cleanup.records import record
from cleanup.rulepack import Field, Kind, Rule, Schema
from cleanup.spans import Span
from cleanup.text.bylines import has_names, is_date
from cleanup.text.patterns import later
from cleanup.text.phrases import ELLIPSIS, GLANCE, LONGEST, LONGEST_NUMBERED, LOOK, PhraseBook, folded

NAME = "furniture"
HEAD_LINES = 6  # lines of no known kind (headline, kicker, date, by-line) that may stand before the first paragraph
TAIL_LINES = 10  # … and after the last (headlines of other articles, captions)
PROSE = 60  # code points of a line that ends like a sentence, to be a paragraph of the article
PROSE_UNSPACED = 20  # the same where a character is a syllable or a word
LONG = 160  # a line of this length is a paragraph however it ends
WRAPPED = 50  # a line of this length that ends in the middle of a sentence goes on in the next line

DATE = "#"  # the phrase of ``between`` that stands for any date
LONGEST_BETWEEN = 60  # code points of a date or a by-line

_SENTENCE_END = later(r"[.!?…։。！？؟۔।][\"'”’»“)\]）」』]{0,3}\s*\Z")
_UNSPACED = later("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Between the buttons of one line: "Share | Tweet | Print", "News / Politics / 3 comments". A dash needs its spaces.
_SEPARATOR = later(r"\s*[|¦│·•‧∙●→›»]\s*|\s+[-–—/]\s+|\t+|\s{3,}")
_BUTTONS = "|¦│·•‧∙●→›»\t"
_START = itemgetter(slice(GLANCE))  # the first characters of a line
_SEPARATING = later(r"[|¦│·•‧∙●→›»\t/–—-]| {3}")
_FEW_WORDS = 4  # of a part with a number in it: "Aug 19, 2020", "14:32"

POSITIONS: Mapping[str, tuple[str, ...]] = {
    "anywhere": ("head", "tail", "anywhere"),
    "edges": ("head", "tail"),
    "head": ("head",),
    "tail": ("tail",),
}


class Line(NamedTuple):
    """A line that is not blank: where it starts and ends (without its line end)."""

    start: int
    end: int


@record
class Books:
    """The phrases in force: all of them, what may stand before the article, after it, and anywhere; ``first`` tells what lines
    that are looked at begin with."""

    every: PhraseBook[Rule]
    head: PhraseBook[Rule]
    tail: PhraseBook[Rule]
    anywhere: PhraseBook[Rule]
    between: PhraseBook[Rule]
    alone: Alone
    first: PhraseBook[Rule]
    kept: frozenset[str]


def compile_rules(rules: Sequence[Rule], language: str | None) -> object:
    """The phrases of all entries by the place where they count."""
    places: dict[str, list[tuple[str, Rule]]] = {"head": [], "tail": [], "anywhere": []}
    for rule in rules:
        for position, targets in POSITIONS.items():
            for place in targets:
                places[place] += ((phrase, rule) for phrase in rule.texts(position))
    kept = frozenset(folded(phrase) for rule in rules for phrase in rule.exceptions)
    every = PhraseBook(places["head"] + places["tail"])
    between = PhraseBook(
        (phrase, rule) for rule in rules for field in ("between", "byline") for phrase in rule.texts(field)
    )
    head, tail, anywhere = (PhraseBook(places[place]) for place in ("head", "tail", "anywhere"))
    first = PhraseBook(places["head"] + places["tail"] + openings(rules))
    date = next((rule for rule in rules if DATE in rule.texts("between")), None)
    return Books(every, head, tail, anywhere, between, alone(rules, date), first, kept)


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """The lines of furniture, in order."""
    assert isinstance(compiled, Books)
    text = segment.text
    if "\n" not in text:
        return  # one line is a unit of its own: nothing stands around it
    begun = segment.lines
    every, opens = compiled.every, compiled.first.opens
    buttons = [*filter(text.__contains__, _BUTTONS)]
    opening = [
        line for line in compress(begun, map(opens, map(_START, begun))) if len(line) <= LONGEST and opens(line[:LOOK])
    ]
    if (
        not any(_is_furniture(line, every) for line in opening if _is_likely(line, every, False))
        and not any(_rule_alone(line, compiled) for line in opening)
        and not (buttons and any(_rule_of_parts(line, every) for line in _lines_with(text, buttons)))
    ):
        return  # the common case
    lines = _lines(begun)
    likely = {index for index, (start, end) in enumerate(lines) if _is_likely(text[start:end], every, bool(buttons))}
    if not any(_is_prose(text, line) for line in lines):
        return
    hits = _hits(text, lines, likely, compiled)
    if len(hits) == len(lines):
        return
    glued, forwards = _glued(lines, hits), _forwards(text, lines, hits)
    for index in sorted(hits):
        gone = _removal(lines, index, index in forwards, index in glued)
        yield _finding(segment, gone, lines[index], hits[index])


def _lines(texts: Iterable[str]) -> list[Line]:
    lines = []
    start = 0
    for line in texts:
        if line and not line.isspace():
            lines.append(Line(start, start + len(line)))
        start += len(line) + 1
    return lines


def _is_likely(line: str, every: PhraseBook[Rule], buttons: bool) -> bool:
    """True for a line that begins like a phrase, or may be several on one line."""
    if len(line) > LONGEST:
        return False
    return every.may_hold(line) or (buttons and any(map(line.__contains__, _BUTTONS)))


def _is_prose(text: str, line: Line) -> bool:
    """True for a paragraph of an article, as against a headline, a caption or a button."""
    length = line.end - line.start
    if length >= LONG:
        return True
    if length < PROSE_UNSPACED or not _SENTENCE_END().search(text, max(line.start, line.end - 8), line.end):
        return False
    return length >= PROSE or len(_UNSPACED().findall(text, line.start, line.end)) >= PROSE_UNSPACED


def _hits(text: str, lines: Sequence[Line], likely: set[int], books: Books) -> dict[int, Rule]:
    """The rule of each line that is furniture. The edges are walked first, until prose is met that is none."""
    hits: dict[int, Rule] = {}
    forwards, backwards = range(len(lines)), range(len(lines) - 1, -1, -1)
    for way, book, limit in ((forwards, books.head, HEAD_LINES), (backwards, books.tail, TAIL_LINES)):
        patience = limit
        for index in way:
            rule = _rule_of(text, lines, index, book, books.kept) if index in likely else None
            if rule is not None:
                hits.setdefault(index, rule)
                continue
            patience -= 1
            if patience < 0 or _is_prose(text, lines[index]):
                break
    for index in likely - hits.keys():
        rule = _rule_of(text, lines, index, books.anywhere, books.kept)
        if rule is not None:
            hits[index] = rule
    _add_what_is_alone(text, lines, hits, books)
    _add_what_is_between(text, lines, hits, books)
    return hits


def _add_what_is_between(text: str, lines: Sequence[Line], hits: dict[int, Rule], books: Books) -> None:
    """Dates and by-lines before the article are the page's where other lines of the page stand before and after them."""
    if not hits:
        return
    prose = (index for index in range(len(lines)) if index not in hits and _is_prose(text, lines[index]))
    run: dict[int, Rule] = {}
    enclosed = False
    for index in range(next(prose, 0)):
        if index in hits:
            hits |= run
            run, enclosed = {}, True
        elif enclosed and (rule := _rule_between(text[lines[index].start : lines[index].end], books)) is not None:
            run[index] = rule
        else:
            run, enclosed = {}, False


def _add_what_is_alone(text: str, lines: Sequence[Line], hits: dict[int, Rule], books: Books) -> None:
    """By-lines and dates before the article that say what they are. A date in the first line may be that of a letter."""
    prose = next((index for index in range(len(lines)) if _is_prose(text, lines[index])), 0)
    for index in range(min(prose, HEAD_LINES)):
        line = text[lines[index].start : lines[index].end]
        rule = _rule_alone(line, books) if index not in hits else None
        if (
            rule is not None
            and (index or rule is not books.alone.date or has_time(line))
            and not _goes_on(text, lines, index)
        ):
            hits[index] = rule


def _rule_alone(line: str, books: Books) -> Rule | None:
    alone = books.alone
    rule = alone.byline(line) or (alone.date if alone.is_date(line) else None)
    return None if rule is None or folded(line) in books.kept else rule


def _rule_between(line: str, books: Books) -> Rule | None:
    key = folded(line)
    if len(line) > LONGEST_BETWEEN or key in books.kept:
        return None
    if is_date(line):
        return books.between.get(DATE)
    return books.between.get(key) if has_names(line) else None


def _lines_with(text: str, signs: Iterable[str]) -> Iterator[str]:
    """The lines with one of these signs in them that are no paragraphs."""
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            span = paragraph(text, Span(at, at))
            if span.end - span.start <= LONGEST:
                yield span.of(text)
            at = text.find(sign, span.end)


def _is_furniture(line: str, book: PhraseBook[Rule]) -> bool:
    return book.get(folded(line)) is not None or _rule_of_parts(line, book) is not None


def _rule_of(text: str, lines: Sequence[Line], index: int, book: PhraseBook[Rule], kept: frozenset[str]) -> Rule | None:
    line = text[lines[index].start : lines[index].end]
    key = folded(line)
    rule = book.get(key) or _rule_of_parts(line, book)
    return None if rule is None or key in kept or _goes_on(text, lines, index) else rule


def _rule_of_parts(line: str, book: PhraseBook[Rule]) -> Rule | None:
    """Several pieces of furniture on one line; numbers and dates may stand between them."""
    if not _SEPARATING().search(line):
        return None
    parts = [part for part in _SEPARATOR().split(line) if part]
    if len(parts) < 2:
        return None
    first = None
    for part in parts:
        rule = book.get(folded(part)) if book.may_hold(part) else None
        if rule is None and not _is_number(part):
            return None
        first = first or rule
    return first


def _is_number(part: str) -> bool:
    """A number, a date, a time; or signs alone."""
    if len(part) > LONGEST_NUMBERED:
        return False
    key = folded(part)
    return not key or ("#" in key and len(key.split()) <= _FEW_WORDS)


def _goes_on(text: str, lines: Sequence[Line], index: int) -> bool:
    """True for a line of a paragraph with hard line ends: it stands right under a long line that is no whole sentence."""
    if not index:
        return False
    above = lines[index - 1]
    directly = above.end + 1 == lines[index].start
    return (
        directly and above.end - above.start >= WRAPPED and not _SENTENCE_END().search(text, above.end - 8, above.end)
    )


def _finding(segment: Segment, gone: Span, line: Line, rule: Rule) -> Finding:
    fix = None
    if not segment.protected.hits(gone):
        fix = Fix((Edit(gone, ""),), rule.applies or Applicability.SUGGESTED, "Remove the line")
    return Finding.at(
        segment.text, _visible(segment.text, line), check=NAME, rule=rule.id, severity=Severity.WARNING, fix=fix,
        message=f"web furniture, not part of the article: {rule.text('kind')}",
        evidence=(rule.because,) if rule.because else (),
    )  # fmt: skip


def _visible(text: str, line: Line) -> Span:
    raw = text[line.start : line.end]
    return Span(line.start + len(raw) - len(raw.lstrip()), line.start + len(raw.rstrip()))


def _glued(lines: Sequence[Line], hits: Mapping[int, Rule]) -> set[int]:
    """The lines of furniture that have text which stays right below them, with at most other furniture between."""
    glued: set[int] = set()
    for index in sorted(hits, reverse=True):
        below = index + 1
        if below < len(lines) and lines[below].start == lines[index].end + 1 and (below not in hits or below in glued):
            glued.add(index)
    return glued


def _forwards(text: str, lines: Sequence[Line], hits: Mapping[int, Rule]) -> set[int]:
    """The lines that go with what is empty after them, not before: those at the top, and before the article those with an empty
    line above (another check may take what stands over them, with that empty line)."""
    forwards: set[int] = set()
    head = True
    for index, line in enumerate(lines[:-1]):
        if index not in hits:
            head = head and not _is_prose(text, line)
        elif index - 1 in forwards or (
            head and index - 1 not in hits and (not index or lines[index - 1].end + 1 < line.start)
        ):
            forwards.add(index)
    return forwards


def _removal(lines: Sequence[Line], index: int, forwards: bool, glued: bool) -> Span:
    """What goes with the line, chosen so that the fixes of neighbours never overlap and no two blank lines are left.

    When text that stays is glued to it, a blank line above stays too.
    """
    start, end = lines[index]
    if forwards:
        return Span(start, lines[index + 1].start)
    above = lines[index - 1].end
    return Span(start - 1 if glued and above + 1 < start else above, end)


def lint(rules: Iterable[Rule]) -> Iterator[Problem]:
    """A phrase claimed by two entries at one place, and phrases of which nothing is left to compare."""
    seen: dict[tuple[str, str, tuple[str, ...]], Rule] = {}
    for rule in rules:
        for position in POSITIONS:
            for phrase in rule.texts(position):
                key = folded(phrase)
                named = f'the phrase "{phrase}" of rule "{rule.id}"'
                if not folded(phrase.split(ELLIPSIS)[0]):
                    yield Problem(rule.place, f"{named} does not begin with a word or a number")
                first = seen.setdefault((position, key, rule.languages), rule)
                if first is not rule:
                    yield Problem(rule.place, f'{named} is also in "{first.id}" ({first.place})')


_PHRASES = "as a whole line; # is a number, … some words"

CHECK = Check(
    name=NAME,
    stage=Stage.DETECT,
    find=find,
    marks="\n",
    about=__doc__ or "",
    rules={"recurring": "A short line at the head or tail of several texts (with --across)."},
    schema=Schema(
        {
            "kind": Field(Kind.TEXT, "what it is, for the message", required=True),
            "anywhere": Field(Kind.TEXTS, f"phrases that count in any place, {_PHRASES}"),
            "edges": Field(Kind.TEXTS, f"phrases that count before or after the article, {_PHRASES}"),
            "head": Field(Kind.TEXTS, f"phrases that count before the article, {_PHRASES}"),
            "tail": Field(Kind.TEXTS, f"phrases that count after the article, {_PHRASES}"),
            "between": Field(
                Kind.TEXTS, f"phrases that count before the article between others, {_PHRASES}; # is any date"
            ),
            "byline": Field(Kind.TEXTS, "what by-lines begin with, … is the names; they count before the article"),
            "date": Field(
                Kind.TEXTS, "words of which, with numbers, dates are made: months, days of the week, signs of time"
            ),
            "no-names": Field(Kind.TEXTS, "words that no name in a by-line begins with"),
        }
    ),
    compile=compile_rules,
    lint=lint,
)
