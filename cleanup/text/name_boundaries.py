"""Where a name begins and ends: what may stand beside it without making it another word."""

from __future__ import annotations

import unicodedata

APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}\N{FULLWIDTH APOSTROPHE}"
HYPHENS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}"

# Languages in which a short word loses its vowel before a name: l'Ukraine, dell'Armenia, d'Orxa.
_ELIDING = frozenset({"fr", "it", "ca", "oc", "fur", "lij", "pms", "wa"})
# Languages that write the ending of a proper noun behind an apostrophe: Kiev'de.
_APOSTROPHE_ENDINGS = frozenset({"tr", "az", "crh", "uz", "kk", "gag"})
# Languages that put a bare s behind a name, for the plural or the genitive: the Lukashenkos, Lukaschenkos Sohn.
_BARE_S = frozenset(
    {"en", "de", "nl", "sv", "da", "nb", "no", "nn", "fo", "is", "fr", "es", "pt", "gl", "ca", "af", "fy", "lb", "nds"}
)
_SIBILANTS = ("s", "x", "z", "ch", "sh")


def code(language: str | None) -> str:
    """The language of a tag, "" when not known: ``de-CH`` → ``de``."""
    return (language or "").split("-")[0].lower()


def unspaced(char: str) -> bool:
    """True for letters of scripts that write words without spaces: Thai, Lao, Myanmar, Khmer, kana, Han."""
    return "\u0e00" <= char <= "\u0eff" or "\u1000" <= char <= "\u109f" or "\u1780" <= char <= "\u17ff" or (
        "\u3040" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff"
    )  # fmt: skip


def _joins(char: str, inner: str) -> bool:
    """True when ``char`` beside the name's letter ``inner`` makes one word with it."""
    if char.isalnum():
        return not unspaced(char) and not unspaced(inner)
    return unicodedata.category(char)[0] == "M"


def begins(text: str, start: int, language: str | None = None) -> bool:
    """True when a name can begin at ``start``: after a space, a bracket, a dash, an emoji; not inside D'Arc or x_Kiev."""
    if not start:
        return True
    before = text[start - 1]
    if before == "_":
        return not _word_beyond_underscores(text, start - 1, -1)
    if before in APOSTROPHES and start > 1 and text[start - 2].isalpha():
        return code(language) in _ELIDING
    return not (_joins(before, text[start]) and before.isalnum())


def ends(text: str, end: int, language: str | None = None) -> bool:
    """True when a name can end at ``end``; its ending ``'s`` (or ``'de`` in Turkish) may follow."""
    if end >= len(text):
        return True
    after = text[end]
    if after == "_":
        return not _word_beyond_underscores(text, end, 1)
    if after in APOSTROPHES and end + 1 < len(text) and text[end + 1].isalpha():
        if code(language) in _APOSTROPHE_ENDINGS:
            return True
        return text[end + 1] in "sS" and (end + 2 >= len(text) or not _joins(text[end + 2], "s"))
    return not _joins(after, text[end - 1])


def bare_ending(text: str, end: int, name: str, language: str | None = None) -> int | None:
    """Where the name with its plural or genitive ending ends, when one stands there; None when not."""
    tag = code(language)
    if (tag and tag not in _BARE_S) or end >= len(text):
        return None
    ending = "S" if text[end - 1].isupper() else "s"
    if text[end] == ending and ends(text, end + 1, language):
        return end + 1
    both = "ES" if ending == "S" else "es"
    plural = tag in ("en", "") and name.casefold().endswith(_SIBILANTS) and text.startswith(both, end)
    return end + 2 if plural and ends(text, end + 2, language) else None


def _word_beyond_underscores(text: str, position: int, step: int) -> bool:
    while 0 <= position < len(text) and text[position] == "_":
        position += step
    return 0 <= position < len(text) and text[position].isalnum()
