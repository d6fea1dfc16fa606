"""A telephone as the camera of a stream: its port is open as long as the stream is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from tests.live.waiting import LONG_S, wait_for
from tests.phone.conftest import port_of
from tests.phone.player import PhonePlayer
from tests.ports import listens

from tilcoach.coaching import FrameResult
from tilcoach.guidance import GuidanceController
from tilcoach.i18n import translator
from tilcoach.live import camera_stream as module
from tilcoach.live.camera_stream import CameraStream
from tilcoach.live.live_state import LiveState
from tilcoach.live.processor import LiveProcessor
from tilcoach.phone.camera import ADDRESS_VARIABLE, NOT_YET, PhoneCamera, PhoneState
from tilcoach.pose import VideoFrame


class QuickPipeline:
    """Sees the same in every frame."""

    def __init__(self, step: FrameResult) -> None:
        self._step = step

    def step(self, frame: VideoFrame, /) -> FrameResult:
        del frame
        return self._step

    def finish(self) -> tuple[FrameResult, ...]:
        return ()

    def close(self) -> None: ...


@pytest.fixture
def stream(
    guide: GuidanceController,
    make_step: Callable[..., FrameResult],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[CameraStream]:
    monkeypatch.setenv(ADDRESS_VARIABLE, "127.0.0.1")
    monkeypatch.setattr(module, "RETRY_S", 0.01)
    processor = LiveProcessor(LiveState(), lambda: QuickPipeline(make_step()), guide)
    stream = CameraStream(PhoneCamera(translator("en")), processor)
    stream.start()
    wait_for(lambda: phone_of(stream).state is PhoneState.WAITING)
    yield stream
    stream.stop()
    assert stream.join(LONG_S)
    assert not listens("127.0.0.1", port_of(phone_of(stream)))


def phone_of(stream: CameraStream) -> PhoneCamera:
    assert stream.phone is not None
    return stream.phone


@pytest.fixture
def player(stream: CameraStream) -> Iterator[PhonePlayer]:
    with PhonePlayer(phone_of(stream).link) as player:
        yield player


def test_the_page_says_what_to_do_until_the_phone_is_there(stream: CameraStream) -> None:
    state = stream.processor.state
    wait_for(lambda: state.snapshot().camera_error is NOT_YET)
    with PhonePlayer(phone_of(stream).link):
        wait_for(lambda: state.snapshot().camera_error is None)
        assert phone_of(stream).state is PhoneState.CONNECTED


@pytest.mark.usefixtures("player")
def test_how_late_a_picture_is_counts_from_the_phone_and_not_from_the_start(
    stream: CameraStream,
) -> None:
    for _ in range(5):
        picture = stream.next_jpeg(LONG_S)
        assert picture is not None
        assert time.monotonic() - LONG_S < picture[1] <= time.monotonic()
        stream.record_shown(picture[1])
    assert 0 < stream.processor.state.snapshot().shown_median_ms < 1000 * LONG_S


def test_a_phone_that_is_turned_is_noticed_once(stream: CameraStream, player: PhonePlayer) -> None:
    stream.next_jpeg(LONG_S)
    assert not stream.take_resized()
    player.turn()
    wait_for(stream.take_resized)
    stream.next_jpeg(LONG_S)
    assert not stream.take_resized()


@pytest.mark.usefixtures("player")
def test_stop_ends_the_line_of_the_phone_too(stream: CameraStream) -> None:
    stream.next_jpeg(LONG_S)
    stream.stop()
    stream.stop()
    assert stream.join(LONG_S)
    assert phone_of(stream).state is PhoneState.CLOSED


def test_without_a_page_the_port_closes(
    stream: CameraStream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RECONNECT_S", 0.05)
    stream.remove_viewer(stream.add_viewer())
    assert stream.join(LONG_S)
    assert phone_of(stream).state is PhoneState.CLOSED
