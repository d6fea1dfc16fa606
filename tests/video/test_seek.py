"""One picture out of a film."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.errors import VideoError
from tilcoach.pose import VideoFrame
from tilcoach.video import VideoFile, VideoWriter, read_picture

N, RATE_HZ = 200, 30.0  # four key pictures


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    with VideoWriter(path, 64, 48) as writer:
        for index in range(N):
            writer.write(np.full((48, 64, 3), index, np.uint8), index / RATE_HZ)
    return path


@pytest.fixture(scope="module")
def frames(film: Path) -> list[VideoFrame]:
    """Return all of it, as read from the start."""
    return list(VideoFile(film))


@given(index=st.integers(0, N - 1), within=st.floats(0.0, 0.95))
def test_it_is_the_picture_that_is_on_the_screen_when_the_film_is_played(
    film: Path, frames: list[VideoFrame], index: int, within: float
) -> None:
    picture = read_picture(film, frames[index].time_s + within / RATE_HZ)
    np.testing.assert_array_equal(picture, frames[index].bgr)


def test_before_the_start_and_after_the_end_it_is_the_first_and_the_last(
    film: Path, frames: list[VideoFrame]
) -> None:
    assert len(frames) == N
    assert not np.array_equal(frames[0].bgr, frames[-1].bgr)
    np.testing.assert_array_equal(read_picture(film, -1.0), frames[0].bgr)
    np.testing.assert_array_equal(read_picture(film, 999.0), frames[-1].bgr)


@pytest.mark.parametrize("content", [None, b"", b"this is no film"])
def test_what_is_no_film_gets_a_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "gone.mp4"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(VideoError, match=r"gone\.mp4"):
        read_picture(path, 0.0)
