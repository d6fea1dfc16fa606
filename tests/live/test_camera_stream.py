"""A camera of this machine: open only while a page watches, and always at the newest frame."""

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
from tests.live.waiting import LONG_S, wait_for

from tilcoach.coaching import FrameResult
from tilcoach.errors import VideoError
from tilcoach.guidance import GuidanceController
from tilcoach.live import camera_stream as module
from tilcoach.live.camera_locks import camera_lock
from tilcoach.live.camera_stream import FIRST_VIEWER_S, RECONNECT_S, CameraStream, find_stream
from tilcoach.live.live_state import LiveState
from tilcoach.live.playback_clock import MAX_BACKLOG
from tilcoach.live.processor import UNEXPECTED_STOP, LiveProcessor
from tilcoach.live.samples import Sample, read_samples
from tilcoach.pose import SourceInfo, VideoFrame
from tilcoach.video import CameraDevice


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


class FakeDevice(CameraDevice):
    """A place with a camera of the test's own."""

    camera: FakeCamera

    def open(self) -> FakeCamera:
        return self.camera.open()


class SlowPipeline:
    """Works on each frame until the test is over."""

    def __init__(self, step: FrameResult) -> None:
        self._step = step
        self.over = threading.Event()
        self.at_work = threading.Event()
        self.closed = threading.Event()

    def step(self, frame: VideoFrame, /) -> FrameResult:
        self.at_work.set()
        self.over.wait(LONG_S)
        return replace(self._step, index=frame.index, time_s=frame.time_s)

    def finish(self) -> tuple[FrameResult, ...]:
        return ()

    def close(self) -> None:
        self.closed.set()


class FakeClock:
    """A clock that a test can put forward."""

    def __init__(self) -> None:
        self.ahead_s = 0.0
        self._ticks = count()

    def __call__(self) -> float:
        return 100 + self.ahead_s + 1e-3 * next(self._ticks)


@pytest.fixture(autouse=True)
def retry_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_S", 0.01)


@pytest.fixture
def camera() -> FakeCamera:
    return FakeCamera()


@pytest.fixture
def place(camera: FakeCamera) -> FakeDevice:
    place = FakeDevice("0", "Lid")
    object.__setattr__(place, "camera", camera)
    return place


@pytest.fixture
def coach(make_step: Callable[..., FrameResult]) -> Iterator[SlowPipeline]:
    coach = SlowPipeline(make_step())
    yield coach
    coach.over.set()


@pytest.fixture
def processor(coach: SlowPipeline, guide: GuidanceController) -> LiveProcessor:
    return LiveProcessor(LiveState(), lambda: coach, guide)


@pytest.fixture
def film() -> Sample:
    return read_samples()[0]


@pytest.fixture
def watch() -> FakeClock:
    return FakeClock()


@pytest.fixture
def stream(place: FakeDevice, processor: LiveProcessor, watch: FakeClock) -> Iterator[CameraStream]:
    stream = CameraStream(place, processor, watch)
    stream.start()
    yield stream
    stream.stop()
    assert stream.join(LONG_S)


def shade_of(picture: tuple[bytes, float] | None) -> float:
    assert picture is not None
    seen = cv2.imdecode(np.frombuffer(picture[0], np.uint8), cv2.IMREAD_GRAYSCALE)
    assert seen is not None
    return float(np.median(seen))


def test_a_page_sees_what_the_camera_sees(stream: CameraStream) -> None:
    assert shade_of(stream.next_jpeg(LONG_S)) == pytest.approx(50, abs=1)


def test_a_page_that_was_busy_gets_the_newest_picture_and_no_older_one(
    stream: CameraStream, camera: FakeCamera
) -> None:
    stream.next_jpeg(LONG_S)
    before = stream.processor.state.snapshot().received
    camera.shade = 200
    wait_for(lambda: stream.processor.state.snapshot().received > before + 20)
    assert shade_of(stream.next_jpeg(LONG_S)) == pytest.approx(200, abs=1)


def test_a_coach_that_is_slow_delays_no_picture(
    stream: CameraStream, coach: SlowPipeline, camera: FakeCamera
) -> None:
    assert coach.at_work.wait(LONG_S)  # and there it stays
    for shade in (80, 120, 160):
        camera.shade = shade
        wait_for(lambda: shade_of(stream.next_jpeg(LONG_S)) == camera.shade)
    assert stream.processor.state.snapshot().analysed == 0


def test_the_moment_of_a_picture_is_the_cameras(stream: CameraStream, watch: FakeClock) -> None:
    picture = stream.next_jpeg(LONG_S)
    assert picture is not None
    watch.ahead_s = 0.4
    stream.record_shown(picture[1])
    stream.record_shown(picture[1])
    assert 400 <= stream.processor.state.snapshot().shown_median_ms < 10_000


def test_stop_frees_camera_and_coach(
    stream: CameraStream, camera: FakeCamera, coach: SlowPipeline
) -> None:
    stream.next_jpeg(LONG_S)
    assert coach.at_work.wait(LONG_S)
    stream.stop()
    stream.stop()
    assert stream.join(LONG_S)
    assert not camera.is_open
    assert not stream.is_running
    assert stream.next_jpeg(LONG_S) is None
    coach.over.set()
    assert coach.closed.wait(LONG_S)


def test_the_end_of_the_program_frees_the_camera(stream: CameraStream, camera: FakeCamera) -> None:
    stream.next_jpeg(LONG_S)
    stream.shut_down()
    assert not camera.is_open


