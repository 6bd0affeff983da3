"""What a language says about its quotation marks, in the form that the pairing asks for it."""

from __future__ import annotations

import re
from typing import NamedTuple

from cleanup.records import record
from cleanup.text.quote_marks import (
    CORNER_MARKS,
    FACING,
    KNOWN_PAIRS,
    MEASURED_LANGUAGES,
    RIGHT_SINGLE,
    STRAIGHT_DOUBLE,
    STRAIGHT_SINGLE,
    LocaleMarks,
)

STRAIGHTS = frozenset((STRAIGHT_DOUBLE, STRAIGHT_SINGLE))

FACED = 2.5  # the price of a mark that faces the wrong way
FOREIGN = 0.8  # … of one that faces as it does in another language

# Languages that do not set words apart by spaces.
UNSPACED_LANGUAGES = frozenset(("zh", "ja", "yue", "wuu", "th", "lo", "km", "my", "bo", "dz"))
# … in which Latin words may stand in Latin marks, whatever the marks of the rest.
LATIN_MARK_LANGUAGES = frozenset(("zh", "ja", "yue", "wuu"))
# … that set a space before : ; ! ? (Imprimerie nationale, Lexique des règles typographiques).
HIGH_MARK_LANGUAGES = frozenset(("fr", "br"))
# … in which a mark inside a word is part of it (gershayim, geresh).
GERSHAYIM_LANGUAGES = frozenset(("he", "yi"))
# … in which a shortened article or preposition is joined to what follows, marks or not: l'"anima".
JOINING_LANGUAGES = frozenset(("fr", "it", "ca", "oc", "nap", "lmo", "scn", "vec", "co", "br", "ga", "mt", "eo", "wa"))
# … in which a bracket is written onto the word before it: ‘기생충’(Parasite)은.
BRACKET_LANGUAGES = frozenset(("ko",))
# … whose dialogue dash is joined to one side (raya, travessão).
RAYA_LANGUAGES = frozenset(("es", "ca", "gl", "eu", "ast", "an", "pt"))
# … in whose novels words lose their beginning: ’bout.
APHETIC_LANGUAGES = frozenset(("en", "sco"))

# Words that join two quotations: hardly anybody begins or ends a quotation with them.
JOINERS = {
    "en": "and or", "de": "und oder", "fr": "et ou", "es": "y e o u", "pt": "e ou", "it": "e ed o", "ca": "i o", "gl": "e ou",
    "ro": "și sau", "nl": "en of", "af": "en of", "da": "og eller", "nb": "og eller", "nn": "og eller", "no": "og eller",
    "is": "og eða", "sv": "och eller", "fi": "ja tai", "et": "ja või", "lt": "ir ar", "lv": "un vai", "pl": "i a oraz lub",
    "cs": "a i nebo", "sk": "a i alebo", "sl": "in ali", "hr": "i a ili", "sr": "и а или i a ili", "bs": "i a ili",
    "mk": "и а или", "bg": "и а или", "ru": "и а или", "uk": "і й та або", "be": "і ды або", "hu": "és vagy", "tr": "ve veya",
    "eu": "eta edo", "sq": "dhe ose", "cy": "a ac neu", "ga": "agus nó",
}  # fmt: skip
_ANY_JOINER = " ".join(JOINERS.values())

# Uzbek case and possessive endings: “Variety”ning.
_UZBEK = r"(?=[a-z])(?:lar)?(?:im|ing|i|si)?(?:ning|niki|ni|ga|ka|qa|dagi|dan|da|gi|cha)?(?![^\W_])"
# Turkish and Azerbaijani ones, which some write without an apostrophe: "dama oyunu"na.
_TURKIC = (
    r"(?=[a-zıəöü])(?:l[ae]r|lər)?(?:[ıiuü]|s[ıiuü])?(?:n?[ıiuü]n|[yn]?[aeəıiuü]|n?[dt][aeə]n?|[yi]?l[aeə]|[dt][ıiuü]r|[cç][aeə])?"
    r"(?![^\W_])"
)
# Languages whose endings are written onto the closing mark without a hyphen.
SUFFIXES = {"uz": _UZBEK, "kaa": _UZBEK, "tr": _TURKIC, "az": _TURKIC}
# Hebrew writes "the", "in", "and" (letters of mem, shin, he, vav, kaf, lamed, bet) onto the word behind them: ב"כותרת".
_PREFIX = re.compile(
    r"(?<![^\W_])[\N{HEBREW LETTER MEM}\N{HEBREW LETTER SHIN}\N{HEBREW LETTER HE}\N{HEBREW LETTER VAV}"
    r"\N{HEBREW LETTER KAF}\N{HEBREW LETTER LAMED}\N{HEBREW LETTER BET}]{1,3}\Z"
)

