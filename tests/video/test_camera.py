"""A camera is read by our own clock, and says in words when it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, islice

import cv2
import numpy as np
import pytest

from tilcoach.errors import VideoError
from tilcoach.pose.arrays import Bytes
from tilcoach.video import Camera


class FakeCapture:
    """Behaves like OpenCV's VideoCapture, for a number of pictures."""

    def __init__(self, pictures: int, rate_hz: float = 0.0) -> None:
        self.left = pictures
        self.open = True
        self.sizes = {cv2.CAP_PROP_FRAME_WIDTH: 64.0, cv2.CAP_PROP_FRAME_HEIGHT: 48.0}
        self.sizes[cv2.CAP_PROP_FPS] = rate_hz

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return self.open

    def get(self, what: int) -> float:
        return self.sizes[what]

    def set(self, what: int, value: float) -> bool:
        return bool(what) and value == 1

    def read(self) -> tuple[bool, Bytes | None]:
        self.left -= 1
        return (True, np.zeros((48, 64, 3), np.uint8)) if self.left >= 0 else (False, None)

    def release(self) -> None:
        self.open = False


def ticking(step_s: float) -> Callable[[], float]:
    ticks: Iterator[int] = count()
    return lambda: 100 + step_s * next(ticks)


def test_frames_carry_the_time_of_our_clock() -> None:
    camera = Camera(0, lambda _index: FakeCapture(3), ticking(0.04))
    frames = list(islice(camera, 3))
    assert [frame.time_s for frame in frames] == pytest.approx([0.0, 0.04, 0.08])
    assert [frame.index for frame in frames] == [0, 1, 2]
    assert camera.info.frames == 3
    assert camera.info.duration_s == pytest.approx(0.08)


def test_a_camera_that_is_unplugged() -> None:
    camera = Camera(2, lambda _index: FakeCapture(1), ticking(0.04))
    frames = iter(camera)
    next(frames)
    with pytest.raises(VideoError, match="Camera 2 stopped giving pictures"):
        next(frames)


def test_a_camera_that_is_closed_ends_quietly() -> None:
    camera = Camera(0, lambda _index: FakeCapture(10), ticking(0.04))
    frames = iter(camera)
    next(frames)
    camera.close()
    camera.close()
    assert list(frames) == []


def test_a_camera_that_is_not_there() -> None:
    def nothing(_index: int) -> FakeCapture:
        capture = FakeCapture(0)
        capture.release()
        return capture

    with pytest.raises(VideoError, match="Camera 7 cannot be opened: plug it in"):
        Camera(7, nothing)


@pytest.mark.parametrize(("said_hz", "expected_hz"), [(0.0, 30.0), (15.0, 15.0)])
def test_what_it_says_of_itself(said_hz: float, expected_hz: float) -> None:
    info = Camera(1, lambda _index: FakeCapture(0, said_hz)).info
    assert (info.name, info.sha256, info.frames) == ("camera 1", "", 0)
    assert (info.width_px, info.height_px, info.frame_rate_hz) == (64, 48, expected_hz)
