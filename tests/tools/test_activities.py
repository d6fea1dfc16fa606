"""What is no lift: activities, walking, turning by stepping."""

from dataclasses import replace

import numpy as np
import pytest
from tools.render.clip import Clip, Event, Load, Place, Role, Webcam
from tools.render.performance import Performance, perform
from tools.render.skeleton import Skeleton

EMPTY = Load(kind="none")
SLOW = Webcam(frame_rate_hz=10.0)


def play(skeleton: Skeleton, role: Role) -> Performance:
    return perform(Clip("test", role=role, webcam=SLOW), role, skeleton)


def empty_handed(*events: Event, start: Place | None = None) -> Role:
    return Role(load=EMPTY, start=start or Place(), events=events)


@pytest.mark.parametrize(
    "event",
    [
        Event("bend", style="stoop", lean_deg=60.0),
        Event("touch_floor", style="stoop", distance_m=0.2),
        Event("tie_shoe"),
        Event("squat", knee_deg=85.0),
        Event("reach_up"),
        Event("wave"),
        Event("sit"),
        Event("twist", turn_deg=40.0),
        Event("sweep"),
        Event("vacuum"),
        Event("wipe"),
        Event("kneel"),
        Event("jumping_jack"),
        Event("high_knees"),
        Event("lunge"),
        Event("side_stretch"),
        Event("balance"),
        Event("dance"),
    ],
)
def test_an_activity_is_no_lift_and_never_holds_a_load(skeleton: Skeleton, event: Event) -> None:
    script = play(skeleton, empty_handed(Event("stand"), event, Event("stand"))).script
    assert script.lifts == ()
    assert {span.phase for span in script.spans} == {"upright"}
    assert not any(span.load_held for span in script.spans)


def test_a_bend_leans_as_far_as_it_says(skeleton: Skeleton) -> None:
    bend = Event("bend", style="stoop", lean_deg=60.0)
    measures = play(skeleton, empty_handed(Event("stand"), bend)).measures
    assert measures["trunk_flexion_deg"].max() == pytest.approx(60.0, abs=8.0)
    assert measures["knee_flexion_left_deg"].max() < 20.0


def test_sitting_brings_the_hips_to_the_seat(skeleton: Skeleton) -> None:
    hips = play(skeleton, empty_handed(Event("stand"), Event("sit"))).joints.middle("hip")
    assert hips[:, 2].min() == pytest.approx(0.55, abs=0.04)


def test_kneeling_brings_one_knee_to_the_floor(skeleton: Skeleton) -> None:
    joints = play(skeleton, empty_handed(Event("stand"), Event("kneel"))).joints
    assert joints.knee_right[:, 2].min() == pytest.approx(0.09, abs=0.07)
    assert joints.knee_left[:, 2].min() > 0.3


def test_both_feet_leave_the_floor_in_a_jump(skeleton: Skeleton) -> None:
    joints = play(skeleton, empty_handed(Event("stand"), Event("jumping_jack", times=3))).joints
    lower = np.minimum(joints.ankle_left[:, 2], joints.ankle_right[:, 2])
    assert lower.max() > lower[0] + 0.03


def test_a_tool_goes_where_the_hand_goes(skeleton: Skeleton) -> None:
    role = Role(load=Load(kind="broom"), events=(Event("stand"), Event("sweep", times=3)))
    played = play(skeleton, role)
    times, end_s = played.times_s, played.script.duration_s
    sweeping = (times > 0.4 * end_s) & (times < 0.8 * end_s)
    forward = played.joints.wrist_left[sweeping, 1]
    tool = np.array([posed.load_m[1] for posed in played.poses])[sweeping]
    assert np.corrcoef(forward, tool)[0, 1] > 0.8


def test_rounds_play_the_events_again(skeleton: Skeleton) -> None:
    role = empty_handed(Event("stand"), Event("wave"))
    once, twice = (play(skeleton, replace(role, rounds=n)).script.duration_s for n in (1, 2))
    assert twice == pytest.approx(2 * once, rel=0.1)


def test_walking_ends_where_it_should_and_faces_that_way(skeleton: Skeleton) -> None:
    walk = Event("walk", to_m=(1.0, 0.5))
    joints = play(skeleton, empty_handed(Event("stand"), walk, Event("stand"))).joints
    np.testing.assert_allclose(joints.middle("ankle")[-1, :2], [1.0, 0.5], atol=0.02)
    across = joints.across("hip")[-1]
    heading = np.array([across[1], -across[0]])
    way = np.array([1.0, 0.5])
    assert heading @ way / np.linalg.norm(heading) / np.linalg.norm(way) > 0.99


def test_a_foot_on_the_floor_does_not_slide(skeleton: Skeleton) -> None:
    walk = Event("walk", to_m=(0.0, -2.0))
    joints = play(skeleton, empty_handed(Event("stand"), walk)).joints
    ankles = joints.ankle_left
    low = ankles[:, 2] < ankles[0, 2] + 0.002
    still = low[1:] & low[:-1]
    steps = np.linalg.norm(np.diff(ankles[:, :2], axis=0), axis=1)
    assert np.median(steps[still]) < 0.002


def test_turning_by_stepping_does_not_twist_the_back(skeleton: Skeleton) -> None:
    events = [Event(do) for do in ("stand", "reach", "grasp", "lift", "hold")]
    role = Role(events=(*events, Event("step_turn", turn_deg=90.0), Event("hold")))
    measures = play(skeleton, role).measures
    assert measures["shoulder_yaw_deg"][-1] == pytest.approx(90.0, abs=3.0)
    assert np.abs(measures["trunk_rotation_deg"]).max() < 8.0


def test_a_carried_load_comes_along(skeleton: Skeleton) -> None:
    events = [Event(do) for do in ("stand", "reach", "grasp", "lift", "hold")]
    role = Role(events=(*events, Event("walk", to_m=(1.0, -0.5)), Event("hold")))
    played = play(skeleton, role)
    wrist_to_grip_m = 0.064  # the hand points forward and down
    distance_m = played.measures["load_distance_m"][-1]
    assert distance_m == pytest.approx(0.28 + wrist_to_grip_m, abs=0.03)
    assert np.linalg.norm(played.poses[-1].load_m[:2]) > 0.8
    assert played.script.spans[-1].load_held


def test_motion_blur_takes_several_poses_around_each_frame(skeleton: Skeleton) -> None:
    role = empty_handed(Event("bend", style="stoop", lean_deg=60.0))
    clip = Clip("test", role=role, webcam=SLOW)
    sharp = perform(clip, role, skeleton)
    assert {len(poses) for poses in sharp.exposures} == {1}
    open_shutter = replace(clip, webcam=replace(clip.webcam, shutter=0.5))
    blurred = perform(open_shutter, role, skeleton)
    assert {len(poses) for poses in blurred.exposures} == {3}
    np.testing.assert_allclose(
        blurred.measures["trunk_flexion_deg"], sharp.measures["trunk_flexion_deg"], atol=1e-6
    )
