"""The only module that knows every stage.

    1. read      bytes → Document: encoding, newline style, format, segments          (read, formats)
    2. repair    findings that change what the text *is* are decided and applied      (checks of stage REPAIR)
    3. detect    every other check looks at the same repaired text                    (checks of stage DETECT)
    4. decide    findings and policy → decisions                                      (decide)
    5. apply     accepted edits of both stages → net edits of the user's text         (textmap)
    6. report    in positions of the user's own text                                  (report)

Stages 2 to 5 of one segment are in ``settle``. There is no loop: a text that came out changed is looked at once more, and a
fix that a second run would change again is held. Cleaning what was cleaned changes nothing, whatever the text.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import partial
from itertools import groupby, islice, repeat
from operator import attrgetter
from pathlib import Path

from cleanup.baseline import Accepted, Memory
from cleanup.check import Check, Options, Stage
from cleanup.checks import CHECKS
from cleanup.decide import Policy, Surroundings, decide
from cleanup.document import Document, Segment, prose
from cleanup.edits import Applicability, Edit, in_order, splice
from cleanup.errors import OptionError, unknown
from cleanup.findings import Decision
from cleanup.flaws import FORMAT, flaws_of, losses_of, without_doubled_losses
from cleanup.formats import pieces_of
from cleanup.packs import BY_NAME, builtin_pack, collector_at_rest, load_rules
from cleanup.result import Result, in_document, refusal
from cleanup.rulepack import RulePack
from cleanup.selection import Selection
from cleanup.settle import Settlement
from cleanup.sic import CHECK as SIC
from cleanup.sic import SicMarks
from cleanup.steps import Found, Step, Steps
from cleanup.text.tags import checked

_ORDER = {name: number for number, name in enumerate(CHECKS)}
_TOGETHER = 64  # segments that are looked at together
_LONG = 1_000_000  # code points of a document in which looking for garbage costs a tenth of the time
_SAMPLE = 20_000  # code points of a document that take part in finding out its language


class Cleaner:
    """Checks and fixes texts under one set of rules. Immutable: share it between threads, pickle it to workers.

    ``language`` and ``source_language`` are BCP 47 tags; None means: find out from the document. ``rules`` are rule
    files, folders of them or loaded packs, later ones over earlier ones, all over the built-in packs. ``select`` and
    ``ignore`` take ``check`` or ``check/rule``. ``level`` is the least sure kind of fix that is applied, "safe" or
    "suggested". ``options`` are per check. ``baseline`` holds findings that were accepted before.

    Raises OptionError for a name or value that does not exist and RuleFileError with every problem of the rule files.
    """

    def __init__(
        self,
        language: str | None = None,
        source_language: str | None = None,
        rules: Iterable[str | Path | RulePack] = (),
        builtin_rules: bool = True,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] = (),
        level: str = "safe",
        options: Mapping[str, Mapping[str, object]] | None = None,
        baseline: Iterable[Accepted] = (),
    ) -> None:
        self.language = checked(language, "language")
        self.source_language = checked(source_language, "source language")
        self.builtin_rules = builtin_rules
        self.pack = load_rules(rules)
        self.selection = Selection(select, ignore)
        self.checks = tuple(CHECKS[name] for name in CHECKS if self.selection.runs(name))
        self._options = {check.name: self._options_of(check, options or {}) for check in self.checks}
        self.policy = Policy(
            level=_level(level),
            allowances={c.name: [a for a in self.pack.allowances if a.check == c.name] for c in (*self.checks, FORMAT)},
            baseline=tuple(baseline),
            order=_ORDER,
        )
        self._set_up()
        self.selection.refuse_unknown_rules(self._rules_known)

    # -- the library contract ---------------------------------------------------------------------------------------

    def clean(self, text: str, source: str | None = None) -> Result:
        """The text with the fixes of the level done, and every finding. ``source`` is the text it was translated from."""
        segment = Segment(text, self.language, self.source_language, source)
        if self.language is None or "\r\n" in text or len(text) > _LONG:
            return self.clean_document(Document(text, (prose(segment),)))
        # The way of pipelines: no document has to be made for a text that is its own segment.
        steps = self._steps(self.language)
        return self._settled(segment, steps, steps.look(segment))

    def check(self, text: str, source: str | None = None) -> Result:
        """The same as :meth:`clean`: what is found, and what a fix would do. Nothing is written anywhere."""
        return self.clean(text, source)

    def clean_bytes(self, raw: bytes, source: str | None = None, encoding: str | None = None) -> Result:
        """Decode, then clean. ``encoding`` overrides what the bytes say. Raises OptionError for an unknown encoding."""
        from cleanup.read import read_bytes

        return self.clean_document(read_bytes(raw, self.language, self.source_language, source, encoding))

    def clean_many(
        self, texts: Iterable[str], jobs: int = 1, sources: Iterable[str | None] | None = None
    ) -> Iterator[Result]:
        """The results of many texts, in their order, over ``jobs`` processes; only a few chunks are in flight.

        ``sources`` are the texts that they were translated from, one for each text, None where there is none. Raises
        OptionError, after the results of all pairs, when there are fewer of them than texts or more.
        """
        from cleanup.many import clean_many

        return clean_many(self, texts, jobs, sources)

    # -- the stages -------------------------------------------------------------------------------------------------

    def clean_together(self, pairs: Sequence[tuple[str, str | None]]) -> list[Result]:
        """:meth:`clean` for each text and its source, in two thirds of the time where they are short. An exception in one of
        them ends it."""
        if self.language is None or any("\r\n" in text for text, _ in pairs):
            return [self.clean(text, source) for text, source in pairs]
        segments = [Segment(text, self.language, self.source_language, source) for text, source in pairs]
        return [self._settled(segment, steps, found) for segment, steps, found in self._looked(segments)]

    def _looked(self, segments: Iterable[Segment]) -> Iterator[tuple[Segment, Steps, Found | None]]:
        """What the checks of its language find in each segment."""
        for language, alike in groupby(segments, key=attrgetter("language")):
            steps = self._steps(language)
            while some := list(islice(alike, _TOGETHER)):
                yield from zip(some, repeat(steps), steps.looks(some), strict=False)

    def _settled(self, segment: Segment, steps: Steps, found: Found | None) -> Result:
        """The result for a text that is its own segment."""
        text = segment.text
        if found is None:
            return Result(text, text, (), (), self.language, self.source_language)
        done = Settlement(steps, self.policy).of(segment, Memory(self.policy.baseline), found)
        cleaned = splice(text, done.edits) if done.edits else text
        return Result(cleaned, text, tuple(done.decisions), done.edits, self.language, self.source_language)

    def clean_document(self, document: Document) -> Result:
        """All stages after reading."""
        if len(document.text) <= _LONG:
            return self._cleaned(document)
        with collector_at_rest():
            return self._cleaned(document)

    def _cleaned(self, document: Document) -> Result:
        language = self.language or _common_language(document) or self._identified(document)
        memory = Memory(self.policy.baseline)
        decisions = self._unread(document)
        edits: list[Edit] = []
        looked = self._looked(part.seen_in(language) for part in document.parts)
        for part, (segment, steps, found) in zip(document.parts, looked, strict=True):
            if found is None:
                continue  # the common case
            settlement = Settlement(steps, self.policy, document.silences, part.origin, refusal(document, part))
            done = settlement.of(segment, memory, found)
            memory = done.memory
            if part.is_whole:
                decisions += done.decisions
                edits += done.edits
            else:
                decisions += [in_document(decision, document, part) for decision in done.decisions]
                edits += [lifted for edit in done.edits if (lifted := part.lift(edit)) is not None]
        if document.losses:
            decisions = without_doubled_losses(decisions)
        decisions.sort(key=lambda decision: decision.finding.span)
        ordered = pieces_of(document, in_order(edits))
        return Result(
            splice(document.text, ordered) if ordered else document.text,
            document.text, tuple(decisions), ordered, language, self.source_language, document.encoding,
        )  # fmt: skip

    def _unread(self, document: Document) -> list[Decision]:
        """What the decoder and the format could not read. Nobody has to select what the format tells."""
        if not document.losses and not document.flaws:
            return []  # the common case
        lost = losses_of(document) if self.selection.runs("mojibake") else ()
        findings = [finding for finding in lost if self.selection.wants(finding)]
        findings += [finding for finding in flaws_of(document) if not self.selection.ignores(finding)]
        return decide(findings, self.policy, Surroundings())[0]

    def _identified(self, document: Document) -> str | None:
        """The language of the document, or None when no check wants to know or nothing tells."""
        if all(check.stage is Stage.REPAIR for check in self.checks):
            return None
        from cleanup.text.language import identify

        sample: list[str] = []
        for part in document.parts:
            text = part.segment.text[:_SAMPLE]
            sample.append(text if _needs_no_repair(text) else self._repaired(text))
            if sum(map(len, sample)) >= _SAMPLE:
                break
        return identify("\n\n".join(sample))

    def _repaired(self, text: str) -> str:
        """The text with the safe repairs done, which may be of use to know its language."""
        steps = self._steps(None)
        found = steps.damage(Segment(text))
        return splice(text, decide(found, self.policy, Surroundings())[1]) if found else text

    # -- set-up -----------------------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        """What is made when first needed and is not part of the value: compiled rules by check and language."""
        self._lock = threading.Lock()
        self._made: dict[str | None, Steps] = {}

    def __getstate__(self) -> dict[str, object]:
        return {k: v for k, v in self.__dict__.items() if k not in ("_lock", "_made")}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._set_up()

    def _options_of(self, check: Check, given: Mapping[str, Mapping[str, object]]) -> Options:
        for name in given:
            if name not in BY_NAME:
                raise OptionError(unknown("check", name, BY_NAME))
        return check.read_options({**self.pack.options.get(check.name, {}), **given.get(check.name, {})})

    def rules_of(self, check: Check) -> RulePack:
        """Everything in force for a check: the built-in pack under the user's."""
        own = self.pack.about(check.name)
        return builtin_pack(check.name).then(own) if self.builtin_rules else own

    def with_pack(self, pack: RulePack) -> Cleaner:
        """The same cleaner with more entries in force."""
        other: Cleaner = copy(self)
        other.pack = self.pack.then(pack)
        return other

    def _rules_known(self, name: str) -> list[str]:
        check = BY_NAME[name]
        return [*check.rules, *(entry.id for entry in self.rules_of(check).of(name))]

    def _steps(self, language: str | None) -> Steps:
        """The checks to run on a text in a language, with their rules compiled for it; made once."""
        made = self._made.get(language)
        if made is None:
            with self._lock:
                made = self._made.get(language) or Steps(
                    partial(self._steps_of, language),
                    self.selection,
                    SicMarks(lambda: self.rules_of(BY_NAME[SIC]).of(SIC)),
                )
                self._made[language] = made
        return made

    def _steps_of(self, language: str | None, stage: Stage) -> tuple[Step, ...]:
        return tuple(
            Step(check.name, check.find, self._compiled(check, language), self._options[check.name], check.marks)
            for check in self.checks
            if check.stage is stage
        )

    def _compiled(self, check: Check, language: str | None) -> object:
        with collector_at_rest():
            return check.compile(
                [rule for rule in self.rules_of(check).of(check.name) if rule.speaks(language)], language
            )


def _needs_no_repair(text: str) -> bool:
    """True for a text of which so little can be damaged that its language is plain: one of ASCII, but for marks here and there."""
    return "&" not in text and 50 * (len(text.encode("utf-8", "surrogatepass")) - len(text)) <= len(text)


def _common_language(document: Document) -> str | None:
    """The language that the file says all its parts are in, None when it says nothing or several."""
    said = {part.segment.language for part in document.parts}
    return said.pop() if len(said) == 1 else None


def _level(level: str) -> Applicability:
    allowed = (Applicability.SAFE.value, Applicability.SUGGESTED.value)
    if level not in allowed:
        raise OptionError(unknown("level", level, allowed))
    return Applicability(level)
