"""Latin words in a text of another script.

A sixth to a quarter of the lines of professional Russian, Chinese or Hebrew text hold Latin letters: names, brands,
titles, units, code. What speaks for a leftover are words in small letters that are common in a language and are no
part of such names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from cleanup.checks._untranslated.candidates import Candidate, how_sure
from cleanup.checks._untranslated.languages import MINOR, PRIOR
from cleanup.checks._untranslated.sentence import OF_SOURCE
from cleanup.checks._untranslated.surroundings import FAR, is_explained, is_quoted
from cleanup.document import Segment
from cleanup.resources import data_file
from cleanup.spans import Span
from cleanup.text import lexicon, scripts
from cleanup.text.patterns import later

_LATIN = scripts.RANGES["Latn"]
_WORDS = later(
    r"[A-Za-z]{2}[A-Za-z \-,.]{2,40}[a-z]{2}|[A-Z]{2,} [A-Z]{2,}|(?<![A-Za-z])[a-zß-öø-ÿāăąćčđęěğıłńňőœřśşšťűźžșțơư]{2}"
)
_WORD = later(f"[{_LATIN}]+")
_BETWEEN = later(r"[ \t\N{NO-BREAK SPACE},'’\-‑–—\"“”«»&:;%$€£\d]{1,8}")
# "24mm", "x@y", "#rat", "KIIS-FM/x": a part of something longer.
_GLUED_BEFORE = later(r"[\d@#/\\_&+=\N{OBJECT REPLACEMENT CHARACTER}]$|[A-Za-z0-9][.‑-]$")
_IN_ADDRESS = later(r"[/@_]$|[A-Za-z0-9][.]$")
_NUMBER = later(r"\d\s?$")
_OTHER = scripts.RANGES["Cyrl"] + scripts.RANGES["Grek"]
_IN_WORD = later(f"[{_OTHER}][{_LATIN}]|[{_LATIN}][{_OTHER}]")
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
LONGEST_UNIT = 3  # letters of a word after a number that is a unit, whatever the source has
_GLUED_AFTER = later(r"[\d@/\\_&+=%°²³\N{OBJECT REPLACEMENT CHARACTER}]|[.‑-][A-Za-z0-9]")
_REST_BEFORE = later(r"[\"“„«‹「『《][^\"“”„«»‹›「」『』\n]{2,60}$")
_REST_AFTER = later(r"[^\"“”„«»‹›「」『』\n]{2,60}[\"“”»›」』》]")
_ENDS_BEFORE = later(r"(?:^|\n|[.!?…。！？؟।][\"'”’»)\]]*\s?)[\"'“‘«(\[]?$")
_ENDS_AFTER = later(r"[\"'”’»)\]]?[.!?…。！？]|\n|\Z")
LEAST_SMALL = 4  # words in small letters of a sentence

NEUTRAL = 14.0  # a word of this rarity (in nats: one in a million) speaks neither for nor against a leftover
MOST, LEAST = 7.0, -1.0
OF_NAMES = 1.0  # … one that names are made of, where two of them stand together
CAPITAL = -0.7  # … a capitalised one: the passage may be a title
ENOUGH, ENOUGH_FOR_ONE, ENOUGH_QUOTED, ENOUGH_QUOTED_COPIED = 5.0, 4.0, 14.0, 9.0
ENOUGH_EXPLAINED, ENOUGH_FOR_COMPOUND = 40.0, 10.0
# Professional text gives the original of a term in round brackets.
ENOUGH_IN_SQUARE, ENOUGH_IN_ROUND, ENOUGH_FOR_GLOSS = 0.5, 5.5, 25.0
OF_SOURCE_ALONE = 2.5  # what it is worth for a single word that the text was translated from the language
COPIED, COPIED_SHORT = 6.0, 3.0  # what it is worth that the source has the word, in small letters as well
SHORTEST_COPY = 5  # letters; shorter words are units and short forms now and then
LEAST_OF_SOURCE, RAREST_OF_SOURCE = (
    1.5,
    23,
)  # what a word of the source's language is worth at least, down to this level
ENOUGH_FOR_LINE, ENOUGH_EACH = 6.0, 1.5  # a line, as a whole and for each of its words
LONGEST_LINE = 1000
# Pampered Chef scoop: capitalised words before the word that says what they are, its letters, what it is worth
MOST_NAMES, SHORTEST_KIND, NAMED = 2, 5, 1.0
SURE = 18.0  # … whatever its capitals
UNUSUAL = 1.5  # less is thought of words of languages that few texts are translated from
LANGUAGES_TRIED = 4


@cache
def names() -> frozenset[str]:
    """Words that stand in titles, brands and labels everywhere."""
    lines = data_file("language/latin-names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def candidates(segment: Segment) -> Iterator[Candidate]:
    """The Latin passages that are likely to be leftovers."""
    if _WORDS().search(segment.text) is None:
        return  # the common case
    text, copied = segment.masked, frozenset(_WORD().findall(segment.source or ""))
    run: list[re.Match[str]] = []
    for match in _WORD().finditer(text):
        if _IN_WORD().search(text[max(0, match.start() - 1) : match.end() + 1]):
            yield from _judged(segment, run, copied)
            run = []
            continue  # "судиjaмa": a word of two scripts, which is another check's matter
        if run and not _BETWEEN().fullmatch(text, run[-1].end(), match.start()):
            yield from _judged(segment, run, copied)
            run = []
        run.append(match)
    yield from _judged(segment, run, copied)


def _judged(segment: Segment, run: Sequence[re.Match[str]], copied: frozenset[str]) -> Iterator[Candidate]:
    if not run:
        return
    small = [match.group() for match in run if _is_small(match.group(), copied)]
    if (len(run) > 1 or segment.source_language) and _is_line(segment.text, run[0].start(), run[-1].end()):
        yield from _line(segment, run, "the whole line")
        return
    if len(small) >= LEAST_SMALL and _is_sentence(segment.text, run[0].start(), run[-1].end()):
        found = list(_line(segment, run, "a whole sentence"))
        if found:
            yield from found
            return
    if not small or (len(run) == 1 and len(small[0]) < 2):
        return
    text, (start, end) = segment.masked, (run[0].start(), run[-1].end())
    if _is_unit(text, run, copied) or _IN_ADDRESS().search(text[max(0, start - 2) : start]):
        return
    ordinal = run[0].group() in _ORDINAL and len(run) > 1  # 3rd party
    if (
        len(run) < 3
        and not ordinal
        and (_GLUED_BEFORE().search(text[max(0, start - 2) : start]) or _GLUED_AFTER().match(text, end))
    ):
        return
    _, worth, tag = max(_worths(run, segment, copied), default=(0.0, 0.0, ""))
    capitals = len(run) - len(small)
    if tag == "de":
        capitals -= sum(_is_noun(match.group()) for match in run if not _is_small(match.group(), copied))
    of_source = tag == scripts.primary(segment.source_language or "")
    named = of_source and 0 < capitals <= MOST_NAMES and _is_kind(run[-1].group(), tag)  # Pampered Chef scoop
    is_copied = bool(copied) and text[start:end] in (segment.source or "")
    if worth + (NAMED if named else 0.0) >= _enough(text, start, end, len(run), is_copied) and (
        capitals < max(len(small), 2) or (len(small) > 3 and worth >= SURE) or named
    ):
        yield Candidate(
            Span(start, end), "script", tag, "a word" if len(run) == 1 else f"{len(run)} words", (how_sure(worth),)
        )


def _is_small(text: str, copied: frozenset[str]) -> bool:
    """Is the word written small, here or, the capital being the beginning of a sentence, in the source?"""
    return text.islower() or (text not in copied and text[1:].islower() and text.lower() in copied)


def _is_unit(text: str, run: Sequence[re.Match[str]], copied: frozenset[str]) -> bool:
    """24 mm, 5 kcal; not the word after a number that the source has as well: "20 runs"."""
    word, start = run[0].group(), run[0].start()
    if len(run) > 1 or not _NUMBER().search(text[max(0, start - 3) : start]):
        return False
    return len(word) <= LONGEST_UNIT or word not in copied


def _is_kind(text: str, tag: str) -> bool:
    """Is it a word in small letters that says what a thing is, and is no name, of the language?"""
    if not text.islower() or len(text) < SHORTEST_KIND or text in names():
        return False
    return lexicon.words("Latn").index.get(tag, -1) in lexicon.word("Latn", text).known


def _is_line(text: str, start: int, end: int) -> bool:
    """Does the line hold no other letters?"""
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    high = len(text) if high < 0 else high
    return high - low < LONGEST_LINE and not any(c.isalpha() for c in text[low:start] + text[end:high])


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Does a sentence end before the passage, or nothing stand there, and another at its end?"""
    return (
        _ENDS_BEFORE().search(text[max(0, start - 6) : start]) is not None
        and _ENDS_AFTER().match(text, end) is not None
    )


