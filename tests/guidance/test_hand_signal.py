from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tilcoach.guidance import HandRule, HandSignal, is_raised
from tilcoach.pose import N_KEYPOINTS, Keypoint, Pose, PoseSeries
from tilcoach.pose.arrays import Floats

Stick = Callable[..., PoseSeries]
PX_PER_M = 200.0


def with_hands(series: PoseSeries, up_m: dict[str, float], forward_m: float = 0.0) -> list[Pose]:
    """Hold hands so far above (or below) their shoulder; the others hang."""
    image_px = series.image_px.copy()
    for side, height_m in up_m.items():
        wrist, shoulder = Keypoint[f"{side}_WRIST"], Keypoint[f"{side}_SHOULDER"]
        image_px[:, wrist] = image_px[:, shoulder] + np.array([forward_m, -height_m]) * PX_PER_M
    held = replace(series, image_px=image_px)
    return [held.at(i) for i in range(len(held))]


def given_by(poses: list[Pose]) -> int:
    signal = HandSignal()
    return sum(signal.update(pose) for pose in poses)


def seconds(n: float) -> Floats:
    return np.arange(round(30 * n)) / 30


@pytest.mark.parametrize("side", ["LEFT", "RIGHT"])
@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0, 180.0])
def test_one_hand_above_the_head_for_a_second_is_the_signal(
    stick: Stick, side: str, yaw_deg: float
) -> None:
    series = stick(seconds(1.2), yaw_deg=yaw_deg)
    assert given_by(with_hands(series, {side: 0.6})) == 1


def test_it_is_given_once_however_long_the_hand_stays_up(stick: Stick) -> None:
    assert given_by(with_hands(stick(seconds(6)), {"LEFT": 0.6})) == 1


def test_after_the_hand_came_down_it_can_be_given_again(stick: Stick) -> None:
    series = stick(seconds(5))
    up, down = with_hands(series, {"LEFT": 0.6}), with_hands(series, {})
    poses = [up[i] if pose.time_s < 1.5 or pose.time_s > 3 else pose for i, pose in enumerate(down)]
    assert given_by(poses) == 2


@pytest.mark.parametrize(
    ("hands", "forward_m"),
    [
        ({}, 0.0),
        ({"LEFT": 0.6, "RIGHT": 0.6}, 0.0),  # stretching
        ({"LEFT": 0.55, "RIGHT": 0.0}, 0.0),  # a thing on a shelf, the other hand ready for it
        ({"LEFT": 0.45}, 0.42),  # reaching up and forward
        ({"LEFT": 0.2}, 0.0),  # scratching one's head, a phone at the ear
        ({"LEFT": -0.2}, 0.3),
    ],
)
def test_what_is_no_signal(stick: Stick, hands: dict[str, float], forward_m: float) -> None:
    assert given_by(with_hands(stick(seconds(3)), hands, forward_m)) == 0


def test_a_short_wave_is_no_signal(stick: Stick) -> None:
    series = stick(seconds(3))
    up, down = with_hands(series, {"LEFT": 0.6}), with_hands(series, {})
    poses = [up[i] if pose.time_s % 1.0 < 0.7 else pose for i, pose in enumerate(down)]
    assert given_by(poses) == 0


def test_a_moment_of_not_seeing_the_hand_is_forgiven(stick: Stick) -> None:
    series = stick(seconds(1.5))
    up, down = with_hands(series, {"LEFT": 0.6}), with_hands(series, {})
    assert given_by([*up[:15], *down[15:19], *up[19:]]) == 1


def test_bent_over_or_unseen_hands_give_no_signal(stick: Stick) -> None:
    bent = stick(seconds(2), trunk_deg=40.0)
    assert given_by(with_hands(bent, {"LEFT": 0.6})) == 0
    unseen = stick(seconds(2), hidden=("WRIST",))
    assert given_by(with_hands(unseen, {"LEFT": 0.6})) == 0


def test_in_the_sample_films_nobody_gives_a_signal(recordings: dict[str, PoseSeries]) -> None:
    for name, series in recordings.items():
        assert given_by([series.at(i) for i in range(len(series))]) == 0, name


def test_in_the_sample_films_a_hand_put_up_is_a_signal(recordings: dict[str, PoseSeries]) -> None:
    for name, series in recordings.items():
        standing = series.between(0.5, 2.0)
        image_px = standing.image_px.copy()
        best = int(standing.visibility[:, [15, 16]].mean(axis=0).argmax())
        tall_px = image_px[:, 27:29, 1].mean() - image_px[:, 11:13, 1].mean()
        image_px[:, 15 + best] = image_px[:, 11 + best] - [0.0, 0.42 * tall_px]
        raised = replace(standing, image_px=image_px)
        assert given_by([raised.at(i) for i in range(len(raised))]) == 1, name


@given(arrays(float, (N_KEYPOINTS, 2), elements=st.floats(-1e6, 1e6) | st.just(float("nan"))))
def test_no_pose_is_too_strange(image_px: Floats) -> None:
    pose = Pose(image_px, np.zeros((N_KEYPOINTS, 3)), np.ones(N_KEYPOINTS), 0.0)
    assert is_raised(pose, HandRule()) in (True, False)
