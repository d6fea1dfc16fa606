"""A body of sticks from stored angles: what was measured is drawn as it was."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from tilcoach.kinematics import PostureSeries, drawn_body
from tilcoach.pose import Keypoint, Pose, PoseSeries
from tilcoach.pose.arrays import Floats

NAN = float("nan")


def stored(trunk_deg: list[float], knee_deg: list[float], load: float = NAN) -> PostureSeries:
    """Return what the history holds of a lift."""
    n = len(trunk_deg)
    columns = {field.name: np.full(n, NAN) for field in fields(PostureSeries)}
    return PostureSeries(
        **columns
        | {
            "time_s": np.arange(n) / 10,
            "trunk_flexion_deg": np.array(trunk_deg),
            "knee_flexion_deg": np.array(knee_deg),
            "load_distance_ratio": np.full(n, load),
        }
    )


def drawn(postures: PostureSeries) -> PoseSeries:
    body = drawn_body(postures)
    assert body is not None
    return body


def at(pose: Pose, name: str) -> Floats:
    point: Floats = pose.image_px[Keypoint[f"LEFT_{name}"]]
    return point


def angle_deg(a: Floats, b: Floats) -> float:
    return float(np.degrees(np.arccos(a @ b / np.linalg.norm(a) / np.linalg.norm(b))))


@pytest.mark.parametrize(("trunk", "knee"), [(0, 0), (95, 5), (45, 110), (20, 60)])
def test_trunk_and_knee_are_drawn_as_measured(trunk: float, knee: float) -> None:
    pose = drawn(stored([trunk] * 2, [knee] * 2)).at(0)
    up = np.array([0.0, -1.0])
    assert angle_deg(at(pose, "SHOULDER") - at(pose, "HIP"), up) == pytest.approx(trunk, abs=0.1)
    shank, thigh = at(pose, "KNEE") - at(pose, "ANKLE"), at(pose, "HIP") - at(pose, "KNEE")
    assert angle_deg(shank, thigh) == pytest.approx(knee, abs=0.1)


def test_who_bends_over_moves_the_hips_back_and_who_squats_the_knees_forward() -> None:
    body = drawn(stored([0, 95, 45], [0, 5, 110]))
    standing, stooping, squatting = (body.at(row) for row in range(3))
    assert at(stooping, "HIP")[0] < at(standing, "HIP")[0]
    assert at(squatting, "KNEE")[0] > at(standing, "KNEE")[0]
    assert at(squatting, "HIP")[1] > at(stooping, "HIP")[1]  # lower in the picture


def test_the_hands_are_as_far_as_the_load_was() -> None:
    pose = drawn(stored([40] * 2, [40] * 2, load=0.25)).at(0)
    assert at(pose, "WRIST")[0] - at(pose, "ANKLE")[0] == pytest.approx(100)
    hanging = drawn(stored([40] * 2, [40] * 2)).at(0)
    assert at(hanging, "WRIST")[0] == pytest.approx(at(hanging, "SHOULDER")[0])


def test_moments_without_trunk_or_knee_are_left_out_and_too_few_give_no_body() -> None:
    assert drawn(stored([0, NAN, 50, 60], [0, 5, 10, 20])).time_s == pytest.approx([0, 0.2, 0.3])
    assert drawn_body(stored([0, 10, 20, 30, 40], [NAN, NAN, NAN, 5, 5])) is None
    assert drawn_body(stored([], [])) is None
