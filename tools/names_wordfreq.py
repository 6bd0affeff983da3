"""What word lists say of a name: whether a language writes it so, and so more often than in any other spelling.

The second proof of a name, where Wikidata has none (names_wikidata.py). The source are the word lists of wordfreq 3.1.1 (Robyn Speer;
data CC BY-SA 4.0; `pip install wordfreq==3.1.1`, a tool, not a dependency of the package). They know words, not persons: that
an original and a spelling belong to one name is what the conventions in rules/romanisation say. tools/names_wordfreq.txt is
the part of the lists that names_by_hand.yaml needs, written by build_names_packs.py, so that the packs can be checked
without the package.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from cleanup.text.name_distance import same_name
from cleanup.text.romanisation import name_spellings

EXTRACT = Path(__file__).with_name("names_wordfreq.txt")
NAME = "wordfreq 3.1.1"
SOURCE = f"word lists of {NAME} by Robyn Speer (data CC BY-SA 4.0)"
# whose press a text may be translated from
ELSEWHERE = ("de", "fr", "es", "it", "pt", "nl", "sv", "pl", "cs", "hu", "tr")
LISTS = frozenset(
    {"ru", "uk", "ar", "fa", "zh"}
)  # of the originals' languages; Belarusian, Georgian, Armenian, Kazakh: none
Original = tuple[str, str]  # language, name in its own script


@cache
def _whole_list(language: str) -> Mapping[str, float]:
    import wordfreq

    return wordfreq.get_frequency_dict(language, "best")


def zipf_of(word: str, language: str) -> float:
    """As zipf_frequency() of wordfreq, of one word as it stands, without its tokeniser."""
    from wordfreq import freq_to_zipf

    share = _whole_list(language).get(key(word), 0.0)
    return round(freq_to_zipf(share), 2) if share else 0.0


def key(word: str) -> str:
    """As the lists write a word: NFC in small letters, ё as е."""
    return unicodedata.normalize("NFC", word).casefold().replace("ё", "е")


class Words:
    """Zipf frequencies by language and word. Remembers what was asked for, so that an extract can be made."""

    def __init__(self, known: Mapping[tuple[str, str], float] | None = None) -> None:
        self._known = known
        self.used: dict[tuple[str, str], float] = {}

    def frequency(self, words: str, language: str) -> float:
        """That of the rarest of the words; Chinese lists have surname and given name in one word. 0.0 for none."""
        if language == "zh" and (whole := self._of("".join(words.split()), language)):
            return whole
        return min((self._of(word, language) for word in words.split()), default=0.0)

    def _of(self, word: str, language: str) -> float:
        at = language, key(word)
        found = zipf_of(word, language) if self._known is None else self._known.get(at, 0.0)
        if found:
            self.used[at] = found
        return found

    def attesting(self, prefer: str, originals: list[Original], language: str) -> list[Original]:
        """The originals that are the proof: in the list of their language, where ``language`` prefers their spelling so."""
        held = [
            (tag, native)
            for tag, native in originals
            if tag in LISTS and self.frequency(native, tag) and is_made_of(prefer, tag, native)
        ]
        return held if self.frequency(prefer, language) and not self.rivals(prefer, originals, language) else []

    def rivals(self, prefer: str, originals: list[Original], language: str) -> list[str]:
        """Other spellings of the originals that the language has as often or more often. Of a name of several words the rarest
        is compared; a word for anything else (Even, which Arabic writes as Aoun) is no spelling of the name."""
        made = {spelling for tag, native in originals for spelling in _spellings(tag, native)}
        words = set(map(key, prefer.split()))
        return sorted(
            other
            for other in made
            if other.replace(" ", "").isalpha()
            and len(other.split()) == len(words)
            and (often := self.frequency(other, language)) >= self.frequency(prefer, language)
            and often
            and key(min(other.split(), key=lambda word: self._of(word, language))) not in words
            and same_name(other, prefer)
        )

    def is_of_another_press(self, spelling: str, prefer: str, originals: list[Original], language: str) -> bool:
        """True for a spelling that ``language`` does not have and another one prefers, as Italian does Gheddafi."""
        return (
            not self.frequency(spelling, language)
            and any(self.frequency(spelling, other) > self.frequency(prefer, other) for other in ELSEWHERE)
            and any(is_made_of(spelling, tag, native) for tag, native in originals)
        )

    def extract(self) -> Iterator[str]:
        yield "# How frequent the words of names are, on the Zipf scale. Made by tools/build_names_packs.py.\n"
        yield f"# Source: {SOURCE}. This file carries the same licence.\n"
        for (language, word), zipf in sorted(self.used.items()):
            yield f"{language} {word} {zipf:.2f}\n"


@cache
def _spellings(tag: str, native: str) -> tuple[str, ...]:
    return name_spellings(native.replace(" ", "") if tag == "zh" else native, tag)


@cache
def is_made_of(prefer: str, tag: str, native: str) -> bool:
    """True when a convention makes the spelling of the original, or one that is the same name to the ear."""
    made = _spellings(tag, native)
    return prefer in made or any(same_name(spelling, prefer) for spelling in made)


def read(path: Path = EXTRACT) -> Words:
    lines = [line.split(" ") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return Words({(language, word): float(zipf) for language, word, zipf in lines})
