"""One picture of a video."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from tilcoach.pose import VideoFrame


def test_a_frame_knows_its_size() -> None:
    frame = VideoFrame(np.zeros((48, 64, 3), np.uint8), 0.5, 12)
    assert (frame.width_px, frame.height_px) == (64, 48)
    assert (frame.time_s, frame.index) == (0.5, 12)


def test_pixels_of_a_frame_cannot_be_painted_over() -> None:
    frame = VideoFrame(np.zeros((4, 4, 3), np.uint8), 0.0, 0)
    with pytest.raises(ValueError, match="read-only"):
        frame.bgr[0, 0] = 255


def test_a_frame_is_frozen() -> None:
    frame = VideoFrame(np.zeros((4, 4, 3), np.uint8), 0.0, 0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        frame.time_s = 1.0  # type: ignore[misc]


@pytest.mark.parametrize("shape", [(4, 4), (4, 4, 4), (4, 4, 1), (3,)])
def test_only_three_colours_pass(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"expected shape \(height, width, 3\)"):
        VideoFrame(np.zeros(shape, np.uint8), 0.0, 0)


def test_only_bytes_pass() -> None:
    with pytest.raises(ValueError, match="expected uint8, got float64"):
        VideoFrame(np.zeros((4, 4, 3)), 0.0, 0)  # type: ignore[arg-type]
