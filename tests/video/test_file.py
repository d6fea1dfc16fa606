"""What is in a file comes out of it: upright, at its own times, as far as it goes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from tilcoach.errors import VideoError
from tilcoach.pose.arrays import Bytes
from tilcoach.video import VideoFile

Write = Callable[..., Path]

UNEVEN_S = (0.0, 0.04, 0.1, 0.4, 0.41)


def test_uneven_times_stay_as_they_are(film: Write) -> None:
    video = VideoFile(film(times_s=[2 + t for t in UNEVEN_S]))
    frames = list(video)
    assert [frame.time_s for frame in frames] == pytest.approx(UNEVEN_S, abs=1e-6)
    assert [frame.index for frame in frames] == list(range(5))
    assert (video.frames_dropped, video.times_repaired, video.cut_off) == (0, 0, False)


def test_info_is_exact_after_reading(film: Write) -> None:
    path = film(times_s=[n / 25 for n in range(50)])
    video = VideoFile(path)
    assert video.info.frames == 50
    list(video)
    assert video.info.frames == 50
    assert video.info.name == "film.mp4"
    assert video.info.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (video.info.width_px, video.info.height_px) == (64, 48)
    assert video.info.duration_s == pytest.approx(2.0, abs=0.05)
    assert video.info.frame_rate_hz == pytest.approx(25, rel=0.03)


def test_it_can_be_read_again(film: Write) -> None:
    video = VideoFile(film())
    assert len(list(video)) == len(list(video)) == 3


@pytest.mark.parametrize("turn_deg", [0, 90, 180, -90])
@pytest.mark.parametrize("mirrored", [False, True])
def test_the_picture_is_upright(
    film: Write, picture: Bytes, turn_deg: int, *, mirrored: bool
) -> None:
    video = VideoFile(film(turn_deg=turn_deg, mirrored=mirrored))
    expected = np.rot90(picture, turn_deg // 90)
    if mirrored:
        expected = expected[:, ::-1]
    (frame, *_) = list(video)
    assert frame.bgr.shape == expected.shape
    assert (video.info.height_px, video.info.width_px) == expected.shape[:2]
    assert np.abs(frame.bgr.astype(int) - expected).mean() < 4


@pytest.mark.parametrize(
    ("name", "codec", "pixels"),
    [
        ("film.mp4", "libx264", "yuv444p"),
        ("film.mkv", "ffv1", "gray16le"),
        ("film.avi", "rawvideo", "bgr24"),
        ("film.avi", "mjpeg", "yuvj422p"),
    ],
)
def test_any_pixel_format(film: Write, picture: Bytes, name: str, codec: str, pixels: str) -> None:
    (frame, *_) = list(VideoFile(film(name, codec=codec, pixels=pixels, times_s=[0.0])))
    assert np.abs(frame.bgr.astype(int) - picture).mean() < 4


def test_pixels_that_are_not_square_are_made_so(film: Write) -> None:
    video = VideoFile(film(aspect=Fraction(3, 2)))
    (frame, *_) = list(video)
    assert (frame.width_px, frame.height_px) == (96, 48)
    assert (video.info.width_px, video.info.height_px) == (96, 48)


def test_the_durations_of_a_gif(film: Write) -> None:
    video = VideoFile(film("film.gif", codec="gif", pixels="rgb8", times_s=[0.0, 0.1, 0.5, 0.6]))
    assert [frame.time_s for frame in video] == pytest.approx([0.0, 0.1, 0.5, 0.6])
    assert not video.cut_off


def test_a_gif_that_is_cut_off(film: Write) -> None:
    path = film("film.gif", codec="gif", pixels="rgb8", times_s=[n / 10 for n in range(10)])
    path.write_bytes(path.read_bytes()[:-200])
    video = VideoFile(path)
    assert 0 < len(list(video)) <= 10
    assert video.cut_off


def test_one_frame(film: Write) -> None:
    video = VideoFile(film(times_s=[0.0]))
    assert [frame.time_s for frame in video] == [0.0]
    assert video.info.frames == 1
    assert video.info.duration_s > 0


def test_one_pixel(film: Write) -> None:
    video = VideoFile(film("film.avi", codec="rawvideo", pixels="bgr24", size_px=(1, 1)))
    assert {frame.bgr.shape for frame in video} == {(1, 1, 3)}


def test_times_that_the_file_does_not_hold(film: Write, tmp_path: Path) -> None:
    path = tmp_path / "bare.h264"
    with av.open(str(film(codec="libx264"))) as file, path.open("wb") as bare:
        packets = [bytes(packet) for packet in file.demux(video=0)]
        start_code = b"\0\0\0\1"
        extra = file.streams.video[0].codec_context.extradata or b""
        assert extra
        bare.write(start_code.join([b"", *_units(extra), *_lengths_off(packets)]))
    video = VideoFile(path)
    times_s = [frame.time_s for frame in video]
    assert times_s == pytest.approx([n * times_s[1] for n in range(3)])
    assert video.times_repaired == 3


def _units(extra: bytes) -> list[bytes]:
    """Return the two parameter sets in an MP4's avcC box."""
    sps_size = int.from_bytes(extra[6:8], "big")
    sps = extra[8 : 8 + sps_size]
    pps_at = 8 + sps_size + 1
    pps_size = int.from_bytes(extra[pps_at : pps_at + 2], "big")
    return [sps, extra[pps_at + 2 : pps_at + 2 + pps_size]]


