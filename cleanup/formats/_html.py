"""Facts about the elements of HTML (WHATWG HTML Living Standard), and which of them are open."""

from __future__ import annotations

from collections.abc import Mapping

from cleanup.formats._markup import Attribute
from cleanup.records import record


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


RAW = _names("script style textarea title iframe noembed noframes xmp")  # no tags within
HIDDEN = _names("template svg math pre select datalist object plaintext listing")  # with RAW: not read as prose
CODE = _names("code kbd samp tt var")
VOID = _names("area base br col embed hr img input link meta param source track wbr")
BLOCKS = (
    RAW
    | HIDDEN
    | _names(
        """address article aside audio blockquote body button canvas caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol option p
    section summary table tbody td tfoot th thead tr ul video"""
    )
)
_CELLS = _names("td th")
_LISTS = _names("ul ol dl menu table select")
# What a start tag ends besides a paragraph, when the page leaves out the end tag.
_ENDS = {
    "li": _names("li"), "dt": _names("dt dd"), "dd": _names("dt dd"), "option": _names("option"),
    "tr": _names("tr td th"), "td": _CELLS, "th": _CELLS, "tbody": _names("tr td th thead tbody"),
}  # fmt: skip
_DEEP = 200  # open elements that an end tag looks through; real pages are no deeper, and broken ones stay linear


def separator(name: str) -> str:
    """What stands between the text before and after a block's tag: cells of a row are lines of one paragraph."""
    return "\n" if name in _CELLS else "\n\n"


def language_of(found: Mapping[str, Attribute]) -> str | None:
    """The BCP 47 tag that ``lang`` gives, if any."""
    given = found.get("lang") or found.get("xml:lang")
    return given.value.strip().replace("_", "-") or None if given else None


def untranslated(found: Mapping[str, Attribute]) -> bool:
    """True for an element that its author does not want translated."""
    translate, classes = found.get("translate"), found.get("class")
    if translate is not None and translate.value.strip().casefold() == "no":
        return True
    return classes is not None and "notranslate" in classes.value.split()


@record
class Element:
    """An open element. ``kind`` is that of the protection its text needs, None for prose."""

    name: str
    language: str | None
    block_language: str | None
    kind: str | None = None


class OpenElements:
    """The elements that are open, innermost last, with the end tags that pages leave out."""

    def __init__(self, language: str | None) -> None:
        self.told = language
        self._stack: list[Element] = []

    @property
    def language(self) -> str | None:
        """The language of the text here."""
        return self._stack[-1].language if self._stack else self.told

    @property
    def block_language(self) -> str | None:
        """The language of the block around."""
        return self._stack[-1].block_language if self._stack else self.told

    @property
    def kind(self) -> str | None:
        """Why the text here is protected, None for prose."""
        return self._stack[-1].kind if self._stack else None

    def start(self, name: str, found: Mapping[str, Attribute]) -> None:
        """Open an element. The user's word for the language goes over that of the outermost element."""
        language = language_of(found) or self.language
        if not self._stack and self.told is not None:
            language = self.told
        kind = self.kind
        if name in CODE:
            kind = "code"
        elif untranslated(found) or (name not in BLOCKS and language != self.language):
            kind = kind or "placeholder"
        self._stack.append(Element(name, language, language if name in BLOCKS else self.block_language, kind))

    def end(self, name: str) -> None:
        """Close the innermost element of that name and all within it; an end tag without a beginning is nothing."""
        for number in range(len(self._stack) - 1, max(-1, len(self._stack) - _DEEP), -1):
            if self._stack[number].name == name:
                del self._stack[number:]
                return

    def end_implied(self, name: str) -> None:
        """Close what the start of block ``name`` ends: a paragraph, the list item before it."""
        ends = _ENDS.get(name, frozenset())
        for number in range(len(self._stack) - 1, max(-1, len(self._stack) - _DEEP), -1):
            element = self._stack[number].name
            if element == "p" or element in ends:
                del self._stack[number:]
            elif element in _LISTS or (element in BLOCKS and not ends):
                return
