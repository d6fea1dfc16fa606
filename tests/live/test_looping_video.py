from __future__ import annotations

import asyncio
from pathlib import Path

import av
import numpy as np
import pytest

from tilcoach.errors import VideoError
from tilcoach.live.looping_video import LoopingTrack
from tilcoach.video import VideoFile, VideoWriter

RATE_HZ, FRAMES = 120, 12


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Twelve pictures that grow lighter, fast enough to play in a blink."""
    path = tmp_path / "film.mp4"
    with VideoWriter(path, 64, 48) as writer:
        for index in range(FRAMES):
            writer.write(np.full((48, 64, 3), 20 * index, np.uint8), index / RATE_HZ)
    return path


async def played(reel: LoopingTrack, n: int) -> tuple[list[float], list[int]]:
    """Return how light the next pictures are, and their timestamps."""
    light, stamps = [], []
    for _ in range(n):
        frame = await reel.video.recv()
        assert isinstance(frame, av.VideoFrame)
        assert frame.pts is not None
        light.append(float(frame.to_ndarray(format="bgr24").mean()))
        stamps.append(frame.pts)
    return light, stamps


def test_the_film_restarts_after_a_pause_and_time_increases(film: Path) -> None:
    one_second = round(VideoFile(film).info.frame_rate_hz)
    light, stamps = asyncio.run(played(LoopingTrack(film), FRAMES + one_second + 1))
    last = light[FRAMES - 1]
    assert last > 200
    assert light[FRAMES:-1] == [last] * one_second
    assert light[-1] < 20
    assert stamps == sorted(set(stamps))


def test_a_missing_film_is_reported_before_it_plays(tmp_path: Path) -> None:
    with pytest.raises(VideoError):
        LoopingTrack(tmp_path / "nothing.mp4")
