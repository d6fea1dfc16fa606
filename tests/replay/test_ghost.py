"""A lift to follow over the live body: as low, on the same way, in the same place."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import fields, replace

import numpy as np
import pytest

from tilcoach.coaching import (
    JudgedLift,
    LiftTimes,
    Pattern,
    PersonFrameResult,
    PersonRecordingResult,
    RecordingResult,
    Verdict,
)
from tilcoach.kinematics import Posture, PostureSeries, View, ViewLabel, drawn_body
from tilcoach.lifting import LiftPhase
from tilcoach.pose import Keypoint, Pose, PoseSeries, VideoFrame
from tilcoach.replay import Ghost, GhostFollower, LiftFilm, Replay, ReplayBuffer, ReplayFrame

Stick = Callable[..., PoseSeries]
People = list[PersonFrameResult]
MakePeople = Callable[..., People]
DROPS = np.concatenate([np.zeros(5), np.linspace(0, 0.3, 13), np.linspace(0.3, 0, 13)])


@pytest.fixture
def people(stick: Stick) -> MakePeople:
    """Make somebody who goes down and comes up, the knees further on the way down."""

    def make(deepest: float = 1.0, yaw_deg: float = 0.0, knee_deg: float = 100) -> People:
        knees = knee_deg * DROPS / 0.3 * np.where(np.arange(len(DROPS)) > 17, 0.6, 1.0)
        poses = stick(np.arange(len(DROPS)) / 10, knee_deg=knees, trunk_deg=30, yaw_deg=yaw_deg)
        nothing = dict.fromkeys((field.name for field in fields(Posture)), float("nan"))
        found = []
        for row, drop in enumerate(deepest * DROPS):
            posture = Posture(**nothing | {"time_s": row / 10, "shoulder_drop_ratio": float(drop)})
            view = View(ViewLabel.SIDE, 2.0)
            found.append(
                PersonFrameResult(1, poses.at(row), posture, view, LiftPhase.LIFTING, 0.9, 0, None)
            )
        return found

    return make


def replay_of(people: People) -> Replay:
    return Replay(1, 1, tuple(ReplayFrame(b"", one.pose.time_s, (one,)) for one in people))


def moved(one: PersonFrameResult, scale: float, shift: float) -> PersonFrameResult:
    pose = one.pose
    image_px = scale * pose.image_px + shift
    return replace(one, pose=Pose(image_px, pose.world_m, pose.visibility, pose.time_s))


def knee_px(pose: Pose) -> float:
    return float(pose.image_px[Keypoint.LEFT_KNEE, 0] - pose.image_px[Keypoint.LEFT_ANKLE, 0])


def test_upright_there_is_none_and_bent_it_is_as_low_on_the_same_way(people: MakePeople) -> None:
    same = people()
    follower = GhostFollower(lambda: Ghost.of(replay_of(same)))
    bodies = [follower.update(one) for one in same]
    assert bodies[:5] == [None] * 5
    assert bodies[-1] is None
    for row in (10, 14, 17, 22, 25):  # on both ways, where as low is as low
        body = bodies[row]
        assert body is not None
        assert knee_px(body) == pytest.approx(knee_px(same[row].pose), abs=2)


def test_who_goes_less_deep_sees_the_body_that_is_as_low(people: MakePeople) -> None:
    lift = replay_of(people())
    follower = GhostFollower(lambda: Ghost.of(lift))
    bodies = [follower.update(one) for one in people(deepest=0.5)]
    lowest = bodies[17]
    assert lowest is not None
    ghost = Ghost.of(lift)
    assert ghost is not None
    assert knee_px(lowest) == pytest.approx(knee_px(ghost.poses[11]), rel=0.1)


def test_it_stands_on_the_live_feet_and_is_as_tall(people: MakePeople) -> None:
    lift = replay_of([moved(one, 0.5, 100) for one in people()])
    follower = GhostFollower(lambda: Ghost.of(lift))
    live = people()
    body = [follower.update(one) for one in live][17]
    assert body is not None
    drawn = np.isfinite(body.image_px).all(axis=1)
    apart = np.abs(body.image_px - live[17].pose.image_px)[drawn]
    assert drawn.any()
    assert apart.max() < 2


def test_it_faces_as_the_live_person_does(people: MakePeople) -> None:
    lift = replay_of(people(yaw_deg=180))
    follower = GhostFollower(lambda: Ghost.of(lift))
    live = people()
    body = [follower.update(one) for one in live][17]
    assert body is not None
    assert knee_px(body) * knee_px(live[17].pose) > 0


def test_seen_from_another_side_or_of_another_person_there_is_none(people: MakePeople) -> None:
    lift = replay_of(people())
    front = View(ViewLabel.FRONT, 85.0)
    for other in ({"view": front}, {"person": 2}, {"posture": None}):
        follower = GhostFollower(lambda: Ghost.of(lift))
        assert not any(follower.update(replace(one, **other)) for one in people())


def test_it_is_chosen_when_the_bend_begins_and_not_on_the_way(people: MakePeople) -> None:
    asked = []

    def example() -> Ghost | None:
        asked.append(1)
        return None

    follower = GhostFollower(example)
    assert not any(follower.update(one) for one in [*people(), *people()])
    assert len(asked) == 2


def test_a_lift_that_was_not_seen_upright_is_no_ghost(people: MakePeople) -> None:
    assert Ghost.of(replay_of(people()[10:20])) is None
    assert Ghost.of(replay_of(people()[:4])) is None
    unknown = [replace(one, posture=None) for one in people()]
    assert Ghost.of(replay_of(unknown)) is None


def watched(people: People, *, filmed: bool) -> LiftFilm:
    """Return the lift as it can be watched: over its pictures, or drawn from its measures."""
    postures = PostureSeries.of([one.posture for one in people if one.posture is not None])
    bent = np.clip(DROPS / 0.3, 0, 1)
    postures = replace(postures, trunk_flexion_deg=60 * bent, knee_flexion_deg=80 * bent)
    times = LiftTimes(0.5, 1.7, 2.9, 2.9)
    if filmed:
        poses = PoseSeries.of([one.pose for one in people])
        return LiftFilm(times, postures, poses, _no_pictures)
    drawn = drawn_body(postures)
    assert drawn is not None
    return LiftFilm(times, postures, drawn)


def _no_pictures() -> Generator[VideoFrame]:
    yield from ()


@pytest.mark.parametrize("filmed", [True, False])
def test_any_lift_that_can_be_watched_can_be_followed(people: MakePeople, filmed: bool) -> None:  # noqa: FBT001
    seen = people()
    ghost = Ghost.of_film(watched(seen, filmed=filmed), ViewLabel.SIDE)
    assert ghost is not None
    assert ghost.person is None
    follower = GhostFollower(lambda: ghost)
    bodies = [follower.update(one) for one in seen]
    assert sum(body is not None for body in bodies) > 15
    lowest = bodies[int(DROPS.argmax())]
    assert lowest is not None
    live = seen[int(DROPS.argmax())].pose
    feet = [Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE]
    assert lowest.image_px[feet].mean(0) == pytest.approx(live.image_px[feet].mean(0), abs=2)
    upright = seen[0].pose
    shoulder = Keypoint.LEFT_SHOULDER
    assert lowest.image_px[shoulder, 1] > upright.image_px[shoulder, 1] + 20


def test_a_lift_drawn_from_its_measures_is_one_from_the_side(people: MakePeople) -> None:
    seen = people()
    filmed = Ghost.of_film(watched(seen, filmed=True), ViewLabel.OBLIQUE)
    drawn = Ghost.of_film(watched(seen, filmed=False), ViewLabel.OBLIQUE)
    assert filmed is not None
    assert drawn is not None
    assert (filmed.view, drawn.view) == (ViewLabel.OBLIQUE, ViewLabel.SIDE)
    follower = GhostFollower(lambda: filmed)
    assert all(follower.update(one) is None for one in seen)  # they are seen from the side


def test_who_hardly_bends_or_is_never_seen_cannot_be_followed(people: MakePeople) -> None:
    seen = people()
    flat = watched(people(deepest=0.1), filmed=True)
    assert Ghost.of_film(flat, ViewLabel.SIDE) is None
    nothing = np.full(len(seen), np.nan)
    unseen = replace(flat, postures=replace(flat.postures, shoulder_drop_ratio=nothing))
    assert Ghost.of_film(unseen, ViewLabel.SIDE) is None
    elsewhere = replace(flat, times=LiftTimes(50.0, 51.0, 52.0, 53.0))
    assert Ghost.of_film(elsewhere, ViewLabel.SIDE) is None


def test_only_a_lift_with_something_good_and_nothing_to_work_on_is_an_example(
    stream: Callable[..., object], lift_of: Callable[..., JudgedLift]
) -> None:
    def kept(judged: JudgedLift) -> ReplayBuffer:
        buffer = ReplayBuffer()
        for frame, step in stream(0, 5, {4.2: judged}):  # type: ignore[attr-defined]  # see conftest
            buffer.note(frame, step)
        return buffer

    unseen = lift_of()
    good = tuple(
        replace(one, verdict=Verdict.GOED, reason=None, measured=0.5)
        if one.pattern is Pattern.LOAD_FAR
        else one
        for one in unseen.findings
    )
    assert ReplayBuffer().example is None
    assert kept(unseen).example is None
    assert kept(lift_of(fout_end_s=4.0)).example is None
    assert kept(replace(unseen, findings=good)).example is not None


def test_of_a_film_the_best_lift_is_followed_by_anybody(
    people: MakePeople, stooped: JudgedLift
) -> None:
    seen = people()
    postures = PostureSeries.of([one.posture for one in seen if one.posture is not None])
    poses = PoseSeries.of([one.pose for one in seen])
    lift = replace(stooped.lift, start_s=0.5, grasp_s=1.7, upright_s=2.9, end_s=2.9)
    bad = replace(stooped, lift=lift)
    good = replace(bad, findings=stooped.findings[1:])  # one is goed, none fout
    phases = (LiftPhase.UPRIGHT,) * len(seen)
    held = np.zeros(len(seen))

    def film(*lifts: JudgedLift, postures: PostureSeries | None = postures) -> RecordingResult:
        view = View(ViewLabel.SIDE, 2.0)
        person = PersonRecordingResult(4, view, poses, postures, phases, held, lifts, ())
        return RecordingResult((person,), ())

    assert Ghost.of_recording(film(bad)) is None
    assert Ghost.of_recording(film()) is None
    assert Ghost.of_recording(film(good, postures=None)) is None
    ghost = Ghost.of_recording(film(bad, good))
    assert ghost is not None
    follower = GhostFollower(lambda: ghost)
    assert sum(follower.update(one) is not None for one in seen) > 15
