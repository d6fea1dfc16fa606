"""How true tilcoach has to be: good enough to ship, and the goal."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from tilcoach.coaching import Pattern
from tilcoach.validation.scores import PatternScores
from tilcoach.validation.validate import RecordingsReport
from tilcoach.validation.validate_clips import ClipsReport

Measured = Callable[[ClipsReport | None, RecordingsReport | None], float]
"""Takes one number out of what was measured; NaN when it was not measured."""


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the table.

    Attributes
    ----------
    name
        What is measured, with its unit.
    enough, goal
        Good enough to ship, and where we want to be.
    decimals
        How exactly to write the number.
    value
        Takes the number out of what was measured.
    """

    name: str
    enough: float
    goal: float
    decimals: int
    value: Measured

    @property
    def at_most(self) -> bool:
        """Whether less is better: then the goal lies below what is enough."""
        return self.goal < self.enough

    @property
    def sign(self) -> str:
        """The side of the bound that is right."""
        return "≤" if self.at_most else "≥"

    def reached(self, value: float) -> str:
        """Return in words how far a value gets.

        Parameters
        ----------
        value
            What was measured.
        """
        if math.isnan(value):
            return "not measured"
        for bound, word in ((self.goal, "goal"), (self.enough, "enough")):
            if (value <= bound) if self.at_most else (value >= bound):
                return word
        return "**not yet**"


_NAN = float("nan")


def _mae(measure: str, band: str) -> Measured:
    def value(clips: ClipsReport | None, recordings: RecordingsReport | None) -> float:
        del recordings
        errors = clips.errors.get(measure, {}).get(band) if clips else None
        return errors.mae if errors else _NAN

    return value


def _clip(take: Callable[[ClipsReport], float]) -> Measured:
    def value(clips: ClipsReport | None, recordings: RecordingsReport | None) -> float:
        del recordings
        return take(clips) if clips else _NAN

    return value


def _recording(take: Callable[[RecordingsReport], float]) -> Measured:
    def value(clips: ClipsReport | None, recordings: RecordingsReport | None) -> float:
        del clips
        return take(recordings) if recordings else _NAN

    return value


def _timing(moment: str) -> Measured:
    return _clip(lambda clips: clips.median_timing_s.get(f"{moment}_s", _NAN))


def _verdict(pattern: Pattern) -> Measured:
    return _clip(lambda clips: clips.patterns[pattern].f1)


def _not_judged(clips: ClipsReport) -> float:
    return sum(clips.patterns.values(), PatternScores()).share_not_judged


_TRUNK_TRUTHS = {
    "mid-shoulder": "trunk_flexion_deg",
    "neck base": "trunk_flexion_deg (neck)",
}

TARGETS: tuple[Target, ...] = (
    *(
        Target(f"trunk flexion ({truth}), MAE {band}, °", enough, goal, 1, _mae(measure, band))
        for truth, measure in _TRUNK_TRUTHS.items()
        for band, enough, goal in (("side", 6, 3), ("oblique", 9, 5))
    ),
    Target("knee flexion, MAE side, °", 8, 4, 1, _mae("knee_flexion_deg", "side")),
    Target("knee flexion, MAE oblique, °", 12, 6, 1, _mae("knee_flexion_deg", "oblique")),
    Target("trunk rotation, MAE front, °", 12, 6, 1, _mae("trunk_rotation_deg", "front")),
    Target("trunk rotation, MAE oblique, °", 15, 8, 1, _mae("trunk_rotation_deg", "oblique")),
    Target("load distance, MAE side, cm", 7, 4, 1, _mae("load_distance_cm", "side")),
    Target("load distance, MAE oblique, cm", 12, 6, 1, _mae("load_distance_cm", "oblique")),
    Target("lifts found, F1, rendered", 0.95, 0.99, 3, _clip(lambda c: c.lifts.f1)),
    Target("lifts found, F1, real, as labelled", 0.95, 0.99, 3, _recording(lambda r: r.lifts.f1)),
    Target(
        "lifts found, F1, real, by our definition",
        0.95,
        0.99,
        3,
        _recording(lambda r: r.lifts_by_definition.f1),
    ),
    *(
        Target(f"lift {moment}, median error, s", 0.25, 0.10, 2, _timing(moment))
        for moment in ("start", "grasp", "upright")
    ),
    *(
        Target(f"{pattern} verdict, F1, rendered", 0.95, 0.99, 3, _verdict(pattern))
        for pattern in Pattern
    ),
    Target(
        "straight_legs verdict, F1, real",
        0.90,
        0.97,
        3,
        _recording(lambda r: r.straight_legs.f1),
    ),
    Target("not judged where the view allows, share", 0.15, 0.03, 3, _clip(_not_judged)),
    Target(
        "false lifts a minute, rendered",
        0.5,
        0.0,
        2,
        _clip(lambda c: c.false_lifts_per_minute),
    ),
    Target(
        "false lifts a minute, real",
        0.5,
        0.0,
        2,
        _recording(lambda r: r.false_lifts_per_minute),
    ),
    Target("live agrees with file, share", 0.95, 0.99, 3, _clip(lambda c: c.live_agreement)),
)
"""Every row, in the order of the page."""
