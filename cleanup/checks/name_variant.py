"""Names that are not spelled as the house spells them.

What it finds
    A spelling that a rule entry lists as a variant of a name: *Lukashenka* where the house writes *Lukashenko*. The
    entry says which spelling is preferred; built-in entries hold only spellings that nobody would miss, house
    policies are packs to switch on.

Why
    A translation engine writes one person in three ways on one page, and a reader takes them for three people.

Wrong → right
    Lukashenka's office; LUKASHENKA'S DECREE; pro-Lukashenka
    Lukashenko's office; LUKASHENKO'S DECREE; pro-Lukashenko

What it leaves alone
    Longer words (Kievan), names inside the preferred form, exceptions of the entry (chicken Kiev), other people of
    that name where the entry tells them apart, links, handles, hashtags, file names, code, markup, placeholders, and
    all text around the name: its ending, its hyphen, its white space, its capitals.

Fix safety
    Safe: a rule file in force says so. An entry with ``applies: suggested`` waits for a yes, and so do spellings that
    were generated from the original name (``from:``) unless the entry says ``applies: safe``. Those from Arabic, Persian
    and Hebrew, which do not write short vowels, always wait.

Options
    none
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleanup.check import Check, Options, Stage
from cleanup.checks._names.context import Around, Given, given_name
from cleanup.checks._names.entries import Entry, Form, FormKind, entry_of, forms_in_force, generated_forms
from cleanup.checks._names.lint import problems
from cleanup.checks._names.matcher import Match, NameMatcher, longest
from cleanup.checks._names.view import View, is_odd, name_view
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding
from cleanup.rulepack import Field, Kind, Rule, Schema
from cleanup.spans import Span
from cleanup.text.casing import upper

SCHEMA = Schema(
    {
        "prefer": Field(Kind.TEXT, "the spelling the house wants", required=True),
        "variants": Field(Kind.TEXTS, "spellings that become the preferred one"),
        "from": Field(
            Kind.TABLES, "source language → the name in its own script; Latin spellings are generated from it"
        ),
        "given": Field(
            Kind.GROUP,
            "the given name beside this surname",
            group={"prefer": Field(Kind.TEXT, required=True), "variants": Field(Kind.TEXTS, required=True)},
        ),
        "later-mentions": Field(
            Kind.GROUP,
            "the short form after the first full mention",
            group={"prefer": Field(Kind.TEXT, required=True), "variants": Field(Kind.TEXTS)},
        ),
        "forms": Field(Kind.TABLE, "inflected forms, one by one: wrong → right"),
        "distinct": Field(Kind.TEXTS, "other names that must never be merged with this one"),
        "not-after": Field(Kind.TEXTS, "words before the name that make it another one"),
        "not-before": Field(Kind.TEXTS, "words behind the name that make it another one"),
        "quotations": Field(Kind.CHOICE, "whether quoted text is changed too", choices=("normalize", "keep")),
        "case": Field(Kind.CHOICE, "exact: ALL CAPS do not count", choices=("fold", "exact")),
        "hyphen": Field(Kind.CHOICE, "right-only: not behind a hyphen", choices=("any", "right-only", "no-left")),
        "protect": Field(Kind.PATTERNS, "stretches of text to leave alone"),
    },
    key="prefer",
    value="variants",
)


_MADE = (FormKind.GUESSED, FormKind.GENERATED)
_NAMES = (FormKind.PREFERRED, FormKind.VARIANT, *_MADE)


class Compiled:
    """The entries in force for one language, ready to search with. Immutable; pickled as its rules."""

    def __init__(self, rules: Sequence[Rule], language: str | None) -> None:
        self.rules, self.language = tuple(rules), language
        self.entries = [entry_of(rule) for rule in sorted(rules, key=lambda rule: (rule.builtin, rule.id))]
        generated = [
            form for place, entry in enumerate(self.entries) for form in generated_forms(entry, place, language)
        ]
        self.preferred = frozenset(entry.prefer for entry in self.entries)
        self._plain = frozenset(n for n, e in enumerate(self.entries) if not e.given_variants and not e.later_prefer)
        self.matcher = NameMatcher(forms_in_force(self.entries, generated), language, self._may_change)

    def _may_change(self, form: Form) -> bool:
        """False for a name that stands as the house wants it, whatever stands around it, and for other names."""
        return form.kind is not FormKind.DISTINCT and (
            form.kind is not FormKind.PREFERRED or form.entry not in self._plain
        )

    def is_said_already(self, form: Form, matches: Sequence[Match]) -> bool:
        """True for what one entry prefers and another makes longer (Kyiv, Kyiv City) where the text has the longer form.

        Without this a second run would lengthen what the first one wrote; with it the long form stands where it first did.
        """
        if form.kind is not FormKind.VARIANT or form.text not in self.preferred or form.text not in form.becomes:
            return False
        return any(match.form.kind is FormKind.PREFERRED and match.form.text == form.becomes for match in matches)

    def __reduce__(self) -> tuple[type[Compiled], tuple[tuple[Rule, ...], str | None]]:
        return Compiled, (self.rules, self.language)


class _Place(NamedTuple):
    """Where the text is read and changed: the segment, its view, and what stands around matches."""

    segment: Segment
    view: View
    around: Around
    language: str | None


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """Findings in the order of their places."""
    assert isinstance(compiled, Compiled)
    if compiled.matcher.is_empty:
        return
    text, view = segment.text, None
    if is_odd(text):
        view = name_view(text)
        text = view.text
    hits = compiled.matcher.hits(text)
    if not hits or (view is None and not any(anchor.matters for hit in hits for anchor in hit.anchors)):
        return  # the common case
    view = view or name_view(text)
    matches = list(compiled.matcher.matches(text, hits))
    place = _Place(segment, view, Around(view.text), compiled.language)
    entries = compiled.entries
    mentioned: set[int] = set()
    for match in longest(m for m in matches if not place.around.forbids(entries[m.form.entry], m)):
        if compiled.is_said_already(match.form, matches):
            continue
        entry = entries[match.form.entry]
        becomes = match.form.becomes
        if entry.later_prefer and match.form.kind in _NAMES:
            # <b>Alexander</b> Lukashenko stays in full: without its text the tag would stand there for nothing.
            if match.form.entry in mentioned and not _spans_markup(place, match):
                becomes = entry.later_prefer
            mentioned.add(match.form.entry)
        given = (
            given_name(view.text, entry, match, place.language) if match.form.kind is not FormKind.DISTINCT else None
        )
        finding = _finding(place, entry, match, becomes, given)
        if finding is not None:
            yield finding


def _spans_markup(place: _Place, match: Match) -> bool:
    """True when a tag stands between two words of the match, in the text or where the format left it out."""
    origin = place.view.map.origin(Span(match.start, match.end))
    return "<" in origin.of(place.segment.text) or any(
        origin.start < seam < origin.end for seam in place.segment.seams()
    )


def _finding(place: _Place, entry: Entry, match: Match, becomes: str, given: Given | None) -> Finding | None:
    edits = [] if match.form.kind is FormKind.DISTINCT else list(_edits(place, match, becomes))
    if given is not None:
        edits.append(Edit(place.view.map.origin(given.span), given.becomes))
    if not edits or any(place.segment.protected.hits(edit.span) for edit in edits):
        return None
    text = place.segment.text
    span = Span(min(e.span.start for e in edits), max(e.span.end for e in edits))
    if match.form.kind is not FormKind.PREFERRED:
        name = place.view.map.origin(Span(match.start, match.end))
        span = Span(min(span.start, name.start), max(span.end, name.end))
    found = span.of(text)
    wanted = _after(text, span, edits)
    # Words that do not correspond cannot be divided among tags: that is for a person.
    loose = len(match.words) > 1 and len(becomes.split()) != len(match.words) and _spans_markup(place, match)
    applicability = Applicability.DISPLAY_ONLY if loose else _applicability(entry, match.form)
    fix = Fix(tuple(edits), applicability, f"Replace with “{wanted}”")
    return Finding.at(
        text,
        span,
        check=CHECK.name,
        rule=entry.id,
        message=f"“{found}” {_why(match.form)} “{wanted}”",
        fix=None if loose else fix,
        alternatives=(fix,) if loose else (),
        evidence=(entry.rule.because,) if entry.rule.because else (),
    )


def _why(form: Form) -> str:
    return "looks like a romanisation of" if form.kind in _MADE else "is not the house spelling"


def _applicability(entry: Entry, form: Form) -> Applicability:
    if form.kind is FormKind.GUESSED and entry.rule.applies is not Applicability.DISPLAY_ONLY:
        return Applicability.SUGGESTED
    if form.kind in _MADE:
        return entry.rule.applies or Applicability.SUGGESTED
    return entry.applies


def _edits(place: _Place, match: Match, becomes: str) -> Iterator[Edit]:
    """Word by word where the words correspond, so that what stands between them is kept; else the whole."""
    words = becomes.split()
    spans = [Span(*word) for word in match.words]
    wanted = [upper(word, place.language) if caps else word for word, caps in zip(words, match.caps, strict=False)]
    if len(words) != len(spans):
        spans = [Span(match.start, match.end)]
        wanted = [upper(becomes, place.language) if all(match.caps) else becomes]
    for span, word in zip(spans, wanted, strict=True):
        origin = place.view.map.origin(span)
        if not _same(origin.of(place.segment.text), word):
            yield Edit(origin, word)


def _same(written: str, wanted: str) -> bool:
    """True when nothing is to be changed: the same letters, however composed, hyphenated or apostrophed."""
    return written == wanted or _plain(written) == _plain(wanted)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_UNSEEN)


_UNSEEN = {ord(c): None for c in "\N{SOFT HYPHEN}\N{WORD JOINER}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"} | {
    ord("\N{RIGHT SINGLE QUOTATION MARK}"): "'",
    ord("\N{MODIFIER LETTER APOSTROPHE}"): "'",
    ord("\N{NON-BREAKING HYPHEN}"): "-",
    ord("\N{HYPHEN}"): "-",
}


def _after(text: str, span: Span, edits: Sequence[Edit]) -> str:
    pieces: list[str] = []
    position = span.start
    for edit in sorted(edits, key=lambda e: e.span):
        pieces += (text[position : edit.span.start], edit.text)
        position = edit.span.end
    return "".join(pieces) + text[position : span.end]


def compile_rules(rules: Sequence[Rule], language: str | None) -> Compiled:
    """The entries in force, ready to search with: 10,000 entries with 100,000 variants take about a second."""
    return Compiled(rules, language)


CHECK = Check(
    name="name-variant",
    stage=Stage.DETECT,
    find=find,
    about=__doc__ or "",
    rules={},
    schema=SCHEMA,
    compile=compile_rules,
    lint=problems,
)
