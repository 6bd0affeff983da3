"""``cleanup names``: spellings of a name, and the names of texts that are spelled in several ways."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click

from cleanup.cli.common import make_job, with_options
from cleanup.cli.run import run
from cleanup.errors import OptionError
from cleanup.functions import name_spellings
from cleanup.name_draft import draft, times, where
from cleanup.name_report import LanguageReport, NameVariants, Variant, variants_in
from cleanup.report.text import visible
from cleanup.text.tags import language_name
from cleanup.write import refuse_unwritable, write_atomically

_SHOWN = 3  # places of each spelling


@click.group()
def names() -> None:
    """Spellings of names: generate them, or find the names that texts spell in several ways."""


@names.command()
@click.argument("name", nargs=-1, required=True)
@click.option(
    "--from", "language", metavar="TAG", help="Language of the name (ru, uk, be, …); all that fit when not given."
)
def spellings(name: tuple[str, ...], language: str | None) -> None:
    """The Latin spellings that the known conventions give to a name written in another script.

    Exit code 0: there are some, 1: there are none, 2: wrong input.
    """
    found = {one: name_spellings(one, language) for one in name}
    for spelling in sorted(set().union(*found.values())):
        click.echo(spelling)
    for one in (one for one, made in found.items() if not made):
        of = f" as a name in {language_name(language)}" if language else ""
        click.echo(visible(f'no spellings of "{one}"{of}: no convention is known for its letters'), err=True)
    sys.exit(0 if any(found.values()) else 1)


@names.command()
@with_options
@click.option("--draft", "draft_file", metavar="FILE", help="Write a rule file for you to review.")
def report(**given: Any) -> None:
    """Names that the texts, taken together, spell in several ways: how often, where, and which spelling is the usual one."""
    if given["draft_file"]:
        refuse_unwritable(given["draft_file"])
    given["select"] = ("name-consistency",)
    job = make_job(given)
    found = variants_in(run(job), job.cleaner)
    varying = [item for item in found if item.names]
    for item in varying:
        if len(found) > 1:
            click.echo(f"In {language_name(item.language) if item.language else 'an unknown language'}:")
        for name in item.names:
            for line in shown(name):
                click.echo(visible(line))
    number = sum(len(item.names) for item in found)
    texts = f"{len(job.paths)} {'text' if len(job.paths) == 1 else 'texts'}"
    click.echo(f"{number} {'name' if number == 1 else 'names'} in several spellings in {texts}.")
    if given["draft_file"]:
        if len(varying) > 1:
            tags = ", ".join(item.language or "unknown" for item in varying)
            raise OptionError(
                f"a draft is for one language, and these texts are in {tags}: give the files of one, or --language"
            )
        drafted = draft(varying[0] if varying else LanguageReport(job.cleaner.language, ()))
        write_atomically(given["draft_file"], drafted.encode("utf-8", "backslashreplace"))
    sys.exit(1 if number else 0)


def shown(name: NameVariants) -> Iterator[str]:
    """The lines about one name."""
    yield f"{name.prefer.text}  ({times(name.prefer.count)})"
    if name.sources:
        yield f"  in the source: {', '.join(name.sources)}"
    for variant in name.variants:
        yield from _variant(variant, "  ")
    for person in name.given:
        yield f"  given name {person.prefer.text}  ({times(person.prefer.count)})"
        for variant in person.variants:
            yield from _variant(variant, "    ")


def _variant(variant: Variant, indent: str) -> Iterator[str]:
    rule = f", changed by the rule {variant.rule.id}" if variant.rule else ""
    yield f"{indent}{variant.text}  ({times(variant.count)}{rule})"
    yield from (f"{indent}  {where(place)}  {place.context}" for place in variant.places[:_SHOWN])
