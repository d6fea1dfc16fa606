"""The cost of the whole path against that of the model alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tilcoach.bench import Cost, file_figures, measure_cost
from tilcoach.config import Settings
from tilcoach.pose import Pose, VideoFrame
from tilcoach.session_files import ModelIdentity


class SlowModel:
    """Takes 10 ms of a clock of its own for every frame, and 1 s to open."""

    now_s = 0.0
    opened = 0

    def __init__(self) -> None:
        SlowModel.now_s += 1.0
        SlowModel.opened += 1

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        assert frame.bgr.size > 0
        SlowModel.now_s += 0.010
        return ()

    def close(self) -> None:
        """Nothing to free."""


def test_ratios_are_taken_round_by_round() -> None:
    cost = Cost(100, (10.0, 20.0, 10.0), (12.0, 22.0, 40.0), (15.0, 30.0, 15.0))
    _, plain, annotated = file_figures(cost)
    assert plain.values == pytest.approx((1.2, 1.1, 4.0))
    assert plain.measured == pytest.approx(1.2)
    assert annotated.values == pytest.approx((1.5, 1.5, 1.5))


def test_no_way_is_better_than_its_goal_by_accident() -> None:
    cost = Cost(1, (10.0,), (10.6,), (12.4,))
    _, plain, annotated = file_figures(cost)
    assert (plain.reached, annotated.reached) == ("no", "yes")


def test_all_ways_see_every_frame_and_opening_costs_nothing(
    film: Callable[..., Path], model: ModelIdentity
) -> None:
    # Only the model moves this clock, so the rest of the path is free and the ratio is 1.
    cost = measure_cost(
        film(frames=40), Settings(), SlowModel, model, rounds=3, clock=lambda: SlowModel.now_s
    )
    assert cost.frames == 40
    assert cost.model_ms == pytest.approx((10, 10, 10))
    assert cost.pipeline_ms == pytest.approx((10, 10, 10))
    assert cost.annotated_ms == pytest.approx((10, 10, 10))
    assert SlowModel.opened == 9
