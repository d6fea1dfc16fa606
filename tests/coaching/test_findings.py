"""What may be said of a lift, whatever was measured."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilcoach.coaching import (
    CRITERIA,
    CUE_ORDER,
    Cue,
    Finding,
    JudgedLift,
    Limits,
    Note,
    Pattern,
    Reason,
    Verdict,
    choose_cue,
    judge,
)
from tilcoach.kinematics import View, ViewLabel
from tilcoach.lifting import Lift, Load, LoadSource

MakeLift = Callable[..., Lift]
ViewOf = Callable[[str], View]

NAN = float("nan")
LABELS = [label for label in ViewLabel if label is not ViewLabel.UNKNOWN]

MEASURED = st.floats(-180, 180) | st.just(NAN)
MEASURES = st.fixed_dictionaries(
    {
        "trunk_flexion_deg": MEASURED,
        "knee_flexion_deg": MEASURED,
        "stoop_squat_index": st.floats(0, 100) | st.just(NAN),
        "trunk_rotation_deg": MEASURED,
        "distance": st.floats(0.01, 1) | st.just(NAN),
        "feet_shift_ratio": st.floats(0, 1) | st.just(NAN),
    }
)
LOADS = st.builds(
    Load, held=st.booleans(), probability=st.floats(0, 1), source=st.sampled_from(LoadSource)
)

UNSURE = Load(held=True, probability=0.55, source=LoadSource.AUTO)
NO_LOAD = Load(held=False, probability=0.0, source=LoadSource.USER)


def _finding(pattern: Pattern, verdict: Verdict) -> Finding:
    reason = Reason.NOT_SEEN if verdict is Verdict.NOT_JUDGED else None
    return Finding(pattern, verdict, 1.0, 2.0, "deg", NAN, NAN, 0.5, reason)


@given(measures=MEASURES, load=LOADS, label=st.sampled_from(ViewLabel))
def test_whatever_was_measured_a_finding_keeps_its_promises(
    make_lift: MakeLift,
    view: ViewOf,
    limits: Limits,
    measures: dict[str, float],
    load: Load,
    label: ViewLabel,
) -> None:
    judged = judge(make_lift(load, **measures), view(label), limits)
    assert [finding.pattern for finding in judged.findings] == list(Pattern)
    for finding in judged.findings:
        assert (finding.reason is not None) == (finding.verdict is Verdict.NOT_JUDGED)
        assert 0 <= finding.confidence <= 1
        if finding.verdict is Verdict.NOT_JUDGED:
            assert finding.confidence == 0
        else:
            assert math.isfinite(finding.measured)
            assert math.isfinite(finding.limit)
            assert 0.5 <= finding.confidence < 1
        if finding.verdict is Verdict.FOUT:
            assert 2.0 <= finding.start_s < finding.end_s <= 6.0
        else:
            assert math.isnan(finding.start_s)
            assert math.isnan(finding.end_s)


@given(measures=MEASURES, label=st.sampled_from(LABELS), share=st.floats(0.45, 1))
@settings(max_examples=40)
def test_what_was_not_seen_is_neither_goed_nor_fout(
    make_lift: MakeLift,
    view: ViewOf,
    limits: Limits,
    measures: dict[str, float],
    label: ViewLabel,
    share: float,
) -> None:
    unseen = np.arange(120) < share * 120
    hidden = {name: np.where(unseen, NAN, value) for name, value in measures.items()}
    judged = judge(make_lift(**hidden), view(label), limits)
    assert judged.finding(Pattern.STRAIGHT_LEGS).verdict is Verdict.NOT_JUDGED
    if share > 0.6:
        assert judged.cue is Cue.NOTHING_JUDGED


@pytest.mark.parametrize("verdict", [Verdict.GOED, Verdict.FOUT])
def test_a_verdict_needs_a_value(verdict: Verdict) -> None:
    with pytest.raises(ValueError, match="a verdict needs a measured value"):
        dataclasses.replace(_finding(Pattern.LOAD_FAR, verdict), measured=NAN)


def test_a_reason_belongs_to_not_judged_and_to_nothing_else() -> None:
    with pytest.raises(ValueError, match="a reason belongs to not_judged"):
        dataclasses.replace(_finding(Pattern.LOAD_FAR, Verdict.NOT_JUDGED), reason=None)
    with pytest.raises(ValueError, match="a reason belongs to not_judged"):
        dataclasses.replace(_finding(Pattern.LOAD_FAR, Verdict.GOED), reason=Reason.NO_LOAD)


def test_a_finding_is_looked_up_by_its_pattern(make_lift: MakeLift) -> None:
    findings = tuple(_finding(pattern, Verdict.GOED) for pattern in Pattern)
    judged = JudgedLift(make_lift(), findings, Cue.WELL_DONE)
    assert [judged.finding(pattern) for pattern in Pattern] == list(findings)


def test_each_pattern_has_one_criterion_that_names_it(
    make_lift: MakeLift, view: ViewOf, limits: Limits
) -> None:
    for pattern, assess in CRITERIA:
        assert assess(make_lift(), view("oblique"), limits).pattern is pattern


@pytest.mark.parametrize(
    ("reason", "label", "told"),
    [
        (Reason.VIEW_SIDE, "side", {"trunk_rotation_deg": 25.0}),
        (Reason.VIEW_FRONT, "front", {}),
        (Reason.VIEW_UNKNOWN, "unknown", {}),
        (Reason.NOT_SEEN, "oblique", {"trunk_rotation_deg": NAN}),
        (Reason.LOAD_UNSURE, "side", {"load": UNSURE}),
        (Reason.NO_LOAD, "oblique", {"load": NO_LOAD}),
        (
            Reason.SMALL_DROP,
            "side",
            {"stoop_squat_index": np.where(np.arange(120) % 3, NAN, 50.0)},
        ),
        (Reason.NEAR_LIMIT, "side", {"knee_flexion_deg": 28.0}),
        (
            Reason.FEET_MOVED,
            "oblique",
            {"trunk_rotation_deg": 60.0, "feet_shift_ratio": 0.3},
        ),
    ],
)
def test_every_reason_can_be_given(
    make_lift: MakeLift,
    view: ViewOf,
    limits: Limits,
    reason: Reason,
    label: str,
    told: dict[str, object],
) -> None:
    judged = judge(make_lift(**told), view(label), limits)
    assert reason in {finding.reason for finding in judged.findings}


def test_the_cue_follows_the_first_pattern_in_the_order_of_cues() -> None:
    assert [pattern for pattern, _ in CUE_ORDER] == [
        Pattern.TWIST_WITH_LOAD,
        Pattern.STRAIGHT_LEGS,
        Pattern.LOAD_FAR,
    ]
    fout = [_finding(pattern, Verdict.FOUT) for pattern, _ in CUE_ORDER]
    for first, (_, cue) in enumerate(CUE_ORDER):
        assert choose_cue(fout[first:]) is cue
        assert choose_cue([*fout[:first:-1], fout[first]]) is cue  # whatever their order


def test_without_a_pattern_the_lift_was_well_done() -> None:
    goed = _finding(Pattern.STRAIGHT_LEGS, Verdict.GOED)
    hidden = replace(_finding(Pattern.LOAD_FAR, Verdict.NOT_JUDGED), reason=Reason.VIEW_FRONT)
    assert choose_cue([goed, hidden]) is Cue.WELL_DONE


@pytest.mark.parametrize(
    "reason", [Reason.NEAR_LIMIT, Reason.NOT_SEEN, Reason.LOAD_UNSURE, Reason.VIEW_SIDE]
)
def test_nobody_is_praised_for_what_was_left_in_doubt(reason: Reason) -> None:
    goed = _finding(Pattern.LOAD_FAR, Verdict.GOED)
    doubt = replace(_finding(Pattern.STRAIGHT_LEGS, Verdict.NOT_JUDGED), reason=reason)
    assert choose_cue([goed, doubt]) is Cue.NOTHING_JUDGED


@pytest.mark.parametrize("reason", [Reason.SECOND_PERSON, Reason.DARK, Reason.LOW_FRAME_RATE])
def test_why_too_little_was_seen_is_told(
    make_lift: MakeLift, view: ViewOf, limits: Limits, reason: Reason
) -> None:
    lift = make_lift(trunk_rotation_deg=NAN, distance=0.31)
    judged = judge(lift, view("oblique"), limits, unseen_because=reason)
    assert [finding.reason for finding in judged.findings] == [None, reason, Reason.NEAR_LIMIT]
    leapt = judge(lift, view("oblique"), limits, unsound=Reason.BODY_LEAPT, unseen_because=reason)
    assert {finding.reason for finding in leapt.findings} == {reason}


def test_a_turn_of_the_whole_body_is_told_with_the_twist(
    make_lift: MakeLift, view: ViewOf, limits: Limits
) -> None:
    for told in ({}, {"trunk_rotation_deg": 60.0, "feet_shift_ratio": 0.3}):
        judged = judge(make_lift(**told), view("oblique"), limits, turned_with_feet=True)
        twist = judged.finding(Pattern.TWIST_WITH_LOAD)
        assert (twist.verdict, twist.note) == (Verdict.GOED, Note.TURNED_WITH_FEET)
        assert [finding.note for finding in judged.findings if finding is not twist] == [None] * 2
    twisted = judge(
        make_lift(trunk_rotation_deg=60.0), view("oblique"), limits, turned_with_feet=True
    )
    assert twisted.finding(Pattern.TWIST_WITH_LOAD).verdict is Verdict.FOUT


def test_without_a_verdict_nobody_is_praised() -> None:
    assert choose_cue([_finding(p, Verdict.NOT_JUDGED) for p in Pattern]) is Cue.NOTHING_JUDGED


@pytest.mark.parametrize(
    ("told", "cue"),
    [
        ({}, Cue.WELL_DONE),
        ({"stoop_squat_index": 98.0}, Cue.BEND_KNEES),
        ({"distance": 0.45}, Cue.BRING_CLOSER),
        ({"trunk_rotation_deg": 50.0}, Cue.MOVE_FEET),
        ({"trunk_rotation_deg": 50.0, "stoop_squat_index": 98.0}, Cue.MOVE_FEET),
        ({"distance": 0.45, "stoop_squat_index": 98.0}, Cue.BEND_KNEES),
    ],
)
def test_a_lift_gets_one_sentence(
    make_lift: MakeLift, view: ViewOf, limits: Limits, told: dict[str, float], cue: Cue
) -> None:
    assert judge(make_lift(**told), view("oblique"), limits).cue is cue


def test_a_pattern_that_is_switched_off_is_not_judged_and_says_so(
    make_lift: MakeLift, view: ViewOf, limits: Limits
) -> None:
    off = {Pattern.STRAIGHT_LEGS}
    lift = make_lift(stoop_squat_index=98.0, distance=0.45)
    judged = judge(lift, view("oblique"), limits, off)
    left_out = judged.finding(Pattern.STRAIGHT_LEGS)
    assert (left_out.verdict, left_out.reason) == (Verdict.NOT_JUDGED, Reason.SWITCHED_OFF)
    assert math.isnan(left_out.measured)
    assert math.isfinite(left_out.limit)
    assert judged.cue is Cue.BRING_CLOSER
    assert judge(lift, view("oblique"), limits, set(Pattern)).cue is Cue.NOTHING_JUDGED


def test_a_body_that_leapt_is_not_judged_at_all(
    make_lift: MakeLift, view: ViewOf, limits: Limits
) -> None:
    lift = make_lift(stoop_squat_index=98.0, distance=0.45)
    judged = judge(lift, view("oblique"), limits, {Pattern.LOAD_FAR}, unsound=Reason.BODY_LEAPT)
    assert [finding.reason for finding in judged.findings] == [
        Reason.BODY_LEAPT,
        Reason.BODY_LEAPT,
        Reason.SWITCHED_OFF,
    ]
    assert judged.cue is Cue.NOTHING_JUDGED


def test_what_nobody_saw_is_not_called_good(
    make_lift: MakeLift, view: ViewOf, limits: Limits
) -> None:
    lift = make_lift(stoop_squat_index=98.0)
    gone = (lift.postures.time_s > 2.3) & (lift.postures.time_s < 3.0)
    judged = judge(replace(lift, postures=lift.postures.where(~gone)), view("oblique"), limits)
    assert judged.finding(Pattern.STRAIGHT_LEGS).verdict is Verdict.FOUT  # what was seen, was seen
    for pattern in (Pattern.TWIST_WITH_LOAD, Pattern.LOAD_FAR):
        assert judged.finding(pattern).reason is Reason.NOT_SEEN


def test_what_lies_outside_the_recording_is_not_called_good(
    make_lift: MakeLift, view: ViewOf, limits: Limits
) -> None:
    whole = make_lift()
    ends = replace(whole, ends_in_progress=True)
    for pattern in (Pattern.TWIST_WITH_LOAD, Pattern.LOAD_FAR):
        assert judge(whole, view("oblique"), limits).finding(pattern).verdict is Verdict.GOED
        assert judge(ends, view("oblique"), limits).finding(pattern).reason is Reason.CUT_OFF
    lost = replace(whole, holding_lost=True)
    assert judge(lost, view("oblique"), limits).finding(Pattern.LOAD_FAR).reason is Reason.NOT_SEEN
