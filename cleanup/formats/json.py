"""JSON: the strings at a pointer are segments; everything else keeps its bytes.

``--text-field`` takes a JSON pointer in which ``*`` stands for every item or member: ``/messages/*``, ``/rows/*/target``. A
plain name means the member of that name, of every object where the file is an array of objects. ``--source-field`` and
``--language-field`` are read the same way, with each ``*`` at the same item.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial

from cleanup.document import Document, Part, Segment
from cleanup.edits import Edit
from cleanup.errors import InputError, OptionError
from cleanup.formats._base import Input
from cleanup.formats._json import Value, encode_like, items, look_up, members, path_of, style_of, value_at, weave
from cleanup.formats._text import decoded, text_document, write_text

DEFAULT_FIELD = "text"


def read(given: Input) -> Document:
    """One segment a string. Raises InputError when the file is not JSON, OptionError when no string is at the pointer."""
    file = decoded(given)
    text, options = file.text.removeprefix("\ufeff"), given.options
    if not text.strip():
        return text_document(given, file, ())
    shift = len(file.text) - len(text)
    whole = _parsed(text, given.path)
    every = isinstance(whole.value, list)
    path = _path(options.text_field or DEFAULT_FIELD, every=every)
    style = style_of(text)
    parts = []
    for found, at in _find(text, whole, path):
        if not isinstance(found.value, str):
            continue
        weaver = weave(text, found.span)
        said = {}
        for name, field in (("source", options.source_field), ("language", options.language_field)):
            value = look_up(whole.value, _bound(_path(field, every=every), at)) if field else None
            said[name] = value if isinstance(value, str) else None
        segment = Segment(
            weaver.text, said["language"] or options.language, options.source_language, said["source"] or options.source
        )
        own = found.span.of(text)
        label = "/" + "/".join(step.replace("~", "~0").replace("/", "~1") for step in _bound(path, at))
        parts.append(Part(segment, shift, weaver.map, partial(encode_like, own, style), label))
    if not parts:
        raise OptionError(_no_field(given.path, options.text_field or DEFAULT_FIELD, whole.value))
    return text_document(given, file, parts)


def write(document: Document, edits: Sequence[Edit]) -> bytes:
    """The file with the edits done."""
    return write_text(document, edits)


def _parsed(text: str, path: str) -> Value:
    try:
        whole = value_at(text, 0)
        rest = text[whole.span.end :]
        if rest.strip(" \t\r\n"):
            raise json.JSONDecodeError("Extra data", text, len(text) - len(rest.lstrip()))
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}:{error.colno}: not JSON: {error.msg}") from None
    except RecursionError:
        raise InputError(f"{path}: refused: the values are nested too deeply") from None
    return whole


def _path(field: str, *, every: bool) -> tuple[str, ...]:
    path = path_of(field)
    return ("*", *path) if every and not field.startswith("/") else path


def _find(text: str, value: Value, path: tuple[str, ...]) -> Iterator[tuple[Value, tuple[str, ...]]]:
    """The values at a path, each with what its stars stand for."""
    if not path:
        yield value, ()
        return
    step, rest = path[0], path[1:]
    inner: dict[str, Value] = {}
    if isinstance(value.value, dict):
        inner = dict(members(text, value.span.start))  # of a key that stands twice the last, as in json
    elif isinstance(value.value, list):
        inner = {str(number): item for number, item in enumerate(items(text, value.span.start))}
    for key, item in inner.items():
        if step in ("*", key):
            for found, at in _find(text, item, rest):
                yield found, (key, *at) if step == "*" else at


def _bound(path: tuple[str, ...], at: Sequence[str]) -> tuple[str, ...]:
    """The path with its stars replaced, in order."""
    stars = iter(at)
    return tuple(next(stars, "*") if step == "*" else step for step in path)


def _no_field(path: str, field: str, value: object) -> str:
    sample = value[0] if isinstance(value, list) and value else value
    keys = ", ".join(list(sample)[:20]) if isinstance(sample, dict) else ""
    return (
        f'{path}: no text at "{field}"; name the texts with --text-field, as a key or as a pointer like /messages/*'
        + (f" (the keys here are: {keys})" if keys else "")
    )
