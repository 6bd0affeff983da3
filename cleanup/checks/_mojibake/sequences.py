"""UTF-8 that was read as a single-byte charset: where its sequences are.

The characters are turned back into the bytes of the charset, as characters below U+0100 so that positions stay; then one
pattern for all charsets finds what is well-formed UTF-8.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from cleanup.checks._mojibake.draft import Change
from cleanup.text.encodings import decoding_table
from cleanup.text.patterns import later

# In the order in which they are believed; the number is what a text must be more natural by (nats) for a rarer one.
CHARSETS = {
    "cp1252": 0.0, "latin-1": 0.0, "cp1251": 1.0, "cp1250": 1.0, "mac-roman": 1.0, "cp437": 1.5, "cp850": 1.5,
    "iso8859-2": 2.0, "cp1254": 2.0, "cp1253": 2.0, "cp1257": 2.0, "iso8859-15": 2.0, "koi8-r": 2.5, "cp866": 2.5,
    "cp852": 2.5, "mac-cyrillic": 3.0, "cp1255": 3.0, "cp1256": 3.0, "cp874": 3.0, "cp1258": 4.0, "koi8-u": 4.0,
    "cp737": 4.0, "cp862": 4.0, "iso8859-5": 4.0, "iso8859-7": 4.0, "iso8859-9": 4.0, "cp855": 5.0, "cp857": 5.0,
    "iso8859-13": 5.0, "mac-latin2": 5.0, "mac-greek": 5.0, "mac-turkish": 5.0,
}  # fmt: skip

_LEAD_2, _LEAD_3, _LEAD_4, _NEXT = "[\xc2-\xdf]", "[\xe0-\xef]", "[\xf0-\xf4]", "[\x80-\xbf]"
# Charsets of two bytes a character: a stretch between ASCII is turned back into bytes as a whole.
WIDE = {"gbk": 3.0, "cp932": 3.0, "big5": 3.0, "cp949": 3.0, "euc-jp": 4.0}
_JAMO, _AFTER_PUNCTUATION = "\u1100\u11ff", "\u2e80"
_WIDE_SIGN = later("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\ue000-\uf8ff]")
_STRETCH = later("[^\x00-\x7f]+")

OUT = "\uffff"  # stands for a character that must not be part of a sequence

_SURROGATES = "\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]"  # CESU-8
STRICT = re.compile(f"{_LEAD_2}{_NEXT}|{_SURROGATES}|{_LEAD_3}{_NEXT}{{2}}|{_LEAD_4}{_NEXT}{{3}}")
_HIGH = later("[^\x00-\x7f]")


@cache
def byte_table(charset: str) -> dict[int, int]:
    """Character -> byte of a charset, as ``str.translate`` wants it. What the charset lacks becomes U+FFFF, never a byte."""

    class Table(dict[int, int]):
        def __missing__(self, code: int) -> int:
            return 0xFFFF

    table = decoding_table(charset)
    same = {code: code for code in (*range(0x80), 0xFFFD)}
    return Table(same | {ord(table[byte]): byte for byte in range(0xFF, 0x7F, -1)})


def as_bytes(text: str, charset: str) -> str:
    """The text with each character replaced by that of its byte's number: same length, same positions."""
    return text.translate(byte_table(charset))


@lru_cache(maxsize=10_000)
def decoded(sequence: str) -> str | None:
    """What a well-formed sequence stands for; None for overlong forms and lone surrogates."""
    raw = sequence.encode("latin-1")
    try:
        if len(raw) == 6:
            return raw.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def may_be_wide(text: str) -> bool:
    """True when the text holds characters of a charset of two bytes."""
    highest = max(text, default="")  # the pattern takes long to compile, and punctuation stands below most of its signs
    if highest < _AFTER_PUNCTUATION:
        return highest >= _JAMO[0] and any(_JAMO[0] <= character <= _JAMO[1] for character in text)
    return _WIDE_SIGN().search(text) is not None


@cache
def _roles() -> dict[str, tuple[int, int, int, int]]:
    """Character -> the charsets, as the bits of a number, in which it is the first byte of a sequence of two, of three
    and of four, and those in which it is a later one."""
    roles: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for number, charset in enumerate(CHARSETS):
        table = decoding_table(charset)
        for role, low, high in ((0, 0xC2, 0xDF), (1, 0xE0, 0xEF), (2, 0xF0, 0xF4), (3, 0x80, 0xBF)):
            for character in table[low : high + 1]:
                roles[character][role] |= 1 << number
    return {character: (two, three, four, later) for character, (two, three, four, later) in roles.items()}


_NO_ROLE = (0, 0, 0, 0)


def charsets_of(text: str) -> list[str]:
    """The single-byte charsets in which a text holds a sequence: one look at it instead of one for each of them."""
    roles = _roles()
    found = first = second = third = 0  # the charsets that want one, two and three more characters
    for character in text:
        two, three, four, later = roles.get(character, _NO_ROLE)
        found |= first & later
        first, second, third = two | second & later, three | third & later, four
    return [charset for number, charset in enumerate(CHARSETS) if found >> number & 1] if found else []


@lru_cache(maxsize=64)
def beginning(charsets: frozenset[str]) -> re.Pattern[str]:
    """The first two characters of any sequence of any of the charsets."""
    both = ((decoding_table(charset)[0xC2:0xF5], decoding_table(charset)[0x80:0xC0]) for charset in sorted(charsets))
    return re.compile("|".join(f"[{re.escape(leads)}][{re.escape(others)}]" for leads, others in both))


def may_be_undone(text: str) -> bool:
    """False when no charset makes a sequence of anything in the text."""
    return bool(charsets_of(text)) or may_be_wide(text)


def strict_changes(text: str, charset: str) -> list[Change]:
    """The changes that undo each whole sequence of UTF-8 read as ``charset``."""
    return _wide_changes(text, charset) if charset in WIDE else sequences_in(as_bytes(text, charset))


def sequences_in(read: str) -> list[Change]:
    """The changes that undo each whole sequence of a text that :func:`as_bytes` gave."""
    changes = []
    for match in STRICT.finditer(read):
        new = decoded(match.group())
        if new is not None:
            changes.append(Change(*match.span(), new))
    return changes


def _wide_changes(text: str, charset: str) -> list[Change]:
    changes = []
    for match in _STRETCH().finditer(text):
        try:
            new = match.group().encode(charset).decode("utf-8")
        except UnicodeError:
            continue
        changes.append(Change(match.start(), match.end(), new))
    return changes


def unread(text: str, changes: list[Change]) -> int:
    """How many characters beyond ASCII the changes leave alone."""
    high = len(_HIGH().findall(text)) - text.count(OUT)
    return high - sum(end - start for start, end, _, _ in changes)
