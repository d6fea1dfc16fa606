"""The report for the file, downloaded from the page Video as a user does it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.model]

PATIENCE_MS = 120_000  # the pose model looks at twelve seconds of film first


def test_a_sample_film_gives_a_report_of_two_pages(
    app_url: str, open_page: Callable[[], Page], tmp_path: Path
) -> None:
    page = open_page()
    visited: set[str] = set()
    page.on("request", lambda request: visited.add(urlsplit(request.url).hostname or ""))
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{app_url}/video?lang=nl")
    page.get_by_role("button", name="Bukken met gestrekte benen").click()
    button = page.get_by_role("button", name="Verslag voor het dossier (PDF)")
    with page.expect_download() as download:
        button.click()
    path = tmp_path / "verslag.pdf"
    download.value.save_as(path)
    assert download.value.suggested_filename == "stoop_straight_legs-verslag.pdf"
    pdf = pypdfium2.PdfDocument(path.read_bytes())
    assert len(pdf) == 2
    said = " ".join(pdf[0].get_textpage().get_text_range().split())
    assert "0 van 2 goed" in said
    assert visited - {""} == {"127.0.0.1"}  # a still of the film comes with the page itself (data:)
