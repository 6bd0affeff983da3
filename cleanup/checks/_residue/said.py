"""What an assistant says before, after or instead of its translation: the first and last lines are compared with phrases."""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.checks._residue.common import Sayings, at
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding
from cleanup.rulepack import Rule
from cleanup.spans import Span
from cleanup.text.phrases import LOOK, PhraseBook, folded

LINES = 3  # lines at each end that are compared with what assistants say
LONGEST_LINE = 140  # code points of such a line that are looked at; the rest may be anything


def said(segment: Segment, sayings: Sayings) -> list[Finding]:
    """What an assistant said: the first lines from the top, the last ones from the bottom, as long as they are said by one."""
    text = segment.text
    lines = _outer_lines(text)
    if not lines:
        return []
    first = text[lines[0].start : lines[0].end]
    refusal = _rule(first, sayings.refusal)
    if refusal is not None:
        return [at(segment, lines[0], refusal.id, "this is no translation: a language model speaks of its work")]
    head, opened = _head(segment, lines, sayings)
    tail = _tail(segment, lines[len(head) :], sayings, bool(head))
    if opened is not None:
        return [*head, opened, *tail]
    return [*head, *tail] if len(head) + len(tail) < len(lines) else []


def may_be_said(text: str, sayings: Sayings) -> bool:
    """False when neither the first line nor the last begins like a phrase: the common case."""
    if text[-1:].isspace():
        text = text.rstrip()
    last = text.rfind("\n") + 1
    first_opens, last_opens = sayings.first.may_open(text[:LOOK]), sayings.last.may_open(text[last : last + LOOK])
    if not (first_opens or last_opens):
        return False
    first = text.lstrip().partition("\n")[0]
    return (first_opens and sayings.first.may_hold(_bare(first))) or (
        last_opens and sayings.last.may_hold(_bare(text[last:]))
    )


def _outer_lines(text: str) -> list[Span]:
    """The first and last lines that are not blank, in order."""
    spans: list[Span] = []
    place = 0
    while place < len(text) and len(spans) < LINES + 1:
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        if not text[place:end].isspace() and place < end:
            spans.append(Span(place, end))
        place = end + 1
    last: list[Span] = []
    stop = len(text)
    while stop > place and len(last) < LINES + 1:
        start = text.rfind("\n", place, stop) + 1 or place
        if not text[start:stop].isspace() and start < stop:
            last.append(Span(start, stop))
        stop = start - 1
    return spans + last[::-1]


def _rule(line: str, book: PhraseBook[Rule]) -> Rule | None:
    line = _bare(line)
    return book.get(folded(line)) if book.may_hold(line) else None


def _bare(line: str) -> str:
    return line.strip().strip("*_#> ")[:LONGEST_LINE]


def _head(segment: Segment, lines: Sequence[Span], sayings: Sayings) -> tuple[list[Finding], Finding | None]:
    """Findings for whole lines at the top, and one for the beginning of the line after them."""
    text = segment.text
    found: list[Finding] = []
    held: list[tuple[Span, Rule]] = []
    for index, span in enumerate(lines[:LINES]):
        line = text[span.start : span.end]
        rule = _rule(line, sayings.head)
        if rule is None and not held and not found:
            weak = _rule(line, sayings.also)
            if weak is not None:
                held.append((span, weak))
                continue
        if rule is None:
            colon = min((place for place in (line.find(":"), line.find("：")) if place > 0), default=-1)
            opening = _rule(line[: colon + 1], sayings.head) if 0 < colon < 150 and line[colon + 1 :].strip() else None
            if opening is None:
                break
            end = span.start + colon + 1
            while text[end : end + 1] == " ":
                end += 1
            fix = Fix((Edit(Span(span.start, end), ""),), opening.applies or Applicability.SUGGESTED, "Take it out")
            found += _held(segment, held, lines)
            return found, at(segment, Span(span.start, span.start + colon + 1), opening.id, opening.text("kind"), fix)
        if index + 1 == len(lines):
            return [], None  # nothing but a label: a text of its own
        found += _held(segment, held, lines)
        held = []
        found.append(_line_gone(segment, span, lines[index + 1].start, rule))
    return found, None


def _held(segment: Segment, held: Sequence[tuple[Span, Rule]], lines: Sequence[Span]) -> list[Finding]:
    return [_line_gone(segment, span, lines[lines.index(span) + 1].start, rule) for span, rule in held]


def _line_gone(segment: Segment, span: Span, until: int, rule: Rule) -> Finding:
    fix = Fix((Edit(Span(span.start, until), ""),), rule.applies or Applicability.SUGGESTED, "Remove the line")
    return at(segment, span, rule.id, rule.text("kind"), fix)


def _tail(segment: Segment, lines: Sequence[Span], sayings: Sayings, head: bool) -> list[Finding]:
    """Findings for whole lines at the bottom, in order."""
    text = segment.text
    rules: list[tuple[int, Rule]] = []
    strong = head
    for index in range(len(lines) - 1, max(0, len(lines) - 1 - LINES), -1):
        line = text[lines[index].start : lines[index].end]
        rule = _rule(line.strip("()（） "), sayings.tail)
        strong = strong or rule is not None
        rule = rule or _rule(line, sayings.also)
        if rule is None:
            break
        rules.append((index, rule))
    found = []
    for index, rule in reversed(rules if strong else []):
        gone = Span(lines[index - 1].end, lines[index].end)
        fix = Fix((Edit(gone, ""),), rule.applies or Applicability.SUGGESTED, "Remove the line")
        found.append(at(segment, lines[index], rule.id, rule.text("kind"), fix))
    return found
