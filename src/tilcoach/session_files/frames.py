"""``frames.csv``: one row per frame and person."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from operator import itemgetter
from pathlib import Path

from tilcoach.coaching import PersonRecordingResult, RecordingResult
from tilcoach.kinematics import PostureSeries
from tilcoach.session_files.tables import CsvStyle, write_table

_PROMISED = (
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
)
_MEASURES = tuple(field.name for field in fields(PostureSeries))

COLUMNS = (*_PROMISED, *(name for name in _MEASURES if name not in _PROMISED))
"""The promised columns in the promised order, then whatever else is measured."""

_EXACT_DECIMALS = 4
_DEGREE_DECIMALS = 2

Row = dict[str, float | int | str]


def write_frames_csv(review: RecordingResult, path: Path, style: CsvStyle = CsvStyle.PLAIN) -> None:
    """Write one row per frame and person, in order of time; an empty cell = not measurable."""
    rows = (
        {name: _cell(name, row.get(name, "")) for name in COLUMNS} for row in frame_rows(review)
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        write_table(file, COLUMNS, rows, style)


def frame_rows(review: RecordingResult) -> Iterator[Row]:
    """Yield the rows of all people in order of time."""
    people = (_rows(person) for person in review.people)  # each in order of time
    return heapq.merge(*people, key=itemgetter("time_s", "person"))


def _rows(person: PersonRecordingResult) -> Iterator[Row]:
    """Yield the moments of one person as values by column; a missing column has no value."""
    measures = _measures(person.postures)
    for index, time_s in enumerate(person.poses.time_s.tolist()):
        yield {
            **{name: values[index] for name, values in measures.items()},
            "time_s": time_s,
            "person": person.person,
            "phase": str(person.phases[index]),
            "view_yaw_deg": person.view.yaw_deg,
            "load_probability": float(person.load_probability[index]),
        }


def _measures(postures: PostureSeries | None) -> Mapping[str, list[float]]:
    """Return the measures by name; none when the person was never seen standing upright."""
    if postures is None:
        return {}
    return {name: getattr(postures, name).tolist() for name in _MEASURES}


def _cell(name: str, value: float | str) -> Decimal | int | str | None:
    """Return a value with the decimals that it is worth; None when it cannot be measured."""
    if isinstance(value, str | int):
        return value
    if not math.isfinite(value):
        return None
    decimals = _DEGREE_DECIMALS if name.endswith("_deg") else _EXACT_DECIMALS
    return Decimal(f"{value:.{decimals}f}")
