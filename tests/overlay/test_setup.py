from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tilcoach.guidance import Instruction, SetupState
from tilcoach.overlay import draw_set_up
from tilcoach.overlay.palette import BONE, MEASURE
from tilcoach.overlay.setup import BODY_SHARE, FEET_SHARE, outline_px
from tilcoach.pose import N_KEYPOINTS, Pose
from tilcoach.pose.arrays import Bytes, Floats


def pixels_like(picture: Bytes, colour: tuple[int, int, int]) -> int:
    return int(np.sum(np.abs(picture.astype(int) - colour).max(axis=2) < 12))


@pytest.fixture
def standing() -> Pose:
    image_px = np.tile([400.0, 200.0], (N_KEYPOINTS, 1))
    image_px[27:33, 1] = 430.0
    return Pose(image_px, np.zeros((N_KEYPOINTS, 3)), np.ones(N_KEYPOINTS), 0.0)


def test_the_outline_stands_in_the_middle_until_somebody_is_in_it(picture: Bytes) -> None:
    canvas = picture.copy()
    draw_set_up(canvas, SetupState(Instruction.NOBODY), None)
    rows, columns = np.nonzero((canvas != picture).any(axis=2))
    assert columns.mean() == pytest.approx(320, abs=2)
    assert rows.max() == pytest.approx(FEET_SHARE * 480, abs=6)
    assert rows.max() - rows.min() == pytest.approx(BODY_SHARE * 480, abs=12)
    assert pixels_like(canvas, BONE) > 500
    assert pixels_like(canvas, MEASURE) == 0


def test_it_goes_around_who_stands_still_and_a_ring_fills(picture: Bytes, standing: Pose) -> None:
    shares = []
    for share in (0.1, 0.5, 0.9):
        canvas = picture.copy()
        draw_set_up(canvas, SetupState(Instruction.STAND_STILL, share), standing)
        shares.append(pixels_like(canvas[:120, 500:], MEASURE))
    assert shares == sorted(shares)
    assert shares[0] > 0
    outline = np.nonzero((canvas != picture).any(axis=2)[:, :500])[1]
    assert outline.mean() == pytest.approx(400, abs=4)


def test_when_the_set_up_is_done_nothing_is_drawn(picture: Bytes, standing: Pose) -> None:
    canvas = picture.copy()
    draw_set_up(canvas, SetupState(None, 1.0, is_ready=True), standing)
    assert np.array_equal(canvas, picture)


def test_the_outline_is_as_tall_as_asked_and_the_same_on_both_sides() -> None:
    outline = outline_px((50.0, 200.0), 100.0)
    assert outline[:, 1].max() == pytest.approx(200.0)
    assert np.ptp(outline[:, 1]) == pytest.approx(100.0, abs=2)
    assert outline[:, 0].mean() == pytest.approx(50.0)


@pytest.mark.parametrize("size", [(1, 1), (2, 500), (1080, 1920)])
def test_every_size_of_picture_is_fine(size: tuple[int, int], standing: Pose) -> None:
    canvas = np.zeros((*size, 3), np.uint8)
    draw_set_up(canvas, SetupState(Instruction.STAND_STILL, 0.5), standing)


@given(arrays(float, (N_KEYPOINTS, 2), elements=st.floats(allow_infinity=False, width=32)))
def test_no_pose_is_too_strange_to_draw(image_px: Floats) -> None:
    nowhere = Pose(image_px, np.zeros((N_KEYPOINTS, 3)), np.ones(N_KEYPOINTS), 0.0)
    canvas = np.zeros((48, 64, 3), np.uint8)
    draw_set_up(canvas, SetupState(Instruction.STAND_STILL, 0.5), nowhere)
