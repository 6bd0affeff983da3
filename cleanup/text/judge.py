"""In which language is a text judged, and how natural is it there?"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise

from cleanup.text.naturalness import cost_of, is_printed, known_languages, model, model_language, pairs_of
from cleanup.text.patterns import later
from cleanup.text.scripts import LANGUAGES_OF, LETTERS, script_of

# Punctuation and signs of any language's text: strange only beside certain neighbours.
ANYWHERE = frozenset(
    "\xa0‘’“”„‚«»–—…•·°%‰§©®™€£№¿¡−×²³½¼¾ªº´¨′″‹›、。「」『』（），：；？！《》・〜～％\u200b\u200c\u200d\xad"
)
# Letters of the scripts that set signs apart from words; Chinese and Thai have them in the middle of the line.
SPACED = "A-Za-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0370-\u0373\u0376-\u037d\u0386\u0388-\u052f\u1e00-\u1eff"
_INSIDE_WORD = later(rf"(?<=[{SPACED}])[^\w\s'’\-–‑.,:;/&@·]+(?=[{SPACED}])")
# Signs that never follow a letter, and signs that never stand before one at the beginning of a word.
_AFTER_LETTER = later(rf"(?<=[{SPACED}])[·•¡¿„‚«†‡×÷§£¥¬¦¶±]")
_BEFORE_LETTER = later(rf"(?<!\S)[—–”»…†‡•®©°±·´¨]+(?=[{SPACED}])")
_TWO_SCRIPTS = later("[A-Za-z\xc0-\u024f][\u0370-\u052f]|[\u0370-\u052f][A-Za-z\xc0-\u024f]")
# Two bytes of UTF-8 as Windows shows them: "Ã©".
_LIKE_UTF_8 = later("[\xc2-\xdf][\xa1-\xbf]")
_LETTERS = later(r"[^\W\d_]{2,}")
# What each of these patterns needs, written so that ``re`` can look for the first character of it in C.
_ODD_PLACES = tuple(
    (re.compile(quick), pattern)
    for quick, pattern in (
        (rf"[^\w\s'’\-–‑.,:;/&@·](?<=[{SPACED}].)", _INSIDE_WORD()),
        (rf"[·•¡¿„‚«†‡×÷§£¥¬¦¶±](?<=[{SPACED}].)", _AFTER_LETTER()),
        (r"[—–”»…†‡•®©°±·´¨](?<!\S.)", _BEFORE_LETTER()),
        ("[\u0370-\u052f](?:(?<=[A-Za-z\xc0-\u024f].)|(?=[A-Za-z\xc0-\u024f]))", _TWO_SCRIPTS()),
        ("[\xc2-\xdf](?=[\xa1-\xbf])", _LIKE_UTF_8()),
    )
)

_CYRILLIC_LETTER = later("[\u0400-\u045f]{3}")
SAMPLE = 1500  # code points of a document that tell which language it may be in
_PLAIN = 0.002
_LATIN_GUESSES = 4


class Judge:
    """Costs of words and texts in the languages that a document may be in. Made for one document."""

    def __init__(self, language: str | None, text: str) -> None:
        told = model_language(language)
        if told == "sr" and "Latn" not in str(language) and _CYRILLIC_LETTER().search(text[:SAMPLE]):
            told = "sr-Cyrl"
        self.languages: tuple[str, ...] = (told,) if told else ()
        self.told = told
        self._sample = text
        self._words: dict[str, float] = {}
        self._strange: dict[str, int] = {}
        self._by_script: dict[str, tuple[str, ...]] = {}
        self._repertoires: dict[tuple[str, ...], frozenset[str]] = {}

    def cost(self, text: str) -> float:
        """The cost of a short text in the language where it is the most natural."""
        known = self._words.get(text)
        if known is None:
            pairs = pairs_of(text)
            known = self._words[text] = min(cost_of(pairs, language) for language in self.candidates(text))
        return known

    def candidates(self, text: str) -> tuple[str, ...]:
        """The languages a text is judged in: the one told, else those of its scripts that fit the document."""
        if self.told:
            return (self.told,)
        found: list[str] = []
        for script, letters in LETTERS.items():
            if script != "Latn" and letters.search(text):
                found += self._languages_of(script)
        return (*found, *self._latin())

    def pair_cost(self, pair: str) -> float:
        """The cost of the second of two characters after the first."""
        return min(model(language)[pair] for language in self.candidates(pair))

    def knows(self, character: str) -> bool:
        """True when a text of the language may hold the letter."""
        allowed = self.repertoire(character)
        return character in allowed or character.lower() in allowed

    def may_hold(self, character: str) -> bool:
        """True for letters of the language and for punctuation."""
        return self.knows(character) or not character.isalpha()

    def is_plausible(self, text: str) -> bool:
        """False when the text holds a letter or sign that no newspaper prints."""
        return all(c.isascii() or is_printed(c) or self.knows(c) for c in set(text))

    def is_foreign_word(self, text: str) -> bool:
        """True for a word that may well be one of another language: letters of one other script, in order.

        In a language without spaces the word may stand among letters of its own; those are passed over.
        """
        own = model(self.told).scripts if self.told else frozenset()
        letters = [(c, script) for c in text if c.isalpha() and not c.isascii() and (script := script_of(c)) not in own]
        scripts = {script for _, script in letters}
        script = scripts.pop() if len(scripts) == 1 else None
        if script is None or swaps(text) or _TWO_SCRIPTS().search(text) or any(_is_sign(c) for c in text):
            return False
        alphabet = letters_of(script)
        return all(c in alphabet or c.lower() in alphabet for c, _ in letters)

    def repertoire(self, text: str) -> frozenset[str]:
        """The characters beyond ASCII that a text like this may hold."""
        key = self.candidates(text)
        if key not in self._repertoires:
            sets = [model(language).repertoire for language in key]
            self._repertoires[key] = ANYWHERE.union(*sets)
        return self._repertoires[key]

    def is_strange(self, text: str) -> bool:
        """True when the text holds something that undamaged words of the document's language do not."""
        return self.strangeness(text) > 0

    def strangeness(self, text: str) -> int:
        """How many characters and words of a text no undamaged text of the language holds."""
        known = self._strange.get(text)
        if known is None:
            known = self._strange[text] = self._strangeness(text)
        return known

    def _strangeness(self, text: str) -> int:
        allowed = self.repertoire(text)
        odd = [c for c in set(text).difference(allowed) if not c.isascii() and c.lower() not in allowed]
        count = sum(map(text.count, odd))
        for quick, pattern in _ODD_PLACES:
            if quick.search(text):
                count += len(pattern.findall(text))
        if text != text.lower():
            count += sum(map(swaps, _LETTERS().findall(text))) + _shouts(text)
        return count

    def share(self, text: str) -> float:
        """Which share of a text like this is letters beyond ASCII: some 2 % in German, 10 % in Czech, all in Russian."""
        return model(self.candidates(text)[0]).share

    @property
    def is_latin(self) -> bool:
        """True for a language that is told and written in Latin letters."""
        return self.told is not None and "Latn" in model(self.told).scripts

    @property
    def is_plain(self) -> bool:
        """True for a language that is told and writes next to nothing beyond ASCII, such as English or Zulu."""
        return self.told is not None and model(self.told).share < _PLAIN

    @property
    def wants_letters(self) -> bool:
        """True when a reading of small letters as mere signs is not to be believed: plain or non-Latin languages."""
        return self.is_plain or (self.told is not None and not self.is_latin)

    def full_cost(self, text: str) -> float:
        """The cost with every pair counted as often as it occurs."""
        pairs = pairs_of(text)
        return min(cost_of(pairs, language, len(text) + 2) for language in self.candidates(text))

    def _languages_of(self, script: str) -> tuple[str, ...]:
        if script not in self._by_script:
            known = known_languages()
            named = [code for code in LANGUAGES_OF.get(script, ()) if code in known]
            self._by_script[script] = tuple("sr-Cyrl" if code == "sr" else code for code in named)
        return self._by_script[script]

    def _latin(self) -> tuple[str, ...]:
        """The Latin languages whose plain letters are most like those of the document."""
        if "Latn" not in self._by_script:
            plain = self._sample[:SAMPLE].encode("ascii", "ignore").decode("ascii")
            latin = [code for code in known_languages() if "Latn" in model(code).scripts]
            pairs = pairs_of(plain)
            latin.sort(key=lambda code: (cost_of(pairs, code), code))
            usual = [code for code in ("en", "fr", "de", "es", "pt") if code in latin]
            self._by_script["Latn"] = tuple(dict.fromkeys([*latin[:_LATIN_GUESSES], *usual]))
        return self._by_script["Latn"]


