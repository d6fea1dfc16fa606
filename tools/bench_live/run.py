"""One server, one browser, three ways for the picture, in turns."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Frame, Page, sync_playwright

from tilcoach.phone.camera import ADDRESS_VARIABLE
from tilcoach.store import FOLDER_VARIABLE
from tilcoach.video import FILM_VARIABLE
from tools.bench_live.figures import Figures, Moment, Turn, delays_s, figures_of
from tools.bench_live.film import write_films
from tools.bench_live.processes import processor_s

WAYS = {
    "local": "live, this machine's camera",
    "webrtc": "live, the browser's camera (WebRTC)",
    "phone": "live, a phone's camera",
}
GOALS_MS = {"local": (100.0, 150.0)}
"""At 640 by 480 and 30 frames per second, with the full model, on two cores."""
PATIENCE_MS = 120_000
WARM_UP_MS = 5_000  # the model is loaded, the first pictures have settled
_PAGE_GONE_S = 4  # the server notices, and is quiet for the next turn
PROBE = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Bench:
    """What all ways share.

    Attributes
    ----------
    url
        Of the app.
    server
        The number of its process.
    log
        Where the camera of the server writes down its pictures.
    film
        What it plays.
    browser
        With the same film as its camera.
    """

    url: str
    server: int
    log: Path
    film: Path
    browser: Browser


def measure(
    sample: Path, rounds: int, seconds: float, ways: Sequence[str] = tuple(WAYS)
) -> Figures:
    """Return the figures of all ways, measured in turns so that they meet the same machine.

    Parameters
    ----------
    sample
        What is filmed.
    rounds
        Turns of each way.
    seconds
        Length of a turn.
    ways
        Keys of `WAYS`.
    """
    turns: dict[str, list[Turn]] = {way: [] for way in ways}
    with _bench(sample) as bench:
        for number in range(rounds):
            for way in ways if number % 2 == 0 else ways[::-1]:
                turns[way].append(_turn(bench, way, seconds))
                print(f"{WAYS[way]}: turn {number + 1} of {rounds}", file=sys.stderr)
    figures = (figures_of(WAYS[way], turns[way], GOALS_MS.get(way)) for way in ways)
    return tuple(chain.from_iterable(figures))


@contextmanager
def _bench(sample: Path) -> Iterator[Bench]:
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        local, mjpeg = write_films(sample, folder)
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--headless=new",
                "--no-sandbox",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={mjpeg}",
            ],
        )
        with _server(local, folder) as (url, server, log):
            yield Bench(url, server, log, local, browser)
        browser.close()


@contextmanager
def _server(film: Path, folder: Path) -> Iterator[tuple[str, int, Path]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "taken.txt"
    server = subprocess.Popen(  # noqa: S603  our own words
        [sys.executable, "-m", "tools.bench_live.server", str(port), str(log)],
        env={
            **os.environ,
            FILM_VARIABLE: str(film),
            FOLDER_VARIABLE: str(folder / "history"),
            ADDRESS_VARIABLE: "127.0.0.1",
        },
        stdout=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(lambda: _answers(f"{url}/_stcore/health"))
        yield url, server.pid, log
    finally:
        server.terminate()
        server.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url):  # noqa: S310  this machine
            return True
    except OSError:
        return False


def _wait_for(condition: Callable[[], object]) -> None:
    for _ in range(PATIENCE_MS // 100):
        if condition():
            return
        time.sleep(0.1)
    sentence = "The app did not start."
    raise RuntimeError(sentence)


def _turn(bench: Bench, way: str, seconds: float) -> Turn:
    page = bench.browser.new_page(viewport={"width": 1366, "height": 768})
    page.set_default_timeout(PATIENCE_MS)
    page.add_init_script(PROBE)
    choice = bench.film if way == "local" else "browser"
    page.goto(f"{bench.url}/?source=camera&cam={choice}")
    phone = None
    if way == "phone":
        phone = _phone_page(bench, page)
    else:
        start = page if way == "local" else page.frame_locator("iframe[title*=webrtc]")
        start.get_by_role("button", name="Start").click()
    page.wait_for_function(
        "() => +document.querySelector('[data-analysed-hz]')?.dataset.analysedHz"
    )
    page.wait_for_timeout(WARM_UP_MS)
    turn = _measured(bench, page, phone, way, seconds)
    page.close()
    if phone is not None:
        phone.close()
    time.sleep(_PAGE_GONE_S)
    return turn


def _phone_page(bench: Bench, page: Page) -> Page:
    """Return a page that is the phone: it opens what the code says, and turns on its camera."""
    page.locator(".st-key-use-phone button").click()
    link = page.locator(".tc-phone code").inner_text()
    phone = bench.browser.new_page(
        viewport={"width": 390, "height": 844},
        ignore_https_errors=True,  # this machine vouches for itself
    )
    phone.set_default_timeout(PATIENCE_MS)
    phone.add_init_script(PROBE)
    phone.goto(link)
    phone.locator("#begin").click()
    return phone


def _taken(bench: Bench, shown_in: Frame, phone: Page | None, way: str) -> list[Moment]:
    """Return when each picture was there, by the clock of this machine."""
    if way == "local":
        return _logged(bench.log)
    frame = shown_in if phone is None else phone.main_frame
    return _moments(frame.evaluate("() => tilcoachBench.taken"), _clock_offset_s(frame))


def _measured(bench: Bench, page: Page, phone: Page | None, way: str, seconds: float) -> Turn:
    frame = _probed(page, way)
    offset_s = _clock_offset_s(frame)
    frame.evaluate("() => tilcoachBench.shown.length = 0")
    begin_s = time.monotonic()
    used = processor_s(bench.server), processor_s(os.getpid())
    page.wait_for_timeout(1000 * seconds)
    used = processor_s(bench.server) - used[0], processor_s(os.getpid()) - used[1]
    took_s = time.monotonic() - begin_s
    shown = _moments(frame.evaluate("() => tilcoachBench.shown"), offset_s)
    taken = _taken(bench, frame, phone, way)
    analysed = page.locator("[data-analysed-hz]").get_attribute("data-analysed-hz")
    return Turn(
        delays_s(taken, shown),
        took_s,
        float(analysed or 0),
        used[0] / took_s,
        (used[1] - used[0]) / took_s,
    )


def _probed(page: Page, way: str) -> Frame:
    """Return the frame of the page in which the picture is."""
    if way != "webrtc":
        return page.main_frame
    return next(frame for frame in page.frames if "streamlit_webrtc" in frame.url)


def _moments(found: list[tuple[int, float]], offset_s: float) -> list[Moment]:
    return [(number, moment_ms / 1000 - offset_s) for number, moment_ms in found]


def _logged(log: Path) -> list[Moment]:
    lines = (line.split() for line in log.read_text(encoding="utf-8").splitlines())
    return [(int(number), float(moment_s)) for number, moment_s in lines]


def _clock_offset_s(frame: Frame) -> float:
    """Return how far the browser's clock is ahead of ours, by the quickest of some questions."""
    tries = []
    for _ in range(30):
        before_s = time.time()
        there_s = float(frame.evaluate("() => performance.timeOrigin + performance.now()")) / 1000
        after_s = time.time()
        tries.append((after_s - before_s, there_s - (before_s + after_s) / 2))
    return min(tries)[1]
