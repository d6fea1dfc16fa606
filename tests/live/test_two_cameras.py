"""Two streams of one person: the lifts of both, on the clock of the first."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import numpy as np
import pytest
from tests.live.waiting import LONG_S, wait_for

from tilcoach.coaching import Camera, FrameResult, JudgedLift, read_limits
from tilcoach.errors import VideoError
from tilcoach.kinematics import View, ViewLabel
from tilcoach.live import second_camera as module
from tilcoach.live.frame_pace import FramePace
from tilcoach.live.processor import NO_FRAMES, UNEXPECTED_STOP
from tilcoach.live.second_camera import SecondCamera
from tilcoach.live.two_cameras import FusingPipeline
from tilcoach.pose import SourceInfo, VideoFrame
from tilcoach.video import LatestFrame

LIMITS = read_limits()
MakeStep = Callable[..., FrameResult]


def frame(time_s: float, index: int = 0) -> VideoFrame:
    return VideoFrame(np.zeros((4, 4, 3), np.uint8), time_s, index)


class Known:
    """A pipeline that gives what a test says."""

    def __init__(self, result: FrameResult) -> None:
        self.result = result
        self.is_paused = False
        self.closed = threading.Event()
        self.steps = 0

    def step(self, seen: VideoFrame, /) -> FrameResult:
        self.steps += 1
        return replace(self.result, index=seen.index, time_s=seen.time_s)

    def finish(self) -> tuple[FrameResult, ...]:
        return (self.result,)

    def close(self) -> None:
        self.closed.set()


class Beside:
    """A second camera that has found what a test says."""

    def __init__(self) -> None:
        self.lifts: tuple[JudgedLift, ...] = ()
        self.view = View(ViewLabel.FRONT, 85.0)
        self.analysed_hz = 15.0
        self.stopped = 0

    def stop(self) -> None:
        self.stopped += 1

    def join(self, timeout_s: float) -> bool:
        return timeout_s > 0


def moved(judged: JudgedLift, by_s: float) -> JudgedLift:
    lift = judged.lift
    postures = replace(lift.postures, time_s=lift.postures.time_s + by_s)
    return replace(
        judged,
        lift=replace(
            lift,
            start_s=lift.start_s + by_s,
            grasp_s=lift.grasp_s + by_s,
            upright_s=lift.upright_s + by_s,
            end_s=lift.end_s + by_s,
            postures=postures,
        ),
    )


def with_lift(step: FrameResult, judged: JudgedLift | None) -> FrameResult:
    (person,) = step.people
    return replace(step, people=(replace(person, last_lift=judged),))


def test_the_coach_gets_the_lift_of_both(make_step: MakeStep, stooped: JudgedLift) -> None:
    """The first stream began at 100 s of the clock of this machine, on which the second tells."""
    beside, first = Beside(), Known(with_lift(make_step(), stooped))
    fusing = FusingPipeline(first, beside, LIMITS, clock=lambda: 100.0 + stooped.upright_s)
    beside.lifts = (moved(stooped, 100.2),)
    (person,) = fusing.step(frame(stooped.upright_s)).people
    assert person.last_lift is not None
    assert person.lift_count == 1
    assert person.last_lift.start_s == stooped.start_s
    assert {f.judged_by for f in person.last_lift.findings} <= {Camera.FIRST, Camera.SECOND, None}
    assert any(f.judged_by is not None for f in person.last_lift.findings)


def test_what_the_second_saw_in_a_pause_is_no_lift(
    make_step: MakeStep, stooped: JudgedLift
) -> None:
    beside, first = Beside(), Known(with_lift(make_step(), None))
    now_s = [stooped.start_s + 0.5]
    fusing = FusingPipeline(first, beside, LIMITS, clock=lambda: now_s[0])
    fusing.is_paused = True
    assert first.is_paused
    fusing.step(frame(now_s[0]))
    fusing.is_paused = False
    beside.lifts = (stooped,)
    for later_s in (3.0, 6.0):
        now_s[0] = later_s
        (person,) = fusing.step(frame(later_s)).people
        assert person.last_lift is None


def test_at_the_end_nothing_waits_and_the_second_camera_stops(
    make_step: MakeStep, stooped: JudgedLift
) -> None:
    beside, first = Beside(), Known(with_lift(make_step(), stooped))
    fusing = FusingPipeline(first, beside, LIMITS, clock=lambda: 10.0)
    assert fusing.step(frame(4.0)).people[0].last_lift is None
    result = fusing.finish()[-1]
    assert result.people[0].lift_count == 1
    assert beside.stopped == 1
    fusing.close()
    assert first.closed.is_set()


def test_an_empty_picture_of_the_first_camera_stays_empty(make_step: MakeStep) -> None:
    nobody = replace(make_step(), people=())
    assert FusingPipeline(Known(nobody), Beside(), LIMITS).step(frame(1.0)).people == ()


class Film:
    """A camera that gives a picture whenever it is asked, or fails."""

    key = "second"

    def __init__(self) -> None:
        self.fault: Exception | None = None
        self.is_open = False
        self.pause = threading.Event()

    def open(self) -> Film:
        if self.fault is not None:
            raise self.fault
        self.is_open = True
        return self

    @property
    def info(self) -> SourceInfo:
        raise NotImplementedError

    def __iter__(self) -> Iterator[VideoFrame]:
        for number in count():
            self.pause.wait(0.002)
            if self.fault is not None:
                raise self.fault
            shade = np.full((48, 64, 3), number % 200, np.uint8)
            yield VideoFrame(shade, number / 30, number)

    def close(self) -> None:
        self.is_open = False


@pytest.fixture(autouse=True)
def retry_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_S", 0.01)


@pytest.fixture
def film() -> Film:
    return Film()


@pytest.fixture
def known(make_step: MakeStep, stooped: JudgedLift) -> Known:
    return Known(with_lift(make_step(), stooped))


@pytest.fixture
def second(film: Film, known: Known) -> Iterator[SecondCamera]:
    camera = SecondCamera(film, lambda: known)
    yield camera
    camera.stop()
    assert camera.join(LONG_S)


def test_it_judges_lifts_on_the_clock_of_this_machine(
    film: Film, known: Known, stooped: JudgedLift
) -> None:
    camera = SecondCamera(film, lambda: known, captured_s=lambda seen: 500.0 + seen.time_s)
    camera.start()
    wait_for(lambda: camera.lifts)
    camera.stop()
    assert camera.join(LONG_S)
    (lift,) = camera.lifts
    assert lift.start_s == pytest.approx(500.0 + stooped.start_s)
    assert camera.view.label is ViewLabel.SIDE
    assert known.closed.is_set()
    assert not film.is_open


def test_a_camera_that_is_busy_says_so_and_is_tried_again(film: Film, second: SecondCamera) -> None:
    film.fault = VideoError("It is busy.")
    second.start()
    wait_for(lambda: second.error is film.fault)
    assert second.analysed_hz == 0.0
    film.fault = None
    wait_for(lambda: second.error is None and second.lifts)


def test_a_fault_of_our_own_ends_it_and_leaves_the_first_alone(
    film: Film, second: SecondCamera
) -> None:
    film.fault = RuntimeError("a fault of our own")
    second.start()
    wait_for(lambda: second.error is UNEXPECTED_STOP)
    assert second.join(LONG_S)


def test_a_silent_camera_is_told(
    film: Film, second: SecondCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SILENCE_S", 0.05)
    monkeypatch.setattr(LatestFrame, "put", lambda *_args: None)
    second.start()
    wait_for(lambda: second.error is NO_FRAMES)
    assert film.is_open


def test_a_worker_keeps_to_its_pace_and_catches_nothing_up() -> None:
    now_s, waited = [0.0], []

    class Clockwork(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waited.append(timeout)
            now_s[0] += timeout or 0.0
            return False

    ended, pace = Clockwork(), FramePace(10.0, lambda: now_s[0])
    for work_s in (0.03, 0.03, 0.5, 0.03, 0.03):
        pace.wait(ended)
        now_s[0] += work_s
    pace.wait(ended)
    assert waited == pytest.approx([0.07, 0.07, 0.04])
