"""Names that a collection of texts spells in several ways, without a list: what ``cleanup names report`` tells.

All texts of one language are looked at together, so that a name that is spelled one way in each of them is found as well,
and with them their sources, where there are some.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from cleanup.checks.name_consistency import CHECK as CONSISTENCY
from cleanup.checks.name_consistency import compile_rules, varied
from cleanup.checks.name_variant import CHECK as VARIANT
from cleanup.cleaner import Cleaner
from cleanup.document import Part, Segment
from cleanup.records import record
from cleanup.report import FileReport
from cleanup.rulepack import Rule
from cleanup.spans import Span
from cleanup.text.protected import Protected

_BETWEEN = "\n\n"
_CONTEXT = 30


@record
class Mention:
    """A place in one of the texts, as a report calls it; ``context`` is what stands around."""

    path: str
    place: str
    context: str


@record
class Variant:
    """One spelling and where it stands. ``rule``: the entry in force that changes it already."""

    text: str
    places: tuple[Mention, ...]
    rule: Rule | None = None

    @property
    def count(self) -> int:
        """How often it stands in the texts."""
        return len(self.places)


@record
class NameVariants:
    """A name: its usual spelling (or the one a rule wants), the others, and the given names that vary before it.

    ``rule``: the entry in force that prefers this spelling. ``sources``: what the source texts have.
    """

    prefer: Variant
    variants: tuple[Variant, ...]
    given: tuple[NameVariants, ...] = ()
    sources: tuple[str, ...] = ()
    rule: Rule | None = None


@record
class LanguageReport:
    """The names of the texts in one language, the commonest first."""

    language: str | None
    names: tuple[NameVariants, ...]


def variants_in(reports: Iterable[FileReport], cleaner: Cleaner) -> list[LanguageReport]:
    """The names in several spellings, language by language: a German text spells a name as German does."""
    texts: dict[str | None, _Collection] = {}
    for report in reports:
        for part in report.document.parts:
            language = part.segment.language or report.result.language
            texts.setdefault(language, _Collection()).add(report, part)
    return [_names_of(texts[language], language, cleaner) for language in sorted(texts, key=lambda tag: tag or "")]


def _names_of(collection: _Collection, language: str | None, cleaner: Cleaner) -> LanguageReport:
    rules = [rule for rule in cleaner.rules_of(CONSISTENCY).of(CONSISTENCY.name) if rule.speaks(language)]
    compiled = compile_rules(rules, language)
    house = _House(rule for rule in cleaner.rules_of(VARIANT).of(VARIANT.name) if rule.speaks(language))

    def shown(spellings: Iterable[tuple[str, Sequence[Span]]], with_rules: bool = True) -> Iterator[Variant]:
        for text, places in spellings:
            rule = house.changes.get(text) if with_rules else None
            yield Variant(text, tuple(collection.mention(span) for span in places), rule)

    names = []
    for name in varied(collection.segment(language), compiled, house.wish):
        prefer, *variants = shown(name.spellings)
        given = [tuple(shown(spellings, with_rules=False)) for spellings in name.given]
        names.append(
            NameVariants(
                prefer,
                tuple(variants),
                tuple(NameVariants(first, tuple(others)) for first, *others in given),
                name.sources,
                house.prefers.get(prefer.text),
            )
        )
    return LanguageReport(language, tuple(sorted(names, key=lambda name: (-name.prefer.count, name.prefer.text))))


class _House:
    """What the rules in force say about single words."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.prefers: dict[str, Rule] = {}
        self.changes: dict[str, Rule] = {}
        for rule in sorted(rules, key=lambda rule: rule.builtin):  # a user's entry goes before a built-in one
            self.prefers.setdefault(rule.text("prefer"), rule)
            for variant in rule.texts("variants"):
                self.changes.setdefault(variant, rule)

    def wish(self, word: str) -> str | None:
        """What a rule wants the word to be; None where no rule speaks of it."""
        if word in self.prefers:
            return word
        rule = self.changes.get(word)
        return rule.text("prefer") if rule else None


class _Collection:
    """Parts of documents as one text, with the way back."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._parts: list[tuple[FileReport, Part]] = []
        self._length = 0

    def add(self, report: FileReport, part: Part) -> None:
        """One more part, at the end."""
        self._starts.append(self._length)
        self._parts.append((report, part))
        self._length += len(part.segment.text) + len(_BETWEEN)

    def segment(self, language: str | None) -> Segment:
        """All parts as one segment, their sources as one source."""
        segments = [part.segment for _, part in self._parts]
        spoken = {segment.source_language for segment in segments if segment.source}
        fixed = [
            Protected(span.shifted(start), kind)
            for start, segment in zip(self._starts, segments, strict=True)
            for span, kind in segment.fixed
        ]
        return Segment(
            _BETWEEN.join(segment.text for segment in segments),
            language,
            spoken.pop() if len(spoken) == 1 else None,
            _BETWEEN.join(dict.fromkeys(segment.source for segment in segments if segment.source)) or None,
            tuple(fixed),
        )

    def mention(self, span: Span) -> Mention:
        """The place in its document of a stretch of the whole."""
        number = bisect_right(self._starts, span.start) - 1
        report, part = self._parts[number]
        start, text = span.start - self._starts[number], part.segment.text
        end = start + len(span)
        context = text[max(0, start - _CONTEXT) : end + _CONTEXT]
        return Mention(report.path, report.place_at(part.origin(Span(start, end)).start), _readable(context))


def _readable(text: str) -> str:
    """One line without control characters, lone surrogates and runs of spaces."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
