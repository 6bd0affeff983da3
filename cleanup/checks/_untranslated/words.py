"""Words of another language in the same script, judged word by word.

1. The gate. A word is innocent when it is capitalised, or the language has it, or no other language has it much more often. Words that were
   found innocent once are kept, so that clean text costs one set difference a document.
2. A sentence with suspicious words is looked at as a whole: for each language that has those words, every word is worth the logarithm of
   how much likelier it is there than in the text's language, and the passage with the best sum is the candidate.
3. A passage must be worth enough: more when it is short, quoted or in round brackets; less in square brackets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import filterfalse

from cleanup.checks._untranslated.candidates import Candidate
from cleanup.checks._untranslated.surroundings import is_bracketed, is_quoted
from cleanup.document import Segment
from cleanup.spans import Span
from cleanup.text import lexicon, scripts

# What a word can be worth, in nats.
BEST, WORST = 12.0, -6.0
BEST_UNLISTED = 3.0  # … that the other language's list has not either: its letters alone speak
BEST_AT_START = 2.0  # … a capitalised one at the beginning of a sentence
WORST_NAME = -2.0  # a name is no evidence for another language, and little against
PRICE = 0.3  # what each word costs: long passages of weak evidence are no passages
ACROSS_QUOTES = 12.0  # what a quotation mark within a passage costs: what is quoted is a passage of its own
FALL = 10.0  # a passage ends where its sum has fallen by so much

SUSPICIOUS = 3.4  # how much likelier (at least) a single word must be elsewhere to make its sentence worth a look
LOOK = 3.4  # … and all of them together
LOOK_IN_BRACKETS = 3.4
LANGUAGES_TRIED = 3

# What a passage must be worth.
ENOUGH, ENOUGH_FOR_ONE, ENOUGH_FOR_RARE = 13.0, 12.0, 26.0
ENOUGH_LISTED = 8.0  # … of which so much by words that the other language is known to have
ENOUGH_QUOTED, ENOUGH_FOR_MINOR = 20.0, 40.0
ENOUGH_COPIED, ENOUGH_COPIED_UNLISTED = 5.0, 7.5
COMMON, COMMON_SHORT = 18, 10  # the level of a word that stands once in 30,000 words, in 300 words
COMMON_ENGLISH = 15  # … once in 6,000 words: rarer English words are loan words now and then
COMMON_UNUSUAL = 14  # … of a language that few texts are translated from and that is not closely related
NEVER = 99
MORE_FOR_NEAR = 4.0  # a closely related language has many words that could be this language's as well
ENOUGH_IN_SQUARE, ENOUGH_IN_ROUND = 5.0, 8.0

# Languages whose word lists are small or of mixed quality are not proposed, unless the text was translated from them.
MINOR = frozenset({"fil", "ha", "zu", "xh", "so", "mt", "cy", "ga", "sw", "eu", "sq"})
# … and of these only whole clauses.
RARE = frozenset({"mr", "ne"})
# Languages whose word lists have hardly any frequencies: a word that is in them is a word of theirs, and nothing more can be said.
WITHOUT_FREQUENCIES = frozenset({"be", "et", "gl", "sq", "cy", "ga", "sw", "af", "az"})
# Where the evidence is even: which languages texts are translated from, in nats.
PRIOR = {"en": 2.0, **dict.fromkeys(("de", "fr", "es", "ru"), 1.0), **dict.fromkeys(("it", "pt", "nl", "pl", "uk"), 0.5)}
COPIED = 5.0  # … and what it is worth that the source has the same word
OF_SOURCE = 4.0  # … and the one this text was translated from
_FAMILIES = ("cs sk pl sl hr", "ru uk be bg mk sr", "da nb sv is", "es pt ca gl it fr ro", "de nl af", "id ms", "et fi", "lt lv", "tr az")
FAMILY = {tag: family for family, tags in enumerate(_FAMILIES) for tag in tags.split()}
# One word list for languages that share nearly all their words.
SHARED = {"no": "nb", "nn": "nb", "bs": "hr", "sh": "hr", "cnr": "hr"}

# Particles of names: Dimitri van den Bergh, Juan de la Cruz, Osama bin Laden.
# Letters that a language of the script does not have and a neighbour has: one of them settles what a word is, even of a name.
ALIEN = {
    tag: re.compile(f"[{letters}]")
    for tag, letters in {
        "ru": "іїєґўђјљњћџѓѕќ", "uk": "ыэъёўђјљњћџѓѕќ", "be": "ищъїєґђјљњћџѓѕќ", "bg": "ыэёіїєґўђјљњћџѓѕќ", "mk": "йщъыьэюяёіїєґўђћ",
        "sr": "йщъыьэюяёіїєґўѓѕќ",
    }.items()
}  # fmt: skip
ALIEN_WORTH = 8.0
ROMANCE = frozenset({"fr", "es", "it", "pt", "ca", "gl", "ro"})
PARTICLES = frozenset(
    "van von der den de het ten ter zu zum zur da do dos das di del della degli du des la le les el los y e bin ibn al el ul af av".split()
)

_ASCII_SEPARATORS = bytes(c if chr(c).isalpha() or c > 127 else 32 for c in range(256))
_END = re.compile(r"\.{3}|[.!?…։।۔؟:;]+[\"'”’»›)\]]*(?=\s)|\n")
_BRACKET = re.compile(r"\[[^\[\]()\n]{2,60}\]|\([^\[\]()\n]{2,60}\)")
_DIGIT = re.compile(r"[\d/@.]")
# "Kim Jong-un", "Fox.com", "24mm", "km/h": a part of something longer.
_GLUED_BEFORE = re.compile(r"[\d@#/\\_&+=\N{OBJECT REPLACEMENT CHARACTER}]$|[^\W\d_][./‑-]$")
_GLUED_AFTER = re.compile(r"[\d@/\\_&+=%°²³\N{OBJECT REPLACEMENT CHARACTER}]|[./‑-]\w")
_QUOTE = re.compile(r"[\"“”„«»‹›「」『』]")
_EXPLANATION = re.compile(r"[ ,.!?…\N{NO-BREAK SPACE}]{0,2}[\"'“”‘’«»‹›」』》]\s?(?:[(（–—-])")
# The first words of such names in French, Spanish, Italian, Portuguese, Catalan, Romanian.
_HEAD = re.compile(
    r"""
    (?: Inst|Istit|Autorit|Rassembl|Mouvement|Movim|Frente|Front|Alian|Allian|Forum|Foro|Club|Équipe|Liste|Lista|Syndic|Sindic|Group|Grup|Assoc|Asoc|F[eé]d[eé]r|Confed|Conféd|Minist|Comit|Conse[ij]|Consig|Concil|Cent|É?[EÉ]col|Escue|Escol|Scuol|Univ
      | Soci|Uni[oóã]|Commi|Comis|Direc|Direz|Acad|Accad|Agen|Fond|Fund|Corte|Cour|Trib|Tour|Parti|Banqu|Banc|Mus|Hôp|Hosp|Osp|Consor|Lig[ua]|Lega
      | Ordre|Orden|Ordin|Offi|Ofic|Bureau|Chambr|C[aá]m[ae]r|Prix|Premi|Opéra|Théât|Teatr|Palais|Palac|Palaz|Casa|Maison|Plaza|Rue|Place|Calle|Via)
    """,
    re.VERBOSE,
)
_LAUGHTER = re.compile(r"(\w{1,3}?)\1+\w?")  # "hahaha", "jajaj", "mmm"
MOST_INNOCENT = 400_000  # words kept per language; then it starts anew


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence: its place, and what it is worth for what."""

    span: Span
    text: str
    starts: bool
    glued: bool
    quote: bool
    copied: bool
    word: lexicon.Word

    @property
    def capital(self) -> bool:
        """True when it begins with a capital letter."""
        return self.text[0].isupper() and not self.copied


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of tokens that is likelier in another language, by ``worth`` nats."""

    worth: float
    language: int
    first: int
    last: int

    @property
    def places(self) -> range:
        """The indexes of its tokens."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence and what each is worth for each language that is tried."""

    text: str
    tokens: Sequence[Token]
    judge: Judge
    source: int | None
    worths: dict[int, list[float]]

    def given(self, language: int) -> float:
        """What it is worth that the text was translated from the language."""
        return OF_SOURCE if language == self.source else 0.0

    @cached_property
    def raw(self) -> dict[int, list[float]]:
        """What the words would be worth without their capitals."""
        own = self.judge.own
        return {i: [token.word.likelihood(i) - token.word.likelihood(own) for token in self.tokens] for i in self.worths}

    def span(self, passage: Passage) -> Span:
        """Where the passage stands."""
        return Span(self.tokens[passage.first].span.start, self.tokens[passage.last].span.end)

    def quoted(self, passage: Passage) -> bool:
        """Is the passage what stands between two quotation marks?"""
        span = self.span(passage)
        return is_quoted(self.text, span.start, span.end)

    def explained(self, passage: Passage) -> bool:
        """Does a translation follow the quotation: « … » (…), « … » – « … »?"""
        return _EXPLANATION.match(self.text, self.span(passage).end) is not None

    def in_round_brackets(self, passage: Passage) -> bool:
        """Is the passage what a bracket holds, or a part of it: "(diagnostic odds ratio, DOR)"?"""
        span = self.span(passage)
        return is_bracketed(self.text, span.start, span.end)


