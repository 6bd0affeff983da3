"""The parts of the check `furniture`."""
