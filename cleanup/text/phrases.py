"""Whole lines told apart by phrases that a linguist can write.

A phrase is compared without case, without the signs around it, with any white space as one space. Two signs have a
meaning: ``#`` stands for a number, and ``…`` for a few words on the same line ("Tags: …"; none at the end of a line will do).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from cleanup.text.patterns import later

BEGIN = 10  # letters by which most lines are told apart at little cost
LOOK = 8  # code points by which many are, at hardly any
GLANCE = 3  # … and by which two of three are; a memory of so few soon knows most of them
LONGEST_NUMBERED = 60  # code points of a line that begins with a number: "3 comments"
LONGEST = 200  # code points of a line that is looked at; a longer line is a paragraph
REMEMBERED = 20_000  # beginnings of lines that a book remembers
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

# "12", "1,204", "1 204", "1.2k"; "0 0" is two numbers and "3 тыс" keeps its word
_NUMBER = re.compile(r"(?:\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)*)(?: ?[kmкт](?!\w))?")
_SPACE = re.compile(r"[^\S\n]+")
_COLON = re.compile(r" ?: ?")  # "Catégories : …", "标签：…"
_SPACE_BEFORE_MARK = re.compile(r" +(?=[!?])")
# "3条评论" and "3 条评论" are one phrase
_SPACE_BESIDE_CHINESE = later(
    r" (?:(?<=[\u3040-\u30ff\u3400-\u9fff] )(?![^\w#\n])|(?<![^\w#\n] )(?=[\u3040-\u30ff\u3400-\u9fff]))"
)
_WORD = re.compile(r"[^\W\d_]+")
_COPYRIGHT = re.compile(r"\([cс]\)(?=[^\S\n]?[\d#])")  # "(c) 2019"; but "(c) the third point" of a list
_NUMERAL = re.compile(r"[\d#]")
_FROM_NUMERAL = re.compile(r"[\d#].*")
_NO_LETTERS = re.compile(r"(?:[^\w©\n]|[\d_])+")
_UNIFIED = {
    **dict.fromkeys("\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}\N{ACUTE ACCENT}", "'"),
    **dict.fromkeys("\xad\u200b\u200c\u200d\u200e\u200f\ufe0e\ufe0f\ufeff", ""),  # invisible
    "\u0131": "i",  # with the next one: Turkish "YORUM YAPIN" and "Yorum yapın" are one phrase
    "\u0307": "",
    "\u0640": "",  # Arabic tatweel only stretches a word
}

Value = TypeVar("Value")


def folded(line: str) -> str:
    """The line as phrases are compared. A colon at its end stays: "Tags:" is a label, "Tags" may be a word."""
    return _trimmed(_squeezed(line.replace("\n", " ")))


def _squeezed(line: str) -> str:
    """The line without case, with one form of each sign, number and space."""
    line = unicodedata.normalize("NFKC", line).casefold()
    line = line.replace("`", "'")
    for character, unified in () if line.isascii() else _UNIFIED.items():
        line = line.replace(character, unified)
    line = _with_sign(line)
    line = _NUMBER.sub("#", _SPACE.sub(" ", line))
    line = line if line.isascii() else _SPACE_BESIDE_CHINESE().sub("", line)
    return _SPACE_BEFORE_MARK.sub("", _COLON.sub(": ", line))


def _with_sign(line: str) -> str:
    return _COPYRIGHT.sub("©", line) if "(" in line else line


def _trimmed(line: str) -> str:
    """Without bullets, arrows, hearts, brackets and full stops at both ends."""
    if line[:1].isalnum() and line[-1].isalnum():
        return line  # the common case
    start, end = 0, len(line)
    while start < end and _is_sign(line[start]):
        start += 1
    while start < end and _is_sign(line[end - 1]) and line[end - 1] != ":":
        end -= 1
    return line[start:end]


def _is_sign(character: str) -> bool:
    return not (character.isalnum() or character in "#©" or unicodedata.category(character)[0] == "M")


class _Begins:
    """What lines begin with that are phrases: a line has all the first letters of a whole phrase, and begins with those of an
    open one; it has the word, too, that stands behind the phrase's ``…``. ``counted`` are the words behind a number.
    ``whole`` and ``opened`` tell which phrases begin so, by their numbers."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._phrases = phrases
        self.whole: dict[str, list[int]] = {}
        self.opened: dict[str, list[int]] = {}
        for number, begin in enumerate(_beginnings_of(phrases)):
            if ELLIPSIS not in phrases[number]:
                self.whole.setdefault(begin, []).append(number)
            elif begin or _shape(phrases[number]).pieces:  # without any, it would match every line
                self.opened.setdefault(begin, []).append(number)
        counted, of_any = (
            frozenset(_first_word(_head(phrases[number])) for number in some.get("", ()))
            for some in (self.whole, self.opened)
        )
        self.counted = counted | of_any
        self._of_any = "" in of_any  # "# … ago"
        self._lengths = sorted({len(begin) for begin in self.opened} - {0}, reverse=True)
        self._behind: dict[str, frozenset[str]] = {}

    @cached_property
    def _heads(self) -> dict[str, tuple[str, ...]]:
        """What open phrases begin with, by the first letter."""
        heads: dict[str, tuple[str, ...]] = {}
        for head in filter(None, self.opened):
            heads[head[0]] = (*heads.get(head[0], ()), head)
        return heads

    @cached_property
    def _prefixes(self) -> frozenset[str]:
        every = self.whole.keys() | self.opened.keys()
        return frozenset(begin[:length] for length in range(1, LOOK + 1) for begin in every)

    def may_be_counted(self, line: str) -> bool:
        """The same for a line that begins with a number."""
        return self._of_any or _first_word(line) in self.counted

    def may_be(self, letters: str, line: str) -> bool:
        """False when no phrase begins like the line of these first letters."""
        return letters in self.whole or self.may_be_open(letters, line)

    def may_be_open(self, letters: str, line: str) -> bool:
        if not letters.startswith(self._heads.get(letters[:1], ())):
            return False  # the common case
        words = (self._words_behind(letters[:length]) for length in self._lengths)
        return any(map(_letters(line).__contains__, chain.from_iterable(words)))

    def _words_behind(self, begin: str) -> frozenset[str]:
        """Of each open phrase that begins so, the longest word behind its first ``…``; none for a word is in any line."""
        known = self._behind.get(begin)
        if known is None:
            behind = (_letters(self._phrases[number].partition(ELLIPSIS)[2]) for number in self.opened.get(begin, ()))
            known = frozenset(max(_WORD.findall(rest), key=len, default="") for rest in behind)
            if len(self._behind) < REMEMBERED:
                self._behind[begin] = known
        return known

    def opening(self, letters: str) -> list[int]:
        """The open phrases that may begin a line of these first letters, in their order."""
        return sorted(chain.from_iterable(self.opened.get(letters[:length], ()) for length in (*self._lengths, 0)))

    def may_become(self, letters: str) -> bool:
        """The same for still fewer letters, of which more may follow."""
        return letters in self._prefixes or letters.startswith(self._heads.get(letters[:1], ()))


