"""A camera without an end for the live coach: a sample film at its own rate, over and over."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av

from tilcoach.config import Settings
from tilcoach.messages import translator
from tilcoach.pose import VideoFrame
from tilcoach.store import DEFAULT_PROFILE
from tilcoach.ui.live_stream import LiveRoom
from tilcoach.video import FilmCamera
from tools.soak.gauge import Reading, files, memory_mb, threads

_TICKS_PER_S = 90_000


def soak(film: Path, every_s: float, settings: Settings) -> Generator[Reading]:
    """Let the live coach look at a film without an end, and give readings until it is closed.

    All is as on the page: the same processor, guide, diary and model; its lifts are saved in the
    history of this machine (``$TILCOACH_HISTORY``).

    Parameters
    ----------
    film
        What the camera sees.
    every_s
        Between two readings.
    settings
        What the user had set.
    """
    room = LiveRoom(saving=DEFAULT_PROFILE)
    processor = room.start(translator("nl"), settings)
    next_s = 0.0
    with closing(FilmCamera(film)) as camera:
        try:
            for frame in camera:
                processor.recv(_picture(frame))
                if frame.time_s >= next_s:
                    next_s = frame.time_s + every_s
                    yield _read(room, frame.time_s)
        finally:
            processor.leave()


def _read(room: LiveRoom, time_s: float) -> Reading:
    snapshot = room.slot.snapshot()
    if snapshot.fault is not None:
        raise snapshot.fault
    return Reading(
        time_s=round(time_s, 1),
        memory_mb=round(memory_mb(), 1),
        threads=threads(),
        files=files(),
        age_ms=round(snapshot.age_median_ms, 1),
        received=snapshot.received,
        analysed=snapshot.analysed,
    )


def _picture(frame: VideoFrame) -> av.VideoFrame:
    """Return a frame as streamlit-webrtc hands it over."""
    picture = av.VideoFrame.from_ndarray(frame.bgr, format="bgr24")
    picture.pts = round(frame.time_s * _TICKS_PER_S)
    picture.time_base = Fraction(1, _TICKS_PER_S)
    return picture
