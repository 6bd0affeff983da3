"""UTF-8 misread once or several times: which chain of charsets explains the words of a text best?

Each word that is not ASCII is tried with every charset, several deep; what speaks for a chain is how much more natural the
words become. The evidence is pooled over the line and the document: a mix-up that is proven by long words is believed for
short ones.
"""

from __future__ import annotations

import re
from collections import defaultdict

from cleanup.checks._mojibake.draft import Chain, Change, Draft
from cleanup.checks._mojibake.sequences import CHARSETS, OUT, WIDE, may_be_wide, strict_changes, unread
from cleanup.text.judge import Judge, swaps

WORD = re.compile(r"[^ \t\n]*[^\x00-\x7f \t\n][^ \t\n]*")
DEEPEST = 4
_WORD_LIMIT = 400  # code points of a word without spaces that are judged at once

_PRIOR = {**CHARSETS, **WIDE}
ALONE = 10.0  # nats a single word must gain when nothing else speaks for its chain
ALONE_ABROAD = 12.5  # … when it becomes a word that the language does not write
TOGETHER = 1.5  # … and when the chain is proven elsewhere in the document
FOREIGN = 40.0  # … and when it may be a word of a language with another script
PROOF = 22.0  # what proves a chain


class Readings:
    """What each word may have been, over all words of a document."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self._known: dict[str, dict[Chain, tuple[str, float]]] = {}
        self.weights: dict[Chain, float] = defaultdict(float)

    def of(self, word: str) -> dict[Chain, tuple[str, float]]:
        """Chain -> (the word undone, what it gains), for the chains that make the word more natural."""
        if word not in self._known:
            found: dict[Chain, tuple[str, float]] = {}
            self._descend(word, word, (), self.judge.cost(word), found)
            self._known[word] = found
            for chain, (_, gain) in found.items():
                self.weights[chain] += min(gain, PROOF)
        return self._known[word]

    def _descend(
        self, text: str, fresh: str, chain: Chain, before: float, found: dict[Chain, tuple[str, float]]
    ) -> None:
        """``fresh`` is the text with only those characters beyond ASCII that the last step made: the next step can have
        made nothing of the others."""
        tried = []
        for charset in (*CHARSETS, *WIDE) if may_be_wide(text) else CHARSETS:
            changes = strict_changes(fresh, charset)
            if changes:
                tried.append((unread(fresh, changes), charset, changes))
        if not tried:
            return
        fewest = min(left for left, _, _ in tried)
        seen: set[str] = set()
        for left, charset, changes in tried:
            if left > fewest:
                continue
            result = _with(text, changes)
            longer = (*chain, charset)
            gain = before - self.judge.cost(result) - _PRIOR[charset] - 3.0 * len(chain)
            if gain > 0 and self.judge.is_plausible("".join(change.new for change in changes)):
                found[longer] = (result, gain)
            if len(longer) < DEEPEST and result not in seen and not result.isascii():
                seen.add(result)
                self._descend(result, _only_new(fresh, changes), longer, before, found)


def _with(text: str, changes: list[Change]) -> str:
    pieces: list[str] = []
    position = 0
    for start, end, new, _ in changes:
        pieces += (text[position:start], new)
        position = end
    return "".join(pieces) + text[position:]


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
    # "√π" is no "ù" in English, but "MÃ¼ller" is a name: letters of another language must explain more.
    alone = ALONE if all(readings.judge.may_hold(c) for c in found[chain][0] if not c.isascii()) else ALONE_ABROAD
    needed = TOGETHER if others >= PROOF else alone - (alone - TOGETHER) * max(others, 0.0) / PROOF
    return chain if gain >= needed else None


def repaired(draft: Draft, readings: Readings) -> Draft:
    """The draft with its words undone."""
    words = [(match.start(), match.group()) for match in WORD.finditer(draft.text)]
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
                inside = strict_changes(_fresh(draft, start, end, depth), step)
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
