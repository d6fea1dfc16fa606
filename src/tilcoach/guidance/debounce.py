"""A value that does not flicker: it follows a change only when the change lasts."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Debounce(Generic[T]):
    """Follows a value with patience; has state."""

    def __init__(self, start: T, patience_s: float) -> None:
        self.value = start
        self._patience_s = patience_s
        self._next = start
        self._since_s = float("-inf")

    def update(self, value: T, time_s: float) -> T:
        """Take the newest value, and return the one that counts."""
        if value != self._next:
            self._next, self._since_s = value, time_s
        if time_s - self._since_s >= self._patience_s:
            self.value = value
        return self.value
