"""Counts guesses, so that nobody can try a whole dictionary."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

EACH, ALL, WINDOW_S = 5, 30, 300.0
"""So many tries from one address, and so many from all together, within five minutes."""


class Tries:
    """Allows few tries in a while; has state.

    Parameters
    ----------
    each, all_together
        How many tries may be made from one address, and from all.
    window_s
        Within how many seconds.
    clock
        Rising seconds.
    """

    def __init__(
        self,
        each: int = EACH,
        all_together: int = ALL,
        window_s: float = WINDOW_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._each, self._all, self._window_s = each, all_together, window_s
        self._clock = clock
        self._made: deque[tuple[float, str]] = deque()

    def wait_s(self, address: str) -> float:
        """Return how long an address has to wait before the next try; 0 = it was counted now.

        Parameters
        ----------
        address
            Of whoever tries.
        """
        now_s = self._clock()
        while self._made and now_s - self._made[0][0] >= self._window_s:
            self._made.popleft()
        own = [made_s for made_s, who in self._made if who == address]
        if len(own) >= self._each:
            return own[0] + self._window_s - now_s
        if len(self._made) >= self._all:
            return self._made[0][0] + self._window_s - now_s
        self._made.append((now_s, address))
        return 0.0

    def forgive(self, address: str) -> None:
        """Forget the tries of an address: it knew the password.

        Parameters
        ----------
        address
            Of whoever tried.
        """
        self._made = deque(made for made in self._made if made[1] != address)
