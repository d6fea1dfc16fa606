"""Films to measure with are whole films of the length that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tilcoach.bench import long_film, one_frame
from tilcoach.video import VideoFile

Film = Callable[..., Path]


def test_one_frame_is_the_first(film: Film, tmp_path: Path) -> None:
    one_frame(film(), tmp_path / "one.mp4")
    (frame,) = list(VideoFile(tmp_path / "one.mp4"))
    assert (frame.width_px, frame.height_px) == (64, 48)
    assert frame.bgr.mean() < 3  # the first one is black


def test_a_long_film_repeats_the_short_one_in_rising_time(film: Film, tmp_path: Path) -> None:
    long_film(film(), tmp_path / "long.mp4", minutes=0.09, size_px=(160, 96))
    frames = list(VideoFile(tmp_path / "long.mp4"))
    assert len(frames) == 60  # 5.4 s and more, of a film of 2 s
    assert all(later.time_s - earlier.time_s > 0.03 for earlier, later in pairwise(frames))
    assert frames[-1].time_s == pytest.approx(5.9)
    middles = [float(frame.bgr[48, 80].mean()) for frame in frames]
    assert middles[:20] == pytest.approx(middles[20:40], abs=3)
    assert middles[19] > middles[0] + 60
    assert frames[19].bgr[48, 2].max() < 20  # black beside a picture of another shape
    assert [path.name for path in tmp_path.glob("long*")] == ["long.mp4"]
