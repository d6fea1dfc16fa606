"""Events become key frames, phases and lifts."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from tools.render.body import BodyShape
from tools.render.clip import Clip, Event, Load, Role
from tools.render.describe import DescriptionError
from tools.render.events import compose
from tools.render.life import enliven
from tools.render.parameters import Parameters
from tools.render.performance import Performance, perform
from tools.render.posing import Poser
from tools.render.skeleton import Skeleton
from tools.render.timeline import Move, Timeline, changed

PICK_UP = tuple(Event(do) for do in ("stand", "reach", "grasp", "lift", "hold"))
PUT_DOWN = tuple(Event(do) for do in ("lower", "release", "rise", "stand"))


def lifting(*events: Event) -> Clip:
    return Clip("test", role=Role(body=BodyShape(height_m=1.8), events=events))


def played(clip: Clip, skeleton: Skeleton) -> Performance:
    return perform(clip, clip.role, skeleton)


@pytest.fixture(scope="module")
def squat(skeleton: Skeleton) -> Performance:
    return played(lifting(*PICK_UP, *PUT_DOWN), skeleton)


def test_phases_follow_each_other_without_a_gap(squat: Performance) -> None:
    spans = squat.script.spans
    assert spans[0].start_s == 0.0
    assert all(first.end_s == second.start_s for first, second in pairwise(spans))


def test_picking_up_and_putting_down_are_one_lift_each(squat: Performance) -> None:
    first, second = squat.script.lifts
    assert (first.kind, second.kind) == ("pick_up", "put_down")
    assert first.start_s < first.grasp_s < first.upright_s < first.end_s == second.start_s
    assert second.start_s < second.grasp_s < second.upright_s == second.end_s


def test_the_load_is_held_from_grasp_to_release(squat: Performance) -> None:
    first, second = squat.script.lifts
    held = np.array([squat.script.at(float(time)).load_held for time in squat.times_s])
    times = squat.times_s[held]
    assert times[0] == pytest.approx(first.grasp_s, abs=0.04)
    assert times[-1] == pytest.approx(second.grasp_s, abs=0.04)


def test_the_load_stands_still_unless_it_is_held(squat: Performance) -> None:
    first, _ = squat.script.lifts
    before = [
        p.load_m for p, t in zip(squat.poses, squat.times_s, strict=True) if t < first.grasp_s - 0.2
    ]
    np.testing.assert_allclose(before, np.tile(before[0], (len(before), 1)), atol=1e-3)


def test_a_clip_can_be_looped(squat: Performance) -> None:
    first, last = squat.poses[0], squat.poses[-1]
    np.testing.assert_allclose(first.bones.positions_m, last.bones.positions_m, atol=0.004)
    np.testing.assert_allclose(first.load_m, last.load_m, atol=0.002)


@pytest.mark.parametrize(("style", "low", "high"), [("squat", 100, 125), ("stoop", 0, 15)])
def test_a_style_bends_the_knees_as_much_as_it_says(
    skeleton: Skeleton, style: str, low: float, high: float
) -> None:
    events = (Event("stand"), Event("reach", style=style), Event("grasp"))
    done = played(lifting(*events), skeleton)
    assert low < done.measures["knee_flexion_left_deg"][-1] < high
    assert done.poses[-1].stretch <= 1.0


def test_a_twist_turns_the_shoulders_against_the_pelvis(skeleton: Skeleton) -> None:
    twist = Event("twist", turn_deg=45.0, pelvis_deg=10.0)
    done = played(lifting(*PICK_UP, twist, Event("hold")), skeleton)
    assert done.measures["trunk_rotation_deg"][-1] == pytest.approx(45.0, abs=3.0)
    assert done.measures["pelvis_yaw_deg"][-1] == pytest.approx(10.0, abs=3.0)


def test_a_bag_in_one_hand_hangs_there_and_the_other_arm_hangs_free(skeleton: Skeleton) -> None:
    role = replace(lifting(*PICK_UP).role, load=Load(kind="bag"), hands="left")
    joints = played(Clip("test", role=role), skeleton).joints
    np.testing.assert_allclose(joints.grip, joints.knuckle_left)
    assert joints.wrist_right[-1, 2] < joints.wrist_left[-1, 2] - 0.1


def test_hesitating_keeps_the_reach_one_reach(skeleton: Skeleton) -> None:
    straight, slow = (
        played(lifting(Event("stand"), Event("reach", hesitate_s=s), Event("grasp")), skeleton)
        for s in (0.0, 0.8)
    )
    assert slow.script.duration_s > straight.script.duration_s + 0.8
    assert [span.phase for span in slow.script.spans] == ["upright", "reaching", "grasping"]


def test_a_step_on_the_way_down_stays(skeleton: Skeleton) -> None:
    down = (Event("stand"), Event("reach", step_m=0.25), Event("grasp"), Event("lift"))
    ankles = played(lifting(*down), skeleton).joints.ankle_left
    assert ankles[-1, 1] == pytest.approx(ankles[0, 1] - 0.25, abs=0.03)


def test_uneven_people_are_no_mirror_image(skeleton: Skeleton) -> None:
    down = (Event("stand"), Event("reach", style="stoop"), Event("grasp"))
    even = lifting(*down).role
    differences = [
        played(Clip("test", role=replace(even, uneven=uneven)), skeleton).joints.across("shoulder")
        for uneven in (0.0, 1.0)
    ]
    assert abs(differences[1][-1, 2]) > abs(differences[0][-1, 2]) + 0.005


def test_a_regrip_keeps_the_load_in_the_hands(skeleton: Skeleton) -> None:
    done = played(lifting(*PICK_UP, Event("regrip"), Event("hold")), skeleton)
    assert done.script.spans[-2].load_held
    spread = np.linalg.norm(done.joints.knuckle_left - done.joints.knuckle_right, axis=1)
    assert spread.max() > spread[-1] + 0.01


def test_the_same_seed_gives_the_same_motion(poser: Poser) -> None:
    role = lifting(*PICK_UP).role
    times = np.arange(30) / 30
    first, second = (compose(role, poser, 5)[0].sample(times) for _ in range(2))
    assert first == second
    assert enliven(first, times, 1.0, 5) == enliven(second, times, 1.0, 5)


def test_an_unknown_event_is_named(poser: Poser) -> None:
    with pytest.raises(DescriptionError, match="unknown event 'fly'"):
        compose(lifting(Event("fly")).role, poser, 1)


def test_a_timeline_stays_between_its_key_frames() -> None:
    timeline = Timeline(Parameters())
    timeline.pause(1.0)
    timeline.move(changed(Parameters(), pelvis_drop_m=0.5), Move(1.0, {}, {}))
    timeline.pause(1.0)
    drops = [now.pelvis_drop_m for now in timeline.sample(np.linspace(0, 3, 91))]
    assert drops[0] == pytest.approx(0.0)
    assert drops[-1] == pytest.approx(0.5)
    assert all(b >= a - 1e-12 for a, b in pairwise(drops))
