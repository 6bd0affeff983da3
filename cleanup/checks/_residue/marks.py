"""Marks of tokenisers and models, broken placeholders, anonymisation marks, code fences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.checks._residue.common import Sayings, at
from cleanup.document import Segment, paragraph
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding, Severity
from cleanup.spans import Span
from cleanup.text.fences import fence_around_text
from cleanup.text.patterns import later

# Of each kind of mark: what none of them is without.
SIGNS = "@▁￭#{%<[`"
# … and what makes a mark of such a sign: handles, hash tags and percentages are common
_OF_TOKENISER = {sign: later(sign) for sign in "▁￭"} | {
    "@": later(r"@(?:@|[-–.,:/'’]@)"),
    "#": later("##"),
}
_OF_PLACEHOLDER = {
    "{": later(r"\{"),
    "<": later("<[ ]?/"),
    "%": later(r"%(?:[ ]?\(|[ ][sd]\b)"),
}

OWN_TOKENS = ("<s>", "</s>", "⁇")
_TOKENISER = later(
    r"""
    (?P<bpe> (?<= [^\W_] ) @@ (?: [ ] (?= \w ) | \Z | (?= \n ) ) )
  | [ ]? (?P<moses> @ (?P<sign> [-–.,:/'’] ) @ ) [ ]?
  | (?P<piece> (?<! [▁▂▃▄▅▆▇█] ) ▁ (?= [^\s▁▂▃▄▅▆▇█] ) )
  | (?P<joiner> (?<= \S ) [ ]? ￭ [ ]? (?= \S ) )
  | (?P<wordpiece> (?<= [^\W\d_] ) [ ]\#\# (?= [a-zà-ÿ] ) )
    """,
    re.VERBOSE,
)
_NAMED = later(r"@@[^\W_]\w*\Z")  # "@@PERSON1@@" is one mark
_LONGEST_NAME = 40
_SENTENCE_TOKEN = later(r"[ ]?</s>(?=[ ]?(?:\n|\Z))|(?:(?<=\n)|\A)<s>[ ]?(?!.*</s>.)")
_LOST = later(r"(?<![^\s])⁇(?![^\s.,;:!?])")
_PLACEHOLDER = later(
    r"""
    \{ (?: [ ] \d{1,2} [ ]? | \d{1,2} [ ] ) \}                 # "{ 0 }", "{0 }"
  | \{\{ [^{}\n]{1,40} \} (?! \} ) | (?<! \{ ) \{ [^{}\n]{1,40} \}\}   # "{{name}", "{name}}"
  | \$ [ ] \{ [^{}\n]{1,40} \}                                 # "$ {name}"
  | % [ ]? \( [ ]? \w{1,30} [ ]? \) [ ] [sd] \b | (?<= [^\W\d] [ ] ) % [ ] [sd] \b (?! [.'’]\w )   # "%(name) s", "Hello % s"
  | < [ ]? / [ ]? (?: b|i|u|em|strong|br|p|a|span|div|h[1-6]|li|ul|ol|sub|sup|font|tag|g|x ) [ ]? > (?<! </. > )   # "</ b>"
    """,
    re.VERBOSE,
)
_CLOSED_TAG = later(r"</[a-z]+[1-6]?>")
_ANONYMISED_IN = "#<[@"
# "XXXX" for a name, "XX.XX.XXXX" for a date; Latin or Cyrillic. A number of a card or a telephone is hidden so as well.
_CROSSED_OUT = later(r"(?<![\w.,@/-])(?:(?P<x>[XХ])(?P=x){3,11}|(?P<y>[XХ])(?P=y)\.(?P=y){2}\.(?P=y){2,4})(?![\w@/])")
_PART_OF_NUMBER = later(r"[-–+ .()\d]*(?:\d|[XХ]{2})")
# Tokens of models that are a pattern: <|…|>, T5's sentinels, the bytes of SentencePiece, the target language of Marian and MADLAD
_PATTERNED = later(
    r"<\|[A-Za-z_]{2,30}\|>|<extra_id_\d{1,3}>|(?:<0x[0-9A-F]{2}>)+|^(?:>>[a-z]{2,3}(?:_[A-Z][a-z]{3})?<<|<2[a-z]{2,3}>)[ ]?",
    re.MULTILINE,
)


def marks(segment: Segment, sayings: Sayings) -> Iterator[Finding]:
    """All marks; each kind is looked for only where what it cannot do without is, since most texts hold none."""
    text = segment.text
    for sign in filter(text.__contains__, sayings.signs):
        if any(map(text.__contains__, sayings.signs[sign])):
            yield from _tokens(segment, sayings)
            break
    signs = [*filter(text.__contains__, SIGNS)]
    if any(_OF_TOKENISER[sign]().search(text) for sign in signs if sign in _OF_TOKENISER):
        yield from _tokeniser(segment)
    if any(_OF_PLACEHOLDER[sign]().search(text) for sign in signs if sign in _OF_PLACEHOLDER):
        yield from _placeholders(segment)
    if any(map(signs.__contains__, _ANONYMISED_IN)) and (pattern := sayings.anonymised) is not None:
        yield from _anonymised(segment, pattern)
    if "<" in signs:
        yield from _patterned(segment)
    if "```" in text:
        yield from _fence(segment)


def _removal(text: str, start: int, end: int, level: Applicability) -> Fix:
    """A fix that takes the token out with the space that would be left double or at the end of a line."""
    if text[start - 1 : start] in ("", " ", "\n") and text[end : end + 1] == " ":
        end += 1
    elif text[start - 1 : start] == " " and text[end : end + 1] in ("", "\n"):
        start -= 1
    return Fix((Edit(Span(start, end), ""),), level, "Take it out")


def _tokens(segment: Segment, sayings: Sayings) -> Iterator[Finding]:
    text = segment.text
    for match in sayings.tokens.finditer(text):
        rule = sayings.token_rules[match.group()]
        span = Span(*match.span())
        message = f"{match.group()} is {rule.text('kind')}"
        if match.group() in sayings.lost:
            yield at(segment, span, rule.id, f"{message}: something is missing here")
        else:
            level = rule.applies or Applicability.SAFE
            yield at(segment, span, rule.id, message, _removal(text, span.start, span.end, level))
    for match in _SENTENCE_TOKEN().finditer(text) if "s>" in text else ():
        span = Span(*match.span())
        line = paragraph(text, span).of(text).strip()
        if segment.protected.hits(span) and not (line.startswith("<s>") and line.endswith("</s>")):
            continue  # struck through
        yield at(segment, span, "sentence-token", "the mark of a sentence's end of a translation model",
                  Fix((Edit(span, ""),), Applicability.SAFE, "Take it out"))  # fmt: skip
    for match in _LOST().finditer(text):
        yield at(
            segment, Span(*match.span()), "unknown-words", "⁇ is the mark of a lost word: something is missing here"
        )


def _tokeniser(segment: Segment) -> Iterator[Finding]:
    text = segment.text
    line_end, whole = -1, True
    for match in _TOKENISER().finditer(text):
        kind = match.lastgroup if match.lastgroup != "sign" else "moses"
        span = Span(*match.span())
        if kind == "bpe" and _NAMED().search(text, max(0, span.start - _LONGEST_NAME), span.start):
            continue
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
            yield at(segment, span, "tokeniser", f"“{match.group().strip()}” is a mark of a tokeniser", fix)


def _pieces_are_words(text: str, place: int) -> tuple[int, bool]:
    """The end of the line, and whether all its spaces stand before a ▁.

    If not, words are cut into pieces between spaces ("▁Luka shen ko"), and the cuts cannot be told from spaces.
    """
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    end = len(text) if end < 0 else end
    return end, text.count(" ", start, end) in (0, text.count(" ▁", start, end))


def _placeholders(segment: Segment) -> Iterator[Finding]:
    for match in _PLACEHOLDER().finditer(segment.text):
        if not _CLOSED_TAG().fullmatch(match.group()):
            message = f"“{match.group()}” looks like a broken placeholder or tag"
            yield at(segment, Span(*match.span()), "placeholder", message)


def _anonymised(segment: Segment, pattern: re.Pattern[str]) -> Iterator[Finding]:
    for match in pattern.finditer(segment.text):
        if segment.source is not None and match.group() in segment.source:
            continue
        message = f"“{match.group()}” stands for a name that was taken out"
        yield at(segment, Span(*match.span()), "anonymised", message, severity=Severity.INFO)


def may_be_crossed_out(text: str) -> bool:
    """True for a text with a row of X, in Latin or Cyrillic letters."""
    return ("X" in text and "XXXX" in text) or ("Х" in text and "ХХХХ" in text)


def crossed_out(segment: Segment) -> Iterator[Finding]:
    """Names and dates that were crossed out."""
    text = segment.text
    for match in _CROSSED_OUT().finditer(text):
        behind, before = text[match.end() : match.end() + 20], text[max(0, match.start() - 20) : match.start()]
        if _PART_OF_NUMBER().match(behind) or _PART_OF_NUMBER().match(before[::-1]):
            continue
        if segment.source is None or match.group() not in segment.source:
            message = f"“{match.group()}” stands for something that was taken out"
            yield at(segment, Span(*match.span()), "anonymised", message, severity=Severity.INFO)


def _patterned(segment: Segment) -> Iterator[Finding]:
    text = segment.text
    for match in _PATTERNED().finditer(text):
        span, token = Span(*match.span()), match.group().strip()
        message = f"{token} is a token of a language model"
        if token.startswith(("<0x", "<extra")):
            yield at(segment, span, "model-token", f"{message}: something is missing here")
        else:
            yield at(segment, span, "model-token", message, _removal(text, span.start, span.end, Applicability.SAFE))


def _fence(segment: Segment) -> Iterator[Finding]:
    """A fence around the whole text; or one fence mark without a second, in a text that is not code."""
    text = segment.text
    fence = fence_around_text(text)
    if fence is not None:
        fix = Fix((Edit(fence.opening, ""), Edit(fence.closing, "")), Applicability.SUGGESTED, "Take the fence off")
        yield at(segment, fence.opening, "code-fence", "a code fence around the whole text", fix)
        return
    marks = [at.start() for at in re.finditer("```", text)]
    if len(marks) % 2 and text[marks[0] - 1 : marks[0]] not in ("", "\n"):
        span = Span(marks[0], marks[0] + 3)
        yield at(segment, span, "code-fence", "a mark of a code fence in the middle of a sentence")
