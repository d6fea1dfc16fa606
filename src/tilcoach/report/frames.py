"""``frames.csv``: one row per frame and person."""

from __future__ import annotations

import csv
import heapq
import math
from collections.abc import Iterator, Mapping
from dataclasses import fields
from operator import itemgetter
from pathlib import Path

from tilcoach.coaching import PersonReview, Review
from tilcoach.kinematics import PostureSeries

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


def write_frames_csv(review: Review, path: Path) -> None:
    """Write one row per frame and person, in order of time; an empty cell = not measurable.

    Parameters
    ----------
    review
        What is known of everybody.
    path
        Where to; an existing file is replaced.
    """
    people = (_rows(person) for person in review.people)  # each in order of time
    rows = heapq.merge(*people, key=itemgetter("time_s", "person"))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([_cell(name, row.get(name, "")) for name in COLUMNS] for row in rows)


def _rows(person: PersonReview) -> Iterator[Row]:
    """Give the moments of one person as values by column; a missing column has no value."""
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


def _cell(name: str, value: float | str) -> str:
    if isinstance(value, str | int):
        return str(value)
    if not math.isfinite(value):
        return ""
    decimals = _DEGREE_DECIMALS if name.endswith("_deg") else _EXACT_DECIMALS
    return f"{value:.{decimals}f}"
