"""Sends the frames of a camera of this machine to the page, in this machine's own browser only.

A WebSocket beside Streamlit's own. The server sends a frame, the page confirms that it shows it,
and only then the server sends the next one: the newest there is. So nothing queues up anywhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from tilcoach.auth.loopback import is_loopback
from tilcoach.auth.request_checks import POLICY_VIOLATION

if TYPE_CHECKING:  # it imports OpenCV, and the server must start before that
    from tilcoach.live.camera_stream import CameraStream

PATH = "/tilcoach/camera"
HEARTBEAT_S = 1.0
"""After this long without a frame an empty one is sent, to find pages that are gone."""
CONFIRM_S = 5.0
"""How long a page may take to show a frame."""


def camera_route() -> WebSocketRoute:
    """Return the route; `serving_camera` tells the pages that it exists."""
    return WebSocketRoute(f"{PATH}/{{token}}", _serve)


_serving: list[bool] = []


@contextmanager
def serving_camera() -> Iterator[None]:
    """Tell the pages, while the block runs, that the route exists."""
    _serving.append(True)
    try:
        yield
    finally:
        _serving.pop()


def is_served_by_app() -> bool:
    """Return whether ``tilcoach app`` serves the pages, behind its access check."""
    return bool(_serving)


def can_reach_camera(remote_ip: str | None) -> bool:
    """Return whether a page can use the route."""
    return is_served_by_app() and remote_ip is None


async def _serve(socket: WebSocket) -> None:
    from tilcoach.live.camera_stream import find_stream  # noqa: PLC0415 - see above

    stream = find_stream(socket.path_params["token"])
    if stream is None or not _is_same_machine(socket):
        await socket.close(POLICY_VIOLATION)
        return
    await socket.accept()
    viewer = stream.add_viewer()
    try:
        with suppress(WebSocketDisconnect, TimeoutError):
            await _send_frames(stream, viewer, socket)
            await socket.close()
    finally:
        stream.remove_viewer(viewer)


async def _send_frames(stream: CameraStream, viewer: object, socket: WebSocket) -> None:
    while stream.is_watched_by(viewer):
        frame = await asyncio.to_thread(stream.next_jpeg, HEARTBEAT_S)
        jpeg, captured_s = frame or (b"", None)
        await socket.send_bytes(jpeg)
        async with asyncio.timeout(CONFIRM_S):
            await socket.receive_text()
        if captured_s is not None:
            stream.record_shown(captured_s)


def _is_same_machine(socket: WebSocket) -> bool:
    """Return whether a page of this very server asks, in a browser on this machine.

    The host name that the browser used counts as well: a foreign page may point its own name at
    our address.
    """
    host = socket.headers.get("host", "")
    origin = urlsplit(socket.headers.get("origin", ""))
    client = socket.client.host if socket.client else ""
    name = urlsplit(f"//{host}").hostname
    return is_loopback(client) and origin.netloc == host and is_loopback(name)
