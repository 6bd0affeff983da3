"""The only module that knows every stage.

    1. read      bytes → Document: encoding, newline style, format, segments          (read, formats)
    2. repair    findings that change what the text *is* are decided and applied      (checks of stage REPAIR)
    3. detect    every other check looks at the same repaired text                    (checks of stage DETECT)
    4. decide    findings and policy → decisions                                      (decide)
    5. apply     accepted edits of both stages → net edits of the user's text         (textmap)
    6. report    in positions of the user's own text                                  (report)

There is no loop. A text that came out changed is looked at once more, and a fix that a second run would change again is
held: cleaning what was cleaned changes nothing, whatever the text.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from cleanup.baseline import Accepted, Memory
from cleanup.check import Check, Options, Stage
from cleanup.checks import CHECKS, Registry
from cleanup.decide import Policy, Refusal, Surroundings, decide, stopped_pattern
from cleanup.document import Document, Segment, Silence, after, paragraph, prose
from cleanup.edits import Applicability, Edit, in_order, splice
from cleanup.errors import OptionError, Problem, RuleFileError, unknown
from cleanup.findings import Decision, Finding, Severity
from cleanup.flaws import FORMAT, flaws_of
from cleanup.formats import pieces_of
from cleanup.resources import rules_folder
from cleanup.result import Pass, Result, before_repair, in_document, refusal, silencer, without_what_is_gone
from cleanup.rulepack import Rule, RulePack
from cleanup.spans import Span
from cleanup.text.patterns import PatternTimeout
from cleanup.text.tags import checked
from cleanup.textmap import TextMap, block_edits, compose

BY_NAME = Registry(CHECKS, FORMAT)
_ORDER = {name: number for number, name in enumerate(CHECKS)}
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
        self.select, self.ignore = _names(select, "select"), _names(ignore, "ignore") or ()
        self.checks = tuple(CHECKS[name] for name in CHECKS if self._runs(name))
        self._options = {check.name: self._options_of(check, options or {}) for check in self.checks}
        self.policy = Policy(
            level=_level(level),
            allowances={c.name: [a for a in self.pack.allowances if a.check == c.name] for c in (*self.checks, FORMAT)},
            baseline=tuple(baseline),
            order=_ORDER,
        )
        self._set_up()
        self._check_rule_names()

    # -- the library contract ---------------------------------------------------------------------------------------

    def clean(self, text: str, source: str | None = None) -> Result:
        """The text with the fixes of the level done, and every finding. ``source`` is the text it was translated from."""
        segment = Segment(text, self.language, self.source_language, source)
        if self.language is None or "\r\n" in text:
            return self.clean_document(Document(text, (prose(segment),)))
        # The way of pipelines: no document has to be made for a text that is its own segment.
        found = self._looked(segment)
        if found is None:
            return Result(text, text, (), (), self.language, self.source_language)
        done = self._settled(segment, (), _same, Memory(self.policy.baseline), found)
        cleaned = splice(text, done.edits) if done.edits else text
        return Result(cleaned, text, tuple(done.decisions), done.edits, self.language, self.source_language)

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
        """The results of many texts, in their order, over ``jobs`` processes; only a few chunks are in flight."""
        from cleanup.many import clean_many

        return clean_many(self, texts, jobs, sources)

    # -- the stages -------------------------------------------------------------------------------------------------

    def clean_document(self, document: Document) -> Result:
        """All stages after reading."""
        language = self.language or _common_language(document) or self._identified(document)
        memory = Memory(self.policy.baseline)
        decisions: list[Decision] = self._losses(document) + self._flaws(document)
        edits: list[Edit] = []
        for part in document.parts:
            segment = part.segment if part.segment.language else replace(part.segment, language=language)
            found = self._looked(segment)
            if found is None:
                continue
            done = self._settled(segment, document.silences, part.origin, memory, found, refusal(document, part))
            memory = done.memory
            if part.is_whole:
                decisions += done.decisions
                edits += done.edits
            else:
                decisions += [in_document(decision, document, part) for decision in done.decisions]
                edits += [lifted for edit in done.edits if (lifted := part.lift(edit)) is not None]
        decisions.sort(key=lambda decision: decision.finding.span)
        ordered = pieces_of(document, in_order(edits))
        return Result(
            splice(document.text, ordered) if ordered else document.text,
            document.text, tuple(decisions), ordered, language, self.source_language, document.encoding,
        )  # fmt: skip

    def _looked(self, segment: Segment) -> Found | None:
        """What the checks find in a segment as it stands; None for nothing, which is nearly always the answer."""
        steps = self._steps(segment.language)
        damage = self._found(steps.repair, segment)
        if damage:
            return Found(damage, None)
        found = self._found(steps.detect, segment)
        return Found(damage, found) if found else None

    def _settled(
        self,
        segment: Segment,
        silences: Sequence[Silence],
        place: Callable[[Span], Span],
        memory: Memory,
        found: Found | None,
        refused: Refusal | None = None,
    ) -> Pass:
        """What to do in a segment, so that a second run changes nothing. ``place`` leads from it to the document.

        A text that comes out changed is looked at once more. Where that would change it again (two fixes that call each
        other forth, in text that is damaged beyond recognition), the fixes of the paragraph are held, not done; and of
        the whole text if that does not help. No fix is ever added: it is a test of what was decided, not a loop.
        """
        look = partial(self._pass, silences=silences, place=place, refused=refused)
        done = look(segment, memory, looked=found)
        if not done.edits:
            return done  # the common case
        again = self._again(segment, done, memory, look)
        if not again.edits:
            return without_what_is_gone(done, again, segment.text)
        unstable = _paragraphs(segment, done, again)
        held = look(segment, memory, unstable)
        later = after(segment, held.edits)
        look_later = partial(look, place=_through(TextMap.of_edits(held.edits), place))
        once = look_later(later, memory)
        if once.edits:
            frozen = _paragraphs(later, once, self._again(later, once, memory, look_later))
            if look_later(later, memory, frozen).edits:
                return look(segment, memory, (Span(0, len(segment.text)),))
        return held

    def _again(self, segment: Segment, done: Pass, memory: Memory, look: partial[Pass]) -> Pass:
        """A look at the segment with the edits done."""
        place = _through(TextMap.of_edits(done.edits), look.keywords["place"])
        return look(after(segment, done.edits), memory, place=place)

    def _pass(
        self,
        segment: Segment,
        memory: Memory,
        frozen: Sequence[Span] = (),
        *,
        silences: Sequence[Silence],
        place: Callable[[Span], Span],
        refused: Refusal | None,
        looked: Found | None = None,
    ) -> Pass:
        """Both stages, once. ``place`` leads from the segment to the document, where ``silences`` are.

        ``memory`` stays as it is, so that a look can be repeated. ``looked`` is what was found already.
        """
        looked = looked or self._looked(segment)
        if looked is None:
            return Pass([], (), memory)
        memory = memory.copy()
        decisions: list[Decision] = []
        repaired, back, found = segment, TextMap(), looked.detect
        if found is None:
            around = Surroundings(None, silencer(silences, place), memory, refused, frozen)
            decisions, edits = decide(looked.repair, self.policy, around)
            repaired, back = after(segment, edits), TextMap.of_edits(edits)
            found = self._found(self._steps(segment.language).detect, repaired)
        if not found:
            return Pass(decisions, block_edits(back, repaired.text), memory)
        silenced = silencer(silences, _through(back, place))
        around = Surroundings(repaired.protected, silenced, memory, refused, frozen, back)
        later, accepted = decide(found, self.policy, around)
        decisions += [before_repair(decision, back, repaired.text, segment.text) for decision in later]
        return Pass(decisions, compose(back, repaired.text, accepted) if back else accepted, memory)

    def _losses(self, document: Document) -> list[Decision]:
        """What the decoder could not read, as findings of the check ``mojibake``."""
        if not document.losses or not any(check.name == "mojibake" for check in self.checks):
            return []
        findings = [
            Finding.at(
                document.text,
                loss.span,
                check="mojibake",
                rule="undecodable",
                message=loss.message,
                severity=Severity.ERROR,
            )
            for loss in document.losses
        ]
        return decide([finding for finding in findings if self._wanted(finding)], self.policy, Surroundings())[0]

    def _flaws(self, document: Document) -> list[Decision]:
        """What the format could not read. Nobody has to select it: a line that was not looked at is always told."""
        if not document.flaws or FORMAT.name in self.ignore:
            return []
        findings = [finding for finding in flaws_of(document) if finding.name not in self._ignored_rules]
        return decide(findings, self.policy, Surroundings())[0]

    def _identified(self, document: Document) -> str | None:
        """The language of the document, or None when no check wants to know or nothing tells."""
        if all(check.stage is Stage.REPAIR for check in self.checks):
            return None
        from cleanup.text.language import identify

        sample: list[str] = []
        for part in document.parts:
            sample.append(self._repaired(part.segment.text[:_SAMPLE]))
            if sum(map(len, sample)) >= _SAMPLE:
                break
        return identify("\n\n".join(sample))

    def _repaired(self, text: str) -> str:
        """The text with the safe repairs done, which may be of use to know its language."""
        segment = Segment(text)
        found = self._found(self._steps(None).repair, segment)
        return splice(text, decide(found, self.policy, Surroundings())[1])

    def _found(self, steps: Sequence[Step], segment: Segment) -> list[Finding]:
        found: list[Finding] = []
        for step in steps:
            try:
                found += step.find(segment, step.compiled, step.options)
            except PatternTimeout as stopped:
                found.append(stopped_pattern(step.name, stopped))
        return [finding for finding in found if self._wanted(finding)] if found else found

    # -- set-up -----------------------------------------------------------------------------------------------------

    def _set_up(self) -> None:
        """What is made when first needed and is not part of the value: compiled rules by check and language."""
        self._lock = threading.Lock()
        self._made: dict[str | None, Steps] = {}
        self._select_all = self.select is None or all("/" not in name for name in self.select)
        self._ignored_rules = frozenset(name for name in self.ignore if "/" in name)

    def __getstate__(self) -> dict[str, object]:
        return {k: v for k, v in self.__dict__.items() if k not in ("_lock", "_made")}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._set_up()

    def _runs(self, name: str) -> bool:
        selected = self.select is None or any(wanted.split("/")[0] == name for wanted in self.select)
        return selected and name not in self.ignore

    def _wanted(self, finding: Finding) -> bool:
        if self._ignored_rules and finding.name in self._ignored_rules:
            return False
        return self._select_all or self.select is None or finding.check in self.select or finding.name in self.select

    def _options_of(self, check: Check, given: Mapping[str, Mapping[str, object]]) -> Options:
        for name in given:
            if name not in BY_NAME:
                raise OptionError(unknown("check", name, BY_NAME))
        return check.read_options({**self.pack.options.get(check.name, {}), **given.get(check.name, {})})

    def rules_of(self, check: Check) -> RulePack:
        """Everything in force for a check: the built-in pack under the user's."""
        if not self.builtin_rules:
            return self.pack
        return builtin_pack(check.name).then(self.pack)

    def _steps(self, language: str | None) -> Steps:
        """The checks to run on a text in a language, with their rules compiled for it; made once."""
        made = self._made.get(language)
        if made is None:
            with self._lock:
                made = self._made.get(language) or Steps(*(self._steps_of(stage, language) for stage in Stage))
                self._made[language] = made
        return made

    def _steps_of(self, stage: Stage, language: str | None) -> tuple[Step, ...]:
        return tuple(
            Step(check.name, check.find, self._compiled(check, language), self._options[check.name])
            for check in self.checks
            if check.stage is stage
        )

    def _compiled(self, check: Check, language: str | None) -> object:
        return check.compile([rule for rule in self.rules_of(check).of(check.name) if rule.speaks(language)], language)

    def _check_rule_names(self) -> None:
        for name in (*(self.select or ()), *self.ignore):
            check_name, _, rule = name.partition("/")
            if rule:
                check = BY_NAME[check_name]
                known = [*check.rules, *(entry.id for entry in self.rules_of(check).of(check_name))]
                if rule not in known:
                    raise OptionError(unknown(f'rule of check "{check_name}"', rule, known))


