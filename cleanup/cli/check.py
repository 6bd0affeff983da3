"""``cleanup check``: report, write nothing."""

from __future__ import annotations

import sys
from typing import Any

import click

from cleanup.cli.common import make_job, print_report, refuse_bad_targets, run, with_options, write_baseline
from cleanup.findings import Outcome


@click.command()
@with_options
def check(**given: Any) -> None:
    """Show what is wrong with the texts and what `fix` would do; write nothing.

    PATH is a file, a folder, or - for standard input. Exit code 0: nothing found, 1: findings, 2: wrong input,
    configuration or rules.
    """
    refuse_bad_targets(given)
    reports = run(make_job(given))
    print_report(reports, given, fixing=False)
    write_baseline(reports, given["write_baseline"])
    left = sum(len(file.of(Outcome.APPLIED, Outcome.HELD, Outcome.BLOCKED)) for file in reports)
    sys.exit(1 if left else 0)