def test_without_a_page_the_camera_is_closed(
    stream: CameraStream, camera: FakeCamera, watch: FakeClock
) -> None:
    stream.next_jpeg(LONG_S)
    watch.ahead_s = FIRST_VIEWER_S + 5
    assert stream.join(LONG_S)
    assert not camera.is_open


def test_a_page_that_leaves_may_come_back_and_otherwise_the_camera_is_closed(
    stream: CameraStream, camera: FakeCamera, watch: FakeClock
) -> None:
    first = stream.add_viewer()
    watch.ahead_s = FIRST_VIEWER_S + 5  # still watched: nothing ends
    stream.next_jpeg(LONG_S)
    stream.remove_viewer(first)
    second = stream.add_viewer()
    assert not stream.is_watched_by(first)
    assert stream.is_watched_by(second)
    watch.ahead_s += RECONNECT_S + 5
    stream.next_jpeg(LONG_S)
    stream.remove_viewer(first)  # again: a page that is late to notice harms nobody
    assert stream.is_watched_by(second)
    stream.remove_viewer(second)
    watch.ahead_s += RECONNECT_S + 5
    assert stream.join(LONG_S)
    assert not camera.is_open


def test_an_unplugged_camera_is_reported_and_goes_on_when_it_is_back(
    stream: CameraStream, camera: FakeCamera
) -> None:
    state = stream.processor.state
    stream.next_jpeg(LONG_S)
    camera.fault = VideoError("Camera {index} stopped giving pictures.", index=0)
    wait_for(lambda: state.snapshot().camera_error)
    assert str(state.snapshot().camera_error) == "Camera 0 stopped giving pictures."
    assert stream.is_running
    camera.shade, camera.fault = 90, None
    wait_for(lambda: state.snapshot().camera_error is None)
    wait_for(lambda: shade_of(stream.next_jpeg(LONG_S)) == 90)


def test_a_camera_that_shows_the_same_picture_for_ever_is_reported(
    stream: CameraStream, camera: FakeCamera, watch: FakeClock
) -> None:
    state = stream.processor.state
    stream.next_jpeg(LONG_S)
    watch.ahead_s += 5  # the picture of this camera never changes by itself
    wait_for(lambda: state.snapshot().camera_error)
    assert "stands still" in str(state.snapshot().camera_error)
    camera.shade = 90
    wait_for(lambda: state.snapshot().camera_error is None)


def test_two_windows_do_not_fight_over_a_camera(
    stream: CameraStream,
    place: FakeDevice,
    guide: GuidanceController,
    coach: SlowPipeline,
) -> None:
    stream.next_jpeg(LONG_S)
    other = LiveProcessor(LiveState(), lambda: coach, guide)
    second = CameraStream(place, other)
    second.start()
    wait_for(lambda: other.state.snapshot().camera_error)
    assert "Another window" in str(other.state.snapshot().camera_error)
    stream.stop()
    assert second.next_jpeg(LONG_S) is not None
    second.stop()
    assert second.join(LONG_S)


def test_two_windows_play_the_same_film_and_it_waits_for_a_slow_coach(
    film: Sample, guide: GuidanceController, coach: SlowPipeline
) -> None:
    processors = [LiveProcessor(LiveState(), lambda: coach, guide) for _ in range(2)]
    streams = [CameraStream(film, processor) for processor in processors]
    for stream in streams:
        stream.start()
        assert stream.is_sample
        assert stream.next_jpeg(LONG_S) is not None
    assert coach.at_work.wait(LONG_S)
    wait_for(lambda: processors[0].backlog == MAX_BACKLOG)
    threading.Event().wait(0.2)  # six pictures' time
    assert processors[0].backlog == MAX_BACKLOG
    coach.over.set()
    wait_for(lambda: processors[0].state.snapshot().analysed > 10)
    for stream in streams:
        stream.stop()
        assert stream.join(LONG_S)


def test_a_film_that_cannot_be_read_is_reported(tmp_path: Path, processor: LiveProcessor) -> None:
    stream = CameraStream(Sample("gone", tmp_path / "gone.mp4"), processor)
    stream.start()
    wait_for(lambda: processor.state.snapshot().camera_error)
    stream.stop()
    assert stream.join(LONG_S)


def test_a_camera_is_free_again_after_use(place: CameraDevice) -> None:
    for _ in range(2):
        with pytest.raises(VideoError), camera_lock(place), camera_lock(place):
            pytest.fail("it was lent twice")


def test_a_fault_of_our_own_is_reported_without_a_traceback(
    stream: CameraStream, camera: FakeCamera, caplog: pytest.LogCaptureFixture
) -> None:
    camera.fault = RuntimeError("a bug")
    assert stream.join(LONG_S)
    assert stream.processor.state.snapshot().error is UNEXPECTED_STOP
    assert "a bug" in caplog.text


def test_a_stream_is_found_by_its_secret_while_its_page_holds_it(
    place: FakeDevice, processor: LiveProcessor
) -> None:
    stream = CameraStream(place, processor)
    other = CameraStream(place, processor)
    assert find_stream(stream.token) is None  # not started
    stream.start()
    assert find_stream(stream.token) is stream
    assert stream.token != other.token
    assert len(stream.token) >= 40
    stream.stop()
    assert stream.join(LONG_S)
    token = stream.token
    del stream
    gc.collect()
    assert find_stream(token) is None
