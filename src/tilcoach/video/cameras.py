"""Which cameras this machine has, by name, and how to open one."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from tilcoach.video.camera import Camera, capture_backend
from tilcoach.video.film_camera import FilmCamera
from tilcoach.video.source import FrameSource

FILM_VARIABLE = "TILCOACH_CAMERA"
"""A film, or several as in ``$PATH``, that stands in for the cameras of this machine.

Set, but empty: there are none.
"""


@dataclass(frozen=True, slots=True)
class CameraPlace:
    """A camera that can be opened.

    Attributes
    ----------
    key
        Tells it from the others: its number, or the film in its place.
    name
        As the system calls it.
    film
        What plays in the place of a camera; None for a real one.
    """

    key: str
    name: str
    film: Path | None = None

    def open(self) -> FrameSource:
        """Open the camera; from now on its light is on.

        Raises
        ------
        VideoError
            If there is no such camera, or another program uses it.
        """
        return Camera(int(self.key)) if self.film is None else FilmCamera(self.film)


def find_cameras() -> tuple[CameraPlace, ...]:
    """Return the cameras of this machine, without opening any; empty when there are none."""
    films = os.environ.get(FILM_VARIABLE)
    if films is not None:
        paths = (Path(film) for film in films.split(os.pathsep) if film)
        return tuple(CameraPlace(str(path), path.stem, path) for path in paths)
    if sys.platform not in {"linux", "darwin", "win32"}:
        return ()  # elsewhere each would be opened to see whether it is there
    from cv2_enumerate_cameras import enumerate_cameras  # noqa: PLC0415 - brings OpenCV

    found = sorted(enumerate_cameras(capture_backend()), key=lambda camera: camera.index)
    return tuple(CameraPlace(str(camera.index), camera.name) for camera in found)
