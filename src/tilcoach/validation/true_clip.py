"""A clip with exact truth: a rendered person, whose every joint is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tilcoach.coaching import Pattern, Verdict
from tilcoach.kinematics import View
from tilcoach.pose.arrays import Bools, Floats

_HALF = 0.5  # between a frame with a load and one without


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
        """Return a measure at other moments; NaN outside, and where it is not defined."""
        if measure not in self.measures:
            return np.full(len(time_s), np.nan)
        return np.interp(time_s, self.time_s, self.measures[measure], left=np.nan, right=np.nan)

    def held(self, time_s: Floats) -> Bools:
        """Return at which moments a load is held, shape (T,)."""
        inside: Bools = self.at("load_held", time_s) > _HALF
        return inside
