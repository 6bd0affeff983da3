"""XML as text with places: validated by a parser that fetches and expands nothing, then read by its tags.

The tree is never built and never written: what changes is spliced into the text as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from cleanup.errors import InputError
from cleanup.formats._markup import Token
from cleanup.spans import Span

DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w:.-]{2,40})""")
_DECLARATION = re.compile(r"""(?P<before><\?xml[^>]{0,200}?\bencoding\s*=\s*["'])[\w:.-]{2,40}""")
MAX_DEPTH = 2_000
_TOKEN = re.compile(
    r"""
    (?P<comment> <!-- (?: [^-] | -(?!-) )*+ --> )
  | (?P<cdata> <!\[CDATA\[ (?P<inside> (?: [^\]] | \](?!\]>) )*+ ) \]\]> )
  | (?P<declaration> <! (?: [^<>\[\]"'] | "[^"]*" | '[^']*' | \[ (?: [^\]"'] | "[^"]*" | '[^']*' )*+ \] )*+ > )
  | (?P<instruction> <\? (?: [^?] | \?(?!>) )*+ \?> )
  | (?P<tag> < (?P<close> /? ) (?P<name> [^\s/<>"'=!?]++ ) (?P<attributes> (?: [^<>"'] | "[^"]*" | '[^']*' )*+ ) > )
    """,
    re.VERBOSE,
)
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML 1.0 file can hold these


def validate(text: str, path: str, part: str = "") -> None:
    """Raises InputError when the text is not well-formed, or defines entities of its own, or is absurdly deep."""
    where = f"{path}: {part}" if part else path
    parser = expat.ParserCreate("utf-8")
    depth = 0

    def start(name: str, attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise InputError(
                f"{where}:{parser.CurrentLineNumber}: refused: elements are nested more than {MAX_DEPTH} deep"
            )

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    def entity(*_: object) -> None:
        raise InputError(f"{where}:{parser.CurrentLineNumber}: refused: the file defines entities of its own")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.EntityDeclHandler = entity
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise InputError(f"{where}:{error.lineno}:{error.offset + 1}: not well-formed XML: {reason}") from None


def text_of(raw: bytes, path: str, part: str) -> str:
    """The text of a part of a package, which is UTF-8 unless it says otherwise. Raises InputError."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        match = DECLARED.match(raw)
        encoding = match[1].decode("ascii") if match else "utf-8"
    if encoding.casefold() not in ("utf-8", "utf8", "us-ascii", "utf-16"):
        raise InputError(f"{path}: {part}: refused: the part is in {encoding}, which office files never are")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: {part}: not {encoding}: {error.reason} at byte {error.start}") from None
    text = text.removeprefix("\ufeff")
    validate(text, path, part)
    return text


def bytes_of(text: str, raw: bytes) -> bytes:
    """The new text of a part in the encoding that its old bytes have."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return text.encode("utf-16-le" if raw[0] == 0xFF else "utf-16-be").join((raw[:2], b""))
    return (b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b"") + text.encode("utf-8")


def xml_tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The markup of a well-formed text, names as they stand; ``kind`` as in ``_markup``, and ``instruction``."""
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        span, kind = Span(*match.span()), match.lastgroup or ""
        if kind == "tag":
            kind = "close" if match["close"] else "empty" if match["attributes"].endswith("/") else "open"
            yield Token(kind, span, match["name"], Span(*match.span("attributes")))
        else:
            yield Token(kind, span, "", Span(*match.span("inside")) if kind == "cdata" else Span(0, 0))


def xml_escape(text: str) -> str:
    """The text as XML character data; what no XML can hold becomes U+FFFD."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)


def prefixes(text: str, *namespaces: str) -> frozenset[str]:
    """The prefixes (with their colon, "" for the default) that the document binds to one of the namespaces."""
    found = re.finditer(r"""\sxmlns(?::(?P<prefix>[^\s=]+))?\s*=\s*["'](?P<uri>[^"']*)["']""", text)
    return frozenset(f"{m['prefix']}:" if m["prefix"] else "" for m in found if m["uri"] in namespaces)
