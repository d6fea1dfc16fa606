"""What must not change a posture: where the person is, how large, how the camera is turned."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tilcoach.kinematics import PostureSeries, calibrate, measure
from tilcoach.pose import MIRROR, PoseSeries
from tilcoach.pose.arrays import Floats

Stick = Callable[..., PoseSeries]

MOTIONS = st.fixed_dictionaries(
    {
        "trunk_deg": st.floats(5, 100),
        "knee_deg": st.floats(5, 110),
        "rotation_deg": st.floats(-50, 50),
        "reach": st.floats(0.05, 0.45),
        "hand_height": st.floats(0.05, 0.6),
        "yaw_deg": st.floats(0, 360),
    }
)
ANGLES = (
    "trunk_flexion_deg",
    "knee_flexion_deg",
    "hip_flexion_deg",
    "trunk_rotation_deg",
)
LENGTHS = (
    "load_distance_ratio",
    "shoulder_drop_ratio",
    "hip_drop_ratio",
    "wrist_height_ratio",
    "feet_shift_ratio",
)


def _lift(stick: Stick, motion: dict[str, float]) -> PoseSeries:
    """Return a second of standing upright, and then one moment of the motion."""
    times = np.append(np.arange(0, 1, 1 / 30), 2.0)
    still = {"yaw_deg": motion["yaw_deg"]}
    stands, does = stick(times[:-1], **still), stick(times[-1], **motion)
    return PoseSeries(
        np.concatenate([stands.image_px, does.image_px]),
        np.concatenate([stands.world_m, does.world_m]),
        np.concatenate([stands.visibility, does.visibility]),
        times,
    )


def _measure(series: PoseSeries) -> PostureSeries:
    upright = calibrate(series)
    assert upright is not None
    return measure(series, upright, 1.75)


def _assert_same(
    got: PostureSeries,
    expected: PostureSeries,
    within_deg: float = 0.2,
    within_ratio: float = 1e-4,
) -> None:
    for name in ANGLES:
        assert_allclose(getattr(got, name), getattr(expected, name), atol=within_deg, err_msg=name)
    for name in LENGTHS:
        assert_allclose(
            getattr(got, name), getattr(expected, name), atol=within_ratio, err_msg=name
        )


@given(motion=MOTIONS, shift=st.tuples(st.floats(-900, 900), st.floats(-900, 900)))
def test_a_shift_in_the_picture_changes_nothing(
    stick: Stick, motion: dict[str, float], shift: tuple[float, float]
) -> None:
    lift = _lift(stick, motion)
    shifted = dataclasses.replace(lift, image_px=lift.image_px + shift)
    _assert_same(_measure(shifted), _measure(lift))


@given(motion=MOTIONS, factor=st.floats(0.2, 5))
def test_the_size_in_the_picture_changes_nothing(
    stick: Stick, motion: dict[str, float], factor: float
) -> None:
    lift = _lift(stick, motion)
    scaled = dataclasses.replace(lift, image_px=lift.image_px * factor)
    _assert_same(_measure(scaled), _measure(lift))


@given(motion=MOTIONS, factor=st.floats(0.6, 1.4))
def test_a_model_that_makes_people_too_small_changes_nothing(
    stick: Stick, motion: dict[str, float], factor: float
) -> None:
    lift = _lift(stick, motion)
    smaller = dataclasses.replace(lift, world_m=lift.world_m * factor)
    _assert_same(_measure(smaller), _measure(lift))


@given(motion=MOTIONS, roll_deg=st.floats(-25, 25))
def test_a_camera_that_hangs_askew_changes_nothing(
    stick: Stick, motion: dict[str, float], roll_deg: float
) -> None:
    lift = _lift(stick, motion)
    roll = np.radians(roll_deg)
    turn = np.array([[np.cos(roll), np.sin(roll)], [-np.sin(roll), np.cos(roll)]])
    world = lift.world_m.copy()
    world[..., :2] = world[..., :2] @ turn
    askew = dataclasses.replace(lift, image_px=lift.image_px @ turn, world_m=world)
    # Rotation and distance go by the view, which a tilted picture moves by a fraction: by far less
    # than their own errors, 5 degrees and 0.02 of body height.
    _assert_same(_measure(askew), _measure(lift), within_deg=1.0, within_ratio=0.01)


@given(motion=MOTIONS)
def test_in_a_mirror_only_the_rotation_changes_its_sign(
    stick: Stick, motion: dict[str, float]
) -> None:
    lift = _lift(stick, motion)
    mirrored, plain = _measure(_mirrored(lift)), _measure(lift)
    flipped = dataclasses.replace(plain, trunk_rotation_deg=-plain.trunk_rotation_deg)
    _assert_same(mirrored, flipped)


def _mirrored(series: PoseSeries) -> PoseSeries:
    def flip(points: Floats) -> Floats:
        flipped = points[:, MIRROR].copy()
        flipped[..., 0] *= -1
        return flipped

    return PoseSeries(
        flip(series.image_px),
        flip(series.world_m),
        series.visibility[:, MIRROR],
        series.time_s,
    )


@given(motion=MOTIONS, data=st.data())
@settings(max_examples=30)
def test_one_moment_measures_the_same_alone_and_among_others(
    stick: Stick, motion: dict[str, float], data: st.DataObject
) -> None:
    lift = _lift(stick, motion)
    upright = calibrate(lift)
    assert upright is not None
    index = data.draw(st.integers(0, len(lift) - 1))
    alone = measure(PoseSeries.of([lift.at(index)]), upright, 1.75)
    among = measure(lift, upright, 1.75)
    for field in dataclasses.fields(PostureSeries):
        expected = getattr(among, field.name)[index]
        assert_allclose(getattr(alone, field.name)[0], expected, atol=1e-9, err_msg=field.name)