@cache
def letters_of(script: str) -> frozenset[str]:
    """The letters that the languages of a script use, all together."""
    return frozenset().union(*(model(code).repertoire for code in known_languages() if script in model(code).scripts))


_AROUND_WORDS = frozenset("\xa0‘’“”„«»–—…、。「」『』（），：；？！《》・")


def _is_sign(character: str) -> bool:
    """True for what is neither a letter nor the punctuation around words."""
    if character.isascii() or character.isalnum() or character in _AROUND_WORDS:
        return False
    return not unicodedata.category(character).startswith("M")


def swaps(word: str) -> int:
    """How often a capital follows a small letter: ``оПХБЕР``."""
    if word.isupper() or word[1:].islower():
        return 0  # the common case
    return sum(1 for a, b in pairwise(word) if a.islower() and b.isupper())


_CYRILLIC = later("[\u0400-\u045f]")


def _shouts(text: str) -> bool:
    """True for Cyrillic that is mostly capitals but not all: KOI8 read as Windows-1251 swaps the case."""
    letters = "".join(_CYRILLIC().findall(text))
    if letters.islower() or letters[1:].islower() or letters.isupper():
        return False  # the common case
    capitals = sum(map(str.isupper, letters))
    return len(letters) // 2 < capitals < len(letters)
