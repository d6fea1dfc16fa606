"""Plays a sample film as if it were a camera, over and over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from tilcoach.pose import SourceInfo, VideoFrame
from tilcoach.video import VideoFile

_PAUSE_S = 1.0  # the last picture stays for a moment before the film starts anew


class EndlessFilm:
    """The frames of a film, over and over, in time that only goes on.

    Parameters
    ----------
    path
        The film.

    Raises
    ------
    VideoError
        If no frame of the film can be read.
    """

    def __init__(self, path: Path) -> None:
        self._film = VideoFile(path)

    @property
    def info(self) -> SourceInfo:
        """What is known of the film."""
        return self._film.info

    def __iter__(self) -> Iterator[VideoFrame]:
        """Give the frames, as fast as they are asked for; without an end."""
        interval_s = 1 / self._film.info.frame_rate_hz
        for index, frame in enumerate(self._again_and_again()):
            yield replace(frame, index=index, time_s=index * interval_s)

    def _again_and_again(self) -> Iterator[VideoFrame]:
        while True:
            for frame in self._film:
                yield frame
            for _ in range(round(_PAUSE_S * self._film.info.frame_rate_hz)):
                yield frame

    def close(self) -> None:
        """Let go of the film; closing twice is fine."""
        self._film.close()


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

        film = EndlessFilm(path)
        self._frames = iter(film)
        self.video = VideoSourceTrack(callback=self._next, fps=film.info.frame_rate_hz)

    def _next(self, _pts: int, _time_base: Fraction) -> av.VideoFrame:
        return av.VideoFrame.from_ndarray(np.ascontiguousarray(next(self._frames).bgr), "bgr24")
