"""Maps and the composition of edits, against the plain definition: do one after the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleanup.edits import Edit, clash, in_order, splice
from cleanup.spans import Span
from cleanup.textmap import apply, compose


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> tuple[Edit, ...]:
    kept: list[Edit] = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 4)))
        new = draw(st.text("XYZ", max_size=3))
        if (start < end or new) and not any(clash(Edit(Span(start, end), new or "X"), other) for other in kept):
            kept.append(Edit(Span(start, end), new))
    return in_order(kept)


@given(st.data())
def test_compose_is_one_after_the_other(data: st.DataObject) -> None:
    first_text = data.draw(st.text("abcd", max_size=12))
    first = data.draw(edits_of(first_text))
    middle, back = apply(first_text, first)
    second = data.draw(edits_of(middle))
    net = compose(back, middle, second)
    assert splice(first_text, in_order(net)) == splice(middle, second)


@given(st.data())
def test_origin_finds_what_was_not_changed(data: st.DataObject) -> None:
    text = data.draw(st.text("abcd", max_size=12))
    edits = data.draw(edits_of(text))
    later, back = apply(text, edits)
    start = data.draw(st.integers(0, len(later)))
    span = Span(start, data.draw(st.integers(start, len(later))))
    origin = back.origin(span)
    assert origin.end <= len(text)
    touched = any(block.new.overlaps(span) for block in back.blocks)
    between = any(span.start < block.new.start < span.end for block in back.blocks)
    if len(span) and not touched and not between:
        assert origin.of(text) == span.of(later)


@given(st.data())
def test_a_lifted_edit_does_the_same(data: st.DataObject) -> None:
    text = data.draw(st.text("abcd", max_size=12))
    edits = data.draw(edits_of(text))
    later, back = apply(text, edits)
    for edit in data.draw(edits_of(later)):
        lifted = back.lift(edit, later)
        if lifted is not None and not back.blocks:
            assert lifted == edit
        if lifted is not None:
            assert lifted.span.end <= len(text)
