"""Which lines of a document are text of one legacy charset that was read as another?

A reading is believed when the line gains enough by it; how much is enough depends on what the rest of the document says
about the same mix-up.
"""

from __future__ import annotations

from collections import defaultdict

from cleanup.checks._mojibake import legacy, lossy, utf8
from cleanup.checks._mojibake.abroad import is_from_abroad
from cleanup.checks._mojibake.blocks import Evidence, Memo
from cleanup.checks._mojibake.draft import Draft
from cleanup.text.judge import Judge

ALONE = 14.0  # nats a line must gain when the rest of the document speaks against the mix-up or says nothing …
UNOPPOSED = 5.0  # … when the document has no letter that speaks against it and would have many …
_UNTOLD = 25.0  # … when the language of the document is not known …
TOGETHER = 2.0  # … and when the mix-up is proven by other lines
_PROOF = 30.0
_SHORT = 40  # code points of a text that need not hold a letter beyond ASCII
_EXPECTED = 3.0  # letters beyond ASCII that a text of this length has in its language

_Found = dict[legacy.Pair, tuple[str, float]]


def reread_lines(
    originals: list[Draft], drafts: list[Draft], document: list[Draft], memo: Memo, before: Evidence
) -> tuple[list[Draft], dict[legacy.Pair, float]]:
    """The drafts with the lines that are another legacy charset's, and what speaks for each mix-up."""
    judge = memo.judge
    found: dict[int, _Found] = {}
    weights: dict[legacy.Pair, float] = defaultdict(float, before.legacy)
    foreign: set[int] = set()
    strange_starts = {draft.start for draft in originals}
    clean = [draft.text for draft in document if draft.start not in strange_starts]
    for number, (original, draft) in enumerate(zip(originals, drafts, strict=True)):
        if judge.is_strange(original.text):
            found[number] = _readings(original, draft, memo)
            if judge.is_latin and _is_foreign(original.text, judge):
                foreign.add(number)
                continue
            for pair, (new, gain) in found[number].items():
                # A name from abroad comes again and again: only readings that give letters, and not to names alone,
                # prove a mix-up for other lines.
                if _gives_letters(original.text, new) and (
                    weights[pair] >= _PROOF or not is_from_abroad(original.text, new, judge)
                ):
                    weights[pair] += gain
        else:
            clean.append(original.text)
    result = list(drafts)
    others = "".join(set("".join(clean)))
    size = sum(len(draft.text) for draft in document)
    for number, here in found.items():
        best = max(here, key=lambda p: (here[p][1] + weights[p], p), default=None)
        if best is None or (
            weights[best] < _PROOF
            and (number in foreign or is_from_abroad(originals[number].text, here[best][0], judge))
        ):
            continue
        if here[best][1] >= _needed(originals[number].text, best, here[best], weights, size, others, judge):
            result[number] = _reread(originals[number], here[best][0], best)
    return _proven_elsewhere(originals, result, found, weights, judge), weights


def _readings(original: Draft, draft: Draft, memo: Memo) -> _Found:
    """The readings of a line that make it natural. Where UTF-8 was undone but part of the line is left over or lost, the
    two kinds of reading compete: by chance some sequences look like UTF-8."""
    judge = memo.judge
    undone = sum(map(bool, draft.chains)) if draft.is_changed else 0
    lost = sum(draft.lost) if draft.is_changed else 0
    if undone and not lost and not judge.is_strange(draft.text):
        return {}
    if lost and lost < _MOSTLY_LOST * undone:
        return {}
    strange = judge.strangeness(original.text)
    rival = _cost_of_lossy(draft, judge) if undone else 0.0
    known = memo.legacy.get(original.text)
    if known is None:
        known = memo.legacy[original.text] = legacy.readings(original.text, judge)
    return {
        pair: (new, gain)
        for pair, (new, gain) in known.items()
        if judge.strangeness(new) * 3 <= strange
        and not (undone and judge.full_cost(new) >= rival)
        and not (judge.wants_letters and takes_letters(original.text, new))
    }


_MOSTLY_LOST = 0.8
_QUOTES = frozenset("‘’“”„‚«»–—…\xa0")


def _is_foreign(line: str, judge: Judge) -> bool:
    """True when all that is strange in a line are words of another script."""
    words = [match.group() for match in utf8.WORD.finditer(line) if judge.is_strange(match.group())]
    return bool(words) and all(judge.is_foreign_word(word) for word in words)


def _needed(
    line: str,
    pair: legacy.Pair,
    reading: tuple[str, float],
    weights: dict[legacy.Pair, float],
    size: int,
    clean: str,
    judge: Judge,
) -> float:
    """What a line must gain by a reading before it is believed, in a document of ``size`` code points."""
    new, gain = reading
    says = size <= _SHORT or judge.share(line) * size >= _EXPECTED
    letters = _gives_letters(line, new)
    marks = _QUOTES.issuperset(c for c in set(new).difference(line) if not c.isascii())
    unopposed = (
        says and (letters or (marks and not takes_letters(line, new))) and not legacy.speaks_against(clean, pair)
    )
    alone = UNOPPOSED if unopposed and judge.told else ALONE if judge.told else _UNTOLD
    others = max(0.0, weights[pair] - (gain if letters else 0.0))
    return TOGETHER if others >= _PROOF else alone - (alone - TOGETHER) * others / _PROOF


def takes_letters(old: str, new: str) -> bool:
    """True when all that a reading does to small letters is to make them signs: a name from abroad reads like that."""
    if len(old) != len(new) or _gives_letters(old, new):
        return False
    letters = [b for a, b in zip(old, new, strict=True) if a != b and a.islower()]
    return bool(letters) and not any(b.isalpha() for b in letters)


def _gives_letters(old: str, new: str) -> bool:
    return any(c.isalpha() and not c.isascii() for c in set(new).difference(old))


def _proven_elsewhere(
    originals: list[Draft],
    drafts: list[Draft],
    found: dict[int, _Found],
    weights: dict[legacy.Pair, float],
    judge: Judge,
) -> list[Draft]:
    """Lines that hold nothing strange, in a document whose strange lines all have one mix-up: ``est<U+00A0>n`` is ``están``."""
    used = {chain[-1] for draft in drafts if draft.is_changed for chain in set(draft.chains) if chain}
    if len(used) != 1 or ">" not in (step := used.pop()):
        return drafts
    read_as, _, true = step.partition(">")
    if weights[read_as, true] < _PROOF:
        return drafts
    result = list(drafts)
    for number, (original, draft) in enumerate(zip(originals, drafts, strict=True)):
        if number in found or draft.is_changed:
            continue
        new = legacy.reread(original.text, read_as, true)
        if new is not None and new != original.text and judge.cost(original.text) - judge.cost(new) >= TOGETHER:
            result[number] = _reread(original, new, (read_as, true))
    return result


def _reread(draft: Draft, new: str, pair: legacy.Pair) -> Draft:
    return draft.after(legacy.changes(draft.text, new, pair), f"{pair[0]}>{pair[1]}")


_LOST_LETTER = 5.0


def _cost_of_lossy(draft: Draft, judge: Judge) -> float:
    """The cost of a draft where a lost letter counts as any letter."""
    return judge.full_cost(draft.text.replace(lossy.GONE, "")) + _LOST_LETTER * draft.text.count(lossy.GONE)
