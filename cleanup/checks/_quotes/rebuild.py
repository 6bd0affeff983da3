"""From roles to text: which mark and which spaces belong at each place, and the edits that lead there.

Marks with nothing but spaces between them are rebuilt together, so that no two edits meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cleanup.checks._quotes.convention import House
from cleanup.checks._quotes.document import is_lost
from cleanup.checks._quotes.grammar import FACED, STRAIGHTS, Grammar
from cleanup.checks._quotes.marks import APOSTROPHE, CLOSE, EXTRA, INERT, OPEN, Mark
from cleanup.checks._quotes.neighbours import CLOSER, DASH, DIGIT, EDGE, HANGUL, LETTER, OPENER, WIDE_CLOSERS
from cleanup.checks._quotes.notes import is_note, is_sign, may_be_note
from cleanup.edits import Edit
from cleanup.records import record
from cleanup.spans import Span
from cleanup.text.quote_marks import LEFT_SINGLE

# Korean particles and forms of the copula and of the verbs hada and doeda are written onto the closing mark; what may begin one is
# left alone.
_PARTICLE = re.compile(
    "[은는이가을를의에와과도로으만라란고하했등처보까부께한밖마조나든야였인일임입랑식적풍급형용측여들및며면지서씩할함해돼될된됨됐]"
)
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
# "etc.”." closes a shortened word and then the sentence.
_SHORTENED = frozenset(
    "etc inc ltd co corp jr sr st dr mr mrs ms prof vs al ca approx bros no vol ed eds pp cf usw bzw resp itd itp atd apod "  # noqa: SIM905
    "tzv osv ofl mm dl např др пр тд тп руб тыс млн млрд".split()
)
_STOPS = frozenset(".,!?")
_JOINED_STOPS = WIDE_CLOSERS | {"…"}  # an opening mark may follow them without a space


@dataclass(slots=True)
class Change:
    """The edits that one mark needs, and what kinds of fault they put right."""

    mark: Mark
    edits: list[Edit] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)

    def put(self, start: int, end: int, new: str, kind: str) -> None:
        """One edit more; it is joined with the one before when they touch."""
        self.kinds.add(kind)
        if self.edits and self.edits[-1].span.end == start:
            before = self.edits.pop()
            start, new = before.span.start, before.text + new
        self.edits.append(Edit(Span(start, end), new))


def changes(marks: Sequence[Mark], text: str, house: House, g: Grammar) -> Iterator[Change]:
    """What has to change, mark by mark; marks that are right already are left out."""
    writer = _Writer(text, house, g)
    for cluster in _clusters(marks):
        for change in writer.rebuilt(cluster):
            if change.edits:
                yield change


def _clusters(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    cluster: list[Mark] = []
    for mark in marks:
        if cluster and not mark.joined:
            yield cluster
            cluster = []
        cluster.append(mark)
    if cluster:
        yield cluster


@record
class _Writer:
    """Writes the marks of a cluster and the spaces around them anew."""

    text: str
    house: House
    g: Grammar

    def rebuilt(self, cluster: list[Mark]) -> list[Change]:
        """A change, perhaps an empty one, for each mark that stays."""
        kept = [Change(mark) for mark in cluster if mark.role != EXTRA]
        if not kept:
            return []
        first, last = cluster[0], cluster[-1]
        self._space(kept[0], first.near, kept[0].mark.start, self._before(kept[0].mark, first))
        for change in kept:
            self._glyph(change)
        for one, two in pairwise(kept):
            self._space(one, one.mark.end, two.mark.start, self._between(one.mark, two.mark))
        # The space behind a mark is written after its own glyph, so that the two become one edit.
        self._space(kept[-1], kept[-1].mark.end, last.far, self._after(kept[-1].mark, last))
        if self._repeats_stop(kept[-1].mark, last):
            kept[-1].put(last.far, last.far + 1, "", "doubled-punctuation")
        return kept

    def _space(self, change: Change, start: int, end: int, new: str) -> None:
        old = self.text[start:end]
        if old != new:
            change.put(start, end, new, "wrong-space" if not old.strip() else "doubled-mark")

    def _glyph(self, change: Change) -> None:
        mark = change.mark
        glyph = self._target(mark)
        if glyph != mark.glyph:
            kind = "wrong-apostrophe" if mark.role == APOSTROPHE else "wrong-mark"
            change.put(mark.start, mark.end, glyph, kind)

    def _target(self, mark: Mark) -> str:
        """The mark that belongs there."""
        if mark.role == APOSTROPHE:
            # A left mark before a shortened word (‘90s) is a slip; elsewhere (Dragons‘ Den) it is some writers' apostrophe.
            return mark.glyph if mark.glyph == LEFT_SINGLE and not mark.elision else self.house.apostrophe
        if mark.role == INERT or (self.house.by_depth is None and is_lost(mark) and self._is_kept(mark)):
            return mark.glyph
        pair = self.house.pair(mark)
        if mark.role == OPEN:
            return mark.glyph if mark.repeats and mark.glyph in pair else pair[0]
        return pair[1]

    def _is_kept(self, mark: Mark) -> bool:
        """True for a mark that stays as it is when its partner is lost: one that the language has there, and one that faces the
        other way where it could do so."""
        if mark.role == OPEN:
            side, sure = 0, mark.left in (EDGE, OPENER)
        else:
            side, sure = 1, not mark.spaced_left and (mark.left == CLOSER or mark.right in (CLOSER, EDGE))
        native = any(mark.glyph in (c.outer[side], c.inner[side]) for c in self.g.locale.conventions)
        return mark.glyph not in STRAIGHTS and (native or (not sure and self.g.facing[mark.glyph][side] >= FACED))

    def _inside(self, mark: Mark, now: str) -> str:
        return self.house.inside(self.house.pair(mark), now)

    def _before(self, mark: Mark, edge: Mark) -> str:
        """The space in front of a cluster that begins with ``mark``; ``edge`` is what it begins with now."""
        now = self.text[edge.near : edge.start]
        if mark.role == CLOSE:
            return self._inside(mark, now)
        if mark.role != OPEN or now or not self.g.spaced or self.g.has_prefix(self.text, edge.near):
            return now
        before = self.text[edge.near - 1 : edge.near]
        if is_sign(before) and not edge.spaced_right:
            return ""
        return " " if edge.left in (LETTER, DIGIT, CLOSER, HANGUL) and before not in _JOINED_STOPS else ""

    def _after(self, mark: Mark, edge: Mark) -> str:
        """The space behind a cluster that ends with ``mark``; ``edge`` is what it ends with now."""
        now = self.text[edge.end : edge.far]
        if mark.role == OPEN:
            return self._inside(mark, now)
        if mark.role != CLOSE or not self.g.spaced:
            return now
        if now:
            return "" if edge.right == CLOSER and not self._stays_apart(edge.far) else now
        moved = edge.spaced_left and not self._inside(mark, now)
        return " " if self._is_glued(edge, moved=moved) else ""

    def _is_glued(self, edge: Mark, *, moved: bool) -> bool:
        """True where a space is missing behind a closing mark; ``moved`` tells that it stands before it."""
        text, place = self.text, edge.far
        if edge.right == DASH:
            # “…”– he said: a dash with a space on its other side only has lost this one.
            return text[place] in "–—" and text[place + 1 : place + 2] == " " and not self.g.raya
        if edge.right == HANGUL:
            return _PARTICLE.match(text, place) is None
        if edge.right not in (LETTER, DIGIT, OPENER) or (edge.right == OPENER and self.g.joined_brackets):
            return False
        if self.g.has_suffix(text, place) or is_note(text, place):
            return False
        if text[place] == "[" or is_sign(text[place]):
            return moved
        return moved or text[edge.near - 1] not in _STOPS or not may_be_note(text, place)

    def _stays_apart(self, place: int) -> bool:
        """Punctuation that rightly has a space before it: French : ; ! ?, dots for something left out, :smile:."""
        text = self.text
        follower = text[place + 1 : place + 2]
        if follower.isalnum() or text[place] == "…":
            return True
        if text[place] == "." and follower in (".", " "):
            return text[place + 2 : place + 3] in (".", " ")
        return self.g.high_marks and text[place] in ":;!?"

    def _between(self, one: Mark, two: Mark) -> str:
        """The space between two marks of a cluster."""
        now = self.text[one.end : two.start]
        spaces = "".join(character for character in now if character.isspace())
        roles = one.role + two.role
        if INERT in roles:
            return now
        if roles == CLOSE + OPEN:
            return spaces or (" " if self.g.spaced else "")
        if roles == APOSTROPHE + OPEN:
            return spaces or ("" if self.g.joining else " ")
        if roles in (OPEN + OPEN, OPEN + APOSTROPHE):
            return self._inside(one, now)
        if roles in (CLOSE + CLOSE, APOSTROPHE + CLOSE):
            return self._inside(two, now)
        return spaces

    def _repeats_stop(self, mark: Mark, edge: Mark) -> bool:
        """True when the stop behind a closing mark is the one that stands before it already: .”."""
        text, place = self.text, edge.far
        stop = text[place : place + 1]
        if mark.role != CLOSE or not mark.near or stop not in _STOPS or text[mark.near - 1] != stop:
            return False
        if text[place + 1 : place + 2] in (".", "!", "?", "…", ",") or text[mark.near - 2] in ".!?…":
            return False
        if stop != ".":
            return True
        word = _LAST_WORD.search(text, max(0, mark.near - 30), mark.near - 1)
        return word is not None and len(word.group()) > 1 and word.group().lower() not in _SHORTENED
