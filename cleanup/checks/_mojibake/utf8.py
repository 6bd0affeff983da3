"""UTF-8 misread once or several times: which chain of charsets explains the words of a text best?

Each word that is not ASCII is tried with every charset, several deep; what speaks for a chain is how much more natural the
words become. The evidence is pooled over the line and the document: a mix-up that is proven by long words is believed for
short ones.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from cleanup.checks._mojibake.blocks import Evidence, Memo
from cleanup.checks._mojibake.draft import Chain, Change, Draft, spliced
from cleanup.checks._mojibake.sequences import (
    CHARSETS,
    OUT,
    WIDE,
    as_bytes,
    charsets_of,
    may_be_wide,
    sequences_in,
    strict_changes,
    unread,
)
from cleanup.text.judge import Judge, swaps
from cleanup.text.scripts import script_of

# A word that is not ASCII. Possessive, and from its beginning only: a text without spaces is read once.
WORD = re.compile(r"(?<![^ \t\n])[\x00-\x08\x0b-\x1f!-\x7f]*+[^ \t\n]++")
DEEPEST = 4
_WORD_LIMIT = 400  # code points of a word without spaces that are judged at once

_PRIOR = {**CHARSETS, **WIDE}
ALONE = 10.0  # nats a single word must gain when nothing else speaks for its chain
ALONE_ABROAD = 12.5  # … when it becomes a word that the language does not write
TOGETHER = 1.5  # … and when the chain is proven elsewhere in the document
FOREIGN = 40.0  # … and when it may be a word of a language with another script
PROOF = 22.0  # what proves a chain


Found = dict[Chain, tuple[str, float]]  # chain -> (a word undone, what it gains)


class Readings:
    """What each word may have been, over all words of a document."""

    def __init__(self, memo: Memo, before: Evidence | None = None) -> None:
        self.memo, self.judge = memo, memo.judge
        self.before = before or Evidence()  # what other blocks of the document say
        self._known: dict[str, Found] = {}
        self.legacy = self.before.legacy
        self.weights: dict[Chain, float] = defaultdict(float, self.before.utf_8)

    @property
    def evidence(self) -> Evidence:
        """What speaks for each mix-up, in the other blocks and in this one."""
        return Evidence(self.weights, self.legacy)

    def of(self, word: str) -> Found:
        """The chains that make the word more natural."""
        found = self._known.get(word)
        if found is None:
            told = self.judge.told
            found = _in_language(word, told) if told and len(word) <= _USUAL_LENGTH else readings_of(word, self.judge)
            self._known[word] = found
            for chain, (_, gain) in found.items():
                self.weights[chain] += min(gain, PROOF)
        return found


_USUAL_LENGTH = 60  # words up to this many code points are remembered between documents


@lru_cache(maxsize=10_000)
def _in_language(word: str, language: str) -> Found:
    return readings_of(word, Judge(language, ""))


def readings_of(word: str, judge: Judge) -> Found:
    """The chains that make a word more natural."""
    found: Found = {}
    _descend(word, word, (), judge, found, None)
    return found


def _descend(text: str, fresh: str, chain: Chain, judge: Judge, found: Found, before: float | None) -> None:
    """``fresh`` is the text with only those characters beyond ASCII that the last step made: the next step can have
    made nothing of the others."""
    tried = _tried(text, fresh)
    if not tried:
        return  # the common case
    if before is None:
        before = judge.cost(text)
    fewest = min(undone.left for _, undone in tried)
    seen: set[str] = set()
    for charset, undone in tried:
        if undone.left > fewest:
            continue
        longer = (*chain, charset)
        if judge.is_plausible(undone.made):
            gain = before - judge.cost(undone.text) - _PRIOR[charset] - 3.0 * len(chain)
            if gain > 0:
                found[longer] = (undone.text, gain)
        if len(longer) < DEEPEST and undone.text not in seen and not undone.text.isascii():
            seen.add(undone.text)
            _descend(undone.text, undone.fresh, longer, judge, found, before)


class _Undone(NamedTuple):
    """A word after one step: what the step made, in the word and by itself, and how much beyond ASCII it left alone."""

    text: str
    fresh: str
    made: str
    left: int


def _tried(text: str, fresh: str) -> list[tuple[str, _Undone]]:
    """What each charset makes of a word. Charsets that differ in other characters only have it in common."""
    tried: list[tuple[str, _Undone]] = []
    same: dict[str, _Undone | None] = {}
    fewest = len(text)
    old = fresh.count(OUT)
    for charset in charsets_of(fresh):
        read = as_bytes(fresh, charset)
        if read not in same:
            if read.count(OUT) - old > fewest:
                continue  # another charset explains more
            same[read] = _as_a_whole(read) or _undone(text, fresh, sequences_in(read))
        if undone := same[read]:
            tried.append((charset, undone))
            fewest = min(fewest, undone.left)
    if may_be_wide(text):
        wide = ((charset, _undone(text, fresh, strict_changes(fresh, charset))) for charset in WIDE)
        tried += ((charset, undone) for charset, undone in wide if undone)
    return tried


def _as_a_whole(read: str) -> _Undone | None:
    """The word when all of it is well-formed, which most damaged words are."""
    try:
        text = read.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    return _Undone(text, text, text, 0)


def _undone(text: str, fresh: str, changes: list[Change]) -> _Undone | None:
    if not changes:
        return None
    made = "".join(change.new for change in changes)
    return _Undone(spliced(text, changes), _only_new(fresh, changes), made, unread(fresh, changes))


_OLD = re.compile("[^\x00-\x7f]")


def _only_new(text: str, changes: list[Change]) -> str:
    pieces: list[str] = []
    position = 0
    for start, end, new, _ in changes:
        pieces += (_OLD.sub(OUT, text[position:start]), new)
        position = end
    return "".join(pieces) + _OLD.sub(OUT, text[position:])


def choose(word: str, readings: Readings, here: dict[Chain, float]) -> Chain | None:
    """The chain to undo a word by, or None. ``here`` is what speaks for each chain in the word's line."""
    found = readings.of(word)
    if not found:
        return None

    def support(chain: Chain) -> float:
        return found[chain][1] + here[chain] + 0.5 * readings.weights[chain]

    # A chain that leaves the word half undone is not a reading of it: one step of two is the beginning of the two.
    begun = {
        found[c[:n]][0] for c in found for n in range(1, len(c)) if c[:n] in found and found[c][1] > found[c[:n]][1]
    }
    order = {chain: rank for rank, chain in enumerate(found)}
    chain = max((c for c in found if found[c][0] not in begun), key=lambda c: (support(c), -order[c]))
    gain = found[chain][1]
    others = readings.weights[chain] - min(gain, PROOF)
    if others < PROOF and not readings.judge.is_strange(word):
        return None
    if others < PROOF and swaps(found[chain][0]) > swaps(word):
        return None  # "MÄ£ÄM" is a way to write
    if others < PROOF and gain < FOREIGN and readings.judge.is_foreign_word(word):
        return None  # "ці" in an English text is two letters of Ukrainian, not one of Danish
    if others < PROOF and _mixes_scripts(found[chain][0]):
        return None  # a Chinese character beside letters with accents is a chance hit in "ÚÁÑ×ÉÌ", which is Russian in KOI8
    # "√π" is no "ù" in English, but "MÃ¼ller" is a name: letters of another language must explain more.
    alone = ALONE if all(readings.judge.may_hold(c) for c in found[chain][0] if not c.isascii()) else ALONE_ABROAD
    needed = TOGETHER if others >= PROOF else alone - (alone - TOGETHER) * max(others, 0.0) / PROOF
    return chain if gain >= needed else None


