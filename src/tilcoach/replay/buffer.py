"""Keeps the last seconds of a live stream in memory, and of them the newest finished lift."""

from __future__ import annotations

import threading
from collections import deque

from tilcoach.coaching import FrameResult, JudgedLift, Verdict, rank_lift
from tilcoach.pose import VideoFrame
from tilcoach.replay.frame import Replay, ReplayFrame

LEAD_S = 0.7
"""So much is shown before the lift begins and after it ends: standing there makes it a lift."""

REMEMBERED_S = 25.0
"""The longest bend takes 20 s, and a lift is known a little after it."""

MOST_BYTES = 16_000_000
"""Of pictures, at most: the last seconds, and as much again for the lift that was cut from them.
A second of 640 x 480 at 20 frames takes about half a megabyte."""

LEAST_EXAMPLE = (0, 1)
"""A lift to follow, by `rank_lift`: nothing in it is *fout*, and something *goed*."""


class ReplayBuffer:
    """Holds pictures in memory and nowhere else; the video thread notes, the page asks.

    The next lift takes the place of the newest; the best and the worst are kept beside it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._recent: deque[ReplayFrame] = deque()
        self._of_lift: deque[ReplayFrame] = deque()
        self._lift: tuple[int, int] | None = None
        self._judged: JudgedLift | None = None
        self._span_s = (0.0, 0.0)
        self._kept: list[tuple[JudgedLift, Replay]] = []  # at most the best and the worst

    @property
    def best(self) -> Replay | None:
        """The lift that went best; None before the first."""
        with self._lock:
            self._keep()
            return self._kept[-1][1] if self._kept else None

    @property
    def example(self) -> Replay | None:
        """The best lift, if it is one to follow: something *goed* in it and nothing *fout*."""
        with self._lock:
            self._keep()
            if not self._kept or _rank(self._kept[-1]) < LEAST_EXAMPLE:
                return None
            return self._kept[-1][1]

    @property
    def worst(self) -> Replay | None:
        """The lift to learn most from; None when none went less well than the best."""
        with self._lock:
            self._keep()
            return self._kept[0][1] if len(self._kept) > 1 else None

    @property
    def newest(self) -> Replay | None:
        """The newest finished lift, as far as it has been seen; None before the first."""
        with self._lock:
            if self._lift is None or not self._of_lift:
                return None
            return Replay(*self._lift, tuple(self._of_lift))

    @property
    def size_bytes(self) -> int:
        """Bytes of the stored pictures; one that is stored twice counts once."""
        with self._lock:
            kept = [moment for _, replay in self._kept for moment in replay.moments]
            sizes = {
                id(moment): len(moment.jpeg) for moment in (*self._recent, *self._of_lift, *kept)
            }
            return sum(sizes.values())

    def note(self, frame: VideoFrame, step: FrameResult) -> None:
        """Keep a frame for a while, and the lift for longer that it finishes."""
        moment = ReplayFrame.of(frame, step)
        with self._lock:
            self._recent.append(moment)
            while moment.time_s - self._recent[0].time_s > REMEMBERED_S:
                self._recent.popleft()
            _shed(self._recent)
            self._look_for_lift(step)
            self._gather()

    def end(self) -> None:
        """Keep the best and the worst lift, at the end of the stream, and drop the rest."""
        with self._lock:
            self._keep()
            self._recent.clear()
            self._of_lift.clear()
            self._lift = self._judged = None

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._recent.clear()
            self._of_lift.clear()
            self._lift = self._judged = None
            self._kept.clear()

    def _keep(self) -> None:
        """Keep the newest lift if it is the best or the worst so far."""
        if self._lift is None or self._judged is None or not self._of_lift:
            return
        newest = Replay(*self._lift, tuple(self._of_lift))
        key = newest.person, newest.lift
        known = [pair for pair in self._kept if (pair[1].person, pair[1].lift) != key]
        ranked = sorted([*known, (self._judged, newest)], key=_rank)
        worst, best = ranked[0], ranked[-1]
        self._kept = [best] if _rank(worst) == _rank(best) else [worst, best]

    def _look_for_lift(self, step: FrameResult) -> None:
        """Start over with a new lift; one that is reported again may have become longer."""
        lifts = [(person.last_lift, person.person) for person in step.people if person.last_lift]
        if not lifts:
            return
        judged, person = max(lifts, key=lambda one: one[0].lift.upright_s)
        if judged is self._judged:
            return
        lift = (person, judged.lift.number)
        if lift != self._lift:
            self._keep()
            self._lift = lift
            self._of_lift.clear()
        self._judged, self._span_s = judged, span_of(judged)

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


def _rank(kept: tuple[JudgedLift, Replay]) -> tuple[int, int]:
    return rank_lift(kept[0].findings)


def span_of(judged: JudgedLift) -> tuple[float, float]:
    """Return from when to when a lift is shown: to upright, or to the end of a pattern after it."""
    lift = judged.lift
    ends_s = [f.end_s for f in judged.findings if f.verdict is Verdict.FOUT]
    return lift.start_s - LEAD_S, max([lift.upright_s, *ends_s]) + LEAD_S


def _shed(moments: deque[ReplayFrame]) -> None:
    """Drop the oldest until the pictures take little enough memory."""
    size = sum(len(moment.jpeg) for moment in moments)
    while size > MOST_BYTES:
        size -= len(moments.popleft().jpeg)
