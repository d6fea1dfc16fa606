"""The committed sample videos, their truth and the expected verdicts agree."""

import csv
import tomllib
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from tools.render.truth import COLUMNS

SAMPLES = Path(__file__).parents[2] / "sample_videos"
NAMES = ("squat_close", "stoop_straight_legs", "lift_and_twist", "load_far")
EXPECTED: dict[str, dict[str, Any]] = {
    clip["name"]: clip for clip in tomllib.loads((SAMPLES / "expected.toml").read_text())["clip"]
}
Rows = list[dict[str, str]]


def truth(name: str) -> Rows:
    with (SAMPLES / f"{name}.truth.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def column(rows: Rows, name: str, phase: str = "") -> np.ndarray:
    """Values of a column, optionally of one phase; an empty cell is NaN."""
    return np.array([float(r[name] or "nan") for r in rows if not phase or r["phase"] == phase])


@pytest.mark.parametrize("name", NAMES)
def test_the_video_is_small_h264_with_one_frame_per_row(name: str) -> None:
    path = SAMPLES / f"{name}.mp4"
    assert path.stat().st_size < 400_000
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert (stream.width, stream.height) == (640, 480)
        times = [float(frame.time or 0.0) for frame in container.decode(stream)]
    rows = truth(name)
    assert len(times) == len(rows) == EXPECTED[name]["frames"]
    np.testing.assert_allclose(times, column(rows, "time_s"), atol=1e-3)


@pytest.mark.parametrize("name", NAMES)
def test_the_truth_has_every_column_and_ends_as_it_began(name: str) -> None:
    rows = truth(name)
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["phase"] == rows[-1]["phase"] == "upright"
    for measure in ("trunk_flexion_deg", "knee_flexion_left_deg", "trunk_rotation_deg"):
        values = column(rows, measure)
        assert abs(values[0] - values[-1]) < 1.5, measure


@pytest.mark.parametrize("name", NAMES)
def test_a_clip_stands_still_before_and_after_two_lifts(name: str) -> None:
    clip = EXPECTED[name]
    pick_up, put_down = clip["lift"]
    assert pick_up["start_s"] >= 2.5
    assert clip["duration_s"] - put_down["upright_s"] >= 1.2
    assert pick_up["end_s"] - pick_up["upright_s"] >= 1.2
    assert 9.0 <= clip["duration_s"] <= 14.0
    assert (pick_up["kind"], put_down["kind"]) == ("pick_up", "put_down")


@pytest.mark.parametrize("name", NAMES)
def test_the_phases_agree_with_the_lifts(name: str) -> None:
    rows, (pick_up, put_down) = truth(name), EXPECTED[name]["lift"]
    held = column(rows, "time_s")[column(rows, "load_held") == 1]
    assert held[0] == pytest.approx(pick_up["grasp_s"], abs=0.05)
    assert held[-1] == pytest.approx(put_down["grasp_s"], abs=0.05)
    holding = column(rows, "time_s", "holding")
    assert holding[0] == pytest.approx(pick_up["upright_s"], abs=0.05)
    assert holding[-1] == pytest.approx(pick_up["end_s"], abs=0.05)


@pytest.mark.parametrize(
    ("name", "pattern", "faults"),
    [
        ("squat_close", "straight_legs", ["goed", "goed"]),
        ("squat_close", "load_far", ["goed", "goed"]),
        ("stoop_straight_legs", "straight_legs", ["fout", "fout"]),
        ("lift_and_twist", "straight_legs", ["goed", "goed"]),
        ("lift_and_twist", "twist_with_load", ["fout", "goed"]),
        ("load_far", "straight_legs", ["goed", "goed"]),
        ("load_far", "load_far", ["fout", "fout"]),
    ],
)
def test_each_clip_shows_its_one_fault(name: str, pattern: str, faults: list[str]) -> None:
    verdicts = [lift["verdicts"][pattern] for lift in EXPECTED[name]["lift"]]
    assert verdicts == [[fault] for fault in faults]


def test_the_squat_bends_the_knees_and_keeps_the_load_close() -> None:
    rows = truth("squat_close")
    assert 100 < column(rows, "knee_flexion_left_deg").max() < 120
    assert column(rows, "trunk_flexion_deg").max() < 55
    assert column(rows, "load_distance_m", "holding").max() <= 0.36


def test_the_stoop_keeps_the_knees_straight() -> None:
    rows = truth("stoop_straight_legs")
    for side in ("left", "right"):
        assert column(rows, f"knee_flexion_{side}_deg").max() < 15
    assert 80 < column(rows, "trunk_flexion_deg").max() < 110
    assert np.nanmin(column(rows, "stoop_squat_index")) > 85


def test_the_twist_happens_while_holding() -> None:
    rows = truth("lift_and_twist")
    assert 40 < column(rows, "trunk_rotation_deg", "holding").max() < 55
    assert abs(column(rows, "trunk_rotation_deg", "lifting")).max() < 5
    assert 5 < column(rows, "pelvis_yaw_deg", "holding").max() < 15


def test_the_far_load_is_far_with_bent_knees() -> None:
    rows = truth("load_far")
    assert column(rows, "load_distance_m", "holding").min() > 0.55
    assert 30 < np.nanmedian(column(rows, "stoop_squat_index", "grasping")) < 65
