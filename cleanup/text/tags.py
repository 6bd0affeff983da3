"""Language tags: which ones exist, and how a person calls them. Source: CLDR, in ``data/languages.tsv``."""

from __future__ import annotations

import re
from functools import cache

from cleanup.errors import OptionError, nearest
from cleanup.resources import data_file

# BCP 47 as far as CLDR's locales go: language, script, region, variants.
_TAG = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-[A-Za-z0-9]{5,8})*")


@cache
def language_names() -> dict[str, str]:
    """Code → English name."""
    lines = data_file("languages.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def is_language(tag: str) -> bool:
    """True for a well-formed BCP 47 tag whose language CLDR knows.

    >>> is_language("sr-Latn"), is_language("english")
    (True, False)
    """
    match = _TAG.fullmatch(tag)
    return match is not None and match[1].lower() in language_names()


def checked(tag: str | None, what: str) -> str | None:
    """The tag with ``_`` as ``-``. Raises OptionError when it is not a language."""
    if tag is None:
        return None
    tidy = tag.replace("_", "-")
    if is_language(tidy):
        return tidy
    by_name = {name.casefold(): code for code, name in language_names().items()}
    code = by_name.get(tag.casefold())
    guess = f'did you mean "{code}"?' if code else nearest(tag.casefold(), language_names())
    raise OptionError(f'{what} "{tag}" is not a language tag such as en, de, pt-BR{"; " + guess if guess else ""}')


def language_name(tag: str) -> str:
    """The English name of a tag's language, or the tag itself: ``ru`` → "Russian"."""
    return language_names().get(tag.split("-")[0].lower(), tag)
