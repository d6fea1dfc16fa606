"""What a session comes down to: counts, what went well, and one point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tilcoach.coaching import ComparedLift, Cue, Finding, JudgedLift, Pattern, read_limits
from tilcoach.kinematics import ViewLabel
from tilcoach.lifting import LiftKind
from tilcoach.live.session_lifts import SessionLift
from tilcoach.live.session_summary import SessionSummary, WentWell

STOOP, TWIST, FAR = Pattern.STRAIGHT_LEGS, Pattern.TWIST_WITH_LOAD, Pattern.LOAD_FAR
Make = Callable[..., SessionLift]


@pytest.fixture
def make(stooped: JudgedLift) -> Make:
    """Make a lift of a session with these patterns good or *fout*, and the others not judged."""
    goed, left_out = stooped.finding(FAR), stooped.finding(TWIST)

    def one(
        good: tuple[Pattern, ...] = (),
        fout: tuple[Pattern, ...] = (),
        kind: LiftKind = LiftKind.PICK_UP,
    ) -> SessionLift:
        def finding(pattern: Pattern) -> Finding:
            if pattern in fout:
                return replace(stooped.finding(STOOP), pattern=pattern)
            return replace(goed if pattern in good else left_out, pattern=pattern)

        judged = replace(stooped, findings=tuple(finding(pattern) for pattern in Pattern))
        lift = ComparedLift.of(judged, read_limits(), ViewLabel.OBLIQUE)
        return SessionLift(1, 1, 1, datetime(2026, 3, 2, tzinfo=UTC), kind, lift, None)

    return one


def test_picking_up_and_putting_down_are_counted_apart(make: Make) -> None:
    kinds = [LiftKind.PICK_UP] * 3 + [LiftKind.PUT_DOWN] * 2 + [LiftKind.BOTH]
    summary = SessionSummary.of([make(kind=kind) for kind in kinds])
    assert (summary.picked_up, summary.put_down) == (4, 3)


def test_what_was_good_in_the_largest_share_went_well(make: Make) -> None:
    summary = SessionSummary.of([make(good=(FAR, TWIST)), make(good=(TWIST,), fout=(FAR,))])
    assert summary.went_well == WentWell(TWIST, 2, 2)
    assert summary.next_time is Cue.BRING_CLOSER


def test_the_one_point_is_what_was_seen_most_often(make: Make) -> None:
    lifts = [make(fout=(STOOP,)), make(fout=(STOOP, TWIST)), make(fout=(STOOP,))]
    assert SessionSummary.of(lifts).next_time is Cue.BEND_KNEES
    assert SessionSummary.of(lifts).went_well is None


def test_what_nobody_could_judge_is_not_praised(make: Make) -> None:
    summary = SessionSummary.of([make()])
    assert (summary.went_well, summary.next_time) == (None, Cue.NOTHING_JUDGED)
    assert SessionSummary.of([make(good=(FAR,))]).next_time is Cue.WELL_DONE
