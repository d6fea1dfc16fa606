"""Each lift of a live stream is on disk as soon as it is finished, if the user wants it."""

from __future__ import annotations

import gc
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from tilcoach.coaching import FrameResult, JudgedLift, PersonFrameResult, Verdict
from tilcoach.config import Settings
from tilcoach.i18n import translator
from tilcoach.kinematics import View, ViewLabel
from tilcoach.lifting import LiftPhase
from tilcoach.pose import N_KEYPOINTS, Pose, VideoFrame
from tilcoach.session_files import decisive_s
from tilcoach.store import CAMERA, DEFAULT_PROFILE, History, Ratings, RecorderState, SessionRecorder
from tilcoach.store.session_recorder import MOST_PEOPLE, REMEMBERED_S, RETRY_S, KeyPoses

MakeLift = Callable[..., JudgedLift]


class Stream:
    """Shows a diary one step after the other."""

    def __init__(self, history: History, now: datetime) -> None:
        self.profile: int | None = DEFAULT_PROFILE
        self.time_s = 0.0
        self.ratings = Ratings()
        self.diary = SessionRecorder(
            history,
            lambda: self.profile,
            model=SimpleNamespace(name="no_model", sha256=""),
            settings=Settings(height_cm=168),
            words=translator("nl"),
            now=lambda: now,
            ratings=lambda: self.ratings,
        )

    def show(self, *lifts: JudgedLift | None, later_s: float = 0.5) -> RecorderState:
        """Give each person in view a newest lift."""
        self.time_s += later_s
        frame = VideoFrame(np.zeros((48, 64, 3), np.uint8), self.time_s, round(30 * self.time_s))
        self.diary.update(frame, self.result(*lifts))
        return self.diary.state

    def result(self, *lifts: JudgedLift | None) -> FrameResult:
        """Return what is known now, with a newest lift of each person in view."""
        nowhere = np.zeros((N_KEYPOINTS, 3))
        pose = Pose(nowhere[:, :2], nowhere, np.ones(N_KEYPOINTS), self.time_s)
        view = View(ViewLabel.SIDE, 4.0)
        people = tuple(
            PersonFrameResult(number, pose, None, view, LiftPhase.UPRIGHT, 0.0, 0, lift)
            for number, lift in enumerate(lifts, start=1)
        )
        return FrameResult(round(30 * self.time_s), self.time_s, people)


@pytest.fixture
def stream(history: History, monday: datetime) -> Stream:
    return Stream(history, monday)


def lifts_of(history: History) -> list[list[int]]:
    return [[lift.part.lift for lift in session.lifts] for session in history.sessions()]


def test_a_stream_without_lifts_leaves_nothing(stream: Stream, history: History) -> None:
    stream.show()
    stream.show(None)
    stream.diary.close()
    assert not history.path.exists()


def test_a_lift_is_on_disk_after_the_step_that_finished_it(
    stream: Stream, history: History, make_judged: MakeLift
) -> None:
    first = make_judged(1)
    assert stream.show(None).saved == 0
    assert stream.show(first) == RecorderState(saved=1)
    assert lifts_of(history) == [[1]]
    assert stream.show(first) == RecorderState(saved=1)  # the same one, still
    assert stream.show(make_judged(2)) == RecorderState(saved=2)
    assert lifts_of(history) == [[1, 2]]


def test_the_body_at_the_moment_that_tells_most_is_kept(
    stream: Stream, history: History, make_judged: MakeLift
) -> None:
    judged = make_judged(1)
    while stream.time_s < judged.lift.end_s:
        stream.show(None, later_s=0.1)
    stream.show(judged)
    stream.show(make_judged(7))  # at a moment that was never shown
    first, second = history.sessions()[0].lifts
    assert first.part.key_pose is not None
    assert abs(first.part.key_pose.time_s - decisive_s(judged)) <= 0.05 + 1e-9
    assert second.part.key_pose is None


def test_the_session_tells_what_is_known_of_the_stream_so_far(
    stream: Stream, history: History, make_judged: MakeLift, monday: datetime
) -> None:
    stream.show()
    stream.show(None)
    stream.show(make_judged(1))
    (session,) = history.sessions()
    source = session.document.source
    assert (source.name, source.sha256) == (CAMERA, "")
    assert (source.frames, source.frames_without_person) == (3, 1)
    assert (source.width_px, source.height_px) == (64, 48)
    assert (source.duration_s, source.frame_rate_hz) == (1.0, 2.0)
    assert session.document.settings.height_cm == 168
    assert session.document.people[0].view.label == "side"
    assert session.started_at == monday


