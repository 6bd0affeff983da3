"""The whole repair of a text, in its order.

1. A text that holds nothing strange is left alone (:mod:`gate`), one with names from abroad too (:mod:`suspicion`).
2. UTF-8 misread, word by word, the evidence pooled over the document (:mod:`utf8`).
3. Where a charset is proven so: sequences that lost a character on the way (:mod:`lossy`).
4. Lines that are still strange: one legacy charset read as another (:mod:`rereading`), pooled too.
5. Lone C1 controls that are quotation marks or letters of Windows.
6. Where the language is not known, ftfy's answer stands (:mod:`second_opinion`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cleanup.checks._mojibake import gate, legacy, lossy, utf8
from cleanup.checks._mojibake.draft import Chain, Change, Draft
from cleanup.checks._mojibake.rereading import reread_lines
from cleanup.checks._mojibake.second_opinion import second_opinion
from cleanup.checks._mojibake.suspicion import CONTROL, LEAD_AT_END, LONGEST_PIECE, is_worth_it
from cleanup.edits import Edit, splice
from cleanup.spans import Span
from cleanup.text.encodings_of import windows_charset
from cleanup.text.judge import Judge
from cleanup.textmap import TextMap, compose


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
            while len(line) - position > LONGEST_PIECE:
                cut = line.rfind(" ", position, position + LONGEST_PIECE)
                cut = cut if cut > position else position + LONGEST_PIECE
                found.append((start + position, line[position:cut]))
                position = cut
            found.append((start + position, line[position:]))
        start += len(line) + 1
    return found


_PASSES = 4


def repairs(text: str, language: str | None) -> list[Repair]:
    """What is to be repaired in a text, in order. To repair the result again would change nothing.

    What is undone can prove what it hid before; so the repaired text, which the gate mostly finds clean, is looked at too.
    """
    found = _one_pass(text, language)
    for _ in range(_PASSES if found else 0):
        edits = [Edit(Span(start, end), new) for repair in found for start, end, new in repair.edits]
        repaired = splice(text, edits)
        more = _one_pass(repaired, language)
        if not more:
            break
        again = [Edit(Span(start, end), new) for repair in more for start, end, new in repair.edits]
        found = _together(found, more, compose(TextMap.of_edits(edits), repaired, again))
    return found


def _together(found: list[Repair], more: list[Repair], net: Iterable[Edit]) -> list[Repair]:
    """The repairs of two passes as repairs of the first text; those that the second pass did not touch stay as they are."""
    left = {(edit.span.start, edit.span.end, edit.text) for edit in net}
    result = [repair for repair in found if left.issuperset(repair.edits)]
    left.difference_update(edit for repair in result for edit in repair.edits)
    for start, end, new in left:
        inside = next((repair for repair in found if repair.start <= start and end <= repair.end), more[0])
        lost = lossy.GONE in new
        result.append(Repair(start, end, ((start, end, new),), inside.chain, lost, inside.kind))
    return sorted(result, key=lambda repair: repair.start)


def _one_pass(text: str, language: str | None) -> list[Repair]:
    if text.isascii():
        return []
    strange = gate.pattern(language)
    if strange.search(text) is None and not gate.shouts(text):
        return []  # the common case
    judge = Judge(language, text)
    if not is_worth_it(text, strange, judge):
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
    result = reread_lines(drafts, _utf_8(text, drafts, readings), document, judge)
    result = [_controls(draft, judge) for draft in result]
    return result if judge.told else [second_opinion(o, d) for o, d in zip(drafts, result, strict=True)]


def _changed(drafts: list[Draft]) -> bool:
    return any(any(draft.chains) for draft in drafts)


def _utf_8(text: str, drafts: list[Draft], readings: utf8.Readings) -> list[Draft]:
    words = {match.group() for draft in drafts for match in utf8.WORD.finditer(draft.text)}
    strange = {word for word in words if readings.judge.is_strange(word)}
    if any(readings.of(word) for word in sorted(strange)):
        for word in sorted(words - strange):
            readings.of(word)
    elif not any(LEAD_AT_END.search(draft.text) for draft in drafts):
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


# -- C1 controls --------------------------------------------------------------------------------------------------------


def _controls(draft: Draft, judge: Judge) -> Draft:
    """Lone C1 controls are characters that only Windows has, read as Latin-1."""
    if CONTROL.search(draft.text) is None:
        return draft
    charset = windows_charset(judge.candidates(draft.text)[0])
    changes = []
    for match in CONTROL.finditer(draft.text):
        new = legacy.reread(match.group(), "latin-1", charset)
        if new is not None and not CONTROL.match(new):
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
