"""What ``check`` and ``fix`` share: their options, the cleaner that these and the configuration make, and the run over files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from cleanup.baseline import baseline_of, read_baseline
from cleanup.cleaner import Cleaner
from cleanup.config import Config, find_config, load_config, names
from cleanup.errors import CleanupError, InputError, OptionError
from cleanup.findings import Outcome
from cleanup.formats import FORMATS, Format, FormatOptions, format_of
from cleanup.read import MAX_BYTES, decode_as, read_file, read_path, walk
from cleanup.report import REPORTS, FileReport, Run, reporter
from cleanup.write import refuse_unwritable, write_atomically

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
    click.option("--language", metavar="TAG", help="Language of the text (en, pt-BR, …); found out when not given."),
    click.option("--source-language", metavar="TAG", help="Language it was translated from."),
    click.option("--source", metavar="FILE", help="The text it was translated from."),
    click.option("--rules", "rule_paths", multiple=True, metavar="FILE|DIR|PACK", help="Rule files over the built-in ones."),
    click.option("--select", multiple=True, metavar="CHECK[/RULE]", help="Run only these checks."),
    click.option("--ignore", multiple=True, metavar="CHECK[/RULE]", help="Leave these checks out."),
    click.option("--set", "settings", multiple=True, metavar="CHECK.OPTION=VALUE", help="An option of a check."),
    click.option("--level", type=click.Choice(["safe", "suggested"]), help="How sure a fix must be to be done."),
    click.option("--format", "report_format", type=click.Choice(list(REPORTS)), default="text", help="Format of the report."),
    click.option("--output", metavar="FILE", help="Write the report to this file."),
    click.option("--config", "config_file", metavar="FILE", help="This configuration file, not the nearest one."),
    click.option("--isolated", is_flag=True, help="No configuration file."),
    click.option("--no-builtin-rules", is_flag=True, help="Without the built-in rule packs."),
    click.option("--input-format", metavar="NAME", help=f"Read the files as {', '.join(f.name for f in FORMATS)}."),
    click.option("--encoding", metavar="NAME", help="Encoding of the files; found out when not given."),
    click.option("--text-field", metavar="NAME", help="Field of a row that holds the text."),
    click.option("--source-field", metavar="NAME", help="Field of a row that holds the source text."),
    click.option("--language-field", metavar="NAME", help="Field of a row that names the language."),
    click.option("--baseline", metavar="FILE", help="Findings that were accepted before are left alone."),
    click.option("--write-baseline", metavar="FILE", help="Accept all findings of this run."),
    click.option("--jobs", type=click.IntRange(1, 256), default=1, help="Processes to work in."),
    click.option("--max-size", type=click.IntRange(1), default=MAX_BYTES // 1_000_000, metavar="MB", help="Largest file."),
    click.option("--no-progress", is_flag=True, help="No progress bar."),
    click.option("--color/--no-color", default=None, help="Colours in the report; on a terminal by default."),
)  # fmt: skip


def with_options(command: Command) -> Command:
    """The options that both commands take."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True)
class Job:
    """Everything a run was asked for, checked."""

    paths: list[str]
    cleaner: Cleaner
    options: FormatOptions
    form: Format | None
    max_bytes: int
    jobs: int
    progress: bool

    def format_of(self, path: str) -> Format:
        return self.form or format_of(path)

    def report_of(self, path: str) -> FileReport:
        """Read and clean one file."""
        document = read_file(path, self.options, form=self.form, max_bytes=self.max_bytes)
        return FileReport(document, self.cleaner.clean_document(document), self.format_of(path).binary)


def make_job(given: dict[str, Any]) -> Job:
    """The job that the command line and the configuration ask for. Raises CleanupError for the first thing that is wrong."""
    config = _config(given)
    paths = walk(given["paths"], with_rows=bool(given["text_field"] or config.text("text-field")))
    baseline = given["baseline"] or config.text("baseline")
    cleaner = Cleaner(
        language=given["language"] or config.text("language"),
        source_language=given["source_language"] or config.text("source-language"),
        rules=[*(config.list("rules") or ()), *given["rule_paths"]],
        builtin_rules=config.builtin_rules and not given["no_builtin_rules"],
        select=names(given["select"]) or config.list("select"),
        ignore=names(given["ignore"]) or config.list("ignore") or (),
        level=given["level"] or config.text("level") or "safe",
        options=_with_settings(config, given["settings"]),
        baseline=read_baseline(baseline) if baseline else (),
    )
    source = _source(given["source"], paths, given["max_size"] * 1_000_000)
    return Job(
        paths=paths,
        cleaner=cleaner,
        options=FormatOptions(
            language=cleaner.language,
            source_language=cleaner.source_language,
            source=source,
            text_field=given["text_field"] or config.text("text-field"),
            source_field=given["source_field"] or config.text("source-field"),
            language_field=given["language_field"] or config.text("language-field"),
            encoding=given["encoding"],
        ),
        form=format_of("", given["input_format"]) if given["input_format"] else None,
        max_bytes=given["max_size"] * 1_000_000,
        jobs=given["jobs"],
        progress=not given["no_progress"] and sys.stderr.isatty(),
    )


