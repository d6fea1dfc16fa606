"""From the command to a page that can be used, in a real browser."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec

_BROWSERS = ("chromium", "google-chrome", "chromium-browser")
_PATIENCE_MS = 60_000
_PAUSE_S = 0.02


def page_start_s(clock: Callable[[], float] = time.perf_counter) -> float | None:
    """Return the seconds from ``tilcoach app`` to a page with something to press.

    The browser runs already and waits, as it does on a user's machine.
    """
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not in every install
    except ImportError:
        return None
    if find_spec("streamlit") is None:
        return None
    chromium = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if chromium is None:
        return None
    with sync_playwright() as playwright:
        # Without its sandbox, because root may not have one; it opens our own page alone.
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        port = _free_port()
        start_s = clock()
        app = _start_app(port)
        try:
            _wait_for(port)
            page.goto(f"http://127.0.0.1:{port}/")
            page.locator("[data-testid=stSelectbox]").first.wait_for(timeout=_PATIENCE_MS)
            return clock() - start_s
        finally:
            app.terminate()
            app.wait()
            browser.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _start_app(port: int) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "tilcoach", "app", "--no-browser", "--no-token"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen([*words, "--port", str(port)], stdout=quiet, stderr=quiet)  # noqa: S603 - our own words


def _wait_for(port: int) -> None:
    """Wait until the server listens."""
    end_s = time.monotonic() + _PATIENCE_MS / 1000
    while time.monotonic() < end_s:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(_PAUSE_S)
