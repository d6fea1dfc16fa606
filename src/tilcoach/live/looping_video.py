"""A sample film as a camera: the same frames in a loop, in time that only increases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from tilcoach.pose import SourceInfo, VideoFrame
from tilcoach.video import VideoFile

_PAUSE_S = 1.0  # the last frame stays for a moment before the film restarts


class LoopingVideo:
    """The frames of a film in a loop, in time that only increases."""

    def __init__(self, path: Path) -> None:
        self._film = VideoFile(path)

    @property
    def info(self) -> SourceInfo:
        """What is known of the film."""
        return self._film.info

    def __iter__(self) -> Iterator[VideoFrame]:
        """Yield frames without an end, as fast as the caller takes them."""
        interval_s = 1 / self._film.info.frame_rate_hz
        for index, frame in enumerate(self._loop()):
            yield replace(frame, index=index, time_s=index * interval_s)

    def _loop(self) -> Iterator[VideoFrame]:
        while True:
            for frame in self._film:
                yield frame
            for _ in range(round(_PAUSE_S * self._film.info.frame_rate_hz)):
                yield frame

    def close(self) -> None:
        """Close the file; may be called twice."""
        self._film.close()


class LoopingTrack:
    """A looping film in the form that streamlit-webrtc expects of a player."""

    audio = None

    def __init__(self, path: Path) -> None:
        # A page must import it first: see `tilcoach.ui.serve`.
        from streamlit_webrtc import VideoSourceTrack  # noqa: PLC0415

        film = LoopingVideo(path)
        self._frames = iter(film)
        self.video = VideoSourceTrack(callback=self._next, fps=film.info.frame_rate_hz)

    def _next(self, _pts: int, _time_base: Fraction) -> av.VideoFrame:
        return av.VideoFrame.from_ndarray(np.ascontiguousarray(next(self._frames).bgr), "bgr24")
