"""``cleanup fix``: do what is certain, report the rest."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from cleanup.cli.common import Watch, across_option, make_job, refuse_bad_targets, with_options
from cleanup.cli.run import Job, LongFile, failed, is_failure, opened, refuse, run
from cleanup.errors import CleanupError, OptionError
from cleanup.read import known_suffixes
from cleanup.report import FileReport
from cleanup.write import atomic, document_bytes, refuse_unwritable, write_atomically

_ENCODING = """Encoding of the cleaned text. When not given, a file in which nothing changes stays as it is; another one is
written as UTF-8, or in the encoding that it names itself (web pages, PO, XLIFF, TMX)."""


@click.command()
@with_options
@across_option
@click.option("-i", "--in-place", is_flag=True, help="Write the cleaned text back to the file.")
@click.option("-o", "--out", metavar="FILE|DIR", help="Write the cleaned text there; a folder for several files.")
@click.option("--check", "check_only", is_flag=True, help="Write nothing; exit code 1 if something would change.")
@click.option("--diff", "diff_only", is_flag=True, help="Write nothing; show the changes as a diff.")
@click.option("--track", is_flag=True, help="Word files: write tracked changes and comments.")
@click.option("--output-encoding", metavar="NAME", help=_ENCODING)
def fix(**given: Any) -> None:
    """Put right what is certain and report the rest.

    PATH is a file, a folder, or - for standard input. Without -i or -o the cleaned text goes to standard output and the
    report to standard error; Word and OpenDocument files go to a file or a pipe, not to a terminal. Exit code 0: done,
    1: --check and something would change, 2: wrong input, configuration or rules.
    """
    writes = not (given["check_only"] or given["diff_only"])
    if given["diff_only"]:
        given["report_format"] = "diff"
    refuse_bad_targets(given)
    job = make_job(given)
    _refuse_bad_encoding(given["output_encoding"])
    targets = _targets(job, given) if writes else {}
    watch = Watch(job, given, fixing=writes)
    errors: list[str] = []
    with opened(job) as one:
        if isinstance(one, Job):
            reports: Iterable[FileReport] = _written(one, run(one), targets, given, errors) if writes else run(one)
        else:
            reports = _written_as_they_come(one, targets.get(job.paths[0]), given) if writes else one.reports()
        watch.report(reports, to_stderr=writes and not targets)
    refuse(errors)
    sys.exit(watch.exit_code(given["check_only"] and watch.changed))


def _written(
    job: Job, reports: list[FileReport], targets: Mapping[str, str], given: Mapping[str, Any], errors: list[str]
) -> Iterator[FileReport]:
    """The reports, each when its file is written. One that fails is told, in ``errors`` when it cannot be written."""
    for file in reports:
        try:
            if not is_failure(file):
                _write(file, _content(job, file, given), targets.get(file.path), given["in_place"])
        except (OptionError, BrokenPipeError):
            raise
        except CleanupError as error:
            errors.append(str(error))
        except Exception as error:  # whatever it is, it is this file's alone
            yield failed(job, file.path, error)
        else:
            yield file


def _written_as_they_come(long: LongFile, target: str | None, given: Mapping[str, Any]) -> Iterator[FileReport]:
    """The reports of the pieces of a long file, each written before it is passed on."""
    if target is None:
        sys.stdout.flush()
    with nullcontext(sys.stdout.buffer) if target is None else atomic(target) as stream:
        for file in long.reports():
            stream.write(_content(long.job, file, given, is_whole=False))
            stream.flush()
            yield file


def _content(job: Job, file: FileReport, given: Mapping[str, Any], *, is_whole: bool = True) -> bytes:
    form = job.format_of(file.path)
    if not given["track"]:
        return document_bytes(form, file.document, file.result.edits, given["output_encoding"], is_whole=is_whole)
    if form.write_tracked is None:
        raise OptionError(
            f"{file.path}: --track writes Word files only; save it as .docx, or look at the changes with --diff"
        )
    return form.write_tracked(file.document, file.result.edits, file.result.decisions, "cleanup", _now())


def _now() -> str:
    """The date of tracked changes; SOURCE_DATE_EPOCH sets it where the same bytes are wanted every time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _refuse_bad_encoding(name: str | None) -> None:
    try:
        codecs.lookup(name or "utf-8")
    except LookupError:
        raise OptionError(f'unknown encoding "{name}"') from None


def _write(file: FileReport, content: bytes, target: str | None, in_place: bool) -> None:
    if target is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    elif file.result.changed or not in_place:
        write_atomically(target, content)


def _targets(job: Job, given: dict[str, Any]) -> dict[str, str]:
    """Path → where its cleaned text goes; empty for standard output. Raises CleanupError for what cannot be written."""
    in_place, out = given["in_place"], given["out"]
    if in_place and out:
        raise OptionError("-i and -o exclude each other")
    if in_place:
        if "-" in job.paths:
            raise OptionError("standard input cannot be written in place")
        targets = {path: path for path in job.paths}
    elif out:
        targets = _below(Path(out), job.paths, given["paths"])
    else:
        if len(job.paths) > 1:
            raise OptionError(f"{len(job.paths)} files: write them in place with -i, or to a folder with -o")
        if sys.stdout.isatty() and job.format_of(job.paths[0]).binary:
            raise OptionError(
                f"{job.paths[0]} is no text for a terminal: name a file with -o, or write it in place with -i"
            )
        return {}
    if not (out and (len(job.paths) > 1 or Path(out).is_dir())):
        for target in targets.values():
            refuse_unwritable(target)
    return targets


def _below(out: Path, paths: Sequence[str], given: Sequence[str]) -> dict[str, str]:
    if len(paths) == 1 and not out.is_dir() and not Path(given[0]).is_dir():
        return {paths[0]: str(out)}
    if not out.is_dir() and (out.exists() or out.name.casefold().endswith(known_suffixes())):
        several = f"{len(paths)} files" if len(paths) > 1 else "what is in a folder"
        raise OptionError(f"{several} cannot go to the one file {out}; name a folder")
    roots = [Path(path) for path in given if Path(path).is_dir()]
    targets: dict[str, str] = {}
    for path in paths:
        root = next((root for root in roots if Path(path).is_relative_to(root)), Path(path).parent)
        target = str(out / Path(path).relative_to(root))
        if target in targets.values():
            raise OptionError(f"two of the files would be written to {target}")
        targets[path] = target
    for target in targets.values():
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        refuse_unwritable(target)
    return targets
