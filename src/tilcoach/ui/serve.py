"""The ASGI app that ``tilcoach app`` serves: the pages, the access check and the camera route.

``streamlit run`` serves ``app = App(...)`` when its file defines one. With `tilcoach.ui.app` in its
place the pages are the same, but without the camera route: they use the browser's camera.
"""

from __future__ import annotations

import gc
import os
import sys
import webbrowser
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from streamlit import config
from streamlit.starlette import App

from tilcoach.atomic_files import remove_abandoned_films
from tilcoach.auth.opening_page import write_opening_page
from tilcoach.auth.security_headers import script_hashes
from tilcoach.auth.select import select_auth
from tilcoach.auth.token import TOKEN_PARAMETER, TOKEN_VARIABLE
from tilcoach.live.websocket import camera_route, serving_camera


@asynccontextmanager
async def _open(_app: App) -> AsyncIterator[None]:
    """Announce the camera route, print the address, and open a browser."""
    remove_abandoned_films()
    # The first page is imported while the browser loads the front end.
    Thread(target=_import_first_page, daemon=True).start()
    with serving_camera():
        sys.stdout.write(f"\n  tilcoach: {_address()}\n\n")
        sys.stdout.flush()
        with _browser_open(_address()):
            yield


@contextmanager
def _browser_open(address: str) -> Iterator[None]:
    """Open a browser, if one is wanted."""
    if config.get_option("server.headless"):
        yield
        return
    with TemporaryDirectory(prefix="tilcoach-") as folder:
        page = Path(folder) / "open.html"
        write_opening_page(page, address)
        webbrowser.open(page.as_uri() if TOKEN_VARIABLE in os.environ else address)
        yield


def _import_first_page() -> None:
    """Import what the first page and its first lift need, except streamlit-webrtc itself.

    Its front end is registered at its first import, and only while a page runs: imported here, it
    would be missing until the server restarts.
    """
    with suppress(ImportError):  # the page reports what is missing
        import_module("tilcoach.ui.practise.page")
        import_module("aiortc")  # the slow part of streamlit-webrtc
        import_module("scipy.signal")  # for the first lift: its sentence must not be late
    # Modules are never freed, so the garbage collector may skip them: scanning them took 0.14 s
    # each time, in which the picture stood still.
    gc.collect()
    gc.freeze()


def _address() -> str:
    """Return the address of the app, with its network name and its token if it has one."""
    scheme = "https" if config.get_option("server.sslCertFile") else "http"
    named = config.is_manually_set("browser.serverAddress")
    host = config.get_option("browser.serverAddress" if named else "server.address") or "localhost"
    host = f"[{host}]" if ":" in host else host  # IPv6
    token = os.environ.get(TOKEN_VARIABLE)
    query = f"/?{TOKEN_PARAMETER}={token}" if token else ""
    return f"{scheme}://{host}:{config.get_option('server.port')}{query}"


PAGE_SCRIPTS = (
    ("tilcoach.ui.live_view", "keys.js"),
    ("tilcoach.ui.live_view", "camera_check.js"),
    ("tilcoach.ui.practise", "large.js"),
    ("tilcoach.ui.components", "uploader.js"),
    ("tilcoach.ui.components", "decimal_comma.js"),
)
"""Our own scripts that stand in a page: the browser runs no other."""


def _inline_scripts() -> list[str]:
    """Return the hashes of the scripts that stand in a page: one of Streamlit's, and ours."""
    index = files("streamlit").joinpath("static", "index.html").read_text(encoding="utf-8")
    ours = (
        f"<script>{files(package).joinpath(name).read_text(encoding='utf-8')}</script>"
        for package, name in PAGE_SCRIPTS
    )
    return script_hashes(index + "".join(ours))


app = App(
    str(files("tilcoach.ui").joinpath("app.py")),
    routes=[camera_route()],
    middleware=select_auth(os.environ, _inline_scripts()),
    lifespan=_open,
)
