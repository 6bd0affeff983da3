"""Lines that recur across texts: the furniture of one site, whatever its words.

A phrase pack knows what pages say everywhere; what one site writes under each of its articles only a collection can tell.
The lines found become an entry of the check ``furniture``, so that everything it asks of a line (a paragraph of prose in
the text, the place before or behind it) holds for them too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from cleanup.errors import Place
from cleanup.rulepack import Rule, RulePack
from cleanup.text.phrases import ELLIPSIS, folded

TEXTS = 3  # texts that a line stands in, to be furniture
EDGE = 12  # lines at each end of a text that are counted
LONGEST = 80  # code points of a line; a longer one is a paragraph
REMEMBERED = 500_000  # different lines; beyond that those seen once are forgotten, so that memory is bounded
CHECK, RULE = "furniture", "recurring"


def recurring_lines(texts: Iterable[str]) -> dict[str, int]:
    """The short lines at the head or tail of several texts (numbers as ``#``, without case), and in how many they stand.

    >>> recurring_lines(f"{name}\\nSubscribe to The Bridge\\n" for name in ("One", "Two", "Three"))
    {'subscribe to the bridge': 3}
    """
    counts = Counter[str]()
    for text in texts:
        counts.update(_edges(text))
        if len(counts) > REMEMBERED:
            counts = Counter({line: count for line, count in counts.items() if count > 1})
    return {line: count for line, count in counts.items() if count >= TEXTS}


def _edges(text: str) -> frozenset[str]:
    """The lines of a text that count. One line is a text of its own: nothing stands around it."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        return frozenset()
    edges = {*lines[:EDGE], *lines[-EDGE:]}
    keys = {folded(line) for line in edges if len(line) <= LONGEST}
    return frozenset(key for key in keys if ELLIPSIS not in key and any(map(str.isalpha, key)) and key.count("#") < 2)


def pack_of(lines: Mapping[str, int]) -> RulePack:
    """The entries that make the check ``furniture`` find these lines. Two numbers are a date, which stays."""
    place = Place("--across", 1, 1)

    def rule(line: str, count: int) -> Rule:
        fields = {"kind": f"a line that stands in {count} of the texts", "edges": (line,)}
        return Rule(CHECK, RULE, fields, (), None, "it recurs across the texts", (), (), place)

    return RulePack(tuple(rule(line, count) for line, count in sorted(lines.items())))
