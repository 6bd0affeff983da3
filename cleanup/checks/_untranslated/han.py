"""Chinese in Japanese text, and Japanese in Chinese text: the same script, other characters.

Each character is worth the logarithm of how much commoner it is in the one language than in the other
(``data/language/han.tsv``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from cleanup.checks._untranslated.candidates import Candidate, how_sure
from cleanup.document import Segment
from cleanup.resources import data_file
from cleanup.spans import Span
from cleanup.text import scripts
from cleanup.text.patterns import later

PRICE = 0.5  # what each character costs, in nats
ENOUGH = 5.0
ENOUGH_JAPANESE = 18.0  # Chinese text quotes Japanese names in their own characters
TELLING = 2  # a character of this worth makes a text worth a look

_RUN = later(rf"[{scripts.RANGES['Hani']}]+(?:[，、：；“”《》·\d]{{1,3}}[{scripts.RANGES['Hani']}]+)*")


@cache
def _worths() -> Mapping[str, int]:
    """Character → nats for Chinese and against Japanese."""
    worths = {}
    for line in data_file("language/han.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            worth, characters = line.split("\t")
            worths.update(dict.fromkeys(characters, int(worth)))
    return worths


@cache
def _gate(sign: int) -> re.Pattern[str]:
    """Telling characters close together: two of Chinese, three of Japanese, which Chinese text quotes in names."""
    telling = f"[{''.join(c for c, worth in _worths().items() if worth * sign >= TELLING)}]"
    return re.compile(telling + rf"(?:[^\n]{{0,3}}{telling}){{{1 if sign > 0 else 3}}}")


def candidates(segment: Segment, language: str) -> Iterator[Candidate]:
    """Passages of the other of the two languages."""
    tag = scripts.primary(language)
    if tag == "ja":
        sign, other, enough = 1, "zh", ENOUGH
    elif tag == "zh" and not _TRADITIONAL().search(language):
        sign, other, enough = -1, "ja", ENOUGH_JAPANESE
    else:
        return
    gate = _gate(sign)
    if gate.search(segment.text) is None:
        return  # the common case
    if tag == "zh" and sum(_worths().get(c, 0) for c in segment.text[:2000]) < 0:
        return  # traditional characters
    for match in _RUN().finditer(segment.masked):
        if gate.search(match.group()) is None:
            continue
        worth, start, end = _best(match.group(), sign)
        if worth >= enough and end - start > 1:
            span = Span(match.start() + start, match.start() + end)
            yield Candidate(span, "script", other, "left standing", (how_sure(worth),))


_TRADITIONAL = later(r"-(?:Hant|TW|HK|MO)\b", re.IGNORECASE)


def _best(run: str, sign: int) -> tuple[float, int, int]:
    """The part of the run with the best sum: its worth, start and end. Borders move out over characters that say nothing."""
    worths = _worths()
    total, start, best = 0.0, 0, (0.0, 0, 0)
    for i, character in enumerate(run):
        if total <= 0:
            total, start = 0.0, i
        total += sign * worths.get(character, 0) - PRICE
        if total > best[0]:
            best = (total, start, i + 1)
    worth, low, high = best
    while low and sign * worths.get(run[low - 1], 0) >= 0:
        low -= 1
    while high < len(run) and sign * worths.get(run[high], 0) >= 0:
        high += 1
    return worth, low, high
