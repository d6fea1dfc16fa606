"""Nobody touches the mouse: standing passes the set-up, and what is said can be read from afar."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tilcoach.pose.arrays import Floats

pytestmark = pytest.mark.browser

PATIENCE_MS = 180_000  # on two busy cores; a quiet laptop needs a tenth of it
LETTER_PX = 40  # seen from 4 m on a small laptop: 40 px of 768 is 9 mm, 8 minutes of arc
CONTRAST_AA = 4.5
CUE = ".tc-cue"


@pytest.fixture
def page(open_page: Callable[[], Page]) -> Page:
    page = open_page()
    page.set_default_timeout(PATIENCE_MS)
    return page


def start(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?source=camera")
    page.frame_locator("iframe[title*=webrtc]").get_by_role("button", name="Start").click()


def picture_of(place: Locator) -> Floats:
    """Return what is on the screen there, shape (height, width, 3), linear light, 0 to 1."""
    # Not a picture of the element: the panel is drawn anew twice a second, and it would be gone.
    box = place.evaluate(
        "e => (({x, y, width, height}) => ({x, y, width, height}))(e.getBoundingClientRect())"
    )
    picture = place.page.screenshot(clip=box)
    shown = np.asarray(Image.open(BytesIO(picture)).convert("RGB")) / 255
    linear: Floats = np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4)
    return linear


def luminance(picture: Floats) -> Floats:
    light: Floats = picture @ [0.2126, 0.7152, 0.0722]
    return light


def line_heights_px(light: Floats) -> list[int]:
    """Return the height of each line of text, from its highest to its lowest ink."""
    ground = np.median(light)
    inked = (np.abs(light - ground) > 0.2).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inked, [False]]).astype(int)))
    return [int(end - begin) for begin, end in edges.reshape(-1, 2)]


def contrast(light: Floats) -> float:
    ground, ink = float(np.median(light)), light.ravel()
    furthest = float(ink[np.abs(ink - ground).argmax()])
    low, high = sorted((ground, furthest))
    return (high + 0.05) / (low + 0.05)


def test_standing_still_passes_the_set_up_and_says_what_can_be_judged(
    page: Page, app_url: str
) -> None:
    start(page, app_url)
    expect(page.locator(CUE)).to_contain_text("drie tellen rechtop en stil", timeout=PATIENCE_MS)
    expect(page.locator(".tc-bar")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator(CUE)).to_contain_text("U staat goed in beeld", timeout=PATIENCE_MS)
    expect(page.locator(".tc-panel")).to_contain_text(
        "Draai u half naar de camera", timeout=PATIENCE_MS
    )


def test_a_camera_that_does_not_see_the_feet_is_told(
    open_page: Callable[..., Page], app_url: str
) -> None:
    page = open_page("stoop_straight_legs", 0.8)
    page.set_default_timeout(PATIENCE_MS)
    start(page, app_url)
    told = re.compile("Ik zie uw voeten niet|U staat dichtbij")
    expect(page.locator(CUE)).to_contain_text(told, timeout=PATIENCE_MS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_cue_can_be_read_from_four_metres(
    page: Page, app_url: str, scheme: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    start(page, app_url)
    expect(page.locator('[data-pattern="straight_legs"]')).to_be_visible(timeout=PATIENCE_MS)
    light = luminance(picture_of(page.locator(CUE)))
    heights = line_heights_px(light)
    assert max(heights) >= LETTER_PX
    assert contrast(light) >= CONTRAST_AA
    assert (float(np.median(light)) < 0.5) == (scheme == "dark")
    bottom = page.locator(CUE).bounding_box()
    assert bottom is not None
    assert bottom["y"] + bottom["height"] < 768
    with capsys.disabled():
        sys.stdout.write(f"\n{scheme}: lines {heights} px, contrast {contrast(light):.1f}\n")


def test_the_space_bar_pauses_also_after_a_click_in_the_cameras_frame(
    page: Page, app_url: str
) -> None:
    start(page, app_url)
    expect(page.locator(CUE)).to_be_visible(timeout=PATIENCE_MS)
    page.keyboard.press("Space")
    expect(page.locator(".tc-big")).to_have_text("Pauze", timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name="Verder")).to_be_visible(timeout=PATIENCE_MS)
    page.keyboard.press("Space")
    expect(page.locator(".tc-big")).to_be_hidden(timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name="Pauze")).to_be_visible(timeout=PATIENCE_MS)


def test_r_brings_back_the_sentence_and_does_not_run_the_page_anew(
    page: Page, app_url: str
) -> None:
    start(page, app_url)
    expect(page.locator('[data-pattern="straight_legs"]')).to_be_visible(timeout=PATIENCE_MS)
    page.evaluate("() => { window.tilcoachStays = true; }")
    page.get_by_role("button", name="Instellingen").click()
    page.get_by_text("Stil", exact=True).click()
    page.keyboard.press("Escape")
    page.mouse.click(5, 760)
    page.keyboard.press("r")
    expect(page.locator(CUE)).to_be_visible(timeout=PATIENCE_MS)
    assert page.evaluate("() => window.tilcoachStays")
