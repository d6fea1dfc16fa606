"""What ``tilcoach app`` hands to Streamlit: the pages, with the camera of this machine beside them.

``streamlit run`` looks for ``app = App(...)`` in the file that it is given and serves that. With
`tilcoach.ui.app` in its place the pages are the same, but without the local camera: they then ask
the browser for one.
"""

from __future__ import annotations

import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from streamlit import config
from streamlit.starlette import App

from tilcoach.ui.local_camera.route import camera_route, is_served


@asynccontextmanager
async def _open(_app: App) -> AsyncIterator[None]:
    """Tell the pages that the route is there, and open a browser, which `App` leaves to us."""
    with is_served():
        if not config.get_option("server.headless"):
            webbrowser.open(_address())
        yield


def _address() -> str:
    host = config.get_option("server.address") or "localhost"
    return f"http://{host}:{config.get_option('server.port')}"


app = App(str(files("tilcoach.ui").joinpath("app.py")), routes=[camera_route()], lifespan=_open)
