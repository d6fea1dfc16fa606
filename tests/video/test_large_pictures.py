"""Pictures of more than Full HD are made smaller as they are decoded."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tilcoach.video import FilmChoices, VideoFile, VideoWriter


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Write two pictures of 2880x2160, white to the right."""
    bgr = np.zeros((2160, 2880, 3), np.uint8)
    bgr[:, 1440:] = 255
    with VideoWriter(tmp_path / "large.mp4", 2880, 2160) as writer:
        for index in range(2):
            writer.write(bgr, index / 30)
    return tmp_path / "large.mp4"


def test_they_keep_their_shape_and_say_their_new_size(film: Path) -> None:
    video = VideoFile(film)
    first, _ = video
    assert (video.info.width_px, video.info.height_px) == (1920, 1440)
    assert (first.width_px, first.height_px) == (1920, 1440)
    assert first.bgr[700, 950].max() < 20
    assert first.bgr[700, 970].min() > 235


def test_turned_ones_as_well(film: Path) -> None:
    video = VideoFile(film, FilmChoices(rotate_deg=90))
    first, _ = video
    assert (video.info.width_px, video.info.height_px) == (1440, 1920)
    assert (first.width_px, first.height_px) == (1440, 1920)
