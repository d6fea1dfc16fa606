"""A phone is the camera: a second page, with a camera of its own, opens what the code says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import cv2
import numpy as np
import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import served
from tests.browser.page_state import wait_until_settled
from tests.browser.test_accessible import LAPTOP, PHONE, grave_findings
from tests.browser.test_local_camera import TRUNK_LINE_PX, most_blue
from tests.ports import listens, wait_for

from tilcoach.i18n import LANGUAGES, Language, translator
from tilcoach.phone.camera import ADDRESS_VARIABLE
from tilcoach.phone.server import PORTS
from tilcoach.store import FOLDER_VARIABLE
from tilcoach.video import FILM_VARIABLE

pytestmark = pytest.mark.browser

ON_ITS_SIDE = (844, 390)


@pytest.fixture
def phone_url(tmp_path: Path) -> Iterator[str]:
    """Start the app on a machine without a camera, whose phones are pages of this machine."""
    variables = {FOLDER_VARIABLE: str(tmp_path), FILM_VARIABLE: "", ADDRESS_VARIABLE: "127.0.0.1"}
    with served(variables) as server:
        yield server.url


def ask_for_code(page: Page, url: str, language: Language) -> str:
    """Press the button, and return what the code on the screen says."""
    page.goto(f"{url}/?source=camera&lang={language}")
    wait_until_settled(page)  # a click while the page was redrawn got lost once
    page.locator(".st-key-use-phone button").click()
    return read_code(page)


def read_code(page: Page) -> str:
    """Return what the code on the screen says, as the camera of a phone reads it."""
    code = page.locator(".tc-qr img")
    expect(code).to_be_visible()
    page.wait_for_function("() => document.querySelector('.tc-qr img').complete")
    seen = cv2.imdecode(np.frombuffer(code.screenshot(), np.uint8), cv2.IMREAD_COLOR)
    assert seen is not None
    link, _, _ = cv2.QRCodeDetector().detectAndDecode(seen)
    assert link == page.locator(".tc-phone code").inner_text()
    return str(link)


WHAT_IT_DOES = """() => ({
    script: document.querySelector("[data-test-script-state]")?.dataset.testScriptState,
    connection: document.querySelector("[data-test-connection-state]")?.dataset.testConnectionState,
    stale: Boolean(document.querySelector(".tc-qr")?.closest("[data-stale=true]")),
    panel: document.querySelector(".st-key-live")?.innerText.slice(0, 300),
})"""


def hold_that_the_code_goes(laptop: Page) -> None:
    """Hold that the code goes once a phone has used it; where it stays, say what the page does."""
    try:
        expect(laptop.locator(".tc-qr")).to_be_hidden()
    except AssertionError as error:
        for _ in range(3):
            error.add_note(str(laptop.evaluate(WHAT_IT_DOES)))
            laptop.wait_for_timeout(2_000)
        raise


def begin(phone: Page, link: str) -> None:
    phone.goto(link)
    phone.locator("#begin").click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stoop_before_a_phone_is_judged_on_the_laptop(
    phone_url: str,
    open_page: Callable[[], Page],
    visited_hosts: set[str],
    language: Language,
    print_figures: Callable[[str], None],
) -> None:
    words = translator(language)
    laptop, phone, other = open_page(), open_page(), open_page()
    link = ask_for_code(laptop, phone_url, language)
    phone.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    begin(phone, link)
    status = phone.locator("#status")
    expect(status).to_have_text(words.text("The computer sees your picture."))
    assert "#" not in phone.url  # the code is not left in the address

    begin(other, link)
    used = "Another phone has used this code. For this phone, press “New code” on the computer."
    expect(other.locator("#status")).to_have_text(words.text(used))

    hold_that_the_code_goes(laptop)
    finding = laptop.locator('[data-pattern="straight_legs"][data-verdict="fout"]')
    expect(finding).to_be_visible()
    assert most_blue(laptop) > TRUNK_LINE_PX
    figures = laptop.locator("[data-shown-median-ms]").evaluate("e => ({...e.dataset})")
    assert float(figures["shownMedianMs"]) > 0

    phone.reload()  # as after a network that broke: the phone comes back without a code
    phone.locator("#begin").click()
    expect(status).to_have_text(words.text("The computer sees your picture."))

    laptop.locator(".st-key-stop button").click()
    ended = "This session has ended. Press “Use my phone” on the computer and scan the new code."
    expect(status).to_have_text(words.text(ended))
    wait_for(lambda: not listens("127.0.0.1", urlsplit(link).port or 0))
    assert visited_hosts <= {"127.0.0.1"}
    print_figures(
        f"phone: {figures['analysedHz']} of {figures['receivedHz']} frames/s analysed; phone to"
        f" page {figures['shownMedianMs']} ms median, {figures['shownP95Ms']} ms 95 %"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_grave_on_the_code_and_on_the_phone(
    phone_url: str, open_page: Callable[[], Page], language: Language
) -> None:
    laptop, phone = open_page(), open_page()
    link = ask_for_code(laptop, phone_url, language)
    found = looked_at(laptop, (LAPTOP, PHONE), "code")
    phone.goto(link)
    found |= looked_at(phone, (PHONE, ON_ITS_SIDE), "before")
    phone.locator("#begin").click()
    live = translator(language).text("The computer sees your picture.")
    expect(phone.locator("#status")).to_have_text(live)
    found |= looked_at(phone, (PHONE, ON_ITS_SIDE), "during")
    assert {what: faults for what, faults in found.items() if faults} == {}


def looked_at(page: Page, sizes: tuple[tuple[int, int], ...], what: str) -> dict[str, list[str]]:
    """Return what axe finds at each size, light and dark; nothing is wider than the screen."""
    found = {}
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(500)  # Streamlit draws the page in the other colours
            found[f"{what} {width} {scheme}"] = grave_findings(page)
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{what}: {wide} pixels wider than {width}"
    return found


def test_before_it_is_asked_for_and_without_a_code_there_is_nothing(
    phone_url: str, open_page: Callable[[], Page]
) -> None:
    before = [port for port in PORTS if listens("127.0.0.1", port)]
    laptop, phone = open_page(), open_page()
    laptop.goto(f"{phone_url}/?source=camera&lang=en")
    expect(laptop.locator(".st-key-use-phone button")).to_be_visible()
    assert [port for port in PORTS if listens("127.0.0.1", port)] == before
    link = ask_for_code(laptop, phone_url, "en")
    phone.goto(link.partition("#")[0])
    expect(phone.locator("#status")).to_have_text(
        "This is not the code that the computer shows: scan it again."
    )
    expect(phone.locator("#begin")).to_be_hidden()
