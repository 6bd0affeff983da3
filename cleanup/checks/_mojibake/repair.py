"""The whole repair of a text, in its order.

1. Lines that hold nothing strange are left alone (:mod:`gate`).
2. UTF-8 misread, word by word, the evidence pooled over the document (:mod:`utf8`).
3. Where a charset is proven so: sequences that lost a character on the way (:mod:`lossy`).
4. Lines that are still strange: one legacy charset read as another (:mod:`legacy`), pooled too.
5. Lone C1 controls that are quotation marks or letters of Windows.
6. What the model does not know: ftfy's answer stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from cleanup.checks._mojibake import gate, legacy, lossy, sequences, utf8
from cleanup.checks._mojibake.draft import Chain, Change, Draft
from cleanup.checks._mojibake.second_opinion import looks_bad, second_opinion
from cleanup.text.encodings_of import windows_charset
from cleanup.text.judge import Judge

_LONGEST_PIECE = 2000


@dataclass(frozen=True, slots=True)
class Repair:
    """A stretch of the original that one chain explains: what changes in it, character by character.

    ``edits`` are (start, end, new text); ``lost`` says that new text holds U+FFFD or a guessed space.
    """

    start: int
    end: int
    edits: tuple[tuple[int, int, str], ...]
    chain: Chain
    lost: bool
    kind: str = "utf-8"


def pieces(text: str) -> list[tuple[int, str]]:
    """Lines that are not ASCII, with their places; the very long ones cut at spaces."""
    found = []
    start = 0
    for line in text.split("\n"):
        if not line.isascii():
            position = 0
            while len(line) - position > _LONGEST_PIECE:
                cut = line.rfind(" ", position, position + _LONGEST_PIECE)
                cut = cut if cut > position else position + _LONGEST_PIECE
                found.append((start + position, line[position:cut]))
                position = cut
            found.append((start + position, line[position:]))
        start += len(line) + 1
    return found


def repairs(text: str, language: str | None) -> list[Repair]:
    """What is to be repaired in a text, in order."""
    if text.isascii():
        return []
    strange = gate.pattern(language)
    if strange.search(text) is None and not gate.shouts(text):
        return []  # the common case
    judge = Judge(language, text)
    if not _is_worth_it(text, strange, judge):
        return []
    drafts = [Draft.of(piece, start) for start, piece in pieces(text)]
    readings = utf8.Readings(judge)
    hit = [draft for draft in drafts if strange.search(draft.text)] or drafts
    if len(hit) < len(drafts) and not _changed(_all_steps(text, hit, drafts, readings)):
        return []
    result = _all_steps(text, drafts, drafts, readings)
    return [repair for draft in result if any(draft.chains) for repair in _stretches(text, draft)]


def _all_steps(text: str, drafts: list[Draft], document: list[Draft], readings: utf8.Readings) -> list[Draft]:
    """The pieces after all steps. ``document`` holds all pieces, of which ``drafts`` may be the strange ones."""
    judge = readings.judge
    result = _legacy(drafts, _utf_8(text, drafts, readings), document, judge)
    result = [_controls(draft, judge) for draft in result]
    return result if judge.told else [second_opinion(o, d) for o, d in zip(drafts, result, strict=True)]


def _changed(drafts: list[Draft]) -> bool:
    return any(any(draft.chains) for draft in drafts)


_FEW = 800  # code points of a text in which a few strange words are much
_ENOUGH = 300  # places that are looked at before a document is taken for damaged
_CONTROL = re.compile("[\x80-\x9f]")
_TWO_HIGH = re.compile("[^\x00-\x7f]{2}|[ÂÃ][ ?]")
_CYRILLIC_CAPITAL = re.compile("[\u0400-\u042f]")
_CHINESE = frozenset({"zh", "zh-Hant", "ja", "ko"})
_HAN = re.compile("[\u4e00-\u9fff]")
_DENSE, _SEVERAL = 0.2, 3  # of a line that is damaged as a whole


def _is_worth_it(text: str, strange: re.Pattern[str], judge: Judge) -> bool:
    """True when some reading makes the strange words of a text more natural. A name from abroad has none."""
    if judge.told is None and looks_bad(text):
        return True
    seen: set[str] = set()
    gained = 0.0
    enough = _TOGETHER if len(text) < _FEW and not judge.is_plain else _UNOPPOSED
    for count, match in enumerate(strange.finditer(text)):
        if count > _ENOUGH or _CONTROL.match(match.group()):
            return True
        word = _word_at(text, match.start())
        if _CYRILLIC_CAPITAL.match(match.group()):
            word = text[max(0, match.start() - _REACH) : match.start() + _REACH]  # KOI8 makes few such words, all odd
        if word in seen:
            continue
        seen.add(word)
        if judge.told in _CHINESE and _HAN.match(match.group()):
            if _is_dense(text, match.start(), strange):
                return True
            continue
        utf_8, one_for_one = _verdict(word, judge.told) if judge.told else _gains(word, judge)
        gained += one_for_one
        if utf_8 or gained >= enough:
            return True
    return not seen  # a text that shouts


_REACH = 40  # code points on each side that are looked through for the ends of a word


def _word_at(text: str, position: int) -> str:
    low, high = max(0, position - _REACH), min(len(text), position + _REACH)
    start = max(text.rfind(" ", low, position), text.rfind("\n", low, position), low - 1) + 1
    ends = (text.find(" ", position, high), text.find("\n", position, high))
    return text[start : min((end for end in ends if end >= 0), default=high)]


def _is_dense(text: str, position: int, strange: re.Pattern[str]) -> bool:
    """True when a line is full of Chinese characters that are rare in the language."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    line = text[start : len(text) if end < 0 else end][:_LONGEST_PIECE]
    return sum(1 for _ in strange.finditer(line)) > max(_DENSE * len(line), _SEVERAL)


