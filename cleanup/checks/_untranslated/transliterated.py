"""Common words of a Cyrillic source that stand in the text in Latin letters: "the sbornaya won" for сборная.

Names are transliterated rightly, so only words that the source writes small are looked for, and only words that the
text's language does not have.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from cleanup.checks._untranslated.candidates import Candidate
from cleanup.checks._untranslated.judge import judge
from cleanup.checks._untranslated.surroundings import is_quoted
from cleanup.document import Segment
from cleanup.spans import Span
from cleanup.text import lexicon, scripts
from cleanup.text.romanisation import name_spellings

SHORTEST = 5  # letters; shorter words meet by chance
MOST_WORDS = 400  # of the source that are spelled in Latin letters


def candidates(segment: Segment, script: str, language: str) -> Iterator[Candidate]:
    """Words of the source in Latin letters."""
    if not segment.source or script != "Latn":
        return
    strange = list(_strange(segment, language))
    originals = sorted(
        {word for word in scripts.LETTERS["Cyrl"].findall(segment.source) if len(word) >= SHORTEST and word.islower()}
    )
    if not strange or not originals:
        return
    tag = scripts.primary(segment.source_language) if segment.source_language else None
    known = {_folded(spelling): word for word in originals[:MOST_WORDS] for spelling in name_spellings(word, tag)}
    for span, text in strange:
        original = known.get(_folded(text))
        if original and not is_quoted(segment.text, span.start, span.end):
            yield Candidate(span, "copied", tag, "in Latin letters", (f"the source has “{original}”",))


def _strange(segment: Segment, language: str) -> Iterator[tuple[Span, str]]:
    """Words in small letters that the text's language does not have."""
    mine = judge("Latn", language)
    if mine is None or mine.minor:
        return
    for match in scripts.LETTERS["Latn"].finditer(segment.masked):
        text = match.group()
        if len(text) >= SHORTEST and text.islower() and mine.own not in lexicon.word("Latn", text).known:
            yield Span(*match.span()), text


def _folded(text: str) -> str:
    """Without case, accents and the apostrophes of soft signs."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalpha())
