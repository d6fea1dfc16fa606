"""The shape of one lift in ``session.json``, as types."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Self

import numpy as np
from pydantic import AliasChoices, ConfigDict, Field, field_validator, model_validator
from pydantic.config import JsonDict

from tilcoach.coaching import Pattern, Reason, Verdict
from tilcoach.pose import Keypoint, Points
from tilcoach.session_files.bounds import (
    MAX_PATTERNS,
    Count,
    Degrees,
    Index,
    Metres,
    Name,
    Number,
    Pixels,
    Ratio,
    Seconds,
    Sentence,
    Share,
)
from tilcoach.session_files.part import (
    UNITS,
    CameraCode,
    CueCode,
    LoadSourceCode,
    NoIndexCode,
    NoteCode,
    Part,
    PatternCode,
    ReasonCode,
    ViewCode,
    is_unit,
)

_POINTS = frozenset(point.name.lower() for point in Keypoint)


def nan_if_none(value: float | None) -> float:
    """Return a measured value as a number; NaN when it could not be measured."""
    return math.nan if value is None else value


class ViewPart(Part):
    """From where the camera looks."""

    label: ViewCode
    yaw_deg: Degrees | None = Field(description="0 = a true side view, 90 = front or back.")


class LoadPart(Part):
    """Whether something was held."""

    held: bool
    probability: Share
    source: LoadSourceCode


class MeasuresPart(Part):
    """The values of one lift that count."""

    trunk_flexion_deg: Degrees | None
    knee_flexion_deg: Degrees | None
    stoop_squat_index: Index | None
    trunk_rotation_deg: Degrees | None
    load_distance_m: Metres | None
    load_distance_ratio: Ratio | None


_REASON_RULE: JsonDict = {
    "if": {"properties": {"verdict": {"const": "not_judged"}}},
    "then": {"properties": {"reason": {"type": "string"}}},
    "else": {"properties": {"reason": {"type": "null"}, "measured": {"type": "number"}}},
}


class FindingPart(Part):
    """The verdict on one pattern in one lift."""

    model_config = ConfigDict(json_schema_extra=_REASON_RULE)

    pattern: PatternCode
    verdict: Verdict
    start_s: Seconds | None
    end_s: Seconds | None
    measured: Number | None
    limit: Number | None
    unit: str
    confidence: Share
    reason: ReasonCode | None = Field(description="Why it was not judged; null otherwise.")
    note: NoteCode | None = Field(
        default=None, description="What is told with the verdict; null for nothing."
    )
    judged_by: CameraCode | None = Field(
        default=None,
        description="Which of two cameras; null where there was one, or where none judged.",
    )

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if not is_unit(self.unit, self.pattern):
            message = f"expected a unit out of {sorted(UNITS)}, not {self.unit!r}"
            raise ValueError(message)
        if (self.verdict is Verdict.NOT_JUDGED) is (self.reason is None):
            message = "expected a reason for what was not judged, and for nothing else"
            raise ValueError(message)
        return self


class CuePart(Part):
    """The one sentence after a lift."""

    code: CueCode
    text: Sentence


class KeyPosePart(Part):
    """The body at the moment of a lift that tells most: points, and no picture."""

    time_s: Seconds
    points_px: dict[Name, tuple[Pixels, Pixels]] = Field(
        description="Landmarks that were seen, by name: x to the right, y down, pixels of a frame."
    )

    @field_validator("points_px")
    @classmethod
    def _known(cls, points: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
        """Keep the landmarks that this version can draw."""
        return {name: point for name, point in points.items() if name in _POINTS}

    @property
    def landmarks(self) -> Points:
        """The landmarks that were seen, in pixels of a frame."""
        return {Keypoint[name.upper()]: np.array(xy) for name, xy in self.points_px.items()}


class IndexEndPart(Part):
    """The lifting index at one end of a lift, and what it was worked out from."""

    rwl_kg: Number = Field(description="The recommended weight limit; 0 where nothing may be.")
    li: Number | None = Field(description="Load over limit; null where the limit is 0.")
    li_low: Number | None = Field(description="The 95 % band; null where it has no end.")
    li_high: Number | None
    horizontal_cm: Number = Field(description="H, from mid-ankle to below mid-grip.")
    height_cm: Number = Field(description="V, of mid-grip above the floor.")
    travel_cm: Number = Field(description="D, between both ends.")
    asymmetry_deg: Number = Field(description="A, positive to the person's own left.")


class LiftingIndexPart(Part):
    """The lifting index of one lift: an estimate for a job, and no verdict."""

    origin: IndexEndPart | None
    destination: IndexEndPart | None
    reason: NoIndexCode | None = Field(description="Why it was not judged; null otherwise.")
    lifts_per_min: Number = Field(description="0 = now and then, or a film too short to tell.")


class LiftPart(Part):
    """One lift; times are seconds from the first frame."""

    lift: Count
    start_s: Seconds
    grasp_s: Seconds
    upright_s: Seconds
    end_s: Seconds
    load: LoadPart
    measures: MeasuresPart
    findings: tuple[FindingPart, ...] = Field(
        description="Exactly one per pattern.",
        max_length=MAX_PATTERNS,
        json_schema_extra={"minItems": len(Pattern), "maxItems": len(Pattern)},
    )
    cue: CuePart
    key_pose: KeyPosePart | None = Field(
        None,
        validation_alias=AliasChoices("still", "key_pose"),
        serialization_alias="still",
        description="Null when the body was not seen at that moment.",
    )
    lifting_index: LiftingIndexPart | None = Field(
        None, description="Null when the user did not say how heavy the load is."
    )
    confidence: Share | None = Field(
        default=None,
        description="Of its least sure verdict, by two cameras; null where there was one.",
    )

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        moments_s = (self.start_s, self.grasp_s, self.upright_s, self.end_s)
        if any(later < earlier for earlier, later in pairwise(moments_s)):
            message = f"expected the moments of a lift in order, not {moments_s}"
            raise ValueError(message)
        if len({finding.pattern for finding in self.findings}) < len(self.findings):
            message = "expected no more than one finding per pattern"
            raise ValueError(message)
        return self

    def finding(self, pattern: Pattern) -> FindingPart:
        """Return the finding on a pattern, also when the writing version did not judge it."""
        for finding in self.findings:
            if finding.pattern is pattern:
                return finding
        return FindingPart(
            pattern=pattern,
            verdict=Verdict.NOT_JUDGED,
            start_s=None,
            end_s=None,
            measured=None,
            limit=None,
            unit="index",
            confidence=0,
            reason=Reason.NOT_RECORDED,
        )


class BendPart(Part):
    """Down and up again with nothing in the hands: no lift, and not judged."""

    start_s: Seconds
    upright_s: Seconds
    load: LoadPart
    measures: MeasuresPart
