"""Rule packs: the built-in ones, and those that a name stands for: a file, a folder, or a built-in optional pack."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from cleanup.checks import CHECKS, Registry
from cleanup.errors import OptionError, Problem, RuleFileError, nearest
from cleanup.flaws import FORMAT
from cleanup.records import replace
from cleanup.resources import rules_folder
from cleanup.rulecache import kept
from cleanup.rulepack import Rule, RulePack

BY_NAME = Registry(CHECKS, FORMAT)  # everything that a rule file may be about


def load_rules(paths: str | Path | RulePack | Iterable[str | Path | RulePack]) -> RulePack:
    """The pack that rule files, folders of them and loaded packs make together, later ones over earlier ones.

    A name without a suffix that is no path is one of the built-in optional packs. Raises RuleFileError with every
    problem of all the files, OptionError where there is no such pack.
    """
    pack = _loaded([paths] if isinstance(paths, str | Path | RulePack) else paths)
    if problems := list(lint(pack.rules)):
        raise RuleFileError([with_excerpt(problem) for problem in problems])
    return pack


def lint(rules: Iterable[Rule]) -> Iterator[Problem]:
    """What is wrong between entries: each check knows what its own must not do to each other."""
    by_check: dict[str, list[Rule]] = {}
    for rule in rules:
        by_check.setdefault(rule.check, []).append(rule)
    for name, found in by_check.items():
        yield from BY_NAME[name].lint(found)


@cache
def builtin_pack(check: str) -> RulePack:
    """The built-in rules of a check that are on by default."""
    return load(sorted((rules_folder() / check).glob("*.yaml")), builtin=True)


def optional_packs() -> dict[str, Path]:
    """The built-in packs that are off until they are named: name → file."""
    return {path.stem: path for path in sorted(rules_folder().glob("*/optional/*.yaml"))}


def load(files: Sequence[Path], *, builtin: bool = False) -> RulePack:
    """The pack that these files make, in their order. Raises RuleFileError with every problem of all of them."""
    if not files:
        return RulePack()

    def parse() -> RulePack:
        from cleanup import rulefile  # YAML is not needed where the pack was kept

        return rulefile.load(files, BY_NAME, builtin=builtin)

    with collector_at_rest():
        return kept(files, _readers(), parse)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Nothing that reading and compiling rules makes is garbage; to look for some among a hundred thousand new objects takes
    as long as making them.
    """
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()


@cache
def _readers() -> tuple[Path, ...]:
    """The modules that decide what a rule file may hold."""
    package = Path(__file__).parent
    return (package / "rulefile.py", package / "rulepack.py", *sorted((package / "checks").glob("*.py")))


def _loaded(given: Iterable[str | Path | RulePack]) -> RulePack:
    """All of it as one pack. Files that stand side by side are read together, so that all their problems are told at once."""
    loaded = RulePack()
    files: list[Path] = []
    for item in given:
        if isinstance(item, RulePack):
            loaded = loaded.then(load(files)).then(item)
            files = []
        else:
            files += _files(item)
    return loaded.then(load(files))


def with_excerpt(problem: Problem) -> Problem:
    """The problem with the line of the file that it stands on."""
    try:
        lines = Path(problem.place.file).read_text(encoding="utf-8-sig").splitlines()
    except OSError:
        return problem
    return replace(problem, excerpt=problem.excerpt or lines[problem.place.line - 1])


def _files(item: str | Path) -> list[Path]:
    from cleanup.rulefile import rule_files

    path = Path(item)
    if path.is_dir():
        found = rule_files(path)
        if not found:
            raise OptionError(f"no rule files (*.yaml) in the folder {path}")
        return found
    if path.exists() or path.suffix:
        if not path.exists():
            raise OptionError(f"no such rule file: {path}")
        return [path]
    packs = optional_packs()
    if str(item) in packs:
        return [packs[str(item)]]
    guess = nearest(str(item), packs)
    raise OptionError(
        f'no rule file, folder or built-in pack "{item}"{"; " + guess if guess else ""} (packs: {", ".join(packs) or "none"})'
    )
