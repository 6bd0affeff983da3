"""Text that was read in the wrong encoding.

Finds: UTF-8 read as another charset, once or several times over (``â€œRussianâ€\x9d``), and what was lost on the way.
Why: one step of the chain wrote one encoding and the next one read another.
Wrong: ``The cafÃ© is open``
Right: ``The café is open``
Leaves alone: everything that is natural in some language; code, links and placeholders.
Fix: safe where the re-decoding is strict and the original clearly unnatural; shown only where letters are lost.
Options: none.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from cleanup.check import Check, Options, Stage
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding
from cleanup.spans import Span

NAME = "mojibake"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_LONG = 4000


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    text = segment.text
    if text.isascii():
        return
    from ftfy.badness import is_bad

    if not is_bad(text):
        return
    start = 0
    for line in text.split("\n"):
        if not line.isascii() and is_bad(line):
            yield from _line(segment, start, line)
        start += len(line) + 1


def _line(segment: Segment, start: int, line: str) -> Iterator[Finding]:
    from ftfy import fix_encoding
    from ftfy.badness import badness

    fixed = fix_encoding(line)
    if badness(fixed):
        words = re.split(r"([ \t]+)", line)
        by_word = "".join(fix_encoding(word) if badness(word) else word for word in words)
        if badness(by_word) < badness(fixed):
            fixed = by_word
    if fixed == line or len(line) > _LONG:
        return
    matcher = difflib.SequenceMatcher(None, line, fixed, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        span = Span(start + a, start + b)
        if segment.protected.hits(span) or not (b > a or d > c):
            continue
        fix = Fix((Edit(span, fixed[c:d]),), Applicability.SAFE, f"Replace with “{fixed[c:d]}”")
        yield Finding.at(segment.text, span, check=NAME, rule="utf-8", message="UTF-8 read as another charset", fix=fix)


CHECK = Check(
    name=NAME,
    stage=Stage.REPAIR,
    find=find,
    about=__doc__ or "",
    rules={"utf-8": "UTF-8 was read as another charset."},
)
