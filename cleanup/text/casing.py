"""Case of names: the only place that makes capitals.

Casefolding is for comparing; what is written into a text goes through :func:`upper`, which knows the two languages of
our readers in which Unicode's default mapping is wrong.
"""

from __future__ import annotations

import unicodedata

_DOTTED = frozenset({"tr", "az", "crh", "tt"})  # i and ı are two letters (Unicode SpecialCasing.txt, tr and az)
_TONELESS = frozenset({"el"})  # capitals are written without the tonos (CLDR transform el-Upper)
_GREEK_TONOS = str.maketrans("ΆΈΉΊΌΎΏ", "ΑΕΗΙΟΥΩ")


def upper(text: str, language: str | None = None) -> str:
    """``text`` in capitals, as ``language`` (BCP 47) writes them.

    >>> upper("Vitebsk"), upper("Şirin", "tr"), upper("Αθήνα", "el")
    ('VITEBSK', 'ŞİRİN', 'ΑΘΗΝΑ')
    """
    code = (language or "").split("-")[0].lower()
    if code in _DOTTED:
        text = text.replace("i", "İ")
    capitals = text.upper()
    return unicodedata.normalize("NFC", capitals).translate(_GREEK_TONOS) if code in _TONELESS else capitals


def is_caps(text: str) -> bool:
    """True when the text has letters with case, at least two of them, and all are capitals.

    >>> is_caps("KIEV"), is_caps("Kiev"), is_caps("A.")
    (True, False, False)
    """
    return text.isupper() and sum(map(str.isupper, text)) > 1
