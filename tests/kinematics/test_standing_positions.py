"""One own upright for each place where the person stood."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tilcoach.kinematics import (
    CalibrationSource,
    ViewLabel,
    calibrate,
    find_standing_positions,
    main_upright,
    measure_standing_positions,
    upright_at,
)
from tilcoach.kinematics.body_points import ANKLES, FEET
from tilcoach.kinematics.trunk import MODEL_LEAN_DEG
from tilcoach.pose import Keypoint, PoseSeries

Stick = Callable[..., PoseSeries]

RATE_HZ = 30
LENGTH_PX = 0.77 * 350  # ankle to shoulder of the person of sticks


def _join(*parts: PoseSeries) -> PoseSeries:
    """Play films one after the other."""
    series = [
        dataclasses.replace(part, time_s=part.time_s + sum(len(p) for p in parts[:i]) / RATE_HZ)
        for i, part in enumerate(parts)
    ]
    return PoseSeries.of([part.at(i) for part in series for i in range(len(part))])


@pytest.fixture(scope="module")
def scene(stick: Stick) -> Stick:
    """Film somebody for some seconds: ``scene(2.0, yaw_deg=45)``."""

    def film(seconds: float, **does: object) -> PoseSeries:
        return stick(np.arange(0, seconds, 1 / RATE_HZ), **does)

    return film


def test_who_stays_in_place_has_one_upright_for_all_time(scene: Stick) -> None:
    film = _join(scene(2), scene(1, trunk_deg=70), scene(2))
    (stance,) = find_standing_positions(film)
    assert (stance.start_s, stance.end_s) == (-np.inf, np.inf)
    whole = calibrate(film)
    assert whole is not None
    assert_allclose(stance.upright.up, whole.up, atol=1e-6)


def test_who_walks_to_another_place_has_an_upright_in_each(scene: Stick) -> None:
    walk = scene(2, walked_m=np.linspace(0, 2, 2 * RATE_HZ))
    there = scene(3, centre_px=(720.0, 400.0))
    first, second = find_standing_positions(_join(scene(3), walk, there))
    assert_allclose(first.upright.ankles_px.mean(axis=0), [320, 400], atol=8)
    assert_allclose(second.upright.ankles_px.mean(axis=0), [720, 400], atol=8)
    assert 3.0 < first.end_s < 5.0


@given(split=st.floats(1.0, 4.0), shift_px=st.floats(60, 300))
@settings(max_examples=15)
def test_the_stances_span_all_time_without_overlap(
    scene: Stick, split: float, shift_px: float
) -> None:
    there = scene(5 - split, centre_px=(320 + shift_px, 400))
    stances = find_standing_positions(_join(scene(split), there))
    assert len(stances) == 2
    assert stances[0].start_s == -np.inf
    assert stances[0].end_s == stances[1].start_s
    assert stances[1].start_s == pytest.approx(split, abs=0.1)
    assert stances[1].end_s == np.inf


@pytest.mark.parametrize("walked_px", [0.0, 100.0])
def test_who_turns_by_stepping_is_seen_from_another_side(scene: Stick, walked_px: float) -> None:
    there = scene(2, yaw_deg=90, centre_px=(320 + walked_px, 400))
    film = _join(scene(4, yaw_deg=0), there)
    stances = find_standing_positions(film)
    assert upright_at(stances, 1.0).view.label is ViewLabel.SIDE
    assert upright_at(stances, 5.5).view.label is ViewLabel.FRONT
    assert main_upright(stances, film.time_s).view.label is ViewLabel.SIDE


def test_who_comes_nearer_to_the_camera_gets_a_new_scale(scene: Stick) -> None:
    first, second = find_standing_positions(_join(scene(2), scene(2, px_per_m=280.0)))
    ratio = second.upright.body_height_px / first.upright.body_height_px
    assert ratio == pytest.approx(1.4, rel=0.01)


@pytest.mark.parametrize("shift", [0.03, 0.06])
def test_shuffling_on_the_spot_is_no_other_place(scene: Stick, shift: float) -> None:
    there = scene(2, centre_px=(320 + shift * LENGTH_PX, 400))
    assert len(find_standing_positions(_join(scene(2), there))) == 1


def test_turning_on_the_spot_by_small_steps_is_another_place(scene: Stick) -> None:
    """Slowly, so that the feet never move far against where they just were."""
    turning = scene(3, heading_deg=np.linspace(0, 90, 3 * RATE_HZ))
    there = scene(1, heading_deg=90)
    found = find_standing_positions(_join(scene(1), turning, there))
    assert found[0].upright.view.label is ViewLabel.SIDE
    assert found[-1].upright.view.label is ViewLabel.BACK


def test_feet_behind_a_table_are_no_witness_of_a_step(scene: Stick) -> None:
    film = scene(4)
    image_px, visibility = film.image_px.copy(), film.visibility.copy()
    image_px[60:, FEET] += 25
    visibility[:, ANKLES] = 0.5
    wandering = dataclasses.replace(film, image_px=image_px, visibility=visibility)
    assert len(find_standing_positions(wandering)) == 1


def test_one_wild_foot_landmark_is_no_step(scene: Stick) -> None:
    film = scene(4)
    image_px = film.image_px.copy()
    image_px[60:, Keypoint.LEFT_FOOT_INDEX] += 150
    assert len(find_standing_positions(dataclasses.replace(film, image_px=image_px))) == 1


def test_a_short_stop_on_the_way_is_no_place(scene: Stick) -> None:
    stop = scene(0.2, centre_px=(450.0, 400.0))
    walk = scene(1, centre_px=(450.0, 400.0), walked_m=np.linspace(0.1, 1.3, RATE_HZ))
    stances = find_standing_positions(
        _join(scene(2), stop, walk, scene(2, centre_px=(720.0, 400.0)))
    )
    assert len(stances) == 2


def test_turning_the_trunk_does_not_turn_the_zero(scene: Stick) -> None:
    turned = np.where(np.arange(4 * RATE_HZ) > 2.6 * RATE_HZ, 45.0, 0.0)
    (stance,) = find_standing_positions(scene(4, rotation_deg=turned, yaw_deg=30.0))
    square = calibrate(scene(4, yaw_deg=30.0))
    assert square is not None
    assert stance.upright.view.yaw_deg == pytest.approx(square.view.yaw_deg, abs=3)


@pytest.mark.parametrize(("back_s", "faces_as_before"), [(0.6, True), (0.0, False)])
def test_a_trunk_that_turns_back_over_feet_that_stay_was_no_other_way_to_stand(
    scene: Stick, back_s: float, *, faces_as_before: bool
) -> None:
    held = _join(scene(2, rotation_deg=45.0), scene(max(back_s, 0.05)))
    image_px = held.image_px.copy()
    image_px[:, FEET, 0] += 0.1 * LENGTH_PX  # so the model has it while the trunk is turned
    film = _join(scene(2), dataclasses.replace(held, image_px=image_px))
    first, second = find_standing_positions(film)
    turned_deg = np.degrees(np.arccos(first.upright.forward @ second.upright.forward))
    assert bool(turned_deg < 10) == faces_as_before


def test_a_lift_is_measured_where_it_is_done(scene: Stick) -> None:
    """The same stoop in two places, near and far, seen from two sides."""
    near = {"px_per_m": 300.0, "yaw_deg": 0.0}
    far = {"px_per_m": 180.0, "yaw_deg": 45.0}
    stoop = {"trunk_deg": 70.0, "reach": 0.2, "hand_height": 0.1}
    film = _join(*(scene(1.5, **(does | at)) for at in (near, far) for does in ({}, stoop, {})))
    postures = measure_standing_positions(film, find_standing_positions(film), 1.75)
    assert len(postures) == len(film)
    for start_s in (1.5, 6.0):
        bent = postures.between(start_s + 0.2, start_s + 1.3)
        assert_allclose(bent.trunk_flexion_deg, 70 + MODEL_LEAN_DEG, atol=2)
        assert_allclose(bent.load_distance_ratio, 0.19, atol=0.02)
        assert_allclose(bent.stoop_squat_index, 100, atol=2)


def test_knees_that_a_load_hides_may_read_as_bent(scene: Stick) -> None:
    """As behind the plates of a barbell; such a zero is used only where there is no better one."""
    bent = scene(1, trunk_deg=60, knee_deg=80)
    (stood,) = find_standing_positions(_join(bent, scene(0.5, knee_deg=44), bent))
    assert stood.upright.source is CalibrationSource.STANDING
    better = find_standing_positions(_join(bent, scene(0.5, knee_deg=44), scene(0.5)))
    assert better[0].upright.body_height_px == pytest.approx(350, abs=2)


def test_who_never_stood_upright_stood_nowhere(scene: Stick) -> None:
    assert find_standing_positions(scene(3, trunk_deg=60)) == ()
    assert find_standing_positions(scene(3, hidden=("ANKLE",))) == ()
