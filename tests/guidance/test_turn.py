from __future__ import annotations

import pytest

from tilcoach.coaching import Pattern
from tilcoach.guidance import Turn, turn_for_rest
from tilcoach.kinematics import ViewLabel
from tilcoach.measures import VIEW_COVERAGE


@pytest.mark.parametrize(
    ("view", "turn"),
    [
        (ViewLabel.SIDE, Turn.FROM_SIDE),
        (ViewLabel.FRONT, Turn.FROM_FRONT),
        (ViewLabel.BACK, Turn.FROM_FRONT),
        (ViewLabel.OBLIQUE, None),
        (ViewLabel.UNKNOWN, None),
    ],
)
def test_the_turn_brings_what_is_missing(view: ViewLabel, turn: Turn | None) -> None:
    assert turn_for_rest(view) is turn


def test_nobody_is_asked_to_turn_for_what_is_switched_off() -> None:
    assert turn_for_rest(ViewLabel.SIDE, {Pattern.TWIST_WITH_LOAD}) is None
    assert turn_for_rest(ViewLabel.FRONT, {Pattern.LOAD_FAR, Pattern.STRAIGHT_LEGS}) is None
    assert turn_for_rest(ViewLabel.FRONT, {Pattern.LOAD_FAR}) is Turn.FROM_FRONT  # knees: roughly
    assert turn_for_rest(ViewLabel.FRONT, {Pattern.TWIST_WITH_LOAD}) is Turn.FROM_FRONT


def test_at_an_angle_and_from_the_side_all_can_be_seen() -> None:
    assert VIEW_COVERAGE[ViewLabel.OBLIQUE] == VIEW_COVERAGE[ViewLabel.SIDE] == set(Pattern)
    assert not VIEW_COVERAGE[ViewLabel.UNKNOWN]
