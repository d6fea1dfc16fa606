"""A plan goes out as a file, is followed on another computer, and its results come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import served
from tests.browser.page_state import press, wait_until_settled
from tests.browser.test_layout import read_from_far

from tilcoach.i18n import LANGUAGES, Language, Translator, translator
from tilcoach.store import DEFAULT_PROFILE, FOLDER_VARIABLE, History
from tilcoach.video import FILM_VARIABLE

pytestmark = pytest.mark.browser

MESSAGE = "Zak rustig door uw knieën."
LIFTS = 50  # more than the film shows before the test has looked


@pytest.fixture
def computers(tmp_path: Path, camera_film: Path) -> Iterator[tuple[str, str]]:
    """Start the app twice, as on two computers: that of the therapist, and that of the patient."""
    with ExitStack() as stack:
        yield (
            stack.enter_context(served(variables(tmp_path / "therapist", ""))).url,
            stack.enter_context(served(variables(tmp_path / "patient", str(camera_film)))).url,
        )


def variables(folder: Path, camera: str) -> dict[str, str]:
    return {FOLDER_VARIABLE: str(folder), FILM_VARIABLE: camera}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_goes_out_is_followed_and_its_results_come_back(
    open_page: Callable[[], Page],
    computers: tuple[str, str],
    tmp_path: Path,
    visited_hosts: set[str],
    language: Language,
) -> None:
    words = translator(language)
    therapist, patient = open_page(), open_page()
    therapist.goto(f"{computers[0]}/plan?lang={language}")
    plan = made(therapist, words, tmp_path / "plan.tilcoach")

    patient.goto(f"{computers[1]}/plan?lang={language}")
    drop(patient, plan)
    follows = words.text("The page Practise follows this plan from now on.")
    expect(patient.get_by_text(follows)).to_be_visible()
    expect(patient.locator(".tc-plan")).to_contain_text(MESSAGE)
    practise(patient, computers[1], words)
    assert History(tmp_path / "patient").plans.followed(DEFAULT_PROFILE) is not None

    patient.goto(f"{computers[1]}/plan?lang={language}")
    results = download(
        patient, words.text("Results for the therapist"), tmp_path / "results.tilcoach"
    )
    drop(therapist, results)
    beside = words.text("The results stand beside their plan.")
    expect(therapist.get_by_text(beside)).to_be_visible()
    (saved,) = History(tmp_path / "therapist").plans.all()
    assert saved.results is not None
    assert sum(session.lifts for session in saved.results.sessions) >= 1
    assert visited_hosts <= {"127.0.0.1"}


def made(page: Page, words: Translator, path: Path) -> Path:
    """Make a plan on the page, and return it as a file."""
    wait_until_settled(page)
    page.get_by_label(words.text("Lifts per set")).fill(str(LIFTS))
    page.get_by_label(words.text("Your own message to the patient")).fill(MESSAGE)
    press(page, words.text("Save and follow this plan"))
    expect(page.locator(".tc-plan")).to_contain_text(MESSAGE)
    return download(page, words.text("Plan as a file"), path)


def practise(page: Page, url: str, words: Translator) -> None:
    """Lift before the camera with the results saved, until today's set has begun; then stop."""
    page.goto(f"{url}/?source=camera&lang={words.language}")
    wait_until_settled(page)
    page.locator(".st-key-save [role=combobox]").click()
    page.get_by_role("option", name=words.text("Save my results")).click()
    today = page.locator(".tc-today")
    expect(today).to_contain_text(MESSAGE)
    press(page, words.text("Start"))
    expect(page.locator(".tc-set-begun")).to_be_visible()
    page.keyboard.press("f")
    expect(page.locator(".tc-large-count")).to_be_visible()
    for width, height in ((1920, 1080), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        assert read_from_far(page) == []
    page.locator(".st-key-fill button").click()
    press(page, words.text("Stop"))
    expect(page.locator(".st-key-session-summary")).to_be_visible()


def download(page: Page, button: str, path: Path) -> Path:
    with page.expect_download() as waiting:
        press(page, button)
    waiting.value.save_as(path)
    return path


def drop(page: Page, path: Path) -> None:
    wait_until_settled(page)
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(path)
