"""``cleanup explain``: what a check or a rule is for, in words."""

from __future__ import annotations

import click

from cleanup.check import Check
from cleanup.errors import OptionError, unknown
from cleanup.packs import BY_NAME, builtin_pack, load_rules
from cleanup.rulepack import Rule, RulePack


@click.command()
@click.argument("rule", metavar="CHECK[/RULE]")
@click.option(
    "--rules", "rule_paths", multiple=True, metavar="FILE|DIR|PACK", help="Rule files over the built-in ones."
)
def explain(rule: str, rule_paths: tuple[str, ...]) -> None:
    """What a check or rule finds and why, what it leaves alone, and how sure its fixes are."""
    name, _, rule_id = rule.partition("/")
    if name not in BY_NAME:
        raise OptionError(unknown("check", name, BY_NAME))
    check = BY_NAME[name]
    pack = builtin_pack(name).then(load_rules(rule_paths))
    if not rule_id:
        click.echo(f"{name}\n{'=' * len(name)}\n\n{check.about.strip()}")
        _tables(check, pack)
        return
    entry = next((entry for entry in pack.of(name) if entry.id == rule_id), None)
    if rule_id in check.rules:
        click.echo(f"{rule}: {check.rules[rule_id]}\n\n{check.about.strip()}")
    elif entry:
        click.echo("\n".join(described(entry)))
    else:
        raise OptionError(unknown(f'rule of check "{name}"', rule_id, [*check.rules, *(e.id for e in pack.of(name))]))


def _tables(check: Check, pack: RulePack) -> None:
    if check.rules:
        click.echo("\nRules")
        for rule_id, sentence in check.rules.items():
            click.echo(f"  {check.name}/{rule_id}: {sentence}")
    if check.options:
        click.echo("\nOptions")
        for option in check.options:
            values = f" ({', '.join(option.choices)})" if option.choices else ""
            click.echo(f"  {option.name}{values}, default {option.default}: {option.about}")
    count = len(pack.of(check.name))
    if count:
        click.echo(
            f"\n{count} entries of rule files are in force; `cleanup rules list --check {check.name}` lists them."
        )


def described(entry: Rule) -> list[str]:
    """An entry of a rule file, field by field, in words."""
    lines = [f"{entry.check}/{entry.id}", f"  from {entry.place}"]
    if entry.languages:
        lines.append(f"  for texts in {', '.join(entry.languages)}")
    lines += [f"  {name}: {_shown(value)}" for name, value in entry.fields.items()]
    if entry.exceptions:
        lines.append(f"  except: {', '.join(entry.exceptions)}")
    if entry.applies:
        lines.append(f"  applies: {entry.applies.value}")
    if entry.because:
        lines.append(f"  because: {entry.because}")
    for example in entry.examples:
        if example.right is None:
            lines.append(f"  leave: {example.wrong}")
        else:
            same = example.right == example.wrong
            lines.append(f"  shown: {example.wrong}" if same else f"  {example.wrong} → {example.right}")
    return lines


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_shown(item)}" for key, item in value.items())
    return str(getattr(value, "pattern", value))
