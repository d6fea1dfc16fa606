"""Nothing is cut off at any width, and what is read from far away is large enough."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.test_accessible import go, grave_findings

from tilcoach.i18n import LANGUAGES, Language, Translator, translator

pytestmark = pytest.mark.browser

WIDTHS = {360: 740, 390: 844, 768: 1024, 1366: 768, 1920: 1080}
PAGES = (
    "",
    "?source=camera",
    "video",
    "compare",
    "group",
    "plan",
    "progress",
    "about",
    "settings",
)
SMALLEST_SHARE = 0.02

# Text that does not fit where it stands, and controls that reach out of the window.
CUT_OFF = """() => {
    const roots = [document, ...[...document.querySelectorAll("*")]
        .map((e) => e.shadowRoot).filter(Boolean)];
    const all = roots.flatMap((root) => [...root.querySelectorAll(
        "button, a[href], select, summary, label p, [data-baseweb=select] [value], h1, h2, h3")]);
    const shown = (e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true})
        && e.getClientRects().length
        && !e.closest(".tc-scroll, [data-testid=stDataFrame], [data-testid=stSidebar], .tc-aside");
    const clips = (e) => ["hidden", "clip"].includes(getComputedStyle(e).overflowX)
        && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 2;
    const out = (e) => {
        const box = e.getBoundingClientRect();
        return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1);
    };
    return all.filter((e) => shown(e) && e.innerText?.trim() && (out(e) || clips(e)))
        .map((e) => `${e.tagName} ${e.innerText.trim().slice(0, 60)}`);
}"""

# Every text in view with the height of its letters as a share of that of the screen.
SMALL_TEXTS = """(share) => {
    const roots = [document, ...[...document.querySelectorAll("*")]
        .map((e) => e.shadowRoot).filter(Boolean)];
    const found = [];
    for (const root of roots) {
        const walker = document.createTreeWalker(root.body ?? root, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const e = node.parentElement;
            if (!e || !node.data.trim() || e.closest("script, style, [translate=no]")) continue;
            const box = e.getBoundingClientRect();
            const seen = e.checkVisibility({visibilityProperty: true, opacityProperty: true})
                && box.width > 1 && box.height > 1 && box.top < innerHeight && box.bottom > 0
                && box.left < innerWidth && box.right > 0;
            const size = parseFloat(getComputedStyle(e).fontSize);
            if (seen && size < share * innerHeight) found.push(`${size} ${node.data.trim()}`);
        }
    }
    return found;
}"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_off_at_any_width(
    page: Page, app_url: str, name: str, language: Language
) -> None:
    go(page, app_url, name, language)
    found = {}
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(400)  # until the page has taken its new shape
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        found[width] = (max(wide, 0), page.evaluate(CUT_OFF))
    assert found == {width: (0, []) for width in WIDTHS}


NARROW = """.st-key-begin button { overflow: hidden; width: 60px !important; min-width: 0; }
    .st-key-begin button * { white-space: nowrap; overflow: visible; }"""


def test_the_look_sees_what_is_cut_off(page: Page, app_url: str) -> None:
    go(page, app_url, "", "nl")
    page.locator(".st-key-begin button").wait_for()
    page.add_style_tag(content=NARROW)
    assert any("camera" in found for found in page.evaluate(CUT_OFF))


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Translator:
    """Run the test in each language."""
    return translator(request.param)


@pytest.fixture
def practising(page: Page, local_url: str, words: Translator) -> Page:
    """Begin with the camera of this machine from the sample, by the Enter key alone."""
    go(page, local_url, "", words.language)
    page.locator(".st-key-begin button").wait_for()
    page.keyboard.press("Enter")
    page.locator(".st-key-stop button").wait_for()
    return page


def read_from_far(page: Page) -> list[str]:
    found: list[str] = page.evaluate(SMALL_TEXTS, SMALLEST_SHARE)
    return found


def test_from_the_first_minute_to_the_summary(practising: Page, words: Translator) -> None:
    """Enter, three steps, the view that fills the screen, Stop, and what the session comes to."""
    page = practising
    step = page.locator(".tc-minute [aria-current]")
    expect(step).to_contain_text(words.text("Stand well in view"))
    expect(step).to_contain_text(whatever(words, "Lift three times: {n} of {all}"))
    expect(page.locator(".tc-verdict").first).to_be_visible()

    page.keyboard.press("f")
    expect(page.locator(".tc-large-symbol")).to_be_visible()
    assert read_from_far(page) == []
    for width, height in ((1366, 768), (1920, 1080), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(400)
        expect(page.locator(".tc-large-count")).to_be_in_viewport()
        assert read_from_far(page) == []
        assert page.evaluate(CUT_OFF) == []
    page.set_viewport_size({"width": 1366, "height": 768})
    page.locator(".st-key-fill button").click()
    assert grave_findings(page) == []

    cue = page.locator(".st-key-live .tc-cue, .st-key-live .tc-big").first
    page.set_viewport_size({"width": 390, "height": 844})
    expect(cue).to_be_in_viewport()
    page.set_viewport_size({"width": 1366, "height": 768})

    page.locator(".st-key-stop button").click()
    summary = page.locator(".st-key-session-summary")
    lifted = "{picked_up} times picked up, {put_down} times put down"
    expect(summary.locator(".tc-totals")).to_have_text(whatever(words, lifted))
    expect(summary).to_contain_text(words.text("For next time"))
    assert grave_findings(page) == []
    page.locator(".st-key-save-now button").click()
    expect(summary).to_contain_text(words.text("Progress"))
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(400)
        assert page.evaluate(CUT_OFF) == []
    page.set_viewport_size({"width": 1366, "height": 768})
    page.locator(".st-key-replay-best button").click()
    expect(page.locator(".player[data-row]")).to_be_visible()
    assert grave_findings(page) == []
    page.keyboard.press("Escape")
    page.locator(".st-key-once-more button").click()
    expect(page.locator(".st-key-stop button")).to_be_visible()


def whatever(words: Translator, sentence: str) -> re.Pattern[str]:
    """Return what a sentence looks like in the user's language, whatever its numbers are."""
    names = re.findall(r"{(\w+)}", sentence)
    said = words.text(sentence, **dict.fromkeys(names, "NUMBER"))
    return re.compile(re.escape(said).replace("NUMBER", r"\d+"))


def test_the_measure_of_letters_sees_small_ones(page: Page, app_url: str) -> None:
    go(page, app_url, "settings", "nl")
    assert read_from_far(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_camera_our_own_sentence_shows_the_way_to_video(
    page: Page, app_url: str, language: Language
) -> None:
    page.add_init_script("navigator.mediaDevices.enumerateDevices = async () => [];")
    go(page, app_url, "?source=camera", language)
    words = translator(language)
    told = page.locator(".tc-no-camera")
    expect(told).to_contain_text(words.text("No camera was found on this computer"))
    expect(page.locator("iframe[title*=webrtc]")).to_be_hidden()
    told.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("Video")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_uploader_speaks_the_language_of_the_page(
    page: Page, app_url: str, language: Language
) -> None:
    go(page, app_url, "video", language)
    uploader = page.locator("[data-testid=stFileUploader]").first
    choose = translator(language).text("Choose a file")
    expect(uploader.get_by_role("button", name=choose)).to_be_visible()
    expect(uploader).not_to_contain_text("per file")
