"""A camera without an end for the live coach: a sample film at its own rate, over and over."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from tilcoach.config import Settings
from tilcoach.i18n import translator
from tilcoach.live.session import LiveSession
from tilcoach.pose import VideoFrame
from tilcoach.store import DEFAULT_PROFILE
from tilcoach.video import SimulatedCamera
from tools.soak.gauge import Reading, files, memory_mb, threads

_TICKS_PER_S = 90_000


def soak(film: Path, every_s: float, settings: Settings) -> Generator[Reading]:
    """Let the live coach look at a film without an end, and give readings until it is closed.

    All is as on the page: the same processor, controller, recorder and model; its lifts are saved
    in the history of this machine (``$TILCOACH_HISTORY``).

    Parameters
    ----------
    film
        What the camera sees.
    every_s
        Between two readings.
    settings
        What the user had set.
    """
    session = LiveSession(profile_number=DEFAULT_PROFILE)
    processor = session.start(translator("nl"), settings)
    next_s, entered = 0.0, 0
    with closing(SimulatedCamera(film)) as camera:
        try:
            for frame in camera:
                is_away = frame.time_s % AWAY_EVERY_S > AWAY_EVERY_S - AWAY_S
                processor.recv(_picture(frame, black=is_away))
                if frame.time_s >= next_s:
                    next_s = frame.time_s + every_s
                    reading = _read(session, frame.time_s, entered)
                    entered = reading.entered
                    yield reading
        finally:
            processor.shut_down()


AWAY_EVERY_S, AWAY_S = 20.0, 4.0
"""The room is dark for so long at the end of each such while: the person left, and comes back as
somebody else."""


def _read(session: LiveSession, time_s: float, entered: int) -> Reading:
    snapshot = session.state.snapshot()
    if snapshot.error is not None:
        raise snapshot.error
    in_view = [] if snapshot.result is None else [one.person for one in snapshot.result.people]
    entered = max([entered, *in_view])
    return Reading(
        time_s=round(time_s, 1),
        memory_mb=round(memory_mb(), 1),
        threads=threads(),
        files=files(),
        age_ms=round(snapshot.age_median_ms, 1),
        received=snapshot.received,
        analysed=snapshot.analysed,
        entered=entered,
        left=entered - len(in_view),
    )


def _picture(frame: VideoFrame, *, black: bool) -> av.VideoFrame:
    """Return a frame as streamlit-webrtc hands it over, or a dark one in its place."""
    bgr = np.zeros_like(frame.bgr) if black else frame.bgr
    picture = av.VideoFrame.from_ndarray(bgr, format="bgr24")
    picture.pts = round(frame.time_s * _TICKS_PER_S)
    picture.time_base = Fraction(1, _TICKS_PER_S)
    return picture
