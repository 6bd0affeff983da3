"""Words that mix letters of Latin, Cyrillic and Greek.

What it finds: a letter of another script that looks like the right one ("Lukаshenko" with a Cyrillic а, "вiн" with a
    Latin i); a word that is half translated or half transliterated ("scapegoой", "Shchedрик"); Cyrillic letters as
    signs and units in Latin text ("+17°С", "130х195").
Why: a search does not find such a word, a spelling checker stops, a font shows it in two designs, and a half-translated
    word is none.
Wrong: "said Lukаshenko" (Cyrillic а)
Right: "said Lukashenko"
What it leaves alone: words of one script, whatever they look like (СССР in English text is Cyrillic and stays); parts
    on the two sides of a hyphen, an apostrophe or a digit ("VIP-зона", "YouTube’а"); Greek letters as signs ("TNFα",
    "μm"); a spelling that has letters of two scripts all over the text; links, handles, code; what an entry's `words`
    names ("ЮMoney").
Fix safety: safe where all foreign letters of the word have a twin of the same look in the script of the text's language
    and in the alphabet of that language, and the rest of the word shows which script was meant; all else is shown only.
Options: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from cleanup.check import BEYOND_ASCII, Check, Options, Stage
from cleanup.document import Segment
from cleanup.edits import Applicability, Edit, Fix
from cleanup.findings import Finding, Severity
from cleanup.rulepack import Field, Kind, Rule, Schema
from cleanup.spans import Span
from cleanup.text.confusables import CYRILLIC, GREEK, LATIN, decided, folded, script_of
from cleanup.text.patterns import later
from cleanup.text.scripts import main_script, primary, scripts_of
from cleanup.text.signs import OTHER, signs_of

NAME = "mixed-script-word"
LONGEST = 100  # code points of a word; what is longer is no word
USUAL = (
    20  # words of two scripts that do not fold: more of them, and one in fifty words, are the spelling of the language
)
USUAL_SHARE = 50

_LATIN = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_GREEK = r"\u0370-\u0373\u0376-\u037d\u037f\u0386\u0388-\u03ff\u1f00-\u1fff"
_CYRILLIC = r"\u0400-\u0481\u048a-\u052f"
_MARKS = r"\u0300-\u036f\u00ad"
_WORD = later(f"[{_LATIN}{_GREEK}{_CYRILLIC}{_MARKS}]+")

# What is rare in a text of each script: where such a run has a neighbour of the other script, a word is looked at.
_RARE = {
    LATIN: later(f"[{_GREEK}{_CYRILLIC}]+"),
    CYRILLIC: later(f"[{_LATIN}{_GREEK}]+"),
    GREEK: later(f"[{_LATIN}{_CYRILLIC}]+"),
}
# How the letters of a script that are not ASCII begin in UTF-8: no other byte of a character is one of these. What begins with
# E1 has the third byte to tell.
_BEGINS = {
    LATIN: (
        b"\xc3",
        b"\xc4",
        b"\xc5",
        b"\xc6",
        b"\xc7",
        b"\xc8",
        b"\xc9",
        b"\xe1\xb8",
        b"\xe1\xb9",
        b"\xe1\xba",
        b"\xe1\xbb",
    ),
    GREEK: (b"\xcd", b"\xce", b"\xcf", b"\xe1\xbc", b"\xe1\xbd", b"\xe1\xbe", b"\xe1\xbf"),
    CYRILLIC: (b"\xd0", b"\xd1", b"\xd2", b"\xd3", b"\xd4"),
}
_STRANGE = {
    script: tuple(
        [b for other in _BEGINS if other != script for b in _BEGINS[other] if len(b) == size] for size in (1, 2)
    )
    for script in _BEGINS
}
# In signs, letters that are not ASCII are "?", and so is here what may stand between two letters.
_KINDS = bytes(ord("a") if chr(byte).isalpha() else byte for byte in range(128)) + bytes(range(128, 256))
_KINDS = _KINDS.replace(signs_of("\N{SOFT HYPHEN}"), OTHER)
_BESIDE_OTHER = later(rb"a(?:\?|(?<=\?a))")
_SIGN = later(
    r"""
    (?<= [°º] ) \s? (?P<celsius> \N{CYRILLIC CAPITAL LETTER ES} ) (?! \w )
  | (?<= \d ) \s? (?P<times> [\N{CYRILLIC SMALL LETTER HA}\N{CYRILLIC CAPITAL LETTER HA}] ) (?= \s? \d | (?<= \d. ) (?! \w ) )
    """,
    re.VERBOSE,
)
_SIGN_LETTERS = "\N{CYRILLIC CAPITAL LETTER ES}\N{CYRILLIC SMALL LETTER HA}\N{CYRILLIC CAPITAL LETTER HA}"
# An English possessive left on a Cyrillic name: "Алборн’s". Other suffixes after an apostrophe are the other way round.
_POSSESSIVE = later(rf"s (?<= [{_CYRILLIC}] ['\u2019] s ) (?! \w )", re.VERBOSE)
# The Ukrainian and Belarusian "and" typed as a Latin letter. Other lone letters may be variables: "сторона a", "точка y".
_AND = later(rf"i (?<= [{_CYRILLIC}] \s i ) (?= \s [{_CYRILLIC}]{{2}} )", re.VERBOSE)
_AND_LANGUAGES = ("uk", "be")
_NAMES = {LATIN: "Latin", CYRILLIC: "Cyrillic", GREEK: "Greek"}


def compile_rules(rules: Sequence[Rule], language: str | None) -> object:
    """The words that may mix scripts, without case."""
    return frozenset(word.casefold() for rule in rules for word in rule.texts("words"))


def find(segment: Segment, compiled: object, options: Options) -> Iterator[Finding]:
    """The words of two scripts, and Cyrillic signs in Latin text, in order."""
    assert isinstance(compiled, frozenset)
    if segment.text.isascii():
        return  # the common case of English
    target = _target(segment)
    found = [*_words(segment, target, compiled)] if _may_mix(segment, target or LATIN) else []
    found += _lone(segment) if target == CYRILLIC else _signs(segment)
    if not found:
        return
    found.sort(key=lambda finding: finding.span)
    mixed = sum(finding.rule == "two-scripts" for finding in found)
    if mixed > USUAL and mixed * USUAL_SHARE > segment.text.count(" "):
        found = [finding for finding in found if finding.rule != "two-scripts"]
    yield from found


def _target(segment: Segment) -> str | None:
    """The script of the text's language, if it is one of the three; that of most letters when the language has several."""
    scripts = _scripts(segment.language)
    return main_script(segment.text, scripts) if len(scripts) > 1 else scripts[0] if scripts else None