class Judge:
    """Judges the words of one language; shared by all texts of it. What it remembers are answers that never change."""

    def __init__(self, script: str, language: str) -> None:
        self.script = script
        self.table = lexicon.words(script)
        self.own = self.table.index[language]
        self.minor = language in MINOR or language in ("af", "az")
        self.unsure = language in WITHOUT_FREQUENCIES
        family = FAMILY.get(language, -1)
        self.alien = ALIEN.get(language) if script == "Cyrl" else None
        self.near = frozenset(i for tag, i in self.table.index.items() if FAMILY.get(tag) == family)
        self.others = frozenset(i for tag, i in self.table.index.items() if i != self.own and tag not in MINOR)
        self.innocent: set[bytes] = set()

    def suspects(self, text: str) -> set[str]:
        """The words of the text that some other language has much more often."""
        pieces = text.encode("utf-8", "replace").translate(_ASCII_SEPARATORS).split()
        found: set[str] = set()
        for piece in set(filterfalse(self.innocent.__contains__, pieces)):
            words = [word for word in scripts.LETTERS[self.script].findall(piece.decode("utf-8", "replace")) if self.suspicion(word)]
            found.update(words)
            if not words:
                if len(self.innocent) > MOST_INNOCENT:
                    self.innocent.clear()
                self.innocent.add(piece)
        return found

    def copied(self, segment: Segment) -> frozenset[str]:
        """The words of the text that are the source's and not this language's: in small letters in the source, or nouns of German."""
        found = set()
        originals = set(scripts.LETTERS[self.script].findall(segment.source or ""))
        german = segment.source_language is not None and scripts.primary(segment.source_language) == "de"
        for text in set(scripts.LETTERS[self.script].findall(segment.masked)):
            small = text.lower()
            if len(text) < 3 or text.isupper() or small not in originals and not (german and text in originals):
                continue
            known = lexicon.word(self.script, small).known
            if self.own not in known and (text[0].islower() or small in originals or known):
                found.add(text)
        return frozenset(found)

    def suspicion(self, text: str) -> dict[int, float]:
        """Language → by how many nats (at least) the word is likelier there. Empty for an innocent word."""
        return _suspicion(self, text)


