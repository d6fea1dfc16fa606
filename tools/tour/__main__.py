"""Makes docs/tour: ``python -m tools.tour [--only NAME]``; needs Chromium and the pose model.

Opens each page once per language and takes a screenshot in light and dark on a small laptop, of
some on a telephone as well.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import cv2
import numpy as np
from playwright.sync_api import Page, sync_playwright

from tilcoach.cli.app import streamlit_command
from tilcoach.i18n import LANGUAGES, Language
from tilcoach.phone.camera import ADDRESS_VARIABLE
from tilcoach.store import FOLDER_VARIABLE
from tilcoach.video import FILM_VARIABLE
from tools.tour.sample_history import ROOT, save_sample_history
from tools.tour.stops import CAMERAS, STOPS, Stop

FOLDER = ROOT / "docs" / "tour"
DOCUMENT = ROOT / "docs" / "tour.md"
LAPTOP, PHONE = (1366, 768), (390, 844)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PATIENCE_MS = 600_000  # for one of the pages the model analyses a whole film
SETTLE_MS = 2_500  # until charts are drawn and colours have changed
TALLEST_PX = 2_600
QUALITY = 55
_HEAD = """# A tour of the pages

Taken by `make tour` in a real browser, 1366 by 768, with sample films and a made-up history.
"""
_TABLE = "| | light | dark |\n|---|---|---|\n"
_TRIES, _PAUSE_S = 600, 0.25


def main() -> None:
    """Take the pictures and write the document."""
    parser = argparse.ArgumentParser(prog="python -m tools.tour", description=__doc__)
    names = [stop.name for stop in STOPS]
    parser.add_argument("--only", choices=names, action="append", help="only these pages")
    only = parser.parse_args().only or names
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as temporary:
        history = Path(temporary) / "history"
        save_sample_history(history)
        with _serve(history) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
                args=["--headless=new", "--no-sandbox", "--disable-background-networking"],
            )
            for language in LANGUAGES:
                for stop in (stop for stop in STOPS if stop.name in only):
                    _visit(browser.new_page(), url, stop, language)
            browser.close()
    DOCUMENT.write_text(tour_page(complete_stops()), encoding="utf-8")


def complete_stops() -> tuple[Stop, ...]:
    """Return the pages whose screenshots all exist: the document shows no others."""
    return tuple(stop for stop in STOPS if all(path.exists() for path in _files(stop)))


def tour_page(stops: Sequence[Stop]) -> str:
    """Return the document that shows the screenshots."""
    parts = [_HEAD]
    for stop in stops:
        rows = "".join(
            f"| {language} | {' | '.join(_image(stop, language, scheme) for scheme in SCHEMES)} |\n"
            for language in LANGUAGES
        )
        parts.append(f"## {stop.title}\n\n{stop.about}\n\n{_TABLE}{rows}")
        if stop.phone:
            phones = " ".join(_image(stop, language, "phone") for language in LANGUAGES)
            parts.append(f"On a telephone:\n\n{phones}\n")
    return "\n".join(parts)


def _image(stop: Stop, language: Language, kind: str) -> str:
    name = _file(stop, language, kind).name
    return f"![{stop.title}, {language}, {kind}](tour/{name})"


def _files(stop: Stop) -> list[Path]:
    kinds = (*SCHEMES, "phone") if stop.phone else SCHEMES
    return [_file(stop, language, kind) for language in LANGUAGES for kind in kinds]


def _file(stop: Stop, language: Language, kind: str) -> Path:
    return FOLDER / f"{stop.name}-{language}-{kind}.webp"


def _visit(page: Page, url: str, stop: Stop, language: Language) -> None:
    page.set_default_timeout(PATIENCE_MS)
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    more = "&" if "?" in stop.address else "?"
    page.goto(f"{url}/{stop.address}{more}lang={language}")
    if stop.click:
        page.locator(stop.click).click()
    page.locator(stop.ready).first.wait_for()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        _screenshot(page, LAPTOP, _file(stop, language, scheme), whole=stop.whole)
    if stop.phone:
        page.emulate_media(color_scheme="light")
        _screenshot(page, PHONE, _file(stop, language, "phone"), whole=False)
    page.close()


def _screenshot(page: Page, size: tuple[int, int], path: Path, *, whole: bool) -> None:
    """Save one screenshot; that of a whole page in a window as tall as the page."""
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(SETTLE_MS)
    if whole:
        tall = int(page.evaluate("() => document.querySelector('.stMain').scrollHeight"))
        page.set_viewport_size({"width": width, "height": min(max(tall, height), TALLEST_PX)})
        page.wait_for_timeout(SETTLE_MS)
    png = np.frombuffer(page.screenshot(), np.uint8)
    image = np.asarray(cv2.imdecode(png, cv2.IMREAD_COLOR))
    _, webp = cv2.imencode(".webp", image, [cv2.IMWRITE_WEBP_QUALITY, QUALITY])
    path.write_bytes(webp.tobytes())
    print(path.relative_to(ROOT), f"{path.stat().st_size // 1000} kB")


@contextmanager
def _serve(history: Path) -> Iterator[str]:
    """Start the app with this history, and yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(  # noqa: S603  our own arguments
        streamlit_command("127.0.0.1", port, headless=True),
        cwd=ROOT,
        env={
            **os.environ,
            FOLDER_VARIABLE: str(history),
            FILM_VARIABLE: os.pathsep.join(CAMERAS),
            ADDRESS_VARIABLE: "127.0.0.1",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait_for(url: str) -> None:
    for _ in range(_TRIES):
        try:
            urllib.request.urlopen(f"{url}/_stcore/health").close()  # noqa: S310  this machine
        except (urllib.error.URLError, ConnectionError):
            time.sleep(_PAUSE_S)
        else:
            return
    message = f"The app did not answer at {url}"
    raise TimeoutError(message)


if __name__ == "__main__":
    main()
