"""The text of a Word file (Office Open XML, ECMA-376, transitional and strict): which parts, paragraphs and runs it has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cleanup.formats._docx_reader import PartReader, prefix_of
from cleanup.formats._markup import attributes
from cleanup.formats._package import Package
from cleanup.formats._story import Story
from cleanup.formats._xml import text_of, xml_tokens

CONTENT_TYPES = "[Content_Types].xml"
_STORIES = (
    # The end of the content type, what a person calls it. In this order.
    ("document.main+xml", ""), ("document.macroEnabled.main+xml", ""), ("template.main+xml", ""), ("footnotes+xml", "footnotes"),
    ("endnotes+xml", "endnotes"), ("header+xml", "header"), ("footer+xml", "footer"),
)  # fmt: skip


@dataclass
class Word:
    """A Word file's package, and the XML and stories of its parts."""

    package: Package
    xml: dict[str, str] = field(default_factory=dict)
    stories: list[Story] = field(default_factory=list)
    main: str = ""

    @property
    def prefix(self) -> str:
        return prefix_of(self.xml[self.main])


def read_word(raw: bytes, path: str) -> Word:
    """Raises InputError when it is not a Word file or is refused."""
    word = Word(Package(raw, path, "a Word file"))
    types = text_of(word.package.read(CONTENT_TYPES), path, CONTENT_TYPES)
    overrides = [
        (found["partname"].value.lstrip("/"), found["contenttype"].value)
        for token in xml_tokens(types)
        if token.name.rpartition(":")[2] == "Override"
        and {"partname", "contenttype"} <= (found := attributes(types, token.inside)).keys()
    ]
    for ending, label in _STORIES:
        names = [name for name, kind in overrides if kind.endswith("." + ending) and name in word.package.names]
        for number, name in enumerate(sorted(names, key=_natural), 1):
            xml = word.xml[name] = text_of(word.package.read(name), path, name)
            word.main = word.main or name
            called = f"{label} {number}" if label in ("header", "footer") and len(names) > 1 else label
            word.stories.append(Story(name, called, PartReader(xml, _headings(word)).read()))
    if not word.main and "word/document.xml" in word.package.names and len(overrides) == 0:
        # Some programs declare the document by the default for its suffix.
        word.main = "word/document.xml"
        xml = word.xml[word.main] = text_of(word.package.read(word.main), path, word.main)
        word.stories.append(Story(word.main, "", PartReader(xml, _headings(word)).read()))
    if not word.main or word.stories[0].label:
        raise word.package.error("is not a Word file: it holds no document")
    return word


def _natural(name: str) -> tuple[object, ...]:
    return tuple(int(piece) if piece.isdecimal() else piece for piece in re.split(r"(\d+)", name))


def _headings(word: Word) -> frozenset[str]:
    """The ids of the styles that are headings; the names of built-in styles are English in every Word."""
    name = word.main.rpartition("/")[0] + "/styles.xml"
    if name not in word.package.names:
        return frozenset()
    if name not in word.xml:
        word.xml[name] = text_of(word.package.read(name), word.package.path, name)
    xml, style = word.xml[name], ""
    found: set[str] = set()
    for token in xml_tokens(xml):
        local = token.name.rpartition(":")[2]
        if local in ("style", "name") and token.kind in ("open", "empty"):
            given = {key.rpartition(":")[2]: value.value for key, value in attributes(xml, token.inside).items()}
            if local == "style":
                style = given.get("styleid", "")
            elif given.get("val", "").casefold().startswith(("heading ", "title", "subtitle")):
                found.add(style)
    return frozenset(found)
