"""The parts of the check ``untranslated``."""
