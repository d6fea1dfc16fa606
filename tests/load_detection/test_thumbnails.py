"""A stream as a few small grey pictures a second."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.load_detection import ThumbnailRecorder, Thumbnails
from tilcoach.load_detection.thumbnails import GROUP_THUMBNAIL_PIXELS, THUMBNAIL_PIXELS
from tilcoach.pose import VideoFrame


def frame(time_s: float, grey: int = 90, height: int = 480, width: int = 640) -> VideoFrame:
    return VideoFrame(np.full((height, width, 3), grey, np.uint8), time_s, round(time_s * 30))


@pytest.mark.parametrize("rate_hz", [5, 12, 15, 25, 30, 60])
def test_there_are_five_a_second_at_most(rate_hz: int) -> None:
    keeper = ThumbnailRecorder()
    for i in range(4 * rate_hz):
        keeper.add(frame(i / rate_hz))
    kept = keeper.thumbnails()
    assert 3 * 4 <= len(kept) <= 5 * 4
    assert np.all(np.diff(kept.time_s) >= 0.19)


@given(height=st.integers(2, 900), width=st.integers(2, 900))
def test_they_keep_the_shape_of_the_picture(height: int, width: int) -> None:
    keeper = ThumbnailRecorder()
    keeper.add(frame(0.0, 90, height, width))
    kept = keeper.thumbnails()
    _, rows, columns = kept.grey.shape
    assert rows * columns <= 1.5 * THUMBNAIL_PIXELS
    assert columns <= width
    assert kept.shrink == columns / width
    assert np.all(np.abs(kept.all().astype(int) - 90) <= 1)


def test_of_several_people_they_are_larger() -> None:
    alone, group = ThumbnailRecorder(), ThumbnailRecorder(persons=4)
    for keeper in (alone, group):
        keeper.add(frame(0.0))
    times = np.prod(group.thumbnails().grey.shape) / np.prod(alone.thumbnails().grey.shape)
    assert times == pytest.approx(GROUP_THUMBNAIL_PIXELS / THUMBNAIL_PIXELS, rel=0.05)


def test_a_live_stream_forgets() -> None:
    keeper = ThumbnailRecorder(keep_s=2.0)
    for i in range(100):
        keeper.add(frame(i / 5))
    kept = keeper.thumbnails()
    assert kept.time_s[-1] - kept.time_s[0] <= 2.0
    assert len(kept) == 11


def test_another_picture_size_begins_anew() -> None:
    keeper = ThumbnailRecorder()
    keeper.add(frame(0.0))
    keeper.add(frame(1.0, height=640, width=480))
    assert len(keeper.thumbnails()) == 1


def test_nothing_seen_is_empty() -> None:
    kept = ThumbnailRecorder().thumbnails()
    assert len(kept) == 0
    assert len(kept.between(0, 9)) == 0


def test_wrong_shapes_are_refused_and_pictures_are_locked() -> None:
    with pytest.raises(ValueError, match="grey"):
        Thumbnails(np.zeros((2, 4, 4), np.uint8), np.zeros(1), 1.0)
    kept = Thumbnails(np.zeros((1, 4, 4), np.uint8), np.zeros(1), 1.0)
    assert isinstance(kept.grey, np.ndarray)
    with pytest.raises(ValueError, match="read-only"):
        kept.grey[0] = 1


def test_packed_ones_are_what_was_seen() -> None:
    rng, keeper = np.random.default_rng(3), ThumbnailRecorder(keep_s=6.0)
    seen = []
    for i in range(50):  # of its own size, so that nothing is made smaller; two whole ones are gone
        bgr = np.repeat(rng.integers(0, 256, (60, 80, 1), np.uint8), 3, axis=2)
        seen.append(bgr[..., 0])
        keeper.add(VideoFrame(bgr, i / 5, i))
    kept = keeper.thumbnails()
    assert np.array_equal(kept.all(), seen[-len(kept) :])
    some = kept.between(5.0, 6.0)
    assert np.array_equal(some, seen[25:31])
    assert len(kept.between(20, 30)) == 0


def test_a_film_that_stands_still_takes_next_to_nothing() -> None:
    tracemalloc.start()
    keeper = ThumbnailRecorder()
    for i in range(200):
        keeper.add(frame(i / 5))
    keeper.thumbnails()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held < 0.1 * 200 * THUMBNAIL_PIXELS
