"""How natural a text is in a language: the evidence by which the right reading of damaged text is told from the wrong ones.

The model holds, for some 110 languages, how likely one character is after another (``data/mojibake-model.txt``, built by
``tools/build_mojibake_model.py``, which names its sources). A cost is ``-ln P`` in nats; the cost of a text is the sum over its
pairs, each pair counted twice at most, so that a row of dots or a repeated sign proves nothing by its length. Letter case
is judged apart from the letters, so that capitals need no counts of their own.

A run of letters of another script is judged by the language that usually writes it: a Russian name in a German text costs
its entry and no more. The file is read when first asked for; nothing here is needed for clean text.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from operator import add, mul

from cleanup.resources import data_file
from cleanup.text.patterns import later
from cleanup.text.scripts import LANGUAGES_OF, primary, script_of, scripts_of

MODEL_FILE = data_file("mojibake-model.txt")
ALPHABETS_FILE = data_file("mojibake-alphabets.txt")
FIRST_LEVEL = 33
SCALE = 93
UNITS_PER_NAT = 8

# What a character costs that the model does not know, by what it is (nats).
_UNSEEN_LETTER = 9.0
_UNSEEN_CHINESE = 12.5
_RARE_LETTER = 15.0  # a letter that hardly any language of the model has, or of a script that none is written in
_PUNCTUATION = 7.0
_SYMBOL = 12.0
_EMOJI = 9.0
_NEVER = 14.0  # C1 controls, box drawings: in prose these come from damage
_NOBODYS = 40.0  # private use and what Unicode has not assigned: no reading of a text is right that gives these
_ENTER_SCRIPT = 7.0  # on top of the letter, to begin a run of another script
_INSIDE_WORD = 10.0  # … and this on top, when it begins inside a word

_USUAL = frozenset("\xa0«»‘’‚‛“”„‟‹›–—―…•·°§©®™€£№¿¡′″−×½²³ªº、。「」『』（），：；？！《》・〜～％")
# Latin-1, Extended-A, the letters of Romanian, Azeri and Vietnamese: what European charsets hold and newspapers print.
_LATIN_LETTERS = (
    frozenset(map(chr, range(0xC0, 0x17F))) | frozenset("ºªƠơƯưǍǎșȘțȚəƏ") | frozenset(map(chr, range(0x1EA0, 0x1EFA)))
)
_PRINTED = {
    "Latn": _LATIN_LETTERS,
    "Cyrl": frozenset(map(chr, range(0x400, 0x460))) | frozenset("ҐґҒғҚқҢңҮүҰұҺһӘәӨө"),
    "Grek": frozenset(map(chr, range(0x386, 0x3CF))),
}
_SIGNS = frozenset("¢¤¥¦§¨«¬¯±´¶¸»¹½¼¾÷ˆ˜˙˘˝˛ˇ∂∆∏∑√∞∫≈≠≤≥◊⌐ΩπΓΘΦΣ←↑→↓↔⇒⇔■□▪▫▲△▼▽◆◇○●★☆♀♂♠♣♥♦♪✓✔✗✘❤˂˃")
_EMOJI_SIGNS = later("[\u2190-\u2195\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff\ufe0f\u200d]")
_DAMAGE = later("[\x7f-\x9f\u2500-\u259f\ufffd\u0000-\u0008\u000e-\u001f]")

_MANY = "\u3400"  # from here on: Chinese characters and Hangul, each of them rare
_COMMON, _OCCASIONAL = 9.5, 11.0
_OPENING = frozenset("„‚«“¿¡")
_AFTER_LETTER = 6.0  # an opening mark inside a word

_PLAIN_MARKS = str.maketrans("’“”", '\'""')
_STYLE = 1.5

_LOWER_UPPER = 5.0
_UPPER_UPPER = 1.2
_UPPER_AT_START = 1.5
_REPEAT = 2  # how often a pair counts
_MEMO_LIMIT = 20_000
_NO_ROW = 1.0  # a character after one that begins no pair

_DIGITS = later(r"\d")
_BLANKS = later(r"[\t\n\r\f\v]")


def fold(text: str) -> str:
    """The text as the model knows it, of the same length: small letters, one digit, one space."""
    small = text.lower()
    if len(small) != len(text):  # "İ" has a small form of two code points
        small = "".join(low if len(low := c.lower()) == 1 else low[0] for c in text)
    return _BLANKS().sub(" ", _DIGITS().sub("0", small))


@cache
def _sections() -> dict[str, list[str]]:
    lines = MODEL_FILE.read_bytes().decode("utf-8").split("\n")
    sections = {}
    position = 0
    while position < len(lines):
        if lines[position].startswith("[") and "] " in lines[position]:
            name, _, count = lines[position].partition(" ")
            sections[name[1:-1]] = lines[position + 1 : position + 1 + int(count)]
            position += int(count)
        position += 1
    return sections


def known_languages() -> tuple[str, ...]:
    """The languages of the model."""
    return tuple(_sections())


_OTHER_NAMES = {"no": "nb", "iw": "he", "in": "id", "tl": "fil", "prs": "fa", "cnr": "sr", "sh": "sr"}


@lru_cache(maxsize=512)
def model_name(tag: str) -> str:
    """The name that the model would have for a language tag, whether it knows it or not."""
    tag = tag.replace("_", "-")
    first = _OTHER_NAMES.get(primary(tag), primary(tag))
    if first in ("zh", "yue"):
        return "zh-Hant" if first == "yue" or _TRADITIONAL().search(tag) else "zh"
    return "sr-Cyrl" if first == "sr" and "Cyrl" in tag else first


_TRADITIONAL = later("-(?:Hant|TW|HK|MO)")


def model_language(tag: str | None) -> str | None:
    """The model's name for a language tag, or None when the model does not know it."""
    name = model_name(tag) if tag else None
    return name if name in _sections() else None


