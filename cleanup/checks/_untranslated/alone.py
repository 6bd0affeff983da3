"""Single words of the language that the text was translated from, when only that language is known and not its text.

A word in small letters that this language has not got and could hardly have made: its letters decide ("ripped" in
Croatian). Where the source text is known, what was copied is seen there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from cleanup.checks._untranslated.candidates import Candidate
from cleanup.checks._untranslated.copies import is_part
from cleanup.checks._untranslated.judge import Judge
from cleanup.checks._untranslated.languages import list_of
from cleanup.checks._untranslated.of_source import OfSource, of_source
from cleanup.checks._untranslated.surroundings import in_round_brackets, is_quoted
from cleanup.document import Segment
from cleanup.spans import Span
from cleanup.text import lexicon, scripts

SHORTEST = 4  # letters
COMMON, RAREST = 21, 26  # the levels down to which a word of the source's language is a common one, and one at all
LETTERS_IF_COMMON, LETTERS = 2.0, 4.0  # nats by which its letters must be likelier there

_LATIN = re.compile(r"[a-z]{4}")
# A word of small letters, or two with a hyphen, that is no part of a code, an address or a name of several words.
_LATIN_WORD = re.compile(
    r"""
    (?<![A-Za-z0-9\u00c0-\u024f@#/_.:'’-])(?<![A-Za-z0-9][ ])
    (?:[a-z\u00df-\u024f]{6,}|[a-z]{4,}-[a-z]{4,})
    (?![A-Za-z0-9\u00c0-\u024f@/_:'’-]|[ ][A-Za-z0-9]|\.[A-Za-z])
    """,
    re.VERBOSE,
)

_NUMBER_SIGN = re.compile(rf"(?<=[{scripts.RANGES['Cyrl']}] )No(?:\.(?![A-Za-z])|(?=\s?\d|\s?\Z))")


def candidates(segment: Segment, mine: Judge) -> Iterator[Candidate]:
    """The words that stand alone for a leftover."""
    if segment.source or segment.source_language is None or mine.minor or mine.unsure:
        return
    source = mine.table.index.get(list_of(mine.script, segment.source_language))
    if source is None or source == mine.own:
        return
    compare = of_source(mine.script, mine.own, source)
    found = _clear(segment.vocabulary, compare, scripts.LETTERS[mine.script])
    if not found:
        return  # the common case
    tag = scripts.primary(segment.source_language)
    for match in scripts.LETTERS[mine.script].finditer(segment.masked):
        if match.group() not in found:
            continue
        start, end = match.span()
        text = segment.text
        if not (is_part(text, start, end) or is_quoted(text, start, end) or in_round_brackets(text, start, end)):
            yield Candidate(Span(start, end), "language", tag, "a word")


def in_other_script(segment: Segment) -> Iterator[Candidate]:
    """Latin words in small letters that no list has, in a text of another script: chemicals, parts of the body."""
    if segment.source or segment.source_language is None or scripts.scripts_of(segment.source_language)[0] != "Latn":
        return
    if _LATIN.search(segment.text) is None:
        return  # the common case
    tag = scripts.primary(segment.source_language)
    for match in _LATIN_WORD.finditer(segment.masked):
        start, end = match.span()
        text = segment.text
        if (
            lexicon.word("Latn", match.group()).known
            or is_quoted(text, start, end)
            or in_round_brackets(text, start, end)
        ):
            continue
        yield Candidate(Span(start, end), "script", tag, "a word")


def number_signs(segment: Segment) -> Iterator[Candidate]:
    """The English "No. 5" in Cyrillic text, which writes №."""
    if segment.source_language is None or scripts.primary(segment.source_language) != "en" or "No" not in segment.text:
        return
    for match in _NUMBER_SIGN.finditer(segment.masked):
        yield Candidate(Span(*match.span()), "script", "en", "a sign for numbers")


def _clear(tokens: frozenset[str], compare: OfSource, letters: re.Pattern[str]) -> Set[str]:
    """The clear words of these tokens."""
    new = compare.without_clear_words.others(tokens)
    clear = {token: [word for word in letters.findall(token) if _is_clear(word, compare)] for token in new}
    compare.without_clear_words.add({token for token, words in clear.items() if not words})
    return set().union(*clear.values())


def _is_clear(word: str, compare: OfSource) -> bool:
    if len(word) < SHORTEST or not word.islower():
        return False
    own, source = compare.levels(word)
    if own is not None or source is None or source > RAREST:
        return False
    return compare.letters(word) >= (LETTERS_IF_COMMON if source <= COMMON else LETTERS)
