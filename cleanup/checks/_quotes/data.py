"""Paragraphs in which marks are syntax: CSV, JSON, code. Their marks are left alone.

Each pattern begins with what is rare, so that prose pays next to nothing.
"""

from __future__ import annotations

import re

# ""word"" inside a longer text is how CSV writes marks.
_CSV = re.compile(r'""(?<![^\s(\["]"")(?=[^\s"])[^"\n]{1,400}(?<=[^\s"])""(?!["\w])')
_JSON_KEY = re.compile(r'"(?=[^"\n]{1,100}"\s*:\s)')
# A whole line that is an assignment, a call or a list.
_CODE_LINE = re.compile(
    r"""
    [ \t]* (?: [\w.\[\]]{1,60} (?: [ ][\w.]{1,60} )? [ ]? [-+*/]? = [ ]? | [\w.]{1,60} \( | \[ [ ]? )
    ["'] [^\n]{0,400} [;)\]"'] [ \t]* (?! [^\n] )
    """,
    re.VERBOSE,
)


def is_data(text: str, start: int, end: int) -> bool:
    """True when the marks between ``start`` and ``end`` belong to data or code."""
    part = text[start:end]
    if '""' in part and _CSV.search(text, start, end):
        return True
    if (
        '"' in part
        and ":" in part
        and any(_is_key(text, start, match) for match in _JSON_KEY.finditer(text, start, end))
    ):
        return True
    if not any(sign in part for sign in "=(["):
        return False
    while _CODE_LINE.match(text, start, end) is None:
        start = text.find("\n", start, end) + 1
        if not start:
            return False
    return True


def _is_key(text: str, start: int, match: re.Match[str]) -> bool:
    place = match.start()
    while place > start and text[place - 1].isspace():
        place -= 1
    return place > start and text[place - 1] in "{,"
