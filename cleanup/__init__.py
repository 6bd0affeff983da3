"""cleanup: cleans up machine-translated copy.

>>> import cleanup
>>> cleanup.clean("He said “ yes ”to them.", language="en").text
'He said “yes” to them.'
"""

from __future__ import annotations

from cleanup.cleaner import Cleaner
from cleanup.edits import Applicability, Edit, Fix
from cleanup.errors import CleanupError, ConfigError, InputError, OptionError, RuleFileError, TextFailure
from cleanup.findings import Decision, Finding, Outcome, Severity
from cleanup.functions import check, clean, clean_bytes, clean_many, name_spellings, same_name
from cleanup.packs import load_rules
from cleanup.result import Result
from cleanup.rulepack import RulePack
from cleanup.spans import Span

__version__ = "0.1.0"

__all__ = [
    "Applicability",
    "Cleaner",
    "CleanupError",
    "ConfigError",
    "Decision",
    "Edit",
    "Finding",
    "Fix",
    "InputError",
    "OptionError",
    "Outcome",
    "Result",
    "RuleFileError",
    "RulePack",
    "Severity",
    "Span",
    "TextFailure",
    "check",
    "clean",
    "clean_bytes",
    "clean_many",
    "load_rules",
    "name_spellings",
    "same_name",
]
