"""The part of a Word file that holds its comments, and what else of the package speaks of it."""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.formats._docx import CONTENT_TYPES, Word
from cleanup.formats._markup import attributes
from cleanup.formats._xml import text_of, xml_tokens

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"


class CommentPart:
    """The part that holds the comments, the one that is there or a new one."""

    def __init__(self, word: Word) -> None:
        self.word = word
        folder, _, name = word.main.rpartition("/")
        self.folder = folder
        self.relations_name = f"{folder}/_rels/{name}.rels".lstrip("/")
        self.relations = self._text(self.relations_name)
        self.name = self._existing()
        self.xml = self._text(self.name) if self.name else ""

    def _text(self, name: str) -> str:
        package = self.word.package
        return text_of(package.read(name), package.path, name) if name in package.names else ""

    def _existing(self) -> str:
        for token in xml_tokens(self.relations):
            found = attributes(self.relations, token.inside) if token.kind in ("open", "empty") else {}
            if "type" in found and found["type"].value in (_TRANSITIONAL, _STRICT) and "target" in found:
                target = found["target"].value
                return target[1:] if target.startswith("/") else f"{self.folder}/{target}".lstrip("/")
        return ""

    def parts(self, comments: Sequence[str], prefix: str) -> dict[str, str]:
        """The new texts of the parts that comments need, by name."""
        content = "".join(comments)
        if self.xml:
            return {self.name: _appended(self.xml, content)}
        name = f"{self.folder}/comments.xml".lstrip("/")
        while name in self.word.package.names:
            name = name.replace(".xml", "_.xml")
        main = self.word.xml[self.word.main]
        root = next(token for token in xml_tokens(main) if token.kind == "open")
        namespace = next(
            value.value for key, value in attributes(main, root.inside).items()
            if key in ("xmlns:" + prefix.rstrip(":"), "xmlns") and "wordprocessingml" in value.value
        )  # fmt: skip
        strict = "purl.oclc.org" in namespace
        binding = f"xmlns:{prefix.rstrip(':')}" if prefix else "xmlns"
        relation = (
            f'<Relationship Id="cleanupComments" Type="{_STRICT if strict else _TRANSITIONAL}" '
            f'Target="{name.rpartition("/")[2]}"/>'
        )
        declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        relations = self.relations or f'{declaration}<Relationships xmlns="{_RELATIONSHIPS}"></Relationships>'
        types = self._text(CONTENT_TYPES)
        return {
            name: f'{declaration}<{prefix}comments {binding}="{namespace}">{content}</{prefix}comments>',
            self.relations_name: _appended(relations, relation),
            CONTENT_TYPES: _appended(types, f'<Override PartName="/{name}" ContentType="{_COMMENTS_TYPE}"/>'),
        }


def _appended(xml: str, content: str) -> str:
    """The XML with ``content`` as the last thing in its root, which has no prefix of its own or the content's."""
    last = list(xml_tokens(xml))
    root = next(token for token in last if token.kind in ("open", "empty"))
    if root.kind == "empty":
        start = root.span.of(xml)
        return xml[: root.span.start] + start[:-2].rstrip() + f">{content}</{root.name}>" + xml[root.span.end :]
    end = next(token for token in reversed(last) if token.kind == "close").span.start
    return xml[:end] + content + xml[end:]
