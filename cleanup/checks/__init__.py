"""The checks, in order: repair checks first, then those that see the repaired text. No discovery: a check is a line here."""

from __future__ import annotations

from cleanup.check import Check
from cleanup.checks import (
    brackets,
    convention,
    furniture,
    html_entity,
    invisible_character,
    mixed_script_word,
    mojibake,
    name_consistency,
    name_variant,
    quotes,
    repetition,
    residue,
    source_mismatch,
    spacing,
    untranslated,
)

# The order decides which of two equally sure fixes takes a place.
CHECKS: tuple[Check, ...] = (
    mojibake.CHECK,
    html_entity.CHECK,
    invisible_character.CHECK,
    untranslated.CHECK,
    mixed_script_word.CHECK,
    quotes.CHECK,
    spacing.CHECK,
    name_variant.CHECK,
    name_consistency.CHECK,
    repetition.CHECK,
    residue.CHECK,
    furniture.CHECK,
    convention.CHECK,
    brackets.CHECK,
    source_mismatch.CHECK,
)
