"""The camera of this machine, from the browser's point of view: a film stands in for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.page_state import wait_until_settled

pytestmark = pytest.mark.browser

PICTURE = "canvas.picture"
TRUNK_LINE_PX = 200  # pixels in its colour, which nothing in the film has
BLUE_PIXELS = """canvas => {
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let i = 0; i < data.length; i += 4)
    if (data[i] < 120 && data[i + 1] > 110 && data[i + 1] < 200 && data[i + 2] > 200) count++;
  return count;
}"""


@pytest.fixture
def open_tab(open_page: Callable[[], Page], local_url: str) -> Callable[[], Page]:
    """Open the page, and press Start."""

    def open_one() -> Page:
        page = open_page()
        page.goto(f"{local_url}/?source=camera")
        wait_until_settled(page)
        page.get_by_role("button", name="Start").click()
        return page

    return open_one


def test_a_stoop_before_this_machines_camera_is_shown_with_a_body_and_a_finding(
    open_tab: Callable[[], Page],
    visited_hosts: set[str],
    print_figures: Callable[[str], None],
) -> None:
    page = open_tab()
    finding = page.locator('[data-pattern="straight_legs"][data-verdict="fout"]')
    expect(finding).to_be_visible()
    assert most_blue(page) > TRUNK_LINE_PX
    figures = page.locator("[data-shown-median-ms]").evaluate("e => ({...e.dataset})")
    assert float(figures["analysedHz"]) > 0
    assert float(figures["shownMedianMs"]) > 0
    assert page.locator("iframe[title*=webrtc]").count() == 0
    assert visited_hosts <= {"127.0.0.1"}
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(PICTURE)).to_be_hidden()
    print_figures(
        f"local: {figures['analysedHz']} of {figures['receivedHz']} frames/s analysed;"
        f" camera to page {figures['shownMedianMs']} ms median, {figures['shownP95Ms']} ms 95 %"
    )


def most_blue(page: Page) -> int:
    """Return the most pixels of the trunk line in any of some pictures; a body may be missed."""
    counts = []
    for _ in range(10):
        counts.append(int(page.locator(PICTURE).evaluate(BLUE_PIXELS)))
        page.wait_for_timeout(100)
    return max(counts)


def test_an_unplugged_camera_is_told_and_goes_on_when_it_is_back(
    open_tab: Callable[[], Page], camera_film: Path
) -> None:
    page = open_tab()
    expect(page.locator(".tc-cue")).to_be_visible()
    away = camera_film.rename(camera_film.with_suffix(".away"))
    expect(page.locator(".tc-big")).to_have_text("De camera geeft geen beeld")
    expect(page.locator(".tc-next")).to_contain_text("aangesloten")
    away.rename(camera_film)
    expect(page.locator(".tc-big")).to_be_hidden()


def test_a_second_window_waits_politely_until_the_first_is_closed(
    open_tab: Callable[[], Page],
) -> None:
    first = open_tab()
    expect(first.locator(".tc-cue")).to_be_visible()
    second = open_tab()
    expect(second.locator(".tc-next")).to_contain_text("ander venster")
    first.close()
    expect(second.locator(".tc-cue")).to_be_visible()