@lru_cache(maxsize=20_000)
def _verdict(word: str, language: str) -> tuple[bool, float]:
    return _gains(word, Judge(language, word))


def _gains(word: str, judge: Judge) -> tuple[bool, float]:
    """Does a word look like UTF-8 misread, and what does it gain at most by another legacy charset?"""
    utf_8 = (_TWO_HIGH.search(word) is not None or sequences.may_be_wide(word)) and (
        bool(utf8.Readings(judge).of(word)) or _LEAD_AT_END.search(word) is not None
    )
    found = legacy.readings(word, judge).values()
    strange = judge.strangeness(word)
    gains = (
        g
        for new, g in found
        if judge.strangeness(new) * 3 <= strange and not (judge.wants_letters and _takes_letters(word, new))
    )
    return utf_8, max(gains, default=0.0)


_LEAD_AT_END = re.compile("[ÂÃÄÅÐÑ×ØÙâ](?:€?[?\ufffd]|[ ]|\\Z)")


# -- UTF-8 ------------------------------------------------------------------------------------------------------------


def _utf_8(text: str, drafts: list[Draft], readings: utf8.Readings) -> list[Draft]:
    words = {match.group() for draft in drafts for match in utf8.WORD.finditer(draft.text)}
    strange = {word for word in words if readings.judge.is_strange(word)}
    if any(readings.of(word) for word in sorted(strange)):
        for word in sorted(words - strange):
            readings.of(word)
    elif not any(_LEAD_AT_END.search(draft.text) for draft in drafts):
        return drafts
    return _spoilt(text, drafts, [utf8.repaired(draft, readings) for draft in drafts], readings)


def _spoilt(text: str, originals: list[Draft], drafts: list[Draft], readings: utf8.Readings) -> list[Draft]:
    """The drafts with those pieces read anew in which characters were lost after the wrong reading."""
    judge = readings.judge
    charsets = tuple(dict.fromkeys((*lossy.first_steps(drafts)[:3], "latin-1", "cp1252")))
    proven = {charset for charset in charsets if readings.weights.get((charset,), 0.0) >= utf8.PROOF}
    spoilt = [o for o, draft in zip(originals, drafts, strict=True) if _looks_spoilt(draft, charsets[0], judge)]
    stripped = {charset for charset in charsets if any(lossy.is_stripped(original, charset) for original in spoilt)}
    result = list(drafts)
    for _ in range(2):  # the second time for pieces that need the proof of the others
        for number, (original, draft) in enumerate(zip(originals, drafts, strict=True)):
            if result[number] is not draft or not _looks_spoilt(draft, charsets[0], judge):
                continue
            is_last = original.ends[-1] == len(text)
            found = {
                charset: reading
                for charset in charsets
                if (r := lossy.whole_reading(original, charset, judge, is_last, charset in proven, charset in stripped))
                and (reading := r)
            }
            if found:
                best = max(found, key=lambda c: (sum(map(bool, found[c].chains)) - 2 * sum(found[c].lost), c))
                result[number] = found[best]
                proven.add(best)
    return result