class _Openings(dict[str, bool]):
    """The first characters of a line → whether a phrase may begin so: a memory, so that most lines cost one look-up."""

    def __init__(self, begins: _Begins) -> None:
        super().__init__({"": False})
        self._begins = begins

    def __missing__(self, start: str) -> bool:
        letters = _beginning(start)
        if letters:
            opens = self._begins.may_become(letters)
        else:  # without a letter only the whole line can tell, and only a phrase of a number begins with one
            opens = bool(self._begins.counted) or _NUMERAL.search(start) is None
        if len(self) < REMEMBERED:
            self[start] = opens
        return opens


class PhraseBook(Generic[Value]):
    """Phrases with a value each. Where two phrases are the same, the first stands.

    Their first letters are found out when a line is first compared with them, since of many books most texts need one; a phrase
    is folded when a line begins like it.
    """

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        self._given = list(phrases)
        self._wholes: dict[str, dict[str, int]] = {}

    @cached_property
    def _begins(self) -> _Begins:
        return _Begins([phrase for phrase, _ in self._given])

    def _whole(self, begin: str) -> Mapping[str, int]:
        """The phrases that are a whole line and begin so, as they are compared, with the number of each."""
        known = self._wholes.get(begin)
        if known is None:
            numbers = sorted([*self._begins.whole.get(begin, ()), *self._begins.opened.get(begin, ())])
            known = {}
            for number in numbers:
                if (line := _shape(self._given[number][0]).whole) is not None:
                    known.setdefault(line, number)
            if numbers:
                self._wholes[begin] = known
        return known

    @cached_property
    def opens(self) -> Callable[[str], bool]:
        """Whether a phrase may begin with these characters."""
        return _Openings(self._begins).__getitem__

    def may_open(self, start: str) -> bool:
        """``opens`` for the first ``LOOK`` characters of a line, with a glance at fewer first."""
        return self.opens(start[:GLANCE]) and self.opens(start)

    def may_hold(self, line: str) -> bool:
        """False when no phrase begins like the line: most lines are told apart by this, at a tenth of the cost of ``get``.

        ``opens(line[:LOOK])`` tells fewer lines apart, at a tenth of the cost again.
        """
        begin = _beginning(line[: 2 * BEGIN])
        if len(begin) < BEGIN or "(" in line:  # a © that is written "(c)" must not be cut
            begin = _beginning(line[: 4 * BEGIN])
        if not begin:
            return len(line) <= LONGEST_NUMBERED and self._begins.may_be_counted(line)
        return self._begins.may_be(begin, line)

    def __bool__(self) -> bool:
        return bool(self._given)

    def get(self, key: str) -> Value | None:
        """The value of the phrase that the whole of ``key`` (a folded line) is, or None."""
        begin = _beginning(key)
        whole = self._whole(begin)
        found = whole.get(key, whole.get(key.removesuffix(":")))
        return self._of_open_phrase(begin, key) if found is None else self._given[found][1]

    def _of_open_phrase(self, begin: str, key: str) -> Value | None:
        """The value of the phrase with the longest piece before its first ``…``."""
        if begin and not self._begins.may_be_open(begin, key):
            return None  # the common case
        near: list[tuple[int, int, tuple[str, ...]]] = []
        for number in self._begins.opening(begin):
            pieces = _shape(self._given[number][0]).pieces
            if pieces and key.startswith(pieces[0]):
                near.append((-len(pieces[0]), number, pieces))
        found = next((number for _, number, pieces in sorted(near) if _pattern(pieces).fullmatch(key)), None)
        return None if found is None else self._given[found][1]


