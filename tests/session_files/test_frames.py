"""``frames.csv``: the promised columns, one row per frame and person."""

from __future__ import annotations

import csv
from pathlib import Path

from tilcoach.coaching import RecordingResult
from tilcoach.session_files import COLUMNS, CsvStyle, write_frames_csv
from tilcoach.session_files.tables import read_rows

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


def rows(review: RecordingResult, folder: Path) -> list[dict[str, str]]:
    path = folder / "frames.csv"
    write_frames_csv(review, path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_columns_stand_in_the_promised_order() -> None:
    assert list(COLUMNS[: len(PROMISED)]) == PROMISED
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert "hip_drop_ratio" in COLUMNS


def test_there_is_one_row_per_frame_and_person_in_order_of_time(
    review: RecordingResult, tmp_path: Path
) -> None:
    got = [(row["time_s"], row["person"]) for row in rows(review, tmp_path)]
    assert len(got) == 2 * 45
    times = ["0.0000", "0.0333", "0.0667", "0.1000"]
    assert got[:8] == [(time, person) for time in times for person in ("1", "2")]


def test_each_value_stands_in_its_own_column(review: RecordingResult, tmp_path: Path) -> None:
    row = rows(review, tmp_path)[0]
    postures = review.people[0].postures
    assert postures is not None
    for name in COLUMNS:
        if name not in {"time_s", "person", "phase", "view_yaw_deg", "load_probability"}:
            assert float(row[name]) == getattr(postures, name)[0], name
    assert (row["phase"], row["view_yaw_deg"]) == ("upright", "8.04")


def test_what_cannot_be_measured_is_an_empty_cell(review: RecordingResult, tmp_path: Path) -> None:
    got = rows(review, tmp_path)
    assert got[4]["load_distance_m"] == ""
    assert got[4]["load_distance_ratio"] != ""
    never_upright = got[1]
    assert never_upright["trunk_flexion_deg"] == ""
    assert never_upright["view_yaw_deg"] == ""
    assert never_upright["load_probability"] == "0.0000"


def test_nobody_in_view_gives_the_header_alone(tmp_path: Path) -> None:
    assert rows(RecordingResult((), ()), tmp_path) == []
    assert (tmp_path / "frames.csv").read_text(encoding="utf-8") == ",".join(COLUMNS) + "\n"


def test_a_dutch_spreadsheet_gets_semicolons_and_decimal_commas(
    review: RecordingResult, tmp_path: Path
) -> None:
    plain, dutch = tmp_path / "plain.csv", tmp_path / "dutch.csv"
    write_frames_csv(review, plain)
    write_frames_csv(review, dutch, CsvStyle.DUTCH)
    assert dutch.read_bytes().startswith(b"\xef\xbb\xbftime_s;person;phase;")
    assert ",00;" in dutch.read_text(encoding="utf-8")
    assert "." not in dutch.read_text(encoding="utf-8")
    as_plain = [
        {name: cell.replace(",", ".") for name, cell in row.items()} for row in read_rows(dutch)
    ]
    assert as_plain == read_rows(plain)