def _looks_spoilt(draft: Draft, charset: str, judge: Judge) -> bool:
    if sum(len(chain) > 1 for chain in draft.chains) * 2 > sum(map(bool, draft.chains)):
        return False  # damaged twice, and not spoilt between: what is left over has other reasons
    return judge.is_strange(draft.text) or (any(draft.chains) and lossy.holds_leads(draft, charset, judge))


# -- one legacy charset as another --------------------------------------------------------------------------------------

_ALONE = 14.0  # nats a line must gain when the rest of the document speaks against the mix-up or says nothing …
_UNOPPOSED = 5.0  # … when the document has no letter that speaks against it and would have many …
_UNTOLD = 25.0  # … when the language of the document is not known …
_TOGETHER = 2.0  # … and when the mix-up is proven by other lines
_PROOF = 30.0
_SHORT = 40  # code points of a text that need not hold a letter beyond ASCII
_EXPECTED = 3.0  # letters beyond ASCII that a text of this length has in its language

_Found = dict[legacy.Pair, tuple[str, float]]


def _legacy(originals: list[Draft], drafts: list[Draft], document: list[Draft], judge: Judge) -> list[Draft]:
    """The drafts with the lines that are another legacy charset's."""
    found: dict[int, _Found] = {}
    weights: dict[legacy.Pair, float] = defaultdict(float)
    foreign: set[int] = set()
    strange_starts = {draft.starts[0] for draft in originals}
    clean = [draft.text for draft in document if draft.starts[0] not in strange_starts]
    for number, (original, draft) in enumerate(zip(originals, drafts, strict=True)):
        if judge.is_strange(original.text):
            found[number] = _readings(original, draft, judge)
            if judge.is_latin and _is_foreign(original.text, judge):
                foreign.add(number)
                continue
            for pair, (new, gain) in found[number].items():
                # A name from abroad in an English text can be read with a quotation mark for its accented letter, and
                # it comes again and again: only readings that give letters prove a mix-up for other lines.
                weights[pair] += gain if _gives_letters(original.text, new) else 0.0
        else:
            clean.append(original.text)
    result = list(drafts)
    others = "".join(set("".join(clean)))
    size = sum(len(draft.text) for draft in document)
    for number, here in found.items():
        pair = max(here, key=lambda p: (here[p][1] + weights[p], p), default=None)
        if pair is not None and number in foreign and weights[pair] < _PROOF:
            continue
        if pair is not None and here[pair][1] >= _needed(
            originals[number].text, pair, here[pair], weights, size, others, judge
        ):
            result[number] = _reread(originals[number], here[pair][0], pair)
    return _proven_elsewhere(originals, result, found, weights, judge)


def _readings(original: Draft, draft: Draft, judge: Judge) -> _Found:
    """The readings of a line that make it natural. Where UTF-8 was undone but part of the line is left over or lost, the
    two kinds of reading compete: by chance some sequences look like UTF-8."""
    undone = sum(map(bool, draft.chains))
    if undone and not any(draft.lost) and not judge.is_strange(draft.text):
        return {}
    if any(draft.lost) and sum(draft.lost) < _MOSTLY_LOST * undone:
        return {}
    strange = judge.strangeness(original.text)
    rival = _cost_of_lossy(draft, judge) if undone else 0.0
    return {
        pair: (new, gain)
        for pair, (new, gain) in legacy.readings(original.text, judge).items()
        if judge.strangeness(new) * 3 <= strange
        and not (undone and judge.full_cost(new) >= rival)
        and not (judge.wants_letters and _takes_letters(original.text, new))
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
        says and (letters or (marks and not _takes_letters(line, new))) and not legacy.speaks_against(clean, pair)
    )
    alone = _UNOPPOSED if unopposed and judge.told else _ALONE if judge.told else _UNTOLD
    others = max(0.0, weights[pair] - (gain if letters else 0.0))
    return _TOGETHER if others >= _PROOF else alone - (alone - _TOGETHER) * others / _PROOF


