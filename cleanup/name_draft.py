"""The rule file that ``cleanup names report --draft`` writes for an editor to review."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from cleanup.name_report import LanguageReport, Mention, NameVariants, Variant

_HEAD = """\
# A draft of house spellings for you to review: look at every entry, put the spelling you want under `prefer` and the other one
# under `variants`, and delete what is not one name. What is left is done by
#
#     cleanup fix --rules THIS_FILE --level suggested FILE…
#
# An entry that you have reviewed may lose its line `applies: suggested`: then `--level suggested` is not needed for it.
check: name-variant
"""
_SHOWN = 2  # contexts of each spelling


def draft(report: LanguageReport) -> str:
    """The names of the report as entries, with counts and contexts as comments. What a rule in force does is not said again."""
    names = [line for name in report.names for line in _entries(name)]
    head = _HEAD + (f"language: [{report.language}]\n" if report.language else "")
    return head + ("rules:\n" + "\n".join(names) + "\n" if any(names) else "rules: {}\n")


def _entries(name: NameVariants) -> Iterator[str]:
    """The lines about one name: an entry for it, one more for each further person whose given name varies."""
    # A given name is looked for beside the spellings of its own entry; without that, what another entry does stays there.
    variants = [variant for variant in name.variants if variant.rule is None or name.given]
    if not variants and not name.given:
        return
    yield ""
    yield from _comments(name)
    if name.rule is not None and not name.rule.builtin:
        # Two entries for one spelling do not add up, and an entry of the same id would replace the house's own.
        yield f"  # Your entry {_text(name.rule.id)} has this name already; add to it:"
        yield from (f"  #   {line}" for line in _fields(variants, name.given[:1]))
    else:
        yield f"  {_text(_id(name))}:"
        yield f"    prefer: {_text(name.prefer.text)}"
        yield from (f"    {line}" for line in _fields(variants, name.given[:1]))
        yield "    applies: suggested"
    for person in name.given[1:]:
        yield from _person(name, person)


def _id(name: NameVariants) -> str:
    """The name, or where a built-in entry is called so, another: both stay in force."""
    return f"{name.prefer.text} (draft)" if name.rule is not None else name.prefer.text


def _fields(variants: Sequence[Variant], given: Iterable[NameVariants]) -> Iterator[str]:
    if variants:
        yield f"variants: {_list(variant.text for variant in variants)}"
    for first in given:
        others = _list(variant.text for variant in first.variants)
        yield f"given: {{prefer: {_text(first.prefer.text)}, variants: {others}}}"


def _person(name: NameVariants, person: NameVariants) -> Iterator[str]:
    """Another bearer of the surname, by the full name."""
    surnames = [name.prefer.text, *(variant.text for variant in name.variants)]
    prefer = f"{person.prefer.text} {name.prefer.text}"
    firsts = [person.prefer.text, *(variant.text for variant in person.variants)]
    fulls = [f"{first} {surname}" for first in firsts for surname in surnames]
    yield f"  {_text(prefer)}:"
    yield f"    prefer: {_text(prefer)}"
    yield f"    variants: {_list(full for full in fulls if full != prefer)}"
    yield "    applies: suggested"


def _comments(name: NameVariants) -> Iterator[str]:
    """How often, and where: what an editor decides by."""
    if name.sources:
        yield f"  # in the source: {', '.join(name.sources)}"
    for spelling in (name.prefer, *name.variants):
        yield from _comment(spelling)
    for person in name.given:
        yield "  # before it:"
        for spelling in (person.prefer, *person.variants):
            yield from _comment(spelling)


def _comment(spelling: Variant) -> Iterator[str]:
    rule = f", which the entry {spelling.rule.id} changes" if spelling.rule else ""
    yield f"  # {spelling.text}: {times(spelling.count)}{rule}"
    yield from (f"  #     {where(mention)}  {mention.context}" for mention in spelling.places[:_SHOWN])


def where(mention: Mention) -> str:
    """File and place, as reports write them."""
    return f"{mention.path}:{mention.place}"


def times(count: int) -> str:
    """How often something stands in the texts, in words."""
    return "never" if not count else "once" if count == 1 else f"{count} times"


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


def _text(text: str) -> str:
    """A YAML scalar. JSON strings are such; most names need no quotation marks."""
    plain = all(map(str.isalpha, text.split(" "))) and text.casefold() not in _NOT_PLAIN
    return text if plain else json.dumps(text, ensure_ascii=False)


_NOT_PLAIN = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
