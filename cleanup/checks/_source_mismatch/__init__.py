"""The parts of the check `source-mismatch`."""
