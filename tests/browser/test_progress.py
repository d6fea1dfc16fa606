"""Voortgang from the browser's point of view: in, out, and gone without a trace."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect
from tests.browser.page_state import press, wait_until_settled

from tilcoach.store import History, write_export

pytestmark = pytest.mark.browser

NOTE = "Zeldzaamwoordje"
SaveSample = Callable[[History, str], int]


@pytest.fixture
def export(save_sample: SaveSample, tmp_path: Path) -> Path:
    """Export two sessions of another computer, one of them with a note."""
    elsewhere = History(tmp_path / "elsewhere")
    save_sample(elsewhere, "stoop_straight_legs")
    elsewhere.write_note(save_sample(elsewhere, "squat_close"), NOTE)
    path = tmp_path / "alles.zip"
    write_export(elsewhere, path)
    return path


def files_that_hold(word: str, folders: Iterable[Path]) -> list[Path]:
    """Return the files below some folders in which a word can be read."""
    found = []
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        with suppress(FileNotFoundError):  # what SQLite keeps beside a database comes and goes
            if word.encode() in path.read_bytes():
                found.append(path)
    return found


def download(page: Page, button: str, path: Path) -> Path:
    with page.expect_download() as waiting:
        press(page, button)
    waiting.value.save_as(path)
    return path


def test_a_history_comes_in_goes_out_and_is_erased_without_a_trace(
    page: Page,
    app_url: str,
    empty_history: History,
    temporary_folder: Path,
    export: Path,
    visited_hosts: set[str],
    tmp_path: Path,
) -> None:
    history_folder = empty_history.path.parent
    # A page Video that was open a moment ago, in another test, may still have its own folder.
    of_others = set(files_that_hold("stoop_straight_legs", [temporary_folder]))
    page.goto(f"{app_url}/progress?lang=nl")
    expect(page.get_by_role("button", name="Kies een bestand")).to_be_visible()
    page.locator("input[type=file]").set_input_files(export)
    expect(page.get_by_text("2 sessies zijn toegevoegd")).to_be_visible()
    expect(page.get_by_role("heading", name="Sessies")).to_be_visible()
    assert len(empty_history.sessions()) == 2
    wait_until_settled(page)
    expect(page.get_by_role("textbox", name="Eigen notitie")).to_have_value(NOTE)

    pdf = download(page, "Verslag voor het dossier (PDF)", tmp_path / "verslag.pdf")
    opened = pypdfium2.PdfDocument(pdf.read_bytes())
    assert len(opened) == 2
    assert NOTE in opened[0].get_textpage().get_text_range()

    kept = download(page, "Alles exporteren (zip)", tmp_path / "weer.zip")
    with zipfile.ZipFile(kept) as archive:
        assert archive.testzip() is None
        assert {"profiles.json", "sessions.csv", "lifts.csv", "curves.csv"} < set(
            archive.namelist()
        )
        assert NOTE in archive.read("sessions.csv").decode()

    press(page, "Wis deze sessie")
    press(page, "Ja, wis voorgoed")
    # While the page is drawn, the note of the erased session may stand beside the other one.
    expect(page.get_by_role("textbox", name="Eigen notitie").last).to_have_value("")
    (left,) = empty_history.sessions()
    assert left.head.source.name == "stoop_straight_legs.mp4"
    assert files_that_hold(NOTE, [history_folder, temporary_folder]) == []

    press(page, "Wis alles")
    press(page, "Ja, wis voorgoed")
    expect(page.get_by_text("Alles is gewist")).to_be_visible()
    assert not history_folder.exists()
    assert set(files_that_hold("stoop_straight_legs", [temporary_folder])) <= of_others
    assert visited_hosts <= {"127.0.0.1"}


def test_a_file_that_is_no_export_gets_a_sentence_and_changes_nothing(
    page: Page, app_url: str, history_folder: Path, tmp_path: Path
) -> None:
    stranger = tmp_path / "iets.zip"
    stranger.write_bytes(b"PK\x03\x04 and then nothing")
    page.goto(f"{app_url}/progress?lang=nl")
    expect(page.get_by_role("button", name="Kies een bestand")).to_be_visible()
    before = History(history_folder).sessions()
    page.locator("input[type=file]").set_input_files(stranger)
    expect(page.get_by_text(re.compile("geen hele export"))).to_be_visible()
    assert History(history_folder).sessions() == before
