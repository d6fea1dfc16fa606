"""The curves of one lift, thinned and rounded: small, and enough to draw and compare."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Annotated, Any, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from tilcoach.kinematics import PostureSeries
from tilcoach.pose.arrays import Floats
from tilcoach.session_files.bounds import MAX_SAMPLES, Degrees, Index, Ratio, Seconds, within

MOST_MOMENTS = 90
"""Thirty pictures a second for three seconds: more than a chart on a page can show of a lift."""

_DECIMALS = {"s": 2, "deg": 1, "index": 1, "ratio": 3}  # by the unit at the end of the name

_Samples = Field(max_length=MAX_SAMPLES)
_Angles = Annotated[tuple[Degrees | None, ...], _Samples]
Measures = tuple[float | None, ...]
"""One value per sample; None when it could not be measured."""


class Curves(BaseModel):
    """What was measured at T moments of one lift; the names are those of `PostureSeries`."""

    model_config = ConfigDict(frozen=True)

    time_s: Annotated[tuple[Seconds, ...], _Samples]
    trunk_flexion_deg: _Angles
    knee_flexion_deg: _Angles
    stoop_squat_index: Annotated[tuple[Index | None, ...], _Samples]
    trunk_rotation_deg: _Angles
    load_distance_ratio: Annotated[tuple[Ratio | None, ...], _Samples]

    @model_validator(mode="before")
    @classmethod
    def _with_every_measure(cls, values: Any) -> Any:  # noqa: ANN401 - whatever a file holds
        """Let a measure that another version does not write count as not measured."""
        if not isinstance(values, dict) or not isinstance(values.get("time_s"), list | tuple):
            return values
        return {**dict.fromkeys(cls.model_fields, (None,) * len(values["time_s"])), **values}

    @model_validator(mode="after")
    def _of_one_length(self) -> Self:
        lengths = {len(getattr(self, name)) for name in type(self).model_fields}
        if len(lengths) > 1:
            message = f"curves of one lift have one length, not {sorted(lengths)}"
            raise ValueError(message)
        return self

    def values(self, field: str) -> Measures:
        """Return one measure by its name; nothing where a newer tilcoach measures more."""
        values: Measures | None = getattr(self, field, None)
        return (None,) * len(self.time_s) if values is None else values

    @classmethod
    def empty(cls) -> Self:
        """Return empty curves."""
        return cls.model_validate(dict.fromkeys(cls.model_fields, ()))

    @classmethod
    def of(cls, postures: PostureSeries) -> Self:
        """Return the curves of a lift."""
        rows = slice(None, None, max(1, math.ceil(len(postures) / MOST_MOMENTS)))
        return cls.model_validate(
            {name: _rounded(getattr(postures, name)[rows], name) for name in cls.model_fields}
        )

    def postures(self) -> PostureSeries:
        """Return the curves as postures; NaN for measures that are not stored."""
        missing = np.full(len(self.time_s), np.nan)
        columns = {
            name: np.array(getattr(self, name), dtype=np.float64)
            for name in type(self).model_fields
        }
        return PostureSeries(
            **{f.name: columns.get(f.name, missing) for f in fields(PostureSeries)}
        )


def _rounded(values: Floats, name: str) -> list[float | None]:
    unit = name.rsplit("_", 1)[-1]
    return [round(v, _DECIMALS[unit]) if within(v, unit) else None for v in values.tolist()]
