"""The report for the file, downloaded from the page Video as a user does it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect
from tests.browser.page_state import offered_name, press

pytestmark = [pytest.mark.browser, pytest.mark.model]


def test_a_sample_film_gives_a_report_of_two_pages(
    app_url: str, page: Page, visited_hosts: set[str], tmp_path: Path
) -> None:
    page.goto(f"{app_url}/video?lang=nl")
    press(page, "Bukken met gestrekte benen")
    expect(page.get_by_role("button", name="Verslag voor het dossier (PDF)")).to_be_visible()
    with page.expect_download() as download:
        press(page, "Verslag voor het dossier (PDF)")
    path = tmp_path / "verslag.pdf"
    download.value.save_as(path)
    assert offered_name(page, download.value) == "stoop_straight_legs-verslag.pdf"
    pdf = pypdfium2.PdfDocument(path.read_bytes())
    assert len(pdf) == 2
    said = " ".join(pdf[0].get_textpage().get_text_range().split())
    assert "0 van 2 goed" in said
    assert visited_hosts == {"127.0.0.1"}
