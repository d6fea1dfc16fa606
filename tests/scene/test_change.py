"""Did a place change?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.pose.arrays import Bytes
from tilcoach.scene import change_share

MIDDLE, RADIUS = np.array([48.0, 50.0]), 12.0


def room(
    *, box: bool = False, shift_px: int = 0, exposure: float = 1.0, noise: float = 0.0
) -> Bytes:
    """Three glimpses of a striped room, with or without a dark box at MIDDLE."""
    rows, columns = np.mgrid[:72, :96]
    picture = 120 + 40 * np.sin((columns + shift_px) / 7) + 10 * (rows > 40)
    if box:
        picture[44:58, 42 - shift_px : 56 - shift_px] = 60
    rng = np.random.default_rng(1)
    pictures = exposure * picture + rng.normal(0, noise, (3, 72, 96))
    grey: Bytes = np.clip(pictures, 0, 255).astype(np.uint8)
    return grey


def test_a_box_that_goes_or_comes_changes_its_place() -> None:
    gone = change_share(room(box=True), room(), MIDDLE, RADIUS)
    put = change_share(room(), room(box=True), MIDDLE, RADIUS)
    assert gone == put
    assert 0.2 < gone < 0.6


@given(
    shift_px=st.integers(-2, 2),
    exposure=st.floats(0.75, 1.3),
    noise=st.floats(0, 2),
    box=st.booleans(),
)
def test_swaying_exposure_and_noise_change_nothing(
    shift_px: int, exposure: float, noise: float, *, box: bool
) -> None:
    after = room(box=box, shift_px=shift_px, exposure=exposure, noise=noise)
    assert change_share(room(box=box), after, MIDDLE, RADIUS) < 0.02


def test_a_change_elsewhere_is_not_under_the_hands() -> None:
    assert change_share(room(box=True), room(), np.array([15.0, 20.0]), 10.0) == 0.0


def test_a_camera_that_moved_tells_nothing() -> None:
    assert np.isnan(change_share(room(), room(shift_px=20), MIDDLE, RADIUS))


@pytest.mark.parametrize("middle", [(-30.0, 20.0), (200.0, 50.0), (48.0, 90.0)])
def test_a_place_outside_the_picture_tells_nothing(middle: tuple[float, float]) -> None:
    assert np.isnan(change_share(room(), room(), np.array(middle), RADIUS))


def test_without_a_glimpse_nothing_is_told() -> None:
    assert np.isnan(change_share(room()[:0], room(), MIDDLE, RADIUS))
    assert np.isnan(change_share(room(), room()[:0], MIDDLE, RADIUS))


def test_black_pictures_are_no_crash() -> None:
    black = np.zeros((2, 72, 96), np.uint8)
    assert change_share(black, black, MIDDLE, RADIUS) == 0.0
