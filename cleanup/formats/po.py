"""gettext catalogues: each msgstr is a segment with its msgid as the source.

Fuzzy, obsolete and empty entries are left alone. A line that is not PO is told, and its entry is left alone; the others go
through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cleanup.document import Document, Flaw, Part, Segment
from cleanup.edits import Edit
from cleanup.errors import InputError
from cleanup.formats._base import FormatOptions, Input
from cleanup.formats._parts import MarkupPart
from cleanup.formats._text import declared, text_document, write_text
from cleanup.formats._weave import Kept, Weaver
from cleanup.spans import Span

_CHARSET = re.compile(
    rb"""^(?:msgstr[ \t]+)?"(?:[^"\n]{0,2000}\\n)?Content-Type:\s*text/plain;\s*charset=(?!CHARSET)([\w.:-]{2,40})""",
    re.MULTILINE | re.IGNORECASE,
)
_KEYWORD = re.compile(r"(?P<word>msgctxt|msgid_plural|msgid|msgstr)(?:\[(?P<number>\d{1,3})\])?[ \t]*(?=\")")
_STRING = re.compile(r'[ \t]*"(?P<inside>(?:[^"\\]|\\.)*+)"[ \t\r]*\Z')
_ESCAPE = re.compile(r"\\r\\n|\\(?:[abfnrtv\\\"'?]|[0-7]{1,3}|x[0-9a-fA-F]{2})")
_MEANING = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\n", "t": "\t", "v": "\v", "\\": "\\", '"': '"', "'": "'", "?": "?",
}  # fmt: skip
_WRITTEN = {ord(character): f"\\{letter}" for letter, character in _MEANING.items() if letter in 'abfntv\\"'}
_HEADER_LINE = re.compile(r"^(?P<key>[\w-]+):[ \t]*(?P<value>.*)$", re.MULTILINE)


def read(given: Input) -> Document:
    """One segment a msgstr. Raises InputError when there is no entry at all in a file that is not empty."""
    file, flaws = declared(given, _CHARSET)
    reader = _Reader(file.text, given.options)
    parts = list(reader.parts())
    if not reader.entries and file.text.strip():
        first = reader.flaws[0] if reader.flaws else None
        reason = f": line {file.text.count(chr(10), 0, first.span.start) + 1}: {first.message}" if first else ""
        raise InputError(f"{given.path}: not a PO file: it has no entry{reason}")
    return text_document(given, file, parts, kept=reader.kept, flaws=(*flaws, *reader.flaws), own_encoding=True)


def write(document: Document, edits: Sequence[Edit]) -> bytes:
    """The file with the edits done in its translations."""
    return write_text(document, edits)


@dataclass
class _Entry:
    """An entry; each text is the places of its strings, without quote marks, in the file."""

    start: int = -1  # where its first line begins
    texts: dict[str, list[Span]] = field(default_factory=dict)
    fuzzy: bool = False
    broken: bool = False


class _Reader:
    def __init__(self, text: str, options: FormatOptions) -> None:
        self.text, self.options = text, options
        self.kept: list[Kept] = []
        self.flaws: list[Flaw] = []
        self.entries = 0
        self.header: Mapping[str, str] | None = None

    def parts(self) -> Iterator[Part]:
        for entry in self._entries():
            if "msgid" not in entry.texts or not any(key.startswith("msgstr") for key in entry.texts):
                if entry.texts and not entry.broken:
                    self._flaw(entry.start, "broken-entry", "an entry without msgid or msgstr; left as it is")
                continue
            self.entries += 1
            source = self._said(entry, "msgid")
            if not source and "msgctxt" not in entry.texts:
                self._read_header(entry)
            elif not entry.fuzzy and not entry.broken:
                yield from self._translations(entry, source)

    # -- lines ------------------------------------------------------------------------------------------------------

    def _entries(self) -> Iterator[_Entry]:
        """The entries; a new one begins with a comment or msgid after a msgstr."""
        entry, current, start = _Entry(), "", 0
        for line in self.text.split("\n"):
            bare = line.strip()
            starts_new = current.startswith("msgstr") and bare.startswith(("#", "msgctxt", "msgid "))
            if not bare or starts_new:
                yield entry
                entry, current = _Entry(), ""
            if bare.startswith("#"):
                entry.fuzzy = entry.fuzzy or (bare.startswith("#,") and "fuzzy" in bare)
            elif bare:
                current = self._line(entry, current, line, start)
            start += len(line) + 1
        yield entry

    def _line(self, entry: _Entry, current: str, line: str, start: int) -> str:
        """Take a line with a string; returns the keyword that holds from here on."""
        entry.start = start if entry.start < 0 else entry.start
        indent = len(line) - len(line.lstrip())
        keyword = _KEYWORD.match(line, indent)
        if keyword is not None:
            current = keyword["word"] + (f"[{keyword['number']}]" if keyword["number"] else "")
            if current in entry.texts:
                self._break(entry, start, f"a second {current}")
        string = _STRING.match(line, keyword.end() if keyword else 0)
        if string is None or not current:
            self._break(entry, start, "not a line of a PO file")
            return current
        inside = Span(*string.span("inside")).shifted(start)
        entry.texts.setdefault(current, []).append(inside)
        return current

    def _break(self, entry: _Entry, start: int, what: str) -> None:
        if not entry.broken:
            self._flaw(start, "broken-entry", f"{what}; its entry is left as it is")
        entry.broken = True

    def _flaw(self, start: int, rule: str, message: str) -> None:
        end = self.text.find("\n", start)
        self.flaws.append(Flaw.in_line(start, self.text[start : end if end >= 0 else None], rule, message))

    # -- texts ------------------------------------------------------------------------------------------------------

    def _woven(self, entry: _Entry, key: str) -> Weaver:
        weaver = Weaver(self.text)
        for span in entry.texts[key]:
            position = span.start
            if self.text.find("\\", span.start, span.end) >= 0:
                for match in _ESCAPE.finditer(self.text, span.start, span.end):
                    weaver.copy(position, match.start())
                    weaver.put(match.start(), match.end(), _meaning(match[0]))
                    position = match.end()
            weaver.copy(position, span.end)
        return weaver

    def _said(self, entry: _Entry, key: str) -> str:
        return self._woven(entry, key).text if key in entry.texts else ""

    def _read_header(self, entry: _Entry) -> None:
        said = self._said(entry, "msgstr")
        if self.header is not None:
            self._flaw(entry.start, "second-header", "a second header; the first one holds")
            return
        self.header = {match["key"].casefold(): match["value"].strip() for match in _HEADER_LINE.finditer(said)}

    def _translations(self, entry: _Entry, source: str) -> Iterator[Part]:
        header, options = self.header or {}, self.options
        language = options.language or header.get("language", "").replace("_", "-").split("@")[0].split(".")[0] or None
        source_language = options.source_language or header.get("x-source-language", "").replace("_", "-") or None
        shown = " ".join(source.split())
        label = f'"{shown[:50]}…"' if len(shown) > 50 else f'"{shown}"'
        for key in entry.texts:
            weaver = self._woven(entry, key) if key.startswith("msgstr") else None
            if weaver is None or not weaver.text:
                continue
            self.kept += weaver.kept
            plural = key not in ("msgstr", "msgstr[0]") and "msgid_plural" in entry.texts
            said = self._said(entry, "msgid_plural") if plural else source
            segment = Segment(weaver.text, language, source_language, said)
            number = key.removeprefix("msgstr")
            yield MarkupPart(segment, map=weaver.map, encode=_encode, label=f"{label}{number and ' ' + number}")


def _meaning(escape: str) -> str:
    body = escape[1:]
    if body.startswith("r\\"):
        return "\n"
    if body in _MEANING:
        return _MEANING[body]
    return chr(int(body[1:], 16) if body.startswith("x") else int(body, 8) & 0xFF)


def _encode(text: str) -> str:
    return text.translate(_WRITTEN)