def _common_language(document: Document) -> str | None:
    """The language that the file says all its parts are in, None when it says nothing or several."""
    said = {part.segment.language for part in document.parts}
    return said.pop() if len(said) == 1 else None


class Step(NamedTuple):
    """A check, ready to run."""

    name: str
    find: Callable[[Segment, object, Options], Iterator[Finding]]
    compiled: object
    options: Options


class Found(NamedTuple):
    """The findings in a segment as it stands. ``detect`` is None where there is something to repair first."""

    repair: list[Finding]
    detect: list[Finding] | None


class Steps(NamedTuple):
    """The checks of both stages, in registry order."""

    repair: tuple[Step, ...]
    detect: tuple[Step, ...]


def _paragraphs(segment: Segment, done: Pass, again: Pass) -> tuple[Span, ...]:
    """The paragraphs of the segment in which a second look would change something."""
    back = TextMap.of_edits(done.edits)
    return tuple(paragraph(segment.text, back.origin(edit.span)) for edit in again.edits)


def _same(span: Span) -> Span:
    return span


def _through(back: TextMap, place: Callable[[Span], Span]) -> Callable[[Span], Span]:
    """``place`` for a text that ``back`` leads back from."""
    return (lambda span: place(back.origin(span))) if back else place


def load_rules(paths: str | Path | RulePack | Iterable[str | Path | RulePack]) -> RulePack:
    """The pack that rule files, folders of them and loaded packs make together, later ones over earlier ones.

    A name without a suffix that is no path is one of the built-in optional packs. Raises RuleFileError with every
    problem of all the files.
    """
    from cleanup.packs import load_packs, with_excerpt

    pack = load_packs([paths] if isinstance(paths, str | Path | RulePack) else paths, BY_NAME)
    if problems := list(lint(pack.rules)):
        raise RuleFileError([with_excerpt(problem) for problem in problems])
    return pack


def lint(rules: Iterable[Rule]) -> Iterator[Problem]:
    """What is wrong between entries: each check knows what its own must not do to each other."""
    by_check: dict[str, list[Rule]] = {}
    for rule in rules:
        by_check.setdefault(rule.check, []).append(rule)
    for name, found in by_check.items():
        yield from BY_NAME[name].lint(found)


@cache
def builtin_pack(check: str) -> RulePack:
    """The built-in rules of a check that are on by default."""
    files = sorted((rules_folder() / check).glob("*.yaml"))
    if not files:
        return RulePack()
    from cleanup.packs import load

    return load(files, BY_NAME, builtin=True)


def _names(names: Iterable[str] | None, what: str) -> tuple[str, ...] | None:
    if names is None:
        return None
    given = (names,) if isinstance(names, str) else tuple(names)
    for name in given:
        if name.split("/")[0] not in BY_NAME:
            raise OptionError(f"{what}: " + unknown("check", name.split("/")[0], BY_NAME))
    return given


def _level(level: str) -> Applicability:
    allowed = (Applicability.SAFE.value, Applicability.SUGGESTED.value)
    if level not in allowed:
        raise OptionError(unknown("level", level, allowed))
    return Applicability(level)