@lru_cache(maxsize=16384)
def _suspicion(judge: Judge, text: str) -> dict[int, float]:
    if judge.alien is not None and len(text) > 1 and judge.alien.search(text.lower()) and not text.isupper():
        return {i: ALIEN_WORTH for i in judge.others if not _alien_to(judge, i).search(text.lower())}
    if len(text) < 2 or text[0].isupper():
        return {}
    known = lexicon.word(judge.script, text).known
    own = known.get(judge.own)
    if own is not None and judge.unsure:
        return {}
    here = lexicon.NEVER if own is None else -own * lexicon.STEP
    found = {i: -level * lexicon.STEP - here for i, level in known.items() if i in judge.others}
    return {i: worth for i, worth in found.items() if worth >= SUSPICIOUS}


def _alien_to(judge: Judge, language: int) -> re.Pattern[str]:
    return ALIEN[judge.table.languages[language]]


@lru_cache(maxsize=128)
def judge(script: str, language: str) -> Judge | None:
    """The judge for a language, None when there is no word list for it."""
    tag = list_of(script, language)
    return Judge(script, tag) if script in lexicon.WITH_TABLES and tag in lexicon.words(script).index else None


def list_of(script: str, language: str) -> str:
    """The tag of the word list for a language: Serbian and Croatian, Norwegian Bokmål and Nynorsk have one each."""
    tag = scripts.primary(language)
    tag = SHARED.get(tag, tag)
    return ("sr" if script == "Cyrl" else "hr") if tag in ("hr", "sr") else tag


