"""What is shown and kept of a lift: in memory until the user saves it, and then without a face."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest

from tilcoach.coaching import JudgedLift
from tilcoach.overlay import find_face
from tilcoach.pose.arrays import Bytes
from tilcoach.replay import Replay, ReplayBuffer, ReplayFrame, clip_bytes, drawn_jpegs
from tilcoach.replay.frame import LONGEST_PX
from tilcoach.video import VideoFile, read_jpeg

WRITES = ("w", "a", "x", "+")


@pytest.fixture
def replay(stream: Callable[..., Any], lift_of: Callable[..., JudgedLift]) -> Replay:
    keeper = ReplayBuffer()
    for frame, step in stream(3, 5, {4.2: lift_of()}, (640, 480)):
        keeper.note(frame, step)
    assert keeper.newest is not None
    return keeper.newest


def fine_detail(bgr: Bytes, moment: ReplayFrame) -> float:
    """Return the energy of the Laplacian in the middle of the face."""
    face = find_face(moment.people[0].pose)
    assert face is not None
    reach = round(0.5 * face.radius_px)
    x, y = round(face.x_px), round(face.y_px)
    grey = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY).astype(np.float64)
    fine = cv2.Laplacian(grey, cv2.CV_64F)[y - reach : y + reach, x - reach : x + reach]
    return float((fine**2).mean())


def film_of(content: bytes, path: Path) -> list[tuple[float, Bytes]]:
    path.write_bytes(content)
    return [(frame.time_s, frame.bgr) for frame in VideoFile(path)]


@pytest.fixture(scope="module")
def written() -> Iterator[Callable[[], list[str]]]:
    """Gather the files that this process opens to write to, by any way that Python has."""
    paths: list[str] = []
    listening = [True]

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if listening and event == "open":
            path, mode, flags = arguments
            named = isinstance(path, str | bytes)
            writes = flags & 3 if mode is None else any(letter in mode for letter in WRITES)
            if named and writes:
                paths.append(str(path))

    sys.addaudithook(hook)  # for good; silent after this module

    def new() -> list[str]:
        found, paths[:] = list(paths), []
        return found

    yield new
    listening.clear()


def test_looking_back_writes_nothing_to_the_disk(
    written: Callable[[], list[str]],
    stream: Callable[..., Any],
    lift_of: Callable[..., JudgedLift],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    written()
    keeper = ReplayBuffer()
    for frame, step in stream(0, 5, {4.2: lift_of()}):
        keeper.note(frame, step)
    assert keeper.newest is not None
    assert len(list(drawn_jpegs(keeper.newest))) == len(keeper.newest.moments)
    assert written() == []
    clip_bytes(keeper.newest)
    assert any(str(tmp_path) in path for path in written())  # so it would have been seen
    assert list(tmp_path.iterdir()) == []  # and it is gone


def test_the_film_is_one_that_any_browser_plays_at_the_speed_of_the_lift(
    replay: Replay, tmp_path: Path
) -> None:
    content = clip_bytes(replay)
    pictures = film_of(content, tmp_path / "clip.mp4")
    with av.open(str(tmp_path / "clip.mp4")) as film:
        assert film.streams.video[0].codec_context.name == "vp9"
        assert film.streams.video[0].codec_context.pix_fmt == "yuv420p"
        assert len(film.streams) == 1
    start_s = replay.moments[0].time_s
    assert [time_s for time_s, _ in pictures] == pytest.approx(
        [moment.time_s - start_s for moment in replay.moments], abs=1e-3
    )


def test_the_face_is_gone_unless_it_was_asked_for(replay: Replay, tmp_path: Path) -> None:
    blurred = film_of(clip_bytes(replay), tmp_path / "blurred.mp4")
    seen = film_of(clip_bytes(replay, with_face=True), tmp_path / "seen.mp4")
    for moment, (_, without), (_, as_it_was) in zip(replay.moments, blurred, seen, strict=True):
        assert fine_detail(without, moment) < 0.02 * fine_detail(as_it_was, moment)


def test_the_pictures_carry_the_skeleton_and_the_angles(replay: Replay) -> None:
    for moment, jpeg in zip(replay.moments, drawn_jpegs(replay), strict=True):
        drawn, plain = read_jpeg(jpeg).astype(int), moment.picture().astype(int)
        changed = (np.abs(drawn - plain).max(axis=2) > 60).mean()
        assert 0.005 < changed < 0.2


def test_a_large_picture_is_kept_small_and_the_body_fits_it(stream: Callable[..., Any]) -> None:
    frame, step = next(iter(stream(0, 1, size=(1280, 720))))
    moment = ReplayFrame.of(frame, step)
    assert moment.picture().shape == (360, LONGEST_PX, 3)
    kept, came = moment.people[0].pose, step.people[0].pose
    np.testing.assert_allclose(kept.image_px, came.image_px / 2)
    np.testing.assert_array_equal(kept.world_m, came.world_m)


def test_a_small_picture_is_not_made_larger(stream: Callable[..., Any]) -> None:
    frame, step = next(iter(stream(0, 1, size=(320, 240))))
    assert ReplayFrame.of(frame, step).picture().shape == (240, 320, 3)
