"""``cleanup rules``: what is in force and where it comes from; validate rule files; run the rules' own examples."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

import click

from cleanup.cleaner import Cleaner
from cleanup.cli.explain import described
from cleanup.errors import OptionError, RuleFileError, unknown
from cleanup.packs import BY_NAME, builtin_pack, lint, load_rules, optional_packs, with_excerpt
from cleanup.rulepack import Example, Rule, RulePack, joined

_RULES = click.option(
    "--rules", "rule_paths", multiple=True, metavar="FILE|DIR|PACK", help="Rule files over the built-in ones."
)
_PATHS = click.argument("paths", nargs=-1, metavar="[FILE|DIR|PACK]...")


@click.group()
def rules() -> None:
    """Look at rules, validate rule files, run their examples."""


@rules.command("list")
@_RULES
@click.option("--check", "check_name", metavar="CHECK", help="Only the rules of this check.")
def list_(rule_paths: tuple[str, ...], check_name: str | None) -> None:
    """Every rule in force and where it comes from."""
    if check_name is not None and check_name not in BY_NAME:
        raise OptionError(unknown("check", check_name, BY_NAME))
    user = load_rules(rule_paths)
    for name, check in BY_NAME.items():
        if check_name not in (None, name):
            continue
        for rule_id in check.rules:
            click.echo(f"{name}/{rule_id}\tbuilt in")
        for entry in builtin_pack(name).then(user).of(name):
            click.echo(f"{name}/{entry.id}\t{entry.place.file}:{entry.place.line}")
    packs = optional_packs()
    if packs and check_name is None:
        click.echo(f"\nPacks to switch on with --rules: {', '.join(packs)}")


@rules.command()
@_PATHS
def check(paths: tuple[str, ...]) -> None:
    """Validate rule files, or the built-in ones. Exit code 2 when something is wrong."""
    pack = _pack(paths)
    problems = [with_excerpt(problem) for problem in lint(pack.rules)]
    if problems:
        raise RuleFileError(problems)
    click.echo(f"{len(pack.rules)} rules in {len(set(pack.files))} files: nothing wrong.")


@rules.command()
@_PATHS
def test(paths: tuple[str, ...]) -> None:
    """Run the examples that the rules carry. Exit code 1 when one fails."""
    pack = _pack(paths)
    examples = sum(len(rule.examples) for rule in pack.rules)
    failures = list(failed_examples(pack))
    for failure in failures:
        click.echo(failure)
    click.echo(f"{examples} examples, {len(failures)} failed.")
    sys.exit(1 if failures else 0)


@rules.command()
@click.argument("rule", metavar="CHECK/RULE")
@_RULES
def show(rule: str, rule_paths: tuple[str, ...]) -> None:
    """One entry of a rule file, field by field, and where it comes from."""
    name, _, rule_id = rule.partition("/")
    if name not in BY_NAME:
        raise OptionError(unknown("check", name, BY_NAME))
    entries = builtin_pack(name).then(load_rules(rule_paths)).of(name)
    entry = next((entry for entry in entries if entry.id == rule_id), None)
    if entry is None:
        raise OptionError(unknown(f'entry of check "{name}"', rule_id, [entry.id for entry in entries]))
    click.echo("\n".join(described(entry)))


def _pack(paths: tuple[str, ...]) -> RulePack:
    return load_rules(paths) if paths else joined(builtin_pack(name) for name in BY_NAME)


def failed_examples(pack: RulePack) -> Iterator[str]:
    """A sentence for each example of the pack's rules that does not come out as it says, with its place."""
    cleaners: dict[tuple[str, str], Cleaner] = {}  # making one takes longer than the examples
    for rule in pack.rules:
        if not rule.examples:
            continue
        language = rule.languages[0] if rule.languages else "en"
        cleaner = cleaners.get((rule.check, language))
        if cleaner is None:
            own = replace(pack, rules=pack.of(rule.check))
            cleaner = Cleaner(language, rules=[own], builtin_rules=False, select=[rule.check], level="suggested")
            cleaners[rule.check, language] = cleaner
        for example in rule.examples:
            failure = _failure(cleaner, rule, example)
            if failure:
                yield f"{example.place}: {rule.check}/{rule.id}: {example.wrong!r} {failure}"


def _failure(cleaner: Cleaner, rule: Rule, example: Example) -> str:
    """What came of the example in place of what it says; "" when it holds."""
    result = cleaner.clean(example.wrong)
    wanted = example.wrong if example.right is None else example.right
    if result.text != wanted:
        return f"became {result.text!r}, not {wanted!r}"
    if example.right == example.wrong and all(finding.rule != rule.id for finding in result.findings):
        return "is not found"
    if example.right is None and result.findings:
        return f"has findings: {', '.join(finding.name for finding in result.findings)}"
    return ""
