"""The app on a port of its own, and a Chromium whose camera is a file."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Request, WebSocket, expect, sync_playwright
from tests.conftest import FIGURES
from tests.ports import free_port, listens, wait_for

import tilcoach
from tilcoach.auth.password import HASH_VARIABLE, hash_password
from tilcoach.cli.app import streamlit_command
from tilcoach.cli.lan import Lan
from tilcoach.config import Settings
from tilcoach.estimation import ModelInfo
from tilcoach.i18n import translator
from tilcoach.live.session import local_now
from tilcoach.pipeline import review
from tilcoach.pose import PoseSeries, SourceInfo
from tilcoach.pose.arrays import Bytes
from tilcoach.session_files import session_document
from tilcoach.store import FOLDER_VARIABLE, History, new_lifts
from tilcoach.store.paths import SETTINGS_FILE
from tilcoach.video import FILM_VARIABLE, VideoFile, write_jpeg

ROOT = Path(tilcoach.__file__).parents[2]
SAMPLE = ROOT / "sample_videos" / "stoop_straight_legs.mp4"
BITS, CELL_WIDTH_PX = 12, 24
PATIENCE_MS = 180_000  # on two busy cores; a quiet laptop needs a tenth of it
BROWSER_FAILED = r"^(Timeout)?Error: "  # Playwright's own; what a test expects is an AssertionError
STANDING_FRAMES = 75  # at 30 Hz; there and back, twice: ten seconds before anything happens


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start a test once more whose browser failed; the closing line counts it as a rerun."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=[BROWSER_FAILED]))


@dataclass(frozen=True)
class Server:
    """The app as it runs for the tests.

    Attributes
    ----------
    url
        Where it answers.
    pid
        Of its process.
    """

    url: str
    pid: int


@pytest.fixture(scope="session")
def history_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the app keeps its history: never that of the person who runs the tests."""
    return tmp_path_factory.mktemp("data") / "history"


@pytest.fixture(scope="session")
def temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the only folder that the app may use for temporary files."""
    return tmp_path_factory.mktemp("temporary")


@pytest.fixture(scope="session")
def server(history_folder: Path, temporary_folder: Path) -> Iterator[Server]:
    """Start the app as ``tilcoach app`` does, on a machine without a camera of its own."""
    variables = {FOLDER_VARIABLE: str(history_folder), FILM_VARIABLE: ""}
    with served({**variables, "TMPDIR": str(temporary_folder)}) as server:
        yield server


@pytest.fixture
def app_url(server: Server, history_folder: Path) -> str:
    """Return the address of the app, in which nothing is set as yet."""
    (history_folder / SETTINGS_FILE).unlink(missing_ok=True)
    return server.url


@pytest.fixture
def camera_film(tmp_path: Path) -> Path:
    """Return the film that stands in for this machine's camera; it may be taken away."""
    return Path(shutil.copy(SAMPLE, tmp_path / "camera.mp4"))


@pytest.fixture
def local_url(camera_film: Path, tmp_path: Path) -> Iterator[str]:
    """Start the app on a machine with a camera of its own."""
    with served({FOLDER_VARIABLE: str(tmp_path), FILM_VARIABLE: str(camera_film)}) as server:
        yield server.url