def _line(segment: Segment, run: Sequence[re.Match[str]], kind: str) -> Iterator[Candidate]:
    """A line or sentence of nothing but Latin letters is a leftover when its words are common ones, capitals or not."""
    _, worth, tag = max(_worths(run, segment, frozenset(), capitals=True), default=(0.0, 0.0, ""))
    given = segment.source_language is not None and (not tag or scripts.primary(segment.source_language) == tag)
    small = given and all(match.group().islower() and len(match.group()) > 3 for match in run)
    if small or worth >= max(ENOUGH_FOR_LINE, (0.5 if given else ENOUGH_EACH) * len(run)):
        span = Span(run[0].start(), run[-1].end())
        yield Candidate(span, "script", tag, kind, (how_sure(worth),))


def _enough(text: str, start: int, end: int, count: int, copied: bool) -> float:
    """What a passage of so many words must be worth for how it stands there; less where the source has it word for word."""
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    if around in ("[]", "［］", "【】"):
        return ENOUGH_IN_SQUARE
    if around in ("()", "（）"):
        return ENOUGH_IN_ROUND * count if count < 3 else ENOUGH_FOR_GLOSS
    if is_quoted(text, start, end) and not _in_longer_quotation(text, start, end):
        return ENOUGH_EXPLAINED if is_explained(text, end) else ENOUGH_QUOTED_COPIED if copied else ENOUGH_QUOTED
    if count == 2 and " " not in text[start:end]:
        return ENOUGH_FOR_COMPOUND
    if text[start - 1 : start] + text[end : end + 1] == "::":
        return ENOUGH_EXPLAINED  # :partyparrot:
    return ENOUGH_FOR_ONE if count == 1 else ENOUGH


