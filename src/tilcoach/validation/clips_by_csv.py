"""Clips of another renderer, whose truth stands in CSV files: clips.csv, lifts.csv, frames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np

from tilcoach.coaching import Pattern, Verdict
from tilcoach.kinematics import View, ViewLabel
from tilcoach.pose.arrays import Floats, freeze
from tilcoach.session_files.tables import read_rows
from tilcoach.validation.true_clip import TrueClip, TrueLift

CLIPS, LIFTS = "clips.csv", "lifts.csv"

_COLUMNS = {
    "thorax_vs_pelvis_deg": "trunk_rotation_deg",
    "h_m": "load_distance_m",
}
"""What their columns are called here; the others are called the same."""

_VALUES = {
    "max_trunk_deg": "trunk_flexion_deg",
    "twist_sustained_deg": "trunk_rotation_deg",
    "far_ratio_sustained": "load_distance_ratio",
}
_EITHER = frozenset({Verdict.GOED, Verdict.FOUT, Verdict.NOT_JUDGED})
_RIGHT = {
    "goed": frozenset({Verdict.GOED}),
    "fout": frozenset({Verdict.FOUT}),
    "border": _EITHER,  # within 10 % of the limit
    "na": frozenset({Verdict.GOED, Verdict.NOT_JUDGED}),  # the shoulders hardly drop
}
_SIDE_DEG, _FRONT_DEG = 30.0, 60.0
"""A view up to the first is a side view, from the second on a front or back view."""


def truth_folder(folder: Path) -> Path | None:
    """Return where clips.csv lies: in the folder of the videos, or one above; None = nowhere."""
    return next((place for place in (folder, folder.parent) if (place / CLIPS).is_file()), None)


def read_csv_clips(folder: Path, truth: Path) -> tuple[TrueClip, ...]:
    """Return the clips of a folder of videos whose truth lies in a folder.

    Raises
    ------
    OSError, KeyError, ValueError
        If a file cannot be read.
    """
    lifts: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read_rows(truth / LIFTS):
        lifts[row["clip"]].append(row)
    return tuple(_clip(folder, row, lifts[row["clip"]]) for row in read_rows(truth / CLIPS))


def _clip(folder: Path, row: Mapping[str, str], lifts: list[dict[str, str]]) -> TrueClip:
    name, view = row["clip"], _view(float(row["yaw"]))
    columns = _columns(folder / f"{name}.frames.csv", float(row["body_height_m"]))
    return TrueClip(
        name=name,
        video=folder / f"{name}.mp4",
        view=view,
        height_m=float(row["body_height_m"]),
        duration_s=float(row["duration_s"]),
        lifts=tuple(_lift(lift, _view_at(columns, lift, view)) for lift in lifts),
        time_s=columns["time_s"],
        measures=columns,
    )


def _view(camera_yaw_deg: float) -> View:
    """Return the view of a camera: 0 sees the side, 90 the front, -90 the back."""
    folded_deg = abs((camera_yaw_deg + 90.0) % 180.0 - 90.0)
    if folded_deg < _SIDE_DEG:
        label = ViewLabel.SIDE
    elif folded_deg < _FRONT_DEG:
        label = ViewLabel.OBLIQUE
    else:
        label = ViewLabel.FRONT if camera_yaw_deg > 0 else ViewLabel.BACK
    return View(label, folded_deg)


def _view_at(columns: Mapping[str, Floats], lift: Mapping[str, str], view: View) -> View:
    """Return the view of the camera when a lift begins: who turned is seen from elsewhere."""
    if _CAMERA not in columns:
        return view
    return _view(float(np.interp(float(lift["start_s"]), columns["time_s"], columns[_CAMERA])))


_CAMERA = "camera_yaw_deg"


def _lift(row: Mapping[str, str], view: View) -> TrueLift:
    verdicts = {pattern: _RIGHT[row[pattern.value]] for pattern in Pattern}
    if view.label in (ViewLabel.FRONT, ViewLabel.BACK):  # it hides how far the load is
        verdicts[Pattern.LOAD_FAR] |= {Verdict.NOT_JUDGED}
    values = {ours: float(row[theirs] or "nan") for theirs, ours in _VALUES.items()}
    return TrueLift(
        start_s=float(row["start_s"]),
        grasp_s=float(row["grasp_s"]),
        upright_s=float(row["upright_s"]),
        end_s=float(row["end_s"]),
        verdicts=MappingProxyType(verdicts),
        values=MappingProxyType(values),
    )


def _columns(path: Path, height_m: float) -> Mapping[str, Floats]:
    rows = read_rows(path)
    columns = {
        _COLUMNS.get(name, name): np.array([float(row[name] or "nan") for row in rows])
        for name in rows[0]
    }
    columns["load_distance_ratio"] = columns["load_distance_m"] / height_m
    return MappingProxyType({name: freeze(values) for name, values in columns.items()})
