"""How far two Latin spellings are from being one name: a weighted edit distance over what letters may sound like.

Both spellings are cut into graphemes in every possible way, and each grapheme may stand for several sounds, because no
one knows by which convention it was made: *ch* is the ch of Chekhov, of Sacharow or of Pouchkine. Graphemes that share
a sound cost nothing; vowels that languages exchange (Belarusian unstressed a, Ukrainian y) cost little; another
consonant costs more than one name can have.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

# The most that two spellings of one name may differ, for each letter of the longer one. Precision first.
CUT_OFF = 0.085
MOST = 0.65  # of a long name too: Kolesnikova is not Kalashnikova

# Grapheme → the sounds it may stand for, the usual one first. Capitals: C as in church, S Z as in shore and azure, J as
# in jam, Q for shch, Y for the consonant y; x is the ch of loch, c is ts, D is dz. Source: the conventions in
# rules/romanisation, turned round.
_CONSONANTS = """
schtsch Q; chtch Q; szcz Q; shch Q; sjtsj Q; sjtj Q; stsch Q; schch Q; šč Q; štš Q; scs Q; śč Q; ŝ QS; şş Q; şç Q; sj S; sz Ss
dzsh J; dsch J; dzh J; dzj J; dzs J; dsj J; dż J; dž J; dj J; đ J; dsh J; dch J; gj g; dz D; ds D; ð J; ǰ J; dg J; sch SZQ; sh SZ
tsch CQ; tch C; tsj C; tsh C; tj C; tš C; tx C; cz C; cs C; č C; ċ C; ç CS; ć Cc; ĉ C; š SQ; ş S; ș S; ś Ss; sc S; x SxK; ks K; ix S
zh Z; zj Z; zs Z; ž ZJ; ż ZD; ź Zz; ch CxS; kh x; hh x; ḩ h; ḥ h; ħ h; h hxg; gh gG; gu g; ģ g; ğ gG; g ghJ; ġ gG; kx K
ts c; tz c; z zsc; c ckCJ; ţ ct; ț c; j YZJx; q kgG; k k; ck k; ķ k; qu k; w vu; v vu; ff v; f vf; ph f; b b; p p; ŭ uv; th t
dh d; d d; t t; ť t; ď d; ḍ d; ḏ d; ṭ t; ṯ t; ṣ s; ẕ z; ẓ z; l l; ł l; ľ l; ļ l; m m; n n; ň n; ń n; ņ n; ñ n; r r; ř r
s szS; ss s; ß s; y Y; i Y
"""
_VOWELS = """
a a; e e; i i; o o; u u; y i; ou u; oe u; oo u; ee i; ie e; ye e; je e; ae a; aa a; ij i; ii i; iy i; yi i; ji i; yy i; yj i; ey e
ei e; ı i; ə ae; ä ae; ö oe; ü ui; å oa; õ io; ë oe; ó ou; io o; yo o; jo o; iou u; iu u; yu u; ju u
ia a; ya a; ja a; w u; eu o; uu u; oo o; ee e
"""
_PLAIN = str.maketrans(
    {
        "æ": "ae",
        "ø": "o",
        "ʻ": "",
        "ʼ": "",
        "ʿ": "",
        "ʾ": "",
        "ʹ": "",
        "ʺ": "",
        "’": "",
        "'": "",
        "‘": "",
        "`": "",
        "´": "",
    }
)

_CHEAP_VOWELS = {
    "ao": 0.3,
    "ae": 0.35,
    "ei": 0.3,
    "ou": 0.35,
    "ai": 0.7,
    "iu": 0.6,
    "au": 0.7,
    "io": 0.7,
    "eu": 0.7,
    "eo": 0.7,
}
_CHEAP_CONSONANTS = {"sz": 0.4, "gx": 0.6, "hx": 0.1, "gG": 0.0, "fv": 0.1, "nN": 0.2, "Cc": 0.6, "Ss": 0.5}
_RARE = 0.1  # a grapheme that does not stand for its usual sound
_OTHER = 1.0
_VOWEL_LOST = 0.8
_GLIDE_LOST = 0.12
_LAST_OF_DIPHTHONG_LOST = 0.62
_SOFT_O = 0.2  # ё: Gorbachev, Gorbachov
_H_LOST = 0.5
_LAST_H_LOST = 0.1  # Burayda, Buraydah
_SOFTENERS = frozenset("hčšžjyicçşж")
_BEFORE_LAST_A = ("k", "dn", "vn", "tn")  # Lukashenka, Hrodna, but not Roberta, whose brother is Roberto
_DIGRAPHS = frozenset({"ch", "sh", "zh", "kh", "th", "gh", "ph"})
_H_BELONGS_TO = frozenset("csztkgp")


class _Grapheme(NamedTuple):
    """``sounds``: the usual one first."""

    length: int
    sounds: str
    vowel: bool


def _table() -> dict[str, list[_Grapheme]]:
    table: dict[str, list[_Grapheme]] = {}
    for lines, vowel in ((_CONSONANTS, False), (_VOWELS, True)):
        for item in re.split(r"[;\n]", lines):
            if item.strip():
                grapheme, sounds = item.split()
                table.setdefault(grapheme, []).append(_Grapheme(len(grapheme), sounds, vowel))
    return table


_GRAPHEMES = _table()
_LONGEST = max(map(len, _GRAPHEMES))


def _costs() -> dict[tuple[str, str], float]:
    cheap = {**_CHEAP_VOWELS, **_CHEAP_CONSONANTS}
    return {key: cost for pair, cost in cheap.items() for key in ((pair[0], pair[1]), (pair[1], pair[0]))}


_COSTS = _costs()


@lru_cache(maxsize=16384)
def same_name(a: str, b: str) -> bool:
    """True when the two are, as far as their letters tell, spellings of one name. Precision first.

    >>> same_name("Lukashenka", "Loukachenko"), same_name("Pavlov", "Pavlova"), same_name("Austria", "Australia")
    (True, False, False)
    """
    one, other = folded(a), folded(b)
    if one == other:
        return bool(one)
    if not one or not other or _other_by_ending(one, other):
        return False
    most = min(CUT_OFF * max(len(one), len(other)), MOST)
    return _cost(one, other, most) <= most


def distance(a: str, b: str) -> float:
    """The cost of turning one spelling into the other, for each letter of the longer one."""
    one, other = folded(a), folded(b)
    longer = max(len(one), len(other))
    return _cost(one, other, float("inf")) / longer if longer else 0.0


@cache
def _separators() -> re.Pattern[str]:
    return re.compile(r"[\s\-‐‑–.]+")


def folded(name: str) -> str:
    """Lower case, no spaces and apostrophes; diacritics only where the grapheme table knows them; double consonants once."""
    text = _separators().sub("", unicodedata.normalize("NFC", name.lower()).translate(_PLAIN))
    letters: list[str] = []
    for char in text:
        known = char if char in _GRAPHEMES else unicodedata.normalize("NFD", char)[0]
        if not letters or letters[-1] != known or known in _VOWEL_LETTERS:
            letters.append(known)
    return "".join(letters)


@lru_cache(maxsize=4096)
def _cuts(word: str) -> tuple[tuple[_Grapheme, ...], ...]:
    """For each place of the word the graphemes that can begin there."""
    found = []
    for at in range(len(word)):
        here = [
            g
            for size in range(1, _LONGEST + 1)
            for g in _GRAPHEMES.get(word[at : at + size], ())
            if at + size <= len(word)
        ]
        if word[at : at + 2] in _DIGRAPHS:
            here = [g for g in here if g.length > 1]  # Zhukov is not Z-hukov
        elif word[at] == "h" and at and word[at - 1] in _H_BELONGS_TO:
            here = [_Grapheme(1, "_", False)]
        found.append(tuple(here) or (_Grapheme(1, word[at], False),))
    return tuple(found)


def _cost(one: str, other: str, most: float) -> float:
    """The cheapest way from one to the other; what costs more than ``most`` is not followed."""
    cuts, others = _cuts(one), _cuts(other)
    rows, columns = len(one), len(other)
    infinite = float("inf")
    best = [[infinite] * (columns + 1) for _ in range(rows + 1)]
    best[0][0] = 0.0
    for i in range(rows + 1):
        for j in range(columns + 1):
            here = best[i][j]
            if here > most or here == infinite:
                continue
            for g in cuts[i] if i < rows else ():
                lost = here + _lost(one, i, g)
                if lost < best[i + g.length][j]:
                    best[i + g.length][j] = lost
                for h in others[j] if j < columns else ():
                    if g.vowel is h.vowel:
                        met = here + _substituted(one, other, i, j, g, h)
                        if met < best[i + g.length][j + h.length]:
                            best[i + g.length][j + h.length] = met
            for h in others[j] if j < columns else ():
                lost = here + _lost(other, j, h)
                if lost < best[i][j + h.length]:
                    best[i][j + h.length] = lost
    return best[rows][columns]


def _substituted(one: str, other: str, i: int, j: int, g: _Grapheme, h: _Grapheme) -> float:
    if g.sounds[0] == h.sounds[0]:
        return 0.0
    if not set(g.sounds).isdisjoint(h.sounds):
        return _RARE
    if not g.vowel and i == j == 0:
        return _OTHER  # the first sound is what a reader knows a name by
    cost = min(_COSTS.get((a, b), _OTHER) for a in g.sounds for b in h.sounds)
    if g.vowel and i + g.length == len(one) and j + h.length == len(other):
        slavic = one[:i].endswith(_BEFORE_LAST_A) and other[:j].endswith(_BEFORE_LAST_A)
        return cost if slavic and {one[i:], other[j:]} == {"a", "o"} else max(cost, _VOWEL_LOST)
    if {g.sounds, h.sounds} == {"e", "o"} and i and j and one[i - 1] in _SOFTENERS and other[j - 1] in _SOFTENERS:
        return _SOFT_O
    return cost


def _lost(word: str, at: int, g: _Grapheme) -> float:
    if g.length > 1:
        return _OTHER * g.length
    if g.sounds == "Y" and at < len(word) - 1:
        before, behind = at > 0 and word[at - 1] in _VOWEL_LETTERS, word[at + 1] in _VOWEL_LETTERS
        return _GLIDE_LOST if behind else _LAST_OF_DIPHTHONG_LOST if before else _VOWEL_LOST
    if g.vowel:
        return _OTHER if at == len(word) - 1 else _VOWEL_LOST
    if word[at] == "h":
        return _LAST_H_LOST if at == len(word) - 1 and at and word[at - 1] in _VOWEL_LETTERS else _H_LOST
    return _OTHER


_VOWEL_LETTERS = frozenset("aeiouyıəäöüåõëóáéíú")


def _other_by_ending(one: str, other: str) -> bool:
    """True for what only an ending tells apart: his and her surname, a country and its people."""
    short, long = sorted((one, other), key=len)
    if long in (short + "s", short + "n", short + "ns"):
        return True
    ends = {one[-1], other[-1]}
    return "a" in ends and not ends <= set("aoáeiuyh")
