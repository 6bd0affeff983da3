"""Which legacy charsets a language was written in, the commonest first.

After the registrations of the charsets (RFC 1345, Microsoft's and Apple's tables as Unicode publishes them).
"""

from __future__ import annotations

from cleanup.text.scripts import scripts_of

_WESTERN = ("cp1252", "latin-1", "mac-roman", "cp850", "cp437", "iso8859-15")
_CENTRAL = ("cp1250", "iso8859-2", "cp852", "mac-latin2")
_BALTIC = ("cp1257", "cp775", "iso8859-13")
_TURKISH = ("cp1254", "iso8859-9", "cp857", "mac-turkish")
_BY_LANGUAGE = {
    **dict.fromkeys(("cs", "hr", "hu", "pl", "sk", "sl", "bs", "sr", "sq"), _CENTRAL),
    **dict.fromkeys(("et", "lt", "lv"), _BALTIC),
    **dict.fromkeys(("az", "tr", "ku", "tk"), _TURKISH),
    "ro": ("cp1250", "iso8859-2", "iso8859-16", "cp852"),
    "vi": ("cp1258",),
    "sq": ("cp1252", "latin-1", "cp1250", "mac-roman", "cp850", "cp437"),
    "et": (*_BALTIC, *_WESTERN), "uk": ("cp1251", "koi8-u", "iso8859-5", "mac-cyrillic", "cp866"),
    "be": ("cp1251", "koi8-u", "iso8859-5", "mac-cyrillic", "cp866"), "kk": ("kz1048", "cp1251"),
}  # fmt: skip
_BY_SCRIPT = {
    "Latn": _WESTERN,
    "Cyrl": ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "cp855"),
    "Grek": ("cp1253", "iso8859-7", "cp737", "mac-greek", "cp869"),
    "Hebr": ("cp1255", "iso8859-8", "cp862"),
    "Arab": ("cp1256", "iso8859-6"),
    "Thai": ("cp874",),
    "Hira": ("cp932", "euc-jp"),
    "Hani": ("gbk", "gb18030", "big5"),
    "Hang": ("cp949",),
}


def true_charsets(language: str) -> tuple[str, ...]:
    """The legacy charsets that a language of the model was written in."""
    return _BY_LANGUAGE.get(language) or _BY_SCRIPT.get(scripts_of(language)[0], ())


def windows_charset(language: str) -> str:
    """The Windows charset of a language of the model; that of Western Europe where it has none."""
    return next((name for name in true_charsets(language) if name.startswith("cp125")), "cp1252")
