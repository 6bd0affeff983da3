"""Many texts through one cleaner, in this process or in several.

Order is kept, and memory is bounded by the chunks in flight, however long the stream is. A text that ends in an exception,
or that a worker dies of, costs that text: its result says so, with its number, and the others go through.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import count, repeat, zip_longest
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, cast

from cleanup.errors import OptionError, TextFailure, in_words
from cleanup.result import Result

if TYPE_CHECKING:  # most runs need no other process, and no modules for that
    from concurrent.futures import Future, ProcessPoolExecutor

    from cleanup.cleaner import Cleaner

_CHUNK = 256  # texts sent to a worker at once …
_CHUNK_SIZE = 200_000  # … or so many code points
_AHEAD = 3  # chunks in flight for each worker

Value = TypeVar("Value")
Item = TypeVar("Item")
Answer = TypeVar("Answer")


class Died(NamedTuple):
    """What stands for the answer of a worker that died of its item."""

    reason: str = "the process that worked on it died"


class Workers(Generic[Value, Item, Answer]):
    """Processes that answer items in their order by ``work(value, item)``; the value is sent once to each of them.

    Use it as a context; the function belongs to a module. An item that a worker dies of is answered by :class:`Died`.
    """

    def __init__(self, jobs: int, value: Value, work: Callable[[Value, Item], Answer]) -> None:
        self._jobs, self._value, self._work = jobs, value, work
        self._pool = self._made()

    def __enter__(self) -> Workers[Value, Item, Answer]:
        return self

    def __exit__(self, *why: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def answers(self, items: Iterable[Item]) -> Iterator[tuple[Item, Answer | Died]]:
        """Each item with its answer. Items are taken as answers are asked for."""
        flying: deque[tuple[Item, Future[Answer]]] = deque()
        for item in items:
            flying.append((item, self._sent(item)))
            if len(flying) >= self._jobs * _AHEAD:
                yield from self._next(flying)
        while flying:
            yield from self._next(flying)

    def alone(self, item: Item) -> Answer | Died:
        """The answer to one item while nothing else is worked on, so that it is known who is to blame."""
        from concurrent.futures.process import BrokenProcessPool

        try:
            return self._sent(item).result()
        except BrokenProcessPool:
            self._pool = self._made()
            return Died()

    def _next(self, flying: deque[tuple[Item, Future[Answer]]]) -> Iterator[tuple[Item, Answer | Died]]:
        from concurrent.futures.process import BrokenProcessPool

        item, future = flying.popleft()
        try:
            yield item, future.result()
        except BrokenProcessPool:
            # Everything in flight is lost, and any of it may be the reason.
            self._pool = self._made()
            lost = [item, *(item for item, _ in flying)]
            flying.clear()
            for item in lost:
                yield item, self.alone(item)

    def _sent(self, item: Item) -> Future[Answer]:
        return self._pool.submit(_answered, self._work, item)

    def _made(self) -> ProcessPoolExecutor:
        from concurrent.futures import ProcessPoolExecutor

        return ProcessPoolExecutor(self._jobs, initializer=_start, initargs=(self._value,))


_value: Any  # what a worker process works with, once it has started


def _start(value: object) -> None:
    """Ctrl-C goes to the whole group of processes; the first one tells the others when to end."""
    global _value
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _value = value


def _answered(work: Callable[[Any, Item], Answer], item: Item) -> Answer:
    return work(_value, item)


def clean_many(
    cleaner: Cleaner, texts: Iterable[str], jobs: int = 1, sources: Iterable[str | None] | None = None
) -> Iterator[Result]:
    """The results in the order of the texts. ``jobs`` ≤ 1 works in this process.

    Raises OptionError, after the results of all pairs, when there are fewer sources than texts or more.
    """
    pairs = _Pairs(texts, sources)
    # Of a stream, the next text may be long in coming.
    chunks = _chunks(pairs) if jobs > 1 or isinstance(texts, Sequence) else ([pair] for pair in pairs)
    numbers = count()
    with closing(_here(cleaner, chunks) if jobs <= 1 else _elsewhere(cleaner, chunks, jobs)) as answered:
        for chunk, answers in answered:
            for (text, _), answer in zip(chunk, answers, strict=True):
                yield _result(cleaner, next(numbers), text, answer)
    if pairs.uneven:
        raise OptionError(pairs.uneven)


Pair = tuple[str, str | None]
# What a worker sends back: None for a text with nothing to say, a sentence for one that it could not clean.
Cleaned = Result | str | None
Answered = tuple[list[Pair], Sequence[Cleaned]]


class _Pairs:
    """Texts with their sources, as long as there are both; ``uneven`` then says which of them ended first, if one did."""

    def __init__(self, texts: Iterable[str], sources: Iterable[str | None] | None) -> None:
        self._texts, self._sources = texts, sources
        self.uneven = ""

    def __iter__(self) -> Iterator[Pair]:
        if self._sources is None:
            yield from zip(self._texts, repeat(None))
            return
        for number, (text, source) in enumerate(zip_longest(self._texts, self._sources, fillvalue=_ENDED)):
            if text is _ENDED:
                self.uneven = f"no text for source {number} (counted from 0): there are {number} texts and more sources"
            if source is _ENDED:
                self.uneven = f"no source for text {number} (counted from 0): there are {number} sources and more texts"
            if self.uneven:
                return
            yield cast(Pair, (text, source))


_ENDED = object()


def _here(cleaner: Cleaner, chunks: Iterable[list[Pair]]) -> Generator[Answered, None, None]:
    for chunk in chunks:
        yield chunk, _together(cleaner, chunk)


def _elsewhere(cleaner: Cleaner, chunks: Iterable[list[Pair]], jobs: int) -> Generator[Answered, None, None]:
    with Workers(jobs, cleaner, _clean_chunk) as workers:
        for chunk, found in workers.answers(chunks):
            yield chunk, [_one(workers.alone([pair])) for pair in chunk] if isinstance(found, Died) else found


def _chunks(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    chunk: list[Pair] = []
    size = 0
    for pair in pairs:
        chunk.append(pair)
        size += len(pair[0])
        if len(chunk) >= _CHUNK or size >= _CHUNK_SIZE:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _one(answers: list[Cleaned] | Died) -> Cleaned:
    return answers.reason if isinstance(answers, Died) else answers[0]


def _together(cleaner: Cleaner, pairs: list[Pair]) -> Sequence[Cleaned]:
    try:
        return cleaner.clean_together(pairs)
    except Exception:  # of one of them; the others go through
        return [_cleaned(cleaner, text, source) for text, source in pairs]


def _cleaned(cleaner: Cleaner, text: str, source: str | None) -> Cleaned:
    try:
        return cleaner.clean(text, source)
    except Exception as error:  # whatever it is, it is this text's alone
        return in_words(error)


def _result(cleaner: Cleaner, index: int, text: str, answer: Cleaned) -> Result:
    if isinstance(answer, Result):
        return answer
    failure = TextFailure(index, answer) if answer is not None else None
    return Result(text, text, (), (), cleaner.language, cleaner.source_language, failure=failure)


def _clean_chunk(cleaner: Cleaner, pairs: list[Pair]) -> list[Cleaned]:
    cleaned = _together(cleaner, pairs)
    return [None if _is_silent(cleaner, answer) else answer for answer in cleaned]


def _is_silent(cleaner: Cleaner, answer: Cleaned) -> bool:
    """True for a result that the first process can make itself: most texts are clean, and sending them back takes time."""
    return (
        isinstance(answer, Result) and not answer.decisions and not answer.edits and answer.language == cleaner.language
    )
