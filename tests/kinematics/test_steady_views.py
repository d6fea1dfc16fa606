"""The view does not flip from lift to lift near a border."""

from __future__ import annotations

import pytest

from tilcoach.kinematics import View, ViewLabel, steady_views

SIDE, OBLIQUE, FRONT = ViewLabel.SIDE, ViewLabel.OBLIQUE, ViewLabel.FRONT


def labels(*views: tuple[ViewLabel, float]) -> list[ViewLabel]:
    return [view.label for view in steady_views([View(*view) for view in views])]


def test_near_a_border_the_former_view_stays() -> None:
    assert labels((SIDE, 23), (OBLIQUE, 27), (SIDE, 24)) == [SIDE] * 3
    assert labels((OBLIQUE, 58), (FRONT, 63), (OBLIQUE, 57)) == [OBLIQUE] * 3


def test_a_clear_turn_is_another_view() -> None:
    assert labels((SIDE, 10), (OBLIQUE, 40), (SIDE, 12)) == [SIDE, OBLIQUE, SIDE]
    assert labels((SIDE, 20), (FRONT, 80)) == [SIDE, FRONT]


def test_the_view_before_counts_as_well() -> None:
    (view,) = steady_views([View(OBLIQUE, 27.0)], View(SIDE, 20.0))
    assert view == View(SIDE, 27.0)


@pytest.mark.parametrize("label", list(ViewLabel))
def test_what_does_not_change_stays(label: ViewLabel) -> None:
    assert labels((label, 25.0), (label, 25.0)) == [label, label]
