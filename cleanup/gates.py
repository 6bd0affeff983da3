"""Which checks a text has to be shown to: found out once for all of them, so that clean text passes at little cost.

Most checks look for something that has to do with certain characters: quotation marks, digits, brackets, letters of other
scripts (``Check.marks``). A text that holds none of a check's is not shown to it.

Of a line, most checks can tell more from its tokens (``Check.concerns``): "don't," is in order for all that looks at marks,
"2019" is no number of another language, and one name cannot be spelt in two ways. In a long run, what each token concerns is
remembered, so that a line of known words costs one look-up for each. A text of many lines is told by its marks alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import NamedTuple

from cleanup.check import BEYOND_ASCII, Check, Concern, Options
from cleanup.document import Segment
from cleanup.findings import Finding
from cleanup.text.patterns import later
from cleanup.text.signs import signs

_LONG = 1_000  # code points; longer texts hold marks of all checks
_LONGEST_MEAN = 12  # code points of the tokens of a line in which words have spaces between them
_BEFORE = 2_000  # lines: in a short run, to learn about tokens takes longer than it saves
_TOGETHER = 200  # tokens that are asked about together, at a fifth of the cost for each
_MOST_TOKENS = 200_000  # that are remembered; then it starts anew
_LONGEST = 40  # code points of a token that is remembered
_TOKEN = later(r"[\S\u00a0\u202f]+")  # a no-break space joins what it stands between
_WORD = later(r"[A-Za-z]+[,.]?")
# The tokens that concern a check are counted in a field of a number, where all checks have theirs: a text of _LONG code points
# has one token more at most. A field that reaches _ENOUGH shows the text to its check.
_FIELD = 12  # bits
_ENOUGH = 1 << _FIELD - 1


class Step(NamedTuple):
    """A check, ready to run on texts in one language."""

    check: Check
    compiled: object
    options: Options
    language: str | None

    def find(self, segment: Segment) -> Iterable[Finding]:
        """What the check finds."""
        return self.check.find(segment, self.compiled, self.options)

    def concern(self) -> Concern | None:
        """What ``Check.concerns`` is for it."""
        return self.check.concerns(self.compiled, self.options, self.language)


class Shown(NamedTuple):
    """The checks that a text is shown to, those of each stage in registry order."""

    repair: tuple[Step, ...]
    detect: tuple[Step, ...]


class Gate:
    """Which checks a text has to be shown to. What it remembers are answers that never change."""

    def __init__(self, checks: Shown) -> None:
        self.checks = checks
        self._steps = tuple(chain(*checks))
        self._marks = _Marks(self._steps)
        self._shown: dict[int, Shown] = {}

    @cached_property
    def _tokens(self) -> _Tokens:
        return _Tokens(self._steps, self._marks)

    def shown(self, segment: Segment) -> Shown:
        """The checks that may find something in the segment."""
        text = segment.text
        if len(text) > _LONG:
            return self.checks
        wanted = None
        if segment.source is None and segment.source_language is None and "\n" not in text:
            wanted = self._tokens.wanted(text)
        if wanted is None:
            wanted = self._marks.wanted(text, segment.signs)
        return self._shown.get(wanted) or self._chosen(wanted)

    def _chosen(self, wanted: int) -> Shown:
        steps = iter(enumerate(self._steps))
        chosen = [tuple(s for n, s in islice(steps, len(stage)) if wanted & _enough(n)) for stage in self.checks]
        shown = self._shown[wanted] = Shown(*chosen)
        return shown


def _enough(number: int) -> int:
    """That a check is wanted, the highest bit of its field."""
    return _ENOUGH << number * _FIELD


class _Marks:
    """The checks that have to do with the characters of a text."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self.always = 0
        self._in_ascii = [0] * 256  # for each sign (``cleanup.text.signs``)
        self._beyond = [0] * 256  # … in a text with characters beyond ASCII, of which many share a sign
        self._beyond_ascii = 0  # those that any such character is a mark of
        for number, step in enumerate(steps):
            if step.check.marks is None:
                self.always |= _enough(number)
            for mark in step.check.marks or "":
                if mark == BEYOND_ASCII:
                    self._beyond_ascii |= _enough(number)
                    continue
                self._beyond[signs(mark)[0]] |= _enough(number)
                if mark.isascii():
                    self._in_ascii[ord(mark)] |= _enough(number)
        self._plain = bytes(sign for sign in range(256) if not self._beyond[sign])

    def wanted(self, text: str, signs: bytes) -> int:
        """The fields of the checks. ``signs`` are those of the text."""
        if text.isascii():
            wanted, by_sign = self.always, self._in_ascii
        else:
            wanted, by_sign = self.always | self._beyond_ascii, self._beyond
        for sign in {*signs.translate(None, self._plain)}:
            wanted |= by_sign[sign]
        return wanted


class _Tokens:
    """What is known of tokens: a memory of how much each counts for each check, as fields."""

    def __init__(self, steps: Sequence[Step], marks: _Marks) -> None:
        self._marks = marks
        self._least = [step.check.least for step in steps]
        self._lacking = sum(_ENOUGH - least << number * _FIELD for number, least in enumerate(self._least))
        self._every = sum(map(_enough, range(len(steps))))
        concerns = [(1 << number * _FIELD, step.concern()) for number, step in enumerate(steps)]
        self._asked = [(one, concern.of, concern.words) for one, concern in concerns if concern]
        self._not_asked = sum(_ENOUGH * one for one, concern in concerns if concern is None)
        self._always = self._enough_for(marks.always & self._not_asked)
        self._known: dict[str, int] = {}
        self._met: set[str] = set()
        self._waiting: set[str] = set()
        self._before = _BEFORE

    def wanted(self, line: str) -> int | None:
        """The fields of the checks that enough tokens of the line concern; None where not all of them are known."""
        if self._before > 0:
            self._before -= 1
            return None
        tokens = f"\n{line}".split(" ")
        try:
            return self._lacking + sum(map(self._known.__getitem__, tokens)) & self._every
        except KeyError:
            if len(line) <= _LONGEST_MEAN * len(tokens):
                self._meet({token for token in tokens if token not in self._known and len(token) <= _LONGEST})
            return None

    def _meet(self, new: set[str]) -> None:
        """Tokens that are met again are asked about, many together."""
        if len(self._met) > _MOST_TOKENS:
            self._met, self._known = set(), {}
        self._waiting |= new & self._met
        self._met |= new
        if len(self._waiting) >= _TOGETHER:
            waiting, self._waiting = self._waiting, set()
            self._known |= self._counts(waiting)

    def _counts(self, tokens: Iterable[str]) -> dict[str, int]:
        counts: dict[str, int] = {}
        words: list[str] = []
        others: list[str] = []
        for token in tokens:
            text = token.removeprefix("\n")
            if _WORD().fullmatch(text):
                words.append(token)
                counts[token] = self._always
                continue
            wanted = self._marks.wanted(text, signs(text))
            if _TOKEN().fullmatch(text):
                others.append(token)
                wanted &= self._not_asked
            counts[token] = self._enough_for(wanted)
        every = words + others
        for one, concerned, of_words in self._asked:
            for token in concerned(every if of_words else others):
                counts[token] += one
        return counts

    def _enough_for(self, wanted: int) -> int:
        return sum(least << number * _FIELD for number, least in enumerate(self._least) if wanted & _enough(number))
