"""Brackets without a partner, wrongly nested ones, and notes of translators in brackets.

What it finds: an opening or closing bracket whose partner is missing, over several paragraphs; brackets that cross
    ("([)]"); [sic], [inaudible], (translator's note), (прим. пер.) and the like in many languages.
Why: a translation model drops one bracket of a pair, often with the words beside it; a note was meant for somebody
    else.
Wrong: "the minister (of health said on Sunday."
Right: "the minister (of health) said on Sunday."
What it leaves alone: smileys, list marks ("a)", "1)"), the closing bracket that Russians and Ukrainians smile with,
    intervals ("[0, 1)"), brackets that a paragraph opens and one of the next closes, links and code.
    The words before a [sic] are left alone by the other checks, too.
Fix safety: shown only: where the partner belongs is not known, and whether a note stays is for the editor to say.
Options: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from cleanup.check import Check, Options, Stage
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding, Severity
from cleanup.records import record
from cleanup.rulepack import Field, Kind, Rule, Schema
from cleanup.spans import Span
from cleanup.text.patterns import later
from cleanup.text.phrases import LOOK, PhraseBook, folded
from cleanup.text.scripts import primary
from cleanup.text.signs import signs_of

NAME = "brackets"
REACH = 3  # paragraphs that may lie between two partners
NOTE = 200  # code points of a bracket that is compared with notes

_PARTNERS = {")": "(", "]": "[", "}": "{", "）": "(", "］": "[", "】": "【", "〕": "〔"}
_NARROW = {"（": "(", "［": "["}  # of one pair, one bracket may be of full width: a matter of style
_PAIRS = ("()", "[]", "{}", "（）", "［］", "【】", "〔〕")
_NO_BRACKETS = bytes({*range(256)} - {*b"\n", *signs_of("".join(_PAIRS))})
_BEGUN, _INSIDE = (  # what brackets hold: the first characters of it, and all of it
    {signs_of(pair): later(rf"{re.escape(pair[0])}([^{re.escape(pair)}\n]{{1,{longest}}})") for pair in _PAIRS}
    for longest in (LOOK, NOTE)
)
# What no link, code or placeholder with a bracket in it is without
_LINKED = later(rb"[`<@#{$\\&~_%/]|www\.|(?<=[a-z]):[^ \n]")
_OPENING = frozenset("([{（［【〔")
_BRACKET = later(r"[()\[\]{}（）［］【】〔〕]")
_EMOTICON = later(
    r"[:;：；=8%xX>][-~'’^oO*c]?[()\[\]{}]{1,5}|[()\[\]{}]{1,5}[-~'’^oO*]?[:;=8]|[\^°>._-][^\w\s]{0,3}[()]|[()][^\w\s]{0,3}[\^°<_]"
)
_LIST_MARK = later(
    r"(?:\A|[\s(\[{;,.:/–—\u2e80-\uabff\ud7a4-\uff0f\uff1a-\uffef-])(?:\d{1,4}(?:[.,]\d{1,2})?|[^\W\d_][^\W\d_\u2e80-\ud7a3]?|[ivxlIVXL]{1,5}|\d{1,2}[^\W\d_])[)\]）]\Z"
)
_ITEM = later(r"(?<!\S)(?:[^\W\d_]|\d{1,2}|[ivx]{1,4})\)\s")  # "a)" and "1)" of a list; but "(… in 2019)", "(… for me)"
_INTERVAL = later(r"[\[(]\s?[-–−+]?[\w.∞]{1,12}\s?[,;]\s?[-–−+]?[\w.∞]{1,12}\s?[\])]")
_SMILING = ("ru", "uk", "be", "bg", "kk", "ky", "sr", "mk")


@record
class Mark:
    """A bracket: its place and the number of its paragraph."""

    place: int
    character: str
    paragraph: int


def compile_rules(rules: Sequence[Rule], language: str | None) -> object:
    """The notes of all entries: they come in any language."""
    return PhraseBook((phrase, rule) for rule in rules for phrase in rule.texts("marks"))


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """Notes and brackets without a partner, in order."""
    assert isinstance(compiled, PhraseBook)
    if _is_orderly(segment, compiled):
        return  # the common case
    pairs, alone, crossed = _matched(segment.text)
    if crossed or (alone and not (_is_plain(segment) and all(_is_meant(segment, mark) for mark in alone))):
        pairs, alone, crossed = _matched(segment.masked)  # links and code have brackets of their own
    found = [*_notes(segment, pairs, compiled)]
    found += [_finding(segment, mark) for mark in alone if not _is_meant(segment, mark)]
    for opening, closing in crossed:
        span = Span(opening.place, closing.place + 1)
        message = f"“{opening.character}” and “{closing.character}” cross another pair of brackets"
        found.append(Finding.at(segment.text, span, check=NAME, rule="nesting", message=message))
    found.sort(key=lambda finding: finding.span)
    yield from found


def _is_orderly(segment: Segment, notes: PhraseBook[Rule]) -> bool:
    """True when every bracket is closed in its line, pairs stand in one another at most, and none holds a note.

    In signs, all but the brackets and the line ends is taken out; then one pair after the other.
    """
    left = segment.signs.translate(None, _NO_BRACKETS)
    if not left or left.isspace():
        return True
    pairs = [pair for pair in _INSIDE if pair[0] in left]
    left = _without(pairs, left)
    nested = len(pairs) > 1 or bool(left)
    if left and _without(pairs, left):
        return False
    text = segment.text
    likely = [pair for pair in pairs if any(map(notes.opens, _BEGUN[pair]().findall(text)))]
    return not likely or not (nested or any(map(notes.may_hold, _INSIDE[likely[0]]().findall(text))))


def _without(pairs: Iterable[bytes], left: bytes) -> bytes:
    for pair in pairs:
        left = left.replace(pair, b"")
    return left.strip(b"\n")


def _is_plain(segment: Segment) -> bool:
    """True for a text without links, code and placeholders, which need not be looked for then."""
    return not segment.fixed and _LINKED().search(segment.signs) is None


def _matched(text: str) -> tuple[list[Span], list[Mark], list[tuple[Mark, Mark]]]:
    """Pairs, brackets alone, and pairs that cross others."""
    pairs: list[Span] = []
    alone: list[Mark] = []
    crossed: list[tuple[Mark, Mark]] = []
    opened: list[Mark] = []
    left: list[Mark] = []  # opened inside a pair that is closed by now
    paragraph = counted = 0
    for match in _BRACKET().finditer(text):
        place, character = match.start(), match.group()
        paragraph += text.count("\n", counted, place)
        counted = place
        mark = Mark(place, character, paragraph)
        if character in _OPENING:
            opened.append(mark)
            continue
        partner = _partner(opened, mark)
        below = partner is not None and opened[partner].paragraph < paragraph
        if below and (_ITEM().search(text, max(0, place - 5), place + 2) or _smiles(text, place)):
            partner = None
        if partner is not None:
            left += opened[partner + 1 :]
            pairs.append(Span(opened[partner].place, place + 1))
            del opened[partner:]
            continue
        late = _partner(left, mark)
        if late is not None and left[late].paragraph == paragraph:
            crossed.append((left.pop(late), mark))
        else:
            alone.append(mark)
    return pairs, [*alone, *opened, *left], crossed


def _partner(opened: Sequence[Mark], mark: Mark) -> int | None:
    """The index of the last open bracket of the mark's kind, if it is near enough."""
    for index in range(len(opened) - 1, max(-1, len(opened) - 20), -1):
        character = opened[index].character
        if _NARROW.get(character, character) == _PARTNERS[mark.character]:
            return index if mark.paragraph - opened[index].paragraph <= 2 * REACH else None
    return None


