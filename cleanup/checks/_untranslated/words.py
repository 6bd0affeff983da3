"""Words of another language in the same script, judged word by word.

1. The sieve. A word is innocent when it is capitalised, or the language has it, or no other language has it much more
   often.
2. A sentence with suspicious words is looked at as a whole: for each language that has those words, every word is
   worth the logarithm of how much likelier it is there than in the text's language, and the passage with the best sum
   is the candidate.
3. A passage must be worth enough: more when it is short, quoted or in round brackets; less in square brackets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set

from cleanup.checks._untranslated.candidates import Candidate, how_sure
from cleanup.checks._untranslated.judge import COMMON, SUSPICIOUS, Judge
from cleanup.checks._untranslated.languages import HEAD, PARTICLES, PRIOR, RARE, ROMANCE, list_of
from cleanup.checks._untranslated.sentence import BEST, Passage, Sentence, passages, tokens, worth
from cleanup.document import Segment
from cleanup.text.engines import agrees
from cleanup.text.patterns import later

LANGUAGES_TRIED, HOPEFUL = 3, 0.7  # those whose suspicious words are worth so much of the best language's

# What a passage must be worth.
ENOUGH, ENOUGH_FOR_ONE, ENOUGH_FOR_RARE = 13.0, 12.0, 26.0
ENOUGH_LISTED = 8.0  # … of which so much by words that the other language is known to have
ENOUGH_QUOTED, ENOUGH_FOR_MINOR = 20.0, 40.0
ENOUGH_COPIED, ENOUGH_COPIED_UNLISTED = 5.0, 7.5
COMMON_SHORT = 10  # the level of a word of two letters that counts alone: once in 300 words
COMMON_ENGLISH = 15  # … once in 6,000 words: rarer English words are loan words now and then
COMMON_UNUSUAL = 14  # … of a language that few texts are translated from and that is not closely related
NEVER = 99
LEAST_WORDS, LEAST_SUSPICIOUS, AGAINST = (
    6,
    2,
    -1.0,
)  # words of a sentence, and nats by which one speaks for this language
MORE_FOR_NEAR = 4.0  # a closely related language has many words that could be this language's as well
ENOUGH_IN_SQUARE, ENOUGH_IN_ROUND = 5.0, 8.0

_BRACKET = later(r"\[[^\[\]()\n]{2,60}\]|\([^\[\]()\n]{2,60}\)")
_DIGIT = later(r"[\d/@.]")
_LAUGHTER = later(r"(\w{1,3}?)\1+\w?")  # "hahaha", "jajaj", "mmm"


def candidates(segment: Segment, mine: Judge, suspects: Set[str]) -> Iterator[Candidate]:
    """The passages in another language of the same script."""
    source = mine.table.index.get(list_of(mine.script, segment.source_language)) if segment.source_language else None
    copied = mine.copied(segment, source) if segment.source else frozenset()
    if not suspects and not copied:
        return  # the common case
    for start, end in mine.windows(segment.text, suspects, copied, source):
        yield from _in_sentence(segment, mine, source, copied, start, end)


def _in_sentence(
    segment: Segment, mine: Judge, source: int | None, copied: frozenset[str], start: int, end: int
) -> Iterator[Candidate]:
    words = tokens(segment, mine, copied, start, end)
    hopes: Counter[int] = Counter()
    suspects = [suspect for token in words if (suspect := mine.suspect(token.text))]
    for suspect in suspects:
        for language, hope in suspect.worths.items():
            hopes[language] += hope  # type: ignore[assignment]
    least = HOPEFUL * max(hopes.values(), default=0.0)
    tried = sorted((i for i in hopes if hopes[i] >= least), key=lambda i: (-hopes[i], i))[:LANGUAGES_TRIED]
    if source is not None and source not in tried and (source in hopes or any(token.copied for token in words)):
        tried.append(source)
    sentence = Sentence(
        segment.text, words, mine, source, {i: [worth(token, mine, i, source) for token in words] for i in tried}
    )
    whole = _whole(sentence) if suspects else None
    if whole is not None:
        yield _candidate(sentence, whole)
        return
    taken = list(_bracketed(sentence, start, end))
    found = [passage for language, worths in sentence.worths.items() for passage in passages(words, worths, language)]
    for passage in sorted(found, key=lambda p: (-p.worth, p.first, p.language)):
        if all(passage.last < other.first or other.last < passage.first for other in taken) and _enough(
            sentence, passage
        ):
            taken.append(passage)
    taken += _aliens(sentence, taken)
    for passage in sorted(taken, key=lambda p: p.first):
        yield _candidate(sentence, passage)


def _whole(sentence: Sentence) -> Passage | None:
    """The sentence as a whole, in which nothing speaks for this language: closely related ones share most words."""
    words, mine = sentence.tokens, sentence.judge
    small = [i for i, token in enumerate(words) if not token.capital]
    if len(words) < LEAST_WORDS or len(small) < LEAST_WORDS - 1 or mine.unsure or mine.minor:
        return None
    best: Passage | None = None
    for language in sorted(sentence.worths):
        if mine.table.languages[language] in RARE or any(sentence.raw(i, language) < AGAINST for i in small):
            continue  # the common case, found out at one of the first words
        raws = [sentence.raw(i, language) for i in small]
        raws += [sentence.raw(0, language)] if words[0].capital else []
        worth = sum(min(BEST, raw) for raw in raws if raw >= SUSPICIOUS)
        if (
            sum(raw >= SUSPICIOUS for raw in raws) >= LEAST_SUSPICIOUS
            and worth >= ENOUGH
            and (best is None or worth > best.worth)
        ):
            best = Passage(worth, language, 0, len(words) - 1)
    return best


def _aliens(sentence: Sentence, taken: Sequence[Passage]) -> Iterator[Passage]:
    """Words with letters that this language does not have, in passages that were not worth enough: they stand alone."""
    covered = {i for passage in taken for i in passage.places}
    for i in range(len(sentence.tokens)):
        if i in covered or not sentence.judge.is_alien(sentence.tokens[i].text):
            continue
        alone = [Passage(worths[i], language, i, i) for language, worths in sentence.worths.items() if worths[i] > 0]
        best = max(alone, key=lambda p: (p.worth, -p.language), default=None)
        if best is not None and _enough(sentence, best):
            yield _with_hyphens(sentence, best)


def _with_hyphens(sentence: Sentence, passage: Passage) -> Passage:
    """The passage with the other parts of its word: Сиэтл-Такома."""
    first, last, words = passage.first, passage.last, sentence.tokens
    while first and sentence.text[words[first - 1].end : words[first].start] == "-":
        first -= 1
    while last + 1 < len(words) and sentence.text[words[last].end : words[last + 1].start] == "-":
        last += 1
    return Passage(passage.worth, passage.language, first, last)


def _bracketed(sentence: Sentence, start: int, end: int) -> Iterator[Passage]:
    """Brackets that hold nothing but a few words of another language."""
    for match in _BRACKET().finditer(sentence.text, start, end):
        places = [i for i, token in enumerate(sentence.tokens) if match.start() < token.start < match.end()]
        if (
            not 0 < len(places) <= 4
            or any(sentence.tokens[i].capital for i in places)
            or _DIGIT().search(match.group())
        ):
            continue
        if match.group()[0] == "(" and (
            len(places) > 2 or len(match.group()) < 5 or (places[0] and sentence.tokens[places[0] - 1].capital)
        ):
            continue  # mostly the original of a term, or a short form
        sums = [
            (sum(worths[i] for i in places) + sentence.given(language), -language)
            for language, worths in sentence.worths.items()
        ]
        worth, language = max(sums, default=(0.0, 0))
        if worth >= (ENOUGH_IN_SQUARE if match.group()[0] == "[" else ENOUGH_IN_ROUND):
            yield Passage(worth, -language, places[0], places[-1])


def _enough(sentence: Sentence, passage: Passage) -> bool:
    """Is the passage worth enough, or nearly, and is there a second opinion that agrees?"""
    mine = sentence.judge
    if _is_worth(sentence, passage, 1.0):
        return True
    if mine.engine is None or not _is_worth(sentence, passage, mine.ease):
        return False
    return agrees(
        mine.engine, sentence.span(passage).of(sentence.text), mine.table.languages[passage.language], mine.language
    )


def _is_worth(sentence: Sentence, passage: Passage, ease: float) -> bool:
    """Is the passage worth this share of what is enough for how it stands there?"""
    tokens, mine = sentence.tokens, sentence.judge
    inside = tokens[passage.first : passage.last + 1]
    small = [token for token in inside if not token.capital]
    if all(
        mine.is_alien(token.text) and (len(token.text) > 2 or not token.capital) and not token.text.isupper()
        for token in inside
    ):
        return True
    if not small or _is_title(sentence, passage, len(small)) or len({token.text for token in small}) == 1 < len(small):
        return False
    if mine.minor:
        return len(small) >= 5 and passage.worth >= ease * ENOUGH_FOR_MINOR
    if mine.table.languages[passage.language] in RARE and passage.language != sentence.source:
        return len(small) >= 4 and passage.worth >= ease * ENOUGH_FOR_RARE
    if len(inside) == 1:
        apart = not (inside[0].glued or sentence.quoted(passage) or sentence.in_round_brackets(passage))
        return apart and _one_is_enough(sentence, passage, ease)
    if sentence.quoted(passage):
        return len(small) >= 4 and passage.worth >= ease * ENOUGH_QUOTED and not sentence.explained(passage)
    if len(small) >= 2 and sentence.in_round_brackets(passage):
        return False  # STEM (science, technology, engineering and mathematics)
    levels = [token.word.known.get(passage.language, NEVER) for token in small]
    if len(small) == 2 and min(levels) > COMMON:
        return False  # keira knightley, in small letters
    listed = sum(
        sentence.worths[passage.language][i] for i in passage.places if passage.language in tokens[i].word.known
    )
    given = sentence.given(passage.language)
    return passage.worth + given >= ease * ENOUGH and listed + given >= ease * ENOUGH_LISTED


def _one_is_enough(sentence: Sentence, passage: Passage, ease: float) -> bool:
    """One word counts only when it is common there and no word at all here."""
    token, mine = sentence.tokens[passage.first], sentence.judge
    level = token.word.known.get(passage.language)
    if token.copied and passage.language == sentence.source:
        if sentence.text.startswith(" @", token.end):
            return False  # an address with spaces in it
        return passage.worth >= (ENOUGH_COPIED if level is not None else ENOUGH_COPIED_UNLISTED)
    if level is None or mine.own in token.word.known:
        return False
    if (len(token.text) == 2 and level > COMMON_SHORT) or _LAUGHTER().fullmatch(token.text):
        return False
    worth = token.word.likelihood(passage.language) - token.word.likelihood(mine.own)
    enough = ENOUGH_FOR_ONE if level <= _common(sentence, passage.language) else ENOUGH_FOR_RARE
    enough += MORE_FOR_NEAR if passage.language in mine.near else 0
    return worth + sentence.given(passage.language) >= ease * enough


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
    tokens = sentence.tokens
    low, high = passage.first, passage.last
    beside = [i for i in (low - 1, high + 1) if 0 <= i < len(tokens) and tokens[i].capital]
    within = [i for i in passage.places if tokens[i].capital and not tokens[i].starts]
    if beside and all(tokens[i].text in PARTICLES for i in passage.places):
        return True
    if sentence.judge.table.languages[passage.language] == "de":
        foreign = [i for i in within if passage.language not in tokens[i].word.known]
        return (small < 2 and bool(beside or (within and sentence.quoted(passage)))) or len(foreign) > small
    if _follows_head(sentence, passage):
        return True
    if small > 4:
        return len(within) > small
    if _clause(sentence, passage) >= ENOUGH:
        return False
    if len(beside) + len(within) >= 2:
        return True
    capitals = [i for i in (*beside, *passage.places) if tokens[i].capital and (small < 2 or not tokens[i].starts)]
    speaking = any(sentence.raw(i, passage.language) > 1 for i in capitals if i in beside or small < 2)
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
    gap = sentence.text[head.end : sentence.tokens[passage.first].start]
    return head.capital and gap == " " and HEAD.match(head.text) is not None


def _candidate(sentence: Sentence, passage: Passage) -> Candidate:
    span = sentence.span(passage)
    tag = sentence.judge.table.languages[_likeliest(sentence, passage)]
    count = passage.last - passage.first + 1
    evidence = [how_sure(passage.worth)]
    if sentence.judge.engine and not _is_worth(sentence, passage, 1.0):
        evidence.append(f"{sentence.judge.engine} agrees")
    return Candidate(span, "language", tag, "a word" if count == 1 else f"{count} words", tuple(evidence))


def _likeliest(sentence: Sentence, passage: Passage) -> int:
    """The language of the passage: the sum of what its words are worth, however much a single one is."""
    words = [token.word for token in sentence.tokens[passage.first : passage.last + 1] if not token.capital] or [
        sentence.tokens[passage.first].word
    ]
    languages = sentence.judge.table.languages
    likelihoods = [
        (sum(word.likelihood(i) for word in words) + PRIOR.get(languages[i], 0.0) + sentence.given(i), -i)
        for i in sentence.worths
    ]
    return -max(likelihoods)[1]
