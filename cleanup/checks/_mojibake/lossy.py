"""Damage on damage: UTF-8 was misread, and then some of the characters that stood for its bytes were lost.

Four things happen to them on the way: a no-break space becomes a space, undefined bytes become ``?`` or U+FFFD, C1
controls are stripped, and a text is cut in the middle of a sequence. A lost space is determined and restored; of the others
only the place is known, and that becomes one U+FFFD for each character that is gone, never a guess.

Nothing here is believed by itself: the charset must be proven by whole sequences in the same document.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from cleanup.checks._mojibake.blocks import Memo
from cleanup.checks._mojibake.draft import Chain, Change, Draft, spliced
from cleanup.checks._mojibake.sequences import OUT, as_bytes, decoded, strict_changes
from cleanup.text.judge import Judge
from cleanup.text.patterns import later

GONE = "\N{REPLACEMENT CHARACTER}"
_DONE = OUT  # stands for what is undone already, and for what is no byte of the charset
_NEXT = "[\x80-\xbf]"
_Q = "[?\ufffd]"

_BLANK = later(f"[\xc2-\xdf] |[\xe0-\xef](?:{_NEXT} | {_NEXT})|\xf0(?: {_NEXT}{{2}}|{_NEXT} {_NEXT}|{_NEXT}{{2}} )")
_ASKED = later(
    rf"[\xc2-\xdf]{_Q}|[\xe0-\xef](?:{_NEXT}{_Q}|{_Q}{_NEXT}|{_Q}{{2}})"
    rf"|[\xf0-\xf4](?=[^?\ufffd]{{0,2}}{_Q})(?:{_NEXT}|{_Q}){{3}}"
)
_STRIPPED = later(f"[\xc2-\xdf]|[\xe0-\xef]{_NEXT}?|[\xf0-\xf4]{_NEXT}{{0,2}}")
_CUT = later(rf"(?:[\xc2-\xdf]|[\xe0-\xef]{_NEXT}?|[\xf0-\xf4]{_NEXT}{{0,2}})\Z")


class Signs(NamedTuple):
    """What is known of a piece: is it the end of the document, is the charset proven, were controls stripped?"""

    is_last: bool
    proven: bool
    stripped: bool


def whole_reading(original: Draft, charset: str, signs: Signs, memo: Memo) -> Draft | None:
    """The piece as UTF-8 read as ``charset`` and then spoilt; None unless that explains next to every character of it.

    What could be undone must be letters of the language: by chance some text of a legacy charset has well-formed
    sequences, but they give letters that nobody uses. A piece in which nothing could be undone needs a proven charset.
    """
    key = (original.text, charset, signs)
    if key in memo.hopeless:
        return None
    found = _whole_reading(original, charset, signs, memo.judge)
    if found is None:
        memo.hopeless.add(key)
    return found


def _whole_reading(original: Draft, charset: str, signs: Signs, judge: Judge) -> Draft | None:
    changes = strict_changes(original.text, charset)
    made = "".join(change.new for change in changes)
    if not made and not signs.proven:
        return None
    repertoire = judge.repertoire(spliced(original.text, changes))
    natural = sum(c in repertoire or c.lower() in repertoire for c in made)
    if natural * 10 < 7 * len(made):
        return None
    draft = original.after(changes, charset)
    left = bytes_left(draft, charset)
    own = sum(1 for match in _LEAD().finditer(left) if stands_for_itself(draft.text, match.start(), judge))
    if own * 2 > len(made) or (own and not made):
        return None  # letters of the language (``é``) that may well stand for themselves
    spoilt = with_marks(draft, charset)
    if signs.is_last:
        spoilt = with_cut(spoilt, charset)
    spoilt = with_stripped(spoilt, charset, judge) if signs.stripped else with_blanks(spoilt, charset, judge)
    if judge.told is None and sum(spoilt.lost) > len(made):
        return None  # what is mostly gone proves nothing in a language that is not known
    unexplained = sum(1 for c, chain in zip(spoilt.text, spoilt.chains, strict=True) if not (c.isascii() or chain))
    explained = sum(map(bool, spoilt.chains))
    return spoilt if unexplained * 20 <= explained else None


# Bytes that begin nothing a text in Latin letters holds: the "é" of "caféâ€™s" is no Chinese character cut short.
_BEGINS_NO_LATIN = frozenset("\xe0" + "".join(map(chr, range(0xE3, 0xEF))) + "\xf1\xf2\xf3\xf4")
_UNEXPECTED = 13.0  # nats that a letter costs with the two pairs it stands in


def stands_for_itself(text: str, position: int, judge: Judge) -> bool:
    """True for a letter of the language at a place where the language has it: ``é`` in ``été``, not ``â`` in ``quâil``."""
    character = text[position]
    if not character.isalpha() or not judge.knows(character):
        return False
    before, after = text[position - 1 : position] or " ", text[position + 1 : position + 2] or " "
    return judge.pair_cost(before + character) + judge.pair_cost(character + after) < _UNEXPECTED


def holds_leads(draft: Draft, charset: str, judge: Judge) -> bool:
    """True when a letter is left over that begins a sequence and stands where the language does not have it."""
    left = bytes_left(draft, charset)
    return any(not stands_for_itself(draft.text, match.start(), judge) for match in _LEAD().finditer(left))


_LEAD = later("[\xc2-\xf4]")
_LONE_LEAD = later(f"[\xc2-\xdf](?![ ?\ufffd]|{_NEXT})|[\xe0-\xef](?!{_NEXT}{{2}}|{_NEXT}?[ ?\ufffd]|{_NEXT}?\\Z)")


def is_stripped(original: Draft, charset: str) -> bool:
    """True when sequences begin and break off without anything that stands for the bytes that are gone."""
    read = as_bytes(original.text, charset)
    if _LONE_LEAD().search(read) is None:
        return False
    draft = original.after(strict_changes(original.text, charset), charset)
    return _LONE_LEAD().search(bytes_left(draft, charset)) is not None


def bytes_left(draft: Draft, charset: str) -> str:
    """The draft as bytes of the charset; what is undone already is out of the way."""
    as_read = as_bytes(draft.text, charset)
    if not draft.is_changed:
        return as_read
    return "".join(_DONE if chain else c for c, chain in zip(as_read, draft.chains, strict=True))


def first_steps(drafts: list[Draft]) -> list[str]:
    """The charsets that characters undone in one step were read as, the commonest first."""
    changed = (draft for draft in drafts if draft.is_changed)
    steps: Counter[Chain] = Counter(chain for draft in changed for chain in draft.chains if len(chain) == 1)
    return [chain[0] for chain in sorted(steps, key=lambda chain: (-steps[chain], chain))]


def with_blanks(draft: Draft, charset: str, judge: Judge) -> Draft:
    """The draft with the sequences whose no-break space became a space."""
    changes = []
    left = bytes_left(draft, charset)
    for match in _BLANK().finditer(left):
        new = decoded(match.group().replace(" ", "\xa0"))
        if new is None:
            continue
        start, end = match.span()
        if new == "†":  # hardly ever meant: "days,â€ he" had a closing mark, whose last byte Windows does not define
            changes.append(Change(start, end - 1, GONE, lost=True))
            continue
        after = left[end : end + 1]
        if (
            (new == "à" or "\uac00" <= new <= "\ud7af")
            and after != " "
            and _stands_alone(draft.text, start, end, new, judge)
        ):
            changes.append(Change(start, end, new + " ", lost=True))
        else:
            changes.append(Change(start, end, new))
    return draft.after(changes, charset) if changes else draft


_CONTEXT = 8


def _stands_alone(text: str, start: int, end: int, new: str, judge: Judge) -> bool:
    """True when the space was one of two: ``Ã la`` is ``à la``, ``Ä‘Ã i`` is ``đài``."""
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return judge.cost(f"{before}{new} {after}") < judge.cost(f"{before}{new}{after}")


def with_marks(draft: Draft, charset: str) -> Draft:
    """The draft with U+FFFD for the sequences that hold ``?`` or U+FFFD."""
    changes = [Change(m.start(), m.end(), GONE, lost=True) for m in _ASKED().finditer(bytes_left(draft, charset))]
    return draft.after(changes, charset) if changes else draft


def with_stripped(draft: Draft, charset: str, judge: Judge) -> Draft:
    """The draft with U+FFFD for the sequences that lost their controls."""
    found = _STRIPPED().finditer(bytes_left(draft, charset))
    impossible = _BEGINS_NO_LATIN if judge.is_latin else ()
    changes = [Change(*m.span(), GONE, lost=True) for m in found if m.group()[0] not in impossible]
    return draft.after(changes, charset) if changes else draft


def with_cut(draft: Draft, charset: str) -> Draft:
    """The draft with U+FFFD for a sequence that the end of the text cuts off."""
    match = _CUT().search(bytes_left(draft, charset))
    return draft.after([Change(match.start(), match.end(), GONE, lost=True)], charset) if match else draft


__all__ = ["GONE", "Signs", "first_steps", "holds_leads", "is_stripped", "whole_reading"]
