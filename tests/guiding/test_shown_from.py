from __future__ import annotations

import pytest

from tilcoach.coaching import Pattern
from tilcoach.guiding import SHOWN_FROM, Turn, turn_for_rest
from tilcoach.kinematics import ViewLabel


@pytest.mark.parametrize(
    ("view", "turn"),
    [
        (ViewLabel.SIDE, Turn.TO_CAMERA),
        (ViewLabel.FRONT, Turn.TO_SIDE),
        (ViewLabel.BACK, Turn.TO_SIDE),
        (ViewLabel.OBLIQUE, None),
        (ViewLabel.UNKNOWN, None),
    ],
)
def test_the_turn_brings_what_is_missing(view: ViewLabel, turn: Turn | None) -> None:
    assert turn_for_rest(view) is turn


def test_nobody_is_asked_to_turn_for_what_is_switched_off() -> None:
    assert turn_for_rest(ViewLabel.SIDE, {Pattern.TWIST_WITH_LOAD}) is None
    assert turn_for_rest(ViewLabel.FRONT, {Pattern.TWIST_WITH_LOAD}) is Turn.TO_SIDE


def test_together_the_side_and_the_front_show_all() -> None:
    assert SHOWN_FROM[ViewLabel.SIDE] | SHOWN_FROM[ViewLabel.FRONT] == set(Pattern)
    assert SHOWN_FROM[ViewLabel.OBLIQUE] == set(Pattern)
    assert not SHOWN_FROM[ViewLabel.UNKNOWN]
