"""The module-level functions: a :class:`~cleanup.cleaner.Cleaner` made for the keywords, kept for the next call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from cleanup.cleaner import Cleaner
from cleanup.result import Result
from cleanup.text.tags import checked

_KEPT = 32  # cleaners; a pipeline that needs more makes its own


def clean(text: str, *, source: str | None = None, **keywords: Any) -> Result:
    """Clean one text; the keywords are those of :class:`~cleanup.cleaner.Cleaner`."""
    return _cleaner(**keywords).clean(text, source)


def check(text: str, *, source: str | None = None, **keywords: Any) -> Result:
    """What :func:`clean` finds and would do."""
    return _cleaner(**keywords).check(text, source)


def clean_bytes(raw: bytes, *, source: str | None = None, encoding: str | None = None, **keywords: Any) -> Result:
    """Decode and clean; ``result.encoding`` says what the bytes were. ``encoding`` overrides what they say."""
    return _cleaner(**keywords).clean_bytes(raw, source, encoding)


def clean_many(
    texts: Iterable[str], *, jobs: int = 1, sources: Iterable[str | None] | None = None, **keywords: Any
) -> Iterator[Result]:
    """The results of many texts in their order, over ``jobs`` processes; ``sources`` has the source of each, or None for it."""
    return _cleaner(**keywords).clean_many(texts, jobs, sources)


def name_spellings(name: str, language: str | None = None) -> tuple[str, ...]:
    """The Latin spellings that the known conventions give to a name, sorted. ``language`` is that of the name (BCP 47);
    None tries all that its letters allow.

    >>> "Lukaschenko" in name_spellings("Лукашенко", "ru")
    True
    """
    from cleanup.text import romanisation

    return romanisation.name_spellings(name, checked(language, "language"))


def same_name(a: str, b: str) -> bool:
    """Are these spellings of one name? Says yes only when it is rather sure.

    >>> same_name("Lukashenka", "Loukachenko"), same_name("Pavlov", "Pavlova")
    (True, False)
    """
    from cleanup.text import name_distance

    return name_distance.same_name(a, b)


def _cleaner(**keywords: Any) -> Cleaner:
    if keywords.get("rules"):
        return Cleaner(**keywords)  # a rule file may change between two calls; who calls often makes a Cleaner
    key = tuple(sorted((name, _frozen(value)) for name, value in keywords.items()))
    try:
        return _kept(key)
    except TypeError:  # a value that cannot be a key
        return Cleaner(**keywords)


@lru_cache(maxsize=_KEPT)
def _kept(key: tuple[tuple[str, Any], ...]) -> Cleaner:
    return Cleaner(**{name: _thawed(value) for name, value in key})


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return ("table", tuple(sorted((k, _frozen(v)) for k, v in value.items())))
    if isinstance(value, (list, tuple, set)):
        return ("list", tuple(map(_frozen, value)))
    return value


def _thawed(value: Any) -> Any:
    if isinstance(value, tuple) and len(value) == 2 and value[0] == "table":
        return {k: _thawed(v) for k, v in value[1]}
    if isinstance(value, tuple) and len(value) == 2 and value[0] == "list":
        return [_thawed(v) for v in value[1]]
    return value
