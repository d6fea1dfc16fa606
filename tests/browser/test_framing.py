"""A foreign page frames and calls the app, in a real browser: it gets nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

FOREIGN = """<!doctype html><title>win a prize</title>
<iframe id="frame" src="{url}/progress" onload="document.title = 'tried'"></iframe>
<a href="{url}/about">a link</a>"""
PAGES = ("practise", "video", "compare", "group", "progress", "plan", "about", "settings")


@contextmanager
def foreign_page(folder: Path, url: str) -> Iterator[str]:
    """Serve a page of another site, and give its address."""
    (folder / "index.html").write_text(FOREIGN.format(url=url), encoding="utf-8")
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://prize.localhost:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_a_foreign_page_can_link_to_the_app_and_nothing_else(
    page: Page, app_url: str, tmp_path: Path
) -> None:
    with foreign_page(tmp_path, app_url) as foreign:
        page.goto(foreign)
        expect(page).to_have_title("tried")
        framed = page.frames[1]
        assert framed.locator("[data-testid=stApp]").count() == 0
        refused = page.evaluate(
            """(url) => fetch(url + '/_stcore/health', {mode: 'no-cors'})
              .then(() => 'answered', () => 'refused')""",
            app_url,
        )
        assert refused == "refused"
        page.get_by_text("a link").click()
        page.get_by_role("heading", name="Uitleg").first.wait_for()


def test_every_page_works_within_its_policy(page: Page, app_url: str) -> None:
    violations: list[str] = []
    page.on(
        "console",
        lambda line: violations.append(line.text) if "Content Security" in line.text else None,
    )
    for name in PAGES:
        page.goto(f"{app_url}/{name}")
        page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        expect(page.locator("h1").first).to_be_visible()
    assert violations == []
