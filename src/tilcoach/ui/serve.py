"""What ``tilcoach app`` hands to Streamlit: the pages, behind the door, beside the camera.

``streamlit run`` looks for ``app = App(...)`` in the file that it is given and serves that. With
`tilcoach.ui.app` in its place the pages are the same, but without the local camera: they then ask
the browser for one.
"""

from __future__ import annotations

import gc
import os
import sys
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
    """Tell the pages that the route is there, say the address, and open a browser at it."""
    # While the browser fetches its own part, the first page is imported already.
    Thread(target=_import_first_page, daemon=True).start()
    with is_served():
        sys.stdout.write(f"\n  tilcoach: {_address()}\n\n")
        sys.stdout.flush()
        if not config.get_option("server.headless"):
            webbrowser.open(_address())
        yield


def _import_first_page() -> None:
    """Import what the first page and its first lift need, except streamlit-webrtc itself.

    Its part for the browser is registered at its first import, and only while a page is drawn:
    imported here, it would be missing for as long as the server runs.
    """
    with suppress(ImportError):  # the page itself says what is missing
        import_module("tilcoach.ui.views.practise")
        import_module("aiortc")  # what is slow about streamlit-webrtc
        import_module("scipy.signal")  # for the first look back, lest the first sentence is late
    # Modules stay for good, so Python need not look through them again for what can be let go: that
    # took 0.14 s each time, in which no picture moved.
    gc.collect()
    gc.freeze()


def _address() -> str:
    """Return where a browser finds the app: by the name for a network, if it serves one."""
    scheme = "https" if config.get_option("server.sslCertFile") else "http"
    named = config.is_manually_set("browser.serverAddress")
    host = config.get_option("browser.serverAddress" if named else "server.address") or "localhost"
    host = f"[{host}]" if ":" in host else host  # IPv6
    return f"{scheme}://{host}:{config.get_option('server.port')}"


app = App(
    str(files("tilcoach.ui").joinpath("app.py")),
    routes=[camera_route()],
    middleware=[choose_door(os.environ)],
    lifespan=_open,
)
