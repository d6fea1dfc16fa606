"""The page Video from the browser's point of view: from a film to its moments and its files."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.page_state import offered_name, press, wait_until_settled

from tilcoach.session_files import COLUMNS, read_document
from tilcoach.video import VideoFile

pytestmark = [pytest.mark.browser, pytest.mark.model]

PLAYS = """() => {
    const film = document.querySelector('.st-key-film video');
    return film.videoWidth === 640 && film.currentTime > 0.2;
}"""
SHOWS = """() => {
    const film = document.querySelector('.st-key-film video');
    return !film.seeking && film.readyState >= 2;
}"""


@pytest.fixture
def page(page: Page, app_url: str) -> Page:
    """Return the page with the sample of a stoop analysed."""
    page.goto(f"{app_url}/video?lang=nl")
    press(page, "Bukken met gestrekte benen")
    expect(page.get_by_role("button", name="Bekijk stap voor stap")).to_be_visible()
    wait_until_settled(page)
    return page


def slider(page: Page) -> Locator:
    return page.locator("[data-testid=stSlider] input[type=range]")


def moment_s(page: Page) -> float:
    expect(slider(page)).to_be_visible()
    return float(slider(page).input_value())


def wait_for_another_moment(page: Page, than_s: float) -> float:
    page.wait_for_function(
        "([query, old]) => Number(document.querySelector(query)?.value ?? old) !== old",
        arg=["[data-testid=stSlider] input[type=range]", than_s],
    )
    return moment_s(page)


def test_the_film_with_the_drawing_plays_and_can_be_searched(page: Page) -> None:
    film = page.locator(".st-key-film video")
    expect(film).to_be_visible()
    page.wait_for_function(PLAYS)
    film.evaluate("film => { film.pause(); film.currentTime = 6 }")
    page.wait_for_function(SHOWS)
    assert film.evaluate("film => film.currentTime") == pytest.approx(6)
    assert film.evaluate("film => film.error") is None
    assert film.evaluate("film => film.duration") == pytest.approx(11.5, abs=0.2)


def test_a_bar_a_curve_and_the_keys_lead_to_moments_of_the_film(page: Page) -> None:
    figures = page.locator(".st-key-film [role=status]")
    page.locator("[class*=st-key-timeline] path[aria-roledescription=bar]").first.click()
    lowest_s = moment_s(page)
    assert 2.8 < lowest_s < 7.3  # within the first lift
    expect(figures).to_contain_text("romp")
    expect(page.locator(".st-key-film img")).to_be_visible()

    curve = page.locator(".st-key-curve-1-trunk_flexion_deg [data-testid=stVegaLiteChart]")
    curve.scroll_into_view_if_needed()
    box = curve.bounding_box()
    assert box is not None
    curve.click(position={"x": 0.7 * box["width"], "y": 0.6 * box["height"]})
    later_s = wait_for_another_moment(page, lowest_s)
    assert later_s > lowest_s

    slider(page).focus()
    page.keyboard.press("ArrowRight")
    assert wait_for_another_moment(page, later_s) == pytest.approx(later_s + 0.05)
    press(page, "Terug naar de film")
    expect(page.locator(".st-key-film video")).to_be_visible()


def test_all_that_was_found_can_be_downloaded(page: Page, tmp_path: Path) -> None:
    files = {
        "Film met tekening": "annotated.mp4",
        "Metingen (CSV)": "frames.csv",
        "Uitkomsten (JSON)": "session.json",
    }
    for button, name in files.items():
        with page.expect_download() as download:
            press(page, button)
        assert offered_name(page, download.value) == f"stoop_straight_legs-{name}"
        download.value.save_as(tmp_path / name)
    film = VideoFile(tmp_path / "annotated.mp4")
    frames = sum(1 for _ in film)
    film.close()
    document = read_document((tmp_path / "session.json").read_bytes(), "session.json")
    assert frames == document.source.frames
    with (tmp_path / "frames.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) > 0.9 * frames
