"""Numbers in paragraphs of any length."""

from __future__ import annotations

import pytest

from cleanup import Cleaner

_PLAIN = "Nothing was said of it on that day, and the talks went on as they had before. "
_ODD = (
    "A fever of 37,7 degrees was measured. ",
    "It began at 14h30, local time. ",
    "They paid 100 € for it, or 50$ at most. ",
    "The date was 12.05.2024 for all. ",
    "It holds 1.234.567 items. ",
)
_DENSE = "In 2019 it was 1 and in 2020 it was 2. "


@pytest.mark.parametrize("between", [_PLAIN, _PLAIN * 60, _DENSE * 700, _DENSE * 300 + _PLAIN * 400 + _DENSE * 70])
def test_a_paragraph_is_read_like_its_sentences(between: str) -> None:
    cleaner = Cleaner(language="en", select=["convention"])
    apart = [finding.text for odd in _ODD * 3 for finding in cleaner.clean(odd).findings]
    together = cleaner.clean("".join(between + odd for odd in _ODD * 3) + between).findings
    assert len(apart) == 6 * 3
    assert [finding.text for finding in together] == apart
    assert [finding.span for finding in together] == sorted({finding.span for finding in together})


def test_a_long_paragraph_holds_what_its_lines_hold() -> None:
    cleaner = Cleaner(language="en", select=["convention"])
    lines = [_PLAIN * 3 + odd for odd in _ODD * 40]
    assert len(cleaner.clean("".join(lines)).findings) == len(cleaner.clean("\n".join(lines)).findings)
