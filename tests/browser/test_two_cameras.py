"""Two cameras of this machine in Oefenen: chosen, seen, and named beside the verdicts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import SAMPLE, served

from tilcoach.store import FOLDER_VARIABLE
from tilcoach.video import FILM_VARIABLE

pytestmark = pytest.mark.browser


@pytest.fixture
def cameras(tmp_path: Path) -> list[Path]:
    """Return the films that stand in for two cameras."""
    return [Path(shutil.copy(SAMPLE, tmp_path / f"{name}.mp4")) for name in ("lid", "usb")]


@pytest.fixture
def two_camera_url(cameras: list[Path], tmp_path: Path) -> Iterator[str]:
    """Start the app on a machine with two cameras."""
    films = os.pathsep.join(map(str, cameras))
    with served({FOLDER_VARIABLE: str(tmp_path), FILM_VARIABLE: films}) as server:
        yield server.url


def test_both_cameras_look_and_the_verdict_says_which(
    open_page: Callable[[], Page], two_camera_url: str, cameras: list[Path]
) -> None:
    page = open_page()
    page.goto(f"{two_camera_url}/?source=camera&cam={cameras[0]}&cam2={cameras[1]}")
    page.get_by_role("button", name="Start").click()
    expect(page.locator("[data-second-view=side]")).to_contain_text("Camera 2 kijkt mee")
    judged = page.locator('[data-pattern="straight_legs"][data-verdict="fout"]')
    expect(judged).to_contain_text("Gezien door camera")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("[data-second-view]")).to_have_count(0)


def test_a_second_camera_that_goes_away_leaves_the_first_as_it_is(
    open_page: Callable[[], Page], two_camera_url: str, cameras: list[Path]
) -> None:
    page = open_page()
    page.goto(f"{two_camera_url}/?source=camera&cam={cameras[0]}&cam2={cameras[1]}")
    page.get_by_role("button", name="Start").click()
    expect(page.locator("[data-second-view=side]")).to_be_visible()
    cameras[1].rename(cameras[1].with_suffix(".away"))
    expect(page.locator("[data-second-view]")).to_contain_text("sluit de camera aan")
    judged = page.locator('[data-pattern="straight_legs"][data-verdict="fout"]')
    expect(judged).to_be_visible()
