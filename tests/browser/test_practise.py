"""A person in front of a camera, from the browser's point of view."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.live_page import start_camera, stream_frame, verdicts

from tilcoach.store import History

pytestmark = pytest.mark.browser

PROBE = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")
A_LINE_PX = 200  # the trunk line alone has over a thousand pixels
ENOUGH = 60  # pictures that came back, for a median that means something
FAR_TOO_LATE_MS = 10_000


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
    visited_hosts: set[str],
    print_figures: Callable[[str], None],
) -> None:
    page.add_init_script(PROBE)
    start_camera(page, app_url, save=True)

    finding = page.locator('[data-pattern="straight_legs"][data-verdict="fout"]')
    expect(finding).to_be_visible()
    expect(finding).to_contain_text("Door de knieën")
    (session,) = History(history_folder).sessions()  # what is seen is on disk
    assert "fout" in verdicts(session)
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
    assert visited_hosts <= {"127.0.0.1"}
    print_figures(
        f"live: {stream['analysedHz']:.1f} of {stream['receivedHz']:.1f} frames/s analysed;"
        f" camera to screen {median(latencies_ms):.0f} ms median,"
        f" {quantiles(latencies_ms, n=20)[-1]:.0f} ms 95 %;"
        f" in the server {stream['recvMedianMs']:.1f} / {stream['recvP95Ms']:.1f} ms;"
        f" drawn body {stream['ageMedianMs']:.0f} / {stream['ageP95Ms']:.0f} ms old"
    )


def test_without_a_camera_the_sample_is_coached_at_once(
    page: Page, app_url: str, visited_hosts: set[str]
) -> None:
    page.goto(app_url)
    expect(page.locator(".tc-cue")).to_be_visible()
    expect(page.locator('[data-verdict="fout"] .tc-word')).to_have_text(re.compile("Fout"))
    assert page.locator("iframe[title*=webrtc]").count() == 0  # straight from this machine
    assert visited_hosts <= {"127.0.0.1"}
