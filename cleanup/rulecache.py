"""Rule files that were read once are kept on disk, because parsing YAML takes most of the start of a short run.

A kept pack is a JSON file, so that reading it runs no code whoever wrote it. Its name holds a digest of everything that
it was made from: the rule files, byte for byte, and the modules that read them. It is written beside and renamed, so that
runs at the same time do not disturb each other. Whatever goes wrong here, the rule files are read as if nothing was kept.

``CLEANUP_CACHE_DIR`` names another folder; empty, nothing is kept.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from cleanup.edits import Applicability
from cleanup.errors import Place
from cleanup.rulepack import Allowance, Example, Rule, RulePack
from cleanup.text.patterns import UserPattern


def kept(files: Sequence[Path], readers: Sequence[Path], parse: Callable[[], RulePack]) -> RulePack:
    """The pack that ``parse`` makes of the files, from disk where it was made before.

    ``readers`` are the modules that decide how files are read. Raises what ``parse`` raises; a pack with problems is not kept.
    """
    folder = _folder()
    try:
        contents = [path.read_bytes() for path in files]
        if folder is None:
            return parse()
        place = folder / _name(files, contents, readers)
    except OSError:
        return parse()  # which says what is wrong
    import json

    with suppress(OSError, ValueError, KeyError, TypeError, IndexError):
        return _pack(json.loads(place.read_bytes()))
    pack = parse()
    with suppress(OSError, ValueError, TypeError):
        _write(
            place, json.dumps(_plain(pack), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        )
    return pack


def _folder() -> Path | None:
    """Where packs are kept: where the system keeps what can be made again."""
    given = os.environ.get("CLEANUP_CACHE_DIR")
    if given is not None:
        return Path(given) if given else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "translation-cleanup"


def _name(files: Sequence[Path], contents: Sequence[bytes], readers: Sequence[Path]) -> str:
    """The first half says which files, the second what is in them and what reads them."""
    from hashlib import blake2b  # not needed where nothing is kept

    which, what = blake2b(digest_size=8), blake2b(digest_size=16)
    for path, content in zip(files, contents, strict=True):
        which.update(os.fsencode(path) + b"\0")
        what.update(b"%d\0" % len(content) + content)
    for reader in (*readers, Path(__file__)):
        state = reader.stat()
        what.update(b"%d %d\0" % (state.st_size, state.st_mtime_ns))
    return f"rules-{which.hexdigest()}-{what.hexdigest()}.json"


def _write(place: Path, content: bytes) -> None:
    """Put the file in its place in one step, and take away what was made from an older state of the same rule files."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_suffix(f".{os.getpid()}")
    try:
        beside.write_bytes(content)
        os.replace(beside, place)
    finally:
        beside.unlink(missing_ok=True)
    for old in place.parent.glob(place.name.rpartition("-")[0] + "-*.json"):
        if old != place:
            old.unlink(missing_ok=True)


# -- a pack as JSON -----------------------------------------------------------------------------------------------------


def _plain(pack: RulePack) -> Any:
    """The pack in lists, tables and texts. Raises TypeError for an option whose value is none of them."""
    number = {file: i for i, file in enumerate(_files_of(pack))}
    return {
        "files": list(pack.files),
        "places": list(number),
        "options": {check: {name: _plain_value(value) for name, value in o.items()} for check, o in pack.options.items()},
        "disabled": sorted(pack.disabled),
        "allow": [[a.check, a.text, a.pattern and a.pattern.pattern, *_plain_place(a.place, number)] for a in pack.allowances],
        "rules": [
            [
                rule.check, rule.id, {name: _plain_value(value) for name, value in rule.fields.items()}, rule.languages,
                rule.applies and rule.applies.value, rule.because, rule.exceptions,
                [[e.wrong, e.right, *_plain_place(e.place, number)] for e in rule.examples],
                *_plain_place(rule.place, number), rule.builtin,
            ]
            for rule in pack.rules
        ],
    }  # fmt: skip


def _files_of(pack: RulePack) -> list[str]:
    """The files that places lie in, without doubles."""
    return list(dict.fromkeys([*(rule.place.file for rule in pack.rules), *(a.place.file for a in pack.allowances)]))


def _plain_place(place: Place, number: Mapping[str, int]) -> tuple[int, int, int]:
    return number[place.file], place.line, place.column


def _plain_value(value: object) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        if _are_texts(value):
            return value  # the common case
        return [_plain_value(item) for item in value]
    if isinstance(value, dict):
        return {"table": {key: _plain_value(item) for key, item in value.items()}}
    if isinstance(value, UserPattern):
        return {"pattern": [value.pattern, value.place.file, value.place.line, value.place.column]}
    raise TypeError(value)


def _are_texts(values: Iterable[object]) -> bool:
    return set(map(type, values)) <= {str}


def _pack(plain: Any) -> RulePack:
    files = plain["places"]
    return RulePack(
        rules=tuple(_rule(row, files) for row in plain["rules"]),
        options={check: {name: _value(value) for name, value in o.items()} for check, o in plain["options"].items()},
        allowances=tuple(
            Allowance(check, text, None if pattern is None else UserPattern(pattern, place), place)
            for check, text, pattern, file, line, column in plain["allow"]
            for place in (Place(files[file], line, column),)
        ),
        disabled=frozenset((check, rule) for check, rule in plain["disabled"]),
        files=tuple(plain["files"]),
    )


def _rule(row: Any, files: Sequence[str]) -> Rule:
    check, name, fields, languages, applies, because, exceptions, examples, file, line, column, builtin = row
    return Rule(
        check,
        name,
        {name: _value(value) for name, value in fields.items()},
        tuple(languages),
        Applicability(applies) if applies else None,
        because,
        tuple(exceptions),
        tuple(Example(wrong, right, Place(files[f], y, x)) for wrong, right, f, y, x in examples),
        Place(files[file], line, column),
        builtin,
    )


def _value(plain: Any) -> object:
    if isinstance(plain, str):
        return plain
    if isinstance(plain, list):
        if _are_texts(plain):
            return tuple(plain)  # the common case
        return tuple(map(_value, plain))
    if "pattern" in plain:
        pattern, file, line, column = plain["pattern"]
        return UserPattern(pattern, Place(file, line, column))
    return {key: _value(item) for key, item in plain["table"].items()}
