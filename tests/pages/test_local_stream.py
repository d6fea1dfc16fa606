"""A camera of this machine: open only while somebody looks, and always at the newest picture."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import cv2
import numpy as np
import pytest

from tilcoach.coaching import Step
from tilcoach.errors import VideoError
from tilcoach.guiding import Guide
from tilcoach.messages import Translator
from tilcoach.overlay import OverlayWords
from tilcoach.pose import SourceInfo, VideoFrame
from tilcoach.ui.live import STOPPED_BY_ITSELF, LiveProcessor
from tilcoach.ui.live_slot import LiveSlot
from tilcoach.ui.local_camera import stream as module
from tilcoach.ui.local_camera.leases import borrowed
from tilcoach.ui.local_camera.pace import MOST_BEHIND
from tilcoach.ui.local_camera.stream import FIRST_VISIT_S, GRACE_S, LocalStream, stream_of
from tilcoach.ui.samples import Sample, read_samples
from tilcoach.video import CameraPlace

LONG_S = 10.0  # far more than a thread needs; only a fault takes so long


class FakeCamera:
    """Sees one shade of grey, and gives a picture of it whenever it is asked."""

    def __init__(self) -> None:
        self.shade = 50
        self.fault: Exception | None = None
        self.is_open = False
        self._pause = threading.Event()

    def open(self) -> FakeCamera:
        if self.fault is not None:
            raise self.fault
        self.is_open = True
        return self

    @property
    def info(self) -> SourceInfo:
        raise NotImplementedError

    def __iter__(self) -> Iterator[VideoFrame]:
        for number in count():
            self._pause.wait(0.002)
            if self.fault is not None:
                raise self.fault
            yield VideoFrame(np.full((48, 64, 3), self.shade, np.uint8), number / 30, number)

    def close(self) -> None:
        self.is_open = False


class FakePlace(CameraPlace):
    """A place with a camera of the test's own."""

    camera: FakeCamera

    def open(self) -> FakeCamera:
        return self.camera.open()


