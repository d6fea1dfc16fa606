"""Vergelijken from the browser's point of view: two lifts, wherever they come from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.browser.live_page import start_camera
from tests.browser.page_state import press, wait_until_settled
from tests.browser.test_accessible import grave_findings
from tests.browser.test_layout import CUT_OFF, WIDTHS

from tilcoach.store import History

pytestmark = pytest.mark.browser


def test_two_sessions_stand_side_by_side_with_the_difference_in_words(
    page: Page,
    app_url: str,
    empty_history: History,
    save_sample: Callable[[History, str], int],
    visited_hosts: set[str],
) -> None:
    save_sample(empty_history, "stoop_straight_legs")
    save_sample(empty_history, "squat_close")
    page.goto(f"{app_url}/compare?lang=nl")
    expect(page.get_by_role("heading", name="Het verschil")).to_be_visible()
    expect(page.locator('.tc-compared [data-verdict="fout"]')).to_have_count(0)  # both are squats
    wait_until_settled(page)
    page.get_by_role("combobox", name="Uit welke film of sessie?").first.click()
    page.get_by_role("option").nth(1).click()  # the older session, under the newer one
    expect(page.locator(".tc-compared")).to_have_count(2)
    expect(page.locator(".tc-compared img.tc-figure")).to_have_count(2)
    expect(page.locator('.tc-compared [data-verdict="fout"]')).to_have_count(1)
    expect(page.locator(".tc-differences")).to_contain_text("knieën")
    expect(page.locator("[data-testid=stVegaLiteChart]").first).to_be_visible()
    press(page, "Speel naast elkaar af")
    # It plays. Which frames are drawn depends on the clock: on a busy machine any one is left out.
    expect(page.locator(".player[data-row]:not([data-row='0'])")).to_be_visible()
    assert grave_findings(page) == []
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(400)  # until the dialog has taken its new shape
        assert page.evaluate(CUT_OFF) == [], width
    assert visited_hosts <= {"127.0.0.1"}


@pytest.mark.model
def test_a_lift_that_was_just_shown_stands_beside_a_sample_film_and_is_not_saved(
    page: Page, app_url: str, empty_history: History
) -> None:
    start_camera(page, app_url)
    expect(page.locator('[data-pattern="straight_legs"][data-verdict="fout"]')).to_be_visible()
    page.get_by_role("link", name="Vergelijken").click()
    chosen = page.get_by_role("combobox", name="Uit welke film of sessie?")
    expect(chosen.last).to_have_value("Zojuist voor de camera")
    wait_until_settled(page)
    chosen.first.click()
    page.get_by_role("option", name="Voorbeeldfilm: Door de knieën, dicht bij het lichaam").click()
    expect(page.get_by_role("heading", name="Het verschil")).to_be_visible()
    expect(page.locator(".tc-compared")).to_have_count(2)
    assert empty_history.sessions() == ()
