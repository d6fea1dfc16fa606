"""Small videos, written here and now: coloured quarters, any times, any turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from tilcoach.pose.arrays import Bytes

TICKS_PER_S = 1000


@dataclass(frozen=True)
class Film:
    """What to write."""

    times_s: Sequence[float | None] = (0.0, 0.1, 0.2)
    size_px: tuple[int, int] = (64, 48)
    codec: str = "mpeg4"
    pixels: str = "yuv420p"
    aspect: Fraction = Fraction(1)
    """Width of a pixel by its height."""
    turn_deg: int = 0
    """Anticlockwise, in the file's metadata only."""
    mirrored: bool = False
    sound: bool = False
    faststart: bool = True

    def write(self, path: Path) -> Path:
        """Write the film and return its path."""
        options = {"movflags": "+faststart"} if self.faststart and path.suffix == ".mp4" else {}
        with av.open(str(path), "w", options=options) as file:
            pictures = self._pictures_of(file) if self.times_s else None
            sound = file.add_stream("aac", rate=8000) if self.sound else None
            if pictures is not None:
                self._write_pictures(file, pictures)
            if isinstance(sound, av.AudioStream):
                _write_sound(file, sound)
        return path

    def _pictures_of(self, file: av.container.OutputContainer) -> av.VideoStream:
        stream = file.add_stream(self.codec, rate=TICKS_PER_S)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height = self.size_px
        stream.pix_fmt = self.pixels
        stream.codec_context.sample_aspect_ratio = self.aspect
        stream.codec_context.time_base = Fraction(1, TICKS_PER_S)
        stream.codec_context.max_b_frames = 0
        if self.turn_deg or self.mirrored:
            stream.set_display_rotation(self.turn_deg, hflip=self.mirrored)
        return stream

    def _write_pictures(self, file: av.container.OutputContainer, stream: av.VideoStream) -> None:
        for time_s in self.times_s:
            picture = av.VideoFrame.from_ndarray(quarters(*self.size_px), format="bgr24")
            if time_s is not None:
                picture.pts = round(time_s * TICKS_PER_S)
                picture.time_base = Fraction(1, TICKS_PER_S)
            file.mux(stream.encode(picture))
        file.mux(stream.encode(None))


def quarters(width: int, height: int) -> Bytes:
    """Return a picture with four grey quarters: 40 and 100 above, 160 and 220 below."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[: height // 2, : width // 2] = 40
    picture[: height // 2, width // 2 :] = 100
    picture[height // 2 :, : width // 2] = 160
    picture[height // 2 :, width // 2 :] = 220
    return picture


def _write_sound(file: av.container.OutputContainer, stream: av.AudioStream) -> None:
    sound = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
    sound.sample_rate = 8000
    file.mux(stream.encode(sound))
    file.mux(stream.encode(None))


@pytest.fixture
def film(tmp_path: Path) -> Callable[..., Path]:
    """Write a film: ``film("name.mp4", times_s=(0.0, 0.5))``."""

    def write(name: str = "film.mp4", **what: object) -> Path:
        return Film(**what).write(tmp_path / name)  # type: ignore[arg-type]  # the fields check

    return write


@pytest.fixture
def picture() -> Bytes:
    """Return the picture that the films show, 64 by 48."""
    return quarters(64, 48)