def _mixes_scripts(word: str) -> bool:
    """True for letters with accents beside those of another script. Plain letters stand in words of any."""
    scripts = {script_of(c) for c in word if not c.isascii() and c.isalpha()}
    return len(scripts) > 1 and "Latn" in scripts


def repaired(draft: Draft, readings: Readings) -> Draft:
    """The draft with its words undone."""
    words = [(match.start(), match.group()) for match in WORD.finditer(draft.text)]
    words = [(start, word) for start, word in words if readings.of(word)]
    if not words:
        return draft  # the common case
    here: dict[Chain, float] = defaultdict(float)
    for word in {word for _, word in words}:
        for chain, (_, gain) in readings.of(word).items():
            here[chain] += min(gain, PROOF)
    chosen = [(start, word, choose(word, readings, here)) for start, word in words]
    by_depth = max((len(chain) for _, _, chain in chosen if chain), default=0)
    # Undo all first steps, then all second steps …: after each, the places of the words are found by walking along.
    places = [(start, start + len(word), chain) for start, word, chain in chosen if chain]
    for depth in range(by_depth):
        draft, places = _one_step(draft, places, depth)
    return draft


def _one_step(
    draft: Draft, places: list[tuple[int, int, Chain]], depth: int
) -> tuple[Draft, list[tuple[int, int, Chain]]]:
    moved: list[tuple[int, int, Chain]] = []
    for step in dict.fromkeys(chain[depth] for _, _, chain in places if len(chain) > depth):
        changes: list[Change] = []
        moved = []
        shift = 0
        for start, end, chain in places:
            new_start = start - shift
            if len(chain) > depth and chain[depth] == step:
                inside = _changes(_fresh(draft, start, end, depth), step)
                changes += [Change(start + c.start, start + c.end, c.new) for c in inside]
                shift += sum(c.end - c.start - len(c.new) for c in inside)
            moved.append((new_start, end - shift, chain))
        draft = draft.after(changes, step)
        places = moved
    return draft, places


def _fresh(draft: Draft, start: int, end: int, depth: int) -> str:
    """The stretch with only the characters beyond ASCII that ``depth`` steps have made."""
    text = draft.text[start:end]
    if depth == 0:
        return text
    chains = draft.chains[start:end]
    return "".join(c if c.isascii() or len(made) == depth else OUT for c, made in zip(text, chains, strict=True))


_changes = lru_cache(maxsize=5_000)(strict_changes)  # the same words again and again