@cache
def _scripts(language: str | None) -> tuple[str, ...]:
    """Those of the three scripts in which a text of the language may be."""
    return tuple(_NAMES) if language is None else tuple(filter(_NAMES.__contains__, scripts_of(language)))


def _may_mix(segment: Segment, target: str) -> bool:
    """False when no word can mix scripts: all letters that are not ASCII are of one, and none stands beside an ASCII letter."""
    raw = segment.raw
    short, long = _STRANGE[target]
    if any(map(raw.__contains__, short)) or (b"\xe1" in raw and any(map(raw.__contains__, long))):
        return True
    return target != LATIN and _BESIDE_OTHER().search(segment.signs.translate(_KINDS)) is not None


def _words(segment: Segment, target: str | None, allowed: frozenset[str]) -> Iterator[Finding]:
    text = segment.text
    end = 0
    for run in _RARE[target or LATIN]().finditer(text):
        if run.start() < end or not (_is_letter(text, run.start() - 1) or _is_letter(text, run.end())):
            continue
        start = _word_start(text, run.start())
        word = _WORD().match(text, start)
        if word is None:
            continue
        end = word.end()
        if end - start > LONGEST:
            continue
        span = Span(start, end)
        if word.group().casefold() in allowed or segment.protected.hits(span):
            continue
        finding = _judged(segment, span, target)
        if finding is not None:
            yield finding


def _is_letter(text: str, position: int) -> bool:
    return 0 <= position < len(text) and _WORD().match(text[position]) is not None


def _word_start(text: str, position: int) -> int:
    first = max(0, position - LONGEST)
    while position > first and _WORD().match(text, position - 1, position):
        position -= 1
    return position


