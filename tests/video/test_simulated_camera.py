"""A film in the place of a camera keeps its own time, and can be unplugged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from tilcoach.errors import VideoError
from tilcoach.video import SimulatedCamera


class Watch:
    """A clock that goes on only when somebody waits, or when a test says so."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.waited_s: list[float] = []

    def __call__(self) -> float:
        return self.now_s

    def wait(self, for_s: float) -> None:
        self.waited_s.append(for_s)
        self.now_s += for_s


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def path(film: Callable[..., Path]) -> Path:
    return film("film.mp4", times_s=[0.0, 0.1, 0.2, 0.3])


@pytest.fixture
def camera(path: Path, watch: Watch) -> Iterator[SimulatedCamera]:
    camera = SimulatedCamera(path, watch, watch.wait)
    yield camera
    camera.close()


def test_it_plays_at_the_rate_of_the_film_and_starts_anew(
    camera: SimulatedCamera, watch: Watch
) -> None:
    frames = list(islice(camera, 6))
    interval_s = 1 / camera.info.frame_rate_hz
    assert watch.waited_s == pytest.approx([0.0, 0.1, 0.1, 0.1, interval_s, 0.1])
    times_s = [0.0, 0.1, 0.2, 0.3, 0.3 + interval_s, 0.4 + interval_s]
    assert [frame.time_s for frame in frames] == pytest.approx(times_s)
    assert [frame.index for frame in frames] == list(range(6))
    assert (camera.info.width_px, camera.info.name) == (64, "camera film.mp4")


def test_what_nobody_takes_in_time_is_gone(camera: SimulatedCamera, watch: Watch) -> None:
    frames = iter(camera)
    next(frames)
    watch.now_s += 0.25  # the viewer is busy; 0.1 is over, and 0.2 is the newest
    assert next(frames).time_s == pytest.approx(0.25)
    assert next(frames).time_s == pytest.approx(0.3)


def test_a_film_that_cannot_be_read_in_time_still_plays(
    camera: SimulatedCamera, watch: Watch
) -> None:
    frames = iter(camera)
    for _ in range(6):
        next(frames)
        watch.now_s += 5.0
    assert camera.info.frames == 6


def test_a_film_that_is_taken_away_is_an_unplugged_camera(
    camera: SimulatedCamera, path: Path
) -> None:
    frames = iter(camera)
    next(frames)
    path.unlink()
    with pytest.raises(VideoError, match=r"Camera film\.mp4 stopped giving pictures"):
        next(frames)


def test_another_film_in_its_place_is_taken_up_at_once(
    camera: SimulatedCamera, path: Path, film: Callable[..., Path]
) -> None:
    frames = iter(camera)
    next(frames)
    other = film("other.mp4", times_s=[0.0, 0.1], size_px=(96, 48))
    other.replace(path)
    assert next(frames).bgr.shape == (48, 96, 3)


def test_one_that_is_closed_ends_quietly(camera: SimulatedCamera) -> None:
    frames = iter(camera)
    next(frames)
    camera.close()
    camera.close()
    assert list(frames) == []


def test_no_film_is_no_camera(tmp_path: Path) -> None:
    with pytest.raises(VideoError, match=r"Camera gone\.mp4 cannot be opened"):
        SimulatedCamera(tmp_path / "gone.mp4")
