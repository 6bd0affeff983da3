"""Lines and columns, made from offsets at the very edge."""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE_END = re.compile(r"\r\n|\n|\r")


class Lines:
    """The line starts of a text; lines end at ``\\n``, ``\\r\\n`` or ``\\r``, as in every editor.

    ``first`` is the number of the first line.
    """

    def __init__(self, text: str, first: int = 1) -> None:
        self._before = first - 1
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a code point, both from 1.

        >>> Lines("ab\\ncd").place(4)
        (2, 2)
        """
        line = bisect_right(self.starts, offset)
        return self._before + line, offset - self.starts[line - 1] + 1
