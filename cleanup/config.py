"""Configuration: ``[tool.cleanup]`` in pyproject.toml, or cleanup.toml; the nearest one upwards.

Unknown keys are errors with the nearest match. Paths in a file are relative to the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cleanup.errors import ConfigError, Place, Problem, nearest
from cleanup.records import field, record

FILES = ("cleanup.toml", "pyproject.toml")
_TEXT = ("language", "source-language", "level", "baseline", "text-field", "source-field", "language-field")
_LISTS = ("rules", "select", "ignore")
KEYS = (*_TEXT, *_LISTS, "builtin-rules", "options")


@record
class Config:
    """What a configuration file says; None and empty where it says nothing. ``path`` is the file, "" without one."""

    path: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    builtin_rules: bool = True
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def text(self, key: str) -> str | None:
        return self.texts.get(key)

    def list(self, key: str) -> tuple[str, ...] | None:
        return self.lists.get(key)


def find_config(start: Path) -> Path | None:
    """The nearest configuration file at or above a folder or file. A pyproject.toml counts when it has ``[tool.cleanup]``."""
    folder = start.resolve() if start.is_dir() else start.resolve().parent
    for place in (folder, *folder.parents):
        for name in FILES:
            path = place / name
            if path.is_file() and (name == FILES[0] or _has_section(path)):
                return path
    return None


def _has_section(path: Path) -> bool:
    try:
        return "[tool.cleanup" in path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def load_config(path: Path) -> Config:
    """Read a configuration file. Raises ConfigError with every problem of it."""
    import tomllib

    try:
        text = path.read_text(encoding="utf-8-sig")
        content = tomllib.loads(text)
    except OSError as error:
        raise ConfigError([Problem(Place(str(path), 1, 1), f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError as error:
        raise ConfigError([Problem(Place(str(path), 1, 1), f"is not UTF-8 (byte {error.start})")]) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([_toml_problem(path, text, str(error))]) from None
    table = content.get("tool", {}).get("cleanup", {}) if path.name == "pyproject.toml" else content
    return _Reader(path, text).read(table)


def _toml_problem(path: Path, text: str, message: str) -> Problem:
    at = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line, column = (int(at[1]), int(at[2])) if at else (1, 1)
    lines = text.splitlines()
    excerpt = lines[line - 1] if line <= len(lines) else ""
    return Problem(Place(str(path), line, column), f"not valid TOML: {message.split(' (at')[0]}", excerpt)


class _Reader:
    """Turns the table into a Config; what is wrong is noted with its place and the rest is read on."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.lines = path, text.splitlines()
        self.problems: list[Problem] = []

    def read(self, table: Mapping[str, Any]) -> Config:
        texts: dict[str, str] = {}
        lists: dict[str, tuple[str, ...]] = {}
        options: Mapping[str, Mapping[str, object]] = {}
        builtin = True
        for key, value in table.items():
            if key not in KEYS:
                self._unknown(key)
            elif key in _TEXT:
                texts[key] = self._typed(key, value, str, "a text", "")
            elif key in _LISTS:
                lists[key] = tuple(self._typed(key, value, list, "a list of texts", []))
            elif key == "options":
                options = self._options(value)
            else:
                builtin = self._typed(key, value, bool, "true or false", True)
        if self.problems:
            raise ConfigError(self.problems)
        return Config(str(self.path), self._resolved(texts), self._with_paths(lists), builtin, options)

    def _resolved(self, texts: dict[str, str]) -> dict[str, str]:
        if "baseline" in texts:
            texts["baseline"] = str(self.path.parent / texts["baseline"])
        return texts

    def _with_paths(self, lists: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        if "rules" in lists:
            lists["rules"] = tuple(self._rule_path(name) for name in lists["rules"])
        return lists

    def _rule_path(self, name: str) -> str:
        beside = self.path.parent / name
        return str(beside) if beside.exists() or Path(name).suffix or "/" in name else name

    def _options(self, value: object) -> Mapping[str, Mapping[str, object]]:
        table = self._typed("options", value, dict, "a table of checks", {})
        for check, given in table.items():
            self._typed(check, given, dict, "a table of options", {})
        return dict(table)

    def _typed(self, key: str, value: object, kind: type, wanted: str, otherwise: Any) -> Any:
        right = isinstance(value, kind) and (kind is not list or all(isinstance(item, str) for item in value))  # type: ignore[attr-defined]
        if not right:
            self._problem(key, f'"{key}" must be {wanted}')
            return otherwise
        return value

    def _unknown(self, key: str) -> None:
        guess = nearest(key, KEYS)
        self._problem(key, f'unknown key "{key}"{"; " + guess if guess else ""}', f"allowed here: {', '.join(KEYS)}")

    def _problem(self, key: str, message: str, hint: str = "") -> None:
        line, column = self._place(key)
        excerpt = self.lines[line - 1] if self.lines else ""
        self.problems.append(Problem(Place(str(self.path), line, column), message, excerpt, len(key), hint))

    def _place(self, key: str) -> tuple[int, int]:
        """Where a key is set: the TOML reader gives no places, so the line is looked up by the key's name."""
        setting = re.compile(rf'^\s*\[?(?:[\w.-]+\.)?["\']?({re.escape(key)})["\']?\s*[=.\]]')
        for number, line in enumerate(self.lines, 1):
            if match := setting.match(line):
                return number, match.start(1) + 1
        return 1, 1


def names(values: Iterable[str]) -> tuple[str, ...]:
    """The names in options that may be given several times or joined with commas."""
    return tuple(name for value in values for part in value.split(",") if (name := part.strip()))
