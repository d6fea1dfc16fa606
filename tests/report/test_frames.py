"""``frames.csv``: the promised columns, one row per frame and person."""

from __future__ import annotations

import csv
from pathlib import Path

from tilcoach.coaching import Review
from tilcoach.report import COLUMNS, write_frames_csv

PROMISED = [
    "time_s",
    "person",
    "phase",
    "view_yaw_deg",
    "trunk_flexion_deg",
    "knee_flexion_left_deg",
    "knee_flexion_right_deg",
    "knee_flexion_deg",
    "hip_flexion_deg",
    "trunk_rotation_deg",
    "load_distance_m",
    "load_distance_ratio",
    "stoop_squat_index",
    "load_probability",
    "visibility",
]


def rows(review: Review, folder: Path) -> list[dict[str, str]]:
    path = folder / "frames.csv"
    write_frames_csv(review, path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_columns_stand_in_the_promised_order() -> None:
    assert list(COLUMNS[: len(PROMISED)]) == PROMISED
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert "hip_drop_ratio" in COLUMNS


def test_there_is_one_row_per_frame_and_person_in_order_of_time(
    review: Review, tmp_path: Path
) -> None:
    got = [(row["time_s"], row["person"]) for row in rows(review, tmp_path)]
    assert len(got) == 2 * 45
    times = ["0.0000", "0.0333", "0.0667", "0.1000"]
    assert got[:8] == [(time, person) for time in times for person in ("1", "2")]


def test_each_value_stands_in_its_own_column(review: Review, tmp_path: Path) -> None:
    row = rows(review, tmp_path)[0]
    postures = review.people[0].postures
    assert postures is not None
    for name in COLUMNS:
        if name not in {"time_s", "person", "phase", "view_yaw_deg", "load_probability"}:
            assert float(row[name]) == getattr(postures, name)[0], name
    assert (row["phase"], row["view_yaw_deg"]) == ("upright", "8.04")


def test_what_cannot_be_measured_is_an_empty_cell(review: Review, tmp_path: Path) -> None:
    got = rows(review, tmp_path)
    assert got[4]["load_distance_m"] == ""
    assert got[4]["load_distance_ratio"] != ""
    never_upright = got[1]
    assert never_upright["trunk_flexion_deg"] == ""
    assert never_upright["view_yaw_deg"] == ""
    assert never_upright["load_probability"] == "0.0000"


def test_nobody_in_view_gives_the_header_alone(tmp_path: Path) -> None:
    assert rows(Review((), ()), tmp_path) == []
    assert (tmp_path / "frames.csv").read_text(encoding="utf-8") == ",".join(COLUMNS) + "\n"
