"""Code fences that hold no code: a chat assistant puts them around the translation that it was asked for."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from cleanup.spans import Span
from cleanup.text.patterns import later

_AROUND = 3  # lines before or after the fence in which the assistant may speak of its work
_SHORT = 200  # code points of such a line
_NO_LANGUAGE = (
    "",
    "text",
    "txt",
    "plain",
    "plaintext",
    "markdown",
    "md",
    "html",
)  # of what a fence says of its content
_LONGEST = 200_000


class Fence(NamedTuple):
    """The places of the two marks, with the line end inside of each."""

    opening: Span
    closing: Span


@cache
def _fence() -> re.Pattern[str]:
    return re.compile(
        r"^(?P<opening>(?P<mark>`{3,10})(?P<of>[^\n`]{0,20})\n)(?P<body>.*?)(?P<closing>\n(?P=mark)[ \t]*)$",
        re.DOTALL | re.MULTILINE,
    )


# A sentence: words, then a mark of its end; no sign that code is made of.
@cache
def _sentence() -> re.Pattern[str]:
    return re.compile(
        r"\W{0,3}[^\W\d_][^{}<>=$\\|#_`]{15,}[.!?…]\W{0,3}|\W{0,3}[\u3040-\ud7a3][^{}<>=$\\|#_`]{5,}[。！？…]\W{0,3}"
    )


_COLON = later(r"\s*(?:[^\n#]{0,200}[:：]\s*)?")


# What of a line of Markdown is none of its words: marks of lists and quotations, targets of links; a heading has no full stop.
@cache
def _marks() -> re.Pattern[str]:
    return re.compile(r"\A(?:[-*+>][ ]|\d{1,3}[.)][ ])+|(?<=\])\([^()\s]{1,500}\)|\A\#{1,6}[ ].*", re.DOTALL)


def fence_around_text(text: str) -> Fence | None:
    """The one fence of a text that has nothing but prose in it and nearly nothing around it, else None."""
    if text.count("```") != 2 or len(text) > _LONGEST:
        return None
    match = _fence().search(text)
    if match is None or match["of"].strip().lower() not in _NO_LANGUAGE:
        return None
    if not _is_little(text[: match.start()]) or not _is_little(text[match.end() :]) or not _is_prose(match["body"]):
        return None
    return Fence(Span(*match.span("opening")), Span(*match.span("closing")))


def fence_around_document(text: str) -> Fence | None:
    """The same for a file of Markdown, where fences have a meaning: before this one, nothing but a line with a colon may stand."""
    fence = fence_around_text(text) if "```" in text else None
    return fence if fence is not None and _COLON().fullmatch(text, 0, fence.opening.start) else None


def _is_little(around: str) -> bool:
    lines = [line for line in around.split("\n") if line.strip()]
    return len(lines) <= _AROUND and all(len(line) <= _SHORT for line in lines)


def _is_prose(body: str) -> bool:
    """True when more than half of the letters stand in lines that are sentences."""
    lines = [_marks().sub("", line.strip()) for line in body.split("\n")]
    sentences = sum(len(line) for line in lines if _sentence().fullmatch(line))
    return 2 * sentences > sum(map(len, lines))
