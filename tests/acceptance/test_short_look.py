"""The sample videos without their upright: only the bend of each lift is left."""

from __future__ import annotations

from typing import Any

import pytest

from tilcoach.coaching import PersonRecordingResult, Verdict, WarningCode
from tilcoach.config import Settings
from tilcoach.pipeline import review
from tilcoach.pose import Pose, PoseSeries

Clip = dict[str, Any]
Seen = list[tuple[Pose, ...]]


@pytest.fixture(scope="module", params=[0, 1])
def lift(request: pytest.FixtureRequest, clip: Clip) -> Clip:
    found: Clip = clip["lift"][request.param]
    return found


def _only_the_bend(recorded: Seen, lift: Clip, inset_s: float) -> PersonRecordingResult:
    series = PoseSeries.of([poses[0] for poses in recorded if poses])
    bend = series.between(lift["start_s"] + inset_s, lift["upright_s"] - inset_s)
    (person,) = review({1: bend}, Settings()).people
    return person


def _judged(person: PersonRecordingResult) -> dict[str, Verdict]:
    (only,) = person.lifts
    return {f.pattern: f.verdict for f in only.findings if f.verdict is not Verdict.NOT_JUDGED}


def test_a_bend_alone_is_a_lift_judged_rightly_or_not_at_all_and_said_to_be_less_sure(
    recorded: Seen, lift: Clip
) -> None:
    person = _only_the_bend(recorded, lift, 0.3)
    assert WarningCode.PARTIAL_CALIBRATION in person.warnings
    judged = _judged(person)
    assert all(verdict in lift["verdicts"][pattern] for pattern, verdict in judged.items())
    stoops = lift["verdicts"]["straight_legs"] == ["fout"]
    assert "straight_legs" in judged or not stoops  # wider bands leave the middle form open
    assert "twist_with_load" not in judged  # nobody saw how the shoulders stand


def test_the_bottom_of_a_bend_alone_is_judged_rightly_or_not_at_all(
    recorded: Seen, lift: Clip
) -> None:
    person = _only_the_bend(recorded, lift, 0.6)
    stoops = lift["verdicts"]["straight_legs"] == ["fout"]
    assert (
        WarningCode.PARTIAL_CALIBRATION in person.warnings
    ) == stoops  # the others' legs stay bent
    assert (WarningCode.NO_UPRIGHT in person.warnings) == (not stoops)
    if stoops:
        judged = _judged(person)
        assert all(verdict in lift["verdicts"][pattern] for pattern, verdict in judged.items())
