"""People who see badly, or have no mouse, get the same pages: axe, the tab key, and a phone."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.browser.page_state import wait_until_settled

from tilcoach.i18n import LANGUAGES, Language

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "?source=camera&camera=browser",
    "video",
    "compare",
    "group",
    "progress",
    "plan",
    "about",
    "settings",
)
LAPTOP, PHONE = (1366, 768), (390, 844)
MOST_STOPS = 60  # more than any page has
GRAVE = ("serious", "critical")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Findings inside Streamlit's own widgets that no style or word of ours can mend: the rule, and a
# part of the HTML that it is found in. Keep it short, and say why beside each.
EXCUSED: tuple[tuple[str, str], ...] = ()

FOCUSED = """() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    if (!at || at === document.body) return null;
    const style = getComputedStyle(at);
    at.dataset.reached = "yes";
    return {
        what: at.outerHTML.slice(0, 120),
        inside: ["IFRAME", "VIDEO"].includes(at.tagName), // these show it on a part of their own
        outline: parseFloat(style.outlineWidth) * (style.outlineStyle !== "none"),
        shadow: style.boxShadow !== "none",
        around: [...document.querySelectorAll(":focus-within")].some(
            (box) => parseFloat(getComputedStyle(box).outlineWidth) >= 2
                && getComputedStyle(box).outlineStyle !== "none"),
    };
}"""

MISSED = """() => {
    const roots = [document, ...[...document.querySelectorAll("*")]
        .map((e) => e.shadowRoot).filter(Boolean)];
    const all = roots.flatMap((root) => [...root.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=switch]")]);
    const single = (e) => e.closest("[role=radiogroup], [role=group]") ?? e;
    const reached = new Set(all.filter((e) => e.dataset.reached).map(single));
    return all.filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.disabled
        && e.tabIndex >= 0 && e.getClientRects().length && !reached.has(single(e)))
        .map((e) => e.outerHTML.slice(0, 160));
}"""


def go(page: Page, url: str, name: str, language: Language) -> None:
    page.goto(f"{url}/{name}{'&' if '?' in name else '?'}lang={language}")
    wait_until_settled(page)


def grave_findings(page: Page) -> list[str]:
    """Return what axe finds on the page as it is now, but for what is excused."""
    options: dict[str, Any] = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]}: {node['failureSummary'][:300]}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
        if not any(rule["id"] == id_ and part in node["html"] for id_, part in EXCUSED)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_grave_and_no_page_is_wider_than_a_phone(
    page: Page, app_url: str, name: str, language: Language
) -> None:
    go(page, app_url, name, language)
    found = {}
    for width, height in (LAPTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(500)  # Streamlit draws the page in the other colours
            found[width, scheme] = grave_findings(page)
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{wide} pixels wider than {width}"
    assert found == {where: [] for where in found}


def test_axe_sees_what_cannot_be_read(page: Page, app_url: str) -> None:
    go(page, app_url, "about", "nl")
    page.evaluate("() => { document.querySelector('h1').style.color = '#eeeeee'; }")
    assert any(finding.startswith("color-contrast") for finding in grave_findings(page))


@pytest.mark.parametrize("name", PAGES)
def test_the_tab_key_reaches_every_control_and_shows_where_it_is(
    page: Page, app_url: str, name: str
) -> None:
    go(page, app_url, name, "nl")
    page.evaluate("() => document.body.focus()")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is None:  # between the last control and the first
            continue
        seen = at["outline"] >= 1 or at["shadow"] or at["around"] or at["inside"]
        assert seen, f"no sign of the focus on {at['what']}"
    missed = page.evaluate(MISSED)
    assert missed == []


def test_the_reminder_comes_once_says_its_line_and_is_quiet_again(page: Page, app_url: str) -> None:
    go(page, app_url, "about", "nl")
    page.wait_for_function("() => window.tilcoachReminder")
    page.evaluate("() => { window.tilcoachReminder.minute_ms = 100; }")
    line = page.locator(".reminder .line")
    expect(line).to_be_empty()
    page.evaluate("() => window.tilcoachReminder.set(20)")
    expect(line).to_have_text(
        "Tijd voor een andere houding: sta even op, ga even zitten of loop een stukje."
    )
    page.evaluate("() => { window.tilcoachReminder.minute_ms = 60_000; }")
    page.locator(".reminder .done").click()
    expect(line).to_be_empty()
