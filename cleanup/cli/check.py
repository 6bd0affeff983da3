"""``cleanup check``: report, write nothing."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click

from cleanup.cli.common import Watch, across_option, make_job, refuse_bad_targets, with_options
from cleanup.cli.run import Job, opened, run
from cleanup.errors import OptionError, unknown
from cleanup.packs import BY_NAME
from cleanup.report.tally import Tally


@click.command()
@with_options
@across_option
@click.option(
    "--fail-on", multiple=True, metavar="CHECK[:N]", help="Exit code 1 only for this check (N findings or more)."
)
@click.option(
    "--max-per-1000", type=float, metavar="N", help="Exit code 1 only for more findings than N in 1,000 words."
)
def check(**given: Any) -> None:
    """Show what is wrong with the texts and what `fix` would do; write nothing.

    PATH is a file, a folder, or - for standard input. Exit code 0: nothing found, 1: findings, 2: wrong input,
    configuration or rules. With --fail-on and --max-per-1000, 1 means that a limit was passed.
    """
    refuse_bad_targets(given)
    limits = _limits(given["fail_on"])
    job = make_job(given)
    watch = Watch(job, given, fixing=False)
    with opened(job) as one:
        watch.report(run(one) if isinstance(one, Job) else one.reports())
    sys.exit(watch.exit_code(_fails(watch.tally, limits, given["max_per_1000"])))


def _fails(tally: Tally, limits: Mapping[str, int], most: float | None) -> bool:
    if not limits and most is None:
        return bool(tally.found)
    return any(tally.of_check(name) >= count for name, count in limits.items()) or (
        most is not None and tally.per_1000_words > most
    )


def _limits(given: Sequence[str]) -> dict[str, int]:
    """Check → the number of findings from which on the run fails. Raises OptionError."""
    limits = {}
    for item in given:
        name, colon, count = item.partition(":")
        if name not in BY_NAME:
            raise OptionError(f"--fail-on: {unknown('check', name, BY_NAME)}")
        if colon and not (count.isdecimal() and int(count)):
            raise OptionError(f'--fail-on wants CHECK or CHECK:N with N from 1, not "{item}"')
        limits[name] = int(count or 1)
    return limits
