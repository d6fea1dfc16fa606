"""The live processor: draws at once, analyses the newest frame, and never falls over."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import av
import numpy as np
import pytest

from tilcoach.coaching import Step
from tilcoach.errors import ModelError
from tilcoach.guiding import Guide
from tilcoach.messages import Translator
from tilcoach.overlay import OverlayWords
from tilcoach.pose import VideoFrame
from tilcoach.ui.live import STOPPED_BY_ITSELF, LiveProcessor
from tilcoach.ui.live_slot import LiveSlot

LONG_S = 10.0  # far more than a worker needs; only a fault takes so long


class FakeCoach:
    """Sees what it is handed, says when, and waits where the test wants it to."""

    def __init__(self, step: Step, *, error: Exception | None = None) -> None:
        self._step = step
        self._error = error
        self.seen: list[VideoFrame] = []
        self.go = threading.Semaphore(0)
        self.at_work = threading.Semaphore(0)
        self.closed = threading.Event()

    def step(self, frame: VideoFrame) -> Step:
        self.seen.append(frame)
        self.at_work.release()
        assert self.go.acquire(timeout=LONG_S)
        if self._error is not None:
            raise self._error
        return replace(self._step, index=frame.index, time_s=frame.time_s)

    def close(self) -> None:
        self.closed.set()


def browser_frame(number: int) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 90, np.uint8), format="bgr24")
    frame.pts, frame.time_base = 3000 * number, Fraction(1, 90_000)
    return frame


@pytest.fixture
def words(dutch: Translator) -> OverlayWords:
    return OverlayWords.of(dutch)


@pytest.fixture
def coach(make_step: Callable[..., Step]) -> FakeCoach:
    return FakeCoach(make_step())


def wait_for(condition: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(int(LONG_S / 0.01)):
        if condition():
            return
        pause.wait(0.01)
    pytest.fail("it did not happen")


def test_the_picture_does_not_wait_for_the_coach(
    words: OverlayWords, coach: FakeCoach, guide: Guide
) -> None:
    processor = LiveProcessor(LiveSlot(), words, lambda: coach, guide)
    for number in range(5):  # the coach is stuck in the first frame all the while
        frame = browser_frame(number)
        assert processor.recv(frame) is frame
    assert processor.slot.snapshot().received == 5
    assert processor.slot.snapshot().analysed == 0
    processor.on_ended()
    coach.go.release(9)
    assert processor.join(LONG_S)


def test_the_coach_gets_the_newest_frame_and_the_others_are_left_out(
    words: OverlayWords, coach: FakeCoach, guide: Guide
) -> None:
    processor = LiveProcessor(LiveSlot(), words, lambda: coach, guide)
    processor.recv(browser_frame(0))
    assert coach.at_work.acquire(timeout=LONG_S)
    for number in range(1, 8):
        processor.recv(browser_frame(number))
    coach.go.release()
    assert coach.at_work.acquire(timeout=LONG_S)
    assert [frame.time_s for frame in coach.seen] == pytest.approx([0.0, 7 / 30])
    processor.on_ended()
    coach.go.release(9)
    assert processor.join(LONG_S)


def test_the_newest_step_is_drawn_over_the_next_frame(
    words: OverlayWords, coach: FakeCoach, guide: Guide
) -> None:
    processor = LiveProcessor(LiveSlot(), words, lambda: coach, guide)
    plain = processor.recv(browser_frame(0))
    coach.go.release()
    wait_for(lambda: processor.slot.newest is not None)
    drawn = processor.recv(browser_frame(1))
    assert len(np.unique(plain.to_ndarray(format="bgr24"))) == 1
    assert len(np.unique(drawn.to_ndarray(format="bgr24"))) > 1
    processor.on_ended()
    coach.go.release(9)
    assert processor.join(LONG_S)


def test_the_model_is_freed_when_the_stream_ends(
    words: OverlayWords, coach: FakeCoach, guide: Guide
) -> None:
    processor = LiveProcessor(LiveSlot(), words, lambda: coach, guide)
    processor.recv(browser_frame(0))
    coach.go.release(9)
    processor.on_ended()
    processor.on_ended()
    assert processor.join(LONG_S)
    assert coach.closed.is_set()


def test_a_stream_without_a_frame_loads_no_model(words: OverlayWords, guide: Guide) -> None:
    def never() -> FakeCoach:
        pytest.fail("the model was loaded")

    processor = LiveProcessor(LiveSlot(), words, never, guide)
    processor.on_ended()
    assert processor.join(LONG_S)
    assert processor.slot.snapshot().fault is None


def test_a_missing_model_is_told_and_the_picture_goes_on(words: OverlayWords, guide: Guide) -> None:
    def missing() -> FakeCoach:
        message = "There is no pose model: run `tilcoach models fetch`."
        raise ModelError(message)

    processor = LiveProcessor(LiveSlot(), words, missing, guide)
    frame = browser_frame(0)
    assert processor.recv(frame) is frame
    assert processor.join(LONG_S)
    assert str(processor.slot.snapshot().fault) == (
        "There is no pose model: run `tilcoach models fetch`."
    )
    later = browser_frame(1)
    assert processor.recv(later) is later


def test_a_fault_of_our_own_is_told_without_a_traceback(
    words: OverlayWords,
    make_step: Callable[..., Step],
    caplog: pytest.LogCaptureFixture,
    guide: Guide,
) -> None:
    coach = FakeCoach(make_step(), error=RuntimeError("a bug"))
    processor = LiveProcessor(LiveSlot(), words, lambda: coach, guide)
    processor.recv(browser_frame(0))
    coach.go.release()
    assert processor.join(LONG_S)
    assert processor.slot.snapshot().fault is STOPPED_BY_ITSELF
    assert "a bug" in caplog.text
    assert coach.closed.is_set()


def test_a_picture_that_cannot_be_drawn_is_given_back_clean(
    coach: FakeCoach, words: OverlayWords, caplog: pytest.LogCaptureFixture, guide: Guide
) -> None:
    processor = LiveProcessor(LiveSlot(), words, lambda: coach, guide)
    processor.recv(browser_frame(0))
    coach.go.release()
    wait_for(lambda: processor.slot.newest is not None)
    processor.words = replace(words, phases={})
    frame = browser_frame(1)
    assert processor.recv(frame) is frame
    assert "could not be drawn" in caplog.text
    processor.on_ended()
    coach.go.release(9)
    assert processor.join(LONG_S)


def test_of_several_waiting_frames_only_the_newest_comes_back(
    words: OverlayWords, coach: FakeCoach, guide: Guide
) -> None:
    processor = LiveProcessor(LiveSlot(), words, lambda: coach, guide)
    frames = [browser_frame(number) for number in range(3)]
    assert asyncio.run(processor.recv_queued(frames)) == [frames[-1]]
    processor.on_ended()
    coach.go.release(9)
    assert processor.join(LONG_S)
