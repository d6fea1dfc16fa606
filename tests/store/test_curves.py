"""Curves are small, and come back as postures that can be drawn."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tilcoach.kinematics import PostureSeries
from tilcoach.store import Curves
from tilcoach.store.curves import MOST_MOMENTS

KEPT = set(Curves.model_fields)


def postures(values: list[float]) -> PostureSeries:
    columns = {field.name: np.array(values) for field in fields(PostureSeries)}
    return PostureSeries(**(columns | {"time_s": np.arange(len(values)) / 30}))


@given(st.lists(st.floats(-100, 100) | st.just(float("nan")), min_size=1, max_size=400))
def test_curves_stay_close_to_what_was_measured(values: list[float]) -> None:
    series = postures(values)
    curves = Curves.model_validate_json(Curves.of(series).model_dump_json())
    assert 0 < len(curves.time_s) <= MOST_MOMENTS
    back = curves.postures()
    every = -(-len(values) // MOST_MOMENTS)
    np.testing.assert_allclose(back.time_s, series.time_s[::every], atol=0.0051)
    for name in KEPT - {"time_s"}:
        np.testing.assert_allclose(getattr(back, name), getattr(series, name)[::every], atol=0.051)


def test_what_was_not_kept_is_not_a_number() -> None:
    back = Curves.of(postures([1.0, 2.0])).postures()
    for field in fields(PostureSeries):
        assert np.isnan(getattr(back, field.name)).all() == (field.name not in KEPT), field.name


def test_the_curves_of_a_long_lift_are_small() -> None:
    assert len(Curves.of(postures([12.3456] * 3000)).model_dump_json()) < 5000


def test_curves_of_different_lengths_are_no_curves() -> None:
    columns = dict.fromkeys(KEPT, (1.0, 2.0)) | {"time_s": (0.0,)}
    with pytest.raises(ValidationError, match="one length"):
        Curves.model_validate(columns)
