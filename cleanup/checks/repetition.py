"""Words, phrases and sentences that stand twice in a row, and loops.

What it finds: a doubled word ("of the the city"), a doubled phrase ("is connected is connected"), loops of a word, a
    phrase or a clause ("соснів соснів соснів соснів …"), a sentence or paragraph that stands twice in a row.
Why: a translation model that has lost its place says the same again; a reader sees a slip, and a loop fills pages.
Wrong: "at the end of the the street"
Right: "at the end of the street"
What it leaves alone: doubles that a language asks for ("had had", "die die", "vous vous": lists by language), languages
    that double words to say "very" or "every" (Hindi, Indonesian, Turkish …), interjections however often, "very" up to
    four times, "and again and again", initials, names of two equal words, what has no letter in it.
Fix safety: suggested, never safe: whether a double is meant is for a reader to say. A loop of four or more is collapsed
    to one, and the message says how often it stood there. Sentences are shown only, with the removal as an alternative.
Options: none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import eq

from cleanup.check import Check, Options, Stage
from cleanup.checks._repetition.hit import BEGINS_SENTENCE, LETTER, LINE, LOOP, LOOP_OF_SHORT, SHORT, Hit
from cleanup.checks._repetition.loops import may_be_repeated, repeated
from cleanup.checks._repetition.periods import is_short, loops
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding, Severity
from cleanup.records import record
from cleanup.rulepack import Field, Kind, Rule, Schema
from cleanup.spans import Span
from cleanup.text.patterns import later

NAME = "repetition"
EMPHATIC = 5  # "very very very good" is emphasis; five times, it is a loop
WORD = 4  # letters; shorter words ("no", "go", "run") are called out however often
COORDINATOR = 3  # letters: "worse and worse and" is no doubled pair

# Atomic groups, and one plain character at the beginning: a text without doubles is passed at the speed of one scan. A word is
# what has no space in it, since the vowel signs of India are no letters to \w.
_AGAIN = re.compile(r" ([^ ]++) \1(?!\w)", re.IGNORECASE)
_AGAIN_AFTER_NEXT = later(r" ([^ ]++) (?=([^ ]++) \1 )", re.IGNORECASE)

_JOINERS = "'’-\u200c\u200d"


@record
class Doubles:
    """The words that may stand twice, those that may stand any number of times, those that mean "and", and whether the language
    doubles words."""

    twice: frozenset[str]
    often: frozenset[str]
    joins: frozenset[str]
    calls: frozenset[str]
    reduplication: bool


def compile_rules(rules: Sequence[Rule], language: str | None) -> object:
    """The lists of all entries in force, without case."""
    words = {
        name: frozenset(word.casefold() for rule in rules for word in rule.texts(name))
        for name in ("twice", "often", "joins")
    }
    calls = frozenset(word.casefold() for rule in rules if not rule.languages for word in rule.texts("often"))
    return Doubles(
        words["twice"],
        words["often"],
        words["joins"],
        calls,
        any(rule.text("reduplication") == "yes" for rule in rules),
    )


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """The repetitions in order."""
    assert isinstance(compiled, Doubles)
    text = segment.text
    flat = f" {text}".replace("\n", " ")  # line ends count as spaces
    hits: list[Hit] = []
    if _AGAIN.search(flat):
        hits += _words(text, flat, compiled)
    elif _is_plain(segment):
        return  # the common case of a unit of a translation
    pairs = [*_pairs(flat)] if _may_pair(segment.tokens) else []
    hits += [hit for hit in pairs if hit.times > 1 and _is_odd_pair(text, hit, compiled)]
    hits += repeated(segment)
    hits += loops(segment, pairs, compiled.often)
    if not hits:
        return  # the common case
    for hit in _apart(hits):
        if not segment.protected.hits(Span(hit.start, hit.end)):
            yield _finding(text, hit)


def _is_plain(segment: Segment) -> bool:
    """True for a line of one sentence in which no word is the same as the next but one and most words are different."""
    tokens = segment.tokens
    return is_short(segment) and not may_be_repeated(segment.text) and not any(map(eq, tokens, islice(tokens, 2, None)))


def _apart(hits: Sequence[Hit]) -> list[Hit]:
    """Those that do not overlap, in order: loops before doubles ("the the end of the end of …"), the first and longer one."""
    taken: list[Hit] = []
    for loop in (True, False):
        others, taken, end = taken, [], 0
        for hit in sorted([*others, *(hit for hit in hits if (hit.times >= LOOP) is loop)], key=_place):
            if hit.start >= end:
                end = hit.end
                taken.append(hit)
            elif not loop and hit.times >= LOOP:
                taken[-1], end = hit, hit.end  # what stood before it reached into it
    return taken


def _place(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


def _finding(text: str, hit: Hit) -> Finding:
    said = " ".join(text[hit.start : hit.first].split())
    shown = said if len(said) <= 60 else f"{said[:57]}…"
    often = "twice" if hit.times == 2 else f"{hit.times} times"
    fix = Fix((Edit(Span(hit.first, hit.end), ""),), Applicability.SUGGESTED, "Keep it once")
    shown_only = hit.rule == "repeated-sentence"
    return Finding.at(
        text, Span(hit.start, hit.end), check=NAME, rule=hit.rule, message=f"“{shown}” stands {often} in a row",
        severity=Severity.ERROR if hit.times >= LOOP else Severity.WARNING,
        fix=None if shown_only else fix, alternatives=(fix,) if shown_only else (),
    )  # fmt: skip


def _words(text: str, flat: str, doubles: Doubles) -> Iterator[Hit]:
    """Doubled words. Case does not count; ``flat`` is the text behind a space."""
    small = _small(flat)
    end = 0
    for match in _AGAIN.finditer(flat):
        if match.start() >= end:
            hit = _hit(small, match.start(1), small[match.start(1) : match.end(1)], "doubled-word")
            end = hit.end + 1
            if hit.times > 1 and _is_odd(text, hit, doubles):
                yield hit


def _may_pair(tokens: Sequence[str]) -> bool:
    """False when no two words stand again right behind themselves, one of them letter by letter: C tells for most words."""
    again = bytes(map(eq, tokens, islice(tokens, 2, None)))  # 1 for a word that is the next but one, too
    place = again.find(1)
    while place >= 0:
        before, word, after = (
            tokens[place - 1 : place] or [""],
            tokens[place + 1],
            tokens[place + 3 : place + 4] or [""],
        )
        if word[1:] == after[0][1 : len(word)] and _is_again(word, after[0]):
            return True
        if before[0][1:] == word[1:] and before[0].lower() == word.lower():  # "The pump the pump"
            return True
        place = again.find(1, place + 1)
    return False


def _is_again(word: str, token: str) -> bool:
    """True for the same word, with signs behind it."""
    return token.lower().startswith(word.lower()) and not token[len(word) : len(word) + 1].isalnum()


def _pairs(flat: str) -> Iterator[Hit]:
    """Pairs of words that stand again right behind themselves, as in :func:`_words`."""
    small = ""
    end = 0
    for match in _AGAIN_AFTER_NEXT().finditer(flat):
        behind = match.end(2) + len(match[1]) + 2
        if match.start() >= end and flat[behind : behind + len(match[2])].lower() == match[2].lower():
            small = small or _small(flat)
            hit = _hit(small, match.start(1), small[match.start(1) : match.end(2)], "doubled-phrase")
            end = hit.end + 1
            yield hit


def _small(flat: str) -> str:
    small = flat.lower()
    return small if len(small) == len(flat) else flat  # a capital of two small letters (İ): the places would move


def _hit(small: str, start: int, said: str, rule: str) -> Hit:
    """How often ``said`` stands from ``start`` on; places of the text, which has no space before it."""
    step = len(said) + 1
    times = 1
    while small.startswith(said, start + times * step) and small[start + times * step - 1] == " ":
        times += 1
    last = start + times * step - 1
    if last < len(small) and (small[last].isalnum() or small[last] == "_"):
        times, last = times - 1, last - step  # "of the of them"
    first = start + len(said)
    return Hit("loop" if times >= LOOP else rule, start - 1, first - 1, last - 1, times)


def _may_double(word: str, doubles: Doubles) -> bool:
    folded = word.casefold()
    return doubles.reduplication or folded in doubles.twice or folded in doubles.often


def _is_word(token: str) -> bool:
    """True for letters alone, the vowel signs of India and an apostrophe or a hyphen inside a word with them."""
    inside = (letter.isalpha() or letter in _JOINERS or unicodedata.category(letter)[0] == "M" for letter in token)
    return token[0].isalpha() and all(inside)


def _is_odd(text: str, hit: Hit, doubles: Doubles) -> bool:
    """True when the double or loop of a word is none that people write."""
    word = text[hit.start : hit.first]
    bare = word.strip(".,;:!?…\"'’”“»«()").casefold()
    if bare in doubles.often and (hit.times < EMPHATIC or len(bare) < WORD or bare in doubles.calls):
        return False
    if not LETTER.search(word):
        return False
    if not _is_word(word):
        return hit.times >= (LOOP if len(word) > SHORT else LOOP_OF_SHORT)
    if hit.times >= LOOP:
        return True
    if _may_double(word, doubles) or _spans_rows(text, hit):
        return False
    if text.startswith(word, hit.first + 1):  # names: "the Saba Saba march"; but "the LAST LAST day"
        return not word[0].isupper() or (word.isupper() and len(word) > 3)
    again = text[hit.first + 1 : hit.end]  # "The the"; but "das Spielen spielen wir", "the Of of names"
    return (
        again.islower() and len(word) > 1 and BEGINS_SENTENCE.search(text, max(0, hit.start - 8), hit.start) is not None
    )


def _spans_rows(text: str, hit: Hit) -> bool:
    """True for equal words in short lines one above the other, as in a table or a list."""
    between = text[hit.first : hit.end]
    if "\n" not in between:
        return False
    start = text.rfind("\n", 0, hit.start) + 1
    return hit.first - start < LINE


def _is_odd_pair(text: str, hit: Hit, doubles: Doubles) -> bool:
    words = text[hit.start : hit.first].split()
    if len(words) != 2 or words[0] == words[1] or _spans_rows(text, hit) or not all(map(_is_word, words)):
        return False
    first, second = words
    if hit.times < LOOP:
        if not {first.casefold(), second.casefold()}.isdisjoint(doubles.often) or doubles.reduplication:
            return False
        if first.casefold() in doubles.joins:  # "and again and again"
            return False
        if len(first) == len(second) == 1:  # "it rhymes a b a b"
            return False
        if len(second) <= COORDINATOR < len(first) or text.startswith(f" {first}", hit.end):
            return False
    return True


CHECK = Check(
    name=NAME,
    stage=Stage.DETECT,
    find=find,
    about=__doc__ or "",
    rules={
        "doubled-word": "A word that stands twice (or three times) in a row.",
        "doubled-phrase": "Two words that stand twice in a row.",
        "loop": "A word, phrase or clause that stands four times or more in a row.",
        "repeated-sentence": "A sentence or paragraph that stands again right behind itself.",
    },
    schema=Schema(
        {
            "twice": Field(Kind.TEXTS, "words that grammar may put twice in a row"),
            "often": Field(
                Kind.TEXTS,
                "words said up to four times; in a file without a language, however often",
            ),
            "joins": Field(Kind.TEXTS, "words that join a word with itself, as in “and again and again”"),
            "reduplication": Field(Kind.CHOICE, "the language doubles words of any kind", ("yes", "no")),
        }
    ),
    compile=compile_rules,
)
