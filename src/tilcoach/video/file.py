"""A video file as a source of frames."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from tilcoach.errors import VideoError
from tilcoach.pose import SourceInfo, VideoFrame
from tilcoach.pose.arrays import Bytes
from tilcoach.video.film_choices import FilmChoices
from tilcoach.video.film_notes import mostly_repaired, read_notes
from tilcoach.video.frame_clock import FrameClock
from tilcoach.video.orientation import (
    MIRRORED,
    UPRIGHT,
    Turn,
    clockwise,
    display_turn,
    is_on_its_side,
    then,
    turned,
)

if TYPE_CHECKING:
    import av
    from av.container import InputContainer
    from av.video.stream import VideoStream

_GUESSED_RATE_HZ = 25.0  # for files without a rate: that of the simplest cameras
_RATES_HZ = (
    0.01,
    1000.0,
)  # from a slow time-lapse to a fast laboratory camera; other values are errors
_ASPECTS = (0.25, 4.0)  # of a pixel; broadcast and old film formats stay within 0.4 to 2.4
_MOST_PIXELS = 40_000_000  # of one picture: 8K video has 33 million
LONGEST_PX = 1920
"""Along the longer side of a picture that is read; larger ones are made smaller as they are
decoded. The pose model itself looks at 256 pixels of a person, and a picture of 4K costs four times
the time and memory of one of Full HD at every step."""

_MISSING_FRAMES = 3  # an end this much before the stated one: the rest is missing
# FFmpeg also plays text and playlists, whose parts it would fetch from anywhere.
_FORMATS = (
    *("mov", "matroska", "avi", "gif", "mpegts", "mpeg", "mpegvideo", "asf", "flv", "ogg", "mxf"),
    *("h264", "hevc", "m4v", "mjpeg", "dv", "ivf", "rm", "yuv4mpegpipe", "apng", "png_pipe"),
    *("jpeg_pipe", "webp_pipe", "bmp_pipe", "image2", "mp3", "wav", "flac", "aac"),
)
_ONLY_FILMS = {"format_whitelist": ",".join(_FORMATS), "protocol_whitelist": "file"}
_GIF_END = b";"
_ONE_PICTURE = 1
_DATE_NAMES = ("com.apple.quicktime.creationdate", "creation_time")  # the first has a time zone
_FIRST_YEAR = 1990  # an unset clock says 1904, 1970 or 1980


class VideoFile:
    """The frames of a video file, upright and by the file's own timestamps.

    Iterating again reads the file again from the start. A file that is cut off gives the frames
    that can be read; `cut_off` then is True.

    Parameters
    ----------
    path
        Anything that FFmpeg can read as a video.
    choices
        What the user says of it: a film in slow motion is read in real time.

    Raises
    ------
    VideoError
        The file is no video, is empty, or is cut off before its first frame.
    """

    def __init__(self, path: str | PathLike[str], choices: FilmChoices | None = None) -> None:
        self.path = Path(path)
        self._choices = choices or FilmChoices()
        self._slowed = self._choices.slow_motion or 1.0
        self.cut_off = False
        self.frames_dropped = 0
        self.times_repaired = 0
        self._reading: Generator[VideoFrame] | None = None
        self._exact: SourceInfo | None = None
        container, stream = self._open()
        with container:
            first = self._first_frame(stream)
            self._rate_hz = _rate_hz(stream)
            self._promised_s = _promised_duration_s(stream)
            self._promised_frames = stream.frames or round(self._promised_s * self._rate_hz)
            self._size_px = self._shown_size_px(first, stream)
            self._turn = then(display_turn(first), _chosen_turn(self._choices))
            self._container_date = _container_date(container.metadata)
            tags = {**container.metadata, **stream.metadata}
            self.notes = read_notes(tags, container.format.name, self._rate_hz)

    @property
    def info(self) -> SourceInfo:
        """The properties of the file; exact once all frames were read."""
        if self._exact is not None:
            return self._exact
        on_its_side = is_on_its_side(self._turn)
        width_px, height_px = reversed(self._size_px) if on_its_side else self._size_px
        return SourceInfo(
            name=self.path.name,
            sha256=self._sha256,
            duration_s=self._promised_s / self._slowed,
            frame_rate_hz=self._rate_hz * self._slowed,
            width_px=width_px,
            height_px=height_px,
            frames=self._promised_frames,
            recorded_at=self._recorded_at,
            recorded_at_from="file" if self._container_date is None else "container",
        )

    def __iter__(self) -> Iterator[VideoFrame]:
        """Yield the frames in strictly rising time; numbers of dropped frames are left out."""
        self._reading = self._read()
        return self._reading

    def close(self) -> None:
        """Close the file; closing twice is fine."""
        if self._reading is not None:
            with suppress(ValueError):  # another thread is reading: it closes when it is done
                self._reading.close()

    def _read(self) -> Generator[VideoFrame]:
        clock = FrameClock(1 / self._rate_hz)
        self.cut_off = False
        frames, end_s = 0, 0.0
        container, stream = self._open()
        with container:
            for index, picture in enumerate(self._pictures(stream)):
                bgr = self._bgr(picture)
                time_s = clock.update(picture.time) if bgr is not None else None
                if bgr is None or time_s is None:
                    continue
                frames, end_s = frames + 1, time_s + self._shown_for_s(picture)
                yield VideoFrame(bgr, time_s / self._slowed, index)
        self.frames_dropped, self.times_repaired = clock.dropped, clock.repaired
        self.cut_off = self.cut_off or self._ends_early(end_s)
        if mostly_repaired(clock.repaired, frames):
            self.notes = replace(self.notes, times_guessed=True)
        self._exact = replace(
            self.info,
            frames=frames,
            duration_s=end_s / self._slowed,
            frame_rate_hz=frames * self._slowed / end_s,
        )

    def _open(self) -> tuple[InputContainer, VideoStream]:
        import av  # noqa: PLC0415 - slow to import, and --help must not wait for it

        self._check_readable()
        try:
            container = av.open(str(self.path.absolute()), options=_ONLY_FILMS)
        except (av.FFmpegError, ValueError) as error:
            raise self._unreadable() from error
        stream = _moving_stream(container)
        if stream is not None:
            stream.thread_type = "AUTO"
            # It also limits pictures that grow half-way: the header alone allocates nothing.
            stream.codec_context.options = {"max_pixels": str(_MOST_PIXELS)}
            return container, stream
        has_sound = bool(container.streams.audio)
        container.close()
        if has_sound:
            sentence = "{path} holds sound but no pictures: choose a video file."
            raise VideoError(sentence, path=self.path)
        raise self._unreadable()

    def _check_readable(self) -> None:
        if self.path.is_dir():
            sentence = "{path} is a folder: give the name of a video file in it."
            raise VideoError(sentence, path=self.path)
        if self.path.exists() and not self.path.is_file():  # a pipe can be read only once
            raise self._unreadable()
        try:
            with self.path.open("rb") as file:
                empty = not file.read(1)
        except OSError as error:
            sentence = "{path} cannot be read ({cause}): check the name of the file."
            raise VideoError(sentence, path=self.path, cause=error.strerror) from error
        if empty:
            sentence = "{path} is empty (0 bytes): record or copy it again."
            raise VideoError(sentence, path=self.path)

    def _unreadable(self) -> VideoError:
        sentence = (
            "{path} cannot be read as a video: it is another kind of file, or cut off before "
            "its first picture; record or copy it again."
        )
        return VideoError(sentence, path=self.path)

    def _first_frame(self, stream: VideoStream) -> av.VideoFrame:
        for picture in self._pictures(stream):
            return picture
        raise self._unreadable()

    def _pictures(self, stream: VideoStream) -> Iterator[av.VideoFrame]:
        """Decode what can be decoded; a part that cannot is remembered as `cut_off`."""
        import av  # noqa: PLC0415

        packets = cast("InputContainer", stream.container).demux(stream)
        while True:
            try:
                packet = next(packets, None)
            except av.FFmpegError:
                self.cut_off = True
                return
            if packet is None:
                return
            try:
                yield from packet.decode()
            except (av.FFmpegError, ValueError):  # PyAV 19: a codec that it could not open
                self.cut_off = True

    def _shown_size_px(self, picture: av.VideoFrame, stream: VideoStream) -> tuple[int, int]:
        """Return the width and height that make the pixels square, and fit in `LONGEST_PX`."""
        low, high = _ASPECTS
        aspect = float(stream.sample_aspect_ratio or 1)
        width_px = max(1, round(picture.width * (aspect if low <= aspect <= high else 1.0)))
        if width_px * picture.height > _MOST_PIXELS:
            sentence = (
                "The pictures of {path} are too large ({width} by {height} pixels): make the film "
                "smaller, 1920 by 1080 is enough."
            )
            raise VideoError(sentence, path=self.path, width=width_px, height=picture.height)
        shrink = min(1.0, LONGEST_PX / max(width_px, picture.height))
        return max(1, round(shrink * width_px)), max(1, round(shrink * picture.height))

    def _bgr(self, picture: av.VideoFrame) -> Bytes | None:
        """Return the upright pixels, all of one size, also when the file changes size half-way.

        None when they are of a kind that cannot be turned into colours: a damaged header.
        """
        import av  # noqa: PLC0415

        width_px, height_px = self._size_px
        try:
            # One thread: starting more costs four times what they save on a picture of this size.
            # Means of areas: they neither flicker nor cost more than the usual way.
            way = "AREA" if picture.height > height_px else None
            pixels = picture.to_ndarray(
                format="bgr24", width=width_px, height=height_px, threads=1, interpolation=way
            )
        except av.FFmpegError:
            self.cut_off = True
            return None
        return turned(np.asarray(pixels, np.uint8), self._turn)

    def _shown_for_s(self, picture: av.VideoFrame) -> float:
        """Return how long a picture is shown."""
        if picture.duration and picture.time_base:
            return float(picture.duration * picture.time_base)
        return 1 / self._rate_hz

    def _ends_early(self, end_s: float) -> bool:
        if self.path.suffix.lower() == ".gif":  # has no stated length, but an end marker
            return not self._ends_with(_GIF_END)
        return end_s < self._promised_s - _MISSING_FRAMES / self._rate_hz

    def _ends_with(self, mark: bytes) -> bool:
        return self.path.read_bytes().rstrip(b"\0").endswith(mark)

    @cached_property
    def _recorded_at(self) -> datetime:
        """The date that the video states, else that of the file, in the local time zone."""
        stated = self._container_date
        return stated or datetime.fromtimestamp(int(self.path.stat().st_mtime), UTC).astimezone()

    @cached_property
    def _sha256(self) -> str:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def _moving_stream(container: InputContainer) -> VideoStream | None:
    """Return the pictures that a player shows: those that move, then the default, then the largest.

    The cover of a music file is none of them.
    """
    from av.stream import Disposition  # noqa: PLC0415

    def preference(stream: VideoStream) -> tuple[bool, bool, int]:
        moves = stream.frames != _ONE_PICTURE  # 0 is not known
        return moves, bool(stream.disposition & Disposition.default), stream.width * stream.height

    known = (s for s in container.streams.video if s.codec_context)  # else nothing can decode it
    shown = (s for s in known if not s.disposition & Disposition.attached_pic)
    return max(shown, key=preference, default=None)


def _chosen_turn(choices: FilmChoices) -> Turn:
    turn = clockwise(choices.rotate_deg)
    return then(turn, MIRRORED if choices.mirrored else UPRIGHT)


def _container_date(metadata: Mapping[str, str]) -> datetime | None:
    """Return when a recording began by its own metadata; None without a date that makes sense."""
    for name in _DATE_NAMES:
        try:
            found = datetime.fromisoformat(metadata.get(name, ""))
        except ValueError:
            continue
        if found.tzinfo is not None and found.year >= _FIRST_YEAR:
            return found.replace(microsecond=0).astimezone()
    return None


def _rate_hz(stream: VideoStream) -> float:
    """Return the frame rate that the file states, or a likely one."""
    low, high = _RATES_HZ
    rates_hz = (float(rate) for rate in (stream.average_rate, stream.guessed_rate) if rate)
    return next((rate_hz for rate_hz in rates_hz if low <= rate_hz <= high), _GUESSED_RATE_HZ)


def _promised_duration_s(stream: VideoStream) -> float:
    """Return the duration that a file states for its pictures; 0 when it states none."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    with suppress(KeyError, ValueError):  # Matroska writes it as text: 00:00:02.500000000
        hours, minutes, seconds = stream.metadata["DURATION"].split(":")
        return 3600 * int(hours) + 60 * int(minutes) + float(seconds)
    return 0.0
