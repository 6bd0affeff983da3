"""The parts of the check `residue`."""
