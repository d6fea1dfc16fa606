"""What a plan may say, and what it changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tilcoach.coaching import Pattern
from tilcoach.config import Settings, lay_over
from tilcoach.errors import InputError
from tilcoach.guidance import FeedbackMode
from tilcoach.plan import Plan, checked_plan, new_code

MakePlan = Callable[..., Plan]
CLINICAL = {"knee_at_least_deg": 90, "hands_at_most_cm": 40, "turned_at_most_deg": 20}


def laid_over(plan: Plan, height_m: float = 1.75) -> Settings:
    return lay_over(Settings(), plan.settings(height_m), Path("plan"))


def test_clinical_targets_become_the_limits(make_plan: MakePlan) -> None:
    limits = laid_over(make_plan(targets={**CLINICAL, "trunk_at_most_deg": 60}), 1.60).limits
    own = {name: limit.value for name, limit in limits.measures.items() if limit.is_own}
    assert own == {
        "knee_flexion_deg": 90,
        "trunk_flexion_deg": 60,
        "trunk_rotation_deg": 20,
        "load_distance_ratio": pytest.approx(0.25),
    }


def test_what_is_not_said_stays_as_it_was(make_plan: MakePlan) -> None:
    assert laid_over(make_plan()) == Settings()


def test_only_the_focus_is_judged(make_plan: MakePlan) -> None:
    settings = laid_over(make_plan(focus=[Pattern.LOAD_FAR], feedback=FeedbackMode.BOTH))
    assert settings.switched_off == {Pattern.STRAIGHT_LEGS, Pattern.TWIST_WITH_LOAD}
    assert settings.feedback is FeedbackMode.BOTH


def test_bending_freely_does_not_judge_the_legs(make_plan: MakePlan) -> None:
    settings = laid_over(make_plan(targets={"bend_freely": True}))
    assert settings.switched_off == {Pattern.STRAIGHT_LEGS}


@pytest.mark.parametrize(
    "parts",
    [
        {"targets": {"bend_freely": True, "knee_at_least_deg": 90}},
        {"targets": {"bend_freely": True}, "focus": ["straight_legs"]},
        {"focus": ["load_far", "load_far"]},
        {"lifts": 0},
        {"weeks": 53},
        {"load_kg": 500},
        {"load_kg": float("nan")},
        {"targets": {"trunk_at_most_deg": float("nan")}},
        {"name": "two\nlines"},
        {"message": "turned \u202e around"},
        {"message": "x" * 601},
        {"code": "another"},
        {"made_on": "1800-01-01"},
        {"something": "else"},
    ],
)
def test_a_plan_that_cannot_be_followed_is_refused(
    make_plan: MakePlan, parts: dict[str, object]
) -> None:
    with pytest.raises(InputError, match="This plan cannot be made"):
        make_plan(**parts)


def test_no_two_plans_have_one_code() -> None:
    codes = {new_code() for _ in range(100)}
    assert len(codes) == 100
    assert checked_plan({"code": codes.pop(), "made_on": "2026-03-02"}).name == ""
