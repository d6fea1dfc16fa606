"""The newest result of a live stream: a video thread writes it, the page reads it."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from statistics import median, quantiles
from uuid import uuid4

from tilcoach.coaching import FrameResult
from tilcoach.errors import TilcoachError
from tilcoach.guidance import Guidance

_WINDOW = 150  # frames: about five seconds, long enough to be steady and short enough to follow


@dataclass(frozen=True, slots=True)
class LiveSnapshot:
    """The state of a live stream at one moment.

    Attributes
    ----------
    result
        Of the newest analysed frame; None before the first.
    guidance
        That belongs to the result: set-up, pause, and what the coach says.
    error
        Why the stream has ended; None while all is well.
    received, analysed
        Frames since the start.
    received_hz, analysed_hz
        Frames per second over the last seconds; 0 before two frames have arrived.
    recv_median_ms, recv_p95_ms
        From receiving a frame to returning it with the overlay, in this process.
    age_median_ms, age_p95_ms
        How much older than the newest frame the drawn pose is.
    lag_s
        Of the stream behind real time.
    shown_median_ms, shown_p95_ms
        From capture to the page's confirmation that it shows the frame; 0 when the page sends none,
        as with WebRTC.
    camera_error
        Why no frames arrive now, though they may again; None while they arrive.
    is_sample
        Whether a sample film plays instead of a camera.
    has_second
        Whether a second camera helps to judge.
    """

    result: FrameResult | None = None
    guidance: Guidance | None = None
    error: TilcoachError | None = None
    received: int = 0
    analysed: int = 0
    received_hz: float = 0.0
    analysed_hz: float = 0.0
    recv_median_ms: float = 0.0
    recv_p95_ms: float = 0.0
    age_median_ms: float = 0.0
    age_p95_ms: float = 0.0
    lag_s: float = 0.0
    shown_median_ms: float = 0.0
    shown_p95_ms: float = 0.0
    camera_error: TilcoachError | None = None
    is_sample: bool = False
    has_second: bool = False


class LiveState:
    """The newest result, the statistics and the errors of one stream; thread-safe.

    Attributes
    ----------
    stream_id
        Unique per stream: each one numbers its lifts from 1.
    """

    def __init__(self, *, is_sample: bool = False, has_second: bool = False) -> None:
        self.stream_id = uuid4().hex
        self._is_sample = is_sample
        self._has_second = has_second
        self._lock = threading.Lock()
        self._result: FrameResult | None = None
        self._guidance: Guidance | None = None
        self._error: TilcoachError | None = None
        self._camera_error: TilcoachError | None = None
        self._received = 0
        self._analysed = 0
        self._lag_s = 0.0
        self._newest_s = 0.0
        self._received_at_s: deque[float] = deque(maxlen=_WINDOW)
        self._analysed_at_s: deque[float] = deque(maxlen=_WINDOW)
        self._recv_ms: deque[float] = deque(maxlen=_WINDOW)
        self._age_ms: deque[float] = deque(maxlen=_WINDOW)
        self._shown_ms: deque[float] = deque(maxlen=_WINDOW)

    @property
    def newest(self) -> tuple[FrameResult, Guidance] | None:
        """The newest result with its guidance; None before the first."""
        with self._lock:
            return (self._result, self._guidance) if self._result and self._guidance else None

    def record_received(self, time_s: float, now_s: float, lag_s: float) -> None:
        """Count a received frame."""
        with self._lock:
            self._received += 1
            self._received_at_s.append(now_s)
            self._newest_s = time_s
            self._lag_s = lag_s

    def record_returned(self, duration_s: float) -> None:
        """Count a frame that was returned with the overlay."""
        with self._lock:
            self._recv_ms.append(1000 * duration_s)

    def record_shown(self, latency_s: float) -> None:
        """Count a frame that the page shows."""
        with self._lock:
            self._shown_ms.append(1000 * latency_s)

    def set_camera_error(self, error: TilcoachError | None) -> None:
        """Set why no frames arrive now."""
        with self._lock:
            self._camera_error = error

    def set_default_camera_error(self, error: TilcoachError) -> None:
        """Set why no frames arrive now, unless a more specific reason is known."""
        with self._lock:
            self._camera_error = self._camera_error or error

    def publish(self, result: FrameResult, guidance: Guidance, now_s: float) -> None:
        """Set a newer result."""
        with self._lock:
            self._result, self._guidance = result, guidance
            self._analysed += 1
            self._analysed_at_s.append(now_s)
            self._age_ms.append(1000 * (self._newest_s - result.time_s))

    def fail(self, error: TilcoachError) -> None:
        """Set why the stream has ended."""
        with self._lock:
            self._error = error

    def snapshot(self) -> LiveSnapshot:
        """Return the state now."""
        with self._lock:
            return LiveSnapshot(
                self._result,
                self._guidance,
                self._error,
                self._received,
                self._analysed,
                _rate_hz(self._received_at_s),
                _rate_hz(self._analysed_at_s),
                *_median_and_p95(self._recv_ms),
                *_median_and_p95(self._age_ms),
                self._lag_s,
                *_median_and_p95(self._shown_ms),
                self._camera_error,
                self._is_sample,
                self._has_second,
            )


def _rate_hz(times_s: deque[float]) -> float:
    if len(times_s) < 2:  # noqa: PLR2004  a rate needs two times
        return 0.0
    return (len(times_s) - 1) / max(times_s[-1] - times_s[0], 1e-6)


def _median_and_p95(values: deque[float]) -> tuple[float, float]:
    if len(values) < 2:  # noqa: PLR2004  quantiles need two values
        return 0.0, 0.0
    return median(values), quantiles(values, n=20, method="inclusive")[-1]
