"""The tour has something to show."""

from __future__ import annotations

from pathlib import Path

from tools.tour.practised import DAYS, save_practised

from tilcoach.store import History


def test_there_is_a_history_to_show(tmp_path: Path) -> None:
    save_practised(tmp_path / "history")
    sessions = History(tmp_path / "history").sessions()
    assert len(sessions) == len(DAYS)
    assert all(session.lifts for session in sessions)
