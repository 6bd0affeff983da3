"""What became of a text, and how positions get back to it: from the repaired text to the segment, and on to the document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cleanup.baseline import Memory
from cleanup.decide import Refusal, Silencer
from cleanup.document import Document, Part, Silence
from cleanup.edits import Edit, Fix, in_order
from cleanup.errors import TextFailure
from cleanup.findings import PUT_RIGHT, Decision, Finding, Outcome
from cleanup.formats import pieces_of, unwritable
from cleanup.lines import Lines
from cleanup.records import record, replace
from cleanup.spans import Span
from cleanup.textmap import TextMap, compose


@record
class Result:
    """What became of a text.

    ``text`` is the cleaned text, ``original`` the one that was passed in; ``edits`` lead from one to the other and,
    like every position in ``decisions`` and ``findings``, count code points of ``original``. ``language`` and
    ``source_language`` are the BCP 47 tags that the run went by; ``encoding`` is that of the bytes, "utf-8" for text.
    ``failure`` says why a text of a long stream was not cleaned; ``text`` is then the text as it came.
    """

    text: str
    original: str
    decisions: tuple[Decision, ...]
    edits: tuple[Edit, ...]
    language: str | None = None
    source_language: str | None = None
    encoding: str = "utf-8"
    failure: TextFailure | None = None

    @property
    def findings(self) -> list[Finding]:
        """All findings in the order of the text, whatever became of them."""
        return [decision.finding for decision in self.decisions]

    @property
    def changed(self) -> bool:
        """True when the text is not what was passed in."""
        return bool(self.edits)


@record
class Pass:
    """One look at a segment: decisions and net edits in code points of its text, and what is remembered after it."""

    decisions: list[Decision]
    edits: tuple[Edit, ...]
    memory: Memory


def without_what_is_gone(done: Pass, again: Pass, text: str) -> Pass:
    """The pass, where nothing is left for a person to decide that a second look does not find any more.

    A control character that mojibake is made of was found by itself as well; two spellings of a name are one when a rule has
    put the other right. A finding is still there when the second look has one of its rule in the same line.
    """
    if all(decision.outcome is not Outcome.HELD for decision in done.decisions):
        return done
    lines, back = Lines(text), TextMap.of_edits(done.edits)

    def key(finding: Finding, span: Span) -> tuple[str, str, int]:
        return finding.check, finding.rule, lines.place(span.start)[0]

    there = {key(decision.finding, back.origin(decision.finding.span)) for decision in again.decisions}
    decisions = [
        Decision(d.finding, Outcome.BLOCKED, PUT_RIGHT)
        if d.outcome is Outcome.HELD and key(d.finding, d.finding.span) not in there
        else d
        for d in done.decisions
    ]
    return Pass(decisions, done.edits, done.memory)


def silencer(silences: Sequence[Silence], place: Callable[[Span], Span]) -> Silencer | None:
    """Answers for a finding why a person silenced it, None when nobody did. ``place`` leads to the document."""
    if not silences:
        return None

    def reason(finding: Finding) -> str | None:
        at = place(finding.span)
        for silence in silences:
            if silence.span.contains(at) and (not silence.checks or finding.check in silence.checks):
                return silence.reason or "a comment in the file"
        return None

    return reason


def refusal(document: Document, part: Part) -> Refusal | None:
    """Answers for a fix of a segment why its file cannot hold it, None when nothing can be wrong."""
    encoded = document.own_encoding and document.encoding != "utf-8"
    if not encoded and not part.lacks:
        return None  # the common case

    def reason(text: str, fix: Fix) -> str | None:
        for edit in fix.edits:
            old = edit.span.of(text)
            for character in part.lacks:
                if edit.text.count(character) > old.count(character):
                    return f"the file can hold no {_NAMES.get(character, character)} at this place"
        if not encoded:
            return None
        texts = [part.encode(edit.text) if part.encode else edit.text for edit in fix.edits]
        missing = next(filter(None, (unwritable(document, text) for text in texts)), "")
        return f"the file's encoding, {document.encoding}, has no {missing} (U+{ord(missing):04X})" if missing else None

    return reason


_NAMES = {"\n": "line break"}


def before_repair(decision: Decision, repair: TextMap, later: str, original: str) -> Decision:
    """A decision about the repaired text as one about the text before the repair."""
    if not repair:
        return decision
    span = repair.origin(decision.finding.span)

    def lifted(fix: Fix) -> Fix | None:
        edits = [e for e in (repair.lift(edit, later) for edit in fix.edits) if e is not None]
        try:
            return Fix(tuple(edits), fix.applicability, fix.title) if edits else None
        except ValueError:  # two edits inside one repaired block
            return Fix(compose(repair, later, fix.edits), fix.applicability, fix.title)

    return _moved(decision, span, span.of(original), lifted)


def in_document(decision: Decision, document: Document, part: Part) -> Decision:
    """A decision about a segment as one about its document; what is done goes around the markup that it spans."""

    def lifted(fix: Fix) -> Fix | None:
        edits = pieces_of(document, in_order(e for e in map(part.lift, fix.edits) if e is not None))
        return Fix(edits, fix.applicability, fix.title) if edits else None

    span = part.origin(decision.finding.span)
    moved = _moved(decision, span, span.of(document.text) if part.is_verbatim else decision.finding.text, lifted)
    if decision.outcome is Outcome.APPLIED and moved.finding.fix is None:
        return replace(moved, outcome=Outcome.BLOCKED, by="the markup of the file")
    return moved


def _moved(decision: Decision, span: Span, text: str, lifted: Callable[[Fix], Fix | None]) -> Decision:
    finding = decision.finding
    fix = lifted(finding.fix) if finding.fix else None
    alternatives = tuple(other for other in map(lifted, finding.alternatives) if other)
    return replace(decision, finding=replace(finding, span=span, text=text, fix=fix, alternatives=alternatives))
