"""Plays a sample film as if it were a camera, over and over."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from tilcoach.pose import VideoFrame
from tilcoach.video import VideoFile

_PAUSE_S = 1.0  # the last picture stays for a moment before the film starts anew


class Reel:
    """A film without an end, in the form that streamlit-webrtc asks of a player.

    Parameters
    ----------
    path
        The film.

    Raises
    ------
    VideoError
        If no frame of the film can be read.
    """

    audio = None

    def __init__(self, path: Path) -> None:
        # Its first import belongs to a page: see `tilcoach.ui.serve`.
        from streamlit_webrtc import VideoSourceTrack  # noqa: PLC0415

        self._film = VideoFile(path)
        self._rate_hz = self._film.info.frame_rate_hz
        self._frames = self._play()
        self.video = VideoSourceTrack(callback=self._next, fps=self._rate_hz)

    def _next(self, _pts: int, _time_base: Fraction) -> av.VideoFrame:
        return av.VideoFrame.from_ndarray(np.ascontiguousarray(next(self._frames).bgr), "bgr24")

    def _play(self) -> Iterator[VideoFrame]:
        while True:
            for frame in self._film:
                yield frame
            for _ in range(round(_PAUSE_S * self._rate_hz)):
                yield frame
