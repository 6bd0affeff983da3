"""From bytes to text: which encoding is it, and what could not be read?

The order of the questions, from certain to likely:

1. a byte order mark;
2. the pattern of NUL bytes that UTF-16 and UTF-32 have, and the escape sequences of ISO-2022 and HZ;
3. strict UTF-8, which no other text of some length is by chance; UTF-8 with surrogates (CESU-8);
4. mostly UTF-8: line by line, strict first, the odd line or byte in the legacy charset that fits the document;
5. a legacy charset: the one in which the text looks most like a language.

The first three cost one pass in C; what the last two need is loaded only there.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from cleanup.records import record
from cleanup.spans import Span

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@record
class Loss:
    """A place where bytes were not what the encoding says.

    ``span`` is the place in the decoded text, ``offset`` that of the first byte in the file. The text there is U+FFFD,
    or the reading that fits the document; ``message`` says which.
    """

    span: Span
    offset: int
    message: str


@record
class Decoded:
    """A decoded file. ``bom`` is the byte order mark that was cut off; ``encoding`` writes the text back."""

    text: str
    encoding: str
    bom: bytes = b""
    losses: tuple[Loss, ...] = ()


# UTF-32 comes first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Codecs that Python has as well.
_NO_CHARSETS = ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape")
SAMPLE = 65536  # bytes looked at where a sample tells as much as the file


def decode(raw: bytes, encoding: str | None = None, language: str | None = None) -> Decoded:
    """The text of ``raw``. ``encoding`` overrides detection; ``language`` (BCP 47) helps it.

    Bytes that cannot be read become U+FFFD and a :class:`Loss`. Raises LookupError for an unknown ``encoding``.
    """
    if encoding is not None:
        name = codecs.lookup(encoding).name
        if name in _NO_CHARSETS:
            raise LookupError(f"no charset: {name}")
        return _as_told(raw, name)
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _with_losses(raw, name, mark)
    if b"\0" in raw[:SAMPLE] and (wide := _wide_by_nul(raw)):
        return _with_losses(raw, wide)
    if len(raw) % 2 == 0 and (wide := _wide_by_controls(raw[:_HEAD])) and _decodes(raw, wide):
        return Decoded(raw.decode(wide), wide)
    if b"\x1b" in raw[:SAMPLE] and (decoded := _iso_2022(raw)):
        return decoded
    if b"~{" in raw[:SAMPLE] and (decoded := _hz(raw)):
        return decoded
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _cesu_8(raw) or _not_utf_8(raw, language)


def _as_told(raw: bytes, name: str) -> Decoded:
    """Decoded as the user says. A byte order mark that belongs to the encoding is cut off."""
    if name == "utf-8-sig":
        name = "utf-8"
    elif name in ("utf-16", "utf-32"):
        name += "-be" if raw.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)) else "-le"
    mark = next((mark for mark, known in _MARKS if known == name and raw.startswith(mark)), b"")
    return _with_losses(raw, name, mark)


def _with_losses(raw: bytes, name: str, mark: bytes = b"") -> Decoded:
    body = raw[len(mark) :]
    text = body.decode(name, _MARK_BYTES)
    if _MARKED.search(text) is None:
        return Decoded(text, name, mark)
    pieces: list[str] = []
    losses: list[Loss] = []
    position = length = 0
    offset = len(mark)
    for match in _MARKED.finditer(text):
        before = text[position : match.start()]
        offset += len(before.encode(name))
        length += len(before)
        lost = bytes(ord(c) & 0xFF for c in match.group())
        message = f"{bytes_in_words(lost)} cannot be read as {name.upper()}"
        losses.append(Loss(Span(length, length + 1), offset, message))
        pieces += (before, REPLACEMENT)
        offset += len(lost)
        length += 1
        position = match.end()
    pieces.append(text[position:])
    return Decoded("".join(pieces), name, mark, tuple(losses))


def _mark_bytes(error: UnicodeError) -> tuple[str, int]:
    """A decoding error handler: each bad byte as a lone surrogate, which no decoder gives. ``surrogateescape`` knows
    only bytes from 0x80; UTF-16 has bad ones below."""
    assert isinstance(error, UnicodeDecodeError)
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


_MARK_BYTES = "cleanup-mark-bytes"
codecs.register_error(_MARK_BYTES, _mark_bytes)
_MARKED = re.compile("[\udc00-\udcff]+")


def bytes_in_words(some: bytes) -> str:
    digits = " ".join(f"{byte:02X}" for byte in some)
    return f"{'byte' if len(some) == 1 else 'bytes'} {digits}"


def _wide_by_nul(raw: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, by where the NUL bytes are. A binary file has them on both sides."""
    sample = raw[: SAMPLE // 4 * 4]
    at = [sample[i::4].count(0) for i in range(4)]
    quarter = max(1, len(sample) // 4)
    if len(raw) % 4 == 0:
        # Two bytes of four are NUL in any script; emoji have one.
        if at[3] == quarter and at[2] >= 0.9 * quarter > at[0] and _decodes(sample, "utf-32-le"):
            return "utf-32-le"
        if at[0] == quarter and at[1] >= 0.9 * quarter > at[3] and _decodes(sample, "utf-32-be"):
            return "utf-32-be"
    even, odd = at[0] + at[2], at[1] + at[3]
    for many, few, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if many > 4 * few and many >= 0.02 * len(sample) and _fits_wide(raw[:_FITTING], name):
            return None if not raw.isascii() and _decodes(raw, "utf-8") else name
    return None


_FITTING = 4096  # bytes that tell whether a text is UTF-16


def _fits_wide(sample: bytes, name: str) -> bool:
    """True where UTF-16 has its NUL bytes beside (nearly) all of the ASCII characters.

    A text of one byte a character that holds a stray NUL makes other characters of its bytes: two letters each, or none at all.
    """
    units = Counter(sample[: len(sample) // 2 * 2].decode(name, "replace"))
    narrow = sum(count for c, count in units.items() if c <= "\xff")
    odd = sum(count for c, count in units.items() if _is_pair(ord(c)) or _is_none(c))
    # Of Chinese, one character in ten has the bytes of two letters.
    return narrow > 0 and 3 * odd <= max(narrow, units.total() - narrow)


_PRINTED = frozenset(range(0x20, 0x7F))
_IN_WORDS = frozenset(b"\n\r ,.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_CHINESE, _KANA = range(0x4E, 0xA0), 0x30  # the high bytes of Chinese characters, and of kana and the signs beside them


def _is_pair(code: int) -> bool:
    """True for a character of UTF-16 whose bytes are two of an ASCII text."""
    high, low = divmod(code, 256)
    if high in _CHINESE:
        return high in _IN_WORDS and low in _IN_WORDS
    return high in _PRINTED and high != _KANA and (low in _PRINTED or low in b"\t\n\r")


def _is_none(character: str) -> bool:
    """True for what stands for no character: not assigned, for private use, half a pair."""
    return character == REPLACEMENT or unicodedata.category(character) in ("Cn", "Co")


_HEAD = 1024
_CONTROLS = bytes(set(range(1, 0x20)) - set(b"\t\n\f\r\x1b"))


def _wide_by_controls(head: bytes) -> str | None:
    """UTF-16 of a text without any ASCII, whose high bytes are control characters: Thai has 0E in every other place."""
    for part, name in ((head[1::2], "utf-16-le"), (head[::2], "utf-16-be")):
        if part and max(part.count(byte) for byte in _CONTROLS) * 2 > len(part):
            return name
    return None


def _decodes(raw: bytes, name: str) -> bool:
    try:
        raw.decode(name)
    except UnicodeDecodeError:
        return False
    return True


_ISO_2022 = re.compile(rb"\x1b(?: \$ [@AB] | \$ [()] [@-D] | \( [ABIJ] | \. [AF] )", re.VERBOSE)


def _iso_2022(raw: bytes) -> Decoded | None:
    if _ISO_2022.search(raw) is None or max(raw) > 0x7F:
        return None
    for name in ("iso2022_jp", "iso2022_kr", "iso2022_jp_2", "iso2022_jp_ext"):
        if _decodes(raw, name):
            return Decoded(raw.decode(name), name)
    return None


# Chinese in 7 bits (RFC 1843), as mail and news had it. Its characters are punctuation and those of the first level.
_HZ = re.compile(rb"~\{(?:[\x21-\x29\x30-\x57][\x21-\x7e])+~\}")


def _hz(raw: bytes) -> Decoded | None:
    found = _HZ.findall(raw)
    # "~{ab~}" may stand in a program: all of it must be Chinese, and more than a word.
    if (
        sum(map(len, found)) < _HZ_LEAST
        or len(found) != raw.count(b"~{")
        or not raw.isascii()
        or not _decodes(raw, "hz")
    ):
        return None
    return Decoded(raw.decode("hz"), "hz")


_HZ_LEAST = 12  # bytes between marks, with the marks: four characters


def _cesu_8(raw: bytes) -> Decoded | None:
    """UTF-8 in which characters beyond U+FFFF are two surrogates of three bytes each, as some databases write it."""
    try:
        text = raw.decode("utf-8", "surrogatepass")
        whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeError:
        return None
    losses: list[Loss] = []
    position = offset = 0
    for number, match in enumerate(_PAIR.finditer(text)):
        offset += len(text[position : match.start()].encode("utf-8", "surrogatepass"))
        start = match.start() - number
        how = f"{bytes_in_words(match.group().encode('utf-8', 'surrogatepass'))} are CESU-8; read as “{whole[start]}”"
        losses.append(Loss(Span(start, start + 1), offset, how))
        position, offset = match.end(), offset + 6
    return Decoded(whole, "utf-8", b"", tuple(losses))


_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def _not_utf_8(raw: bytes, language: str | None) -> Decoded:
    """Mostly UTF-8 with odd bytes, or not UTF-8 at all."""
    if found := mostly_utf_8(raw, language):
        return found
    from cleanup.text.encodings import SINGLE_BYTE, decode_single
    from cleanup.text.encodings_guess import whole

    name = whole(raw, language)
    if name in SINGLE_BYTE:
        text = decode_single(raw, name)
        # Vietnamese in Windows-1258 has its tones as characters of their own; everywhere else it is composed.
        return Decoded(unicodedata.normalize("NFC", text) if name == "cp1258" else text, name)
    return _with_losses(raw, name)


def mostly_utf_8(raw: bytes, language: str | None, *, declared: bool = False) -> Decoded | None:
    """UTF-8 with odd bytes, or None where the legacy charset that the odd bytes are of has the others by chance.

    A file that is ``declared`` to be UTF-8 is believed as soon as some of it is not there by chance.
    """
    text = raw.decode("utf-8", "surrogateescape")
    odd = sum(map(len, ESCAPED.findall(text)))
    proper = sum(1 for _ in _NOT_ASCII.finditer(text)) - odd
    if not proper:
        return None
    from cleanup.text.encodings_mixed import mixed, weight
    from cleanup.text.judge import Judge

    trust = _DECLARED if declared else 1
    if proper * _MOSTLY >= odd and _has_proper_line(text):
        return mixed(raw, language, trust)
    judge = Judge(language, ESCAPED.sub("", text[:SAMPLE]))
    return mixed(raw, language, trust) if trust * weight(text, judge) >= odd else None


_DECLARED = 4  # times the odd bytes that a declaration outweighs
# A file is UTF-8 with faults when it has this share of well-formed characters beyond ASCII; legacy text has some by chance.
_MOSTLY = 6
ESCAPED = re.compile("[\udc80-\udcff]+")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_PROPER_LINE = 2  # characters beyond ASCII of a line that is UTF-8 not by chance


def _has_proper_line(text: str) -> bool:
    """True when a line, or a text of one line, is well-formed UTF-8 in more than one place, and mostly."""
    for line in text.splitlines():
        proper = sum(1 for _ in _NOT_ASCII.finditer(line))
        odd = sum(map(len, ESCAPED.findall(line)))
        if proper - odd >= max(_PROPER_LINE, 2 * odd):
            return True
    return False
