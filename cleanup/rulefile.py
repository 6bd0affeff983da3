"""Rule files: YAML that a linguist can read, loaded strictly.

Every scalar is a string, so that the language ``no`` stays "no" and ``1.10`` stays "1.10". Unknown and duplicate
keys, anchors, wrong shapes and bad patterns are problems with their place. All problems of a run are raised together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import yaml

from cleanup.edits import Applicability
from cleanup.errors import OptionError, Place, Problem, RuleFileError, nearest
from cleanup.rulepack import Allowance, Declared, Example, Field, Kind, Option, Rule, RulePack, Schema
from cleanup.text.patterns import UserPattern
from cleanup.text.tags import is_language

SUFFIXES = (".yaml", ".yml")
MAX_BYTES = 64_000_000

_COMMON = {
    "language": Field(Kind.TEXTS, "target languages of this entry, where they differ from the file's"),
    "except": Field(Kind.TEXTS, "longer strings to leave alone"),
    "applies": Field(Kind.CHOICE, "how sure the fix is", choices=tuple(a.value for a in Applicability)),
    "because": Field(Kind.TEXT, "why, for people"),
    "examples": Field(Kind.TEXTS, "{wrong: …, right: …}, {shown: …} or {leave: …}"),
}
TOP_LEVEL = ("check", "language", "options", "allow", "disable", "rules")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads nodes alone. Whether a text looks like a number or a date is not asked: that takes longer than all the rest."""

    def resolve(self, kind: object, value: object, implicit: object) -> str:
        return "tag:yaml.org,2002:str"

    def descend_resolver(self, parent: object, index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


Pairs = list[tuple[str, yaml.ScalarNode, yaml.Node]]


def common_fields() -> Mapping[str, Field]:
    """The fields that an entry of every check may hold."""
    return _COMMON


def load(paths: Iterable[Path], checks: Mapping[str, Declared], *, builtin: bool = False) -> RulePack:
    """The pack that these files make, in their order. Raises RuleFileError with every problem of all of them."""
    problems: list[Problem] = []
    pack = RulePack()
    for path in paths:
        pack = pack.then(_FileReader(path, checks, builtin, problems).read())
    if problems:
        raise RuleFileError(problems)
    return pack


def rule_files(folder: Path) -> list[Path]:
    """The rule files below a folder, in the order of their names, so that the answer is the same everywhere."""
    return sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())