def _judged(segment: Segment, span: Span, target: str | None) -> Finding | None:
    word = span.of(segment.text)
    scripts = [script for script in map(script_of, word) if script]
    if len(set(scripts)) < 2 or _is_science(word, scripts, target):
        return None
    meant = target if target in scripts else max(sorted(set(scripts)), key=scripts.count)
    new = folded(word, meant, segment.language if meant == target else None)
    others = " and ".join(_NAMES[script] for script in sorted(set(scripts) - {meant}))
    if new is None:
        return _shown(segment.text, span, f"“{word}” mixes {_NAMES[meant]} and {others} letters")
    message = f"“{word}” has {others} letters that look like {_NAMES[meant]} ones"
    fix = Fix(_edits(span, word, new), Applicability.SAFE, f"Write it with {_NAMES[meant]} letters")
    if not _is_plain(word, meant, scripts):
        return _shown(segment.text, span, message, (_less_sure(fix),), "look-alike")
    return Finding.at(
        segment.text, span, check=NAME, rule="look-alike", message=message, severity=Severity.ERROR,
        fix=fix if meant == target else _less_sure(fix),
    )  # fmt: skip


def _is_science(word: str, scripts: Sequence[str], target: str | None) -> bool:
    """Greek signs beside Latin letters: "TNFα", "NFκB", "ΔG", "μm". Three Greek letters, or a look-alike, are a word."""
    if GREEK not in scripts or CYRILLIC in scripts or scripts.count(GREEK) > 2:
        return False
    if target == GREEK and folded(word, GREEK, "el") is not None:
        return any(script_of(letter) == LATIN and letter.isupper() for letter in word)
    return folded("".join(letter for letter in word if script_of(letter) == GREEK), LATIN, None) is None


def _is_plain(word: str, meant: str, scripts: Sequence[str]) -> bool:
    """True when the word shows which script was meant: by a letter that only this one has, by number, or by being no acronym."""
    if any(decided(letter, meant) for letter in word):
        return True
    return scripts.count(meant) * 2 > len(scripts) or (not word.isupper() and len(word) > 1)


def _less_sure(fix: Fix) -> Fix:
    return Fix(fix.edits, Applicability.SUGGESTED, fix.title)


def _shown(text: str, span: Span, message: str, ways: tuple[Fix, ...] = (), rule: str = "two-scripts") -> Finding:
    return Finding.at(text, span, check=NAME, rule=rule, message=message, alternatives=ways)


def _edits(span: Span, word: str, new: str) -> tuple[Edit, ...]:
    """One edit for each letter that changes; ``new`` has the word's length."""
    pairs = enumerate(zip(word, new, strict=True), span.start)
    return tuple(Edit(Span(at, at + 1), after) for at, (before, after) in pairs if before != after)


def _lone(segment: Segment) -> Iterator[Finding]:
    """Latin letters that stand alone in Cyrillic text: the English possessive, and "i" for "і"."""
    text = segment.text
    for match in _POSSESSIVE().finditer(text) if "s" in text else ():
        start = _word_start(text, match.start() - 1)
        span = Span(start, match.end())
        if not segment.protected.hits(span):
            yield _shown(text, span, f"“{span.of(text)}” has an English ending")
    if primary(segment.language or "") not in _AND_LANGUAGES:
        return
    for match in _AND().finditer(text) if "i" in text else ():
        span = Span(*match.span())
        fix = Fix(
            (Edit(span, folded("i", CYRILLIC, "uk") or "i"),),
            Applicability.SUGGESTED,
            "Write it with a Cyrillic letter",
        )
        if not segment.protected.hits(span):
            yield Finding.at(
                text, span, check=NAME, rule="look-alike", message="a Latin “i” between Cyrillic words", fix=fix
            )


def _signs(segment: Segment) -> Iterator[Finding]:
    """Cyrillic letters that stand for a sign in text of another script."""
    if not any(map(segment.text.__contains__, _SIGN_LETTERS)):
        return
    for match in _SIGN().finditer(segment.text):
        kind = match.lastgroup or "celsius"
        span = Span(*match.span(kind))
        if segment.protected.hits(span):
            continue
        new = "C" if kind == "celsius" else "x"
        yield Finding.at(
            segment.text, span, check=NAME, rule="sign", severity=Severity.ERROR,
            message=f"a Cyrillic letter stands for the sign “{new}”",
            fix=Fix((Edit(span, new),), Applicability.SAFE, f"Write “{new}” with a Latin letter"),
        )  # fmt: skip


CHECK = Check(
    name=NAME,
    stage=Stage.DETECT,
    find=find,
    marks=BEYOND_ASCII,
    about=__doc__ or "",
    rules={
        "look-alike": "A word of one script with letters of another that look the same.",
        "two-scripts": "A word of two scripts in which nothing says what it should be.",
        "sign": "A Cyrillic letter that stands for a sign or unit in text of another script.",
    },
    schema=Schema({"words": Field(Kind.TEXTS, "words that mix scripts of their own will")}, value="words"),
    compile=compile_rules,
)
