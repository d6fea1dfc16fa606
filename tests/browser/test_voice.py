"""The coach is heard: when it speaks, when it cannot, and when it may not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

PROBE = (Path(__file__).parent / "voice_probe.js").read_text(encoding="utf-8")
PICTURE = "canvas.picture"
HANDED_OVER_MS = 100  # far longer than an event takes to be handed on
# Asking the page for anything is a gesture to Chromium, and would let the sound in before its time.
UNASKED_MS = 6000

# The set-up speaks first; this is the sentence on the first lift.
CUE_STARTED = """() => tilcoachHeard.some(
  (event) => event.state === "started" && event.code === "cue.bend_knees"
)"""

# As in a page behind another: no picture is drawn, and timers wait a second.
BEHIND = """() => {
  Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
  Object.defineProperty(document, "hidden", { get: () => true });
  window.requestAnimationFrame = () => 0;
  for (const name of ["setTimeout", "setInterval"]) {
    const timer = window[name].bind(window);
    window[name] = (what, wait_ms, ...rest) => timer(what, Math.max(wait_ms ?? 0, 1000), ...rest);
  }
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def page(page: Page) -> Page:
    page.add_init_script(PROBE)
    return page


def heard(page: Page, state: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = page.evaluate("() => window.tilcoachHeard")
    return [event for event in told if event["state"] == state]


def wait_for(page: Page, state: str, times: int = 1) -> dict[str, Any]:
    """Wait until the voice has told this so often, and give the newest."""
    page.wait_for_function(
        "([state, times]) => tilcoachHeard.filter((e) => e.state === state).length >= times",
        arg=[state, times],
    )
    return heard(page, state)[-1]


def utter(page: Page, code: str, key: str) -> None:
    """Do what speak.js does."""
    page.evaluate(
        "(u) => { window.tilcoachUtterance = u; dispatchEvent(new Event('tilcoach-utterance')); }",
        {"code": code, "key": key},
    )


def switch(page: Page) -> Locator:
    return page.get_by_role("group", name="Stem van de coach").get_by_role("switch")


def open_controls(page: Page, app_url: str) -> None:
    """Open the page without a film, with sound."""
    page.goto(f"{app_url}/?source=camera")
    expect(switch(page)).to_be_visible()
    page.mouse.click(4, 600)  # on nothing
    wait_for(page, "ready")


def test_a_cue_is_heard_as_soon_as_it_is_seen(
    page: Page, app_url: str, visited_hosts: set[str], print_figures: Callable[[str], None]
) -> None:
    page.goto(app_url)
    page.locator(PICTURE).wait_for()
    page.mouse.click(4, 600)
    page.wait_for_function(CUE_STARTED, polling=100)
    shown = page.evaluate("() => tilcoachShown.find((told) => told.text.includes('knieën'))")
    cues = [event for event in heard(page, "started") if event["code"] == "cue.bend_knees"]
    assert len(cues) == 1  # though the page was drawn many times meanwhile
    (started,) = cues
    assert visited_hosts <= {"127.0.0.1"}
    print_figures(
        f"voice: sounds {started['started_ms'] - shown['at_ms']:.0f} ms after the cue is"
        f" shown, {started['started_ms'] - started['asked_ms']:.0f} ms after it is asked for;"
        f" {started['output_ms']:.0f} ms of output delay not counted"
    )


def test_behind_another_page_it_is_heard_as_well(page: Page, app_url: str) -> None:
    page.goto(app_url)
    page.locator(PICTURE).wait_for()
    page.mouse.click(4, 600)
    wait_for(page, "ready")
    page.evaluate(BEHIND)
    # Asked at intervals: by itself Playwright waits for pictures, and none are drawn.
    page.wait_for_function(CUE_STARTED, polling=500)


def test_a_browser_that_blocks_sound_is_told_of_and_one_click_ends_it(
    page: Page, app_url: str
) -> None:
    page.goto(f"{app_url}/?source=camera", wait_until="commit")
    page.wait_for_timeout(UNASKED_MS)
    page.locator("button.wake").evaluate("(button) => button.focus()")
    page.keyboard.press("Enter")
    wait_for(page, "ready")
    blocked, ready = heard(page, "blocked")[0], heard(page, "ready")[0]
    assert blocked["at_ms"] < ready["at_ms"]
    expect(page.get_by_text("Geluid uit")).to_be_hidden()
    utter(page, "cue.well_done", "1")
    assert wait_for(page, "started")["key"] == "1"


def test_the_click_on_start_is_enough(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?source=camera", wait_until="commit")
    page.wait_for_timeout(UNASKED_MS)
    page.frame_locator("iframe[title*=webrtc]").get_by_role("button", name="Start").click()
    wait_for(page, "ready")
    assert heard(page, "blocked")
    utter(page, "cue.well_done", "1")
    assert wait_for(page, "started")["key"] == "1"


def test_each_key_is_said_once_and_a_new_one_ends_the_old(page: Page, app_url: str) -> None:
    open_controls(page, app_url)
    for key in ("a", "a", "a"):
        utter(page, "cue.nothing_judged", key)
    wait_for(page, "started")
    utter(page, "cue.well_done", "b")
    assert wait_for(page, "started", 2)["key"] == "b"
    ended = [wait_for(page, "ended", n)["key"] for n in (1, 2)]
    assert ended == ["a", "b"]
    utter(page, "cue.well_done", "")
    utter(page, "cue.well_done", "b")
    page.wait_for_timeout(HANDED_OVER_MS)
    assert [event["key"] for event in heard(page, "started")] == ["a", "b"]


def test_a_sentence_without_sound_is_passed_over(page: Page, app_url: str) -> None:
    open_controls(page, app_url)
    utter(page, "cue.not_there", "a")
    wait_for(page, "unknown")
    utter(page, "cue.well_done", "b")
    assert wait_for(page, "started")["key"] == "b"


def test_off_is_off_by_keyboard_and_stays_so_after_a_reload(page: Page, app_url: str) -> None:
    open_controls(page, app_url)
    expect(switch(page)).to_have_accessible_name("Stem aan")
    switch(page).focus()
    page.keyboard.press("Space")
    expect(switch(page)).to_have_attribute("aria-checked", "false")
    expect(switch(page)).to_have_accessible_name("Stem uit")
    utter(page, "cue.well_done", "a")
    wait_for(page, "off", 2)  # once for the switch, once for the wish
    assert heard(page, "started") == []
    page.reload()
    expect(switch(page)).to_have_attribute("aria-checked", "false")
    expect(page.get_by_role("slider", name="Volume")).to_be_hidden()
    expect(page.get_by_text("Geluid uit")).to_be_hidden()  # it is off because you said so


def test_the_volume_is_set_by_keyboard_heard_and_remembered(page: Page, app_url: str) -> None:
    open_controls(page, app_url)
    volume = page.get_by_role("slider", name="Volume")
    volume.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(volume).to_have_attribute("aria-valuetext", "50 %")
    page.wait_for_function("() => Math.abs(tilcoachVoice.gain.gain.value - 0.25) < 0.01")
    page.get_by_role("button", name="Luister even").press("Enter")
    assert wait_for(page, "started")["code"] == "cue.well_done"
    page.reload()
    expect(page.get_by_role("slider", name="Volume")).to_have_attribute("aria-valuetext", "50 %")


def test_in_english_the_voice_is_english(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?source=camera&lang=en")
    group = page.get_by_role("group", name="Voice of the coach")
    expect(group.get_by_role("switch")).to_have_accessible_name("Voice on")
    assert page.evaluate("() => tilcoachVoice.language") == "en"


def test_a_voice_of_this_machine_speaks_and_never_one_that_sends_the_text_away(
    page: Page, app_url: str
) -> None:
    page.add_init_script(path=Path(__file__).parent / "local_voices.js")
    open_controls(page, app_url)
    who = page.get_by_role("combobox", name="Wiens stem")
    assert who.locator("option").all_inner_texts() == [
        "Hollands",
        "Vlaams",
        "De stem van tilcoach",
    ]
    page.evaluate(
        """() => { window.tilcoachUtterance =
          {code: "cue.bend_knees", before: "praise.load_far", key: "one"};
          dispatchEvent(new Event("tilcoach-utterance")); }"""
    )
    wait_for(page, "ended")
    who.select_option("Vlaams")  # one hears at once who it is
    wait_for(page, "ended", 2)
    spoken = page.evaluate("() => tilcoachSpoken")
    assert [one["voice"] for one in spoken] == ["Hollands", "Vlaams"]
    assert spoken[0]["text"].startswith("U hield het dicht bij u. Zak")
    who.select_option(label="De stem van tilcoach")
    wait_for(page, "ended", 3)
    assert len(page.evaluate("() => tilcoachSpoken")) == 2
    page.reload()  # the choice is remembered
    expect(who).to_have_value("tilcoach")


def test_where_no_voice_is_local_the_shipped_sounds_play_and_there_is_nothing_to_choose(
    page: Page, app_url: str
) -> None:
    page.add_init_script(path=Path(__file__).parent / "local_voices.js")
    page.add_init_script(
        "speechSynthesis.getVoices().forEach((voice) => { voice.localService = false; })"
    )
    open_controls(page, app_url)
    utter(page, "cue.well_done", "one")
    wait_for(page, "started")
    assert page.evaluate("() => tilcoachSpoken") == []
    expect(page.locator("select.who")).to_be_hidden()
