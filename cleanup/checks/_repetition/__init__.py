"""The parts of the check `repetition`."""
