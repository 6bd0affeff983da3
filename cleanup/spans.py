"""Places in a text.

Every offset in this package is a count of Unicode code points, half-open, and belongs to a named text (the user's file,
a segment of it, the repaired segment). Lines and columns are made from offsets at the very edge, in the reports.
"""

from __future__ import annotations

from cleanup.records import record


@record(order=True)
class Span:
    """The half-open range ``start <= i < end`` of code points. Raises ValueError when reversed or negative."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """A span is a place, and a place of no width is still one."""
        return True

    def of(self, text: str) -> str:
        """The slice of ``text`` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True when the two share a code point, or one is empty and lies strictly inside the other."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True when ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, offset: int) -> Span:
        """The same span in a text that has ``offset`` code points more before it."""
        return Span(self.start + offset, self.end + offset)
