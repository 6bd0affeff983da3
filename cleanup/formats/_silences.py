"""The comments by which an editor switches checks off in Markdown and HTML.

``<!-- cleanup: ignore[quotes,spacing] reason -->`` acts on the next block, or on its own line when text stands there
too; without the brackets, on every check. ``<!-- cleanup: off -->`` acts up to ``<!-- cleanup: on -->`` or the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cleanup.document import Flaw, Silence
from cleanup.spans import Span

_COMMENT = re.compile(
    r"""
    <!-- \s* cleanup \s* : \s*
    (?P<word> [\w-]{1,40} )
    (?: [ \t]* \[ (?P<checks> [^\]<>]{0,400} ) \] )?
    (?P<reason> [^<>]{0,400}? )
    \s* -->
    """,
    re.VERBOSE,
)
_BLANK_LINE = re.compile(r"\n[ \t\r]*(?=\n|\Z)")

_SPACE = re.compile(r"\s*")

Target = Callable[[re.Match[str]], Span]  # from an ignore comment to what it acts on


def line_or_paragraph(match: re.Match[str]) -> Span:
    """The comment's own line where text stands in it too; else all up to the next blank line."""
    text = match.string
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    end = len(text) if end < 0 else end
    if text[start : match.start()].strip() or text[match.end() : end].strip():
        return Span(start, end)
    space = _SPACE.match(text, match.end())
    start = space.end() if space else match.end()
    blank = _BLANK_LINE.search(text, start)
    return Span(start, blank.start() if blank else len(text))


def silences(text: str, target: Target = line_or_paragraph) -> tuple[tuple[Silence, ...], tuple[Flaw, ...]]:
    """The silences that the text's comments ask for, and a flaw for each comment that asks for something unknown."""
    if "cleanup" not in text or "<!--" not in text:
        return (), ()  # the common case
    flaws: list[Flaw] = []
    return tuple(_silences(text, target, flaws)), tuple(flaws)


def _silences(text: str, target: Target, flaws: list[Flaw]) -> Iterator[Silence]:
    off: list[tuple[int, tuple[str, ...], str]] = []
    for match in _COMMENT.finditer(text):
        checks = tuple(name for part in (match["checks"] or "").split(",") if (name := part.strip()))
        reason = match["reason"].strip()
        if match["word"] == "ignore":
            yield Silence(target(match), checks, reason)
        elif match["word"] == "off":
            off.append((match.start(), checks, reason))
        elif match["word"] == "on":
            for start, silenced, why in off:
                yield Silence(Span(start, match.end()), silenced, why)
            off.clear()
        else:
            message = f'"cleanup: {match["word"]}" is not known (ignore, off and on are)'
            flaws.append(Flaw(Span(*match.span()), "unknown-comment", message))
    for start, silenced, why in off:
        yield Silence(Span(start, len(text)), silenced, why)