_SARA_AM = "\u0e33", "\u0e32"  # NFKC takes the Thai vowel apart; its first half is a mark above, which is no letter


def _letters(line: str) -> str:
    """Without case, with the letters unified; what else phrases unify is none."""
    line = line.casefold()
    return line if line.isascii() else line.replace("ı", "i").replace("\u0307", "").replace("ـ", "").replace(*_SARA_AM)


def _first_word(line: str) -> str:
    """The first word of several letters: what is counted, in a line that begins with a number."""
    return next((word for word in _WORD.findall(_letters(line)) if len(word) > 1), "")


def _beginning(line: str) -> str:
    """The first letters, whatever stands between them, up to the first number: the same for a line and its phrase."""
    if line.isascii() and line.isalpha():
        return line[:BEGIN].lower()
    line = _with_sign(_letters(line))
    number = _NUMERAL.search(line)
    return _NO_LETTERS.sub("", line[: number.start()] if number else line)[:BEGIN]


def _head(phrase: str) -> str:
    """What stands before the first ``…``."""
    return phrase.partition(ELLIPSIS)[0]


_BEGINNINGS: dict[str, str] = {}


def _beginnings_of(phrases: Collection[str]) -> list[str]:
    """The beginnings of the phrases; most stand in several books, so they are remembered."""
    known = {phrase: _BEGINNINGS[phrase] for phrase in _BEGINNINGS.keys() & phrases}
    missing = [phrase for phrase in phrases if phrase not in known]
    known.update(zip(missing, _beginnings([_head(phrase) for phrase in missing]), strict=True))
    if len(_BEGINNINGS) < REMEMBERED:
        _BEGINNINGS.update(known)
    return [known[phrase] for phrase in phrases]


def _beginnings(lines: Sequence[str]) -> list[str]:
    """The beginnings of many lines, at a tenth of the cost."""
    if not lines:
        return []
    together = "\n".join(line.replace("\n", " ") for line in lines)
    together = _FROM_NUMERAL.sub("", _with_sign(_letters(unicodedata.normalize("NFKC", together))))
    return [line[:BEGIN] for line in _NO_LETTERS.sub("", together).split("\n")]


class _Shape(NamedTuple):
    """A phrase as it is compared: the whole line that it is, and the pieces around its ``…``."""

    whole: str | None
    pieces: tuple[str, ...]


@cache
def _shape(phrase: str) -> _Shape:
    first, *others = map(_squeezed, phrase.replace("\n", " ").split(ELLIPSIS))
    if not others:
        return _Shape(_trimmed(first), ())
    pieces = (_without_signs_before(first), *others[:-1], others[-1].rstrip())
    if not pieces[0]:
        return _Shape(None, ())  # it would match every line; the check's lint says so
    none_behind = len(others) == 1 and not others[0]
    return _Shape(_trimmed(first) if none_behind else None, pieces)


def _without_signs_before(piece: str) -> str:
    start = 0
    while start < len(piece) and _is_sign(piece[start]):
        start += 1
    return piece[start:]


@cache
def _pattern(pieces: tuple[str, ...]) -> re.Pattern[str]:
    """Words stand for each ``…``, so that nothing but the length of the line bounds them."""
    return re.compile(
        ".{1,100}?".join(map(re.escape, pieces[:-1]))
        + (".{1,100}?" + re.escape(pieces[-1]) if pieces[-1] else ".{0,150}")
    )
