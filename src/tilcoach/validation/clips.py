"""Clips with exact truth: rendered people, whose every joint is known."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from tilcoach.coaching import Pattern, Verdict
from tilcoach.errors import InputError
from tilcoach.kinematics import View, ViewLabel
from tilcoach.pose.arrays import Floats, freeze

EXPECTED = "expected.toml"
"""The name of the file beside the clips that holds their lifts and verdicts."""


@dataclass(frozen=True, slots=True)
class TrueLift:
    """One lift as it was rendered, over ``[start_s, end_s)``.

    Attributes
    ----------
    start_s, grasp_s, upright_s, end_s
        As in `tilcoach.lifting.Lift`.
    verdicts
        Per pattern the verdicts that are right; more than one near a limit, or where the view
        shows too little.
    values
        The true values of the measures that decide, by their names.
    """

    start_s: float
    grasp_s: float
    upright_s: float
    end_s: float
    verdicts: Mapping[Pattern, frozenset[Verdict]]
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class TrueClip:
    """A clip with its truth.

    Attributes
    ----------
    name
        The clip's name.
    video
        The file.
    view
        From where the camera really looks.
    height_m
        The height of the person.
    duration_s
        Of the clip.
    lifts
        In order of time; empty when nobody lifts.
    time_s, measures
        Shape (T,) each: the exact measures per frame, by their names; NaN = not defined.
    """

    name: str
    video: Path
    view: View
    height_m: float
    duration_s: float
    lifts: tuple[TrueLift, ...]
    time_s: Floats
    measures: Mapping[str, Floats]

    @property
    def has_video(self) -> bool:
        """Whether the clip was rendered yet; its truth is there in any case."""
        return self.video.is_file()

    def at(self, measure: str, time_s: Floats) -> Floats:
        """Return a measure at other moments; NaN outside, and where it is not defined.

        Parameters
        ----------
        measure
            Its name in the truth file.
        time_s
            Shape (N,).
        """
        return np.interp(time_s, self.time_s, self.measures[measure], left=np.nan, right=np.nan)


def read_clips(folder: Path) -> tuple[TrueClip, ...]:
    """Return the clips of a folder.

    Parameters
    ----------
    folder
        Holds ``expected.toml``, and per clip ``NAME.mp4`` and ``NAME.truth.csv``.

    Raises
    ------
    InputError
        If the folder holds no truth, or a file cannot be read.
    """
    try:
        tables = tomllib.loads((folder / EXPECTED).read_text(encoding="utf-8"))["clip"]
        return tuple(_clip(folder, table) for table in tables)
    except (OSError, KeyError, ValueError) as error:
        sentence = (
            "The truth in {folder} cannot be read ({cause}). "
            "Render the clips with `python -m tools.render` and try again."
        )
        raise InputError(sentence, folder=folder, cause=error) from error


def _clip(folder: Path, table: Mapping[str, Any]) -> TrueClip:
    columns = _columns(folder / f"{table['name']}.truth.csv")
    view = table["view"]
    return TrueClip(
        name=table["name"],
        video=folder / f"{table['name']}.mp4",
        view=View(ViewLabel(view["label"]), float(view["yaw_deg"])),
        height_m=float(table["height_m"]),
        duration_s=float(table["duration_s"]),
        lifts=tuple(_lift(lift) for lift in table.get("lift", ())),
        time_s=columns["time_s"],
        measures=columns,
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
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = {
        name: np.array([float(row[name] or "nan") for row in rows])
        for name in rows[0]
        if name != "phase"
    }
    return MappingProxyType({name: freeze(values) for name, values in columns.items()})
