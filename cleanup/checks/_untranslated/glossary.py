"""The entries of rule files: fragment → translation, or remove, or allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from cleanup.edits import Applicability, Edit, Fix
from cleanup.records import record
from cleanup.rulepack import Rule
from cleanup.spans import Span
from cleanup.text.patterns import UserPattern, later

PHRASE = 60  # code points around a fragment that an allowed phrase may begin or end in
ALLOWED_SHARE = 0.6  # of the words of a fragment that must belong to allowed phrases for it to be left alone
_WORD = later(r"[^\s.,;:!?()\[\]\"“”„«»]+")
_PAIRS = {"[": "]", "(": ")", "{": "}", "（": "）", "［": "］", "【": "】", "〔": "〕", "<": ">"}
_SPACES = " \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
# A quotation mark that is glued to the fragment closes, whichever way it faces: an opening one has a space before it.
_QUOTES = "\"“”„‟«»‹›'‘’"
_CLOSING = ".,;:!?…)]}»”’。，、；：！？）］】"


@record
class Entry:
    """One entry in force. ``replacement`` None and not ``remove``: the fragment is allowed."""

    rule: Rule
    replacement: str | None
    remove: bool

    @property
    def allows(self) -> bool:
        """True when the entry says to leave the fragment alone."""
        return self.replacement is None and not self.remove

    def fix(self, text: str, span: Span) -> Fix | None:
        """What the entry says to do, None when it allows the fragment."""
        safety = self.rule.applies or Applicability.SAFE
        if self.remove:
            return removal(text, span, safety)
        if self.replacement is None:
            return None
        return Fix((Edit(span, self.replacement),), safety, f"Replace with “{self.replacement}”")


class Glossary:
    """The entries in force for a language: fragments (case-folded) and patterns."""

    def __init__(self, rules: Sequence[Rule] = ()) -> None:
        self._rules = rules

    def __bool__(self) -> bool:
        return bool(self._rules)

    @cached_property
    def _entries(self) -> Sequence[Entry]:
        return [
            Entry(
                rule,
                str(rule.fields["replacement"]) if "replacement" in rule.fields else None,
                rule.text("remove") == "yes",
            )
            for rule in self._rules
        ]

    @cached_property
    def _fragments(self) -> dict[str, Entry]:
        """Made when there is a first fragment to look up: clean text never asks."""
        table: dict[str, Entry] = {}
        for entry in self._entries:
            for fragment in _fragments(entry.rule):
                table.setdefault(_key(fragment), entry)
        return table

    @cached_property
    def _patterns(self) -> list[tuple[UserPattern, Entry]]:
        found: list[tuple[UserPattern, Entry]] = []
        for entry in self._entries:
            patterns = entry.rule.fields.get("pattern", ())
            assert isinstance(patterns, tuple)
            found += ((pattern, entry) for pattern in patterns)
        return found

    @cached_property
    def _phrases(self) -> Mapping[str, int]:
        """The first words of the phrases that are allowed → the number of words of the longest."""
        longest: dict[str, int] = {}
        for key, entry in self._fragments.items():
            first = _WORD().match(key)
            if first and entry.allows:
                longest[first.group()] = max(longest.get(first.group(), 0), key.count(" ") + 1)
        return longest

    def entry(self, text: str, span: Span) -> Entry | None:
        """The entry for the fragment at ``span``: its own, or that of a pattern whose match covers it."""
        found = self._fragments.get(_key(span.of(text)))
        return (
            found
            or self._allowed(text, span)
            or next((entry for place, entry in self._matches(text, span) if place.contains(span)), None)
        )

    def _allowed(self, text: str, span: Span) -> Entry | None:
        """The entry that allows a phrase of which the fragment is a part ("libitum" of "ad libitum"), or most of the fragment."""
        low, high = max(0, span.start - PHRASE), min(len(text), span.end + PHRASE)
        words = [(*match.span(), _key(match.group())) for match in _WORD().finditer(text, low, high)]
        inside = [i for i, (start, end, _) in enumerate(words) if start < span.end and end > span.start]
        covered: set[int] = set()
        found = None
        for i, (start, _, first) in enumerate(words):
            for j in range(i + 1, min(i + self._phrases.get(first, 0), len(words)) + 1):
                entry = self._fragments.get(_key(text[start : words[j - 1][1]]))
                if entry and entry.allows:
                    covered.update(range(i, j))
                    found = entry
        return found if inside and len(covered.intersection(inside)) > ALLOWED_SHARE * len(inside) else None

    def _matches(self, text: str, span: Span) -> Iterator[tuple[Span, Entry]]:
        """Matches of the patterns in the line that the fragment stands in."""
        start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", span.end)
        start, end = max(start, span.start - 300), min(len(text) if end < 0 else end, span.end + 300)
        for pattern, entry in self._patterns:
            for match in pattern.finditer(text[start:end]):
                yield Span(start + match.start(), start + match.end()), entry


def _fragments(rule: Rule) -> tuple[str, ...]:
    """The fragments of an entry. Its id is one in the short form, and only a name where there are phrases or a pattern."""
    fragment = rule.fields.get("fragment", ())
    phrases = tuple(phrase for phrase in rule.text("phrases").split(",") if phrase.strip())
    if isinstance(fragment, tuple):
        return fragment + phrases
    return phrases if phrases or "pattern" in rule.fields else (str(fragment),)


_WRITTEN = str.maketrans({"’": "'", "ʼ": "'", "œ": "oe", ",": " ", ";": " "})  # one word in several ways


def _key(fragment: str) -> str:
    return " ".join(fragment.casefold().translate(_WRITTEN).split()).rstrip(".")


def removal(text: str, span: Span, safety: Applicability) -> Fix:
    """Take the fragment out, with the brackets that hold nothing else, and join the spaces around."""
    whole = bracketed(text, span) or span
    start, end = whole.start, whole.end
    space_before = start > 0 and text[start - 1] in _SPACES
    space_after = end < len(text) and text[end] in _SPACES
    at_start = start == 0 or text[start - 1] == "\n"
    at_end = end == len(text) or text[end] == "\n"
    if space_after and (space_before or at_start):
        end += 1
    elif space_before and (at_end or text[end] in _CLOSING or text[end] in _QUOTES):
        start -= 1
    return Fix((Edit(Span(start, end), ""),), safety, f"Remove “{whole.of(text)}”")


def bracketed(text: str, span: Span) -> Span | None:
    """The span with the brackets around it, when they hold nothing else."""
    start, end = span.start, span.end
    while start > 0 and text[start - 1] in _SPACES:
        start -= 1
    while end < len(text) and text[end] in _SPACES:
        end += 1
    if start > 0 and end < len(text) and _PAIRS.get(text[start - 1]) == text[end]:
        return Span(start - 1, end + 1)
    return None
