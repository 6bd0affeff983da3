"""Many texts: order, bounded memory, and what becomes of the others when one goes wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import suppress

import pytest

import cleanup
from cleanup import Cleaner, Result
from cleanup.many import clean_many


class Fragile(Cleaner):
    """Raises for one text, and dies of another."""

    def clean_together(self, pairs: Sequence[tuple[str, str | None]]) -> list[Result]:
        return [self.clean(text, source) for text, source in pairs]

    def clean(self, text: str, source: str | None = None) -> Result:
        if "raise" in text:
            raise MemoryError("no more")
        if "die" in text:
            os._exit(1)
        return super().clean(text, source)


FRAGILE = Fragile(language="en", select=["name-variant"])


@pytest.mark.parametrize("jobs", [1, 2])
def test_order_is_kept(jobs: int) -> None:
    texts = [f"Text number {n} of Lukashenka." if n % 3 else f"Text {n}." for n in range(1_000)]
    results = list(cleanup.clean_many(texts, jobs=jobs, language="en"))
    assert [result.text for result in results] == [text.replace("Lukashenka", "Lukashenko") for text in texts]
    assert [result.original for result in results] == texts
    assert not any(result.failure for result in results)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_are_those_of_single_texts(jobs: int) -> None:
    texts = ["He said “ yes ”to them.", "Nothing here.", "", "Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "Line\r\nends\r\n", "to Orsha. [едут] On"]
    cleaner = Cleaner(language="en")
    assert list(cleaner.clean_many(texts, jobs=jobs)) == [cleaner.clean(text) for text in texts]


@pytest.mark.parametrize("jobs", [1, 2])
def test_sources_go_with_their_texts(jobs: int) -> None:
    cleaner = Cleaner(language="en", source_language="de", select=["source-mismatch"])
    texts, sources = ["It was in 2031, they say.", "It was in 2031."], ["Es war im Jahr 2013, sagt man.", None]
    counts = [len(result.findings) for result in cleaner.clean_many(texts, jobs, sources)]
    assert counts == [1, 0]

    assert counts == [len(r.findings) for r in cleanup.clean_many(
        texts, jobs=jobs, sources=sources, language="en", source_language="de", select=["source-mismatch"]
    )]  # fmt: skip


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("as_stream", [False, True])
@pytest.mark.parametrize(
    ("texts", "sources", "message"),
    [
        (["a", "b", "c"], ["x"], r"no source for text 1 \(counted from 0\)"),
        (["a"], [], "no source for text 0"),
        (["a"], ["x", None], r"no text for source 1 \(counted from 0\)"),
        ([], ["x"], "no text for source 0"),
        (["a"] * 400, ["x"] * 300, "no source for text 300"),
    ],
)
def test_no_text_is_dropped_for_lack_of_a_source(
    jobs: int, as_stream: bool, texts: list[str], sources: list[str | None], message: str
) -> None:
    results: list[Result] = []
    with pytest.raises(cleanup.OptionError, match=message):
        results.extend(
            cleanup.clean_many(iter(texts) if as_stream else texts, jobs=jobs, sources=sources, language="en")
        )
    assert [result.original for result in results] == texts[: len(sources)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_as_many_sources_as_texts_are_in_order(jobs: int) -> None:
    assert list(cleanup.clean_many([], jobs=jobs, sources=[], language="en")) == []
    results = cleanup.clean_many(iter(["a", "b"]), jobs=jobs, sources=iter(["x", None]), language="en")
    assert [result.text for result in results] == ["a", "b"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_exception_costs_one_text(jobs: int) -> None:
    texts = [f"{'raise' if n in (7, 700) else 'Lukashenka'} {n}" for n in range(1_000)]
    results = list(clean_many(FRAGILE, texts, jobs))
    failed = [(number, result) for number, result in enumerate(results) if result.failure]
    assert [number for number, _ in failed] == [7, 700]
    assert [result.failure.index for _, result in failed if result.failure] == [7, 700]
    assert all(result.text == texts[number] and not result.changed for number, result in failed)
    assert "MemoryError: no more" in str(failed[0][1].failure)
    assert sum(result.changed for result in results) == 998


def test_a_worker_that_dies_costs_one_text() -> None:
    texts = [f"{'die' if n in (0, 1_200) else 'Lukashenka'} {n}" for n in range(3_000)]
    results = list(clean_many(FRAGILE, texts, 2))
    assert [number for number, result in enumerate(results) if result.failure] == [0, 1_200]
    assert "text 1200 was not cleaned: the process" in str(results[1_200].failure)
    assert sum(result.changed for result in results) == 2_998


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_more_is_taken_than_is_in_flight(jobs: int) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield f"Text {taken} of Lukashenka."

    stream = cleanup.clean_many(endless(), jobs=jobs, language="en", select=["name-variant"])
    for number, result in enumerate(stream, 1):
        assert result.text.startswith(f"Text {number} ")
        if number == 500:
            break
    stream.close()  # type: ignore[attr-defined]
    assert taken <= 500 + 256 * 3 * jobs


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_everything() -> None:
    program = textwrap.dedent(
        """
        import cleanup
        for number, _ in enumerate(cleanup.clean_many((f"Text {n}." for n in range(5_000_000)), jobs=2, language="en")):
            if number == 1000:
                print("at work", flush=True)
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout and process.stdout.readline() == "at work\n"
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes of the group
        _, errors = process.communicate(timeout=60)
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)  # nobody is left
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    assert errors.count("Traceback") == 1 and errors.rstrip().endswith("KeyboardInterrupt")
