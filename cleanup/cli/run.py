"""A run over files: each is read and cleaned, in this process or in several, and the answers come in order.

One file that is too long to hold comes in pieces, a report for each.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import BinaryIO

from cleanup.across import pack_of, recurring_lines
from cleanup.cleaner import Cleaner
from cleanup.cli.progress import Progress
from cleanup.document import Document, Flaw
from cleanup.errors import CleanupError, InputError, OptionError, in_words
from cleanup.flaws import NOT_CLEANED
from cleanup.formats import Format, FormatOptions, format_of
from cleanup.many import Died, Workers
from cleanup.pieces import Piece, head_of, pieces, told_by
from cleanup.read import read_all, read_path, read_raw, refuse_binary
from cleanup.records import record, replace
from cleanup.report import FileReport
from cleanup.spans import Span


@record
class Job:
    """Everything a run was asked for, checked."""

    paths: list[str]
    cleaner: Cleaner
    options: FormatOptions
    form: Format | None
    max_bytes: int
    jobs: int
    progress: bool
    raw: bytes | None = None  # of the one file, where it was read already

    def format_of(self, path: str) -> Format:
        """The format that was named or that the path tells; rows are what has a field of text."""
        if self.form is None and path == "-" and self.options.text_field:
            return format_of(path, "jsonl")
        return self.form or format_of(path)

    def report_of(self, path: str) -> FileReport:
        """Read and clean one file."""
        return self.cleaned(self._document(path))

    def _document(self, path: str) -> Document:
        raw = read_path(path, self.max_bytes) if self.raw is None else self.raw
        return read_raw(raw, path, self.options, form=self.format_of(path))

    def across_texts(self) -> Job:
        """The job with the lines that recur across its texts as furniture. Each file is read once more, one at a time."""
        if "-" in self.paths:
            raise OptionError("--across reads the texts twice: it wants files, not standard input")
        return replace(self, cleaner=self.cleaner.with_pack(pack_of(recurring_lines(self._texts()))))

    def _texts(self) -> Iterator[str]:
        for path in self.paths:
            with suppress(Exception):  # the run itself tells
                yield from (part.segment.text for part in self._document(path).parts)

    def cleaned(self, document: Document) -> FileReport:
        """What became of a document."""
        return FileReport(document, self.cleaner.clean_document(document), self.format_of(document.path).binary)


def run(job: Job) -> list[FileReport]:
    """Read and clean every file, in order. Raises InputError that names every file that cannot be read."""
    reports: list[FileReport] = []
    errors: list[str] = []
    with Progress(job.progress and len(job.paths) > 1, len(job.paths)) as progress:
        for answer in _answers(job):
            if isinstance(answer, FileReport):
                reports.append(answer)
                progress.step(answer, 1)
            else:
                errors.append(answer)
                progress.step(None, 1)
    refuse(errors)
    return reports


def refuse(errors: list[str]) -> None:
    """Raises InputError that tells all the errors, if there are any."""
    if errors:
        raise InputError("\n".join(errors) if len(errors) == 1 else "\n".join(f"cleanup: {error}" for error in errors))


def is_failure(file: FileReport) -> bool:
    """True when something of a file was left as it is because of a bug of ours."""
    return any(flaw.rule == NOT_CLEANED for flaw in file.document.flaws)


def _answers(job: Job) -> Iterator[FileReport | str]:
    if job.jobs == 1 or len(job.paths) == 1:
        for path in job.paths:
            yield _answer(job, path)
        return
    with Workers(min(job.jobs, len(job.paths)), job, _answer) as workers:
        for path, answer in workers.answers(job.paths):
            yield _file_not_cleaned(job, path, answer.reason) if isinstance(answer, Died) else answer


def _answer(job: Job, path: str) -> FileReport | str:
    try:
        return job.report_of(path)
    except OptionError:
        raise
    except CleanupError as error:
        return str(error)
    except Exception as error:  # whatever it is, it is this file's alone
        return failed(job, path, error)


def failed(job: Job, path: str, error: Exception) -> FileReport:
    """A file that stays as it is, because of a bug of ours; under --debug, that one is raised."""
    if "--debug" in sys.argv:
        raise error
    return _file_not_cleaned(job, path, in_words(error))


def _file_not_cleaned(job: Job, path: str, reason: str) -> FileReport:
    flaw = Flaw(Span(0, 0), NOT_CLEANED, f"{path} was not cleaned: {reason}")
    return job.cleaned(Document("", (), path, flaws=(flaw,)))


# -- one long file ------------------------------------------------------------------------------------------------------


@record
class LongFile:
    """The one file of a run, where it does not fit in one piece."""

    job: Job
    head: bytes
    stream: BinaryIO

    def reports(self) -> Iterator[FileReport]:
        """What became of each piece, in order."""
        path = self.job.paths[0]
        form = self.job.format_of(path)
        offset = 0
        with Progress(self.job.progress, None) as progress:
            for report in self._reports(pieces(self.head, self.stream, form, self.job.max_bytes)):
                document = replace(report.document, offset=offset)
                offset += len(document.text)
                progress.step(report, document.text.count("\n"))
                yield replace(report, document=document)

    def _reports(self, found: Iterator[Piece]) -> Iterator[FileReport]:
        first = _of_piece(self.job, next(found))
        yield from first
        options = told_by(first[0].document, first[0].result.language, self.job.options)
        job = replace(self.job, options=options, raw=None)
        if job.jobs == 1:
            for piece in found:
                yield from _of_piece(job, piece)
            return
        with Workers(job.jobs, job, _of_piece) as workers:
            for piece, reports in workers.answers(found):
                if not isinstance(reports, Died):
                    yield from reports
                    continue
                for line in _lines(piece):
                    answer = workers.alone(line)
                    yield from [_line_not_cleaned(job, line, answer.reason)] if isinstance(answer, Died) else answer


@contextmanager
def opened(job: Job) -> Iterator[Job | LongFile]:
    """The file of a run that has one as a stream, where it is long; else the run, with what was read of standard input."""
    path = job.paths[0]
    form = job.format_of(path)
    if len(job.paths) > 1 or not form.lines:
        yield job
        return
    with ExitStack() as stack:
        try:
            stream = sys.stdin.buffer if path == "-" else stack.enter_context(open(path, "rb"))
            head, goes_on = head_of(stream, form)
            refuse_binary(head, path)
            raw = head if goes_on else read_all(stream, path, job.max_bytes, head)
        except OSError as error:
            raise InputError(f"cannot read {path}: {error.strerror or error}") from None
        # What goes wrong from here on may be the reader of the report, who has seen enough.
        yield LongFile(job, head, stream) if goes_on else replace(job, raw=raw)


def _of_piece(job: Job, piece: Piece) -> list[FileReport]:
    """What became of a piece: one report, or one for each line where something went wrong in one of them."""
    try:
        return [_cleaned(job, piece)]
    except CleanupError:
        raise
    except Exception:  # a row that we cannot clean is one row
        return [_of_line(job, line) for line in _lines(piece)]


def _of_line(job: Job, line: Piece) -> FileReport:
    try:
        return _cleaned(job, line)
    except CleanupError:
        raise
    except Exception as error:
        return _line_not_cleaned(job, line, in_words(error))


def _cleaned(job: Job, piece: Piece) -> FileReport:
    path = job.paths[0]
    return job.cleaned(read_raw(piece.raw, path, job.options, form=job.format_of(path), line=piece.line))


def _lines(piece: Piece) -> Iterable[Piece]:
    for number, raw in enumerate(io.BytesIO(piece.raw), piece.line):
        yield Piece(raw, number)


def _line_not_cleaned(job: Job, line: Piece, reason: str) -> FileReport:
    """A line that goes through as it is, and says why."""
    document = read_raw(line.raw, job.paths[0], job.options, form=format_of("", "text"), line=line.line)
    flaw = Flaw.in_line(0, document.text, NOT_CLEANED, f"this line was not cleaned: {reason}")
    return job.cleaned(replace(document, parts=(), flaws=(flaw, *document.flaws)))
