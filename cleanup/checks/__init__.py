"""The checks, in order: repair checks first, then those that see the repaired text. No discovery: a check is a line here."""

from __future__ import annotations

from importlib import import_module, util

from cleanup.check import Check

_MODULES = (
    "mojibake", "html_entity", "invisible_character",
    "untranslated", "mixed_script_word", "quotes", "spacing", "name_variant", "name_consistency", "repetition", "residue",
    "furniture", "convention", "brackets", "source_mismatch",
)  # fmt: skip

CHECKS: tuple[Check, ...] = tuple(
    import_module(f"cleanup.checks.{m}").CHECK for m in _MODULES if util.find_spec(f"cleanup.checks.{m}")
)
