"""The code that is shown once, and the session that one telephone gets for it."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Callable
from enum import StrEnum

from tilcoach.auth.rate_limit import RateLimit

CODE_S = 300.0
"""How long a code may be used: time enough to find the telephone and join the network."""

ABSENCE_S = 600.0
"""How long a telephone may be away before its session ends."""

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another: it may be typed
_GROUPS, _GROUP = 3, 4  # 31 ** 12 codes; 30 guesses in all find one in 10 ** 16


class Refusal(StrEnum):
    """Why a telephone gets no session; a code of the page, with words of its own."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    TOO_OFTEN = "too_often"


class Pairing:
    """Gives one telephone a session for the code; has state, and is thread-safe.

    The code counts once: anyone who reads it later from the screen gets nothing for it.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, tries: RateLimit | None = None
    ) -> None:
        self._clock = clock
        self._tries = tries or RateLimit(clock=clock)
        self._lock = threading.Lock()
        self.renew()

    def renew(self) -> None:
        """Make a new code; a telephone with a session loses it."""
        with self._lock:
            self.code = "-".join(
                "".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS)
            )
            self._code_until_s = self._clock() + CODE_S
            self._token = ""
            self._seen_s = self._clock()
            self._known: str | None = None

    @property
    def left_s(self) -> float:
        """How long the code may still be used, in seconds; 0 once it was, or when it is late."""
        with self._lock:
            return 0.0 if self._token else max(0.0, self._code_until_s - self._clock())

    @property
    def is_paired(self) -> bool:
        """Whether a telephone has a session."""
        with self._lock:
            return bool(self._token) and self._clock() - self._seen_s <= ABSENCE_S

    def exchange(self, code: str, address: str) -> str | Refusal:
        """Return the secret of the session for a code, or why there is none."""
        with self._lock:
            if self._wait_s(address) > 0:
                return Refusal.TOO_OFTEN
            if not _equal(code.strip().lower(), self.code):
                return Refusal.UNKNOWN
            self._tries.reset(address)
            if self._token:
                return Refusal.USED
            if self._clock() > self._code_until_s:
                return Refusal.EXPIRED
            self._token, self._known = secrets.token_urlsafe(32), address
            self._seen_s = self._clock()
            return self._token

    def resume(self, token: str, address: str) -> str | Refusal:
        """Return the secret once more to the telephone that has it, or why not."""
        with self._lock:
            if self._wait_s(address) > 0:
                return Refusal.TOO_OFTEN
            if not self._token or not _equal(token, self._token):
                return Refusal.UNKNOWN
            self._tries.reset(address)
            if self._clock() - self._seen_s > ABSENCE_S:
                return Refusal.EXPIRED
            self._seen_s, self._known = self._clock(), address
            return self._token

    def note_seen(self) -> None:
        """Note that the telephone is there."""
        with self._lock:
            self._seen_s = self._clock()

    def _wait_s(self, address: str) -> float:
        return self._tries.wait_s(address, is_known=address == self._known)


def _equal(given: str, secret: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode())
