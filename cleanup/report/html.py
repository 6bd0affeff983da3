"""A page to look at: the text with every finding marked at its place. One file, no network, no script; everything is escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape

from cleanup.edits import Applicability, Edit
from cleanup.findings import Decision, Outcome
from cleanup.report import FileReport, Run
from cleanup.report.text import CONTROL, changed_text, help_of, hull, summary
from cleanup.text.tags import language_name

_STYLE = """
:root { color-scheme: light dark; --paper: #fffefb; --ink: #1d1d1f; --soft: #6b6b70; --line: #dcdad3; --fixed: #d9f2dd;
  --fixed-ink: #0a5c22; --gone: #fde3e0; --gone-ink: #98201a; --suggested: #fff0c2; --shown: #dfe9fb; }
@media (prefers-color-scheme: dark) { :root { --paper: #17181a; --ink: #e9e9ea; --soft: #9c9ca3; --line: #35363a;
  --fixed: #133b1e; --fixed-ink: #8fe3a5; --gone: #4a1a17; --gone-ink: #ffb4ad; --suggested: #46390d; --shown: #1d3154; } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 52rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 Georgia, "Noto Serif", serif; overflow-wrap: anywhere }
h1, h2, table, .meta, li, .key { font-family: system-ui, "Noto Sans", sans-serif }
h1 { font-size: 1.3rem; margin: 0 0 .3rem } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem }
.meta { color: var(--soft); font-size: .85rem } article { white-space: pre-wrap; border-top: 1px solid var(--line);
  border-bottom: 1px solid var(--line); padding: 1rem 0; margin: 1rem 0 }
table { overflow-wrap: normal; border-collapse: collapse; font-size: .9rem; width: 100% }
th, td { text-align: right; padding: .2rem .5rem;
  border-bottom: 1px solid var(--line) } th:first-child, td:first-child { text-align: left }
del { background: var(--gone); color: var(--gone-ink) }
ins { background: var(--fixed); color: var(--fixed-ink); text-decoration: none }
mark { color: inherit; background: var(--shown); border-radius: 2px } mark.suggested { background: var(--suggested) }
mark.suppressed { background: none; border-bottom: 1px dotted var(--soft) }
sup a { font: .65rem system-ui, sans-serif; color: var(--soft); text-decoration: none }
ol { padding-left: 2.2rem } li { margin: .6rem 0; font-size: .9rem } li p { margin: .1rem 0 }
section:only-of-type > .name { display: none }
@media (max-width: 34rem) { table { font-size: 3vw } th, td { padding: .2rem .1rem } }
code { font: .85rem ui-monospace, monospace } :target { outline: 2px solid var(--soft); outline-offset: 2px }
"""
_KINDS = {Outcome.APPLIED: "fixed", Outcome.BLOCKED: "blocked", Outcome.SUPPRESSED: "suppressed"}


def page(run: Run) -> str:
    """The whole run as one page of HTML."""
    files = list(run.each())
    title = files[0].path if len(files) == 1 else f"{len(files)} files"
    body = "".join(_file(file, number, run.fixing) for number, file in enumerate(files, 1))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>cleanup: {_safe(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{_safe(title)}</h1>\n"
        f'<p class="meta">{_safe(summary(run.tally, run.fixing))}</p>\n{body}</body>\n</html>'
    )


def _file(file: FileReport, number: int, fixing: bool) -> str:
    decisions = file.result.decisions
    heading = f'<h2 class="name">{_safe(file.path)}</h2>\n'  # not shown for a single file: the title says it
    language = file.result.language
    named = f'<p class="meta">{_safe(language_name(language))}</p>\n' if language else ""
    items = "".join(_item(file, decision, f"{number}-{n}") for n, decision in enumerate(decisions, 1))
    done = "fixed" if fixing else "would be fixed"
    key = (
        f'<p class="meta key"><del>old</del><ins>new</ins> {done} · <mark class="suggested">suggested</mark> · '
        "<mark>for you to look at</mark></p>\n"
    )
    listed = f"<h2>Findings</h2>\n<ol>\n{items}</ol>\n" if decisions else ""
    attribute = f' lang="{_safe(language)}" dir="auto"' if language else ' dir="auto"'
    marked = "".join(_marked(file, number))
    return (
        f"<section>{heading}{named}{_table(decisions)}{key}<article{attribute}>{marked}</article>\n{listed}</section>\n"
    )


def _table(decisions: tuple[Decision, ...]) -> str:
    if not decisions:
        return ""
    counts = Counter((decision.finding.check, kind(decision)) for decision in decisions)
    seen = {what for _, what in counts}
    columns = [what for what in ("fixed", "suggested", "display-only", "blocked", "suppressed") if what in seen]
    checks = dict.fromkeys(decision.finding.check for decision in decisions)
    head = "".join(f"<th>{column}</th>" for column in ("check", *columns))
    rows = "".join(
        f"<tr><td>{_safe(check)}</td>{''.join(f'<td>{counts[check, c] or chr(183)}</td>' for c in columns)}</tr>\n"
        for check in checks
    )
    return f"<table>\n<tr>{head}</tr>\n{rows}</table>\n"


def kind(decision: Decision) -> str:
    """One word for what became of a finding: fixed, suggested, display-only, blocked or suppressed."""
    if decision.outcome in _KINDS:
        return _KINDS[decision.outcome]
    return "suggested" if decision.finding.applicability is not Applicability.DISPLAY_ONLY else "display-only"


def _marked(file: FileReport, number: int) -> Iterator[str]:
    """The text, cut wherever a finding or an edit begins or ends."""
    text, edits = file.document.text, file.result.edits
    found = [(d.finding.span, kind(d), n) for n, d in enumerate(file.result.decisions, 1)]
    spans = [span for span, *_ in found] + [edit.span for edit in edits]
    cuts = sorted({0, len(text), *(s.start for s in spans), *(s.end for s in spans)})
    starting: dict[int, list[tuple[int, str, int]]] = {}
    for span, what, n in found:
        starting.setdefault(span.start, []).append((span.end, what, n))
    edit_at = {edit.span.start: edit for edit in edits}
    active: list[tuple[int, str, int]] = []
    current: Edit | None = None
    for low, high in zip(cuts, [*cuts[1:], len(text)], strict=True):
        begun = starting.get(low, [])
        yield from (f'<sup><a id="t{number}-{n}" href="#f{number}-{n}">{n}</a></sup>' for *_, n in begun)
        active = [item for item in active if item[0] > low] + [item for item in begun if item[0] > low]
        if low in edit_at:
            current = edit_at[low]
            if not len(current.span):
                yield f"<ins>{_safe(current.text)}</ins>"
        if low < high:
            yield _piece(text[low:high], [what for _, what, _ in active], current, low)
        if current and high >= current.span.end and len(current.span):
            yield f"<ins>{_safe(current.text)}</ins>" if current.text else ""
            current = None
        elif current and not len(current.span):
            current = None


def _piece(text: str, kinds: list[str], edit: Edit | None, low: int) -> str:
    shown = _safe(text)
    if edit and len(edit.span) and edit.span.start <= low < edit.span.end:
        shown = f"<del>{shown}</del>"
    for what in ("display-only", "suggested", "blocked", "suppressed"):
        if what in kinds:
            return f'<mark class="{what}">{shown}</mark>'
    return shown


def _item(file: FileReport, decision: Decision, mark: str) -> str:
    finding = decision.finding
    change = ""
    if finding.fix:
        start, end = hull(finding)
        old, new = file.document.text[start:end], changed_text(file.document.text, start, end, finding.fix)
        change = f"<p><del>{_safe(old)}</del> <ins>{_safe(new)}</ins></p>"
    elif finding.text:
        change = f"<p><mark>{_safe(finding.text)}</mark></p>"
    by = f" · {_safe(decision.by)}" if decision.outcome in (Outcome.BLOCKED, Outcome.SUPPRESSED) else ""
    helps = "".join(f"<p>{_safe(line)}</p>" for line in help_of(finding)) if decision.is_left else ""
    about = f"{kind(decision)}{by} · {file.place(finding)} · {_safe(finding.name)}"
    said = f'<p>{_safe(finding.message)} <a href="#t{mark}">↑</a></p>'
    return f'<li id="f{mark}">{said}{change}{helps}<p class="meta">{about}</p></li>\n'


def _safe(text: str) -> str:
    """Escaped for any place in the page; what no page may hold is shown as its code point."""
    return CONTROL.sub(lambda match: f"‹U+{ord(match[0]):04X}›", escape(text))
