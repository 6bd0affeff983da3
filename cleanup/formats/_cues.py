"""The running text of subtitles: lines and cues are joined where a sentence runs on, and stay what they are in the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from cleanup.document import Document, Flaw, Segment
from cleanup.formats._base import Input
from cleanup.formats._markup import copy_decoded
from cleanup.formats._parts import MarkupPart
from cleanup.formats._text import text_document
from cleanup.formats._weave import Weaver
from cleanup.records import record
from cleanup.spans import Span
from cleanup.text.decoding import Decoded

_CLOSING = "\"'”’»“‘«)]}›‹」』】）♪♫ \t"
_SENTENCE_END = ".!?…:;。！？．｡؟۔।॥։።"
_NEW_SPEECH = "-–—‐>♪♫["  # a dash, two chevrons, a note or a bracket begins another speaker's line
_NO_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH")


@record
class Line:
    """A line of text in a cue: its place in the file, and whether a cue begins with it."""

    span: Span
    cue: str  # what a person calls the cue
    first: bool


def document_of_cues(
    given: Input, file: Decoded, lines: Iterable[Line], *, code: re.Pattern[str], encode: Callable[[str], str] | None = None,
    entities: bool = False, flaws: Sequence[Flaw] = (),
) -> Document:  # fmt: skip
    """The document of a subtitle file. What ``code`` matches within a line is of no width."""
    weaver = Weaver(file.text)
    cues: list[tuple[int, str]] = []
    end = 0
    for line in lines:
        pieces = _pieces(file.text, line.span, code)
        if line.first:
            cues.append((line.span.start, line.cue))
        if not pieces:
            continue
        if weaver.length:
            joint = _joint(file.text[pieces[0].start], weaver.last, new_cue=line.first)
            weaver.put(end, pieces[0].start, joint, keep=True)
        for piece in pieces:
            if entities:
                copy_decoded(weaver, piece.start, piece.end)
            else:
                weaver.copy(piece.start, piece.end)
        end = pieces[-1].end
    options = given.options
    segment = Segment(weaver.text, options.language, options.source_language, options.source)
    parts = [MarkupPart(segment, map=weaver.map, encode=encode, lacks="\n")] if weaver.length else []
    return text_document(given, file, parts, kept=weaver.kept, flaws=flaws, places=cues)


def _pieces(text: str, line: Span, code: re.Pattern[str]) -> list[Span]:
    """The text of a line between its codes, without white space at its ends."""
    pieces = []
    start = line.start
    for match in code.finditer(text, line.start, line.end):
        pieces.append(Span(start, match.start()))
        start = match.end()
    pieces.append(Span(start, line.end))
    pieces = [piece for piece in pieces if len(piece)]
    while pieces and not pieces[0].of(text).strip():
        pieces.pop(0)
    while pieces and not pieces[-1].of(text).strip():
        pieces.pop()
    if pieces:
        pieces[0] = Span(pieces[0].end - len(pieces[0].of(text).lstrip()), pieces[0].end)
        pieces[-1] = Span(pieces[-1].start, pieces[-1].start + len(pieces[-1].of(text).rstrip()))
    return pieces


def _joint(following: str, before: str, *, new_cue: bool) -> str:
    """What stands between two lines: nothing or a space where a sentence runs on, or the end of a line."""
    ended = before.rstrip(_CLOSING)[-1:] in _SENTENCE_END
    if ended or following in _NEW_SPEECH:
        return "\n\n" if new_cue else "\n"
    if _without_spaces(before[-1:]) and _without_spaces(following):
        return ""
    return " "


def _without_spaces(character: str) -> bool:
    return unicodedata.name(character, "").startswith(_NO_SPACES)
