"""Keeps the last seconds of a live stream in memory, and of them the newest finished lift."""

from __future__ import annotations

import threading
from collections import deque

from tilcoach.coaching import JudgedLift, Step, Verdict
from tilcoach.pose import VideoFrame
from tilcoach.replay.moment import Moment, Replay

LEAD_S = 0.7
"""So much is shown before the lift begins and after it ends: standing there makes it a lift."""

REMEMBERED_S = 25.0
"""The longest bend takes 20 s, and a lift is known a little after it."""

MOST_BYTES = 16_000_000
"""Of pictures, at most: the last seconds, and as much again for the lift that was cut from them.
A second of 640 x 480 at 20 frames takes about half a megabyte."""


class ReplayKeeper:
    """Holds pictures in memory and nowhere else; the video thread notes, the page asks.

    There is one lift at a time: the next one takes its place.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._recent: deque[Moment] = deque()
        self._of_lift: deque[Moment] = deque()
        self._lift: tuple[int, int] | None = None
        self._judged: JudgedLift | None = None
        self._span_s = (0.0, 0.0)

    @property
    def newest(self) -> Replay | None:
        """The newest finished lift, as far as it has been seen; None before the first."""
        with self._lock:
            if self._lift is None or not self._of_lift:
                return None
            return Replay(*self._lift, tuple(self._of_lift))

    @property
    def size_bytes(self) -> int:
        """How much the pictures take that are kept now; one that is kept twice counts once."""
        with self._lock:
            kept = {id(moment): len(moment.jpeg) for moment in (*self._recent, *self._of_lift)}
            return sum(kept.values())

    def note(self, frame: VideoFrame, step: Step) -> None:
        """Keep a frame for a while, and the lift for longer that it finishes.

        Parameters
        ----------
        frame
            Later than the one before.
        step
            What is known after it.
        """
        moment = Moment.of(frame, step)
        with self._lock:
            self._recent.append(moment)
            while moment.time_s - self._recent[0].time_s > REMEMBERED_S:
                self._recent.popleft()
            _shed(self._recent)
            self._look_for_lift(step)
            self._gather()

    def clear(self) -> None:
        """Let go of everything, because the session ends."""
        with self._lock:
            self._recent.clear()
            self._of_lift.clear()
            self._lift = self._judged = None

    def _look_for_lift(self, step: Step) -> None:
        """Begin anew with a new lift; one that is told of again may have become longer."""
        told = [(person.last_lift, person.person) for person in step.people if person.last_lift]
        if not told:
            return
        judged, person = max(told, key=lambda one: one[0].lift.upright_s)
        if judged is self._judged:
            return
        self._judged, lift = judged, (person, judged.lift.number)
        if lift != self._lift:
            self._lift = lift
            self._of_lift.clear()
        self._span_s = span_of(judged)

    def _gather(self) -> None:
        """Add to the lift what belongs to it and is not in it yet."""
        if self._lift is None:
            return
        start_s, end_s = self._span_s
        if self._of_lift:
            start_s = max(start_s, self._of_lift[-1].time_s + _A_MOMENT_S)
        self._of_lift.extend(m for m in self._recent if start_s <= m.time_s <= end_s)
        _shed(self._of_lift)


_A_MOMENT_S = 1e-6


def span_of(judged: JudgedLift) -> tuple[float, float]:
    """Return from when to when a lift is shown: to upright, or to the end of a pattern after it.

    Parameters
    ----------
    judged
        A finished lift.
    """
    lift = judged.lift
    ends_s = [f.end_s for f in judged.findings if f.verdict is Verdict.FOUT]
    return lift.start_s - LEAD_S, max([lift.upright_s, *ends_s]) + LEAD_S


def _shed(moments: deque[Moment]) -> None:
    """Let go of the oldest until the pictures are few enough."""
    size = sum(len(moment.jpeg) for moment in moments)
    while size > MOST_BYTES:
        size -= len(moments.popleft().jpeg)
