"""The parts of the check `convention`."""
