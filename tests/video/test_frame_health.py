"""A camera that gives pictures and shows nothing is noticed, and one that works never is."""

from __future__ import annotations

import numpy as np
import pytest

from tilcoach.pose.arrays import Bytes
from tilcoach.video import FrameHealthMonitor
from tilcoach.video.frame_health import BLACK, STANDS_STILL

SIZE = (480, 640, 3)


def noise(seed: int, light: int = 200) -> Bytes:
    return np.random.default_rng(seed).integers(0, light, SIZE, np.uint8)


def test_a_camera_at_work_is_never_odd() -> None:
    watch = FrameHealthMonitor()
    assert all(watch.update(noise(n), n / 2) is None for n in range(40))


def test_the_same_picture_again_and_again_stands_still() -> None:
    watch, picture = FrameHealthMonitor(), noise(1)
    found = [watch.update(picture.copy(), n / 2) for n in range(12)]
    assert found[:9] == [None] * 9
    assert found[9:] == [STANDS_STILL] * 3
    assert watch.update(noise(2), 6.0) is None


def test_what_went_through_a_codec_may_stand_still() -> None:
    watch, picture = FrameHealthMonitor(may_stand_still=True), noise(1)
    assert all(watch.update(picture, n / 2) is None for n in range(40))


@pytest.mark.parametrize("may_stand_still", [False, True])
def test_black_is_told_even_with_the_noise_of_a_camera(may_stand_still: bool) -> None:  # noqa: FBT001
    watch = FrameHealthMonitor(may_stand_still=may_stand_still)
    watch.update(noise(0), 0.0)
    found = [watch.update(noise(n, light=8), n / 2) for n in range(1, 9)]
    assert found[:4] == [None] * 4
    assert set(found[4:]) == {BLACK}
    assert watch.update(noise(9), 4.5) is None


def test_a_single_spot_of_light_is_not_black() -> None:
    watch = FrameHealthMonitor()
    for n in range(10):
        picture = noise(n, light=8)
        picture[0, 0] = 255
        assert watch.update(picture, float(n)) is None
