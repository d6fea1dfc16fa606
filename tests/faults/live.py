"""A live session in a process of its own, and the films that stand in for its camera."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import av
import numpy as np
import pytest

from tilcoach.pose.arrays import Bytes

PATIENCE_S = 300.0  # for one line of a process: a busy machine is slow, and not broken
MOST_LINES = 3000  # a quarter of an hour: then what was waited for does not come any more

Told = dict[str, Any]


@dataclass
class Cameras:
    """The camera of one test, which shows one of the films that stand in for it."""

    films: Path
    plug: Path

    def __post_init__(self) -> None:
        self.show("works")

    def show(self, what: str) -> None:
        """Let the camera give other pictures from now on."""
        fresh = self.plug.with_name("fresh.mkv")
        fresh.write_bytes((self.films / f"{what}.mkv").read_bytes())
        fresh.replace(self.plug)

    def unplug(self) -> None:
        """Take the camera away."""
        self.plug.unlink()


def write_films(folder: Path) -> None:
    """Write what a camera shows that works, is slow, black or frozen."""
    rows = np.linspace(60, 180, 640).astype(np.uint8)
    good = np.tile(rows[None, :, None], (480, 1, 3))
    black = np.zeros_like(good)
    _write_film(folder / "works.mkv", [_marked(good, n) for n in range(75)], 25)
    _write_film(folder / "slow.mkv", [_marked(good, n) for n in range(15)], 5)
    _write_film(folder / "black.mkv", [black] * 10, 25)
    _write_film(folder / "frozen.mkv", [good] * 10, 25)


def _marked(picture: Bytes, number: int) -> Bytes:
    """Return a picture in which something is elsewhere each time, as before any camera."""
    marked = picture.copy()
    marked[:, 8 * number : 8 * number + 8] = 250
    return marked


def _write_film(path: Path, pictures: list[Bytes], rate_hz: int) -> None:
    with av.open(str(path), "w") as file:
        stream = file.add_stream("ffv1", rate=rate_hz)  # without loss: what is frozen stays so
        assert isinstance(stream, av.VideoStream)
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = "yuv420p"
        for picture in pictures:
            file.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        file.mux(stream.encode(None))


class Session:
    """A live session in a process of its own, and what it tells."""

    def __init__(self, places: dict[str, str], *words: str) -> None:
        self.process = subprocess.Popen(  # noqa: S603  our own words
            [sys.executable, str(Path(__file__).parent / "session.py"), *words],
            env=places,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._lines: Queue[str] = Queue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line)

    def say(self, word: str) -> None:
        """Let the session do something."""
        assert self.process.stdin is not None
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()

    def until(self, holds: Callable[[Told], bool], tab: str = "first") -> Told:
        """Wait until a page shows something, and return all that it shows then."""
        told: Told = {}
        for _ in range(MOST_LINES):
            try:
                told = json.loads(self._lines.get(timeout=PATIENCE_S))
            except Empty:
                break
            if told["tab"] == tab and holds(told):
                return told
        pytest.fail(f"It never came. The last that was told: {told}")

    def shows(self, words: str, tab: str = "first") -> Told:
        """Wait until the panel holds these words."""
        return self.until(lambda told: words in told["panel"], tab)

    def works(self) -> Told:
        """Wait until pictures come and nothing is the matter."""
        return self.until(
            lambda told: told["received"] > 0 and "gives no picture" not in told["panel"]
        )

    def saves(self, more_than: int = 0) -> int:
        """Wait until more lifts than so many are on disk, and return how many."""
        saved: int = self.until(lambda told: told["saved"] > more_than)["saved"]
        return saved

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """End it, whatever it does."""
        self.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()
