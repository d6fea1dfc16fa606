"""Rectangles in a picture."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.estimation.picture_box import Box, search_windows
from tilcoach.pose import VideoFrame


@given(st.integers(2, 2000), st.integers(2, 2000))
def test_squares_cover_the_whole_picture(width: int, height: int) -> None:
    seen = np.zeros((height, width), bool)
    for window in search_windows(width, height):
        assert window.right_px - window.left_px == window.bottom_px - window.top_px
        seen[window.slices] = True
    assert seen.all()


def test_neighbouring_squares_share_half() -> None:
    windows = search_windows(768, 432)
    assert [(w.left_px, w.right_px) for w in windows] == [(0, 432), (168, 600), (336, 768)]


def test_a_box_is_cut_to_the_frame() -> None:
    frame = VideoFrame(np.zeros((48, 64, 3), np.uint8), 0.0, 0)
    cut = Box(-5.0, 3.5, 70.0, 60.0).within(frame)
    assert cut == Box(0.0, 3.5, 64.0, 48.0)
    assert cut.slices == (slice(3, 48), slice(0, 64))


@pytest.mark.parametrize(
    ("other", "common"),
    [(Box(5, 5, 20, 20), True), (Box(11, 0, 20, 10), False), (Box(0, 11, 10, 20), False)],
)
def test_boxes_overlap_where_they_have_a_place_in_common(other: Box, common: bool) -> None:  # noqa: FBT001
    assert Box(0, 0, 10, 10).overlaps(other) is common


def test_a_box_gets_taller_and_never_lower() -> None:
    assert Box(0, 10, 5, 20).taller(3) == Box(0, 7, 5, 23)
    assert Box(0, 10, 5, 20).taller(-3) == Box(0, 10, 5, 20)
