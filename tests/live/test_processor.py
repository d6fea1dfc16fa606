"""The live processor: draws at once, analyses the newest frame, and never falls over."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

import av
import numpy as np
import pytest
from tests.live.waiting import LONG_S, wait_for

from tilcoach.coaching import FrameResult, PersonFrameResult
from tilcoach.errors import ModelError
from tilcoach.guidance import Guidance, GuidanceController
from tilcoach.live.live_state import LiveState
from tilcoach.live.processor import UNEXPECTED_STOP, LiveProcessor
from tilcoach.pose import N_KEYPOINTS, Pose, VideoFrame
from tilcoach.replay import GhostFollower

MakeProcessor = Callable[[Callable[[], "FakePipeline"]], LiveProcessor]


LAST = 999  # of the result that the end of a stream gives


class FakePipeline:
    """Records the frames that it gets, and works on each until the test lets it go on."""

    def __init__(self, result: FrameResult, *, error: Exception | None = None) -> None:
        self._result = result
        self._error = error
        self.frames: list[VideoFrame] = []
        self.go = threading.Semaphore(0)
        self.at_work = threading.Semaphore(0)
        self.closed = threading.Event()

    def step(self, frame: VideoFrame) -> FrameResult:
        self.frames.append(frame)
        self.at_work.release()
        assert self.go.acquire(timeout=LONG_S)
        if self._error is not None:
            raise self._error
        return replace(self._result, index=frame.index, time_s=frame.time_s)

    def finish(self) -> tuple[FrameResult, ...]:
        return (replace(self._result, index=LAST),) if self.frames else ()

    def close(self) -> None:
        self.closed.set()


def browser_frame(number: int) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 90, np.uint8), format="bgr24")
    frame.pts, frame.time_base = 3000 * number, Fraction(1, 90_000)
    return frame


@pytest.fixture
def pipeline(make_step: Callable[..., FrameResult]) -> FakePipeline:
    return FakePipeline(make_step())


@pytest.fixture
def make_processor(guide: GuidanceController, pipeline: FakePipeline) -> Iterator[MakeProcessor]:
    """Make a processor that ends, and frees its pipeline, when the test is over."""
    made: list[LiveProcessor] = []

    def make(open_pipeline: Callable[[], FakePipeline]) -> LiveProcessor:
        made.append(LiveProcessor(LiveState(), open_pipeline, guide))
        return made[-1]

    yield make
    for processor in made:
        processor.on_ended()
        pipeline.go.release(9)
        assert processor.join(LONG_S)


@pytest.fixture
def processor(make_processor: MakeProcessor, pipeline: FakePipeline) -> LiveProcessor:
    return make_processor(lambda: pipeline)


def test_the_picture_does_not_wait_for_the_analysis(processor: LiveProcessor) -> None:
    for number in range(5):  # the pipeline is stuck in the first frame all the while
        frame = browser_frame(number)
        assert processor.recv(frame) is frame
    assert processor.state.snapshot().received == 5
    assert processor.state.snapshot().analysed == 0


def test_the_pipeline_gets_the_newest_frame_and_skips_the_others(
    processor: LiveProcessor, pipeline: FakePipeline
) -> None:
    processor.recv(browser_frame(0))
    assert pipeline.at_work.acquire(timeout=LONG_S)
    for number in range(1, 8):
        processor.recv(browser_frame(number))
    pipeline.go.release()
    assert pipeline.at_work.acquire(timeout=LONG_S)
    assert [frame.time_s for frame in pipeline.frames] == pytest.approx([0.0, 7 / 30])


def test_the_newest_result_is_drawn_over_the_next_frame(
    processor: LiveProcessor, pipeline: FakePipeline
) -> None:
    plain = processor.recv(browser_frame(0))
    pipeline.go.release()
    wait_for(lambda: processor.state.newest is not None)
    drawn = processor.recv(browser_frame(1))
    assert len(np.unique(plain.to_ndarray(format="bgr24"))) == 1
    assert len(np.unique(drawn.to_ndarray(format="bgr24"))) > 1


def test_a_ghost_is_asked_once_for_each_analysed_frame_and_drawn_on_all(
    processor: LiveProcessor, guidance: Guidance, make_step: Callable[..., FrameResult]
) -> None:
    asked: list[int] = []
    step = make_step()
    image_px = np.random.default_rng(3).uniform(10, 40, (N_KEYPOINTS, 2))
    body = Pose(image_px, np.zeros((N_KEYPOINTS, 3)), np.ones(N_KEYPOINTS), 0.0)

    class Follower(GhostFollower):
        def update(self, person: PersonFrameResult) -> Pose | None:
            asked.append(person.person)
            return body

    grey = np.full((48, 64, 3), 90, np.uint8)
    processor.state.publish(step, guidance, 0.0)
    without = processor.draw(grey)
    processor.set_ghost(Follower(lambda: None))
    drawn = [processor.draw(grey) for _ in range(2)]
    assert asked == [1]
    assert (drawn[0] == drawn[1]).all()
    assert (drawn[0] != without).any()
    processor.set_ghost(None)
    assert (processor.draw(grey) == without).all()


def test_the_model_is_freed_when_the_stream_ends(
    processor: LiveProcessor, pipeline: FakePipeline
) -> None:
    processor.recv(browser_frame(0))
    pipeline.go.release(9)
    processor.on_ended()
    processor.on_ended()
    assert processor.join(LONG_S)
    assert pipeline.closed.is_set()


def test_what_the_end_of_the_stream_finished_is_shown(
    processor: LiveProcessor, pipeline: FakePipeline
) -> None:
    processor.recv(browser_frame(0))
    pipeline.go.release(9)
    wait_for(lambda: processor.state.newest is not None)
    processor.on_ended()
    assert processor.join(LONG_S)
    assert processor.state.newest is not None
    assert processor.state.newest[0].index == LAST


def test_a_stream_without_a_frame_loads_no_model(make_processor: MakeProcessor) -> None:
    def never() -> FakePipeline:
        pytest.fail("the model was loaded")

    processor = make_processor(never)
    processor.on_ended()
    assert processor.join(LONG_S)
    assert processor.state.snapshot().error is None


def test_a_missing_model_is_reported_and_the_picture_goes_on(
    make_processor: MakeProcessor,
) -> None:
    message = "There is no pose model: run `tilcoach models fetch`."

    def missing() -> FakePipeline:
        raise ModelError(message)

    processor = make_processor(missing)
    frame = browser_frame(0)
    assert processor.recv(frame) is frame
    assert processor.join(LONG_S)
    assert str(processor.state.snapshot().error) == message
    later = browser_frame(1)
    assert processor.recv(later) is later


def test_a_fault_of_our_own_is_reported_without_a_traceback(
    make_step: Callable[..., FrameResult],
    make_processor: MakeProcessor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    faulty = FakePipeline(make_step(), error=RuntimeError("a bug"))
    processor = make_processor(lambda: faulty)
    processor.recv(browser_frame(0))
    faulty.go.release()
    assert processor.join(LONG_S)
    assert processor.state.snapshot().error is UNEXPECTED_STOP
    assert "a bug" in caplog.text
    assert faulty.closed.is_set()


def test_a_frame_that_cannot_be_drawn_is_returned_clean(
    processor: LiveProcessor,
    pipeline: FakePipeline,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def faulty(*_: object) -> None:
        message = "a fault of ours"
        raise ValueError(message)

    processor.recv(browser_frame(0))
    pipeline.go.release()
    wait_for(lambda: processor.state.newest is not None)
    monkeypatch.setattr("tilcoach.live.processor.draw_people", faulty)
    frame = browser_frame(1)
    assert processor.recv(frame) is frame
    assert "could not be drawn" in caplog.text


def test_of_several_queued_frames_only_the_newest_comes_back(processor: LiveProcessor) -> None:
    frames = [browser_frame(number) for number in range(3)]
    assert asyncio.run(processor.recv_queued(frames)) == [frames[-1]]
