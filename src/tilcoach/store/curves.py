"""The measures during one lift, thinned and rounded: small, and enough to draw and compare."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Annotated, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from tilcoach.kinematics import PostureSeries
from tilcoach.pose.arrays import Floats

MOST_MOMENTS = 90
"""Thirty pictures a second for three seconds: more than a chart on a page can show of a lift."""

_DECIMALS = {"s": 2, "deg": 1, "index": 1, "ratio": 3}  # by the unit at the end of the name

Number = Annotated[float, Field(allow_inf_nan=False)]
Measures = tuple[Number | None, ...]
"""One value per moment; None when it could not be measured."""


class Curves(BaseModel):
    """What was measured at T moments of one lift; the names are those of `PostureSeries`."""

    model_config = ConfigDict(frozen=True)

    time_s: tuple[Number, ...]
    trunk_flexion_deg: Measures
    knee_flexion_deg: Measures
    stoop_squat_index: Measures
    trunk_rotation_deg: Measures
    load_distance_ratio: Measures

    @model_validator(mode="after")
    def _of_one_length(self) -> Self:
        lengths = {len(getattr(self, name)) for name in type(self).model_fields}
        if len(lengths) > 1:
            message = f"curves of one lift have one length, not {sorted(lengths)}"
            raise ValueError(message)
        return self

    @classmethod
    def nothing(cls) -> Self:
        """Return the curves of a lift of which none were kept."""
        return cls.model_validate(dict.fromkeys(cls.model_fields, ()))

    @classmethod
    def of(cls, postures: PostureSeries) -> Self:
        """Return the curves of a lift.

        Parameters
        ----------
        postures
            All of the lift's moments.
        """
        rows = slice(None, None, max(1, math.ceil(len(postures) / MOST_MOMENTS)))
        return cls.model_validate(
            {name: _rounded(getattr(postures, name)[rows], name) for name in cls.model_fields}
        )

    def postures(self) -> PostureSeries:
        """Return the curves as postures, for whoever draws those; NaN for what was not kept."""
        nothing = np.full(len(self.time_s), np.nan)
        kept = {
            name: np.array(getattr(self, name), dtype=np.float64)
            for name in type(self).model_fields
        }
        return PostureSeries(**{f.name: kept.get(f.name, nothing) for f in fields(PostureSeries)})


def _rounded(values: Floats, name: str) -> list[float | None]:
    decimals = _DECIMALS[name.rsplit("_", 1)[-1]]
    return [round(v, decimals) if math.isfinite(v) else None for v in values.tolist()]
