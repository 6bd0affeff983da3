"""Common words of a Cyrillic source that stand in the text in Latin letters: "the sbornaya won" for сборная.

Names are transliterated rightly, so only words that the source writes small are looked for, and only words that the
text's language does not have.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from cleanup.checks._untranslated.candidates import Candidate
from cleanup.checks._untranslated.judge import judge
from cleanup.checks._untranslated.surroundings import is_quoted
from cleanup.document import Segment
from cleanup.spans import Span
from cleanup.text import lexicon, scripts
from cleanup.text.romanisation import name_spellings

SHORTEST = 5  # letters; shorter words meet by chance
ENDING = 2  # letters that an ending may have
MOST_WORDS = 400  # of the source that are spelled in Latin letters


def candidates(segment: Segment, script: str, language: str) -> Iterator[Candidate]:
    """Words of the source in Latin letters."""
    if not segment.source or script != "Latn":
        return
    originals = sorted(
        {word for word in scripts.LETTERS["Cyrl"].findall(segment.source) if len(word) >= SHORTEST and word.islower()}
    )
    strange = list(_strange(segment, language)) if originals else []
    if not strange:
        return
    tag = scripts.primary(segment.source_language) if segment.source_language else None
    begins = {_folded(text)[:1] for _, text in strange}
    alike = [word for word in originals if not begins.isdisjoint(_initials(word[:2], tag))]  # spelling a word is dear
    known = {_folded(spelling): word for word in alike[:MOST_WORDS] for spelling in name_spellings(word, tag)}
    quoted = {text for span, text in strange if is_quoted(segment.text, span.start, span.end)}
    for span, text in strange:
        original = known.get(_folded(text))
        if original and text not in quoted:  # what is in quotation marks once is a term from there on
            yield Candidate(span, "copied", tag, "in Latin letters", (f"the source has “{original}”",))


@lru_cache(maxsize=4096)
def _initials(beginning: str, tag: str | None) -> frozenset[str]:
    """The letters that a word with this beginning may begin with in Latin letters."""
    return frozenset(_folded(spelling)[:1] for spelling in name_spellings(beginning, tag))


def _strange(segment: Segment, language: str) -> Iterator[tuple[Span, str]]:
    """Words in small letters that the text's language does not have."""
    mine = judge("Latn", language)
    if mine is None or mine.minor:
        return
    for match in scripts.LETTERS["Latn"].finditer(segment.masked):
        text = match.group()
        if len(text) >= SHORTEST and text.islower() and not _is_known(text, mine.own):
            yield Span(*match.span()), text


def _is_known(text: str, language: int) -> bool:
    """Has the language's list the word, or the word without an ending (Polish "stomatologa")?"""
    return any(language in lexicon.word("Latn", text[: len(text) - cut]).known for cut in range(ENDING + 1))


def _folded(text: str) -> str:
    """Without case, accents and the apostrophes of soft signs."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalpha())
