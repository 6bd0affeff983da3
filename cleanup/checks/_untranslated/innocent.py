"""Words or tokens that were looked at once and held nothing: clean text is full of them."""

from __future__ import annotations

from collections.abc import Set


class Innocent:
    """A memory of at most ``most`` of them; then it starts anew. All are answers that never change, so threads may share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: set[str] = set()

    def others(self, items: Set[str]) -> Set[str]:
        """Those that are not known."""
        return items - self._known

    def add(self, items: Set[str]) -> None:
        """Remember these."""
        if len(self._known) > self._most:
            self._known = set()
        self._known |= items
