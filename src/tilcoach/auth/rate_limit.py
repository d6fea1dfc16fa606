"""Limits password attempts, so that nobody can try a whole dictionary."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

MAX_TRIES_PER_ADDRESS, MAX_TRIES, WINDOW_S = 5, 30, 300.0
"""Attempts from one address, and from all addresses, within five minutes."""


class RateLimit:
    """Allows a few attempts per time window; has state."""

    def __init__(
        self,
        each: int = MAX_TRIES_PER_ADDRESS,
        total: int = MAX_TRIES,
        window_s: float = WINDOW_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._each, self._all, self._window_s = each, total, window_s
        self._clock = clock
        self._attempts: deque[tuple[float, str]] = deque()

    def wait_s(self, address: str, *, is_known: bool = False) -> float:
        """Return how long an address has to wait; 0 = the attempt is allowed, and was counted.

        The attempts of all others never make a known address wait.
        """
        now_s = self._clock()
        while self._attempts and now_s - self._attempts[0][0] >= self._window_s:
            self._attempts.popleft()
        own = [made_s for made_s, who in self._attempts if who == address]
        if len(own) >= self._each:
            return own[0] + self._window_s - now_s
        if len(self._attempts) >= self._all and not is_known:
            return self._attempts[0][0] + self._window_s - now_s
        self._attempts.append((now_s, address))
        return 0.0

    def reset(self, address: str) -> None:
        """Forget the attempts of an address: it knew the password."""
        self._attempts = deque(made for made in self._attempts if made[1] != address)
