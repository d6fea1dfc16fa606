"""Nobody touches the mouse: standing passes the set-up, and what is said can be read from afar."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import FloatRect, Page, expect
from tests.browser.live_page import start_camera

from tilcoach.pose.arrays import Floats

pytestmark = pytest.mark.browser

LETTER_PX = 40  # seen from 4 m on a small laptop: 40 px of 768 is 9 mm, 8 minutes of arc
CONTRAST_AA = 4.5
CUE = ".tc-cue"


def box_of(page: Page, selector: str) -> dict[str, float]:
    """Wait until something has a size, and return where it is: x, y, width and height."""
    # Asked in one go: the panel is drawn again twice a second, and a found element may be gone.
    box = page.wait_for_function(
        """selector => {
            const box = document.querySelector(selector)?.getBoundingClientRect();
            return box?.width && {x: box.x, y: box.y, width: box.width, height: box.height};
        }""",
        arg=selector,
    )
    found: dict[str, float] = box.json_value()
    return found


def picture_of(page: Page, box: dict[str, float]) -> Floats:
    """Return what is on the screen there, shape (height, width, 3), linear light, 0 to 1."""
    clip = FloatRect(x=box["x"], y=box["y"], width=box["width"], height=box["height"])
    picture = page.screenshot(clip=clip)
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
    start_camera(page, app_url)
    expect(page.locator(CUE)).to_contain_text(re.compile("half opzij|drie tellen rechtop en stil"))
    expect(page.locator(CUE)).to_contain_text("U staat goed in beeld")
    expect(page.locator(".tc-panel")).to_contain_text("Draai u een kwartslag minder opzij")


def test_a_camera_that_does_not_see_the_feet_is_told(
    open_page: Callable[..., Page], app_url: str
) -> None:
    page = open_page("stoop_straight_legs", 0.8)
    start_camera(page, app_url)
    told = re.compile("Ik zie uw voeten niet|U staat dichtbij")
    expect(page.locator(CUE)).to_contain_text(told)


def test_the_cue_can_be_read_from_four_metres_in_light_and_in_dark(
    page: Page, app_url: str, print_figures: Callable[[str], None]
) -> None:
    start_camera(page, app_url)
    expect(page.locator('[data-pattern="straight_legs"]')).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(500)  # Streamlit draws the page in the other colours
        box = box_of(page, CUE)
        light = luminance(picture_of(page, box))
        heights = line_heights_px(light)
        assert max(heights) >= LETTER_PX
        assert contrast(light) >= CONTRAST_AA
        assert (float(np.median(light)) < 0.5) == (scheme == "dark")
        assert box["y"] + box["height"] < 768
        print_figures(f"{scheme}: lines {heights} px, contrast {contrast(light):.1f}")


def test_the_space_bar_pauses_also_after_a_click_in_the_cameras_frame(
    page: Page, app_url: str
) -> None:
    start_camera(page, app_url)
    expect(page.locator(CUE)).to_be_visible()
    expect(page.get_by_role("button", name="Pauze")).to_be_visible()  # it comes later
    page.keyboard.press("Space")
    expect(page.locator(".tc-big")).to_have_text("Pauze")
    expect(page.get_by_role("button", name="Verder")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator(".tc-big")).to_be_hidden()
    expect(page.get_by_role("button", name="Pauze")).to_be_visible()


def test_r_brings_back_the_sentence_and_does_not_run_the_page_anew(
    page: Page, app_url: str
) -> None:
    start_camera(page, app_url)
    expect(page.locator('[data-pattern="straight_legs"]')).to_be_visible()
    page.evaluate("() => { window.tilcoachStays = true; }")
    page.get_by_role("button", name="Instellingen").click()
    page.get_by_text("Stil", exact=True).click()
    page.keyboard.press("Escape")
    page.mouse.click(5, 760)
    page.keyboard.press("r")
    expect(page.locator(CUE)).to_be_visible()
    assert page.evaluate("() => window.tilcoachStays")
