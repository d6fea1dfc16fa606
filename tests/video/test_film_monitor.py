"""What a film does not show is found with its time; what it shows is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.pose import FilmFault, FilmSpan, VideoFrame
from tilcoach.pose.arrays import Bytes
from tilcoach.video import FilmMonitor, VideoFile, VideoWriter

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "squat_close.mp4"
ROOM = np.repeat(
    np.repeat(np.random.default_rng(1).integers(0, 255, (9, 12, 3), np.uint8), 16, 0), 16, 1
)
"""144 by 192 pixels of wallpaper."""


def _picture(moment: int, shift_px: int = 0, lamp: int = 0) -> Bytes:
    """Return the room with something small that is elsewhere in each picture."""
    picture = np.roll(ROOM, shift_px, axis=1).copy()
    at = (11 * moment) % 150
    picture[60:90, at : at + 20] = 255 * (moment % 2)
    return np.asarray(np.clip(picture.astype(int) + lamp, 0, 255), np.uint8)


def _spans(pictures: Sequence[Bytes], times_s: Sequence[float]) -> tuple[FilmSpan, ...]:
    monitor = FilmMonitor()
    for index, (picture, time_s) in enumerate(zip(pictures, times_s, strict=True)):
        monitor.update(VideoFrame(picture, time_s, index))
    return monitor.spans()


@given(
    rate_hz=st.floats(2, 60),
    gap_s=st.floats(0, 3),
    before=st.integers(8, 40),
    after=st.integers(1, 20),
)
def test_missing_pictures_are_told_when_it_is_long_and_not_the_films_own_pace(
    rate_hz: float, gap_s: float, before: int, after: int
) -> None:
    steps = np.full(before + after, 1 / rate_hz)
    steps[before] += gap_s
    times_s = [float(t) for t in np.cumsum(steps)]
    pictures = [_picture(n) for n in range(before + after)]
    missing = steps[before] > max(0.4, 3 / rate_hz)
    expected = [FilmSpan(FilmFault.FRAMES_MISSING, times_s[before - 1], times_s[before])]
    found = [s for s in _spans(pictures, times_s) if s.fault is FilmFault.FRAMES_MISSING]
    assert found == (expected if missing else [])


@given(first=st.integers(1, 30), same=st.integers(0, 60), after=st.integers(0, 20))
def test_the_same_picture_for_half_a_second_is_frozen(first: int, same: int, after: int) -> None:
    moments = [*range(first), *[first] * same, *range(first + 1, first + 1 + after)]
    times_s = [n / 30 for n in range(len(moments))]
    found = _spans([_picture(n) for n in moments], times_s)
    if same < 16:
        assert found == ()
        return
    end_s = times_s[first + same] if after else times_s[-1]
    assert found == (FilmSpan(FilmFault.FRAMES_FROZEN, times_s[first], end_s),)


def test_a_still_picture_that_was_encoded_again_is_frozen(tmp_path: Path) -> None:
    film = VideoFile(SAMPLE)
    pictures = [frame.bgr.copy() for frame in film][:90]
    film.close()
    path = tmp_path / "again.mp4"
    with VideoWriter(path, *pictures[0].shape[1::-1]) as out:
        for n in range(90):
            out.write(pictures[30 if 30 <= n < 60 else n], n / 30)
    monitor, again = FilmMonitor(), VideoFile(path)
    for frame in again:
        monitor.update(frame)
    again.close()
    (span,) = monitor.spans()
    assert span.fault is FilmFault.FRAMES_FROZEN
    assert (span.start_s, span.end_s) == pytest.approx((1.0, 2.0), abs=0.04)


@pytest.mark.parametrize("noise", [2.0, 6.0])
def test_a_room_in_which_nothing_moves_is_not_frozen(noise: float) -> None:
    draw = np.random.default_rng(2)
    room = np.repeat(np.repeat(ROOM, 3, 0), 3, 1).astype(float)
    pictures = [
        np.clip(room + draw.normal(0, noise, room.shape), 0, 255).astype(np.uint8)
        for _ in range(40)
    ]
    assert _spans(pictures, [n / 30 for n in range(40)]) == ()


def test_a_bumped_camera_is_a_jump_at_its_moment() -> None:
    pictures = [_picture(n, shift_px=0 if n < 20 else 17) for n in range(40)]
    (span,) = _spans(pictures, [n / 30 for n in range(40)])
    assert span == FilmSpan(FilmFault.PICTURE_CUT, 19 / 30, 20 / 30)


def test_a_lamp_is_no_jump() -> None:
    pictures = [_picture(n, lamp=0 if n < 20 else 40) // 2 for n in range(40)]
    assert _spans(pictures, [n / 30 for n in range(40)]) == ()


def test_a_camera_in_the_hand_is_no_jump() -> None:
    pictures = [_picture(n, shift_px=7 * n) for n in range(60)]
    assert _spans(pictures, [n / 30 for n in range(60)]) == ()


def test_it_is_known_between_which_frames_something_was_not_shown() -> None:
    monitor = FilmMonitor()
    times_s = [*(n / 30 for n in range(10)), 2.0, 2.1]
    for index, time_s in enumerate(times_s):
        monitor.update(VideoFrame(_picture(index), time_s, index))
    assert monitor.is_broken(9 / 30, 2.0)
    assert not monitor.is_broken(2.0, 2.1)
    assert not monitor.is_broken(0.0, 9 / 30)
