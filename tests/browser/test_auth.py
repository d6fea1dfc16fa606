"""Over a network, in a real browser: first the password, then the pages, live picture and all."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_password_opens_the_pages(lan_url: str, page: Page, visited_hosts: set[str]) -> None:
    page.goto(f"{lan_url}/about")
    field = page.get_by_label("Wachtwoord")

    field.fill("iets anders")
    page.get_by_role("button").click()
    expect(page.get_by_text("Dat is niet het wachtwoord")).to_be_visible()
    expect(page.get_by_role("heading", name="Oefenen")).to_have_count(0)

    field.fill("til met je knieën")
    page.get_by_role("button").click()
    page.get_by_role("heading", name="Oefenen").wait_for()
    assert visited_hosts == {urlsplit(lan_url).hostname}