def _lengths_off(packets: list[bytes]) -> list[bytes]:
    """Return the units in MP4 packets, where each stands behind its length."""
    units = []
    for packet in packets:
        at = 0
        while at < len(packet):
            size = int.from_bytes(packet[at : at + 4], "big")
            units.append(packet[at + 4 : at + 4 + size])
            at += 4 + size
    return units


def test_a_file_that_is_cut_off_gives_what_can_be_read(film: Write) -> None:
    path = film(times_s=[n / 25 for n in range(100)], codec="mjpeg", pixels="yuvj420p")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    video = VideoFile(path)
    frames = list(video)
    assert 20 < len(frames) < 80
    assert video.cut_off
    assert video.info.frames == len(frames)


def test_damage_in_the_middle_is_stepped_over(film: Write) -> None:
    path = film("film.avi", times_s=[n / 25 for n in range(50)], codec="ffv1", pixels="yuv420p")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 300] = b"\x55" * 300
    path.write_bytes(data)
    assert len(list(VideoFile(path))) > 40


def test_closing_ends_the_reading(film: Write) -> None:
    video = VideoFile(film(times_s=[n / 25 for n in range(50)]))
    frames = iter(video)
    next(frames)
    video.close()
    video.close()
    assert list(frames) == []


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.mp4", b"", "is empty"),
        ("text.mp4", b"This is no video.\n" * 100, "cannot be read as a video"),
        ("text.txt", b"This is no video.\n" * 100, "cannot be read as a video"),
        ("noise.mp4", bytes(range(256)) * 40, "cannot be read as a video"),
    ],
)
def test_what_is_no_video(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(VideoError, match=f"{name} {sentence}") as error:
        VideoFile(path)
    assert error.value.exit_code == 3


def test_a_playlist_fetches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "list.m3u8"
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://127.0.0.1:9/a.ts\n")
    with pytest.raises(VideoError, match="cannot be read as a video"):
        VideoFile(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(VideoError, match=r"nowhere.mp4 cannot be read .*: check the name"):
        VideoFile(tmp_path / "nowhere.mp4")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(VideoError, match="is a folder"):
        VideoFile(tmp_path)


def test_a_pipe_is_told_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.mp4"
    os.mkfifo(pipe)
    with pytest.raises(VideoError, match="cannot be read as a video"):
        VideoFile(pipe)


@pytest.mark.parametrize("size_px", [(20_000, 2_100), (2_100, 20_000)])
def test_pictures_that_would_fill_the_memory(film: Write, size_px: tuple[int, int]) -> None:
    path = film("film.avi", codec="mjpeg", pixels="yuvj420p", times_s=[0.0], size_px=size_px)
    with pytest.raises(VideoError):
        VideoFile(path)


def test_a_pixel_that_is_stretched_beyond_reason_is_taken_for_square(film: Write) -> None:
    video = VideoFile(film(aspect=Fraction(200)))
    assert video.info.width_px == 64


def test_a_picture_of_no_known_colours_is_left_out(tmp_path: Path, picture: Bytes) -> None:
    jpeg = bytearray(cv2.imencode(".jpg", picture)[1].tobytes())
    jpeg[jpeg.index(b"\xff\xc0") + 11] ^= 0x7F  # how often the first colour is sampled
    path = tmp_path / "photo.jpg"
    path.write_bytes(jpeg)
    with suppress(VideoError):
        assert list(VideoFile(path)) == []


def test_a_codec_that_nobody_knows(film: Write) -> None:
    path = film("film.avi", codec="mjpeg", pixels="yuvj420p")
    path.write_bytes(path.read_bytes().replace(b"MJPG", b"?#?#"))
    with pytest.raises(VideoError, match="cannot be read as a video"):
        VideoFile(path)


def test_sound_alone(film: Write) -> None:
    with pytest.raises(VideoError, match="sound but no pictures"):
        VideoFile(film("film.m4a", times_s=(), sound=True))


def test_sound_beside_the_pictures_does_no_harm(film: Write) -> None:
    assert len(list(VideoFile(film(sound=True)))) == 3


def test_a_file_without_its_table_of_contents(film: Write) -> None:
    path = film(times_s=[n / 25 for n in range(50)], faststart=False)
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(VideoError, match="cut off before its first picture"):
        VideoFile(path)


def test_the_film_is_read_and_not_a_still_picture_before_it(tmp_path: Path) -> None:
    path = tmp_path / "film.mov"
    with av.open(str(path), "w") as file:
        still, film = (video_stream(file, size_px) for size_px in ((32, 24), (64, 48)))
        for index in range(5):
            if index == 0:
                file.mux(still.encode(grey(32, 24, 0)))
            file.mux(film.encode(grey(64, 48, index)))
        for stream in (still, film):
            file.mux(stream.encode(None))
    video = VideoFile(path)
    assert (video.info.width_px, video.info.height_px) == (64, 48)
    assert len(list(video)) == 5


def video_stream(file: av.container.OutputContainer, size_px: tuple[int, int]) -> av.VideoStream:
    stream = file.add_stream("mpeg4", rate=10)
    assert isinstance(stream, av.VideoStream)
    stream.width, stream.height = size_px
    stream.pix_fmt = "yuv420p"
    return stream


def grey(width: int, height: int, index: int) -> av.VideoFrame:
    pixels = np.full((height, width, 3), 20 * index, np.uint8)
    picture = av.VideoFrame.from_ndarray(pixels, format="bgr24")
    picture.pts = index
    return picture


@pytest.mark.parametrize(
    ("stated", "recorded_at"),
    [
        ({"creation_time": "2026-03-02T08:30:00.000000Z"}, "2026-03-02T08:30:00+00:00"),
        ({"creation_time": "1904-01-01T00:00:00.000000Z"}, None),
        ({"creation_time": "yesterday"}, None),
        ({}, None),
    ],
)
def test_the_day_of_a_recording_is_that_of_the_video_else_that_of_the_file(
    tmp_path: Path, stated: dict[str, str], recorded_at: str | None
) -> None:
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as file:
        file.metadata.update(stated)
        stream = video_stream(file, (64, 48))
        for index in range(3):
            file.mux(stream.encode(grey(64, 48, index)))
        file.mux(stream.encode(None))
    os.utime(path, (1_700_000_000, 1_700_000_000))
    info = VideoFile(path).info
    assert info.recorded_at is not None
    assert info.recorded_at.utcoffset() is not None
    if recorded_at is None:
        assert (info.recorded_at.timestamp(), info.recorded_at_from) == (1_700_000_000, "file")
    else:
        assert (info.recorded_at, info.recorded_at_from) == (
            datetime.fromisoformat(recorded_at),
            "container",
        )
