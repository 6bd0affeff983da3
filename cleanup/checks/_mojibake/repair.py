"""The whole repair of a text, in its order.

1. A text that holds nothing strange is left alone (:mod:`gate`), one with names from abroad too (:mod:`suspicion`).
2. UTF-8 misread, word by word, the evidence pooled over the document (:mod:`utf8`).
3. Where a charset is proven so: sequences that lost a character on the way (:mod:`lossy`).
4. Lines that are still strange: one legacy charset read as another (:mod:`rereading`), pooled too.
5. In lines that stand as they stood: "à" and "í" whose second byte went (:mod:`lone`).
6. Lone C1 controls that are quotation marks or letters of Windows.
7. Where the language is not known, ftfy's answer stands (:mod:`second_opinion`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cleanup.checks._mojibake import gate, legacy, lone, lossy, utf8
from cleanup.checks._mojibake.blocks import BLOCK, Evidence, Memo, blocks, pieces
from cleanup.checks._mojibake.draft import Chain, Change, Draft
from cleanup.checks._mojibake.rereading import reread_lines
from cleanup.checks._mojibake.second_opinion import second_opinion
from cleanup.checks._mojibake.sequences import CHARSETS, beginning, may_be_undone
from cleanup.checks._mojibake.stretches import Repair, stretches
from cleanup.checks._mojibake.suspicion import CONTROL, LEAD_AT_END, is_worth_it
from cleanup.edits import Edit, splice
from cleanup.spans import Span
from cleanup.text.encodings_of import windows_charset
from cleanup.text.judge import SAMPLE, Judge
from cleanup.textmap import TextMap, compose

_PASSES = 4


def repairs(text: str, language: str | None) -> list[Repair]:
    """What is to be repaired in a text, in order. To repair the result again would change nothing."""
    if len(text) <= BLOCK:
        first = gate.first_suspect(text, language)
        return [] if first < 0 else _looked(text, first, 0, text, language, Evidence()).repairs
    looks: list[_Look] = []
    evidence = Evidence()
    for offset, block in blocks(text):
        look = _looked(block, gate.first_suspect(block, language), offset, text, language, evidence)
        evidence += look.evidence
        looks.append(look)
    if len(looks) > 1:
        looks = list(_proven_later(looks, text, language, evidence))
    return [repair for look in looks for repair in look.repairs]


class _Look(NamedTuple):
    """What was found in a block. ``proven`` are the mix-ups that were proven then."""

    start: int
    end: int
    repairs: list[Repair]
    evidence: Evidence
    proven: set[Chain]


def _looked(block: str, first: int, offset: int, text: str, language: str | None, before: Evidence) -> _Look:
    """The repairs of a block, in places of the text. ``first`` is where the gate stopped in it, ``before`` what the rest of
    the document says.

    What is undone can prove what it hid before; so the repaired block, which the gate mostly finds clean, is looked at too.
    """
    memo = Memo(Judge(language, text[:SAMPLE]))
    found, evidence = _one_pass(block, first, language, before, memo)
    for _ in range(_PASSES if found else 0):
        edits = _edits(found)
        repaired = splice(block, edits)
        more, _ = _one_pass(repaired, gate.first_suspect(repaired, language), language, before, memo)
        if not more:
            break
        found = _together(found, more, compose(TextMap.of_edits(edits), repaired, _edits(more)))
    found = [repair.shifted(offset) for repair in found] if offset else found
    return _Look(offset, offset + len(block), found, evidence, (before + evidence).proven(utf8.PROOF))


def _edits(found: Iterable[Repair]) -> list[Edit]:
    return [Edit(Span(start, end), new) for repair in found for start, end, new in repair.edits]


def _proven_later(looks: list[_Look], text: str, language: str | None, evidence: Evidence) -> Iterator[_Look]:
    """The looks, those taken anew that came before a mix-up was proven."""
    proven = evidence.proven(utf8.PROOF)
    for look in looks:
        if proven <= look.proven or look.evidence.is_empty:
            yield look
        else:
            block = text[look.start : look.end]
            first = gate.first_suspect(block, language)
            yield _looked(block, first, look.start, text, language, evidence - look.evidence)


def _together(found: list[Repair], more: list[Repair], net: Iterable[Edit]) -> list[Repair]:
    """The repairs of two passes as repairs of the first text; those that the second pass did not touch stay as they are."""
    left = {(edit.span.start, edit.span.end, edit.text) for edit in net}
    result = [repair for repair in found if left.issuperset(repair.edits)]
    left.difference_update(edit for repair in result for edit in repair.edits)
    for start, end, new in sorted(left):
        lost = lossy.GONE in new
        around = next((repair for repair in result if repair.start <= start and end <= repair.end), None)
        if around is not None:
            result.remove(around)
            result.append(around.with_edit(start, end, new, lost))
            continue
        inside = next((repair for repair in found if repair.start <= start and end <= repair.end), more[0])
        result.append(Repair(start, end, ((start, end, new),), inside.chain, lost, inside.kind))
    return sorted(result, key=lambda repair: repair.start)


def _one_pass(
    text: str, first: int, language: str | None, before: Evidence, memo: Memo
) -> tuple[list[Repair], Evidence]:
    """The repairs of a block and what it says about mix-ups."""
    if first < 0:
        return [], Evidence()  # the common case
    strange = gate.pattern(language)
    if not is_worth_it(text, strange, first, memo.judge):
        return [], Evidence()
    drafts = [Draft.of(piece, start) for start, piece in pieces(text)]
    readings = utf8.Readings(memo, before)
    hit = [draft for draft in drafts if strange.search(draft.text)] or drafts
    result = _all_steps(text, hit, drafts, readings)
    if _changed(result) and len(more := _of_the_same(drafts, hit, result)) > len(hit):
        result = _all_steps(text, more, drafts, readings)
    found = [repair for draft in result if draft.is_changed for repair in stretches(text, draft)]
    return found, readings.evidence - before


def _all_steps(text: str, drafts: list[Draft], document: list[Draft], readings: utf8.Readings) -> list[Draft]:
    """The pieces after all steps. ``document`` holds all pieces, of which ``drafts`` may be the strange ones."""
    judge = readings.judge
    result, readings.legacy = reread_lines(
        drafts, _utf_8(text, drafts, readings), document, readings.memo, readings.before
    )
    result = [_controls(draft if draft.is_changed else lone.restored(draft, judge), judge) for draft in result]
    return result if judge.told else [second_opinion(o, d) for o, d in zip(drafts, result, strict=True)]


def _of_the_same(drafts: list[Draft], hit: list[Draft], result: list[Draft]) -> list[Draft]:
    """The strange pieces, and those with nothing strange that may hold more of the damage that was found in them."""
    steps = frozenset(step for draft in result if draft.is_changed for chain in set(draft.chains) for step in chain)
    if not steps <= CHARSETS.keys():
        return drafts  # another legacy charset, of which any letter may be one
    begins = beginning(steps)
    known = {draft.start for draft in hit}
    return [d for d in drafts if d.start in known or begins.search(d.text) or LEAD_AT_END.search(d.text)]


def _changed(drafts: list[Draft]) -> bool:
    return any(draft.is_changed for draft in drafts)


def _utf_8(text: str, drafts: list[Draft], readings: utf8.Readings) -> list[Draft]:
    words = {word for draft in drafts for word in utf8.WORD.findall(draft.text)}
    possible = sorted(filter(may_be_undone, words))
    strange = list(filter(readings.judge.is_strange, possible))
    if any(map(readings.of, strange)):
        for word in possible:
            readings.of(word)
    elif not any(LEAD_AT_END.search(draft.text) for draft in drafts):
        return drafts
    return _spoilt(text, drafts, [utf8.repaired(draft, readings) for draft in drafts], readings)


def _spoilt(text: str, originals: list[Draft], drafts: list[Draft], readings: utf8.Readings) -> list[Draft]:
    """The drafts with those pieces read anew in which characters were lost after the wrong reading."""
    judge = readings.judge
    charsets = tuple(dict.fromkeys((*lossy.first_steps(drafts)[:3], "latin-1", "cp1252")))
    proven = {charset for charset in charsets if readings.weights.get((charset,), 0.0) >= utf8.PROOF}
    left = [number for number, draft in enumerate(drafts) if _looks_spoilt(draft, charsets[0], judge)]
    stripped = {charset for charset in charsets if any(lossy.is_stripped(originals[n], charset) for n in left)}
    result = list(drafts)
    tried: dict[int, set[str]] = {}
    for _ in range(2):  # the second time for pieces that need the proof of the others
        for number in left:
            if number in tried and tried[number] >= proven:
                continue
            found = {}
            for charset in charsets:
                signs = lossy.Signs(originals[number].end == len(text), charset in proven, charset in stripped)
                reading = lossy.whole_reading(originals[number], charset, signs, readings.memo)
                if reading is not None:
                    found[charset] = reading
            tried[number] = set(proven)
            if found:
                best = max(found, key=lambda c: (sum(map(bool, found[c].chains)) - 2 * sum(found[c].lost), c))
                result[number] = found[best]
                proven.add(best)
                tried[number] = set(charsets)
    return result


def _looks_spoilt(draft: Draft, charset: str, judge: Judge) -> bool:
    if not draft.is_changed:
        return judge.is_strange(draft.text)
    if sum(len(chain) > 1 for chain in draft.chains) * 2 > sum(map(bool, draft.chains)):
        return False  # damaged twice, and not spoilt between: what is left over has other reasons
    return judge.is_strange(draft.text) or lossy.holds_leads(draft, charset, judge)


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
