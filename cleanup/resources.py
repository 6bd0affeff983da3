"""Where the files are that travel with the package: the rule packs and the data.

In a checkout and in an editable install ``rules/`` stands beside the package; in a wheel it lies inside it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def rules_folder() -> Path:
    """The folder of the built-in rule packs. Raises FileNotFoundError when the installation is damaged."""
    for folder in (_PACKAGE / "rules", _PACKAGE.parent / "rules"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the built-in rules are neither in {_PACKAGE} nor beside it; install the package again")


def data_file(name: str) -> Path:
    """The path of a data file of the package."""
    return _PACKAGE / "data" / name
