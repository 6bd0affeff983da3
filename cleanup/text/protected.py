"""Protected spans of a text: nothing may be matched or changed there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleanup.spans import Span

OBJECT_REPLACEMENT = "\N{OBJECT REPLACEMENT CHARACTER}"


class Protected(NamedTuple):
    """A protected span and why: ``code``, ``link``, ``handle``, ``file``, ``markup``, ``placeholder`` or ``off``.

    ``markup`` is a tag or the like that a reader does not see; everything else stands in the sentence like a word.
    """

    span: Span
    kind: str


class ProtectedSpans(Sequence[Protected]):
    """Protected spans of one text, in order, without overlap."""

    def __init__(self, spans: Iterable[Protected] = ()) -> None:
        self._spans = _without_overlaps(spans)
        self._starts = [item.span.start for item in self._spans]
        self._ends = [item.span.end for item in self._spans]

    def __len__(self) -> int:
        return len(self._spans)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        return self._spans[index]

    def __iter__(self) -> Iterator[Protected]:
        return iter(self._spans)

    def overlapping(self, span: Span) -> Sequence[Protected]:
        """Those that share a code point with ``span``, or contain it strictly when it is empty."""
        low = bisect_right(self._ends, span.start)
        high = bisect_left(self._starts, max(span.end, span.start))
        return self._spans[low:high]

    def hits(self, span: Span) -> bool:
        """True when an edit of ``span`` would change a protected span."""
        return bool(self._spans) and bool(self.overlapping(span))

    def mask(self, text: str) -> str:
        """The text with U+FFFC for each protected code point; line ends stay."""
        if not self._spans:
            return text
        pieces = []
        position = 0
        for span, _ in self._spans:
            pieces.append(text[position : span.start])
            inside = span.of(text)
            blank = OBJECT_REPLACEMENT * len(inside)
            pieces.append(
                "\n".join(OBJECT_REPLACEMENT * len(line) for line in inside.split("\n")) if "\n" in inside else blank
            )
            position = span.end
        pieces.append(text[position:])
        return "".join(pieces)


def _without_overlaps(spans: Iterable[Protected]) -> list[Protected]:
    """In order; where two overlap, the one that begins first (then the longer) stands, and the rest of the other."""
    kept: list[Protected] = []
    for item in sorted(spans, key=lambda p: (p.span.start, -p.span.end)):
        end = kept[-1].span.end if kept else 0
        if item.span.start >= end:
            kept.append(item)
        elif item.span.end > end:
            kept.append(Protected(Span(end, item.span.end), item.kind))
    return [item for item in kept if len(item.span)]
