"""Records are dataclasses to whoever looks, and cost less to declare."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
from functools import cached_property

import pytest

from cleanup.edits import Edit
from cleanup.records import field, record, replace
from cleanup.spans import Span


@record
class Shelf:
    """Something with a default of each kind."""

    name: str
    books: list[str] = field(default_factory=list)
    floor: int = 1

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a shelf has a name")

    def steps(self) -> int:
        return self.floor

    @cached_property
    def count(self) -> int:
        return len(self.books)


@record(eq=False)
class Thing:
    name: str


@record
class TallShelf(Shelf):
    """A kind of shelf."""

    ladder: bool = True

    def climb(self) -> int:
        return super().steps() + self.ladder


@record
class Nothing:
    """No field at all."""


def test_values() -> None:
    assert Nothing() == Nothing()
    shelf = Shelf("a", floor=2)
    assert (shelf.name, shelf.books, shelf.floor) == ("a", [], 2)
    assert shelf == Shelf("a", [], 2) != Shelf("a")
    assert Shelf("a").books is not Shelf("a").books
    assert repr(shelf) == "Shelf(name='a', books=[], floor=2)"
    assert replace(shelf, books=["x"]).count == 1
    assert str(inspect.signature(Span)) == "(start: 'int', end: 'int') -> None"
    with pytest.raises(ValueError, match="has a name"):
        replace(shelf, name="")


def test_a_record_of_a_kind() -> None:
    tall = TallShelf("a", ["x"], ladder=False)
    assert (tall.floor, tall.count, tall.climb()) == (1, 1, 1)
    assert tall != Shelf("a", ["x"])
    assert replace(tall, floor=2) == TallShelf("a", ["x"], 2, False)
    assert pickle.loads(pickle.dumps(tall)) == tall


def test_frozen() -> None:
    with pytest.raises(AttributeError, match="cannot be changed: name"):
        Shelf("a").name = "b"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del Shelf("a").name
    with pytest.raises(AttributeError):
        Shelf("a").other = 1  # type: ignore[attr-defined]


def test_equality_and_order() -> None:
    assert {Span(1, 2), Span(1, 2)} == {Span(1, 2)}
    assert Thing("a") != Thing("a")
    assert Span(1, 2) != (1, 2)
    assert sorted([Span(2, 3), Span(1, 5), Span(1, 2)]) == [Span(1, 2), Span(1, 5), Span(2, 3)]
    with pytest.raises(TypeError):
        assert Edit(Span(1, 2), "") < Edit(Span(1, 3), "")  # type: ignore[operator]


def test_copies() -> None:
    shelf = Shelf("a", ["x"])
    assert shelf.count == 1
    for other in (pickle.loads(pickle.dumps(shelf)), copy.copy(shelf), copy.deepcopy(shelf)):
        assert other == shelf
        assert other.count == 1
    assert pickle.loads(pickle.dumps(Thing("b"))).name == "b"


def test_they_are_dataclasses() -> None:
    edit = Edit(Span(1, 2), "x")
    assert dataclasses.is_dataclass(edit)
    assert dataclasses.asdict(edit) == {"span": {"start": 1, "end": 2}, "text": "x"}
    assert dataclasses.replace(edit, text="y") == Edit(Span(1, 2), "y")
    assert [f.name for f in dataclasses.fields(Edit)] == ["span", "text"]


def test_what_import_loads() -> None:
    """Each of these takes milliseconds, and most runs need none of them."""
    slow = {
        "dataclasses",
        "inspect",
        "json",
        "hashlib",
        "difflib",
        "regex",
        "ftfy",
        "langdetect",
        "yaml",
        "ahocorasick_rs",
        "click",
    }
    told = subprocess.run(
        [sys.executable, "-c", "import sys, cleanup; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    assert slow & set(told.stdout.split()) == set()
