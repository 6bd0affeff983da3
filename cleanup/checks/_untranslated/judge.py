"""Which words of a text are suspicious, and where they stand so that a sentence is worth a look.

A word is innocent when it is capitalised, or the language has it, or no other language has it much more often. A
sentence is looked at only where suspicious words of one language stand close together, or where one of them would be
enough by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from typing import NamedTuple

from cleanup.checks._untranslated.languages import ALIEN, FAMILY, MINOR, WITHOUT_FREQUENCIES, list_of
from cleanup.checks._untranslated.of_source import of_source
from cleanup.document import Segment
from cleanup.text import lexicon, scripts
from cleanup.text.patterns import later

SUSPICIOUS = 3.4  # by how many nats a word must be likelier in another language
MUCH_RARER = 6  # levels by which a word may be a quotation in this language's list
AT_HOME = 15  # the level up to which a word of this language is innocent, however common it is elsewhere
MOST = 12.0  # what one word counts at most
LANGUAGES_KEPT = 8  # of those that have the word
OF_ANOTHER = 6.0  # by how many nats a word of both languages must be likelier in the source's
RARE_NOUN, OF_FEW = 23, 4
CLOSE = 30  # code points between two suspicious words of one passage
LOOK, LOOK_MINOR = 8.0, 25.0  # what they must be worth together, in nats
ALONE, ALONE_IF_RARE = 12.0, 26.0  # … and what one must be worth that stands alone,
EASE = 0.65  # of what a passage must be worth, where a second opinion is asked
COMMON = 18  # … the second when it is rarer than this level
ALIEN_WORTH = 8.0  # what a word is worth with a letter that this language does not have

_END = later(r"\.{3}|[.!?…։।۔؟:;]+[\"'”’»›)\]]*(?=\s)|\n")
MOST_REMEMBERED = 400_000  # words kept per language; then it starts anew
FEW = 60  # words that are looked for one by one
LONGEST_SENTENCE = 1000  # code points on each side of a suspicious word


class Suspect(NamedTuple):
    """A suspicious word: by how many nats it is likelier in which languages, the most of these, and whether it may count alone."""

    worths: Mapping[int, float]
    most: float
    alone: bool


class Judge:
    """Judges the words of one language; shared by all texts of it. What it remembers are answers that never change."""

    def __init__(self, script: str, language: str, engine: str | None = None) -> None:
        self.script = script
        self.language = language
        self.engine = engine
        self.ease = EASE if engine else 1.0
        self.table = lexicon.words(script)
        self.own = self.table.index[language]
        self.minor = language in MINOR or language in ("af", "az")
        self.unsure = language in WITHOUT_FREQUENCIES
        self.alien = ALIEN.get(language) if script == "Cyrl" else None
        family = FAMILY.get(language, -1)
        self.near = frozenset(i for tag, i in self.table.index.items() if FAMILY.get(tag) == family)
        self.others = frozenset(i for tag, i in self.table.index.items() if i != self.own and tag not in MINOR)
        self._suspects: dict[str, Suspect | None] = {}

    def rivals(self, known: Mapping[int, int]) -> list[int]:
        """The languages in which a word with these frequencies is so much likelier that it is suspicious."""
        own = known.get(self.own)
        if own is not None and (self.unsure or own <= AT_HOME):
            return []
        here = lexicon.NEVER if own is None else -own * lexicon.STEP
        return [i for i, level in known.items() if i in self.others and -level * lexicon.STEP - here >= SUSPICIOUS]

    def is_elsewhere(self, known: Mapping[int, int]) -> bool:
        """Is a word with these frequencies one of another language and hardly one of this?"""
        own = known.get(self.own)
        return any(
            level <= COMMON and (own is None or own - level > MUCH_RARER)
            for i, level in known.items()
            if i in self.others
        )

    def suspect(self, text: str) -> Suspect | None:
        """The word as a suspect, None when it is innocent."""
        if text in self._suspects:
            return self._suspects.get(text)
        found = self._judged(text)
        if len(self._suspects) > MOST_REMEMBERED:
            self._suspects.clear()
        self._suspects[text] = found
        return found

    def _judged(self, text: str) -> Suspect | None:
        if len(text) < 2:
            return None
        if self.is_alien(text) and text[1:].islower():
            known = lexicon.word(self.script, text.lower()).known  # of several languages that have the letters
            worths = {i: ALIEN_WORTH + (i in known) for i in self.others if self.has_letters(i, text)}
            return Suspect(worths, ALIEN_WORTH, True)
        if text[0].isupper():
            return None
        word = lexicon.word(self.script, text)
        likely = self.rivals(word.known)
        if not likely:
            return None
        worths = {i: word.likelihood(i) - word.likelihood(self.own) for i in likely}
        alone = self.own not in word.known and any(
            worth >= self.ease * (ALONE if word.known[i] <= COMMON else ALONE_IF_RARE) for i, worth in worths.items()
        )
        best = sorted(worths, key=lambda i: (-worths[i], i))[:LANGUAGES_KEPT]
        return Suspect({i: min(MOST, worths[i]) for i in best}, min(MOST, worths[best[0]]), alone)

    def is_alien(self, text: str) -> bool:
        """Has the word a letter that this language does not have and a neighbour has?"""
        return self.alien is not None and self.alien.search(text) is not None

    def has_letters(self, language: int, text: str) -> bool:
        """Has another language the letters of the word that this one does not have?"""
        assert self.alien is not None
        others = ALIEN[self.table.languages[language]]
        return not any(others.search(letter) for letter in self.alien.findall(text))

    def copied(self, segment: Segment, source: int | None) -> frozenset[str]:
        """The words of the text that are the source's and not this language's: small in the source, or nouns of German."""
        originals = set(scripts.LETTERS[self.script].findall(segment.source or ""))
        german = segment.source_language is not None and scripts.primary(segment.source_language) == "de"
        found = set()
        for text in set(scripts.LETTERS[self.script].findall(segment.masked)):
            small = text.lower()
            if len(text) < 3 or text.isupper() or (small not in originals and not (german and text in originals)):
                continue
            if self._is_of_source(small, text[0].islower(), source):
                found.add(text)
        return frozenset(found)

    def _is_of_source(self, text: str, small: bool, source: int | None) -> bool:
        """Is a word that the source has as well a word of the source's language, rather than a name or a term of both?"""
        word = lexicon.word(self.script, text)
        level = None if source is None else word.known.get(source)
        if self.own in word.known:
            if level is None or source is None or len(text) < 4:
                return False
            return word.likelihood(source) - word.likelihood(self.own) >= OF_ANOTHER
        if small:
            return source is None or of_source(self.script, self.own, source).speaks(text)
        # a name stands in the lists of many languages, a noun of German in one
        return level is not None and level <= RARE_NOUN and len(word.known) <= OF_FEW

    def windows(
        self, text: str, suspects: Set[str], copied: frozenset[str], source: int | None
    ) -> list[tuple[int, int]]:
        """The sentences worth a look."""
        windows: list[tuple[int, int]] = []
        for place in sorted(self._places(text, suspects, copied, source)):
            if windows and place < windows[-1][1]:
                continue
            low = max(windows[-1][1] if windows else 0, place - LONGEST_SENTENCE)
            start = max((match.end() for match in _END().finditer(text, low, place)), default=low)
            after = _END().search(text, place, place + LONGEST_SENTENCE)
            windows.append((start, after.end() if after else min(len(text), place + LONGEST_SENTENCE)))
        return windows

    def _places(self, text: str, suspects: Set[str], copied: frozenset[str], source: int | None) -> Iterator[int]:
        """Where a passage may be: at words that count alone, at words of one language close to each other, in brackets."""
        found = {word: suspect for word in suspects if (suspect := self.suspect(word))}
        yield from _brackets(text, found.keys())
        if not copied and sum(suspect.most for suspect in found.values()) < min(
            self.ease * LOOK, LOOK_OF_SOURCE if source is not None else LOOK
        ):
            return
        totals: dict[int, float] = {}
        for suspect in found.values():
            for language, worth in suspect.worths.items():
                totals[language] = totals.get(language, 0.0) + worth
        look = self.ease * (LOOK_MINOR if self.minor else LOOK)
        least = {language: LOOK_OF_SOURCE if language == source else look for language in totals}
        hopeful = {language for language, total in totals.items() if total >= least[language]}
        serious = {word for word, suspect in found.items() if not hopeful.isdisjoint(suspect.worths)}
        alone = {word for word, suspect in found.items() if suspect.alone and not self.minor} | copied
        sums: dict[int, float] = {}
        end = -1 - CLOSE
        for place, word in sorted(occurrences(text, serious | alone)):
            if place - end > CLOSE:
                sums = {}
            end = place + len(word)
            for language, worth in found[word].worths.items() if word in found else ():
                sums[language] = sums.get(language, 0.0) + worth
            if word in alone or any(total >= least[language] for language, total in sums.items()):
                yield place


