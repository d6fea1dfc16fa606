"""The one catalogue of what is measured and shown: charts, reports and files read it from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tilcoach.kinematics import ViewLabel


class Pattern(StrEnum):
    """The three ways of lifting that the leaflet advises against."""

    STRAIGHT_LEGS = "straight_legs"
    TWIST_WITH_LOAD = "twist_with_load"
    LOAD_FAR = "load_far"


ALL_VIEWS = frozenset(ViewLabel) - {ViewLabel.UNKNOWN}
"""From everywhere, once it is known from where."""

SAGITTAL_VIEWS = frozenset({ViewLabel.SIDE, ViewLabel.OBLIQUE})
"""From where a movement forward is seen; from the front it is depth, which one camera sees worst:
a knee is then off by some 30°."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is measured, and how it is shown.

    Attributes
    ----------
    field
        Its name in `PostureSeries`, `LiftMeasures`, the files and the catalogues of words.
    unit
        As in `tilcoach.coaching.Limit`.
    axis
        What an axis shows at least, in the shown unit: from, to.
    views
        From where it can be measured well enough to be shown.
    rough_views
        From where among these it is measured roughly, so that its pattern is often not judged.
    pattern
        That is judged by it; None when it only describes the lift.
    limit
        The name of the limit that is drawn beside it; empty for none.
    mirrored
        Whether the limit counts on both sides of zero.
    in_metres
        Whether findings give it in metres, though it is judged as a share of body height.
    """

    field: str
    unit: str
    axis: tuple[float, float]
    views: frozenset[ViewLabel] = ALL_VIEWS
    rough_views: frozenset[ViewLabel] = frozenset()
    pattern: Pattern | None = None
    limit: str = ""
    mirrored: bool = False
    in_metres: bool = False

    @property
    def scale(self) -> float:
        """What a value is multiplied by to be shown: shares are shown as percentages."""
        return 100.0 if self.unit == "ratio" else 1.0

    @property
    def finding_unit(self) -> str:
        """The unit in which a finding gives it."""
        return "m" if self.in_metres else self.unit


TRUNK_FLEXION = Measure("trunk_flexion_deg", "deg", (0, 60))
KNEE_FLEXION = Measure(
    "knee_flexion_deg", "deg", (0, 60), views=SAGITTAL_VIEWS, limit="knee_flexion_deg"
)
STOOP_SQUAT = Measure(
    "stoop_squat_index",
    "index",
    (0, 100),
    rough_views=frozenset({ViewLabel.FRONT, ViewLabel.BACK}),
    pattern=Pattern.STRAIGHT_LEGS,
    limit="stoop_squat_index",
)
TRUNK_ROTATION = Measure(
    "trunk_rotation_deg",
    "deg",
    (-30, 30),
    rough_views=frozenset({ViewLabel.SIDE}),
    pattern=Pattern.TWIST_WITH_LOAD,
    limit="trunk_rotation_deg",
    mirrored=True,
)
LOAD_DISTANCE = Measure(
    "load_distance_ratio",
    "ratio",
    (0, 40),
    views=SAGITTAL_VIEWS,
    pattern=Pattern.LOAD_FAR,
    limit="load_distance_ratio",
    in_metres=True,
)

MEASURES = (TRUNK_FLEXION, KNEE_FLEXION, STOOP_SQUAT, TRUNK_ROTATION, LOAD_DISTANCE)
"""Everything that is shown of a lift, in the order in which a lift is read."""

MEASURE_OF: Mapping[Pattern, Measure] = {
    measure.pattern: measure for measure in MEASURES if measure.pattern is not None
}
"""The measure that decides each pattern."""


VIEW_COVERAGE: Mapping[ViewLabel, frozenset[Pattern]] = {
    view: frozenset(p for p, measure in MEASURE_OF.items() if view in measure.views)
    for view in ViewLabel
}
"""Which patterns each camera position shows."""
