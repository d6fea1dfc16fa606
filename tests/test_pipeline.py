"""The path of a frame from beginning to end, live and for recordings, without a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike
from tests.doubles import Replay

from tilcoach.coaching import (
    FrameResult,
    JudgedLift,
    Pattern,
    PersonRecordingResult,
    Reason,
    RecordingResult,
    Verdict,
    WarningCode,
)
from tilcoach.config import DEFAULT_HEIGHT_M, Settings
from tilcoach.kinematics import ViewLabel
from tilcoach.lifting import LiftPhase, LoadChoice
from tilcoach.pipeline import Pipeline, Recorder, live_person, review
from tilcoach.pipeline.recording import review_person
from tilcoach.pipeline.surroundings import Surroundings
from tilcoach.pose import Keypoint, Pose, PoseSeries, VideoFrame

Stick = Callable[..., PoseSeries]
Motion = Callable[..., PoseSeries]
Seen = Sequence[tuple[Pose, ...]]

NOTHING = np.zeros((4, 4, 3), np.uint8)
GOED, FOUT, NOT_JUDGED = Verdict.GOED, Verdict.FOUT, Verdict.NOT_JUDGED

SQUAT = {"trunk_deg": 35.0, "knee_deg": 110.0}
STOOP = {"trunk_deg": 85.0, "knee_deg": 5.0}


@pytest.fixture(scope="module")
def motion(stick: Stick) -> Motion:
    """Film a lift: down from 2 s, grasp at 3 s, upright at 4 s, held until 7 s."""

    def film(
        trunk_deg: float = 35.0,
        knee_deg: float = 110.0,
        turn_deg: float = 0.0,
        reach: float = 0.15,
        rate_hz: float = 30.0,
        **camera: ArrayLike,
    ) -> PoseSeries:
        time_s = np.arange(0, 9, 1 / rate_hz)
        bent = (1 - np.cos(np.pi * np.clip(1.5 - 1.5 * np.abs(time_s - 3), 0, 1))) / 2
        held = (time_s >= 3) & (time_s < 7)
        turned = (time_s >= 4.5) & (time_s < 6)
        return stick(
            time_s,
            trunk_deg=trunk_deg * bent,
            knee_deg=knee_deg * bent,
            rotation_deg=np.where(turned, turn_deg, 0.0),
            reach=np.where(held | (bent > 0.5), reach, 0.03),
            hand_height=np.where(held, 0.56, 0.44) * (1 - bent) + 0.1 * bent,
            **camera,
        )

    return film


def _frames(*people: PoseSeries) -> list[tuple[Pose, ...]]:
    return [tuple(person.at(i) for person in people) for i in range(len(people[0]))]


def _watch(seen: Seen, options: Settings | None = None) -> list[FrameResult]:
    """Let a live pipeline see poses."""
    pipeline = Pipeline(Replay(seen), options or Settings())
    times = [poses[0].time_s if poses else i / 30 for i, poses in enumerate(seen)]
    return [pipeline.step(VideoFrame(NOTHING, t, i)) for i, t in enumerate(times)]


def _look_back(seen: Seen, options: Settings | None = None) -> RecordingResult:
    """Record poses and review them."""
    recorder = Recorder()
    for poses in seen:
        recorder.keep(poses)
    return review(recorder.recordings(), options or Settings())


def _verdicts(judged: JudgedLift) -> list[Verdict]:
    return [finding.verdict for finding in judged.findings]


@pytest.mark.parametrize(
    ("does", "yaw_deg", "verdicts"),
    [
        (SQUAT, 0.0, [GOED, GOED, GOED]),
        (SQUAT, 45.0, [GOED, GOED, GOED]),
        (SQUAT, 90.0, [GOED, GOED, NOT_JUDGED]),
        (STOOP, 0.0, [FOUT, GOED, GOED]),
        (STOOP, 135.0, [FOUT, GOED, GOED]),
        (STOOP, 270.0, [FOUT, GOED, NOT_JUDGED]),
        (SQUAT | {"turn_deg": 50.0}, 45.0, [GOED, FOUT, GOED]),
        (SQUAT | {"turn_deg": -50.0}, 90.0, [GOED, FOUT, NOT_JUDGED]),
        (SQUAT | {"reach": 0.42}, 180.0, [GOED, GOED, FOUT]),
        (STOOP | {"turn_deg": 50.0, "reach": 0.42}, 45.0, [FOUT, FOUT, FOUT]),
    ],
)
def test_live_and_in_recordings_a_lift_gets_the_verdicts_that_it_earns(
    motion: Motion, does: dict[str, float], yaw_deg: float, verdicts: list[Verdict]
) -> None:
    seen = _frames(motion(**does, yaw_deg=yaw_deg))
    (person,) = _look_back(seen).people
    (now,) = _watch(seen)[-1].people
    assert [_verdicts(judged) for judged in person.lifts] == [verdicts]
    assert now.last_lift is not None
    assert _verdicts(now.last_lift) == verdicts
    assert now.view.label is person.view.label


@given(yaw_deg=st.floats(0, 360), trunk_deg=st.floats(20, 90), knee_deg=st.floats(70, 110))
@settings(max_examples=8)
def test_live_and_recorded_find_the_same_lift_at_the_same_time(
    motion: Motion, yaw_deg: float, trunk_deg: float, knee_deg: float
) -> None:
    seen = _frames(motion(trunk_deg, knee_deg, yaw_deg=yaw_deg))
    ((later,),) = (person.lifts for person in _look_back(seen).people)
    now = _watch(seen)[-1].people[0].last_lift
    assert now is not None
    for moment in ("start_s", "grasp_s", "upright_s"):
        assert getattr(now.lift, moment) == pytest.approx(getattr(later.lift, moment), abs=0.15)
    for pattern in Pattern:  # looked back upon, so nearer than any filter of a live stream comes
        live, recorded = now.finding(pattern), later.finding(pattern)
        assert live.measured == pytest.approx(recorded.measured, rel=0.02, abs=0.3, nan_ok=True)


@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0])
@pytest.mark.parametrize("turned_deg", [45.0, -45.0, 60.0, -60.0, 90.0])
def test_turning_with_the_feet_as_the_leaflet_asks_is_never_a_twist(
    motion: Motion, yaw_deg: float, turned_deg: float
) -> None:
    turn = turned_deg * np.clip(np.arange(270) / 30 - 4.5, 0, 1)
    seen = _frames(motion(heading_deg=turn, yaw_deg=yaw_deg))
    recorded, live = _look_back(seen).people[0].lifts[0], _watch(seen)[-1].people[0].last_lift
    assert recorded.finding(Pattern.TWIST_WITH_LOAD).verdict is not FOUT
    assert live is not None
    assert live.finding(Pattern.TWIST_WITH_LOAD).verdict is not FOUT


def test_a_lift_is_told_within_a_second_after_upright(motion: Motion) -> None:
    steps = _watch(_frames(motion()))
    first = next(step for step in steps if step.people[0].last_lift)
    assert 4.0 <= first.time_s <= 5.0
    assert first.people[0].lift_count == 1


@pytest.mark.parametrize("end_s", [4.1, 4.4, 5.5])
def test_a_stream_that_ends_soon_after_a_lift_judges_it_as_a_file_does(
    motion: Motion, end_s: float
) -> None:
    whole = _frames(motion(**STOOP))
    seen = [poses for poses in whole if poses[0].time_s < end_s]
    pipeline = Pipeline(Replay(seen), Settings())
    assert pipeline.finish() == ()
    for index, (pose,) in enumerate(seen):
        pipeline.step(VideoFrame(NOTHING, pose.time_s, index))
    (result,) = pipeline.finish()
    assert result.index == len(seen) - 1
    (live,), ((recorded,),) = result.people, (p.lifts for p in _look_back(seen).people)
    assert live.lift_count == 1
    assert live.last_lift is not None
    assert _verdicts(live.last_lift) == _verdicts(recorded)


def test_a_stream_that_ends_in_a_pause_judges_nothing_more(motion: Motion) -> None:
    seen = [poses for poses in _frames(motion()) if poses[0].time_s < 4.2]
    pipeline = Pipeline(Replay(seen), Settings())
    for index, (pose,) in enumerate(seen):
        pipeline.step(VideoFrame(NOTHING, pose.time_s, index))
    pipeline.is_paused = True
    (result,) = pipeline.finish()
    assert result.people[0].lift_count == 0


def test_a_lift_of_someone_who_has_just_left_is_judged_at_the_end(motion: Motion) -> None:
    seen = [poses for poses in _frames(motion()) if poses[0].time_s < 4.2]
    pipeline = Pipeline(Replay([*seen, ()]), Settings())
    for index in range(len(seen) + 1):
        pipeline.step(VideoFrame(NOTHING, index / 30, index))
    (result,) = pipeline.finish()
    assert [person.lift_count for person in result.people] == [1]


def test_the_end_of_the_holding_is_told_later_without_a_second_lift(motion: Motion) -> None:
    steps = _watch(_frames(motion(turn_deg=50.0, yaw_deg=45.0)))
    told = [s.people[0].last_lift for s in steps if s.people[0].last_lift]
    assert told[0].finding(Pattern.TWIST_WITH_LOAD).verdict is GOED  # not turned yet
    assert told[-1].finding(Pattern.TWIST_WITH_LOAD).verdict is FOUT
    assert {step.people[0].lift_count for step in steps} == {0, 1}


def test_until_the_person_stood_upright_nothing_is_measured(motion: Motion) -> None:
    for step in _watch(_frames(motion()))[:6]:
        (person,) = step.people
        assert person.posture is None
        assert person.view.label is ViewLabel.UNKNOWN
        assert person.phase is LiftPhase.UPRIGHT
        assert (person.lift_count, person.last_lift) == (0, None)


def test_a_step_says_which_frame_it_is_and_who_does_what(motion: Motion) -> None:
    steps = _watch(_frames(motion()))
    assert [step.index for step in steps] == list(range(270))
    assert steps[90].time_s == pytest.approx(3.0)
    (person,) = steps[90].people
    assert person.person == 1
    assert person.posture is not None
    assert person.posture.trunk_flexion_deg == pytest.approx(35, abs=4)
    assert person.phase is LiftPhase.GRASPING
    assert person.pose.time_s == steps[90].time_s


def test_an_empty_room_gives_steps_without_people() -> None:
    assert all(step.people == () for step in _watch([()] * 30))


def test_two_people_are_judged_each_by_themselves(motion: Motion, stick: Stick) -> None:
    lifting = motion(**STOOP, centre_px=(150, 400))
    standing = stick(lifting.time_s, centre_px=(500, 400))
    seen = [pair if i % 2 else pair[::-1] for i, pair in enumerate(_frames(lifting, standing))]
    reviewed = {len(p.lifts): p.poses.image_px[0, 0, 0] for p in _look_back(seen).people}
    assert reviewed[1] < 300 < reviewed[0]
    live = {p.lift_count: p.pose.image_px[0, 0] for p in _watch(seen)[-1].people}
    assert live[1] < 300 < live[0]


def test_who_comes_in_later_starts_from_nothing(motion: Motion, stick: Stick) -> None:
    first = _frames(motion(centre_px=(150, 400)))
    second = _frames(stick(np.arange(270, 330) / 30, centre_px=(520, 400)))
    (newcomer,) = _watch([*first, *second])[-1].people
    assert (newcomer.person, newcomer.lift_count, newcomer.last_lift) == (2, 0, None)
    assert [len(person.lifts) for person in _look_back([*first, *second]).people] == [1, 0]


def test_closing_frees_the_model() -> None:
    model = Replay([])
    Pipeline(model, Settings()).close()
    assert model.closed == 1


def test_leaving_the_block_frees_the_model_after_an_error_too() -> None:
    model = Replay([])
    with pytest.raises(IndexError), Pipeline(model, Settings()) as pipeline:
        pipeline.step(VideoFrame(NOTHING, 0.0, 0))
    assert model.closed == 1


def test_a_recorder_keeps_who_it_saw_and_counts_empty_frames(motion: Motion) -> None:
    poses = _frames(motion())[:10]
    recorder = Recorder()
    for seen in [(), *poses, ()]:
        recorder.keep(seen)
    assert recorder.frames_without_person == 2
    assert list(recorder.recordings()) == [1]
    kept = recorder.recordings()[1]
    assert len(kept) == 10
    assert kept.at(0).image_px == pytest.approx(poses[0][0].image_px)


def test_a_recorder_gives_the_frames_on_and_keeps_a_thumbnail_of_some() -> None:
    recorder = Recorder()
    frames = [VideoFrame(NOTHING, i / 30, i) for i in range(12)]
    assert list(recorder.take_thumbnails(frames)) == frames
    assert recorder.thumbnails().time_s.tolist() == pytest.approx([0.0, 0.2])


def test_nobody_in_view_is_a_result_with_a_warning() -> None:
    assert review({}, Settings()) == RecordingResult((), (WarningCode.NOBODY_SEEN,))


def test_a_wild_detection_is_nobody(stick: Stick) -> None:
    assert _look_back([*_frames(stick(np.arange(10) / 30)), (), ()]).people == ()


def test_who_never_stood_upright_is_seen_but_not_judged(stick: Stick) -> None:
    bent = stick(np.arange(0, 4, 1 / 30), trunk_deg=60)
    (person,) = _look_back(_frames(bent)).people
    assert person.warnings == (WarningCode.NO_UPRIGHT,)
    assert (person.postures, person.lifts) == (None, ())
    assert len(person.phases) == len(person.load_probability) == len(person.poses) == 120


def test_a_camera_that_is_pushed_is_told_live_and_in_recordings(stick: Stick) -> None:
    film = stick(np.arange(0, 8, 1 / 30))
    pushed = replace(film, image_px=film.image_px + 60.0 * (film.time_s >= 4)[:, None, None])
    (person,) = _look_back(_frames(pushed)).people
    assert person.warnings == (WarningCode.CAMERA_MOVED,)
    told = [step.people[0].warnings for step in _watch(_frames(pushed))]
    assert told[-1] == (WarningCode.CAMERA_MOVED,)
    assert not any(told[:120])


@pytest.mark.parametrize(("rate_hz", "warned"), [(8.0, True), (15.0, False)])
def test_a_slow_recording_is_warned_of(motion: Motion, rate_hz: float, warned: bool) -> None:  # noqa: FBT001
    warnings = review({1: motion(rate_hz=rate_hz)}, Settings()).warnings
    assert (WarningCode.LOW_FRAME_RATE in warnings) == warned


def test_a_default_height_is_said_to_be_one(motion: Motion, stick: Stick) -> None:
    lift, idle = motion(), stick(np.arange(0, 3, 1 / 30))
    assert WarningCode.DEFAULT_HEIGHT in review({1: lift}, Settings()).warnings
    assert review({1: lift}, Settings(height_cm=181)).warnings == ()
    assert review({1: idle}, Settings()).warnings == ()


def test_distances_follow_the_height_and_verdicts_do_not(motion: Motion) -> None:
    judged = [
        review({1: motion(reach=0.42)}, Settings(height_cm=cm)).people[0].lifts[0]
        for cm in (None, 200.0)
    ]
    metres = [j.finding(Pattern.LOAD_FAR).measured for j in judged]
    assert metres[1] / metres[0] == pytest.approx(2.0 / DEFAULT_HEIGHT_M)
    assert _verdicts(judged[0]) == _verdicts(judged[1])


def test_the_users_limits_are_those_that_count(motion: Motion) -> None:
    own = Settings()
    strict = own.limits.with_values({"load_distance_ratio": 0.05}, "Profile")
    options = replace(own, limits=strict)
    (judged,) = review({1: motion()}, options).people[0].lifts
    assert judged.finding(Pattern.LOAD_FAR).verdict is FOUT


def test_when_the_user_says_nothing_is_held_there_are_bends_and_no_lifts(motion: Motion) -> None:
    (person,) = review({1: motion()}, Settings(load=LoadChoice.NO)).people
    assert person.lifts == ()
    (bend,) = person.bends
    assert bend.finding(Pattern.LOAD_FAR).reason is Reason.NO_LOAD


@pytest.mark.parametrize("unseen", [Keypoint.LEFT_WRIST, Keypoint.NOSE, Keypoint.LEFT_EAR])
def test_a_landmark_that_is_nan_in_some_frames_breaks_nothing(
    motion: Motion, unseen: Keypoint
) -> None:
    seen = _frames(motion(**STOOP))
    for i in range(60, 110):
        image_px = seen[i][0].image_px.copy()
        image_px[unseen] = np.nan
        seen[i] = (replace(seen[i][0], image_px=image_px),)
    assert len(_look_back(seen).people[0].lifts) == 1
    assert _watch(seen)[-1].people[0].lift_count == 1


def test_in_a_pause_people_are_measured_and_nothing_they_do_is_a_lift(motion: Motion) -> None:
    seen = _frames(motion(**STOOP))
    pipeline = Pipeline(Replay(seen), Settings())
    bent_deg = []
    for i, (pose,) in enumerate(seen):
        pipeline.is_paused = pose.time_s < 7.5
        (person,) = pipeline.step(VideoFrame(NOTHING, pose.time_s, i)).people
        bent_deg.append(person.posture.trunk_flexion_deg if person.posture else 0.0)
    assert max(bent_deg) > 70
    assert person.last_lift is None


def test_a_pause_in_the_middle_of_a_bend_forgets_it(motion: Motion) -> None:
    seen = _frames(motion(**STOOP))
    pipeline = Pipeline(Replay(seen), Settings())
    for i, (pose,) in enumerate(seen):
        pipeline.is_paused = 3.0 < pose.time_s < 6.0
        (person,) = pipeline.step(VideoFrame(NOTHING, pose.time_s, i)).people
    assert person.last_lift is None
    assert person.phase is LiftPhase.UPRIGHT


def test_a_lift_before_the_first_standing_is_found_once_the_person_stands(motion: Motion) -> None:
    bent_first = motion(**STOOP).between(2.8, 9.0)
    last = _watch(_frames(bent_first))[-1].people[0].last_lift
    assert last is not None
    assert last.lift.start_s == pytest.approx(2.8, abs=0.1)
    assert last.lift.begins_in_progress


@pytest.mark.parametrize("ends_s", [5.5, 99.0])
def test_a_pause_that_begins_as_the_person_first_stands_loses_no_lift(
    motion: Motion, ends_s: float
) -> None:
    seen = _frames(motion(**STOOP).between(2.8, 9.0))
    pipeline = Pipeline(Replay(seen), Settings())
    stood_s = np.inf
    for index, (pose,) in enumerate(seen):
        pipeline.is_paused = stood_s + 0.2 < pose.time_s < ends_s
        (person,) = pipeline.step(VideoFrame(NOTHING, pose.time_s, index)).people
        stood_s = min(stood_s, pose.time_s if person.posture else np.inf)
    assert person.lift_count == 1


def test_two_lifts_before_the_first_standing_are_told_one_after_the_other(motion: Motion) -> None:
    steps = _watch(_two_lifts(motion), _with_first_standing_of(3.0))
    told = [step.people[0].last_lift for step in steps]
    numbers = [judged.lift.number if judged else 0 for judged in told]
    assert numbers == sorted(numbers)
    assert [numbers.count(n) > 0 for n in (0, 1, 2)] == [True, True, True]
    assert [step.people[0].lift_count for step in steps] == numbers


def test_the_lifts_of_a_person_who_never_stood_are_judged_at_the_end_as_in_a_film(
    motion: Motion,
) -> None:
    seen = _two_lifts(motion)
    pipeline = Pipeline(Replay(seen), _with_first_standing_of(60.0))
    for index, (pose,) in enumerate(seen):
        (person,) = pipeline.step(VideoFrame(NOTHING, pose.time_s, index)).people
        assert person.posture is None
    (recorded,) = (person.lifts for person in _look_back(seen).people)
    told = [result.people[0] for result in pipeline.finish()]
    assert [person.lift_count for person in told] == [1, 2]
    assert {person.view.label for person in told} == {ViewLabel.SIDE}
    lifts = [person.last_lift for person in told if person.last_lift is not None]
    assert [_verdicts(judged) for judged in lifts] == [_verdicts(judged) for judged in recorded]


def _two_lifts(motion: Motion) -> Seen:
    """Stoop and stand for 2 s, squat and stand for 5."""
    first, again = motion(**STOOP).between(2.8, 6.0), motion(**SQUAT).between(2.6, 9.0)
    return _frames(first) + _frames(replace(again, time_s=again.time_s + 3.5))


def _with_first_standing_of(seconds: float) -> Settings:
    """Return settings with which a live stream takes only so long a standing for the first."""
    tuning = Settings().tuning
    patient = replace(tuning.live_calibration, first_s=seconds)
    return replace(Settings(), tuning=replace(tuning, live_calibration=patient))


def test_what_was_done_in_a_pause_is_not_found_afterwards(motion: Motion) -> None:
    bent_first = motion(**STOOP).between(2.8, 9.0)
    seen = _frames(bent_first)
    pipeline = Pipeline(Replay(seen), Settings())
    for index, poses in enumerate(seen):
        pipeline.is_paused = poses[0].time_s < 3.9
        result = pipeline.step(VideoFrame(NOTHING, poses[0].time_s, index))
    assert result.people[0].lift_count == 0


def test_a_lift_that_was_counted_keeps_its_number_when_looking_back_finds_it_no_more(
    motion: Motion, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = motion(**SQUAT)
    again = replace(first, time_s=first.time_s + 9)
    looked_back: list[float] = []

    def as_a_bend_from_the_second_look(
        number: int, poses: PoseSeries, own: Settings, beside: Surroundings
    ) -> PersonRecordingResult:
        looked_back.append(poses.time_s[-1])
        is_first_lift = looked_back[-1] < 9
        no_more = len(looked_back) > 1 and is_first_lift
        choice = LoadChoice.NO if no_more else LoadChoice.AUTO
        return review_person(number, poses, replace(own, load=choice), beside)

    monkeypatch.setattr(live_person, "review_person", as_a_bend_from_the_second_look)
    steps = _watch(_frames(first) + _frames(again))
    counts = [person.lift_count for step in steps for person in step.people]
    assert counts == sorted(counts)
    assert counts[-1] == 2
    last = steps[-1].people[0].last_lift
    assert last is not None
    assert last.lift.number == 2


@pytest.mark.parametrize("held", [True, False])
def test_whether_a_load_was_held_is_what_a_recording_of_the_last_seconds_says(
    motion: Motion,
    monkeypatch: pytest.MonkeyPatch,
    held: bool,  # noqa: FBT001
) -> None:
    series = motion(**SQUAT)
    choice = LoadChoice.NO if held else LoadChoice.YES  # the tracker says otherwise

    def says(
        number: int, poses: PoseSeries, own: Settings, beside: Surroundings
    ) -> PersonRecordingResult:
        other = LoadChoice.YES if held else LoadChoice.NO
        return review_person(number, poses, replace(own, load=other), beside)

    monkeypatch.setattr(live_person, "review_person", says)
    last = _watch(_frames(series), replace(Settings(), load=choice))[-1].people[0]
    assert last.lift_count == int(held)
    assert (last.last_lift is not None) == held


def test_people_who_leave_are_freed(stick: Stick) -> None:
    visits = [
        stick(np.arange(0, 1, 0.1) + 4.0 * n, centre_px=(200.0 + 40 * n, 400.0)) for n in range(8)
    ]
    seen = [poses for visit in visits for poses in (*_frames(visit), ())]
    pipeline = Pipeline(Replay(seen), Settings())
    numbers = set[int]()
    for index, poses in enumerate(seen):
        time_s = poses[0].time_s if poses else seen[index - 1][0].time_s + 2.5
        result = pipeline.step(VideoFrame(NOTHING, time_s, index))
        numbers |= {person.person for person in result.people}
        assert pipeline.people_in_memory <= 1
    assert len(numbers) == 8
    assert pipeline.people_in_memory == 0


def test_a_recorder_frees_wild_detections(stick: Stick) -> None:
    recorder = Recorder()
    for n in range(20):
        for pose in _frames(stick(np.arange(0, 0.2, 0.1) + 3.0 * n, centre_px=(50.0 * n, 400.0))):
            recorder.keep(pose)
    assert len(recorder.recordings()) == 1
