"""``cleanup names``: spellings of a name, and the names of texts that are spelled in several ways."""

from __future__ import annotations

import sys
from typing import Any

import click

from cleanup.cli.common import make_job, with_options
from cleanup.cli.run import run
from cleanup.functions import name_spellings
from cleanup.name_report import NameVariants, draft, variants_in
from cleanup.report import FileReport
from cleanup.write import refuse_unwritable, write_atomically


@click.group()
def names() -> None:
    """Spellings of names: generate them, or find the names that texts spell in several ways."""


@names.command()
@click.argument("name", nargs=-1, required=True)
@click.option(
    "--from", "language", metavar="TAG", help="Language of the name (ru, uk, be, …); all that fit when not given."
)
def spellings(name: tuple[str, ...], language: str | None) -> None:
    """The Latin spellings that the known conventions give to a name written in another script."""
    found = sorted({spelling for one in name for spelling in name_spellings(one, language)})
    for spelling in found:
        click.echo(spelling)
    sys.exit(0 if found else 1)


@names.command()
@with_options
@click.option("--draft", "draft_file", metavar="FILE", help="Write a rule file for you to review.")
def report(**given: Any) -> None:
    """Names that the texts, taken together, spell in several ways: how often, where, and which spelling is the usual one."""
    if given["draft_file"]:
        refuse_unwritable(given["draft_file"])
    given["select"] = ("name-consistency",)
    job = make_job(given)
    reports = run(job)
    found = variants_in([file.document for file in reports], job.cleaner)
    for item in found:
        for line in shown(item):
            click.echo(line)
    click.echo(
        f"{len(found)} names in several spellings in {len(job.paths)} {'text' if len(job.paths) == 1 else 'texts'}."
    )
    if given["draft_file"]:
        write_atomically(given["draft_file"], draft(found, _common_language(reports)).encode("utf-8"))
    sys.exit(1 if found else 0)


def _common_language(reports: list[FileReport]) -> str | None:
    """The language that was given or found, None when the texts are in several."""
    languages = {file.result.language for file in reports}
    return languages.pop() if len(languages) == 1 else None


def shown(item: NameVariants) -> list[str]:
    """The lines about one name."""
    lines = [f"{item.prefer}  ({_times(item.count)})"]
    for variant in item.variants:
        lines.append(f"  {variant.text}  ({_times(variant.count)})")
        lines += [f"    {place.path}:{place.line}:{place.column}  {place.context}" for place in variant.places[:3]]
    return lines


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
