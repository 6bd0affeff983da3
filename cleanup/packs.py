"""Which rule files a name stands for: a file, a folder, or one of the built-in optional packs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from cleanup.errors import OptionError, Problem, nearest
from cleanup.resources import rules_folder
from cleanup.rulecache import kept
from cleanup.rulepack import Declared, RulePack


def optional_packs() -> dict[str, Path]:
    """The built-in packs that are off until they are named: name → file."""
    return {path.stem: path for path in sorted(rules_folder().glob("*/optional/*.yaml"))}


def load(files: Sequence[Path], checks: Mapping[str, Declared], *, builtin: bool = False) -> RulePack:
    """The pack that these files make, in their order. Raises RuleFileError with every problem of all of them."""
    if not files:
        return RulePack()

    def parse() -> RulePack:
        from cleanup import rulefile  # YAML is not needed where the pack was kept

        return rulefile.load(files, checks, builtin=builtin)

    return kept(files, _readers(), parse)


@cache
def _readers() -> tuple[Path, ...]:
    """The modules that decide what a rule file may hold."""
    package = Path(__file__).parent
    return (package / "rulefile.py", package / "rulepack.py", *sorted((package / "checks").glob("*.py")))


def load_packs(paths: Iterable[str | Path | RulePack], checks: Mapping[str, Declared]) -> RulePack:
    """Everything these say, later ones over earlier ones. Raises RuleFileError with all problems, OptionError for no such pack."""
    given = list(paths)
    loaded = RulePack()
    if all(isinstance(item, RulePack) for item in given):
        for item in given:
            assert isinstance(item, RulePack)
            loaded = loaded.then(item)
        return loaded
    files: list[Path] = []
    for item in given:
        if isinstance(item, RulePack):
            loaded = loaded.then(load(files, checks)).then(item)
            files = []
        else:
            files += _files(item)
    return loaded.then(load(files, checks))


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
