"""What ``tilcoach app`` hands to Streamlit: the pages, behind the door, beside the camera.

``streamlit run`` looks for ``app = App(...)`` in the file that it is given and serves that. With
`tilcoach.ui.app` in its place the pages are the same, but without the local camera: they then ask
the browser for one.
"""

from __future__ import annotations

import os
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from importlib.resources import files
from threading import Thread

from streamlit import config
from streamlit.starlette import App

from tilcoach.door.choose import choose_door
from tilcoach.ui.local_camera.route import camera_route, is_served


@asynccontextmanager
async def _open(_app: App) -> AsyncIterator[None]:
    """Tell the pages that the route is there, and open a browser, which `App` leaves to us."""
    # While the browser fetches its own part, the first page is imported already.
    Thread(target=_import_first_page, daemon=True).start()
    with is_served():
        if not config.get_option("server.headless"):
            webbrowser.open(_address())
        yield


def _import_first_page() -> None:
    """Import what the first page needs, except streamlit-webrtc itself.

    Its part for the browser is registered at its first import, and only while a page is drawn:
    imported here, it would be missing for as long as the server runs.
    """
    with suppress(ImportError):  # the page itself says what is missing
        import_module("tilcoach.ui.views.practise")
        import_module("aiortc")  # what is slow about streamlit-webrtc


def _address() -> str:
    host = config.get_option("server.address") or "localhost"
    return f"http://{host}:{config.get_option('server.port')}"


app = App(
    str(files("tilcoach.ui").joinpath("app.py")),
    routes=[camera_route()],
    middleware=[choose_door(os.environ)],
    lifespan=_open,
)