def _smiles(text: str, place: int) -> bool:
    """True for a bracket of an emoticon."""
    around = range(max(0, place - 6), place + 1)
    return any((match := _EMOTICON().match(text, start)) and match.end() > place for start in around)


def _is_meant(segment: Segment, mark: Mark) -> bool:
    """A smiley, a list mark, a smile, an interval."""
    text, place = segment.text, mark.place
    before, after = text[max(0, place - 12) : place], text[place + 1 : place + 13]
    if _smiles(text, place):
        return True
    if mark.character in _PARTNERS:
        if _LIST_MARK().search(before + mark.character) or before[-1:] in ")(" or after[:1] in ")(":
            return True
        smiles = mark.character == ")" and any(
            primary(tag) in _SMILING for tag in (segment.language, segment.source_language) if tag
        )
        if smiles and (not after or after[0].isspace() or after[0] in ".,!?"):
            return True
    elif after[:1] in "()" or before[-1:] in "()":
        return True
    return _INTERVAL().search(text, max(0, place - 30), place + 30) is not None


def _finding(segment: Segment, mark: Mark) -> Finding:
    missing = "closing" if mark.character in _OPENING else "opening"
    message = f"“{mark.character}” has no {missing} partner"
    return Finding.at(segment.text, Span(mark.place, mark.place + 1), check=NAME, rule="unbalanced", message=message)


def _notes(segment: Segment, pairs: Sequence[Span], notes: PhraseBook[Rule]) -> Iterator[Finding]:
    text = segment.text
    for span in pairs:
        inside = text[span.start + 1 : span.end - 1]
        if len(inside) > NOTE or not inside or not notes.may_hold(inside):
            continue
        rule = notes.get(folded(inside))
        if rule is None or segment.protected.hits(span):
            continue
        start = span.start - 1 if text[span.start - 1 : span.start] == " " else span.start
        removal = Fix((Edit(Span(start, span.end), ""),), Applicability.SUGGESTED, "Take the note out")
        yield Finding.at(
            text, span, check=NAME, rule=rule.id, message=f"{text[span.start]}{inside}{text[span.end - 1]} is {rule.text('kind')}",
            severity=Severity.INFO, alternatives=(removal,), evidence=(rule.because,) if rule.because else (),
        )  # fmt: skip


CHECK = Check(
    name=NAME,
    stage=Stage.DETECT,
    find=find,
    marks="".join(_PAIRS),
    about=__doc__ or "",
    rules={
        "unbalanced": "A bracket whose partner is missing.",
        "nesting": "Brackets that cross.",
    },
    schema=Schema(
        {
            "kind": Field(Kind.TEXT, "what it is, for the message", required=True),
            "marks": Field(Kind.TEXTS, "what stands between the brackets; … is some words"),
        }
    ),
    compile=compile_rules,
)