def run(job: Job) -> list[FileReport]:
    """Read and clean every file, in order. Raises InputError that names every file that cannot be read."""
    reports: list[FileReport] = []
    errors: list[str] = []
    with _progress(job) as step:
        for answer in _answers(job):
            if isinstance(answer, FileReport):
                reports.append(answer)
            else:
                errors.append(answer)
            step(1)
    if errors:
        raise InputError("\n".join(errors) if len(errors) == 1 else "\n".join(f"cleanup: {error}" for error in errors))
    return reports


def _answers(job: Job) -> Iterator[FileReport | str]:
    if job.jobs == 1 or len(job.paths) == 1:
        for path in job.paths:
            yield _answer(job, path)
        return
    with ProcessPoolExecutor(min(job.jobs, len(job.paths)), initializer=_start, initargs=(job,)) as pool:
        yield from pool.map(_answer_here, job.paths, chunksize=4)


def _answer(job: Job, path: str) -> FileReport | str:
    try:
        return job.report_of(path)
    except OptionError:
        raise
    except CleanupError as error:
        return str(error)


_job: Job | None = None  # one for each worker process, set by _start


def _start(job: Job) -> None:
    global _job
    _job = job


def _answer_here(path: str) -> FileReport | str:
    assert _job is not None
    return _answer(_job, path)


class _Quiet:
    def __enter__(self) -> Callable[[int], None]:
        return lambda count: None

    def __exit__(self, *why: object) -> None: ...


class _Bar:
    """A progress bar on standard error."""

    def __init__(self, length: int) -> None:
        self._bar = click.progressbar(length=length, label="cleaning", file=sys.stderr)

    def __enter__(self) -> Callable[[int], None]:
        return self._bar.__enter__().update

    def __exit__(self, *why: Any) -> None:
        self._bar.__exit__(*why)


def _progress(job: Job) -> _Quiet | _Bar:
    return _Bar(len(job.paths)) if job.progress and len(job.paths) > 1 else _Quiet()


def print_report(
    job: Job, reports: Sequence[FileReport], given: dict[str, Any], *, fixing: bool, to_stderr: bool = False
) -> None:
    """The report where it was asked for: a file, standard output, or standard error when the text goes to standard output."""
    stream = sys.stderr if to_stderr else sys.stdout
    color = given["color"] if given["color"] is not None else stream.isatty() and not given["output"]
    lines = reporter(given["report_format"])(Run(list(reports), fixing, bool(color), unused(reports, job.cleaner)))
    if given["output"]:
        content = "".join(f"{line}\n" for line in lines)
        write_atomically(given["output"], content.encode("utf-8", "backslashreplace"))
        return
    for line in lines:
        print(line, file=stream)


def unused(reports: Sequence[FileReport], cleaner: Cleaner) -> list[str]:
    """A sentence for each word of a person that silenced nothing: it may be out of date."""
    said = {d.by for file in reports for d in file.of(Outcome.SUPPRESSED)}
    notes = [
        f'the allow list entry "{allowance.text}" ({allowance.place}) was not needed'
        for allowance in cleaner.pack.allowances
        if f"allow list, {allowance.place}" not in said
    ]
    accepted = sum(row.count for row in cleaner.policy.baseline)
    seen = sum(d.by == "baseline" for file in reports for d in file.of(Outcome.SUPPRESSED))
    if accepted > seen:
        notes.append(f"{accepted - seen} of the {accepted} findings in the baseline are not there any more")
    return notes


def write_baseline(reports: Sequence[FileReport], path: str | None) -> None:
    """Remember every finding that was not applied."""
    if path:
        left = [
            d.finding for file in reports for d in file.result.decisions if d.is_left or d.outcome is Outcome.SUPPRESSED
        ]
        write_atomically(path, baseline_of(left).encode("utf-8", "backslashreplace"))


def refuse_bad_targets(given: dict[str, Any]) -> None:
    """Raises InputError before any work is done when a report or baseline could not be written."""
    for path in (given["output"], given["write_baseline"]):
        if path:
            refuse_unwritable(path)


def _config(given: dict[str, Any]) -> Config:
    if given["isolated"]:
        return Config()
    if given["config_file"]:
        return load_config(Path(given["config_file"]))
    start = Path(given["paths"][0]) if given["paths"][0] != "-" else Path.cwd()
    found = find_config(start)
    return load_config(found) if found else Config()


def _with_settings(config: Config, settings: Sequence[str]) -> dict[str, dict[str, object]]:
    options = {check: dict(values) for check, values in config.options.items()}
    for setting in settings:
        name, equals, value = setting.partition("=")
        check, dot, option = name.partition(".")
        if not equals or not dot:
            raise OptionError(f'--set wants CHECK.OPTION=VALUE, such as quotes.style=locale, not "{setting}"')
        parts = tuple(value.split(","))
        options.setdefault(check.strip(), {})[option.strip()] = parts if len(parts) > 1 else value
    return options


def _source(path: str | None, paths: Sequence[str], max_bytes: int) -> str | None:
    if path is None:
        return None
    if len(paths) > 1:
        raise OptionError("--source goes with one file")
    return decode_as(read_path(path, max_bytes), None, None).text
