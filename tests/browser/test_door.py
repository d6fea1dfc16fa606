"""Over a network, in a real browser: first the password, then the pages, live picture and all."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PATIENCE_MS = 120_000


def test_the_password_opens_the_pages(lan_url: str, open_page: Callable[[], Page]) -> None:
    page = open_page()
    visited: set[str] = set()
    page.on("request", lambda request: visited.add(urlsplit(request.url).hostname or ""))
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{lan_url}/about")
    field = page.get_by_label("Wachtwoord")

    field.fill("iets anders")
    page.get_by_role("button").click()
    expect(page.get_by_text("Dat is niet het wachtwoord")).to_be_visible()
    expect(page.get_by_role("heading", name="Oefenen")).to_have_count(0)

    field.fill("til met je knieën")
    page.get_by_role("button").click()
    page.get_by_role("heading", name="Oefenen").wait_for()
    assert visited - {""} == {urlsplit(lan_url).hostname}  # without a name: made by the page itself
