"""The list of cameras: real ones by name, or the films that stand in for them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import cv2_enumerate_cameras
import pytest
from cv2_enumerate_cameras import CameraInfo

from tilcoach.video import FILM_VARIABLE, FilmCamera, find_cameras
from tilcoach.video.camera import capture_backend


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
    assert isinstance(camera, FilmCamera)
    assert camera.info.name == "camera stoop.mp4"
    camera.close()


@pytest.mark.usefixtures("two_cameras")
def test_no_film_at_all_is_no_camera(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FILM_VARIABLE, "")
    assert find_cameras() == ()
