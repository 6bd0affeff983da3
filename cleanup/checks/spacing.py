"""Spaces and punctuation outside quotation marks: a space before a comma, none after a full stop, doubled commas, doubled spaces.

Why: translation systems split punctuation from words and glue sentences together; nothing of it is ever meant.

Wrong → right
    the other , satellites                 →  the other, satellites
    They looked sick.But he took it        →  They looked sick. But he took it
    For his part,, he agreed               →  For his part, he agreed
    the agency ( AP ) said                 →  the agency (AP) said

What it leaves alone: French : ; ! ? with their space; dots that stand for something left out (. . .); names such as Node.js,
U.S.A., v2.0; decimals; times; ratios; smileys; brackets with a space on one side only; whatever stands beside a quotation mark
(the check ``quotes`` sees to it).

Fix safety: a space before a comma or full stop, a doubled comma, and a stop between a word in small letters and a capitalised one
are safe; a space before : ; ! ?, a doubled stop, a missing space after a comma, doubled spaces and spaces inside brackets are
suggested. In languages whose habits were not measured, everything is suggested.

Options: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from cleanup.check import Check, Options, Stage
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding
from cleanup.rulepack import Rule
from cleanup.spans import Span
from cleanup.text.patterns import later
from cleanup.text.quote_marks import MARKS, MEASURED_LANGUAGES

NAME = "spacing"
RULES = {
    "space-before-punctuation": "A space stands before punctuation.",
    "space-missing-after-punctuation": "A space is missing after punctuation.",
    "doubled-punctuation": "The same punctuation stands twice.",
    "doubled-space": "Two spaces stand where one belongs.",
    "space-inside-brackets": "Spaces stand inside the brackets.",
}
TITLES = {
    "space-before-punctuation": "Remove the space",
    "space-missing-after-punctuation": "Insert a space",
    "doubled-punctuation": "Remove the second one",
    "doubled-space": "Leave one space",
    "space-inside-brackets": "Remove the spaces",
}

_SPACES = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]"

# The named group tells which fault it is; "glued" is a space that stands before the comma instead of after it.
_FAULT = re.compile(
    rf"""
    (?P<misplaced> (?<=\w) [ ] , (?=[^\W\d_]) )
  | (?P<before> (?<=[\w)\]%}}]) {_SPACES}{{1,3}} [,.] (?= \s | \Z | [)\]}}<>`{re.escape(MARKS)}] ) )
  | (?P<high> (?<=[\w)\]%}}]) [ ]{{1,3}} [;:!?] (?= \s | \Z ) )
  | (?P<stop> (?<=[^\W\d_]) [.!?] (?=[^\W\d_]) )
  | (?P<comma> (?<=[^\W\d_]) , (?=[^\W\d_]) )
  | (?P<twice> (?<=[\w)\]%}}]) , (?: [ ]? , ){{1,20}} (?= \s ) )
  | (?P<dots> (?<=[\w)\]]) \.\. (?= \s | \Z ) )
  | (?P<spaces> (?<=[^\W_]) [ ]{{2,3}} (?=[^\W_]) )
    """,
    re.VERBOSE,
)
# Where one of them may be. Each pattern begins with the mark itself, so that the search runs from mark to mark: clean text pays
# for its commas and stops, not for its letters.
_MAY_BE = {
    ",": rf", (?: (?= [^\W\d_] ) | (?<= {_SPACES} , ) | (?= [ ]? , ) )",
    ".": rf"\. (?: (?= [^\W\d_] ) | (?= \. (?: \s | \Z ) ) | (?<= {_SPACES} \. ) )",
    "!": r"! (?: (?= [^\W\d_] ) | (?<= [ ] ! ) )",
    "?": r"\? (?: (?= [^\W\d_] ) | (?<= [ ] \? ) )",
    ";": r"; (?<= [ ] ; )",
    ":": r": (?<= [ ] : )",
}
_STOPS = ".!?"
_ANY_SPACE = tuple(_SPACES[1:-1])
# Both spaces, words inside, no word outside: neither "f( x )" nor "( see above)".
_BRACKETS = later(r"(?<![^\s\"'“„«])\( (?=[^\W_])[^()\n]{0,80}[\w.%] \)(?![\w(])")
_WIDE_SPACE = re.compile(r"[ ]{2,}")

Searches = list[tuple[str, re.Pattern[str]]]

_HIGH_MARKS = ("fr", "br", "co", "gcr", "ht", "wa", "oc")  # languages that set a space before : ; ! ?
# Paint.Net, Booking.Com: the end of a name, not the beginning of a sentence.
_NAME_ENDS = frozenset("Net Com Org Js Io Tv Fm Me Ai Co Py Ly Inc Uk Us De Eu Ru".split())  # noqa: SIM905
_NAMES_WITH_MARK = frozenset(("Yahoo", "Jeopardy"))
_WORD_BEFORE = re.compile(r"[^\W\d_]{1,40}\Z")
_WORD_AFTER = re.compile(r"[^\W\d_]{1,40}")


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """The faults of a document's spaces and punctuation."""
    text = segment.text
    searches = cast("Searches", compiled)
    if "( " in text and " )" in text:
        yield from _brackets(segment)
    if "  " not in text and not any(pattern.search(text) for mark, pattern in searches if mark in text):
        return  # the common case
    places = [place for mark, pattern in searches if mark in text for place in _places(text, mark, pattern)]
    if "  " in text:
        places += [match.start() for match in _WIDE_SPACE.finditer(text)]
    language = (segment.language or "").split("-")[0]
    # U.S.A. and Node.js end here. What is protected is asked for last: it costs more than the rest.
    places = [place for place in places if _judged(_FAULT.match(text, place), text, text, language)]
    masked, done = segment.masked if places else "", 0
    for place in sorted(places):
        match = _FAULT.match(masked, place) if place >= done else None
        finding = _judged(match, masked, text, language)
        if match is not None:
            done = match.end()
        if finding is not None:
            yield finding


def _brackets(segment: Segment) -> Iterator[Finding]:
    """Spaces on both sides of what stands in brackets."""
    for match in _BRACKETS().finditer(segment.text):
        start, end = match.span()
        if not segment.protected.hits(Span(start, end)):
            edits = Edit(Span(start + 1, start + 2), ""), Edit(Span(end - 2, end - 1), "")
            rule = "space-inside-brackets"
            fix = Fix(edits, Applicability.SUGGESTED, TITLES[rule])
            yield Finding.at(segment.text, Span(start, end), check=NAME, rule=rule, message=RULES[rule], fix=fix)


def _places(text: str, mark: str, pattern: re.Pattern[str]) -> Iterator[int]:
    """Where a fault may begin: at a mark, or at the spaces before it."""
    for match in pattern.finditer(text):
        place = match.start()
        if text[place - 1 : place].isspace():
            start = place - 1
            while place - start < 3 and text[start - 1 : start] in _ANY_SPACE:
                start -= 1
            yield start
        elif text[place + 1 : place + 2].isalpha() and mark in _STOPS:
            # Nothing but "sick.But" is a fault: a small letter before the stop, a capital behind it.
            if text[place + 1].isupper() and text[place - 1 : place].islower():
                yield place
        else:
            yield place


def compile_rules(rules: Sequence[Rule], language: str | None) -> Searches:
    """The searches that a language needs."""
    high = (language or "").split("-")[0] in _HIGH_MARKS
    return [(mark, re.compile(pattern, re.VERBOSE)) for mark, pattern in _MAY_BE.items() if not (high and mark in ";:")]


def _judged(match: re.Match[str] | None, masked: str, text: str, language: str) -> Finding | None:
    if match is None:
        return None
    kind = match.lastgroup
    start, end = match.span()
    shy = Applicability.SUGGESTED
    safe = Applicability.SAFE if not language or language in MEASURED_LANGUAGES else shy
    if kind == "misplaced":
        return _finding(text, start, end, "space-before-punctuation", ", ", safe)
    if kind == "before":
        if masked[end - 1] == "." and _is_open_row(masked, start, end):
            return None
        return _finding(text, start, end, "space-before-punctuation", masked[end - 1], safe, drop=end - 1)
    if kind == "high" and masked[start - 1].isdigit() and masked[end : end + 2].strip().isdigit():
        return None  # a ratio: 1 : 3
    if kind == "high":
        if language in _HIGH_MARKS or (masked[end - 1] in "?!" and masked[end : end + 2].strip() in (":", "?", "!")):
            return None
        return _finding(text, start, end, "space-before-punctuation", masked[end - 1], shy, drop=end - 1)
    if kind == "stop":
        return _stop(masked, text, start, end, safe)
    if kind == "comma":
        return _finding(text, start, end, "space-missing-after-punctuation", ", ", shy)
    if kind == "twice":
        return _finding(text, start, end, "doubled-punctuation", ",", safe)
    if kind == "dots":
        return _finding(text, start, end, "doubled-punctuation", ".", shy)
    return _finding(text, start, end, "doubled-space", " ", shy)


def _is_open_row(masked: str, start: int, end: int) -> bool:
    """Dots with spaces between them stand for something left out."""
    return masked[end : end + 2] == " ." or masked[max(0, start - 2) : start] == " ."


def _stop(masked: str, text: str, start: int, end: int, safe: Applicability) -> Finding | None:
    """A stop with a letter on both sides is a fault where a sentence ends and the next begins: "sick.But"."""
    before = _WORD_BEFORE.search(masked, max(0, start - 41), start)
    after = _WORD_AFTER.match(masked, end)
    if before is None or after is None:
        return None
    left, right = before.group(), after.group()
    outside = masked[before.start() - 1 : before.start()], masked[after.end() : after.end() + 1]
    # "Node.js", "e.g.", "U.S.A.", "ASP.NET": names and abbreviations, not ends of sentences.
    sentence = left[1:].islower() and right[0].isupper() and right[1:] in (right[1:].lower(), "")
    if len(left) < 2 or not sentence:
        return None
    if left[0].isupper() and (len(left) < 5 or len(right) < 2 or right in _NAME_ENDS):
        return None
    if left in _NAMES_WITH_MARK:
        return None
    joined = outside[1] in tuple("._/@#(") and masked[after.end() + 1 : after.end() + 2].isalnum()
    if joined or outside[0] in tuple("._/@#-"):
        return None
    return _finding(text, start, end, "space-missing-after-punctuation", masked[start] + " ", safe)


def _finding(
    text: str, start: int, end: int, rule: str, new: str, applicability: Applicability, drop: int | None = None
) -> Finding:
    """``drop``: only what stands before this place is deleted, so that the edit touches no more than it must."""
    if rule == "space-missing-after-punctuation":
        edit = Edit(Span(end, end), " ")
    else:
        edit = Edit(Span(start, drop), "") if drop is not None else Edit(Span(start, end), new)
    return Finding.at(
        text, Span(start, end), check=NAME, rule=rule, message=RULES[rule],
        fix=Fix((edit,), applicability, TITLES[rule]),
    )  # fmt: skip


CHECK = Check(name=NAME, stage=Stage.DETECT, find=find, about=__doc__ or "", rules=RULES, compile=compile_rules)
