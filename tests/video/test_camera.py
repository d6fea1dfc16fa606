"""A camera is read by our own clock, and says in words when it cannot be."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path

import cv2
import cv2_enumerate_cameras
import numpy as np
import pytest
from cv2_enumerate_cameras import CameraInfo

from tilcoach.errors import VideoError
from tilcoach.pose.arrays import Bytes
from tilcoach.video import FILM_VARIABLE, Camera, SimulatedCamera, find_cameras
from tilcoach.video.camera import capture_backend


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


@pytest.fixture
def two_cameras(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FILM_VARIABLE, raising=False)

    def two(backend: int) -> list[CameraInfo]:
        return [
            CameraInfo(number, name, None, None, None, backend)
            for number, name in ((2, "Desk"), (0, "Lid"))
        ]

    monkeypatch.setattr(cv2_enumerate_cameras, "enumerate_cameras", two)


@pytest.mark.usefixtures("two_cameras")
def test_cameras_come_by_number_with_the_name_that_the_system_gives() -> None:
    assert [(place.key, place.name) for place in find_cameras()] == [("0", "Lid"), ("2", "Desk")]


@pytest.mark.usefixtures("two_cameras")
def test_a_system_that_cannot_tell_has_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "plan9")
    assert find_cameras() == ()
    assert capture_backend() == 0


def test_films_stand_in_for_cameras(
    film: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    films = [film("stoop.mp4"), film("squat.mp4")]
    monkeypatch.setenv(FILM_VARIABLE, os.pathsep.join(map(str, films)))
    places = find_cameras()
    assert [(place.key, place.name) for place in places] == [
        (str(films[0]), "stoop"),
        (str(films[1]), "squat"),
    ]
    camera = places[0].open()
    assert isinstance(camera, SimulatedCamera)
    assert camera.info.name == "camera stoop.mp4"
    camera.close()


@pytest.mark.usefixtures("two_cameras")
def test_no_film_at_all_is_no_camera(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FILM_VARIABLE, "")
    assert find_cameras() == ()