def candidates(segment: Segment, script: str, language: str) -> Iterator[Candidate]:
    """The passages in another language of the same script."""
    mine = judge(script, language)
    if mine is None:
        return
    suspects = mine.suspects(segment.text)
    copied = mine.copied(segment) if segment.source else frozenset()
    if not suspects and not copied:
        return  # the common case
    source = mine.table.index.get(list_of(script, segment.source_language)) if segment.source_language else None
    for start, end in _windows(segment.text, suspects | copied):
        yield from _in_sentence(segment, mine, source, copied, start, end)


def _windows(text: str, suspects: Iterable[str]) -> list[tuple[int, int]]:
    """The sentences that the words stand in."""
    places = set()
    for word in suspects:
        at = text.find(word)
        while at >= 0:
            places.add(at)
            at = text.find(word, at + len(word))
    windows: list[tuple[int, int]] = []
    for place in sorted(places):
        if windows and place < windows[-1][1]:
            continue
        low = max(windows[-1][1] if windows else 0, place - 1000)
        start = max((match.end() for match in _END.finditer(text, low, place)), default=low)
        after = _END.search(text, place, place + 1000)
        windows.append((start, after.end() if after else min(len(text), place + 1000)))
    return windows


def _tokens(segment: Segment, mine: Judge, copied: frozenset[str], start: int, end: int) -> list[Token]:
    text, tokens, position = segment.masked, [], start
    for match in scripts.LETTERS[mine.script].finditer(text, start, end):
        low, high = match.span()
        glued = bool(_GLUED_BEFORE.search(text[max(0, low - 2) : low]) or _GLUED_AFTER.match(text, high))
        glued = glued or text[low - 1 : low].isalpha() or text[high : high + 1].isalpha()  # a word of two scripts
        quote = position > start and _QUOTE.search(text, position, low) is not None
        word = match.group()
        tokens.append(Token(Span(low, high), word, not tokens, glued, quote, word in copied, lexicon.word(mine.script, word.lower())))
        position = high
    return tokens


def _in_sentence(segment: Segment, mine: Judge, source: int | None, copied: frozenset[str], start: int, end: int) -> Iterator[Candidate]:
    tokens = _tokens(segment, mine, copied, start, end)
    hopes: Counter[int] = Counter()
    for token in tokens:
        for language, worth in mine.suspicion(token.text).items():
            hopes[language] += worth  # type: ignore[assignment]
    least = LOOK_IN_BRACKETS if _BRACKET.search(segment.text, start, end) else LOOK
    ranked = [language for language, hope in sorted(hopes.items(), key=lambda item: (-item[1], item[0])) if hope >= least]
    if source is not None and any(token.copied for token in tokens):
        hopes[source] += LOOK  # type: ignore[assignment]
    if source in hopes and source not in ranked[:LANGUAGES_TRIED]:
        ranked.insert(0, source)
    worths = {i: [_worth(token, mine, i, source) for token in tokens] for i in ranked[:LANGUAGES_TRIED]}
    sentence = Sentence(segment.text, tokens, mine, source, worths)
    taken = list(_bracketed(sentence, start, end))
    passages = [passage for language, worths in sentence.worths.items() for passage in _passages(tokens, worths, language)]
    for passage in sorted(passages, key=lambda p: (-p.worth, p.first, p.language)):
        if all(passage.last < other.first or other.last < passage.first for other in taken) and _enough(sentence, passage):
            taken.append(passage)
    for passage in sorted(taken, key=lambda p: p.first):
        yield _candidate(sentence, passage)


def _bracketed(sentence: Sentence, start: int, end: int) -> Iterator[Passage]:
    """Brackets that hold nothing but a few words of another language."""
    for match in _BRACKET.finditer(sentence.text, start, end):
        places = [i for i, token in enumerate(sentence.tokens) if match.start() < token.span.start < match.end()]
        if not 0 < len(places) <= 4 or any(sentence.tokens[i].capital for i in places) or _DIGIT.search(match.group()):
            continue
        if match.group()[0] == "(" and (len(places) > 2 or len(match.group()) < 5 or places[0] and sentence.tokens[places[0] - 1].capital):
            continue  # mostly the original of a term, or a short form
        sums = [(sum(worths[i] for i in places) + sentence.given(language), -language) for language, worths in sentence.worths.items()]
        worth, language = max(sums, default=(0.0, 0))
        if worth >= (ENOUGH_IN_SQUARE if match.group()[0] == "[" else ENOUGH_IN_ROUND):
            yield Passage(worth, -language, places[0], places[-1])


