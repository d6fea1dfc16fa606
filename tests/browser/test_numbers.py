"""Numbers as people type them, in a browser that is not in Dutch."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser]


@pytest.mark.usefixtures("empty_history")
def test_a_number_with_a_comma_is_that_number(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/plan?lang=nl")
    weight = page.get_by_label("Gewicht in kilo's")
    weight.click()
    page.keyboard.type("7,5")
    expect(weight).to_have_value("7.5")  # without help a browser in English makes it 75
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("12,25")  # as a paste does
    expect(weight).to_have_value("12.25")
