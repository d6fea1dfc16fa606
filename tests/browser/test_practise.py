"""A person in front of a camera, from the browser's point of view."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Frame, Page, expect

from tilcoach.store import History

pytestmark = pytest.mark.browser

PROBE = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")
PATIENCE_MS = 180_000  # on two busy cores; a quiet laptop needs a tenth of it
A_LINE_PX = 200  # the trunk line alone has over a thousand pixels
ENOUGH = 60  # pictures that came back, for a median that means something
FAR_TOO_LATE_MS = 10_000


@pytest.fixture
def visited() -> set[str]:
    return set()


@pytest.fixture
def page(open_page: Callable[[], Page], visited: set[str]) -> Page:
    page = open_page()
    page.on("request", lambda request: visited.add(host(request.url)))
    page.set_default_timeout(PATIENCE_MS)
    return page


def host(url: str) -> str:
    """Give the host of an address; what the page made itself has its own as well (blob:)."""
    return urlsplit(url.removeprefix("blob:")).hostname or ""


def stream_frame(page: Page) -> Frame:
    frame = next((f for f in page.frames if "streamlit_webrtc" in f.url), None)
    assert frame is not None
    return frame


def figures(page: Page) -> dict[str, float]:
    line = page.locator("[data-analysed-hz]")
    attributes: dict[str, str] = line.evaluate("e => ({...e.dataset})")
    return {name: float(value) for name, value in attributes.items()}


def probed(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = stream_frame(page).evaluate(
        "() => ({blue: tilcoachProbe.blue, latencies_ms: tilcoachProbe.latencies_ms})"
    )
    return found


def test_a_stoop_before_the_camera_comes_back_with_a_body_and_a_finding_and_is_saved(
    page: Page,
    app_url: str,
    history_folder: Path,
    visited: set[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    page.add_init_script(PROBE)
    page.goto(f"{app_url}/?source=camera&save=1")
    page.frame_locator("iframe[title*=webrtc]").get_by_role("button", name="Start").click()

    finding = page.locator('[data-pattern="straight_legs"][data-verdict="fout"]')
    expect(finding).to_be_visible(timeout=PATIENCE_MS)
    expect(finding).to_contain_text("Gestrekte benen")
    (session,) = History(history_folder).sessions()  # what is seen is on disk
    assert session.lifts[0].part.findings[0].verdict == "fout"
    expect(page.locator(".tc-cue")).to_contain_text("knieën")
    stream_frame(page).wait_for_function(
        f"() => tilcoachProbe.latencies_ms.length >= {ENOUGH} && tilcoachProbe.blue.out > 0"
    )

    found, stream = probed(page), figures(page)
    assert found["blue"]["in"] < A_LINE_PX / 10
    assert found["blue"]["out"] > A_LINE_PX
    latencies_ms = found["latencies_ms"]
    assert median(latencies_ms) < FAR_TOO_LATE_MS
    assert stream["analysedHz"] > 0
    assert visited <= {"127.0.0.1"}
    with capsys.disabled():
        sys.stdout.write(
            f"\nlive: {stream['analysedHz']:.1f} of {stream['receivedHz']:.1f} frames/s analysed;"
            f" camera to screen {median(latencies_ms):.0f} ms median,"
            f" {quantiles(latencies_ms, n=20)[-1]:.0f} ms 95 %;"
            f" in the server {stream['recvMedianMs']:.1f} / {stream['recvP95Ms']:.1f} ms;"
            f" drawn body {stream['ageMedianMs']:.0f} / {stream['ageP95Ms']:.0f} ms old\n"
        )


def test_without_a_camera_the_sample_is_coached_at_once(
    page: Page, app_url: str, visited: set[str]
) -> None:
    page.goto(app_url)
    expect(page.locator(".tc-cue")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator('[data-verdict="fout"] .tc-word')).to_have_text(
        re.compile("Fout"), timeout=PATIENCE_MS
    )
    assert page.locator("iframe[title*=webrtc]").count() == 0  # straight from this machine
    assert visited <= {"127.0.0.1"}