def _in_longer_quotation(text: str, start: int, end: int) -> bool:
    """Is it the beginning or end of a quotation that goes on in the text's own language?"""
    rest = _REST_BEFORE().search(text[max(0, start - FAR) : start]) or _REST_AFTER().match(text, end)
    return rest is not None and any(c.isalpha() and not "A" <= c <= "\u024f" for c in rest.group())


def _is_noun(text: str) -> bool:
    """Is the capitalised word a word of German?"""
    return lexicon.words("Latn").index["de"] in lexicon.word("Latn", text.lower()).known


def _worths(
    run: Sequence[re.Match[str]], segment: Segment, copied: frozenset[str], capitals: bool = False
) -> Iterator[tuple[float, float, str]]:
    """For each language that the run may be in: how likely it is, what the run is worth, the language."""
    table = lexicon.words("Latn")
    source = scripts.primary(segment.source_language or "")
    words = [lexicon.word("Latn", match.group().lower()) for match in run]
    capital = [not (capitals or _is_small(match.group(), copied)) for match in run]
    hopes: dict[int, float] = {}
    for word, is_capital in zip(words, capital, strict=True):
        if not is_capital and len(word.word) > 1:
            for language, level in word.known.items():
                hopes[language] = hopes.get(language, 0.0) + NEUTRAL - level * lexicon.STEP
    tried = [i for i in sorted(hopes, key=lambda i: (-hopes[i], i)) if table.languages[i] not in MINOR][
        :LANGUAGES_TRIED
    ]
    more = sum(
        COPIED if len(word.word) >= SHORTEST_COPY else COPIED_SHORT
        for word in words
        if len(word.word) > 2 and word.word in copied and word.word not in names()
    )
    if source in table.index and (more or table.index[source] in hopes) and table.index[source] not in tried:
        tried.append(table.index[source])
    for language in tried:
        tag = table.languages[language]
        kind = tag == source and len(words) - sum(capital) > 1  # two words of the source's language are hardly a name
        worth = sum(_worth(word, big, language, tag == source, kind) for word, big in zip(words, capital, strict=True))
        given = (OF_SOURCE if len(words) > 1 else OF_SOURCE_ALONE) + more if tag == source else 0.0
        yield worth + PRIOR.get(tag, 0.0) + given, worth + given - (0.0 if tag in PRIOR or given else UNUSUAL), tag


def _worth(word: lexicon.Word, capital: bool, language: int, of_source: bool, kind: bool) -> float:
    if len(word.word) == 1:
        return 0.0
    level = word.known.get(language)
    if capital:
        return CAPITAL
    if level is None:
        return 0.0 if kind else LEAST
    if word.word in names():
        return OF_NAMES if kind else 0.0
    is_plain = of_source and len(word.word) >= SHORTEST_COPY and level <= RAREST_OF_SOURCE
    least = LEAST_OF_SOURCE if is_plain else LEAST
    return max(least, min(MOST, NEUTRAL - level * lexicon.STEP))
