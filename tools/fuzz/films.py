"""Small whole films in many formats: what the damage is done to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

from tilcoach.pose.arrays import Bytes

_TICKS_PER_S = 1000
_EVEN_S = tuple(index / 25 for index in range(16))


@dataclass(frozen=True, slots=True)
class Film:
    """What to write.

    Attributes
    ----------
    name
        The file's name; its ending names the container.
    codec, pixels
        As FFmpeg calls them.
    times_s
        Of each picture.
    size_px
        Width and height.
    sound
        Whether there is sound beside the pictures.
    options
        Of the container.
    """

    name: str
    codec: str = "libx264"
    pixels: str = "yuv420p"
    times_s: tuple[float, ...] = _EVEN_S
    size_px: tuple[int, int] = (64, 48)
    sound: bool = False
    options: Mapping[str, str] | None = None

    def write(self, folder: Path) -> None:
        """Write the film into a folder."""
        with av.open(str(folder / self.name), "w", options=dict(self.options or {})) as file:
            pictures = self._pictures_of(file) if self.times_s else None
            sound = file.add_stream("aac", rate=8000) if self.sound else None
            if pictures is not None:
                self._write_pictures(file, pictures)
            if isinstance(sound, av.AudioStream):
                _write_sound(file, sound)

    def _pictures_of(self, file: av.container.OutputContainer) -> av.VideoStream:
        stream = file.add_stream(self.codec, rate=25)
        if not isinstance(stream, av.VideoStream):
            message = f"{self.codec} makes no pictures"
            raise TypeError(message)
        stream.width, stream.height = self.size_px
        stream.pix_fmt = self.pixels
        if self.codec != "mpeg2video":  # which knows a few rates alone
            stream.codec_context.time_base = Fraction(1, _TICKS_PER_S)
        stream.codec_context.options = {"x265-params": "log-level=none"}
        return stream

    def _write_pictures(self, file: av.container.OutputContainer, stream: av.VideoStream) -> None:
        for index, time_s in enumerate(self.times_s):
            picture = av.VideoFrame.from_ndarray(_picture(index, *self.size_px), format="bgr24")
            picture.pts, picture.time_base = round(time_s * _TICKS_PER_S), Fraction(1, _TICKS_PER_S)
            file.mux(stream.encode(picture))
        file.mux(stream.encode(None))


_FRAGMENTED = {"movflags": "frag_keyframe+empty_moov"}

FILMS = (
    Film("plain.mp4", options={"movflags": "+faststart"}),
    Film("contents-last.mp4"),
    Film("in-pieces.mp4", options=_FRAGMENTED),
    Film("telephone.mov", codec="libx265", sound=True),
    Film("old.avi", codec="mpeg4"),
    Film("webcam.avi", codec="mjpeg", pixels="yuvj422p"),
    Film("bare.avi", codec="rawvideo", pixels="bgr24", times_s=_EVEN_S[:4]),
    Film("exact.mkv", codec="ffv1", pixels="gray16le"),
    Film("deep.mkv", codec="ffv1", pixels="yuv422p10le"),
    Film("browser.webm", codec="libvpx-vp9"),
    Film("older.webm", codec="libvpx"),
    Film("moving.gif", codec="gif", pixels="rgb8"),
    Film("broadcast.ts", codec="mpeg2video"),
    Film("flash.flv", codec="flv1"),
    Film("windows.wmv", codec="wmv2"),
    Film("uneven.mkv", times_s=(0.0, 0.04, 0.05, 0.9, 0.91, 4.0, 4.01, 60.0, 60.5)),
    Film("slow.mp4", times_s=(0.0, 20.0, 40.0)),
    Film("one.mp4", times_s=(0.0,)),
    Film("two.mp4", times_s=(0.0, 0.04)),
    Film("tiny.avi", codec="rawvideo", pixels="bgr24", size_px=(1, 1)),
    Film("flat.avi", codec="mjpeg", pixels="yuvj444p", size_px=(2000, 2)),
    Film("tall.mkv", codec="ffv1", size_px=(16, 1500)),
    Film("sound.m4a", times_s=(), sound=True),
    Film("cover.mp4", sound=True),
)


def write_films(folder: Path) -> None:
    """Write every film, and things that are no film, into a folder.

    Parameters
    ----------
    folder
        It must exist.
    """
    for film in FILMS:
        film.write(folder)
    for name, content in _no_films().items():
        (folder / name).write_bytes(content)


def film_names() -> tuple[str, ...]:
    """Return the names of all that `write_films` writes."""
    return tuple(film.name for film in FILMS) + tuple(_no_films())


def _no_films() -> dict[str, bytes]:
    still = _picture(3, 64, 48)
    return {
        "empty.mp4": b"",
        "letter.txt": b"Dear physiotherapist,\n" * 200,
        "list.m3u8": b"#EXTM3U\n#EXTINF:5,\nhttp://127.0.0.1:9/a.ts\n",
        "noise.mp4": np.random.default_rng(5).bytes(5000),
        "zeros.avi": bytes(5000),
        "photo.jpg": np.asarray(cv2.imencode(".jpg", still)[1]).tobytes(),
        "photo.png": np.asarray(cv2.imencode(".png", still)[1]).tobytes(),
        "photo.bmp": np.asarray(cv2.imencode(".bmp", still)[1]).tobytes(),
    }


def _picture(index: int, width: int, height: int) -> Bytes:
    """Return a slope of greys with a light bar that moves."""
    row = np.linspace(20, 180, width)
    row[index * 3 % width] = 250
    return np.tile(row.astype(np.uint8)[None, :, None], (height, 1, 3))


def _write_sound(file: av.container.OutputContainer, stream: av.AudioStream) -> None:
    for index in range(5):
        sound = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        sound.sample_rate, sound.pts = 8000, index * 1024
        file.mux(stream.encode(sound))
    file.mux(stream.encode(None))
