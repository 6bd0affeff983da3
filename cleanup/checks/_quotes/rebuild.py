"""From roles to text: which mark and which spaces belong at each place, and the edits that lead there.

Marks with nothing but spaces between them are rebuilt together, so that no two edits meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cleanup.checks._quotes.convention import House
from cleanup.checks._quotes.marks import CLOSER, DASH, DIGIT, HANGUL, LETTER, OPENER, WIDE_CLOSERS, Mark
from cleanup.checks._quotes.grammar import Grammar
from cleanup.checks._quotes.roles import APOSTROPHE, CLOSE, EXTRA, INERT, OPEN
from cleanup.edits import Edit
from cleanup.spans import Span
from cleanup.text.quote_marks import LEFT_SINGLE

# Korean particles and forms of the copula are written onto the closing mark; any syllable that may begin one is left alone.
_PARTICLE = re.compile("[은는이가을를의에와과도로으만라란고하했등처보까부께한밖마조나든야였인일임입랑식적풍급형용측여들및며면지서씩]")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_SHORTENED = frozenset(
    ["etc", "inc", "ltd", "co", "corp", "jr", "sr", "st", "dr", "mr", "mrs", "ms", "prof", "vs", "al", "ca", "approx", "bros", "usw", "bzw", "resp", "itd", "itp", "atd", "apod", "tzv", "osv", "ofl", "mm", "dl", "např", "no", "vol", "ed", "eds", "pp", "cf", "др", "пр", "тд", "тп", "руб", "тыс", "млн", "млрд"]
)


@dataclass(slots=True)
class Change:
    """The edits that one mark needs, and what kinds of fault they put right."""

    mark: Mark
    edits: list[Edit] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)


def changes(marks: Sequence[Mark], text: str, house: House, g: Grammar) -> Iterator[Change]:
    """What has to change, mark by mark; marks that are right already are left out."""
    for cluster in _clusters(marks):
        yield from _of_cluster(cluster, text, house, g)


def _clusters(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    cluster: list[Mark] = []
    for mark in marks:
        if cluster and not mark.joined:
            yield cluster
            cluster = []
        cluster.append(mark)
    if cluster:
        yield cluster


def _of_cluster(cluster: list[Mark], text: str, house: House, g: Grammar) -> Iterator[Change]:
    kept = [mark for mark in cluster if mark.role != EXTRA]
    if not kept:
        return
    made = {id(mark): Change(mark) for mark in kept}
    first, last = kept[0], kept[-1]
    _replace(made[id(first)], cluster[0].near, first.start, _before(first, cluster[0], text, house, g), text, cluster[0] is not first)
    for mark in kept:
        glyph = target(mark, house)
        if glyph != mark.glyph:
            _add(made[id(mark)], mark.start, mark.end, glyph, "wrong-apostrophe" if mark.role == APOSTROPHE else "wrong-mark")
    for one, two in zip(kept, kept[1:], strict=False):
        dropped = text[one.end : two.start].strip() != ""
        _replace(made[id(one)], one.end, two.start, _between(one, two, text, house, g), text, dropped)
    _replace(made[id(last)], last.end, cluster[-1].far, _after(last, cluster[-1], text, house, g), text, cluster[-1] is not last)
    if _repeated(last, cluster[-1], text):
        _add(made[id(last)], cluster[-1].far, cluster[-1].far + 1, "", "doubled-punctuation")
    for change in made.values():
        if change.edits:
            yield change


def _replace(change: Change, start: int, end: int, new: str, text: str, dropped: bool) -> None:
    old = text[start:end]
    if old != new:
        _add(change, start, end, new, "doubled-mark" if dropped else "wrong-space")


def _add(change: Change, start: int, end: int, new: str, kind: str) -> None:
    """One edit more; it is joined with the one before when they touch."""
    change.kinds.add(kind)
    if change.edits and change.edits[-1].span.end == start:
        before = change.edits.pop()
        start, new = before.span.start, before.text + new
    change.edits.append(Edit(Span(start, end), new))


def target(mark: Mark, house: House) -> str:
    """The mark that belongs there."""
    if mark.role == APOSTROPHE:
        # A left mark after a letter (Dragons‘ Den) is some writers' apostrophe; before a shortened word (‘90s) it is a slip.
        return mark.glyph if mark.glyph == LEFT_SINGLE and not mark.elision else house.apostrophe
    if mark.role == OPEN:
        return mark.glyph if mark.repeats and mark.glyph in house.pair(mark) else house.pair(mark)[0]
    if mark.role == CLOSE:
        return house.pair(mark)[1]
    return mark.glyph


def _before(mark: Mark, edge: Mark, text: str, house: House, g: Grammar) -> str:
    """The space that belongs in front of a cluster that begins with ``mark``; ``edge`` is what it begins with now."""
    now = text[edge.near : edge.start]
    if mark.role == OPEN:
        if not now and g.has_prefix(text, edge.near):
            return ""
        return now or (" " if edge.left in (LETTER, DIGIT, CLOSER, HANGUL) and g.spaced and text[edge.near - 1] not in WIDE_CLOSERS else "")
    if mark.role == CLOSE:
        return house.inside(house.pair(mark), now)
    return now


def _after(mark: Mark, edge: Mark, text: str, house: House, g: Grammar) -> str:
    now = text[edge.end : edge.far]
    if mark.role == OPEN:
        return house.inside(house.pair(mark), now)
    if mark.role == CLOSE:
        if not now:
            # “…”– he said: a dash with a space on its other side only has lost this one.
            if edge.right == DASH and text[edge.far] in "–—" and text[edge.far + 1 : edge.far + 2] == " " and not g.raya:
                return " "
            if g.has_suffix(text, edge.far):
                return ""
            if edge.right == HANGUL:
                return "" if _PARTICLE.match(text, edge.far) else " "
            return " " if edge.right in (LETTER, DIGIT, OPENER) and g.spaced else ""
        if edge.right == CLOSER and g.spaced and not _stays_apart(text, edge.far, g):
            return ""
    return now


def _repeated(mark: Mark, edge: Mark, text: str) -> bool:
    """The stop after a closing mark is the one that stands before it already: .”."""
    stop = text[edge.far : edge.far + 1]
    if mark.role != CLOSE or not stop or stop not in ".,!?" or text[edge.far + 1 : edge.far + 2] in tuple(".,!?…"):
        return False
    if text[mark.near - 1] != stop or text[mark.near - 2 : mark.near - 1] in tuple(".!?…"):
        return False
    word = _LAST_WORD.search(text, max(0, mark.near - 30), mark.near - 1)
    # "etc.”." closes a shortened word and the sentence.
    return stop != "." or (word is not None and len(word.group()) > 1 and word.group().lower() not in _SHORTENED)


def _stays_apart(text: str, place: int, g: Grammar) -> bool:
    """Punctuation that rightly has a space before it: French : ; ! ?, dots that stand for something left out."""
    follower = text[place + 1 : place + 2]
    if follower.isalnum() or (text[place] == "." and follower in (".", " ") and text[place + 2 : place + 3] in tuple(". ")):
        return True  # :smile:, …, . . .
    return (g.high_marks and text[place] in ":;!?") or text[place] == "…"


def _between(one: Mark, two: Mark, text: str, house: House, g: Grammar) -> str:
    """The space that belongs between two marks of a cluster."""
    now = text[one.end : two.start]
    spaces = "".join(c for c in now if c.isspace())
    roles = (one.role, two.role)
    if INERT in roles:
        return now
    if roles == (CLOSE, OPEN):
        return spaces or (" " if g.spaced else "")
    if roles == (OPEN, CLOSE):
        return spaces
    if roles == (APOSTROPHE, OPEN):
        return spaces if spaces or g.joining else " "
    if roles in ((OPEN, OPEN), (OPEN, APOSTROPHE)):
        return house.inside(house.pair(one), now)
    if roles in ((CLOSE, CLOSE), (APOSTROPHE, CLOSE)):
        return house.inside(house.pair(two), now)
    return spaces
