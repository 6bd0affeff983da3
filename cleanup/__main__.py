"""``python -m cleanup`` is the command ``cleanup``."""

from cleanup.cli import main

main()
