"""Which language a text is in. The cheap evidence first: script, letters, function words, word lists; langdetect only
where they do not decide.

langdetect keeps one global factory of profiles, whose first use is not safe from several threads and whose answers
change with its random numbers: it is loaded under a lock and seeded for every call, so that a text always has the
same answer.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from cleanup.resources import data_file
from cleanup.text import lexicon, scripts

if TYPE_CHECKING:
    from collections.abc import Mapping

SAMPLE = 3000  # code points of a long text that are looked at, in three pieces: its beginning, middle and end
_PIECES = 3

ENOUGH = 3  # function words of one language that must be there …
SHARE = 0.12  # … and which share of all words they must be …
MARGIN = 1.6  # … and how many times those of the next language
WORDS = 150  # words that are looked up in the word lists, where function words do not decide
CLEARLY = 8.0  # by how many nats the best language must win there

# Letters that one of the languages of a script has and its neighbours do not; a text holds them all the time.
_TELLING_LETTERS: Mapping[str, Mapping[str, str]] = {
    "Cyrl": {
        "uk": "іїєґ", "be": "ўі", "sr": "ђћљњџј", "mk": "ѓќѕљњџј", "ru": "ыэъё", "bg": "ъ", "kk": "әғқңөұүһі", "ky": "ңөү",
        "mn": "өү", "tg": "ғӣқӯҳҷ", "tt": "әөүҗңһ",
    },
    "Arab": {"fa": "پچژگکی", "ur": "ٹڈڑںےھہگکپچی", "ps": "ټډړږښڼځڅېۍ", "ug": "ەېۇۆۈۋ", "ckb": "ەڕڵۆێ", "ar": "ةيكىإأؤ"},
}  # fmt: skip


@cache
def _words(script: str) -> re.Pattern[str]:
    letters = scripts.RANGES[script]
    return re.compile(rf"[{letters}]+(?:['’][{letters}]+)?")


def identify(text: str, candidates: Sequence[str] = ()) -> str | None:
    """The primary tag of the language a text is in, one of ``candidates`` when given; None when it cannot be said.

    Of a long text 3,000 code points are looked at. Deterministic, and safe from any number of threads.
    """
    sample = _sample(text)
    script = _main_script(sample)
    if script is None:
        return None
    allowed = frozenset(map(scripts.primary, candidates))
    possible = [tag for tag in scripts.LANGUAGES_OF.get(script, ()) if not allowed or tag in allowed]
    if script in ("Hani", "Hira", "Kana"):
        return _of_allowed("ja" if scripts.LETTERS["Hira"].search(sample) else "zh", allowed)
    if script != "Latn" and len(possible) == 1:
        return possible[0]
    return (
        (_by_letters(sample, script, allowed) if script in _TELLING_LETTERS else None)
        or _by_function_words(sample, script, allowed)
        or _by_word_lists(sample, script, allowed)
        or by_langdetect(sample, script, allowed)
        or (possible[0] if possible else None)
    )


def _sample(text: str) -> str:
    if len(text) <= SAMPLE:
        return text
    size = SAMPLE // _PIECES
    step = (len(text) - size) // (_PIECES - 1)
    return "\n".join(text[i * step : i * step + size] for i in range(_PIECES))


def _main_script(sample: str) -> str | None:
    """The script of most letters. A character of a script without spaces says more than one letter of an alphabet."""
    if sample.isascii():
        return "Latn" if scripts.LETTERS["Latn"].search(sample) else None
    counts: Counter[str] = Counter()
    for character, count in Counter(sample).items():
        code = scripts.script_of(character)
        if code is not None:
            counts[code] += count
    for code in ("Hani", "Hira", "Kana", "Hang"):
        counts[code] *= 2
    counts["Hani"] += counts["Hira"] + counts["Kana"]
    code, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    return code if count else None


def _of_allowed(tag: str, allowed: frozenset[str]) -> str | None:
    return tag if not allowed or tag in allowed else None


def _by_letters(sample: str, script: str, allowed: frozenset[str]) -> str | None:
    """The language whose own letters are there, when no other has as many."""
    counts = Counter(sample.casefold())
    total = sum(count for letter, count in counts.items() if letter.isalpha())
    found = {
        tag: sum(counts[letter] for letter in letters) / total
        for tag, letters in _TELLING_LETTERS[script].items()
        if not allowed or tag in allowed
    }
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < 0.01 or total < 20:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > 2 * ranked[1][1] else None


@cache
def function_words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Script → word → the languages of which it is one of the commonest words (``data/language/function-words.tsv``)."""
    table: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in data_file("language/function-words.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            tag, words = line.split("\t")
            of_script = table.setdefault(scripts.scripts_of(tag)[0], {})
            language = scripts.primary(tag)
            for word in words.split():
                of_script[word] = (*of_script.get(word, ()), language)
    return table


def _by_function_words(sample: str, script: str, allowed: frozenset[str]) -> str | None:
    """The language whose function words are there, each counted once for every language that shares it."""
    table = function_words().get(script, {})
    counts: Counter[str] = Counter()
    words = [word.casefold() for word in _words(script).findall(sample)]
    for word in words:
        for tag in set(table.get(word, ())):
            counts[tag] += 1
    ranked = sorted(
        ((n, tag) for tag, n in counts.items() if not allowed or tag in allowed), key=lambda item: (-item[0], item[1])
    )
    if not ranked or ranked[0][0] < max(ENOUGH, SHARE * len(words)):
        return None
    if len(ranked) > 1 and {ranked[0][1], ranked[1][1]} == {"hr", "sr"}:
        del ranked[1]
    return _of_two(sample, ranked[0][1], allowed) if len(ranked) == 1 or ranked[0][0] > MARGIN * ranked[1][0] else None


def _by_word_lists(sample: str, script: str, allowed: frozenset[str]) -> str | None:
    """The language whose word list makes the words of the sample likeliest, when it is clearly so."""
    if script not in lexicon.WITH_TABLES:
        return None
    table = lexicon.words(script)
    words = [lexicon.word(script, word.lower()) for word in scripts.LETTERS[script].findall(sample)[:WORDS]]
    known = Counter(language for word in words for language in word.known)
    tried = [language for language, _ in known.most_common(5) if not allowed or table.languages[language] in allowed]
    ranked = sorted(((sum(word.likelihood(i) for word in words), -i) for i in tried), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < CLEARLY):
        return None
    return _of_two(sample, table.languages[-ranked[0][1]], allowed)


def _of_two(sample: str, tag: str, allowed: frozenset[str]) -> str:
    """Croatian and Serbian in Latin letters have one word list; the old vowel tells them apart (vrijeme, vreme)."""
    if tag not in ("hr", "sr") or (allowed and not {"hr", "sr"} <= allowed):
        return tag
    words = [word.casefold() for word in _words("Latn").findall(sample)]
    return "sr" if sum(word in _EKAVIAN for word in words) > sum(word in _IJEKAVIAN for word in words) else "hr"


_IJEKAVIAN = frozenset(
    "vrijeme gdje uvijek prije poslije dio dijela dijete riječ lijepo svijet svijeta vijest htio dvije ovdje tjedan".split()  # noqa: SIM905
    + "mjesto mjesta vjerojatno cijena cijeli cijelo osjećaj vidjeti razumjeti dobije smije također tko netko".split()  # noqa: SIM905
)
_EKAVIAN = frozenset(
    "vreme gde uvek pre posle deo dela dete reč lepo svet sveta vest hteo dve ovde nedelja mesto mesta verovatno cena".split()  # noqa: SIM905
    + "ceo celo osećaj videti razumeti sme takođe ko neko".split()  # noqa: SIM905
)

_LOCK = threading.Lock()
_SEED = 0
# langdetect's tags, where they are not ours
_OURS = {"zh-cn": "zh", "zh-tw": "zh", "no": "nb"}


@cache
def _factory() -> Any:
    from langdetect import detector_factory

    detector_factory.init_factory()
    return detector_factory._factory


def by_langdetect(text: str, script: str = "Latn", allowed: frozenset[str] = frozenset()) -> str | None:
    """langdetect's verdict among the languages of a script; None when it has none (too short, no letters)."""
    from langdetect.lang_detect_exception import LangDetectException

    with _LOCK:
        factory = _factory()
        detector = factory.create()
        detector.seed = _SEED
        detector.append(text)
        try:
            verdicts = detector.get_probabilities()
        except LangDetectException:
            return None
    for verdict in verdicts:
        tag = _OURS.get(verdict.lang, verdict.lang)
        if script in scripts.scripts_of(tag) and (not allowed or tag in allowed):
            return str(tag)
    return None


def of_fragment(fragment: str, script: str, source_language: str | None, language: str | None) -> str | None:
    """The language of a fragment in a script that is not the text's: its words and letters, with the source language as prior."""
    if script in ("Hira", "Kana") or (script == "Hani" and scripts.LETTERS["Hira"].search(fragment)):
        return "ja"
    possible = [tag for tag in scripts.LANGUAGES_OF.get(script, ()) if tag != (language and scripts.primary(language))]
    source = scripts.primary(source_language) if source_language else None
    if script == "Hani":
        return source if source in ("zh", "ja", "yue") else "zh"
    if script in lexicon.WITH_TABLES:
        return likeliest(fragment, script, source)
    if source is not None and script in scripts.scripts_of(source):
        return source
    return possible[0] if possible else None


PRIOR = 6.0  # nats for the source language


def likeliest(fragment: str, script: str, source: str | None) -> str | None:
    """The language of a script whose words and letters these are; the source language unless they speak clearly against it."""
    table = lexicon.words(script)
    words = [lexicon.word(script, word.lower()) for word in scripts.LETTERS[script].findall(fragment)[:40]]
    if not words:
        return None
    worth = {
        tag: sum(word.likelihood(i) for word in words) + PRIOR * (tag == source)
        for i, tag in enumerate(table.languages)
    }
    best = max(worth, key=lambda tag: (worth[tag], -table.index[tag]))
    return source if source and source not in worth and script in scripts.scripts_of(source) else best
