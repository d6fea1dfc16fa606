"""The way of the pictures: for this machine's own browser, and one picture at a time."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.websockets import WebSocket
from tests.live.waiting import LONG_S, wait_for
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tilcoach.live import camera_stream as streams
from tilcoach.live import websocket as module
from tilcoach.live.websocket import PATH, camera_route, can_reach_camera, serving_camera

FORBIDDEN = 403
SECRET = "secret"  # noqa: S105  of a test


class FakeStream:
    """Makes numbered pictures as fast as it is asked."""

    def __init__(self) -> None:
        self.made = 0
        self.shown: list[float] = []
        self.is_running = True
        self.has_pictures = True
        self.left = threading.Event()
        self._viewer: object | None = None

    def add_viewer(self) -> object:
        self._viewer = object()
        return self._viewer

    def remove_viewer(self, viewer: object) -> None:
        assert viewer is not None
        self.left.set()

    def is_watched_by(self, viewer: object) -> bool:
        return self.is_running and viewer is self._viewer

    def next_jpeg(self, timeout_s: float) -> tuple[bytes, float] | None:
        assert timeout_s > 0
        if not self.has_pictures:
            return None
        self.made += 1
        return json.dumps(self.made).encode(), float(self.made)

    def record_shown(self, taken_s: float) -> None:
        self.shown.append(taken_s)


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> FakeStream:
    stream = FakeStream()
    monkeypatch.setattr(streams, "find_stream", {SECRET: stream}.get)
    return stream


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Serve the route on a port of its own."""
    config = uvicorn.Config(
        Starlette(routes=[camera_route()]), port=0, ws="websockets-sansio", log_level="warning"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    wait_for(lambda: server.started)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(LONG_S)


def visit(port: int, token: str = SECRET, origin: str | None = None) -> ClientConnection:
    host = f"127.0.0.1:{port}"
    page = Origin(origin or f"http://{host}")
    return connect(f"ws://{host}{PATH}/{token}", origin=page, proxy=None)


def send_and_hear(page: ClientConnection) -> None:
    page.send("shown")
    page.recv(LONG_S)


def test_the_next_picture_comes_only_when_the_last_one_is_shown(
    port: int, stream: FakeStream
) -> None:
    with visit(port) as page:
        assert page.recv(LONG_S) == b"1"
        with pytest.raises(TimeoutError):
            page.recv(0.1)
        assert stream.made == 1
        assert stream.shown == []
        page.send("shown")
        assert page.recv(LONG_S) == b"2"
        assert stream.shown == [1.0]


def test_a_page_that_is_closed_is_noticed(port: int, stream: FakeStream) -> None:
    with visit(port) as page:
        page.recv(LONG_S)
    assert stream.left.wait(LONG_S)


def test_a_page_that_hangs_is_left(
    port: int, stream: FakeStream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CONFIRM_S", 0.05)
    with visit(port) as page:
        page.recv(LONG_S)
        assert stream.left.wait(LONG_S)


def test_without_pictures_the_page_is_still_asked_whether_it_is_there(
    port: int, stream: FakeStream
) -> None:
    stream.has_pictures = False
    with visit(port) as page:
        assert page.recv(LONG_S) == b""
        page.send("shown")
        assert page.recv(LONG_S) == b""
    assert stream.shown == []


def test_a_stream_that_ends_closes_the_socket(port: int, stream: FakeStream) -> None:
    with visit(port) as page:
        page.recv(LONG_S)
        stream.is_running = False
        with pytest.raises(ConnectionClosed):
            send_and_hear(page)


def test_of_two_pages_the_newest_gets_the_pictures(port: int, stream: FakeStream) -> None:
    with visit(port) as old, visit(port) as new:
        old.recv(LONG_S)
        new.recv(LONG_S)
        with pytest.raises(ConnectionClosed):  # on sending or on hearing, as the network has it
            send_and_hear(old)
        new.send("shown")
        assert new.recv(LONG_S)
    assert stream.left.is_set()


@pytest.mark.usefixtures("stream")
@pytest.mark.parametrize(
    ("token", "origin"),
    [("guessed", None), (SECRET, "http://elsewhere.example"), (SECRET, "null")],
)
def test_neither_a_guess_nor_a_foreign_page_gets_a_picture(
    port: int, token: str, origin: str | None
) -> None:
    with pytest.raises(InvalidStatus) as refused:
        visit(port, token, origin)
    assert refused.value.response.status_code == FORBIDDEN


@pytest.mark.parametrize(
    ("client", "host", "origin", "own"),
    [
        ("127.0.0.1", "localhost:8501", "http://localhost:8501", True),
        ("127.0.0.1", "127.0.0.1:8501", "http://127.0.0.1:8501", True),
        ("::1", "[::1]:8501", "https://[::1]:8501", True),
        ("192.168.1.7", "192.168.1.2:8501", "http://192.168.1.2:8501", False),  # another machine
        ("192.168.1.7", "localhost:8501", "http://localhost:8501", False),  # and it pretends
        ("127.0.0.1", "evil.example:8501", "http://evil.example:8501", False),  # a name for us
        ("127.0.0.1", "localhost:8501", "http://localhost:9999", False),  # another program here
        ("127.0.0.1", "localhost:8501", "", False),  # no page at all
        ("127.0.0.1", "", "", False),
    ],
)
def test_only_a_page_of_ours_in_a_browser_of_this_machine_is_our_own(
    client: str, host: str, origin: str, *, own: bool
) -> None:
    headers = [(b"host", host.encode()), (b"origin", origin.encode())]
    scope = {"type": "websocket", "client": (client, 5), "headers": headers}

    async def receive() -> dict[str, object]:
        raise NotImplementedError

    async def send(_: object) -> None:
        raise NotImplementedError

    assert module._is_same_machine(WebSocket(scope, receive, send)) == own


def test_a_page_uses_the_route_only_where_it_is_served_and_on_this_machine() -> None:
    assert not can_reach_camera(None)
    with serving_camera():
        assert can_reach_camera(None)
        assert not can_reach_camera("192.168.1.7")
    assert not can_reach_camera(None)
