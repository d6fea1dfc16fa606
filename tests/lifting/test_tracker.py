"""From postures to lifts: when one begins and ends, and when it is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilcoach.kinematics import PostureSeries
from tilcoach.lifting import (
    CandidateTimes,
    Lift,
    LiftPhase,
    LiftRule,
    LiftTracker,
    LoadChoice,
    PictureEvidence,
)
from tilcoach.lifting.holding import HoldingRule
from tilcoach.lifting.tracker import SecondLook

Story = Callable[..., PostureSeries]
Watch = Callable[..., list[tuple[float, Lift]]]
LiftsOf = Callable[..., list[Lift]]

RULE = LiftRule()


def test_one_bend_is_one_lift(story: Story, lifts_of: LiftsOf) -> None:
    (lift,) = lifts_of(story(bends=[(2.0, 4.0)]))
    assert lift.number == 1
    assert lift.start_s == pytest.approx(2.0, abs=0.25)
    assert lift.grasp_s == pytest.approx(3.0, abs=0.1)
    assert lift.upright_s == pytest.approx(4.0, abs=0.25)


@given(
    length_s=st.floats(1.0, 6.0), depth=st.floats(0.12, 0.45), rate_hz=st.sampled_from([12, 25, 60])
)
def test_speed_depth_and_frame_rate_make_no_difference(
    story: Story, lifts_of: LiftsOf, length_s: float, depth: float, rate_hz: float
) -> None:
    (lift,) = lifts_of(story([(2.0, 2.0 + length_s)], total_s=10, depth=depth, rate_hz=rate_hz))
    assert lift.start_s < lift.grasp_s < lift.upright_s <= lift.end_s
    near_s = 0.05 + 0.06 * length_s + 1 / rate_hz
    assert lift.start_s == pytest.approx(2.0, abs=near_s)
    assert lift.upright_s == pytest.approx(2.0 + length_s, abs=near_s)


def test_repetitions_are_as_many_lifts(story: Story, lifts_of: LiftsOf) -> None:
    bends = [(2.0, 3.5), (4.5, 6.0), (6.0, 7.5), (7.8, 9.3)]
    lifts = lifts_of(story(bends, total_s=11))
    assert [lift.number for lift in lifts] == [1, 2, 3, 4]
    for lift, (start_s, end_s) in zip(lifts, bends, strict=True):
        assert lift.start_s == pytest.approx(start_s, abs=0.1)
        assert lift.upright_s == pytest.approx(end_s, abs=0.1)


@given(pause_s=st.floats(0.0, 3.0), held=st.booleans())
@settings(max_examples=20)
def test_lifts_never_overlap(story: Story, lifts_of: LiftsOf, pause_s: float, held: bool) -> None:  # noqa: FBT001
    bends = [(2.0, 4.0), (4.0 + pause_s, 6.0 + pause_s)]
    carried = [(3.0, 5.0 + pause_s)] if held else []
    lifts = lifts_of(story(bends, carried, total_s=11))
    assert len(lifts) == 2
    for lift, following in pairwise(lifts):
        assert lift.upright_s <= lift.end_s <= following.start_s


@pytest.mark.parametrize("carried", [[], [(3.0, 5.5)]])
def test_the_postures_of_a_lift_are_those_from_its_start_to_its_end(
    story: Story, lifts_of: LiftsOf, carried: list[tuple[float, float]]
) -> None:
    postures = story(carried=carried)
    (lift,) = lifts_of(postures)
    inside = postures.between(lift.start_s, lift.end_s).time_s
    assert set(inside) <= set(lift.postures.time_s)
    assert lift.postures.time_s[-1] <= lift.end_s


def test_standing_still_is_no_lift(story: Story, watch: Watch) -> None:
    assert watch(story(bends=())) == []


@pytest.mark.parametrize("choice", LoadChoice)
def test_swaying_is_no_bend(story: Story, watch: Watch, choice: LoadChoice) -> None:
    sway = story(bends=(), total_s=20)
    nodding = 0.03 * (1 - np.cos(2 * sway.time_s))  # up to 6 % of body height
    swaying = story(bends=(), total_s=20, shoulder_drop_ratio=nodding, wrist_height_ratio=0.1)
    assert watch(swaying, choice) == []


def test_hovering_around_the_limit_is_one_bend(story: Story, lifts_of: LiftsOf) -> None:
    bend = story([(2.0, 5.0)])
    trembling = bend.shoulder_drop_ratio + 0.012 * np.sin(2 * np.pi * 6 * bend.time_s)
    lifts = lifts_of(story([(2.0, 5.0)], shoulder_drop_ratio=trembling))
    assert len(lifts) == 1


def test_a_bend_with_hands_that_stay_up_is_kept_apart(story: Story) -> None:
    tracker = LiftTracker()
    bow = story(low_hands=0.42)
    assert [tracker.update(bow.at(i)) for i in range(len(bow))] == [None] * len(bow)
    assert tracker.finish() == ()
    (bend,) = tracker.bends
    assert bend.number == 1
    assert not bend.load.held


@pytest.mark.parametrize("low_hands", [0.08, 0.42])
def test_the_users_word_decides_what_is_a_lift(
    story: Story, watch: Watch, lifts_of: LiftsOf, low_hands: float
) -> None:
    bend = story(low_hands=low_hands)
    assert len(lifts_of(bend, LoadChoice.YES)) == 1
    assert watch(bend, LoadChoice.NO) == []


@pytest.mark.parametrize("low_hands", [0.08, 0.42])
@pytest.mark.parametrize("held", [True, False])
def test_who_can_look_back_further_decides_whether_a_load_was_held(
    story: Story,
    low_hands: float,
    held: bool,  # noqa: FBT001
) -> None:
    postures = story([(2.0, 4.0), (6.0, 8.0)], low_hands=low_hands, total_s=11)
    tracker = LiftTracker(second_look=lambda _: held)
    told = [*(tracker.update(postures.at(i)) for i in range(len(postures))), *tracker.finish()]
    lifts = [lift for lift in told if lift is not None]
    some = lifts if held else list(tracker.bends)
    assert [(one.number, one.load.held) for one in some] == [(1, held), (2, held)]
    assert len(lifts) + len(tracker.bends) == 2


@pytest.mark.parametrize(("says", "found"), [(True, 1), (False, 0)])
def test_who_looks_back_is_asked_of_every_bend_and_one_like_no_lift_leaves_no_trace(
    story: Story,
    says: bool,  # noqa: FBT001
    found: int,
) -> None:
    postures = story(trunk_flexion_deg=0.0)  # no lean, as of who sits down
    asked: list[Lift] = []

    def second_look(lift: Lift) -> bool:
        asked.append(lift)
        return says

    tracker = LiftTracker(second_look=second_look)
    told = [tracker.update(postures.at(i)) for i in range(len(postures))]
    assert len(asked) == 1
    assert not asked[0].load.held
    assert sum(lift is not None for lift in told) == found
    assert tracker.bends == ()


def test_a_recording_that_begins_bent_has_that_lift(story: Story, lifts_of: LiftsOf) -> None:
    (lift,) = lifts_of(story().between(2.8, 8.0))
    assert lift.start_s == pytest.approx(2.8, abs=0.05)
    assert lift.upright_s == pytest.approx(4.0, abs=0.25)


def test_a_recording_that_ends_bent_has_that_lift(story: Story, watch: Watch) -> None:
    ((told_s, lift),) = watch(story().between(0.0, 3.3))
    assert told_s == float("inf")
    assert lift.start_s == pytest.approx(2.0, abs=0.25)
    assert lift.end_s == pytest.approx(3.3, abs=0.05)


def test_who_only_begins_to_bend_when_the_recording_ends_did_not_lift(
    story: Story, watch: Watch
) -> None:
    bend = story([(2.0, 5.0)], low_hands=0.0)
    leaving = bend.where((bend.time_s < 3.5) & (bend.shoulder_drop_ratio < 0.1))
    assert leaving.shoulder_drop_ratio.max() > RULE.bend_from
    assert watch(leaving, LoadChoice.YES) == []


def test_a_recording_that_ends_just_after_rising_has_that_lift(story: Story, watch: Watch) -> None:
    ((told_s, lift),) = watch(story().between(0.0, 4.2))
    assert told_s == float("inf")
    assert lift.upright_s == pytest.approx(4.0, abs=0.25)


def test_it_is_told_within_a_second_after_upright(story: Story, watch: Watch) -> None:
    told_s, lift = watch(story())[0]
    assert 0 < told_s - lift.upright_s <= RULE.observe_s + 0.04
    assert told_s < 5.0


def test_it_is_told_again_when_the_holding_is_over(story: Story, watch: Watch) -> None:
    (first_s, first), (last_s, last) = watch(story(carried=[(3.0, 6.5)]))
    assert (first.number, last.number) == (1, 1)
    assert first_s - first.upright_s <= RULE.observe_s + 0.04
    assert last_s == pytest.approx(6.5 + HoldingRule().empty_s, abs=0.1)
    assert last.end_s == pytest.approx(6.5, abs=0.1)
    assert (last.start_s, last.grasp_s) == (first.start_s, first.grasp_s)


def test_holding_is_not_followed_for_ever(story: Story, watch: Watch) -> None:
    last_s, last = watch(story(carried=[(3.0, 150.0)], total_s=140, rate_hz=12))[-1]
    assert last_s == pytest.approx(last.upright_s + RULE.max_holding_s, abs=0.3)
    assert last.holding_lost
    assert last.unseen_with_load_s == np.inf


def test_nothing_in_the_hands_afterwards_ends_the_lift_at_once(
    story: Story, lifts_of: LiftsOf
) -> None:
    (lift,) = lifts_of(story())
    assert not lift.carried_after
    assert lift.end_s <= lift.upright_s + RULE.observe_s + 0.1


@pytest.mark.parametrize(
    ("carried", "before", "after"),
    [
        ([(3.0, 8.0)], False, True),
        ([(0.0, 3.0)], True, False),
        ([(0.0, 8.0)], True, True),
        ([], False, False),
    ],
)
def test_picking_up_and_putting_down_are_told_apart(
    story: Story, lifts_of: LiftsOf, carried: list[tuple[float, float]], before: bool, after: bool  # noqa: FBT001
) -> None:  # fmt: skip
    (lift,) = lifts_of(story(carried=carried))
    assert (lift.carried_before, lift.carried_after) == (before, after)


@pytest.mark.parametrize(
    ("what", "measure"),
    [
        ("feet that walk", {"feet_shift_ratio": np.linspace(0, 4, 240)}),
        ("hips below the floor", {"hip_drop_ratio": 0.5}),
    ],
)
def test_what_no_body_does_is_no_lift(
    story: Story, watch: Watch, what: str, measure: dict[str, object]
) -> None:
    assert watch(story(**measure), LoadChoice.YES) == [], what


@pytest.mark.parametrize(("length_s", "lifts"), [(0.25, 0), (1.0, 1)])
def test_a_stumble_of_the_landmarks_is_no_lift(
    story: Story, watch: Watch, length_s: float, lifts: int
) -> None:
    assert len(watch(story([(2.0, 2.0 + length_s)]))[:1]) == lifts


@pytest.mark.parametrize("until_s", [5.0, 10.0, 31.0])
def test_sitting_down_with_the_hands_in_the_lap_is_no_lift(
    story: Story, watch: Watch, until_s: float
) -> None:
    """A kitchen chair, 45 cm high: the hips come down by 39 cm, the hands lie on the thighs."""
    chair = {"depth": 0.22, "low_hands": 0.31, "trunk_flexion_deg": 10.0}
    sitting = story([(2.0, until_s)], total_s=until_s + 3, **chair)
    assert watch(replace(sitting, hip_drop_ratio=sitting.shoulder_drop_ratio)) == []


def test_who_sat_for_half_a_minute_and_rises_did_not_lift(story: Story, watch: Watch) -> None:
    sitting = story([(2.0, 36.0)], total_s=40, depth=0.22)
    assert watch(sitting, LoadChoice.YES) == []


def test_one_wild_frame_does_not_end_a_bend(story: Story, lifts_of: LiftsOf) -> None:
    bend = story([(2.0, 5.0)])
    wild = np.where(np.abs(bend.time_s - 3.5) < 0.02, 0.0, bend.shoulder_drop_ratio)
    assert len(lifts_of(replace(bend, shoulder_drop_ratio=wild))) == 1


@pytest.mark.parametrize(("gap_s", "lifts"), [(0.5, 1), (1.5, 1), (2.5, 0)])
def test_out_of_sight_for_a_moment_is_forgiven(
    story: Story, lifts_of: LiftsOf, gap_s: float, lifts: int
) -> None:
    bend = story([(2.0, 6.0)])
    hidden = np.abs(bend.time_s - 4.0) < gap_s / 2
    unseen = np.where(hidden, np.nan, bend.shoulder_drop_ratio)
    found = lifts_of(story([(2.0, 6.0)], shoulder_drop_ratio=unseen))
    whole = [lift for lift in found if lift.start_s < 2.7]
    assert len(whole) == lifts


def test_who_comes_back_into_view_bent_did_not_bend_while_away(
    story: Story, lifts_of: LiftsOf
) -> None:
    bend = story([(3.0, 6.0)], total_s=9)
    away = (bend.time_s > 1.0) & (bend.time_s < 4.0)
    (lift,) = lifts_of(bend.where(~away))
    assert lift.start_s >= 4.0


def test_phases_follow_one_another(story: Story) -> None:
    tracker, seen = LiftTracker(), list[LiftPhase]()
    postures = story([(2.0, 4.0), (6.0, 8.0)], carried=[(3.0, 7.0)], total_s=11)
    for i in range(len(postures)):
        tracker.update(postures.at(i))
        if not seen or tracker.phase is not seen[-1]:
            seen.append(tracker.phase)
    assert seen == [
        LiftPhase.UPRIGHT,
        LiftPhase.REACHING,
        LiftPhase.GRASPING,
        LiftPhase.LIFTING,
        LiftPhase.UPRIGHT,  # the arms are still being observed
        LiftPhase.HOLDING,
        LiftPhase.LOWERING,
        LiftPhase.GRASPING,
        LiftPhase.REACHING,  # full hands went down: most likely they let go
        LiftPhase.UPRIGHT,
    ]


def test_a_load_is_named_only_while_something_can_be_in_the_hands(story: Story) -> None:
    tracker, postures = LiftTracker(), story(carried=[(3.0, 6.0)])
    probability = {}
    for i in range(len(postures)):
        posture = postures.at(i)
        tracker.update(posture)
        probability[round(posture.time_s, 2)] = tracker.load_probability
    assert probability[1.0] == 0
    assert probability[2.4] == 0
    assert probability[3.8] > 0.55
    assert probability[5.0] > 0.9
    assert probability[7.5] == 0


def test_only_while_bent_is_the_person_bent(story: Story) -> None:
    tracker, postures = LiftTracker(), story()
    for i in range(len(postures)):
        tracker.update(postures.at(i))
        if postures.shoulder_drop_ratio[i] > RULE.bend_from:
            assert tracker.is_bent
        if postures.time_s[i] < 2.0 or postures.time_s[i] > 4.2:
            assert not tracker.is_bent


def test_after_a_reset_counting_begins_again(story: Story) -> None:
    tracker = LiftTracker()
    postures = story()
    for _ in range(2):
        told = [tracker.update(postures.at(i)) for i in range(len(postures))]
        assert [lift.number for lift in told if lift][0] == 1  # noqa: RUF015
        tracker.reset()
    assert tracker.bends == ()
    assert tracker.phase is LiftPhase.UPRIGHT


def _seen(postures: PostureSeries, shares: list[float]) -> list[float]:
    """Let a tracker see postures and the floor; give the grasp of each lift."""
    shown = iter(shares)
    tracker = LiftTracker(probe=lambda _: PictureEvidence(next(shown)))
    lifts = [*(tracker.update(postures.at(i)) for i in range(len(postures))), *tracker.finish()]
    return list({lift.number: lift.grasp_s for lift in lifts if lift is not None}.values())


def test_a_bend_that_leaves_the_floor_as_it_was_is_no_lift(story: Story) -> None:
    bends = [(2.0, 4.0), (6.0, 8.0)]
    postures = story(bends, total_s=11)
    assert len(_seen(postures, [0.3, 0.3])) == 2
    assert _seen(postures, [0.0, 0.3]) == pytest.approx([7.0], abs=0.1)


def test_repetitions_with_a_load_that_returns_to_its_place_are_lifts(story: Story) -> None:
    bends = [(2.0, 4.0), (6.0, 8.0), (10.0, 12.0)]
    postures = story(bends, total_s=15)
    assert len(_seen(postures, [0.3, 0.0, 0.3])) == 3  # up, down and up at once, down
    assert len(_seen(postures, [0.3, 0.3, 0.0])) == 2  # up, down, and then ties a shoe


def test_each_bend_is_looked_at_once_and_with_its_own_times(story: Story) -> None:
    postures = story([(2.0, 4.0)], carried=[(3.0, 7.0)], total_s=9)
    probed: list[CandidateTimes] = []

    def probe(bend: CandidateTimes) -> PictureEvidence:
        probed.append(bend)
        return PictureEvidence(0.3)

    tracker = LiftTracker(probe=probe)
    for i in range(len(postures)):
        tracker.update(postures.at(i))
    (times,) = probed
    assert times.start_s < times.grasp_s < times.upright_s
    assert times.grasp_s == pytest.approx(3.0, abs=0.2)


def test_somebody_who_holds_a_load_a_little_bent_has_lifted(
    story: Story, lifts_of: LiftsOf
) -> None:
    bends = [(2.0, 4.0), (7.0, 9.0)]
    plain = story(bends, carried=[(3.0, 8.0)], total_s=12)
    leans = 0.06 * ((plain.time_s > 3.5) & (plain.time_s < 8))
    leaning = np.maximum(plain.shoulder_drop_ratio, leans)
    first, second = lifts_of(
        story(bends, carried=[(3.0, 8.0)], total_s=12, shoulder_drop_ratio=leaning)
    )
    assert first.upright_s == pytest.approx(4.0, abs=0.4)
    assert second.start_s == pytest.approx(7.0, abs=0.4)


def test_a_load_that_hangs_is_held_until_the_next_bend(story: Story) -> None:
    """A bag hangs from the hand as an empty hand does; the picture saw it leave the floor."""
    postures = story([(2.0, 4.0), (16.0, 18.0)], total_s=21)
    shown = iter([PictureEvidence(0.3, 0.0, 0.1), PictureEvidence(0.3, 0.1, 0.0)])
    tracker = LiftTracker(probe=lambda _: next(shown))
    found = [tracker.update(postures.at(i)) for i in range(len(postures))]
    first, second = {one.number: one for one in found if one is not None}.values()
    assert first.carried_after
    assert first.end_s == pytest.approx(16.0, abs=0.2)
    assert first.with_load.time_s[-1] > 15.5
    assert (second.carried_before, second.carried_after) == (True, False)


def test_empty_hands_beside_the_body_end_the_holding(story: Story, lifts_of: LiftsOf) -> None:
    postures = story(carried=[(3.0, 6.5)], total_s=12)
    (lift,) = lifts_of(postures)
    assert lift.end_s == pytest.approx(6.5, abs=0.1)


def test_a_load_lowered_to_straight_arms_is_still_held(story: Story, lifts_of: LiftsOf) -> None:
    plain = story(carried=[(3.0, 6.5)], total_s=12)
    in_front = np.where(plain.time_s > 6.5, 0.16, plain.load_distance_ratio)
    (lift,) = lifts_of(story(carried=[(3.0, 6.5)], total_s=12, load_distance_ratio=in_front))
    assert lift.end_s > 11.5


@pytest.mark.parametrize(
    ("what", "measure"),
    [
        ("a lunge", {"trunk_flexion_deg": 10.0}),
        ("a knee that is mistracked", {"trunk_flexion_deg": -17.0, "hip_drop_ratio": 0.11}),
        ("shoulders that drop by nothing", {"trunk_flexion_deg": 25.0, "hip_drop_ratio": 0.0}),
        ("hips that rise while the trunk bends", {"hip_drop_ratio": -0.15}),
    ],
)
def test_a_lift_needs_a_trunk_that_leans_and_measures_that_agree(
    story: Story, watch: Watch, what: str, measure: dict[str, object]
) -> None:
    assert watch(story(**measure), LoadChoice.YES) == [], what


def test_of_a_shallow_bend_small_lengths_need_not_agree(story: Story, watch: Watch) -> None:
    at_table = story(depth=0.08, trunk_flexion_deg=42.0, hip_drop_ratio=-0.045)
    assert len(watch(at_table, LoadChoice.YES)) == 1
    assert watch(replace(at_table, hip_drop_ratio=np.full(len(at_table), -0.06))) == []


def test_a_body_that_grows_is_mistracked(story: Story, watch: Watch) -> None:
    plain = story()
    grown = np.where(np.abs(plain.time_s - 4.3) < 0.1, -0.3, plain.shoulder_drop_ratio)
    assert watch(replace(plain, shoulder_drop_ratio=grown), LoadChoice.YES) == []


def _at_a_table(
    story: Story,
    evidence: PictureEvidence,
    *,
    back: bool = False,
    lean: float = 0.0,
    forward: float = 1.0,
) -> list[Lift]:
    """Let hands move from hanging to holding, or back, while the shoulders stay up, or nearly."""
    stretch = (0.0, 4.0) if back else (4.0, 10.0)
    bends = [(2.5, 5.5)] if lean else []  # hands at the table are as low as hands that hang
    plain = story(bends=bends, carried=[stretch], total_s=10, depth=lean, low_hands=0.44)
    height = np.convolve(plain.wrist_height_ratio, np.ones(15) / 15, "same")
    height[:8], height[-8:] = plain.wrist_height_ratio[0], plain.wrist_height_ratio[-1]
    tracker = LiftTracker(probe=lambda _: evidence)
    front = 0.03 + forward * (plain.load_distance_ratio - 0.03)
    reaching = replace(plain, wrist_height_ratio=height, load_distance_ratio=front)
    found = [tracker.update(reaching.at(i)) for i in range(len(reaching))]
    return [lift for lift in [*found, *tracker.finish()] if lift is not None]


@pytest.mark.parametrize("back", [False, True])
def test_a_load_from_a_table_is_a_lift_when_the_picture_shows_it(
    story: Story, *, back: bool
) -> None:
    moved = (0.1, 0.0) if back else (0.0, 0.1)
    lift = _at_a_table(story, PictureEvidence(0.2, *moved), back=back)[-1]
    assert lift.start_s == pytest.approx(4.0, abs=0.4)
    assert lift.load.probability > 0.9
    assert (lift.carried_before, lift.carried_after) == (back, not back)


@pytest.mark.parametrize("back", [False, True])
def test_who_leans_over_a_table_is_on_the_way(story: Story, *, back: bool) -> None:
    hidden = PictureEvidence(0.25, 0.01, 0.01)
    lift = _at_a_table(story, hidden, back=back, lean=0.06)[-1]
    assert lift.start_s == pytest.approx(2.8, abs=0.5)
    assert lift.upright_s == pytest.approx(5.2, abs=0.5)
    assert (lift.carried_before, lift.carried_after) == (back, not back)
    a_little = PictureEvidence(0.15, 0.01, 0.01)
    assert _at_a_table(story, a_little, back=back, lean=0.06) == []


@pytest.mark.parametrize(
    "evidence",
    [PictureEvidence(), PictureEvidence(0.0, 0.0, 0.1), PictureEvidence(0.2, 0.0, 0.0)],
)
def test_arms_that_come_up_are_no_lift_without_a_load(
    story: Story, evidence: PictureEvidence
) -> None:
    assert _at_a_table(story, evidence) == []


def test_hands_that_close_around_a_broom_before_them_are_no_lift_from_a_table(
    story: Story,
) -> None:
    assert _at_a_table(story, PictureEvidence(0.2, 0.0, 0.1), forward=0.4) == []


def _at_a_table_twice(
    story: Story,
    taken_s: float,
    put_s: float,
    second_look: SecondLook,
    bends: Sequence[tuple[float, float]],
) -> list[tuple[float, Lift]]:
    """Let hands take a load from a table and put it back, for a tracker with a second look."""
    plain = story(bends, [(taken_s, put_s)], total_s=14)
    height = np.convolve(plain.wrist_height_ratio, np.ones(15) / 15, "same")
    height[:8], height[-8:] = plain.wrist_height_ratio[0], plain.wrist_height_ratio[-1]
    postures = replace(plain, wrist_height_ratio=height)
    taking, putting = PictureEvidence(0.2, 0.0, 0.1), PictureEvidence(0.2, 0.1, 0.0)
    middle_s = (taken_s + put_s) / 2
    tracker = LiftTracker(
        probe=lambda times: taking if times.grasp_s < middle_s else putting,
        second_look=second_look,
    )
    found = [(p.time_s, tracker.update(p)) for p in map(postures.at, range(len(postures)))]
    return [(time_s, lift) for time_s, lift in found if lift is not None]


@pytest.mark.parametrize("held_s", [1.2, 1.6, 2.0])
def test_a_load_that_is_put_back_soon_is_two_lifts_also_for_who_looks_back(
    story: Story, held_s: float
) -> None:
    told = _at_a_table_twice(story, 4.0, 4.0 + held_s, lambda lift: lift.load.held, [])
    starts_s = {lift.number: lift.start_s for _, lift in told}
    assert list(starts_s.values()) == pytest.approx([3.8, 3.8 + held_s], abs=0.15)


def test_a_reach_that_was_no_lift_leaves_the_load_in_the_hands(story: Story) -> None:
    told = _at_a_table_twice(story, 3.0, 8.0, lambda lift: lift.start_s < 5, [(2.0, 4.0)])
    (lift,) = {lift.number: lift for _, lift in told}.values()
    assert lift.carried_after
    assert lift.end_s > 8
    first_s = told[0][0]
    assert first_s == pytest.approx(4.5, abs=0.3)


def test_a_recording_that_begins_or_ends_bent_says_so(story: Story, lifts_of: LiftsOf) -> None:
    (begins,) = lifts_of(story().between(2.8, 8.0))
    (ends,) = lifts_of(story().between(0.0, 3.3))
    assert (begins.begins_in_progress, begins.ends_in_progress) == (True, False)
    assert (ends.begins_in_progress, ends.ends_in_progress) == (False, True)
    assert ends.holding_is_cut_off
    assert not begins.holding_is_cut_off
    assert not begins.lowest_is_cut_off
    assert not ends.lowest_is_cut_off


def test_a_lowest_moment_outside_the_recording_is_cut_off(story: Story, lifts_of: LiftsOf) -> None:
    bend = story([(2.0, 5.0)])
    (rises,) = lifts_of(bend.between(4.2, 8.0))
    (sinks,) = lifts_of(bend.between(0.0, 2.85))
    assert rises.lowest_is_cut_off
    assert sinks.lowest_is_cut_off


def test_whole_lifts_are_not_in_progress(story: Story, lifts_of: LiftsOf) -> None:
    (whole,) = lifts_of(story())
    assert not whole.begins_in_progress
    assert not whole.ends_in_progress
