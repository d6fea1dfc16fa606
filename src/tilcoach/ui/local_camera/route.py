"""The way of the pictures from this program to the page, for this machine's own browser only.

A WebSocket beside Streamlit's own. A picture is sent, the page says that it shows it, and only
then the next one is sent: the newest there is. So nothing queues up, in the server or in between.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from tilcoach.door.this_machine import is_this_machine

if TYPE_CHECKING:  # it brings OpenCV, and the server must be there first
    from tilcoach.ui.local_camera.stream import LocalStream

PATH = "/tilcoach/camera"
STILL_HERE_S = 1.0
"""After so long without a picture an empty one is sent: whoever does not answer is gone."""
PATIENCE_S = 5.0
"""So long a page may take to show a picture."""
_REFUSED = 1008  # a WebSocket's code for "not for you"


def camera_route() -> WebSocketRoute:
    """Return the route; `is_served` tells the pages when it is there."""
    return WebSocketRoute(f"{PATH}/{{token}}", _answer)


_served: list[bool] = []


@contextmanager
def is_served() -> Iterator[None]:
    """Tell the pages, for as long as the block runs, that they may use the route."""
    _served.append(True)
    try:
        yield
    finally:
        _served.pop()


def is_behind_door() -> bool:
    """Say whether ``tilcoach app`` serves the pages: it puts the door before them."""
    return bool(_served)


def can_reach(remote_ip: str | None) -> bool:
    """Say whether a page can get pictures by the route.

    Parameters
    ----------
    remote_ip
        The address of its browser; None for this machine.
    """
    return is_behind_door() and remote_ip is None


async def _answer(socket: WebSocket) -> None:
    from tilcoach.ui.local_camera.stream import stream_of  # noqa: PLC0415 - see above

    stream = stream_of(socket.path_params["token"])
    if stream is None or not _is_own(socket):
        await socket.close(_REFUSED)
        return
    await socket.accept()
    viewer = stream.enter()
    try:
        with suppress(WebSocketDisconnect, TimeoutError):
            await _show(stream, viewer, socket)
            await socket.close()
    finally:
        stream.exit(viewer)


async def _show(stream: LocalStream, viewer: object, socket: WebSocket) -> None:
    while stream.is_for(viewer):
        picture = await asyncio.to_thread(stream.next_picture, STILL_HERE_S)
        jpeg, taken_s = picture or (b"", None)
        await socket.send_bytes(jpeg)
        async with asyncio.timeout(PATIENCE_S):
            await socket.receive_text()
        if taken_s is not None:
            stream.note_shown(taken_s)


def _is_own(socket: WebSocket) -> bool:
    """Say whether a page of this very server asks, in a browser on this machine.

    The name that the browser called counts as well: a foreign page may give its own name our
    address.
    """
    host = socket.headers.get("host", "")
    origin = urlsplit(socket.headers.get("origin", ""))
    client = socket.client.host if socket.client else ""
    name = urlsplit(f"//{host}").hostname
    return is_this_machine(client) and origin.netloc == host and is_this_machine(name)
