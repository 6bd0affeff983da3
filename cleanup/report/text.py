"""The report an editor reads: what was fixed, what is left to decide, and a last line that counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.decide import UNSTABLE
from cleanup.edits import Fix, splice
from cleanup.findings import Decision, Finding, Outcome
from cleanup.report import FileReport, Run
from cleanup.report.tally import FIXED, HELD_BACK, SHARES, SUGGESTED, TO_LOOK_AT, Tally, share
from cleanup.text.patterns import later
from cleanup.text.tags import language_name

CONTEXT = 24  # code points shown on each side of what was found
WIDEST = 60  # code points of a changed stretch that are shown whole
_SPACES = later(r"[\n\r\t]+ *")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_BOLD, _RED, _GREEN, _DIM, _OFF = "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[2m", "\x1b[0m"


def lines(run: Run) -> Iterator[str]:
    """The lines of the report."""
    paint = _Paint(run.color)
    headed = ""  # the file that the lines are about; a long one comes in pieces
    for file in run.each():
        if file.result.decisions:
            yield from _file(file, run.fixing, paint, headed != file.path)
            headed = file.path
    yield from (f"note: {visible(note)}" for note in run.notes())
    if not run.fixing:
        yield from _by_check(run.tally)
    yield summary(run.tally, run.fixing)


def _file(file: FileReport, fixing: bool, paint: _Paint, with_head: bool) -> Iterator[str]:
    if with_head:
        yield paint.bold(f"{visible(file.path)}: {_languages(file)}")
    shares: dict[str, list[Decision]] = {name: [] for name in SHARES}
    for decision in file.found:
        shares[share(decision)].append(decision)
    sections = (
        ("Fixed" if fixing else "Would be fixed", shares[FIXED]),
        ("Suggested (--level suggested does it)", shares[SUGGESTED]),
        ("For you to look at", shares[TO_LOOK_AT]),
        ("Held back", shares[HELD_BACK]),
        ("Left alone, as you said", file.of(Outcome.SUPPRESSED)),
    )
    for title, decisions in sections:
        if decisions:
            yield ""
            yield f"{paint.bold(title)}"
            yield from _entries(file, decisions, paint)
    yield ""


def _by_check(tally: Tally) -> Iterator[str]:
    """A line for each check that found something, and how many findings that makes in 1,000 words."""
    for check in sorted({check for check, _ in tally.shares}):
        shares = ", ".join(f"{tally.shares[check, share]} {share}" for share in SHARES if tally.shares[check, share])
        yield f"{check:<20} {shares}"
    if tally.found:
        yield f"{tally.found} finding{'s' if tally.found > 1 else ''}, {tally.per_1000_words:.1f} per 1,000 words"


ALTERNATIVES = 3  # other ways that a report offers


def _languages(file: FileReport) -> str:
    language, source = file.result.language, file.result.source_language
    named = language_name(language) if language else "language not known"
    return f"{named}, translated from {language_name(source)}" if source else named


def _entries(file: FileReport, decisions: list[Decision], paint: _Paint) -> Iterator[str]:
    """An entry for each finding; the same change of the same words is told once, with its places."""
    groups: dict[tuple[str, str, str], list[Decision]] = {}
    for decision in decisions:
        finding = decision.finding
        start, end = hull(finding)
        old = file.document.text[start:end]
        # Long stretches and what has no fix are shown in their place, each for itself.
        same = finding.fix is not None and len(old) <= CONTEXT
        new = changed_text(file.document.text, start, end, finding.fix) if same and finding.fix else str(start)
        groups.setdefault((finding.name, old, new), []).append(decision)
    for group in groups.values():
        yield from _entry(file, group, paint)


def _entry(file: FileReport, group: list[Decision], paint: _Paint) -> Iterator[str]:
    finding = group[0].finding
    place = file.place(finding)
    indent = " " * 10
    old, new = shown(file.document.text, finding, paint)
    times = f"  ({len(group)} times)" if len(group) > 1 else ""
    if len(place) > 7:
        yield f"  {visible(place)}"
        place = ""
    yield f"  {place:<7} {old}{times}"
    if new is not None:
        yield f"        → {new}"
    label = "" if file.named else file.label(finding)
    where = f" ({visible(label)})" if label else ""
    yield f"{indent}{paint.dim(finding.name)}{where}: {visible(finding.message)}"
    if group[0].is_left:
        yield from (f"{indent}{paint.dim(visible(line))}" for line in help_of(finding))
    if group[0].outcome is Outcome.BLOCKED:
        yield f"{indent}in the way: {group[0].by}"
    if group[0].by == UNSTABLE:
        yield f"{indent}{UNSTABLE}"
    if group[0].outcome is Outcome.SUPPRESSED:
        yield f"{indent}{visible(group[0].by)}"
    if len(group) > 1:
        yield f"{indent}also at {', '.join(file.place(d.finding) for d in group[1:9])}{' …' if len(group) > 9 else ''}"


def help_of(finding: Finding) -> Iterator[str]:
    """What helps a person to decide: what speaks for the finding, and other ways to put it right."""
    yield from finding.evidence
    yield from (f"or: {fix.title}" for fix in finding.alternatives[:ALTERNATIVES])


def shown(text: str, finding: Finding, paint: _Paint) -> tuple[str, str | None]:
    """What stands there and what would stand there, each with its neighbourhood; the second is None without a fix."""
    if finding.fix and _removes_lines(finding):
        return paint.red(_excerpt(finding.text)), "(line removed)"
    start, end = hull(finding)
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    # Only the neighbourhood in the same line helps; a word that is cut off does not.
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    before = before.partition(" ")[2] if start > CONTEXT and len(before) == CONTEXT else before
    after = after.rpartition(" ")[0] if len(after) == CONTEXT else after
    old = _excerpt(text[start:end])
    before, after = visible(before), visible(after)
    if finding.fix is None:
        return f"{before}{paint.red(old)}{after}", None
    new = _excerpt(changed_text(text, start, end, finding.fix))
    return f"{before}{paint.red(old)}{after}", f"{before}{paint.green(new)}{after}"


def hull(finding: Finding) -> tuple[int, int]:
    """From the first to the last code point that the finding or its fix touches."""
    start, end = finding.span.start, finding.span.end
    if finding.fix:
        start = min(start, finding.fix.edits[0].span.start)
        end = max(end, finding.fix.edits[-1].span.end)
    return start, end


def _removes_lines(finding: Finding) -> bool:
    """True when the fix takes out what was found with a line end of it."""
    edits = finding.fix.edits if finding.fix else ()
    return (
        len(edits) == 1 and not edits[0].text and edits[0].span.contains(finding.span) and edits[0].span != finding.span
    )


def changed_text(text: str, start: int, end: int, fix: Fix) -> str:
    shifted = [type(edit)(edit.span.shifted(-start), edit.text) for edit in fix.edits]
    return splice(text[start:end], shifted)


def _excerpt(text: str) -> str:
    tidy = visible(text)
    return tidy if len(tidy) <= WIDEST else f"{tidy[: WIDEST // 2]} […] {tidy[-WIDEST // 2 :]}"


def visible(text: str) -> str:
    """One line of text for a terminal: line ends as ⏎, what cannot be seen or would steer the terminal as its code point."""
    flat = _SPACES().sub(lambda match: "⏎" if "\n" in match[0] or "\r" in match[0] else " ", text)
    return CONTROL.sub(lambda match: f"<U+{ord(match[0]):04X}>", flat)


def summary(tally: Tally, fixing: bool) -> str:
    """The last line: what was fixed, what is left, and what more --level suggested would fix."""
    applied, suppressed = tally.of_share(FIXED), tally.suppressed.total()
    if not tally.found:
        said = "nothing found"
    else:
        more = tally.of_share(SUGGESTED)
        rest = f" ({more} of them --level suggested would fix)" if more else ""
        said = f"{applied} {'fixed' if fixing else 'would be fixed'}, {tally.found - applied} left for you{rest}"
    files = f" in {tally.files} files" if tally.files > 1 else ""
    return f"{said}{files}{f'; {suppressed} left alone as you said' if suppressed else ''}."


class _Paint:
    def __init__(self, color: bool) -> None:
        self._color = color

    def _painted(self, code: str, text: str) -> str:
        return f"{code}{text}{_OFF}" if self._color and text else text

    def bold(self, text: str) -> str:
        return self._painted(_BOLD, text)

    def red(self, text: str) -> str:
        return self._painted(_RED, text) if self._color else text

    def green(self, text: str) -> str:
        return self._painted(_GREEN, text)

    def dim(self, text: str) -> str:
        return self._painted(_DIM, text)