def test_a_lift_that_comes_again_replaces_itself(
    stream: Stream, history: History, make_judged: MakeLift
) -> None:
    stream.show(make_judged(1))
    again = make_judged(1)
    assert stream.show(replace(again, lift=replace(again.lift, end_s=99.5))).saved == 1
    (session,) = history.sessions()
    assert [lift.part.end_s for lift in session.lifts] == [99.5]


def test_people_are_kept_apart(stream: Stream, history: History, make_judged: MakeLift) -> None:
    assert stream.show(make_judged(1), make_judged(1)).saved == 2
    (session,) = history.sessions()
    assert [(lift.person, lift.part.lift) for lift in session.lifts] == [(1, 1), (2, 1)]


def test_lifts_of_people_who_came_long_ago_are_not_remembered(
    stream: Stream, history: History, make_judged: MakeLift
) -> None:
    before = _lifts_in_memory()
    for number in range(MOST_PEOPLE + 15):
        stream.show(*[None] * number, make_judged())
    assert _lifts_in_memory() - before <= MOST_PEOPLE + 5  # a few are of the test itself
    assert len(lifts_of(history)[0]) == MOST_PEOPLE + 15


def _lifts_in_memory() -> int:
    gc.collect()
    return sum(isinstance(one, JudgedLift) for one in gc.get_objects())


def test_nothing_is_saved_unless_the_user_chose_so(
    stream: Stream, history: History, make_judged: MakeLift
) -> None:
    stream.profile = None
    before = make_judged(1)
    stream.show(before)
    stream.profile = DEFAULT_PROFILE
    stream.show(before)
    stream.show(replace(before))  # the one from before comes again
    assert not history.path.exists()
    stream.show(make_judged(2))
    stream.profile = None
    stream.show(make_judged(3))
    assert lifts_of(history) == [[2]]
    assert stream.diary.state == RecorderState(saved=1)


def test_another_profile_begins_another_session(
    stream: Stream, history: History, make_judged: MakeLift
) -> None:
    anna = history.profiles.add("Anna").number
    stream.show(make_judged(1))
    stream.profile = anna
    stream.show(make_judged(2))
    last = make_judged(1)
    stream.show(replace(last, lift=replace(last.lift, end_s=99.5)))  # belongs to the first one
    sessions = history.sessions()
    assert [session.profile for session in sessions] == [DEFAULT_PROFILE, anna]
    assert lifts_of(history) == [[1], [2]]


def test_what_was_erased_does_not_come_back_and_the_next_lift_starts_a_session(
    stream: Stream, history: History, make_judged: MakeLift
) -> None:
    first = make_judged(1)
    stream.show(first)
    history.erase_all()
    stream.show(replace(first))
    assert lifts_of(history) == []
    stream.show(make_judged(2))
    assert lifts_of(history) == [[2]]


