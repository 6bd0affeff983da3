"""Many texts through one cleaner, in this process or in several. Order is kept and memory is bounded by the chunks in flight."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice, repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleanup.cleaner import Cleaner
    from cleanup.result import Result

_CHUNK = 64  # texts sent to a worker at once
_AHEAD = 3  # chunks in flight for each worker

_worker_cleaner: Cleaner | None = None  # one for each worker process, set by _start


def clean_many(
    cleaner: Cleaner, texts: Iterable[str], jobs: int = 1, sources: Iterable[str | None] | None = None
) -> Iterator[Result]:
    """The results in the order of the texts. ``jobs`` ≤ 1 works in this process."""
    pairs = zip(texts, repeat(None) if sources is None else sources, strict=False)
    if jobs <= 1:
        for text, source in pairs:
            yield cleaner.clean(text, source)
        return
    from concurrent.futures import Future, ProcessPoolExecutor

    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(cleaner,)) as pool:
        flying: deque[Future[list[Result]]] = deque()
        while chunk := list(islice(pairs, _CHUNK)):
            flying.append(pool.submit(_clean_chunk, chunk))
            if len(flying) >= jobs * _AHEAD:
                yield from flying.popleft().result()
        while flying:
            yield from flying.popleft().result()


def _start(cleaner: Cleaner) -> None:
    global _worker_cleaner
    _worker_cleaner = cleaner


def _clean_chunk(pairs: list[tuple[str, str | None]]) -> list[Result]:
    assert _worker_cleaner is not None
    return [_worker_cleaner.clean(text, source) for text, source in pairs]
