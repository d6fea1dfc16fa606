"""Two cameras in Oefenen: chosen, seen, named beside the verdicts; the second may be a phone."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import SAMPLE, served
from tests.browser.page_state import wait_until_settled
from tests.browser.test_accessible import LAPTOP, PHONE, grave_findings
from tests.browser.test_layout import CUT_OFF, WIDTHS
from tests.browser.test_phone import begin, hold_that_the_code_goes, looked_at, read_code

from tilcoach.coaching import Camera
from tilcoach.i18n import Language, translator
from tilcoach.phone.camera import ADDRESS_VARIABLE
from tilcoach.store import FOLDER_VARIABLE
from tilcoach.video import FILM_VARIABLE

pytestmark = pytest.mark.browser

JUDGED = '[data-pattern="straight_legs"][data-verdict="fout"]'


@pytest.fixture
def cameras(tmp_path: Path) -> list[Path]:
    """Return the films that stand in for two cameras."""
    return [Path(shutil.copy(SAMPLE, tmp_path / f"{name}.mp4")) for name in ("lid", "usb")]


@pytest.fixture
def two_camera_url(cameras: list[Path], tmp_path: Path) -> Iterator[str]:
    """Start the app on a machine with two cameras, whose phones are pages of this machine."""
    films = os.pathsep.join(map(str, cameras))
    variables = {FOLDER_VARIABLE: str(tmp_path), FILM_VARIABLE: films}
    with served({**variables, ADDRESS_VARIABLE: "127.0.0.1"}) as server:
        yield server.url


def choose(page: Page, url: str, cameras: Sequence[object], language: Language) -> None:
    """Choose both cameras by the address."""
    first, second = cameras
    page.goto(f"{url}/?source=camera&cam={first}&cam2={second}&lang={language}")
    wait_until_settled(page)


def test_both_cameras_look_and_the_verdict_says_which(
    open_page: Callable[[], Page], two_camera_url: str, cameras: list[Path]
) -> None:
    page = open_page()
    choose(page, two_camera_url, cameras, "nl")
    page.get_by_role("button", name="Instellingen").click()
    expect(page.get_by_role("combobox", name="Tweede camera")).to_be_visible()
    assert grave_findings(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Start").click()
    expect(page.locator("[data-second-view=side]")).to_contain_text("Camera 2 kijkt mee")
    expect(page.locator(JUDGED)).to_contain_text("Gezien door camera")
    look(page, "verdicts")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("[data-second-view]")).to_have_count(0)


def test_a_phone_is_the_second_camera(
    open_page: Callable[[], Page],
    two_camera_url: str,
    cameras: list[Path],
    visited_hosts: set[str],
) -> None:
    """In English: the code below the picture, the phone, a verdict of both, and the end."""
    words = translator("en")
    laptop, phone = open_page(), open_page()
    choose(laptop, two_camera_url, (cameras[0], "phone"), "en")
    laptop.get_by_role("button", name="Start").click()
    link = read_code(laptop)
    look(laptop, "code")
    begin(phone, link)
    expect(phone.locator("#status")).to_have_text(words.text("The computer sees your picture."))
    hold_that_the_code_goes(laptop)
    expect(laptop.locator("[data-second-view=side]")).to_contain_text("Camera 2")
    told = "|".join(re.escape(words.seen_by(camera)) for camera in Camera)
    expect(laptop.locator(JUDGED)).to_contain_text(re.compile(told))
    laptop.locator(".st-key-stop button").click()
    ended = "This session has ended. Press “Use my phone” on the computer and scan the new code."
    expect(phone.locator("#status")).to_have_text(words.text(ended))
    assert visited_hosts <= {"127.0.0.1"}


# Steps of which each line holds a word or two: beside the code there was too little room.
SQUEEZED = """() => [...document.querySelectorAll(".tc-steps")]
    .map((e) => e.clientWidth).filter((width) => width < 200)"""


def look(page: Page, what: str) -> None:
    """Hold that nothing is cut off at five widths, and that axe finds nothing grave."""
    cut_off = {}
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(400)  # until the page has taken its new shape
        cut_off[width] = page.evaluate(CUT_OFF) + page.evaluate(SQUEEZED)
    assert cut_off == {width: [] for width in WIDTHS}
    found = looked_at(page, (PHONE, LAPTOP), what)
    assert {where: faults for where, faults in found.items() if faults} == {}


def test_a_second_camera_that_goes_away_leaves_the_first_as_it_is(
    open_page: Callable[[], Page], two_camera_url: str, cameras: list[Path]
) -> None:
    page = open_page()
    choose(page, two_camera_url, cameras, "nl")
    page.get_by_role("button", name="Start").click()
    expect(page.locator("[data-second-view=side]")).to_be_visible()
    cameras[1].rename(cameras[1].with_suffix(".away"))
    expect(page.locator("[data-second-view]")).to_contain_text("sluit de camera aan")
    expect(page.locator(JUDGED)).to_be_visible()
