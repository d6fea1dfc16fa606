"""Reads clips with exact truth, of our own renderer or of another."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from tilcoach.coaching import Pattern, Verdict
from tilcoach.errors import InputError
from tilcoach.kinematics import View, ViewLabel
from tilcoach.pose.arrays import Floats, freeze
from tilcoach.session_files.tables import decode_text, read_rows
from tilcoach.validation.clips_by_csv import read_csv_clips, truth_folder
from tilcoach.validation.true_clip import TrueClip, TrueLift

EXPECTED = "expected.toml"
"""The name of the file beside the clips that holds their lifts and verdicts."""


def read_clips(folder: Path) -> tuple[TrueClip, ...]:
    """Return the clips of a folder: with `EXPECTED` in it, or with CSV files in it or above it."""
    try:
        truth = truth_folder(folder)
        if truth is not None and not (folder / EXPECTED).is_file():
            return read_csv_clips(folder, truth)
        tables = tomllib.loads(decode_text((folder / EXPECTED).read_bytes()))["clip"]
        return tuple(_clip(folder, table) for table in tables)
    except (OSError, KeyError, ValueError) as error:
        sentence = (
            "The truth in {folder} cannot be read ({cause}). "
            "Render the clips with `python -m tools.render` and try again."
        )
        raise InputError(sentence, folder=folder, cause=error) from error


def _clip(folder: Path, table: Mapping[str, Any]) -> TrueClip:
    columns = _columns(folder / f"{table['name']}.truth.csv")
    columns = {**columns, **_from_joints(folder / f"{table['name']}.joints.npz")}
    view = table["view"]
    return TrueClip(
        name=table["name"],
        video=folder / f"{table['name']}.mp4",
        view=View(ViewLabel(view["label"]), float(view["yaw_deg"])),
        height_m=float(table["height_m"]),
        duration_s=float(table["duration_s"]),
        lifts=tuple(_lift(lift) for lift in table.get("lift", ())),
        time_s=columns["time_s"],
        measures=MappingProxyType(columns),
    )


def _lift(table: Mapping[str, Any]) -> TrueLift:
    verdicts = {
        Pattern(name): frozenset(Verdict(word) for word in words)
        for name, words in table["verdicts"].items()
    }
    return TrueLift(
        start_s=float(table["start_s"]),
        grasp_s=float(table["grasp_s"]),
        upright_s=float(table["upright_s"]),
        end_s=float(table["end_s"]),
        verdicts=MappingProxyType(verdicts),
        values=MappingProxyType({name: float(x) for name, x in table.get("truth", {}).items()}),
    )


def _columns(path: Path) -> Mapping[str, Floats]:
    """Return the columns of a truth file that hold numbers; an empty cell is NaN."""
    rows = read_rows(path)
    columns = {
        name: np.array([float(row[name] or "nan") for row in rows])
        for name in rows[0]
        if name != "phase"
    }
    return MappingProxyType({name: freeze(values) for name, values in columns.items()})


def _from_joints(path: Path) -> Mapping[str, Floats]:
    """Return what only the joints tell, if they were kept: how high the grip is in the room."""
    if not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as joints:
        return {"grip_height_m": freeze(joints["grip_m"][:, 2].astype(float))}
