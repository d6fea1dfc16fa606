"""What the metadata of a film say of its time and camera is read, and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.pose.arrays import Bytes
from tilcoach.video import FilmChoices, VideoFile
from tilcoach.video.film_notes import read_notes

Write = Callable[..., Path]

CAPTURE = "com.android.capture.fps"


def _tagged(path: Path, **tags: str) -> Path:
    """Write a film with tags as telephones write them."""
    with av.open(str(path), "w", options={"movflags": "use_metadata_tags"}) as file:
        file.metadata.update({name.replace("__", "."): value for name, value in tags.items()})
        stream = file.add_stream("mpeg4", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for index in range(12):
            grey = np.full((48, 64, 3), 10 * index, np.uint8)
            file.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="bgr24")))
        file.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(("capture", "times"), [("120", 4.0), ("240.0", 8.0), ("30.0", 1.0)])
def test_slow_motion_is_how_much_faster_it_was_filmed(
    tmp_path: Path, capture: str, times: float
) -> None:
    path = _tagged(tmp_path / "slow.mp4", com__android__capture__fps=capture)
    assert VideoFile(path).notes.slow_motion == times


def test_a_film_without_tags_is_not_called_slow(film: Write) -> None:
    notes = VideoFile(film(times_s=[n / 30 for n in range(9)])).notes
    assert (notes.slow_motion, notes.times_guessed, notes.front_camera) == (1.0, False, False)


@given(st.text(max_size=20), st.floats(1, 240))
def test_any_tag_is_read_in_order(text: str, rate_hz: float) -> None:
    assert 1.0 <= read_notes({CAPTURE: text}, "mov", rate_hz).slow_motion <= 64


@given(st.floats(10, 120), st.integers(2, 8))
def test_a_film_filmed_n_times_faster_plays_n_times_slower(rate_hz: float, times: int) -> None:
    tags = {CAPTURE: str(times * rate_hz)}
    assert read_notes(tags, "mov", rate_hz).slow_motion == times


def test_the_front_camera_is_known_by_its_lens(tmp_path: Path) -> None:
    lens = {"com__apple__quicktime__camera__lens_model": "iPhone 13 front camera 2.71mm f/2.2"}
    assert VideoFile(_tagged(tmp_path / "selfie.mov", **lens)).notes.front_camera


def test_a_film_in_slow_motion_is_read_in_real_time(film: Write) -> None:
    path = film(times_s=[n / 30 for n in range(61)])
    plain, real = VideoFile(path), VideoFile(path, FilmChoices(slow_motion=4.0))
    as_played, as_filmed = list(plain), list(real)
    for played, filmed in zip(as_played, as_filmed, strict=True):
        assert filmed.time_s == pytest.approx(played.time_s / 4)
    assert real.info.duration_s == pytest.approx(plain.info.duration_s / 4)
    assert real.info.frame_rate_hz == pytest.approx(plain.info.frame_rate_hz * 4)
    assert not real.cut_off


def test_the_user_can_turn_and_mirror(film: Write, picture: Bytes) -> None:
    video = VideoFile(film(), FilmChoices(rotate_deg=90, mirrored=True))
    (frame, *_) = list(video)
    expected = np.rot90(picture, -1)[:, ::-1]
    assert frame.bgr.shape == expected.shape
    assert (video.info.height_px, video.info.width_px) == expected.shape[:2]
    assert np.abs(frame.bgr.astype(int) - expected).mean() < 4


@pytest.mark.parametrize("name", ["raw.h264", "raw.mjpeg", "raw.m4v"])
def test_a_raw_stream_has_no_times_of_its_own(tmp_path: Path, name: str) -> None:
    codec = {"raw.h264": "libx264", "raw.mjpeg": "mjpeg", "raw.m4v": "mpeg4"}[name]
    path = tmp_path / name
    with path.open("wb") as file:
        stream = av.CodecContext.create(codec, "w")
        assert isinstance(stream, av.VideoCodecContext)
        stream.width, stream.height, stream.framerate = 64, 48, Fraction(30)
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        stream.time_base = 1 / stream.framerate
        for index in range(12):
            grey = np.full((48, 64, 3), 10 * index, np.uint8)
            picture = av.VideoFrame.from_ndarray(grey, format="bgr24")
            picture.pts = index
            for packet in stream.encode(picture.reformat(format=stream.pix_fmt)):
                file.write(bytes(packet))
        for packet in stream.encode(None):
            file.write(bytes(packet))
    video = VideoFile(path)
    assert len(list(video)) == 12
    assert video.notes.times_guessed
