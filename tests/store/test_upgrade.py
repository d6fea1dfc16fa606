"""What version 0.1.0 saved is there after an upgrade: a database and an export that it made itself.

Both were written by the code of revision 1cc2e6b, from three samples, two of them for a profile
with a height and a limit of its own.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tilcoach.coaching import Pattern, Verdict
from tilcoach.config import Settings
from tilcoach.store import History, export_bytes, read_import, schema

OLD = Path(__file__).with_name("upgrade_from_0_1_0")
NOW = datetime(2026, 12, 1, tzinfo=UTC)
TAG = "Jan 4711"


@pytest.fixture
def upgraded(history: History) -> History:
    """Lay the database where this version looks for it."""
    history.path.parent.mkdir(mode=0o700)
    shutil.copy(OLD / "history.sqlite", history.path)
    return history


def told(history: History) -> list[object]:
    """Return all that a history tells of its sessions."""
    return [
        (
            session.started_at,
            session.note,
            session.document.model_dump(),
            {key: curves.model_dump() for key, curves in history.curves(session.number).items()},
        )
        for session in history.sessions()
    ]


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return schema.version_of(connection)


def said_by_0_1_0() -> list[dict[str, Any]]:
    """Return the sessions as the old version wrote them out itself."""
    with zipfile.ZipFile(OLD / "export.zip") as archive:
        names = [name for name in archive.namelist() if name.startswith("session-")]
        return [json.loads(archive.read(name)) for name in names]


def test_every_session_is_there_as_it_was(upgraded: History) -> None:
    sessions = upgraded.sessions()
    assert upgraded.unreadable_rows() == ()
    assert upgraded.set_aside_files == ()
    notes = [session.note for session in sessions]
    assert notes == ["Eerste keer: rug wat stijf.", "", "Doos van 5 kg"]
    for session, said in zip(sessions, said_by_0_1_0(), strict=True):
        lifts = [lift.part for lift in session.lifts]
        for lift, old in zip(lifts, said["people"][0]["lifts"], strict=True):
            assert (lift.start_s, lift.end_s) == (old["start_s"], old["end_s"])
            for finding in old["findings"]:
                assert lift.finding(Pattern(finding["pattern"])).verdict == finding["verdict"]
        curves = upgraded.curves(session.number)
        assert all(len(curves[lift.person, lift.part.lift].time_s) > 20 for lift in session.lifts)
    assert lifts[0].finding(Pattern.LOAD_FAR).verdict is Verdict.FOUT


def test_profiles_keep_their_target_and_settings(upgraded: History) -> None:
    first, jan = upgraded.profiles.all()
    assert (first.name, first.lifts_per_week) == ("", 30)
    assert (jan.name, jan.lifts_per_week) == (TAG, 12)
    settings = jan.lay_over(Settings())
    assert settings.height_cm == 172
    assert settings.limits.values()["load_distance_ratio"] == 0.25
    assert [s.profile == jan.number for s in upgraded.sessions()] == [True, True, False]


def test_it_becomes_one_of_this_version_and_takes_changes(upgraded: History) -> None:
    assert version_of(upgraded.path) == 1
    before = told(upgraded)
    number = upgraded.sessions()[1].number
    upgraded.write_note(number, "Nu met de nieuwe versie.")
    assert version_of(upgraded.path) == schema.LATEST > 1
    after = told(upgraded)
    assert [after[0], after[2]] == [before[0], before[2]]
    assert upgraded.session(number).note == "Nu met de nieuwe versie."
    assert upgraded.profiles.named(TAG).settings["height_cm"] == 172


def test_an_export_of_0_1_0_comes_back_and_equals_its_database(
    upgraded: History, tmp_path: Path
) -> None:
    other = History(tmp_path / "other")
    other.import_bundle(read_import((OLD / "export.zip").read_bytes(), "export.zip", NOW))
    assert told(other) == told(upgraded)
    assert other.profiles.named(TAG).lay_over(Settings()).height_cm == 172
    third = History(tmp_path / "third")
    third.import_bundle(read_import(export_bytes(upgraded), "export.zip", NOW))
    assert told(third) == told(upgraded)