def test_a_busy_history_is_told_and_tried_again_and_nothing_is_lost(
    stream: Stream, history: History, make_judged: MakeLift
) -> None:
    stream.show(make_judged(1))
    with closing(sqlite3.connect(history.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        state = stream.show(make_judged(2))
        assert (state.saved, state.waiting) == (1, 1)
        assert "in use" in str(state.fault)
        assert stream.show(make_judged(3)) is state  # not tried again before it is time
        other.execute("ROLLBACK")
    assert stream.show(None, later_s=RETRY_S) == RecorderState(saved=3)
    assert lifts_of(history) == [[1, 2, 3]]


def test_what_still_waits_is_saved_when_the_stream_ends(
    stream: Stream, history: History, make_judged: MakeLift
) -> None:
    stream.show(make_judged(1))
    with closing(sqlite3.connect(history.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        stream.show(make_judged(2))
    stream.diary.close()
    assert lifts_of(history) == [[1, 2]]


def test_a_lift_that_was_still_open_at_the_end_of_the_stream_is_saved(
    stream: Stream, history: History, make_judged: MakeLift
) -> None:
    stream.show(make_judged(1))
    stream.diary.finish(stream.result(make_judged(2)))
    stream.diary.close()
    assert lifts_of(history) == [[1, 2]]


def test_a_history_that_is_damaged_meanwhile_is_kept_and_a_new_one_begins(
    stream: Stream, history: History, make_judged: MakeLift
) -> None:
    stream.show(make_judged(1))
    history.path.write_bytes(b"damaged" * 1000)
    state = stream.show(make_judged(2, Verdict.FOUT))
    assert "kept as" in str(state.fault)
    assert stream.show(None, later_s=RETRY_S) == RecorderState(saved=2)
    assert lifts_of(history) == [[2]]
    assert [path.read_bytes() for path in history.set_aside_files] == [b"damaged" * 1000]


LIVE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import conftest, test_session_recorder
history = conftest.History(Path(sys.argv[2]))
stream = test_session_recorder.Stream(history, conftest.MONDAY)
for number in range(1, 10_000):
    stream.show(conftest.judged(number))
    print(number, flush=True)
"""


def test_a_killed_program_loses_no_finished_lift(history: History) -> None:
    folder, place = str(Path(__file__).parent), str(history.path.parent)
    with subprocess.Popen(  # noqa: S603  the program above
        [sys.executable, "-c", LIVE, folder, place], stdout=subprocess.PIPE, text=True
    ) as live:
        assert live.stdout is not None
        for _ in range(5):
            live.stdout.readline()
        live.kill()  # -9, in the middle of whatever it does
        finished = 5 + len(live.stdout.read().split())
    (lifts,) = lifts_of(history)
    assert len(lifts) in {finished, finished + 1}  # the last may be saved and not yet printed
    assert lifts == list(range(1, len(lifts) + 1))
    assert history.set_aside_files == ()


def pose(time_s: float) -> Pose:
    """Return a body that is as many pixels to the right as there are seconds."""
    points = np.full((N_KEYPOINTS, 2), time_s)
    return Pose(points, np.zeros((N_KEYPOINTS, 3)), np.ones(N_KEYPOINTS), time_s)


@pytest.fixture
def judged(make_judged: Callable[..., JudgedLift]) -> JudgedLift:
    return make_judged(1, Verdict.GOED)


def test_the_nearest_pose_is_given(judged: JudgedLift) -> None:
    poses = KeyPoses()
    for index in range(200):
        poses.update(1, pose(5 + index / 20))
        poses.update(2, pose(5.01 + index / 20))
    found = poses.at_decisive_moment(1, judged)
    assert found is not None
    assert abs(found.time_s[0] - decisive_s(judged)) <= 0.025 + 1e-9


def test_somebody_who_was_never_seen_has_no_pose(judged: JudgedLift) -> None:
    assert KeyPoses().at_decisive_moment(1, judged) is None


def test_old_poses_are_dropped(judged: JudgedLift) -> None:
    poses = KeyPoses()
    for second in range(500):
        poses.update(1, pose(float(second)))
    found = poses.at_decisive_moment(1, judged)
    assert found is not None
    assert found.time_s[0] == 499 - REMEMBERED_S


def test_people_who_left_are_dropped(judged: JudgedLift) -> None:
    poses = KeyPoses()
    for person in range(1, 30):
        poses.update(person, pose(100.0 * person))
    assert poses.at_decisive_moment(28, judged) is None
    assert poses.at_decisive_moment(29, judged) is not None


def test_pain_and_effort_of_before_are_saved_with_the_first_lift(
    stream: Stream, history: History, make_judged: MakeLift
) -> None:
    stream.ratings = Ratings(pain_before=3)
    stream.show(make_judged(1))
    assert history.sessions()[0].ratings == Ratings(pain_before=3)


def test_what_was_lifted_with_saving_off_can_be_saved_at_the_end(
    stream: Stream, history: History, make_judged: MakeLift
) -> None:
    stream.profile = None
    stream.show(make_judged(1))
    stream.show(make_judged(2))
    stream.diary.close()
    assert not history.path.exists()
    assert stream.diary.unsaved == 2
    stream.diary.save_unsaved(DEFAULT_PROFILE)
    assert lifts_of(history) == [[1, 2]]
    assert (stream.diary.unsaved, stream.diary.state.saved) == (0, 2)


def test_what_was_lifted_before_saving_was_on_joins_the_session(
    stream: Stream, history: History, make_judged: MakeLift
) -> None:
    stream.profile = None
    stream.show(make_judged(1))
    stream.profile = DEFAULT_PROFILE
    stream.show(make_judged(2))
    stream.diary.save_unsaved(DEFAULT_PROFILE)
    assert lifts_of(history) == [[1, 2]]


@pytest.mark.parametrize("value", [-1, 11])
def test_a_rating_goes_from_0_to_10(value: int) -> None:
    with pytest.raises(ValueError, match="pain_after"):
        Ratings(pain_after=value)
