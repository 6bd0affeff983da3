"""Runs of letters of a script that the target language is not written with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from cleanup.checks._untranslated.candidates import Candidate
from cleanup.document import Segment
from cleanup.spans import Span
from cleanup.text import scripts
from cleanup.text.language import of_fragment
from cleanup.text.patterns import later

# What may stand between two runs of one fragment: spaces, hyphens, figures, light punctuation; never the end of a
# sentence.
_BETWEEN = later(r"[ \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\-‐‑–—,;:'’ʼ״׳،、，・·/\d]{1,12}")
# … and within a sentence of a script without spaces: a name in Latin letters, glued to it on both sides.
_NAME_BETWEEN = later(rf"[{scripts.RANGES['Latn']}][{scripts.RANGES['Latn']} .'’\-]{{0,40}}(?<! )")
_SPACE = later(r"\s")
FAR = 60  # code points beside a passage that is the only one of its line
LONGEST_REST = 40  # code points of a word beside the passage
LONGEST_UNIT = 8  # letters: "100 рублей", "דולר 100"
PART, ABBREVIATION = "part of a word", "an abbreviation"
CERTAIN = ("certain: letters of another script",)
_QUOTES = "\"“”„‟«»‹›‘’'"
_OPENERS = "([{（［【「『〈《〔<"
_CLOSERS = ")]}）］】」』〉》〕>"
_ROUND = "(（"
_SPACES = " \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"

# A word in the bracket that says that the original follows: "(Ukrainian: Київ)", "(рус. Минск)", "(em grego: Θεός)".
_LABEL = later(
    rf"[(（\[][^()（）\[\]\n]{{0,40}}\w{{2,20}}\s?[.:：]\s{{0,2}}(?:[{scripts.RANGES['Latn']}\s'’,;/-]{{0,60}}[,;/]\s?)?$"
)
_NAME_BEFORE = later(r"(?<![\w'’-])([^\W\d_][\w'’-]{0,60})[\"”»“’']?\s?[(（]\s?$")


_NUMBER_BEFORE = later(r"\d\s?$")
# Short forms of addresses, sums and references: "г. Moscow", "ул. Lenina", "100 руб.". Any other short word before a full
# stop ends a sentence.
_ABBREVIATIONS = frozenset(
    """г гг ул пр просп пер пл обл им пос дер с д кв стр корп м руб коп тыс млн млрд грн гр тов рис см др ст т п вул смт ім
    стор р ред изд зам зав инж доц проф акад ген кг км σελ αρ οδ κ""".split()  # noqa: SIM905
)
_ABBREVIATES = later(r"[.](?: |[.,;)]|\Z)")
_NUMBER_AFTER = later(r"\s?\d")
_DRAWN = "_\\/・"
_SOUND_MARK = later("[\u309b\u309c\uff9e\uff9f\u02d8\u1d17]")


class Gate:
    """Finds letters that are not at home, and says quickly that there are none.

    Latin letters are at home in every other script: names, brands, units, codes. The rule for Latin words looks at those.
    """

    def __init__(self, own: tuple[str, ...]) -> None:
        self.pattern = scripts.not_of(own if "Latn" in own else (*own, "Latn"))
        # UTF-8: the first byte of a character tells its block; most blocks hold no letter that is not at home
        self._harmless = bytes(range(0xC2)) + bytes(
            lead for lead in range(0xC2, 0xF0) if not self.pattern.search(_block(lead))
        )

    def lets_through(self, text: str) -> bool:
        """False for most clean text, at the cost of one copy of it."""
        if text.isascii():
            return False
        return (
            bool(text.encode("utf-8", "replace").translate(None, self._harmless))
            and self.pattern.search(text) is not None
        )


def _block(lead: int) -> str:
    """All characters whose UTF-8 begins with this byte."""
    if lead < 0xE0:
        return "".join(map(chr, range((lead & 0x1F) << 6, ((lead & 0x1F) + 1) << 6)))
    # punctuation shares its first byte with a few old letters; those do not count here
    return "".join(map(chr, range((lead & 0xF) << 12, 0x2C00 if lead == 0xE2 else ((lead & 0xF) + 1) << 12)))


EITHER = {("Cyrl", "Latn"), ("Guru", "Arab")}  # languages that are written in the one or the other


def own_scripts(text: str, language: str) -> tuple[str, ...]:
    """The scripts that are at home in this text."""
    own = scripts.scripts_of(language)
    return (scripts.main_script(text, own),) if own in EITHER else own


@lru_cache(maxsize=64)
def _gate(own: tuple[str, ...]) -> Gate:
    return Gate(own)


def candidates(segment: Segment, language: str, own: tuple[str, ...]) -> Iterator[Candidate]:
    """The runs, joined to fragments, without those that professional text holds as well. ``own`` are the scripts at home."""
    text = segment.text
    gate = _gate(own)
    if not gate.lets_through(text):
        return  # the common case
    for script, run in _joined(segment.masked, gate.pattern):
        kind = _kind(text, run, script, own)
        if kind is not None:
            span = _whole_words(text, run) if kind == PART and _SPACE().search(run.of(text)) else run
            span = Span(run.start, run.end + 1) if kind == ABBREVIATION else span  # with its full stop
            tag = of_fragment(span.of(text), script, segment.source_language, language)
            third = segment.source_language is not None and not _is_of(script, segment.source_language)
            yield Candidate(span, "script", tag, f"{kind}, a third script" if third else kind, CERTAIN)


def _is_of(script: str, language: str) -> bool:
    """Is the language written in the script? Japanese has three."""
    return _FAMILY.get(script, script) in {_FAMILY.get(code, code) for code in scripts.scripts_of(language)}


def _whole_words(text: str, span: Span) -> Span:
    """The passage with the rest of the words that it begins and ends in: "Rossия отрицает"."""
    start, end = span.start, span.end
    while start > max(0, span.start - LONGEST_REST) and text[start - 1].isalpha():
        start -= 1
    while end < min(len(text), span.end + LONGEST_REST) and text[end].isalpha():
        end += 1
    return Span(start, end)


def _joined(masked: str, gate: re.Pattern[str]) -> Iterator[tuple[str, Span]]:
    """Runs of one script family with nothing but ``_BETWEEN`` between them, with their script."""
    script, start, end = "", -1, -1
    for match in gate.finditer(masked):
        for run in _by_script(match):
            code, span = run
            between = masked[end : span.start]
            joined = not between or _joins(between, code, masked[end - 1] not in _LONG_SOUND)
            if start >= 0 and joined and _same(script, code):
                end = span.end
                continue
            if start >= 0:
                yield script, Span(start, end)
            script, start, end = code, span.start, span.end
    if start >= 0:
        yield script, Span(start, end)


_LONG_SOUND = "ーｰ"  # stands for a dash now and then


def _joins(between: str, code: str, after_letter: bool) -> bool:
    """Does what stands between two runs of a script belong to the fragment?"""
    if _BETWEEN().fullmatch(between):
        return True
    if code in ("Hira", "Kana") and _HAN_BETWEEN_KANA().fullmatch(between):
        return True
    return after_letter and code in scripts.UNSPACED and _NAME_BETWEEN().fullmatch(between) is not None


_FAMILY = {"Hira": "Jpan", "Kana": "Jpan", "Hani": "Jpan"}
_HAN_BETWEEN_KANA = later(rf"[{scripts.RANGES['Hani']}、，・]{{1,5}}")


def _same(one: str, other: str) -> bool:
    return _FAMILY.get(one, one) == _FAMILY.get(other, other)


def _by_script(match: re.Match[str]) -> Iterator[tuple[str, Span]]:
    """A run of foreign letters cut where the script changes."""
    run, position = match.group(), 0
    while position < len(run):
        code = scripts.script_of(run[position])
        if code is None:
            position += 1
            continue
        end = scripts.LETTERS[code].match(run, position).end()  # type: ignore[union-attr]
        yield code, Span(match.start() + position, match.start() + end)
        position = end


def _kind(text: str, span: Span, script: str, own: tuple[str, ...]) -> str | None:
    """How the fragment stands in the text, None when it is at home there."""
    run = span.of(text)
    before, after = text[max(0, span.start - 80) : span.start], text[span.end : span.end + 2]
    if _is_symbol(run, script) or (own == ("Hang",) and script == "Hani" and len(run) < 4):
        return None  # Korean news write 美 for the United States
    glued = before[-1:].isalpha() or after[:1].isalpha()
    if glued and all(letter in scripts.LOOK_ALIKE for letter in run):
        return None  # a matter of look-alike letters, which another check sees
    if _is_gloss(run, before, after, script) or _is_emoticon(text, span):
        return None
    if before[-1:] in _OPENERS and after[:1] and after[:1] in _CLOSERS:
        return "in brackets"
    if glued:
        return PART if script in scripts.CASED and "Latn" in own else "glued to a word"
    return "the whole line" if _is_line(text, span) else _standing(run, before, after, script)


def _is_line(text: str, span: Span) -> bool:
    """Does the line hold no other letters?"""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    end = len(text) if end < 0 else end
    if max(span.start - start, end - span.end) > FAR:
        return False
    return not any(map(str.isalpha, text[start : span.start] + text[span.end : end]))


def _standing(run: str, before: str, after: str, script: str) -> str:
    """How a fragment stands that touches no other letters and is not alone in its line."""
    if before[-1:] and before[-1:] in _QUOTES and after[:1] in _QUOTES:
        return "in quotation marks"
    if _SPACE().search(run):
        return "left standing"
    if run.casefold() in _ABBREVIATIONS and _ABBREVIATES().match(after):
        return ABBREVIATION
    if len(run) <= LONGEST_UNIT and (_NUMBER_BEFORE().search(before) or _NUMBER_AFTER().match(after)):
        return "beside a number"
    return "left standing" if script in scripts.UNSPACED else "a word left standing"


def _is_emoticon(text: str, span: Span) -> bool:
    """(゜Д゜), ¯\\_(ツ)_/¯: one letter among signs."""
    if len(span) > 2:
        return False
    low, high = max(0, span.start - 12), span.end + 12
    left, right = text[low : span.start].split(" ")[-1], text[span.end : high].split(" ")[0]
    signs = [c for c in left + right if c in _DRAWN or unicodedata.category(c)[0] == "S"]
    return len(signs) > 1 and not any(map(str.isalpha, _SOUND_MARK().sub("", left + right)))


def _is_symbol(run: str, script: str) -> bool:
    """α, Ω, ∆x: single Greek letters are signs of mathematics and physics everywhere; ٪ and ᵃ are no words either."""
    return (script == "Grek" and all(len(word) < 2 for word in re.split(r"\W+", run))) or not any(
        c.isalpha() for c in run.strip(_LONG_SOUND)
    )


def _is_gloss(run: str, before: str, after: str, script: str) -> bool:
    """The original beside its translation: "Kyiv (Ukrainian: Київ)", "Kyiv (Київ)", "pasta (意面)"."""
    if _LABEL().search(before):
        return True
    name = _NAME_BEFORE().search(before)
    if name is None or after[:1] not in ")）,;،、":
        return False
    if script in scripts.CASED and run.isupper() and len(run) > 1 and not name.group(1).isupper():
        return False  # a short form is no original: "Federal Security Service (ФСБ)"
    if script in scripts.UNSPACED:
        return True
    return name.group(1)[0].isupper() and (script not in scripts.CASED or run[0].isupper())