class SlowCoach:
    """Takes for ever over each picture, until the test is over."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self.over = threading.Event()
        self.at_work = threading.Event()
        self.closed = threading.Event()

    def step(self, frame: VideoFrame, /) -> Step:
        self.at_work.set()
        self.over.wait(LONG_S)
        return replace(self._step, index=frame.index, time_s=frame.time_s)

    def close(self) -> None:
        self.closed.set()


class Watch:
    """A clock that a test can put forward."""

    def __init__(self) -> None:
        self.ahead_s = 0.0
        self._ticks = count()

    def __call__(self) -> float:
        return 100 + self.ahead_s + 1e-3 * next(self._ticks)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_S", 0.01)


@pytest.fixture
def camera() -> FakeCamera:
    return FakeCamera()


@pytest.fixture
def place(camera: FakeCamera) -> FakePlace:
    place = FakePlace("0", "Lid")
    object.__setattr__(place, "camera", camera)
    return place


@pytest.fixture
def coach(make_step: Callable[..., Step]) -> Iterator[SlowCoach]:
    coach = SlowCoach(make_step())
    yield coach
    coach.over.set()


@pytest.fixture
def processor(coach: SlowCoach, dutch: Translator, guide: Guide) -> LiveProcessor:
    return LiveProcessor(LiveSlot(), OverlayWords.of(dutch), lambda: coach, guide)


@pytest.fixture
def film() -> Sample:
    return read_samples()[0]


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def stream(place: FakePlace, processor: LiveProcessor, watch: Watch) -> Iterator[LocalStream]:
    stream = LocalStream(place, processor, watch)
    stream.start()
    yield stream
    stream.stop()
    assert stream.join(LONG_S)


def wait_for(condition: Callable[[], object]) -> None:
    pause = threading.Event()
    for _ in range(int(LONG_S / 0.01)):
        if condition():
            return
        pause.wait(0.01)
    pytest.fail("it did not happen")


def shade_of(picture: tuple[bytes, float] | None) -> float:
    assert picture is not None
    seen = cv2.imdecode(np.frombuffer(picture[0], np.uint8), cv2.IMREAD_GRAYSCALE)
    assert seen is not None
    return float(np.median(seen))


def test_a_page_sees_what_the_camera_sees(stream: LocalStream) -> None:
    assert shade_of(stream.next_picture(LONG_S)) == pytest.approx(50, abs=1)


def test_a_page_that_was_busy_gets_the_newest_picture_and_no_older_one(
    stream: LocalStream, camera: FakeCamera
) -> None:
    stream.next_picture(LONG_S)
    before = stream.processor.slot.snapshot().received
    camera.shade = 200
    wait_for(lambda: stream.processor.slot.snapshot().received > before + 20)
    assert shade_of(stream.next_picture(LONG_S)) == pytest.approx(200, abs=1)


def test_a_coach_that_is_slow_delays_no_picture(
    stream: LocalStream, coach: SlowCoach, camera: FakeCamera
) -> None:
    assert coach.at_work.wait(LONG_S)  # and there it stays
    for shade in (80, 120, 160):
        camera.shade = shade
        wait_for(lambda: shade_of(stream.next_picture(LONG_S)) == camera.shade)
    assert stream.processor.slot.snapshot().analysed == 0


def test_the_moment_of_a_picture_is_the_cameras(stream: LocalStream, watch: Watch) -> None:
    picture = stream.next_picture(LONG_S)
    assert picture is not None
    watch.ahead_s = 0.4
    stream.note_shown(picture[1])
    stream.note_shown(picture[1])
    assert 400 <= stream.processor.slot.snapshot().shown_median_ms < 10_000


def test_stop_frees_camera_and_coach(
    stream: LocalStream, camera: FakeCamera, coach: SlowCoach
) -> None:
    stream.next_picture(LONG_S)
    assert coach.at_work.wait(LONG_S)
    stream.stop()
    stream.stop()
    assert stream.join(LONG_S)
    assert not camera.is_open
    assert not stream.is_running
    assert stream.next_picture(LONG_S) is None
    coach.over.set()
    assert coach.closed.wait(LONG_S)


def test_the_end_of_the_program_frees_the_camera(stream: LocalStream, camera: FakeCamera) -> None:
    stream.next_picture(LONG_S)
    stream.leave()
    assert not camera.is_open


def test_without_a_page_the_camera_is_let_go(
    stream: LocalStream, camera: FakeCamera, watch: Watch
) -> None:
    stream.next_picture(LONG_S)
    watch.ahead_s = FIRST_VISIT_S + 5
    assert stream.join(LONG_S)
    assert not camera.is_open


def test_a_page_that_leaves_may_come_back_and_otherwise_the_camera_is_let_go(
    stream: LocalStream, camera: FakeCamera, watch: Watch
) -> None:
    first = stream.enter()
    watch.ahead_s = FIRST_VISIT_S + 5  # it looks on: nothing ends
    stream.next_picture(LONG_S)
    stream.exit(first)
    second = stream.enter()
    assert not stream.is_for(first)
    assert stream.is_for(second)
    watch.ahead_s += GRACE_S + 5
    stream.next_picture(LONG_S)
    stream.exit(first)  # again: a page that is late to notice harms nobody
    assert stream.is_for(second)
    stream.exit(second)
    watch.ahead_s += GRACE_S + 5
    assert stream.join(LONG_S)
    assert not camera.is_open


def test_an_unplugged_camera_is_told_and_goes_on_when_it_is_back(
    stream: LocalStream, camera: FakeCamera
) -> None:
    slot = stream.processor.slot
    stream.next_picture(LONG_S)
    camera.fault = VideoError("Camera {index} stopped giving pictures.", index=0)
    wait_for(lambda: slot.snapshot().trouble)
    assert str(slot.snapshot().trouble) == "Camera 0 stopped giving pictures."
    assert stream.is_running
    camera.shade, camera.fault = 90, None
    wait_for(lambda: slot.snapshot().trouble is None)
    wait_for(lambda: shade_of(stream.next_picture(LONG_S)) == 90)


def test_a_camera_that_shows_the_same_picture_for_ever_is_told(
    stream: LocalStream, camera: FakeCamera, watch: Watch
) -> None:
    slot = stream.processor.slot
    stream.next_picture(LONG_S)
    watch.ahead_s += 5  # the picture of this camera never changes by itself
    wait_for(lambda: slot.snapshot().trouble)
    assert "stands still" in str(slot.snapshot().trouble)
    camera.shade = 90
    wait_for(lambda: slot.snapshot().trouble is None)


def test_two_windows_do_not_fight_over_a_camera(
    stream: LocalStream, place: FakePlace, dutch: Translator, guide: Guide, coach: SlowCoach
) -> None:
    stream.next_picture(LONG_S)
    other = LiveProcessor(LiveSlot(), OverlayWords.of(dutch), lambda: coach, guide)
    second = LocalStream(place, other)
    second.start()
    wait_for(lambda: other.slot.snapshot().trouble)
    assert "Another window" in str(other.slot.snapshot().trouble)
    stream.stop()
    assert second.next_picture(LONG_S) is not None
    second.stop()
    assert second.join(LONG_S)


def test_two_windows_play_the_same_film_and_it_waits_for_a_slow_coach(
    film: Sample, dutch: Translator, guide: Guide, coach: SlowCoach
) -> None:
    processors = [
        LiveProcessor(LiveSlot(), OverlayWords.of(dutch), lambda: coach, guide) for _ in range(2)
    ]
    streams = [LocalStream(film, processor) for processor in processors]
    for stream in streams:
        stream.start()
        assert stream.is_sample
        assert stream.next_picture(LONG_S) is not None
    assert coach.at_work.wait(LONG_S)
    wait_for(lambda: processors[0].behind == MOST_BEHIND)
    threading.Event().wait(0.2)  # six pictures' time
    assert processors[0].behind == MOST_BEHIND
    coach.over.set()
    wait_for(lambda: processors[0].slot.snapshot().analysed > 10)
    for stream in streams:
        stream.stop()
        assert stream.join(LONG_S)


def test_a_film_that_cannot_be_read_is_told(tmp_path: Path, processor: LiveProcessor) -> None:
    stream = LocalStream(Sample("gone", tmp_path / "gone.mp4"), processor)
    stream.start()
    wait_for(lambda: processor.slot.snapshot().trouble)
    stream.stop()
    assert stream.join(LONG_S)


def test_a_camera_that_was_lent_comes_back(place: CameraPlace) -> None:
    for _ in range(2):
        with pytest.raises(VideoError), borrowed(place), borrowed(place):
            pytest.fail("it was lent twice")


def test_a_fault_of_our_own_is_told_without_a_traceback(
    stream: LocalStream, camera: FakeCamera, caplog: pytest.LogCaptureFixture
) -> None:
    camera.fault = RuntimeError("a bug")
    assert stream.join(LONG_S)
    assert stream.processor.slot.snapshot().fault is STOPPED_BY_ITSELF
    assert "a bug" in caplog.text


def test_a_stream_is_found_by_its_secret_while_its_page_holds_it(
    place: FakePlace, processor: LiveProcessor
) -> None:
    stream = LocalStream(place, processor)
    other = LocalStream(place, processor)
    assert stream_of(stream.token) is None  # not started
    stream.start()
    assert stream_of(stream.token) is stream
    assert stream.token != other.token
    assert len(stream.token) >= 40
    stream.stop()
    assert stream.join(LONG_S)
    token = stream.token
    del stream
    gc.collect()
    assert stream_of(token) is None