def _worth(token: Token, mine: Judge, language: int, source: int | None) -> float:
    """How much a word speaks for a language, in nats."""
    worth = max(WORST, min(BEST, token.word.likelihood(language) - token.word.likelihood(mine.own)))
    if mine.unsure and mine.own in token.word.known:
        worth = min(0.0, worth)
    if token.copied and language == source:
        return min(BEST, max(0.0, worth if language in token.word.known else min(worth, BEST_UNLISTED)) + COPIED)
    if mine.alien is not None and len(token.text) > 1 and mine.alien.search(token.word.word):
        return max(worth, ALIEN_WORTH) if not _alien_to(mine, language).search(token.word.word) else 0.0
    if token.capital:
        if worth <= 0:
            worth = max(worth, WORST_NAME)
        elif mine.table.languages[language] == "de" and language in token.word.known and mine.own not in token.word.known:
            worth = min(worth, BEST_UNLISTED)  # German nouns are capitalised
        elif token.starts and language in token.word.known:
            worth = min(worth, BEST_AT_START)
        else:
            worth = 0.0
    elif token.glued and worth > 0:
        worth = min(worth, BEST_UNLISTED) if token.word.known.get(language) else 0.0
    elif len(token.text) == 1:
        worth = max(-2.0, min(2.0, worth))
    elif worth > 0 and language not in token.word.known:
        worth = min(worth, BEST_UNLISTED)
    return worth - PRICE


def _passages(tokens: Sequence[Token], worths: Sequence[float], language: int) -> Iterator[Passage]:
    """The runs of words with the best sums."""
    total, start, best, last = 0.0, 0, 0.0, -1
    for i, worth in enumerate(worths):
        if total <= 0 or total < best - FALL:
            if last >= 0:
                yield Passage(best, language, start, last)
            total, start, best, last = 0.0, i, 0.0, -1
        if tokens[i].quote:
            total -= ACROSS_QUOTES
            if total <= 0:
                if last >= 0:
                    yield Passage(best, language, start, last)
                total, start, best, last = 0.0, i, 0.0, -1
        total += worth
        if total > best:
            best, last = total, i
    if last >= 0:
        yield Passage(best, language, start, last)


def _enough(sentence: Sentence, passage: Passage) -> bool:
    """Is the passage worth enough for how it stands there?"""
    tokens, mine = sentence.tokens, sentence.judge
    inside = tokens[passage.first : passage.last + 1]
    small = [token for token in inside if not token.capital]
    if mine.alien is not None and len(inside) == 1 and mine.alien.search(inside[0].word.word):
        return _one_is_enough(sentence, passage)
    if not small or _is_title(sentence, passage, len(small)) or len({token.text for token in small}) == 1 < len(small):
        return False
    if mine.minor:
        return len(small) >= 5 and passage.worth >= ENOUGH_FOR_MINOR
    if mine.table.languages[passage.language] in RARE and passage.language != sentence.source:
        return len(small) >= 4 and passage.worth >= ENOUGH_FOR_RARE
    if len(inside) == 1:
        return not inside[0].glued and not sentence.quoted(passage) and _one_is_enough(sentence, passage)
    if sentence.quoted(passage):
        return len(small) >= 4 and passage.worth >= ENOUGH_QUOTED and not sentence.explained(passage)
    if len(small) >= 2 and sentence.in_round_brackets(passage):
        return False  # STEM (science, technology, engineering and mathematics)
    levels = [token.word.known.get(passage.language, NEVER) for token in small]
    if len(small) == 2 and min(levels) > COMMON:
        return False  # keira knightley, in small letters
    listed = sum(sentence.worths[passage.language][i] for i in passage.places if passage.language in tokens[i].word.known)
    given = sentence.given(passage.language)
    return passage.worth + given >= ENOUGH and listed + given >= ENOUGH_LISTED