Pair = tuple[str, str]


class Nesting(NamedTuple):
    """Three ways in which double marks stand inside double marks."""

    usual: bool  # as the language has it: «… „…“ …»
    same: bool  # the same mark at both levels


@record
class Grammar:
    """The language's facts. ``facing`` gives for each mark the price of opening and of closing with it."""

    locale: LocaleMarks
    facing: dict[str, tuple[float, float]]
    pairs: frozenset[Pair]
    inner_space: bool
    high_marks: bool
    gershayim: bool
    joining: bool
    joiners: frozenset[str]
    joined_brackets: bool
    raya: bool
    suffixes: re.Pattern[str] | None
    aphetic: bool
    spaced: bool
    latin_marks: bool
    measured: bool

    @property
    def left_apostrophes(self) -> bool:
        """True where left marks are the apostrophes of some writers (Flake‘as) or a letter (Uzbek o‘zbek)."""
        return not self.joining and not self.aphetic

    def repeats(self, glyph: str) -> bool:
        """True for a closing mark that begins the further paragraphs of a long quotation (Spanish »)."""
        return self.locale.continued in ("close", "either") and any(
            glyph == c.close != c.open for c in self.locale.conventions
        )

    def nesting(self, outer: str, inner: str) -> Nesting:
        """How a double mark stands to the double mark around it."""
        usual = any((c.open, c.inner_open) == (outer, inner) for c in self.locale.conventions)
        return Nesting(usual, outer == inner and not usual)

    def has_suffix(self, text: str, place: int) -> bool:
        """True when an ending stands there that is written onto a closing mark: “D”s."""
        if text[place : place + 1] == "s" and not text[place + 1 : place + 2].isalnum():
            return True
        return self.suffixes is not None and self.suffixes.match(text, place) is not None

    def has_prefix(self, text: str, place: int) -> bool:
        """True when what ends there is written onto an opening mark."""
        return self.gershayim and _PREFIX.search(text, max(0, place - 4), place) is not None

    def is_elision(self, word: str) -> bool:
        """True for a word that an apostrophe begins; "y*" in the facts means every word with that first letter."""
        words = self.locale.elisions
        return word in words or "*" in words or word[:1] + "*" in words


def grammar(locale: LocaleMarks, language: str | None) -> Grammar:
    """The facts of a locale, with what its language adds."""
    primary = (language or "").split("-")[0]
    usual = [pair for c in locale.conventions for pair in (c.outer, c.inner)]
    return Grammar(
        locale,
        facing={glyph: _facing(glyph, usual) for glyph in FACING},
        pairs=frozenset((*usual, *KNOWN_PAIRS)),
        inner_space=bool(locale.default.space),
        high_marks=primary in HIGH_MARK_LANGUAGES,
        gershayim=primary in GERSHAYIM_LANGUAGES,
        joining=primary in JOINING_LANGUAGES,
        joiners=frozenset(JOINERS.get(primary, _ANY_JOINER).split()),
        joined_brackets=primary in BRACKET_LANGUAGES,
        raya=primary in RAYA_LANGUAGES,
        suffixes=re.compile(SUFFIXES[primary]) if primary in SUFFIXES else None,
        aphetic=primary in APHETIC_LANGUAGES,
        spaced=primary not in UNSPACED_LANGUAGES,
        latin_marks=primary in LATIN_MARK_LANGUAGES,
        measured=not primary or primary in MEASURED_LANGUAGES,
    )


def _facing(glyph: str, usual: list[Pair]) -> tuple[float, float]:
    """The prices of opening and closing: “ opens in English, closes in German, and may still be an English one there."""
    way = FACING[glyph]
    wrong = 3 * FACED if glyph in CORNER_MARKS else 2 * FACED if glyph == RIGHT_SINGLE else FACED
    opening, closing = (0.0 if way >= 0 else wrong), (0.0 if way <= 0 else wrong)
    ours = (any(glyph == pair[0] for pair in usual), any(glyph == pair[1] for pair in usual))
    if way and any(ours):
        return 0.0 if ours[0] else opening or FOREIGN, 0.0 if ours[1] else closing or FOREIGN
    return opening, closing
