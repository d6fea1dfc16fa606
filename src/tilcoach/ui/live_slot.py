"""The one place where a video thread leaves what it knows, and the page picks it up."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from statistics import median, quantiles
from uuid import uuid4

from tilcoach.coaching import Step
from tilcoach.errors import TilcoachError
from tilcoach.guiding import Guidance

_WINDOW = 150  # frames: about five seconds, long enough to be steady and short enough to follow


@dataclass(frozen=True, slots=True)
class LiveSnapshot:
    """What is known at one moment of a live stream.

    Attributes
    ----------
    step
        The newest step; None before the first.
    guidance
        What goes with that step: set-up, pause, and what is said.
    fault
        Why nothing more will come; None when all is well.
    trouble
        Why no picture comes now, though one may come again; None when pictures come.
    received, analysed
        Frames since the start.
    received_hz, analysed_hz
        Frames per second over the last seconds; 0 before two frames have come.
    recv_median_ms, recv_p95_ms
        From receiving a frame to giving it back with the overlay, in this process.
    age_median_ms, age_p95_ms
        How much older than the newest frame the drawn body is.
    lag_s
        How far the stream is behind what happens in front of the camera.
    shown_median_ms, shown_p95_ms
        From the camera to the page and the page's word that it shows the picture; 0 when the page
        gives no word, as in a video call with the browser.
    is_film
        Whether a sample film plays in the place of a camera.
    """

    step: Step | None = None
    guidance: Guidance | None = None
    fault: TilcoachError | None = None
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
    trouble: TilcoachError | None = None
    is_film: bool = False


class LiveSlot:
    """A place for the newest step, the figures of the stream, and a fault; for many threads.

    Parameters
    ----------
    is_film
        Whether a sample film plays in the place of a camera.

    Attributes
    ----------
    stream
        A name that no other stream has: the lifts of each one are counted from 1.
    """

    def __init__(self, *, is_film: bool = False) -> None:
        self.stream = uuid4().hex
        self._is_film = is_film
        self._lock = threading.Lock()
        self._step: Step | None = None
        self._guidance: Guidance | None = None
        self._fault: TilcoachError | None = None
        self._trouble: TilcoachError | None = None
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
    def newest(self) -> tuple[Step, Guidance] | None:
        """The newest step with its guidance; None before the first."""
        with self._lock:
            return (self._step, self._guidance) if self._step and self._guidance else None

    def note_frame(self, time_s: float, now_s: float, lag_s: float) -> None:
        """Count a frame that came in.

        Parameters
        ----------
        time_s
            The frame's own time.
        now_s
            The moment at which it came.
        lag_s
            How far the stream is behind.
        """
        with self._lock:
            self._received += 1
            self._received_at_s.append(now_s)
            self._newest_s = time_s
            self._lag_s = lag_s

    def note_return(self, took_s: float) -> None:
        """Count a frame that was given back.

        Parameters
        ----------
        took_s
            Seconds since it came in.
        """
        with self._lock:
            self._recv_ms.append(1000 * took_s)

    def note_shown(self, took_s: float) -> None:
        """Count a picture that the page shows.

        Parameters
        ----------
        took_s
            Seconds since the camera gave it.
        """
        with self._lock:
            self._shown_ms.append(1000 * took_s)

    def note_trouble(self, trouble: TilcoachError | None) -> None:
        """Say why no picture comes now.

        Parameters
        ----------
        trouble
            What is the matter and what to do; None when pictures come.
        """
        with self._lock:
            self._trouble = trouble

    def note_silence(self, trouble: TilcoachError) -> None:
        """Say that no picture has come for a while, unless it is known already why.

        Parameters
        ----------
        trouble
            What is the matter and what to do.
        """
        with self._lock:
            self._trouble = self._trouble or trouble

    def publish(self, step: Step, guidance: Guidance, now_s: float) -> None:
        """Leave a newer step.

        Parameters
        ----------
        step
            What is known now.
        guidance
            What goes with it.
        now_s
            The moment at which the analysis was done.
        """
        with self._lock:
            self._step, self._guidance = step, guidance
            self._analysed += 1
            self._analysed_at_s.append(now_s)
            self._age_ms.append(1000 * (self._newest_s - step.time_s))

    def fail(self, fault: TilcoachError) -> None:
        """Say why nothing more will come.

        Parameters
        ----------
        fault
            What is the matter and what to do; the page says it in the user's language.
        """
        with self._lock:
            self._fault = fault

    def snapshot(self) -> LiveSnapshot:
        """Return everything that is known now."""
        with self._lock:
            return LiveSnapshot(
                self._step,
                self._guidance,
                self._fault,
                self._received,
                self._analysed,
                _rate_hz(self._received_at_s),
                _rate_hz(self._analysed_at_s),
                *_median_and_p95(self._recv_ms),
                *_median_and_p95(self._age_ms),
                self._lag_s,
                *_median_and_p95(self._shown_ms),
                self._trouble,
                self._is_film,
            )


def _rate_hz(moments_s: deque[float]) -> float:
    if len(moments_s) < 2:  # noqa: PLR2004  a rate needs two moments
        return 0.0
    return (len(moments_s) - 1) / max(moments_s[-1] - moments_s[0], 1e-6)


def _median_and_p95(values: deque[float]) -> tuple[float, float]:
    if len(values) < 2:  # noqa: PLR2004  quantiles need two values
        return 0.0, 0.0
    return median(values), quantiles(values, n=20, method="inclusive")[-1]
