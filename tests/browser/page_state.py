"""When a page has settled: while it is drawn, what was there before stands beside what is new."""

from __future__ import annotations

import re

from playwright.sync_api import Download, Page

SETTLED = """() => document.querySelector('h1')
    && !document.querySelector('[data-testid=stSkeleton]')
    && !document.querySelector('[data-stale=true]')
    && document.querySelector('[data-test-script-state=notRunning]')"""


def wait_until_settled(page: Page) -> None:
    """Wait until the script of the page has ended and nothing of its last run is left."""
    page.wait_for_function(SETTLED)


def press(page: Page, name: str) -> None:
    """Press the button of this name on a page that has settled."""
    wait_until_settled(page)
    page.get_by_role("button", name=name, exact=True).click()


def offered_name(page: Page, download: Download) -> str:
    """Return the name under which the server offers a file.

    A browser that is busy may name it after its address instead (seen once in Chromium).
    """
    header = page.request.get(download.url).headers["content-disposition"]
    named = re.search('filename="(.+)"', header)
    return named[1] if named else header
