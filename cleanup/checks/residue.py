"""What tokenisers, models and chat assistants leave in a text.

What it finds: marks of sub-word tokenisers ("Lu@@ ka@@ shenko", "▁The", "well @-@ known", "play ##ing"); control tokens
    ("<end_of_turn>", "</s>", "[/INST]"); the mark of a lost word ("<unk>"); broken placeholders and tags ("{ 0 }",
    "{{name}", "% s", "</ b>"); anonymisation marks ("#Person1#", "@@PERSON1@@", "[NAME]", "XXXX"); the sentences of a
    chat assistant around its translation ("Sure! Here is the translation:", "Note: I translated …"), its refusals, and
    the code fence it puts around the whole text.
Why: none of it was in the source, and no reader can do anything with it.
Wrong: "Here is the translation: The well @-@ known singer</s>"
Right: "The well-known singer"
What it leaves alone: the same words inside the text (a preamble counts only in the first lines, a note only in the
    last); handles and hash tags; a fence that holds code; numbers of cards and telephones in
    part crossed out; block characters that draw a line or a chart (▁▂▃); a text that is nothing but such a
    line.
Fix safety: safe for tokens that no text contains; suggested for what an assistant said before and after; a lost word, a
    broken placeholder and a refusal are shown only, since the right text is not known.
Options: none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cleanup.check import Check, Options, Stage
from cleanup.checks._residue.common import NAME, Sayings
from cleanup.checks._residue.marks import OWN_TOKENS, SIGNS, crossed_out, marks, may_be_crossed_out
from cleanup.checks._residue.said import may_be_said, said
from cleanup.document import Segment
from cleanup.findings import Finding
from cleanup.rulepack import Field, Kind, Rule, Schema
from cleanup.text.phrases import ELLIPSIS, PhraseBook


def compile_rules(rules: Sequence[Rule], language: str | None) -> object:
    """All entries: what is said in other languages counts too, since the instruction may be in any."""
    phrases = {
        place: [(phrase, rule) for rule in rules for phrase in rule.texts(place)]
        for place in ("head", "tail", "also", "refusal")
    }
    tokens = {token: rule for rule in rules for name in ("tokens", "lost") for token in rule.texts(name)}
    signs = _by_first_sign((*tokens, *OWN_TOKENS))
    return Sayings(
        **{place: PhraseBook(phrases[place]) for place in phrases},
        # a phrase of the head may be the beginning of a line
        first=PhraseBook(
            [(phrase + ELLIPSIS, rule) for phrase, rule in phrases["head"]] + phrases["also"] + phrases["refusal"]
        ),
        last=PhraseBook(phrases["tail"] + phrases["also"]),
        token_rules=tokens,
        lost=frozenset(token for rule in rules for token in rule.texts("lost")),
        signs=signs,
        marked="".join(sorted({*SIGNS, *signs})),
        names=tuple(name for rule in rules for name in rule.texts("names")),
    )


def _by_first_sign(tokens: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    signs: dict[str, tuple[str, ...]] = {}
    for token in tokens:
        signs[token[0]] = (*signs.get(token[0], ()), token)
    return signs


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """The residue in order."""
    assert isinstance(compiled, Sayings)
    text = segment.text
    found = [*marks(segment, compiled)] if any(map(text.__contains__, compiled.marked)) else []
    if may_be_crossed_out(text):
        found += crossed_out(segment)
    if may_be_said(text, compiled):
        found += said(segment, compiled)
    if not found:
        return  # the common case
    found.sort(key=lambda finding: (finding.span.start, -finding.span.end))
    end = 0
    for finding in found:
        if finding.span.start >= end:  # a ▁ may stand inside a token
            end = finding.span.end
            yield finding


CHECK = Check(
    name=NAME,
    stage=Stage.DETECT,
    find=find,
    about=__doc__ or "",
    rules={
        "tokeniser": "Marks with which a tokeniser cuts words: @@, ▁, @-@, ##, ￭.",
        "sentence-token": "The marks of a sentence's beginning and end, <s> and </s>.",
        "placeholder": "A placeholder or tag that is broken.",
        "model-token": "A token of a language model that follows a pattern: <|…|>, <extra_id_0>, <0x0A>, >>eng<<.",
        "code-fence": "A code fence that an assistant put around its translation.",
    },
    schema=Schema(
        {
            "kind": Field(Kind.TEXT, "what it is, for the message", required=True),
            "tokens": Field(Kind.TEXTS, "tokens that are taken out wherever they stand"),
            "names": Field(
                Kind.TEXTS, "what stands in brackets or between signs (@@…@@, #…#) for a name that was taken out"
            ),
            "lost": Field(Kind.TEXTS, "tokens in place of a lost word, which are shown only"),
            "head": Field(Kind.TEXTS, "whole first lines, or their beginning up to a colon"),
            "tail": Field(Kind.TEXTS, "whole last lines"),
            "also": Field(Kind.TEXTS, "lines that count only beside another of the head or tail"),
            "refusal": Field(Kind.TEXTS, "first lines that stand in place of the text; shown only"),
        }
    ),
    compile=compile_rules,
)
