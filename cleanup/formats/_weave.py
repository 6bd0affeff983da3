"""Making a segment's text out of a file's text, piece by piece, with the map back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from typing import NamedTuple

from cleanup.spans import Span
from cleanup.textmap import Block, TextMap

_CARRIAGE_RETURN = re.compile(r"\r\n?")


class Kept(NamedTuple):
    """A place in a file that an edit may span but must not take away, and what it says in the segment's text.

    A tag in the middle of a name says nothing; the time between two cues says a space.
    """

    span: Span
    text: str = ""


class LazyMap(TextMap):
    """A map that is made when the first position is asked for: clean text never asks."""

    def __init__(self, make: Callable[[], Iterable[Block]]) -> None:
        self._make = make

    @cached_property
    def blocks(self) -> tuple[Block, ...]:  # type: ignore[override]
        return tuple(self._make())

    def __bool__(self) -> bool:
        return True


def with_line_feeds(raw: str) -> tuple[str, TextMap]:
    """The text with ``\\n`` as its only line end, and the map back."""
    if "\r" not in raw:
        return raw, TextMap()  # the common case
    return raw.replace("\r\n", "\n").replace("\r", "\n"), LazyMap(partial(_line_end_blocks, raw))


def _line_end_blocks(raw: str) -> Iterator[Block]:
    shift = 0
    for match in _CARRIAGE_RETURN.finditer(raw):
        start = match.start() - shift
        yield Block(Span(*match.span()), Span(start, start + 1))
        shift += len(match[0]) - 1


class Weaver:
    """Collects pieces of ``raw``, left to right; ``text`` is the segment's text, ``map`` leads from it back to ``raw``.

    Line ends become ``\\n``. What is left out between two pieces is a place of no width in the text. ``kept`` are the
    places in ``raw`` that an edit may span but must not take away: what was left out, and what was put with ``keep``.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.length = 0
        self.kept: list[Kept] = []
        self._position = 0
        self._pieces: list[str] = []
        self._blocks: list[Block] = []

    def copy(self, start: int, end: int) -> None:
        """``raw[start:end]`` as it stands, but with ``\\n`` as line end."""
        if self.raw.find("\r", start, end) >= 0:
            for match in _CARRIAGE_RETURN.finditer(self.raw, start, end):
                self._plain(start, match.start())
                self.put(match.start(), match.end(), "\n")
                start = match.end()
        self._plain(start, end)

    def put(self, start: int, end: int, text: str, *, keep: bool = False) -> None:
        """``text`` in the place of ``raw[start:end]``; with ``keep``, no edit takes the raw text away."""
        self._leave_out(start)
        if keep and end > start:
            self.kept.append(Kept(Span(start, end), text))
        if self.raw[start:end] == text:
            self._add(text, end)
            return
        self._blocks.append(Block(Span(start, end), Span(self.length, self.length + len(text))))
        self._add(text, end)

    def _plain(self, start: int, end: int) -> None:
        if end > start:
            self._leave_out(start)
            self._add(self.raw[start:end], end)

    def _leave_out(self, start: int) -> None:
        if start > self._position:
            self._blocks.append(Block(Span(self._position, start), Span(self.length, self.length)))
            if self.length:
                self.kept.append(Kept(Span(self._position, start)))
            self._position = start

    def _add(self, text: str, end: int) -> None:
        self._pieces.append(text)
        self.length += len(text)
        self._position = end

    @property
    def last(self) -> str:
        """The last few characters woven."""
        tail = ""
        for piece in reversed(self._pieces):
            tail = piece + tail
            if len(tail) >= 40:
                break
        return tail[-40:]

    @property
    def text(self) -> str:
        """What has been woven so far."""
        return "".join(self._pieces)

    @property
    def map(self) -> TextMap:
        """From ``text`` back to ``raw``."""
        return TextMap(self._blocks)