def _one_is_enough(sentence: Sentence, passage: Passage) -> bool:
    """One word counts only when it is common there and no word at all here."""
    token, mine = sentence.tokens[passage.first], sentence.judge
    if mine.alien is not None and mine.alien.search(token.word.word) and not token.text.isupper():
        return mine.own not in token.word.known and (not token.capital or len(token.text) > 2)
    level = token.word.known.get(passage.language)
    if token.copied and passage.language == sentence.source:
        return passage.worth >= (ENOUGH_COPIED if level is not None else ENOUGH_COPIED_UNLISTED)
    if level is None or mine.own in token.word.known:
        return False
    if len(token.text) == 2 and level > COMMON_SHORT or _LAUGHTER.fullmatch(token.text):
        return False
    worth = token.word.likelihood(passage.language) - token.word.likelihood(mine.own)
    enough = ENOUGH_FOR_ONE if level <= _common(sentence, passage.language) else ENOUGH_FOR_RARE
    return worth + sentence.given(passage.language) >= enough + (MORE_FOR_NEAR if passage.language in mine.near else 0)


def _common(sentence: Sentence, language: int) -> int:
    """The level up to which a word of the language is common enough to count alone."""
    tag = sentence.judge.table.languages[language]
    if language == sentence.source:
        return COMMON
    if tag == "en":
        return COMMON_ENGLISH
    return COMMON if tag in PRIOR or language in sentence.judge.near else COMMON_UNUSUAL


def _is_title(sentence: Sentence, passage: Passage, small: int) -> bool:
    """Save the Children, School of Rock, Tierra del Fuego: capitalised words of the same language within or beside the passage."""
    tokens, worths = sentence.tokens, sentence.raw[passage.language]
    low, high = passage.first, passage.last
    beside = [i for i in (low - 1, high + 1) if 0 <= i < len(tokens) and tokens[i].capital]
    within = [i for i in passage.places if tokens[i].capital and not tokens[i].starts]
    if beside and all(tokens[i].text in PARTICLES for i in passage.places):
        return True
    if sentence.judge.table.languages[passage.language] == "de":
        foreign = [i for i in within if passage.language not in tokens[i].word.known]
        return small < 2 and bool(beside or within and sentence.quoted(passage)) or len(foreign) > small
    if _follows_head(sentence, passage):
        return True
    if small > 4:
        return len(within) > small
    if _clause(sentence, passage) >= ENOUGH:
        return False
    if len(beside) + len(within) >= 2:
        return True
    capitals = [i for i in (*beside, *passage.places) if tokens[i].capital and (small < 2 or not tokens[i].starts)]
    speaking = any(worths[i] > 1 for i in capitals if i in beside or small < 2)
    return (speaking and small < 4) or len(within) >= 0.6 * small


def _clause(sentence: Sentence, passage: Passage) -> float:
    """The most that three or more words in small letters, one after another, are worth."""
    worths, best, total, count = sentence.worths[passage.language], 0.0, 0.0, 0
    for i in passage.places:
        if sentence.tokens[i].capital:
            total, count = 0.0, 0
            continue
        total, count = total + worths[i], count + 1
        if count >= 3:
            best = max(best, total)
    return best


def _follows_head(sentence: Sentence, passage: Passage) -> bool:
    """Institut des hautes études, Syndicat national des discothèques: in Romance names only the first word is capitalised."""
    language = passage.language
    if not passage.first or sentence.judge.table.languages[language] not in ROMANCE:
        return False
    head = sentence.tokens[passage.first - 1]
    gap = sentence.text[head.span.end : sentence.tokens[passage.first].span.start]
    return head.capital and gap == " " and _HEAD.match(head.text) is not None


def _candidate(sentence: Sentence, passage: Passage) -> Candidate:
    span = sentence.span(passage)
    tag = sentence.judge.table.languages[_likeliest(sentence, passage)]
    count = passage.last - passage.first + 1
    return Candidate(span, "language", tag, "a word" if count == 1 else f"{count} words", (f"{passage.worth:.0f} nats",))


def _likeliest(sentence: Sentence, passage: Passage) -> int:
    """The language of the passage: the sum of what its words are worth, however much a single one is."""
    words = [token.word for token in sentence.tokens[passage.first : passage.last + 1] if not token.capital] or [sentence.tokens[passage.first].word]
    languages = sentence.judge.table.languages
    likelihoods = [(sum(word.likelihood(i) for word in words) + PRIOR.get(languages[i], 0.0) + sentence.given(i), -i) for i in sentence.worths]
    return -max(likelihoods)[1]