@contextmanager
def served(variables: Mapping[str, str], more: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Start the app with these variables and options of Streamlit."""
    port = free_port()
    process = subprocess.Popen(  # noqa: S603  our own words
        streamlit_command("127.0.0.1", port, headless=True, more=more or {}),
        cwd=ROOT,
        env={**os.environ, **variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: listens("127.0.0.1", port))
        yield Server(f"http://127.0.0.1:{port}", process.pid)
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def lan_url(certificate: tuple[Path, Path], tmp_path: Path) -> Iterator[str]:
    """Start the app as ``tilcoach app --lan`` does, and give its address by another name."""
    way = Lan("praktijk.localhost", *certificate)
    variables = {FOLDER_VARIABLE: str(tmp_path), HASH_VARIABLE: hash_password("til met je knieën")}
    with served(variables, way.options) as server:
        yield server.url.replace("http://127.0.0.1", f"https://{way.name}")


@pytest.fixture(scope="session")
def camera_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Turn a sample into what Chromium takes for a camera, after some seconds of standing.

    With ``upper=0.8`` the lowest fifth of the picture is out of view: the camera stands too close.
    Each frame carries its number as white and black cells down the right edge, so that it can
    be recognised when it comes back from the server.
    """
    folder = tmp_path_factory.mktemp("camera")

    @cache
    def make(name: str, upper: float = 1.0) -> Path:
        path = folder / f"{name}-{upper}.mjpeg"
        film = VideoFile(ROOT / "sample_videos" / f"{name}.mp4")
        pictures = [closer(frame.bgr, upper) for frame in film]
        film.close()
        standing = pictures[:STANDING_FRAMES]
        with path.open("wb") as out:
            standing = 2 * [*standing, *standing[::-1]]
            for number, bgr in enumerate([*standing, *pictures]):
                out.write(write_jpeg(numbered(bgr, number)))
        return path

    return make


def closer(bgr: Bytes, upper: float) -> Bytes:
    """Return the upper part of a picture, as large as the whole."""
    height_px, width_px = bgr.shape[:2]
    left_px = round((1 - upper) / 2 * width_px)
    part = bgr[: round(upper * height_px), left_px : width_px - left_px]
    larger: Bytes = cv2.resize(part, (width_px, height_px)).astype(np.uint8, copy=False)
    return larger


def numbered(bgr: Bytes, number: int) -> Bytes:
    """Return a picture with its number down the right edge."""
    picture = bgr.copy()
    cell = picture.shape[0] // BITS
    for bit in range(BITS):
        white = 255 * (number >> bit & 1)
        picture[bit * cell : (bit + 1) * cell, -CELL_WIDTH_PX:] = white
    return picture


@pytest.fixture
def save_sample() -> Callable[[History, str], int]:
    """Save what is found in a sample film, from what the pose model saw of it once."""

    def save(history: History, name: str) -> int:
        with np.load(ROOT / "tests" / "recordings" / f"{name}.npz") as arrays:
            seen = PoseSeries(**arrays)
        found, words = review({1: seen}, Settings()), translator("nl")
        last_s = float(seen.time_s[-1])
        source = SourceInfo(f"{name}.mp4", "0" * 64, last_s, 30.0, 640, 480, len(seen))
        model = ModelInfo("pose_landmarker_full", "0" * 64)
        document = session_document(found, source, model, Settings(), 0, words)
        return history.add_session(1, local_now(), document, new_lifts(found, words))

    return save


@pytest.fixture
def empty_history(history_folder: Path) -> Iterator[History]:
    """Give the history of the app with nothing in it, and leave it so."""
    history = History(history_folder)
    history.erase_all()
    yield history
    history.erase_all()


@pytest.fixture
def visited_hosts() -> set[str]:
    """Return the hosts that the pages of this test ask anything of."""
    return set()


@pytest.fixture(scope="module")
def chromium_of(camera_of: Callable[..., Path]) -> Iterator[Callable[[str, float], Browser]]:
    """Start a Chromium whose camera sees a sample film; each film's serves a whole file of tests.

    Not for longer: while Playwright works, no other test could run an event loop of its own.
    """
    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "There is no Chromium: on Debian or Ubuntu run `apt-get install chromium`."
    with sync_playwright() as playwright, ExitStack() as stack:

        @cache
        def start(film: str, upper: float) -> Browser:
            browser = playwright.chromium.launch(
                executable_path=program,
                args=[
                    "--headless=new",
                    "--no-sandbox",
                    "--use-fake-ui-for-media-stream",
                    "--use-fake-device-for-media-stream",
                    f"--use-file-for-fake-video-capture={camera_of(film, upper)}",
                    "--disable-background-networking",
                ],
            )
            stack.callback(browser.close)
            return browser

        yield start


@pytest.fixture
def open_page(
    chromium_of: Callable[[str, float], Browser], visited_hosts: set[str]
) -> Iterator[Callable[..., Page]]:
    """Open a page of 1366 by 768, as on a small laptop, that shares nothing with any other page.

    Its camera sees the sample film that is named, or that of the stoop.
    """
    expect.set_options(timeout=PATIENCE_MS)

    def note(request: Request | WebSocket) -> None:
        # What a page made itself names the page (blob:), or nobody (data:).
        if host := urlsplit(request.url.removeprefix("blob:")).hostname:
            visited_hosts.add(host)

    with ExitStack() as stack:

        def open_one(film: str = "stoop_straight_legs", upper: float = 1.0) -> Page:
            # Nobody vouches for the certificate of the tests.
            page = chromium_of(film, upper).new_page(
                viewport={"width": 1366, "height": 768}, ignore_https_errors=True
            )
            stack.callback(page.close)
            page.on("request", note)
            page.on("websocket", note)
            page.set_default_timeout(PATIENCE_MS)
            return page

        yield open_one


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """Return a page whose camera sees the stoop."""
    return open_page()


@pytest.fixture
def print_figures(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Let a line stand below the results: figures that nobody should rely on, on busy cores."""
    return lambda line: record_property(FIGURES, line)