def _costs(row: str) -> dict[str, float]:
    return {row[i]: _nats(row[i + 1]) for i in range(0, len(row) - 1, 2)}


def _nats(level: str) -> float:
    return (ord(level) - FIRST_LEVEL) / UNITS_PER_NAT


def _in_row(row: str, second: str) -> float | None:
    """What ``second`` costs in a row: its character and what it leads to without a pair, then each second one and its cost."""
    place = row.find(second, 2)
    while place >= 0 and place % 2:  # a level, which looks like any character of ASCII
        place = row.find(second, place + 1)
    return _nats(row[place + 1]) if place >= 0 else None


class Model(dict[str, float]):
    """Costs of the pairs of one language; a pair that was never asked for is worked out when it is."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.scripts = frozenset(scripts_of("sr-Latn" if language == "sr" else language))
        single, *rows = _sections()[language]
        self.single = _costs(single)
        # As they are in the file: a text asks for a few hundred of its pairs, and all the languages in dicts take 40 MB.
        self.rows = {row[0]: row for row in rows}
        foreign = {c: cost for c, cost in self.single.items() if not c.isascii()}
        # What a text of the language is full of, and what it may hold: letters, marks and punctuation beyond ASCII.
        self.alphabet = frozenset(c for c, cost in foreign.items() if cost < _COMMON and (c.isalpha() or _is_mark(c)))
        self.share = sum(math.exp(-self.single[c]) for c in sorted(self.alphabet))  # of all characters
        self.repertoire = self.alphabet | {c for c, cost in foreign.items() if cost < _OCCASIONAL or c >= _MANY}

    def __missing__(self, pair: str) -> float:
        cost = self._of(pair)
        if len(self) < _MEMO_LIMIT:
            self[pair] = cost
        return cost

    def _of(self, pair: str) -> float:
        """A typographic mark costs little more than the plain one: whether a text has the one or the other is style."""
        cost = self._as_written(pair)
        plain = pair.translate(_PLAIN_MARKS)
        return cost if plain == pair else min(cost, self._as_written(plain) + _STYLE)

    def _as_written(self, pair: str) -> float:
        first, second = fold(pair[0]), fold(pair[1])
        row = self.rows.get(first, "")
        cost = _in_row(row, second)
        if cost is None:
            cost = self._not_in_row(row, first, second)
        return cost + _case(pair[0], pair[1])

    def _not_in_row(self, row: str, first: str, second: str) -> float:
        if second not in self.single:
            return self._unseen(first, second)
        cost = (_nats(row[1]) if row else _NO_ROW) + self.single[second]
        return cost + _AFTER_LETTER if second in _OPENING and first.isalpha() else cost

    def _unseen(self, first: str, second: str) -> float:
        if not second.isalpha() and not _is_mark(second):
            if second in _USUAL:
                return _PUNCTUATION + (_AFTER_LETTER if second in _OPENING and first.isalpha() else 0.0)
            if _DAMAGE().match(second):
                return _NEVER
            if unicodedata.category(second) in ("Cn", "Co", "Cs"):
                return _NOBODYS
            inside = _AFTER_LETTER if first.isalpha() else 0.0
            return inside + (_EMOJI if _EMOJI_SIGNS().match(second) else _SYMBOL)
        script = script_of(second)
        if script in self.scripts:
            if second >= _MANY:
                return _UNSEEN_CHINESE  # more than the rarest that the model has seen
            return _UNSEEN_LETTER if second in _PRINTED.get(script or "", second) else _RARE_LETTER
        other = _usual_model(script) if script else None
        if other is None or other.language == self.language:
            return _RARE_LETTER
        before = script_of(first)
        if before == script:
            return other._of(first + second)
        return other._of(" " + second) + _ENTER_SCRIPT + (_INSIDE_WORD if before else 0.0)


def _is_mark(character: str) -> bool:
    return "\u0300" <= character <= "\u036f" or "\u0590" <= character <= "\u0eff" or "\u1000" <= character <= "\u17ff"


def _case(first: str, second: str) -> float:
    if not second.isupper():
        return 0.0
    if first.islower():
        return _LOWER_UPPER
    return _UPPER_UPPER if first.isupper() else _UPPER_AT_START


@lru_cache(maxsize=4096)
def is_printed(character: str) -> bool:
    """False for letters and signs that hardly any text has: rare Latin and Cyrillic, chess pieces, half scripts."""
    if character in _USUAL or "\x7f" <= character <= "\x9f":
        return True
    if not (character.isalpha() or _is_mark(character)):
        return unicodedata.category(character) in ("Nd", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sc", "Zs", "Cf") or (
            _EMOJI_SIGNS().match(character) is not None or _DAMAGE().match(character) is not None or character in _SIGNS
        )
    script = script_of(character)
    if script in _PRINTED:
        return character in _PRINTED[script]
    other = _usual_model(script) if script else None
    return other is not None and (character in other.single or script in ("Hani", "Hang"))


@cache
def model(language: str) -> Model:
    """The model of a language of :func:`known_languages`."""
    return Model(language)


@cache
def _usual_model(script: str) -> Model | None:
    language = "en" if script == "Latn" else next(iter(LANGUAGES_OF.get(script, ())), None)
    return model(language) if language in _sections() else None


def pairs_of(text: str) -> Counter[str]:
    """The pairs of a text with the space around it, counted."""
    padded = f" {text} "
    return Counter(map(add, padded, padded[1:]))


def cost_of(pairs: Counter[str], language: str, repeat: int = _REPEAT) -> float:
    """What a text of these pairs costs in a language of the model, in nats. A pair counts ``repeat`` times at most."""
    costs: Iterable[float] = map(model(language).__getitem__, pairs)
    most = max(pairs.values())
    if most > 1:
        counts = pairs.values() if most <= repeat else [n if n < repeat else repeat for n in pairs.values()]
        costs = map(mul, costs, counts)
    return sum(costs)
