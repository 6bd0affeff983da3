"""What stands around a passage."""

from __future__ import annotations

from cleanup.text.patterns import later

FAR = 60  # code points from a passage to the mark that opens or closes what it is a part of

_OPENING = r"[\"'“”„‚‘’«»‹›「『《〈]"
_CLOSING = r"[\"'“”‘’«»‹›」』》〉*]"
# What is quoted may begin before the passage ("We will rock you") or go on after it, on the same line.
_QUOTE_BEFORE = later(rf"{_OPENING}\s?$|\*$")  # after "**Note:** " a sentence begins
_QUOTE_AFTER = later(rf"[ ,.!?…]{{0,3}}{_CLOSING}")
_QUOTE_FAR_BEFORE = later(
    r"(?:^|[\s(])[\"“„«‹「『《][^\"“”„«»‹›「」『』\n]{1,60}$|[„“«‹「『《][^\"“”„«»‹›「」『』\n]{1,60}$"
)
_QUOTE_FAR_AFTER = later(r"[^\"“”„«»‹›「」『』\n]{1,60}[\"“”»›」』》]")
_EXPLANATION = later(r"[ ,.!?…\N{NO-BREAK SPACE}]{0,2}[\"'“”‘’«»‹›」』》]\s?(?:[(（–—-])")
_ROUND_FAR_BEFORE = later(r"[(（][^()（）\n]{0,60}$")
_ROUND_FAR_AFTER = later(r"[^()（）\n]{0,60}[)）]")


def is_quoted(text: str, start: int, end: int) -> bool:
    """True when quotation marks (or asterisks) stand on both sides, one of them directly."""
    before = text[max(0, start - FAR - 2) : start]
    directly_before, directly_after = _QUOTE_BEFORE().search(before[-2:]), _QUOTE_AFTER().match(text, end)
    if directly_before:
        return bool(directly_after or _QUOTE_FAR_AFTER().match(text, end))
    return bool(directly_after and _QUOTE_FAR_BEFORE().search(before))


def is_bracketed(text: str, start: int, end: int) -> bool:
    """True when the passage is a part of what round brackets hold, at its beginning or end."""
    before = text[max(0, start - FAR - 2) : start]
    if before.endswith(("(", "（")):
        return _ROUND_FAR_AFTER().match(text, end) is not None
    return text[end : end + 1] in (")", "）") and _ROUND_FAR_BEFORE().search(before) is not None


def in_round_brackets(text: str, start: int, end: int) -> bool:
    """True when round brackets are open before the passage and close after it."""
    return _ROUND_FAR_BEFORE().search(text, max(0, start - FAR), start) is not None and (
        _ROUND_FAR_AFTER().match(text, end) is not None
    )


def is_explained(text: str, end: int) -> bool:
    """True when a translation follows the quotation that ends here: « … » (…), « … » – « … »."""
    return _EXPLANATION().match(text, end) is not None
