"""Words and titles copied from the source that are shorter than the passages of ``copied`` and ``words``.

Both texts must be of one script; only what they share is looked at, line by line where they have as many lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.checks._untranslated import single, titles
from cleanup.checks._untranslated.candidates import Candidate
from cleanup.checks._untranslated.copied import pairs
from cleanup.checks._untranslated.copies import Source, copies
from cleanup.checks._untranslated.judge import judge
from cleanup.checks._untranslated.languages import list_of
from cleanup.checks._untranslated.of_source import OfSource, of_source
from cleanup.document import Segment
from cleanup.text import scripts


def candidates(segment: Segment, script: str, language: str) -> Iterator[Candidate]:
    """The words and titles copied from the source."""
    if not segment.source or segment.source_language is None:
        return
    compare = _comparison(script, language, segment.source_language)
    if compare is None:
        return
    tag = scripts.primary(segment.source_language)
    for start, end, original in pairs(segment.masked, segment.source):
        shared = _words(segment.masked[start:end], script) & _words(original, script)
        if not compare.strange(shared):
            continue  # the common case
        source = Source(original, script)
        words = copies(segment.masked, start, end, source, script)
        yield from single.Line(segment.text, words, source, compare, tag).candidates()
        yield from titles.candidates(segment.text, words, source, compare, tag)


def _comparison(script: str, language: str, source_language: str) -> OfSource | None:
    """The comparison of the two languages, None where there is no list of one of them, or only a short one."""
    mine = judge(script, language)
    source = mine.table.index.get(list_of(script, source_language)) if mine else None
    if mine is None or source is None or source == mine.own or mine.minor or mine.unsure:
        return None
    return of_source(script, mine.own, source)


def _words(text: str, script: str) -> frozenset[str]:
    return frozenset(scripts.LETTERS[script].findall(text.lower()))
