"""Names that a collection of texts spells in several ways, without a list: what ``cleanup names report`` tells.

All texts are looked at together, so that a name that is spelled one way in each of them is found as well.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from cleanup.cleaner import Cleaner
from cleanup.document import Document, Segment
from cleanup.findings import Finding
from cleanup.lines import Lines
from cleanup.packs import BY_NAME

_BETWEEN = "\n\n"
_CONTEXT = 30


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in one of the texts; line and column from 1, ``context`` what stands around."""

    path: str
    line: int
    column: int
    context: str


@dataclass(frozen=True, slots=True)
class Variant:
    """A rarer spelling and where it stands."""

    text: str
    count: int
    places: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class NameVariants:
    """A name: its usual spelling, how often that stands in the texts, and the rarer ones."""

    prefer: str
    count: int
    variants: tuple[Variant, ...]


def variants_in(documents: Sequence[Document], cleaner: Cleaner) -> list[NameVariants]:
    """The names in several spellings, the commonest first."""
    check = BY_NAME["name-consistency"]
    texts = ["\n".join(part.segment.text for part in document.parts) for document in documents]
    whole = _BETWEEN.join(texts)
    language = cleaner.language or cleaner.clean(whole[:20_000]).language
    rules = [rule for rule in cleaner.rules_of(check).of(check.name) if rule.speaks(language)]
    found = list(check.find(Segment(whole, language), check.compile(rules, language), {}))
    groups: dict[str, dict[str, list[Finding]]] = {}
    for finding in found:
        usual = finding.fix or next(iter(finding.alternatives), None)
        if usual is not None:
            groups.setdefault(usual.edits[0].text, {}).setdefault(finding.text, []).append(finding)
    mentions = _Mentions(documents, texts)
    names = [
        NameVariants(
            prefer,
            whole.count(prefer),
            tuple(Variant(text, len(hits), tuple(map(mentions.of, hits))) for text, hits in variants.items()),
        )
        for prefer, variants in groups.items()
    ]
    return sorted(names, key=lambda name: (-name.count, name.prefer))


class _Mentions:
    """Finds the text and the place in it that a position in all texts together belongs to."""

    def __init__(self, documents: Sequence[Document], texts: Sequence[str]) -> None:
        self._starts: list[tuple[int, str, str, Lines]] = []
        start = 0
        for document, text in zip(documents, texts, strict=True):
            self._starts.append((start, document.path, text, Lines(text)))
            start += len(text) + len(_BETWEEN)

    def of(self, finding: Finding) -> Mention:
        start, path, text, lines = next(item for item in reversed(self._starts) if item[0] <= finding.span.start)
        offset = finding.span.start - start
        line, column = lines.place(offset)
        around = text[max(0, offset - _CONTEXT) : offset + len(finding.text) + _CONTEXT]
        return Mention(path, line, column, " ".join(around.split()))


def draft(names: Sequence[NameVariants], language: str | None) -> str:
    """A rule file that an editor can review: the usual spellings as preferred ones, applied only when asked for."""
    lines = [
        "# A draft: look at every entry, put the spelling you want first, and delete what is not one name.",
        "check: name-variant",
        *([f"language: [{language}]"] if language else []),
        "rules:" if names else "rules: {}",
    ]
    for name in names:
        variants = ", ".join(_quoted(variant.text) for variant in name.variants)
        counts = ", ".join(f"{variant.text} {variant.count}" for variant in name.variants)
        lines += [
            f"  {_quoted(name.prefer)}:",
            f"    prefer: {_quoted(name.prefer)}",
            f"    variants: [{variants}]",
            "    applies: suggested",
            f"    because: {_quoted(f'{name.prefer} {name.count} times, {counts}')}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A YAML scalar; JSON strings are such."""
    return json.dumps(text, ensure_ascii=False)
