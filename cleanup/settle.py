"""What is done in one segment: stages 2 to 5 of :mod:`cleanup.cleaner`, and the second look that makes the answer stable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from cleanup.baseline import Memory
from cleanup.decide import Policy, Refusal, Surroundings, decide
from cleanup.document import Segment, Silence, after, paragraph
from cleanup.edits import Edit, Fix
from cleanup.findings import Decision
from cleanup.records import record, replace
from cleanup.result import Pass, before_repair, silencer, without_what_is_gone
from cleanup.spans import Span
from cleanup.steps import Found, Steps
from cleanup.textmap import TextMap, compose


def _same(span: Span) -> Span:
    return span


@record
class Settlement:
    """Decides what to do in a segment, so that a second run changes nothing.

    ``place`` leads from the segment to its document, where ``silences`` are; ``refused`` knows what its file cannot hold.
    """

    steps: Steps
    policy: Policy
    silences: Sequence[Silence] = ()
    place: Callable[[Span], Span] = _same
    refused: Refusal | None = None

    def of(self, segment: Segment, memory: Memory, found: Found) -> Pass:
        """What to do about what was ``found`` in the segment.

        A text that comes out changed is looked at once more. Where that would change it again (two fixes that call each
        other forth, in text that is damaged beyond recognition), the fixes of the paragraph are held, not done; and of
        the whole text if that does not help. No fix is ever added: it is a test of what was decided, not a loop.
        """
        done = self._pass(segment, memory, found)
        if not done.edits:
            return done  # the common case
        segment.forget()  # the text that comes out has scans of its own
        again = self._again(segment, done, memory)
        if not again.edits:
            return without_what_is_gone(done, again, segment.text)
        held = self._pass(segment, memory, found, _paragraphs(segment, done, again))
        later, look = after(segment, held.edits), self._after(held.edits)
        left = self.steps.look(later)
        once = look._pass(later, memory, left)
        if once.edits:
            frozen = _paragraphs(later, once, look._again(later, once, memory))
            if look._pass(later, memory, left, frozen).edits:
                return self._pass(segment, memory, found, (Span(0, len(segment.text)),))
        return held

    def _again(self, segment: Segment, done: Pass, memory: Memory) -> Pass:
        """A look at the segment with the edits done."""
        return self._after(done.edits)._pass(after(segment, done.edits), memory)

    def _after(self, edits: Sequence[Edit]) -> Settlement:
        """The same for the segment with the edits done."""
        return replace(self, place=_through(TextMap.of_edits(edits), self.place))

    def _refused(self, segment: Segment) -> Callable[[Fix], str | None] | None:
        return partial(self.refused, segment.text) if self.refused else None

    def _pass(self, segment: Segment, memory: Memory, found: Found | None = None, frozen: Sequence[Span] = ()) -> Pass:
        """Both stages, once. ``found`` is what was found already; ``memory`` stays, so that a look can be repeated."""
        found = found or self.steps.look(segment)
        if found is None:
            return Pass([], (), memory)
        memory = memory.copy()
        decisions: list[Decision] = []
        edits: tuple[Edit, ...] = ()
        repaired, detected = segment, found.detect
        if detected is None:
            around = Surroundings(None, silencer(self.silences, self.place), memory, self._refused(segment), frozen)
            decisions, edits = decide(found.repair, self.policy, around)
            repaired = after(segment, edits)
            detected = self.steps.faults(repaired)
        if not detected:
            return Pass(decisions, edits, memory)
        back = TextMap.of_edits(edits)
        silenced = self.steps.sic.silencer(repaired.text, silencer(self.silences, _through(back, self.place)))
        around = Surroundings(repaired, silenced, memory, self._refused(repaired), frozen, back)
        later, accepted = decide(detected, self.policy, around)
        decisions += [before_repair(decision, back, repaired.text, segment.text) for decision in later]
        return Pass(decisions, compose(back, repaired.text, accepted) if back else accepted, memory)


def _paragraphs(segment: Segment, done: Pass, again: Pass) -> tuple[Span, ...]:
    """The paragraphs of the segment in which a second look would change something."""
    back = TextMap.of_edits(done.edits)
    return tuple(paragraph(segment.text, back.origin(edit.span)) for edit in again.edits)


def _through(back: TextMap, place: Callable[[Span], Span]) -> Callable[[Span], Span]:
    """``place`` for a text that ``back`` leads back from."""
    return (lambda span: place(back.origin(span))) if back else place
