"""The app as users have it, with a camera that writes down when it gave which picture.

``python -m tools.bench_live.server PORT FILE``
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from tilcoach.pose import SourceInfo, VideoFrame
from tilcoach.video import CameraDevice, SimulatedCamera
from tools.bench_live.film import number_of

OPTIONS = {
    "server.address": "127.0.0.1",
    "server.headless": True,
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": False,
    "runner.postScriptGC": False,
}


class LoggedCamera:
    """A film in the place of a camera; each picture's number and moment are written down.

    Parameters
    ----------
    film
        The film.
    log
        Gets a line per picture: its number, and the moment in seconds of the system's clock.
    """

    def __init__(self, film: Path, log: TextIO) -> None:
        self._camera = SimulatedCamera(film)
        self._log = log

    @property
    def info(self) -> SourceInfo:
        """What the film says of itself."""
        return self._camera.info

    def __iter__(self) -> Iterator[VideoFrame]:
        """Give the frames when they are due."""
        for frame in self._camera:
            print(number_of(frame.bgr), time.time(), file=self._log, flush=True)
            yield frame

    def close(self) -> None:
        """Let go of the film."""
        self._camera.close()


def main() -> None:
    """Serve until stopped."""
    port, path = int(sys.argv[1]), Path(sys.argv[2])
    log = path.open("w", encoding="utf-8")

    def open_logged(place: CameraDevice) -> LoggedCamera:
        return LoggedCamera(Path(place.key), log)

    setattr(CameraDevice, "open", open_logged)  # noqa: B010  the only thing that differs
    from tilcoach.ui.serve import app  # noqa: PLC0415

    app.run(config={**OPTIONS, "server.port": port})


if __name__ == "__main__":
    main()
