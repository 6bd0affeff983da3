"""One byte for each code point, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.text.signs import MARKS, OTHER, signs, signs_of

ANY = st.text(st.characters(), max_size=60)


@given(ANY)
def test_every_code_point_has_its_byte(text: str) -> None:
    seen = signs(text)
    assert len(seen) == len(text)
    for char, byte in zip(text, seen, strict=True):
        if char.isascii():
            assert chr(byte) == char
        elif char not in MARKS:
            assert bytes([byte]) == OTHER or 0xE000 <= ord(char) < 0xE080


def test_marks_have_bytes_of_their_own() -> None:
    assert len(set(signs_of(MARKS))) == len(MARKS)
    assert signs_of("“ ”") == signs("“ ”")


@pytest.mark.parametrize("mark", ["?", "я", "漢", "😀", "\ud800"])
def test_what_has_no_byte_of_its_own_cannot_be_asked_for(mark: str) -> None:
    with pytest.raises(ValueError, match="no byte of its own"):
        signs_of(mark)