def _takes_letters(old: str, new: str) -> bool:
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
    used = {draft.chains[i][-1] for draft in drafts for i in range(len(draft.text)) if draft.chains[i]}
    if len(used) != 1 or ">" not in (step := used.pop()):
        return drafts
    read_as, _, true = step.partition(">")
    if weights[read_as, true] < _PROOF:
        return drafts
    result = list(drafts)
    for number, (original, draft) in enumerate(zip(originals, drafts, strict=True)):
        if number in found or any(draft.chains):
            continue
        new = legacy.reread(original.text, read_as, true)
        if new is not None and new != original.text and judge.cost(original.text) - judge.cost(new) >= _TOGETHER:
            result[number] = _reread(original, new, (read_as, true))
    return result


def _reread(draft: Draft, new: str, pair: legacy.Pair) -> Draft:
    return draft.after(legacy.changes(draft.text, new, pair), f"{pair[0]}>{pair[1]}")


_LOST_LETTER = 5.0


def _cost_of_lossy(draft: Draft, judge: Judge) -> float:
    """The cost of a draft where a lost letter counts as any letter."""
    return judge.full_cost(draft.text.replace(lossy.GONE, "")) + _LOST_LETTER * draft.text.count(lossy.GONE)


# -- C1 controls --------------------------------------------------------------------------------------------------------


def _controls(draft: Draft, judge: Judge) -> Draft:
    """Lone C1 controls are characters that only Windows has, read as Latin-1."""
    if _CONTROL.search(draft.text) is None:
        return draft
    charset = windows_charset(judge.candidates(draft.text)[0])
    changes = []
    for match in _CONTROL.finditer(draft.text):
        new = legacy.reread(match.group(), "latin-1", charset)
        if new is not None and not _CONTROL.match(new):
            changes.append(Change(match.start(), match.end(), new))
    return draft.after(changes, f"latin-1>{charset}") if changes else draft


# -- results ------------------------------------------------------------------------------------------------------------

_GAP = 40  # unchanged code points between two changes of one stretch


def _stretches(text: str, draft: Draft) -> list[Repair]:
    """Contiguous runs of changed characters, those near each other with the same chain put together."""
    edits: list[tuple[int, int, str, Chain, bool]] = []
    whole = (-1, -1)  # the stretch that the last character came from
    for new, start, end, chain, lost in zip(
        draft.text, draft.starts, draft.ends, draft.chains, draft.lost, strict=True
    ):
        if not chain or (end - start == 1 and text[start] == new):
            continue
        if edits and whole == (start, end):  # one stretch became several characters
            edits[-1] = (*edits[-1][:2], edits[-1][2] + new, chain, lost or edits[-1][4])
        elif edits and edits[-1][1] == start and edits[-1][3] == chain and edits[-1][4] == lost:
            edits[-1] = (edits[-1][0], end, edits[-1][2] + new, chain, lost)
        else:
            edits.append((start, end, new, chain, lost))
        whole = (start, end)
    result: list[Repair] = []
    group: list[tuple[int, int, str, Chain, bool]] = []
    for edit in edits:
        if group and (edit[3] != group[-1][3] or edit[0] - group[-1][1] > _GAP):
            result.append(_repair(group))
            group = []
        group.append(edit)
    if group:
        result.append(_repair(group))
    return result


def _repair(group: list[tuple[int, int, str, Chain, bool]]) -> Repair:
    edits = tuple((start, end, new) for start, end, new, _, _ in group)
    chain = group[0][3]
    kind = "legacy" if any(">" in step for step in chain) else "utf-8"
    return Repair(group[0][0], group[-1][1], edits, chain, any(lost for *_, lost in group), kind)