class _FileReader:
    """Reads one file; what is wrong is noted and the rest is read on."""

    def __init__(self, path: Path, checks: Mapping[str, Declared], builtin: bool, problems: list[Problem]) -> None:
        self.file = str(path)
        self.checks, self.builtin, self.problems = checks, builtin, problems
        self.text = self._text(path)
        self.lines = self.text.splitlines()
        self.seen: set[tuple[str, str]] = set()

    def _text(self, path: Path) -> str:
        try:
            if path.stat().st_size > MAX_BYTES:
                raise OSError(f"is larger than {MAX_BYTES // 1_000_000} MB")
            return path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            self.problems.append(Problem(Place(self.file, 1, 1), f"cannot be read: {error.strerror or error}"))
        except UnicodeDecodeError as error:
            self.problems.append(Problem(Place(self.file, 1, 1), f"is not UTF-8 (byte {error.start})"))
        return ""

    # -- problems ---------------------------------------------------------------------------------------------------

    def place(self, node: yaml.Node) -> Place:
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def problem(self, node: yaml.Node, message: str, hint: str = "") -> None:
        place = self.place(node)
        excerpt = self.lines[place.line - 1] if place.line <= len(self.lines) else ""
        end = node.end_mark.column if node.end_mark.line == node.start_mark.line else len(excerpt)
        width = max(1, end - node.start_mark.column)
        self.problems.append(Problem(place, message, excerpt, min(width, 80), hint))

    def unknown_key(self, node: yaml.ScalarNode, where: str, allowed: Iterable[str]) -> None:
        names = list(allowed)
        guess = nearest(node.value, names)
        hint = f"allowed here: {', '.join(names)}" if names else "nothing is allowed here"
        self.problem(node, f'unknown key "{node.value}" in {where}{"; " + guess if guess else ""}', hint)

    # -- the file ---------------------------------------------------------------------------------------------------

    def read(self) -> RulePack:
        pack = RulePack(files=(self.file,))
        for document in self._documents():
            pack = pack.then(self._section(document))
        return pack

    def _documents(self) -> Iterator[yaml.Node]:
        """The file's YAML documents; several are divided by ``---``."""
        try:
            for node in yaml.compose_all(self.text, Loader=_Loader):
                if node is not None and self._is_plain(node):
                    yield node
        except yaml.MarkedYAMLError as error:
            mark = error.context_mark or error.problem_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            excerpt = self.lines[line - 1] if line <= len(self.lines) else ""
            message = f"not valid YAML: {', '.join(filter(None, (error.problem, error.context)))}"
            self.problems.append(Problem(Place(self.file, line, column), message, excerpt))
        except yaml.reader.ReaderError as error:
            before = self.text[: error.position]
            line, column = before.count("\n") + 1, error.position - before.rfind("\n")
            character = error.character if isinstance(error.character, str) else chr(error.character)
            self.problems.append(
                Problem(Place(self.file, line, column), f"a character that YAML forbids: U+{ord(character):04X}")
            )
        except RecursionError:
            self.problems.append(Problem(Place(self.file, 1, 1), "nested too deeply"))

    def _is_plain(self, root: yaml.Node) -> bool:
        """Anchors are refused: a few of them nested can stand for more text than fits in memory."""
        if "*" not in self.text:
            return True  # the common case
        seen: set[int] = set()
        stack = [root]
        while stack:
            node = stack.pop()
            if id(node) in seen:
                self.problem(node, "anchors and aliases (&, *) are not allowed in rule files")
                return False
            seen.add(id(node))
            if isinstance(node, yaml.SequenceNode):
                stack += node.value
            elif isinstance(node, yaml.MappingNode):
                stack += [part for pair in node.value for part in pair]
        return True

    def _section(self, node: yaml.Node) -> RulePack:
        top = self._keys(node, "the file", TOP_LEVEL)
        if "check" not in top:
            self.problem(node, 'the key "check" is missing', f"allowed here: {', '.join(TOP_LEVEL)}")
            return RulePack()
        name = self.as_text(top["check"], "check")
        if name is None or name not in self.checks:
            if name is not None:
                guess = nearest(name, self.checks)
                hint = f"checks: {', '.join(self.checks)}"
                self.problem(top["check"], f'unknown check "{name}"{"; " + guess if guess else ""}', hint)
            return RulePack()
        declared = self.checks[name]
        languages = self._languages(top.get("language"))
        return RulePack(
            rules=tuple(self._rules(top.get("rules"), declared, languages)),
            options={name: self._options(top.get("options"), declared)} if "options" in top else {},
            allowances=tuple(self._allowances(top.get("allow"), name)),
            disabled=frozenset((name, rule) for rule in self.as_texts(top.get("disable"), "disable")),
        )

    def _keys(self, node: yaml.Node, where: str, allowed: Iterable[str] | None) -> dict[str, yaml.Node]:
        found: dict[str, yaml.Node] = {}
        for key, key_node, value in self.pairs(node, where):
            if allowed is not None and key not in allowed:
                self.unknown_key(key_node, where, allowed)
            else:
                found[key] = value
        return found

    def pairs(self, node: yaml.Node | None, where: str) -> Pairs:
        """The pairs of a mapping; a key that stands there twice is a problem."""
        if node is None:
            return []
        if not isinstance(node, yaml.MappingNode):
            self.problem(node, f"{where} must be a table of keys and values, not {_shape(node)}")
            return []
        found: Pairs = []
        seen: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.problem(key, f"a key in {where} must be a text, not {_shape(key)}")
            elif key.value in seen:
                self.problem(key, f'"{key.value}" stands twice in {where}', f"first on line {seen[key.value]}")
            else:
                seen[key.value] = key.start_mark.line + 1
                found.append((key.value, key, value))
        return found

    def _languages(self, node: yaml.Node | None) -> tuple[str, ...]:
        tags = self.as_texts(node, "language")
        for tag in tags:
            if not is_language(tag) and node is not None:
                self.problem(node, f'"{tag}" is not a language tag', "BCP 47 tags such as en, en-GB, sr-Latn")
        return tags

    def _options(self, node: yaml.Node | None, declared: Declared) -> dict[str, object]:
        known: dict[str, Option] = {option.name: option for option in declared.options}
        values: dict[str, object] = {}
        for name, key, value in self.pairs(node, f'the options of "{declared.name}"'):
            if name not in known:
                self.unknown_key(key, f'the options of "{declared.name}"', known)
                continue
            given = self.as_texts(value, name) if isinstance(value, yaml.SequenceNode) else self.as_text(value, name)
            try:
                if given is not None:
                    values[name] = known[name].value(declared.name, given)
            except OptionError as error:
                self.problem(value, str(error))
        return values

    def _allowances(self, node: yaml.Node | None, check: str) -> Iterator[Allowance]:
        if node is not None and not isinstance(node, yaml.SequenceNode):
            self.problem(node, f"allow must be a list of texts, not {_shape(node)}")
            return
        for item in node.value if node is not None else ():
            text = self.as_text(item, "allow")
            if text is None:
                continue
            pattern = self.as_pattern(item, text[1:-1]) if len(text) > 2 and text[0] == text[-1] == "/" else None
            yield Allowance(check, text, pattern, self.place(item))

    # -- entries ----------------------------------------------------------------------------------------------------

    def _rules(self, node: yaml.Node | None, declared: Declared, languages: tuple[str, ...]) -> Iterator[Rule]:
        for name, key, value in self.pairs(node, "rules"):
            if (declared.name, name) in self.seen:
                self.problem(key, f'the entry "{name}" stands twice in this file')
            self.seen.add((declared.name, name))
            if isinstance(value, yaml.MappingNode):
                values = self._fields(value, f'rule "{name}"', {**declared.schema.fields, **_COMMON}, skip="examples")
                examples = tuple(self._examples(value))
            else:
                values = self._short(name, key, value, declared.schema)
                examples = ()
            yield self._rule(declared, name, key, values, examples, languages)

    def _rule(
        self, declared: Declared, name: str, key: yaml.Node, values: dict[str, object],
        examples: tuple[Example, ...], languages: tuple[str, ...],
    ) -> Rule:  # fmt: skip
        schema = declared.schema
        if schema.key and schema.key not in values:
            values[schema.key] = (name,) if schema.fields[schema.key].kind is Kind.TEXTS else name
        missing = [f for f, field in schema.fields.items() if field.required and f not in values]
        if missing:
            self.problem(key, f'rule "{name}" lacks {", ".join(missing)}')
        own = {k: v for k, v in values.items() if k not in _COMMON}
        applies = values.get("applies")
        return Rule(
            check=declared.name,
            id=name,
            fields=own,
            languages=_texts(values.get("language")) or languages,
            applies=Applicability(applies) if applies else None,
            because=str(values.get("because", "")),
            exceptions=_texts(values.get("except")),
            examples=examples,
            place=self.place(key),
            builtin=self.builtin,
        )

    def _short(self, name: str, key: yaml.Node, value: yaml.Node, schema: Schema) -> dict[str, object]:
        if schema.value is None:
            self.problem(
                value, f'rule "{name}" must be a table', f"allowed here: {', '.join([*schema.fields, *_COMMON])}"
            )
            return {field: "" for field, declared in schema.fields.items() if declared.required}
        read = self._value(value, schema.fields[schema.value], f'rule "{name}"')
        return {} if read is None else {schema.value: read}

    def _fields(self, node: yaml.Node, where: str, fields: Mapping[str, Field], skip: str = "") -> dict[str, object]:
        values: dict[str, object] = {}
        for name, key, value in self.pairs(node, where):
            if name == skip:
                continue
            if name not in fields:
                self.unknown_key(key, where, fields)
                continue
            read = (
                self._languages(value) if name == "language" else self._value(value, fields[name], f"{name} in {where}")
            )
            if read is not None:
                values[name] = read
        return values

    def _value(self, node: yaml.Node, field: Field, where: str) -> object:
        return _READERS[field.kind](self, node, field, where)

    def _examples(self, entry: yaml.MappingNode) -> Iterator[Example]:
        for key, node in entry.value:
            if getattr(key, "value", None) != "examples":
                continue
            if not isinstance(node, yaml.SequenceNode):
                self.problem(node, f"examples must be a list, not {_shape(node)}")
                continue
            for item in node.value:
                found = self._keys(item, "an example", ("wrong", "right", "shown", "leave"))
                texts = {name: self.as_text(value, name) or "" for name, value in found.items()}
                if set(texts) == {"leave"}:
                    yield Example(texts["leave"], None, self.place(item))
                elif set(texts) == {"shown"}:
                    yield Example(texts["shown"], texts["shown"], self.place(item))
                elif set(texts) == {"wrong", "right"}:
                    yield Example(texts["wrong"], texts["right"], self.place(item))
                else:
                    self.problem(item, "an example is {wrong: …, right: …}, {shown: …} or {leave: …}")

    # -- values -----------------------------------------------------------------------------------------------------

    def as_text(self, node: yaml.Node, where: str) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            self.problem(node, f"{where} must be a text, not {_shape(node)}")
            return None
        if not node.value and node.style not in ("'", '"'):
            self.problem(node, f"{where} has no value", 'an empty text is written ""')
            return None
        return str(node.value)

    def as_texts(self, node: yaml.Node | None, where: str) -> tuple[str, ...]:
        if node is None:
            return ()
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        texts = tuple([item.value for item in items if item.__class__ is yaml.ScalarNode and item.value])
        if len(texts) == len(items):
            return texts  # the common case
        return tuple(text for item in items if (text := self.as_text(item, where)) is not None)

    def as_pattern(self, node: yaml.Node, pattern: str) -> UserPattern | None:
        try:
            return UserPattern.checked(pattern, self.place(node))
        except ValueError as error:
            self.problem(node, f"not a valid regular expression: {error}")
            return None

    def as_patterns(self, node: yaml.Node, where: str) -> tuple[UserPattern, ...]:
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        texts = [(item, self.as_text(item, where)) for item in items]
        made = [self.as_pattern(item, text) for item, text in texts if text is not None]
        return tuple(pattern for pattern in made if pattern is not None)

    def as_choice(self, node: yaml.Node, choices: tuple[str, ...], where: str) -> str | None:
        text = self.as_text(node, where)
        if text is not None and text not in choices:
            guess = nearest(text, choices)
            self.problem(
                node,
                f'"{text}" is not allowed for {where}{"; " + guess if guess else ""}',
                f"allowed: {', '.join(choices)}",
            )
            return None
        return text


_Read = Callable[[_FileReader, yaml.Node, Field, str], object]
_READERS: dict[Kind, _Read] = {
    Kind.TEXT: lambda r, node, field, where: r.as_text(node, where),
    Kind.TEXTS: lambda r, node, field, where: r.as_texts(node, where),
    Kind.CHOICE: lambda r, node, field, where: r.as_choice(node, field.choices, where),
    Kind.PATTERN: lambda r, node, field, where: next(iter(r.as_patterns(node, where)), None),
    Kind.PATTERNS: lambda r, node, field, where: r.as_patterns(node, where),
    Kind.TABLE: lambda r, node, field, where: {k: r.as_text(v, where) or "" for k, _, v in r.pairs(node, where)},
    Kind.TABLES: lambda r, node, field, where: {k: r.as_texts(v, where) for k, _, v in r.pairs(node, where)},
    Kind.GROUP: lambda r, node, field, where: r._fields(node, where, field.group),
}


def _texts(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _shape(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "a table"
    return "a list" if isinstance(node, yaml.SequenceNode) else f'the text "{str(node.value)[:40]}"'
