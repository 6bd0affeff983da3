"""Charsets as tables: every byte has a character and every character of the table has a byte.

A byte that a single-byte charset leaves undefined stands for the C1 control of the same number: that is what browsers and
editors make of it (WHATWG Encoding Standard, 2024), and what the damage in real text shows.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache

from cleanup.resources import data_file

# Python codec name -> the name that people know it by.
SINGLE_BYTE = {
    "cp1252": "Windows-1252", "latin-1": "Latin-1", "cp1250": "Windows-1250", "cp1251": "Windows-1251",
    "cp1253": "Windows-1253", "cp1254": "Windows-1254", "cp1255": "Windows-1255", "cp1256": "Windows-1256",
    "cp1257": "Windows-1257", "cp1258": "Windows-1258", "cp874": "Windows-874",
    "iso8859-2": "ISO-8859-2", "iso8859-3": "ISO-8859-3", "iso8859-4": "ISO-8859-4", "iso8859-5": "ISO-8859-5",
    "iso8859-6": "ISO-8859-6", "iso8859-7": "ISO-8859-7", "iso8859-8": "ISO-8859-8", "iso8859-9": "ISO-8859-9",
    "iso8859-10": "ISO-8859-10", "iso8859-13": "ISO-8859-13", "iso8859-14": "ISO-8859-14",
    "iso8859-15": "ISO-8859-15", "iso8859-16": "ISO-8859-16",
    "koi8-r": "KOI8-R", "koi8-u": "KOI8-U", "kz1048": "KZ-1048",
    "mac-roman": "Mac Roman", "mac-cyrillic": "Mac Cyrillic", "mac-greek": "Mac Greek", "mac-turkish": "Mac Turkish",
    "mac-latin2": "Mac Central European", "mac-croatian": "Mac Croatian", "mac-romanian": "Mac Romanian",
    "mac-iceland": "Mac Icelandic",
    "cp437": "DOS code page 437", "cp850": "DOS code page 850", "cp852": "DOS code page 852",
    "cp855": "DOS code page 855", "cp866": "DOS code page 866", "cp737": "DOS code page 737",
    "cp775": "DOS code page 775", "cp857": "DOS code page 857", "cp858": "DOS code page 858",
    "cp861": "DOS code page 861", "cp862": "DOS code page 862", "cp865": "DOS code page 865",
    "cp869": "DOS code page 869",
}  # fmt: skip
MULTI_BYTE = {
    "cp932": "Shift-JIS", "euc-jp": "EUC-JP", "gbk": "GBK", "gb18030": "GB18030", "big5": "Big5",
    "cp950": "Big5 (Windows)", "cp949": "EUC-KR", "johab": "Johab",
}  # fmt: skip
NAMES = {**SINGLE_BYTE, **MULTI_BYTE, "utf-8": "UTF-8"}


_LOWER_HALF = bytes(range(128)).decode("ascii")


@cache
def upper_halves() -> dict[str, str]:
    """Single-byte charset → the characters of its bytes from 80 on (``data/charsets.json``)."""
    halves: dict[str, str] = json.loads(data_file("charsets.json").read_bytes())
    del halves["source"]
    return halves


@cache
def decoding_table(charset: str) -> str:
    """The 256 characters of a single-byte charset, in the order of their bytes."""
    if charset in SINGLE_BYTE:
        return _LOWER_HALF + upper_halves()[charset]
    every = bytes(range(256))
    return "".join(every[i : i + 1].decode(charset, "surrogateescape") for i in range(256)).translate(_UNDEFINED)


_UNDEFINED = {0xDC00 + byte: byte for byte in range(0x80, 0x100)}  # the C1 control of an undefined byte


@cache
def encoding_table(charset: str) -> dict[str, int]:
    """Character -> byte. Where a C1 control and a letter claim one character, the letter's own byte counts."""
    return {character: byte for byte, character in reversed(list(enumerate(decoding_table(charset))))}


def decode_single(raw: bytes, charset: str) -> str:
    """``raw`` read byte by byte; never fails."""
    return raw.decode("latin-1").translate(_translation(charset)) if charset != "latin-1" else raw.decode("latin-1")


@cache
def _translation(charset: str) -> dict[int, str]:
    return {byte: c for byte, c in enumerate(decoding_table(charset)) if ord(c) != byte}


def encode_single(text: str, charset: str) -> bytes | None:
    """The bytes that were read as ``text``, or None when the charset lacks one of its characters."""
    table = encoding_table(charset)
    try:
        return bytes([table[c] for c in text])
    except KeyError:
        return None


def encode(text: str, encoding: str) -> bytes:
    """The bytes that were read as ``text``, with those that the charset leaves undefined. Raises UnicodeEncodeError."""
    try:
        return text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "strict")
    except UnicodeEncodeError:
        if encoding in SINGLE_BYTE and (raw := encode_single(text, encoding)) is not None:
            return raw
        if encoding == "cp1258" and (raw := encode_single("".join(map(_with_tone, text)), encoding)) is not None:
            return raw
        raise


def _with_tone(letter: str) -> str:
    """A letter of Vietnamese as Windows-1258 has it: its tone is a character of its own."""
    parts = unicodedata.normalize("NFD", letter)
    tone = next((part for part in parts if part in _TONES), "")
    if letter in encoding_table("cp1258") or not tone:
        return letter
    return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone


_TONES = "\u0300\u0301\u0303\u0309\u0323"
