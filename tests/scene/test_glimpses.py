"""A stream as a few small grey pictures a second."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.pose import VideoFrame
from tilcoach.scene import GlimpseKeeper, Glimpses


def frame(time_s: float, grey: int = 90, height: int = 480, width: int = 640) -> VideoFrame:
    return VideoFrame(np.full((height, width, 3), grey, np.uint8), time_s, round(time_s * 30))


@pytest.mark.parametrize("rate_hz", [5, 12, 15, 25, 30, 60])
def test_there_are_five_a_second_at_most(rate_hz: int) -> None:
    keeper = GlimpseKeeper()
    for i in range(4 * rate_hz):
        keeper.add(frame(i / rate_hz))
    kept = keeper.glimpses()
    assert 3 * 4 <= len(kept) <= 5 * 4
    assert np.all(np.diff(kept.time_s) >= 0.19)


@given(height=st.integers(2, 900), width=st.integers(2, 900))
def test_they_keep_the_shape_of_the_picture(height: int, width: int) -> None:
    keeper = GlimpseKeeper()
    keeper.add(frame(0.0, 90, height, width))
    kept = keeper.glimpses()
    assert kept.grey.shape == (1, max(round(height * 96 / width), 1), 96)
    assert kept.shrink == 96 / width
    assert np.all(np.abs(kept.grey.astype(int) - 90) <= 1)


def test_a_live_stream_forgets() -> None:
    keeper = GlimpseKeeper(keep_s=2.0)
    for i in range(100):
        keeper.add(frame(i / 5))
    kept = keeper.glimpses()
    assert kept.time_s[-1] - kept.time_s[0] <= 2.0
    assert len(kept) == 11


def test_another_picture_size_begins_anew() -> None:
    keeper = GlimpseKeeper()
    keeper.add(frame(0.0))
    keeper.add(frame(1.0, height=640, width=480))
    assert len(keeper.glimpses()) == 1


def test_nothing_seen_is_empty() -> None:
    kept = GlimpseKeeper().glimpses()
    assert len(kept) == 0
    assert len(kept.between(0, 9)) == 0


def test_wrong_shapes_are_refused_and_pictures_are_locked() -> None:
    with pytest.raises(ValueError, match="grey"):
        Glimpses(np.zeros((2, 4, 4), np.uint8), np.zeros(1), 1.0)
    kept = Glimpses(np.zeros((1, 4, 4), np.uint8), np.zeros(1), 1.0)
    with pytest.raises(ValueError, match="read-only"):
        kept.grey[0] = 1
