"""The tour shows what there is, and stays small."""

from __future__ import annotations

from pathlib import Path

from tools.tour.__main__ import DOCUMENT, FOLDER, complete_stops, tour_page
from tools.tour.sample_history import DAYS, save_sample_history

from tilcoach.store import History

MOST_BYTES = 3_000_000


def test_the_document_shows_every_picture_that_there_is() -> None:
    shown = complete_stops()
    assert shown
    assert DOCUMENT.read_text(encoding="utf-8") == tour_page(shown)


def test_the_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES


def test_there_is_a_history_to_show(tmp_path: Path) -> None:
    save_sample_history(tmp_path / "history")
    sessions = History(tmp_path / "history").sessions()
    assert len(sessions) == len(DAYS)
    assert all(session.lifts for session in sessions)