LOOK_OF_SOURCE = 4.0
_BRACKET = later(r"[\[(][^\[\]()\n]{2,60}[\])]")


def _brackets(text: str, words: Set[str]) -> Iterator[int]:
    """Where brackets begin that hold one of the words by itself."""
    if "(" in text or "[" in text:
        for match in _BRACKET().finditer(text):
            if not words.isdisjoint(match.group()[1:-1].split()):
                yield match.start()


def occurrences(text: str, words: Set[str]) -> Iterator[tuple[int, str]]:
    """Where the words stand as words. A search for each of them is quick for a few; many are looked for together."""
    if len(words) > FEW:
        yield from _occurrences_of_many(text, words)
        return
    for word in words:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if _stands_alone(text, at, end):
                yield at, word
            at = text.find(word, end)


def _occurrences_of_many(text: str, words: Set[str]) -> Iterator[tuple[int, str]]:
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    automaton = AhoCorasick(
        words, matchkind=MatchKind.Standard, store_patterns=False, implementation=Implementation.ContiguousNFA
    )
    plain = text.encode("utf-8", "replace").decode()  # a lone surrogate is in no word
    for _, start, end in automaton.find_matches_as_indexes(plain, overlapping=True):
        if _stands_alone(text, start, end):
            yield start, text[start:end]


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not text[start - 1 : start].isalpha() and not text[end : end + 1].isalpha()


@lru_cache(maxsize=128)
def judge(script: str, language: str, engine: str | None = None) -> Judge | None:
    """The judge for a language, None when there is no word list for it. ``engine`` gives second opinions."""
    tag = list_of(script, language)
    return Judge(script, tag, engine) if script in lexicon.WITH_TABLES and tag in lexicon.words(script).index else None
