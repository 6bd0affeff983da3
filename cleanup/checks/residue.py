"""What tokenisers, models and chat assistants leave in a text.

Finds: marks of sub-word tokenisers ("Lu@@ ka@@ shenko", "▁The", "well @-@ known", "play ##ing"); control tokens ("<end_of_turn>",
    "</s>", "[/INST]"); the mark of a lost word ("<unk>"); broken placeholders and tags ("{ 0 }", "{{name}", "% s", "</ b>");
    anonymisation marks ("#Person1#"); the sentences of a chat assistant around its translation ("Sure! Here is the translation:",
    "Note: I translated …"), its refusals, and the code fence it puts around the whole text.
Why: none of it was in the source, and no reader can do anything with it.
Wrong: "Here is the translation: The well @-@ known singer</s>"
Right: "The well-known singer"
Leaves alone: the same words inside the text (a preamble counts only in the first lines, a note only in the last); handles and
    hash tags; block characters that draw a line or a chart (▁▂▃); a text that is nothing but such a line.
Fix safety: safe for tokens that no text contains; suggested for what an assistant said before and after; a lost word, a broken
    placeholder and a refusal are shown only, since the right text is not known.
Options: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleanup.check import Check, Options, Stage
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding, Severity
from cleanup.rulepack import Field, Kind, Rule, Schema
from cleanup.spans import Span
from cleanup.text.phrases import PhraseBook, folded

NAME = "residue"
LINES = 3  # lines at each end that are compared with what assistants say
LONGEST_LINE = 140  # code points of such a line that are looked at; the rest may be anything

_TOKENISER_SIGN = re.compile(r"@@|@[-–.,:/'’]@|[▁￭]|##")
_TOKENISER = re.compile(
    r"""
    (?P<bpe> (?<= [^\W_] ) @@ (?: [ ] (?= \w ) | \Z | (?= \n ) ) )
  | [ ]? (?P<moses> @ (?P<sign> [-–.,:/'’] ) @ ) [ ]?
  | (?P<piece> (?<! [▁▂▃▄▅▆▇█] ) ▁ (?= [^\s▁▂▃▄▅▆▇█] ) )
  | (?P<joiner> (?<= \S ) [ ]? ￭ [ ]? (?= \S ) )
  | (?P<wordpiece> (?<= [^\W\d_] ) [ ]\#\# (?= [a-zà-ÿ] ) )
    """,
    re.VERBOSE,
)
_SENTENCE_TOKEN = re.compile(r"[ ]?</s>(?=[ ]?(?:\n|\Z))|(?:(?<=\n)|\A)<s>[ ]?(?!.*</s>.)")
_LOST = re.compile(r"(?<![^\s])⁇(?![^\s.,;:!?])")
_PLACEHOLDER_SIGN = re.compile(r"[{%]|<[ /]")
_PLACEHOLDER = re.compile(
    r"""
    \{ (?: [ ] \d{1,2} [ ]? | \d{1,2} [ ] ) \}                 # "{ 0 }", "{0 }"
  | \{\{ [^{}\n]{1,40} \} (?! \} ) | (?<! \{ ) \{ [^{}\n]{1,40} \}\}   # "{{name}", "{name}}"
  | \$ [ ] \{ [^{}\n]{1,40} \}                                 # "$ {name}"
  | % [ ]? \( [ ]? \w{1,30} [ ]? \) [ ] [sd] \b | (?<= [^\W\d] [ ] ) % [ ] [sd] \b (?! [.'’]\w )   # "%(name) s", "Hello % s"
  | < [ ]? / [ ]? (?: b|i|u|em|strong|br|p|a|span|div|h[1-6]|li|ul|ol|sub|sup|font|tag|g|x ) [ ]? > (?<! </. > )   # "</ b>"
    """,
    re.VERBOSE,
)
_CLOSED_TAG = re.compile(r"</[a-z]+[1-6]?>")
_ENTITY = "PERSON|PER|NAME|LOCATION|LOC|ORGANI[SZ]ATION|ORG|DATE_TIME|PHONE(?:_NUMBER)?|EMAIL(?:_ADDRESS)?|ADDRESS|URL|PRS_ORG"
_ANONYMISED_SIGN = re.compile(r"#[ \w]|[<\[][A-Z]")
_ANONYMISED = re.compile(
    rf"(?<![\w#&/])\#[ ]?(?:[^\W\d_]{{3,20}}\d{{1,3}}|{_ENTITY})[ ]?\#(?!\w)"
    r"|[<\[](?:PERSON|NAME|LOCATION|PHONE_NUMBER|EMAIL_ADDRESS)_?\d{0,2}[>\]]"
)
_FENCE = re.compile(r"\A\s*(?P<open>```[^\n`]{0,20}\n)(?P<body>.*?)(?P<close>\n```)\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sayings:
    """The phrases in force by place, and a pattern of all tokens with the rule of each."""

    head: PhraseBook[Rule]
    tail: PhraseBook[Rule]
    also: PhraseBook[Rule]
    refusal: PhraseBook[Rule]
    tokens: re.Pattern[str] | None
    token_rules: dict[str, Rule]
    lost: frozenset[str]
    signs: frozenset[str]


def compile_rules(rules: Sequence[Rule], language: str | None) -> object:
    """All entries: what is said in other languages counts too, since the instruction may be in any."""
    books = {
        place: PhraseBook((phrase, rule) for rule in rules for phrase in rule.texts(place))
        for place in ("head", "tail", "also", "refusal")
    }
    tokens = {token: rule for rule in rules for name in ("tokens", "lost") for token in rule.texts(name)}
    pattern = "|".join(re.escape(token) for token in sorted(tokens, key=len, reverse=True))
    lost = frozenset(token for rule in rules for token in rule.texts("lost"))
    signs = frozenset(token[0] for token in tokens) | {"<", "⁇"}
    return Sayings(**books, tokens=re.compile(pattern) if tokens else None, token_rules=tokens, lost=lost, signs=signs)


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """The residue in order."""
    assert isinstance(compiled, Sayings)
    found: list[Finding] = []
    text = segment.text
    if any(sign in text for sign in compiled.signs):
        found += _tokens(segment, compiled)
    if any(sign in text for sign in ("@", "▁", "￭", "##")) and _TOKENISER_SIGN.search(text):
        found += _tokeniser(segment)
    if any(sign in text for sign in "{%<#["):
        found += _placeholders(segment)
    if "```" in text:
        found += _fence(segment)
    found += _said(segment, compiled)
    found.sort(key=lambda finding: (finding.span.start, -finding.span.end))
    end = 0
    for finding in found:
        if finding.span.start >= end:  # a ▁ may stand inside a token
            end = finding.span.end
            yield finding


def _at(segment: Segment, span: Span, rule: str, message: str, fix: Fix | None = None, **more: object) -> Finding:
    severity = more.get("severity", Severity.ERROR)
    assert isinstance(severity, Severity)
    return Finding.at(segment.text, span, check=NAME, rule=rule, message=message, fix=fix, severity=severity)


def _removal(text: str, start: int, end: int, level: Applicability) -> Fix:
    """A fix that takes the token out with the space that would be left double or at the end of a line."""
    if text[start - 1 : start] in ("", " ", "\n") and text[end : end + 1] == " ":
        end += 1
    elif text[start - 1 : start] == " " and text[end : end + 1] in ("", "\n"):
        start -= 1
    return Fix((Edit(Span(start, end), ""),), level, "Take it out")


def _tokens(segment: Segment, sayings: Sayings) -> Iterator[Finding]:
    text = segment.text
    for match in sayings.tokens.finditer(text) if sayings.tokens else ():
        rule = sayings.token_rules[match.group()]
        span = Span(*match.span())
        message = f"{match.group()} is {rule.text('kind')}"
        if match.group() in sayings.lost:
            yield _at(segment, span, rule.id, f"{message}: something is missing here")
        else:
            level = rule.applies or Applicability.SAFE
            yield _at(segment, span, rule.id, message, _removal(text, span.start, span.end, level))
    for match in _SENTENCE_TOKEN.finditer(text) if "s>" in text else ():
        span = Span(*match.span())
        yield _at(segment, span, "sentence-token", "the mark of a sentence's end of a translation model",
                  Fix((Edit(span, ""),), Applicability.SAFE, "Take it out"))  # fmt: skip
    for match in _LOST.finditer(text):
        yield _at(
            segment, Span(*match.span()), "unknown-words", "⁇ is the mark of a lost word: something is missing here"
        )


def _tokeniser(segment: Segment) -> Iterator[Finding]:
    text = segment.text
    line_end, whole = -1, True
    for match in _TOKENISER.finditer(text):
        kind = match.lastgroup if match.lastgroup != "sign" else "moses"
        span = Span(*match.span())
        level = Applicability.SAFE
        if kind == "moses":
            new = match["sign"]
        elif kind == "piece":
            new = "" if text[span.start - 1 : span.start] in ("", " ", "\n", "\t") else " "
            if span.start > line_end:
                line_end, whole = _pieces_are_words(text, span.start)
            level = Applicability.SAFE if whole else Applicability.SUGGESTED
        else:
            new = ""
        if not segment.protected.hits(span):
            fix = Fix((Edit(span, new),), level, "Put the word together" if new != " " else "Put a space")
            yield _at(segment, span, "tokeniser", f"“{match.group().strip()}” is a mark of a tokeniser", fix)


def _pieces_are_words(text: str, place: int) -> tuple[int, bool]:
    """The end of the line, and whether all its spaces stand before a ▁.

    If not, words are cut into pieces between spaces ("▁Luka shen ko"), and the cuts cannot be told from spaces.
    """
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    end = len(text) if end < 0 else end
    return end, text.count(" ", start, end) in (0, text.count(" ▁", start, end))


def _placeholders(segment: Segment) -> Iterator[Finding]:
    for match in _PLACEHOLDER.finditer(segment.text) if _PLACEHOLDER_SIGN.search(segment.text) else ():
        if not _CLOSED_TAG.fullmatch(match.group()):
            message = f"“{match.group()}” looks like a broken placeholder or tag"
            yield _at(segment, Span(*match.span()), "placeholder", message)
    for match in _ANONYMISED.finditer(segment.text) if _ANONYMISED_SIGN.search(segment.text) else ():
        if segment.source is not None and match.group() in segment.source:
            continue
        message = f"“{match.group()}” stands for a name that was taken out"
        yield _at(segment, Span(*match.span()), "anonymised", message, severity=Severity.INFO)


def _fence(segment: Segment) -> Iterator[Finding]:
    """A fence around the whole text; or one fence mark without a second, in a text that is not code."""
    text = segment.text
    match = _FENCE.match(text)
    if match is not None and "```" not in match["body"]:
        edits = (Edit(Span(*match.span("open")), ""), Edit(Span(*match.span("close")), ""))
        fix = Fix(edits, Applicability.SUGGESTED, "Take the fence off")
        yield _at(segment, Span(*match.span("open")), "code-fence", "a code fence around the whole text", fix)
        return
    marks = [at.start() for at in re.finditer("```", text)]
    if len(marks) % 2 and text[marks[0] - 1 : marks[0]] not in ("", "\n"):
        span = Span(marks[0], marks[0] + 3)
        yield _at(segment, span, "code-fence", "a mark of a code fence in the middle of a sentence")


def _said(segment: Segment, sayings: Sayings) -> list[Finding]:
    """What an assistant said: the first lines from the top, the last ones from the bottom, as long as they are said by one."""
    text = segment.text
    lines = _outer_lines(text)
    if not lines:
        return []
    first = text[lines[0].start : lines[0].end]
    refusal = _rule(first, sayings.refusal)
    if refusal is not None:
        return [_at(segment, lines[0], refusal.id, "this is no translation: a language model speaks of its work")]
    head, opened = _head(segment, lines, sayings)
    tail = _tail(segment, lines[len(head) :], sayings, bool(head))
    if opened is not None:
        return [*head, opened, *tail]
    return [*head, *tail] if len(head) + len(tail) < len(lines) else []


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
    line = line.strip().strip("*_#> ")[:LONGEST_LINE]
    return book.get(folded(line)) if book.may_hold(line) else None


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
            return found, _at(segment, Span(span.start, span.start + colon + 1), opening.id, opening.text("kind"), fix)
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
    return _at(segment, span, rule.id, rule.text("kind"), fix)


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
        found.append(_at(segment, lines[index], rule.id, rule.text("kind"), fix))
    return found


CHECK = Check(
    name=NAME,
    stage=Stage.DETECT,
    find=find,
    about=__doc__ or "",
    rules={
        "tokeniser": "Marks with which a tokeniser cuts words: @@, ▁, @-@, ##, ￭.",
        "sentence-token": "The marks of a sentence's beginning and end, <s> and </s>.",
        "placeholder": "A placeholder or tag that is broken.",
        "anonymised": "A mark that stands for a name taken out before the translation.",
        "code-fence": "A code fence that an assistant put around its translation.",
    },
    schema=Schema(
        {
            "kind": Field(Kind.TEXT, "what it is, for the message", required=True),
            "tokens": Field(Kind.TEXTS, "tokens that are taken out wherever they stand"),
            "lost": Field(Kind.TEXTS, "tokens in place of a lost word, which are shown only"),
            "head": Field(Kind.TEXTS, "whole first lines, or their beginning up to a colon"),
            "tail": Field(Kind.TEXTS, "whole last lines"),
            "also": Field(Kind.TEXTS, "lines that count only beside another of the head or tail"),
            "refusal": Field(Kind.TEXTS, "first lines that stand in place of the text; shown only"),
        }
    ),
    compile=compile_rules,
)
