"""The export holds everything, in shapes that others can read."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from tilcoach.coaching import Camera
from tilcoach.errors import StoreError
from tilcoach.session_files import CsvStyle
from tilcoach.store import Curves, History, Profile, export_bytes, read_import, write_export

ROOT = Path(__file__).parents[2]
Save = Callable[..., int]
Read = Callable[[str], str]


@pytest.fixture
def read(history: History, save: Save) -> Read:
    """Export two sessions, and read a member of the zip."""
    anna = history.profiles.add("Anna")
    history.profiles.change(Profile(anna.number, "Anna", 30, {"height_cm": 168.0}))
    save(lifts=2)
    second = save(lifts=1, days=1, profile=anna.number, name="tillen, thuis.mp4")
    history.write_note(second, 'Met "rugzak",\nin de tuin')
    archive = zipfile.ZipFile(io.BytesIO(export_bytes(history)))
    assert archive.testzip() is None
    return lambda name: archive.read(name).decode()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_sessions_and_their_notes_are_there(read: Read) -> None:
    first, second = rows(read("sessions.csv"))
    assert (first["session"], first["lifts"], first["note"]) == ("1", "2", "")
    assert second["started_at"] == "2026-03-03T09:30:00+01:00"
    assert second["source"] == "tillen, thuis.mp4"
    assert second["note"] == 'Met "rugzak",\nin de tuin'


def test_of_two_cameras_each_row_says_which_judged_what(history: History, save: Save) -> None:
    save(camera=Camera.SECOND)
    with zipfile.ZipFile(io.BytesIO(export_bytes(history))) as archive:
        (row,) = rows(archive.read("lifts.csv").decode())
    assert row["straight_legs_judged_by"] == "second"
    assert row["twist_with_load_judged_by"] == ""


def test_every_lift_has_one_row_with_all_that_was_found(read: Read) -> None:
    lifts = rows(read("lifts.csv"))
    assert [(row["session"], row["lift"]) for row in lifts] == [("1", "1"), ("1", "2"), ("2", "1")]
    row = lifts[0]
    assert row["view_label"] == "side"
    assert row["load_held"] == "True"
    assert row["straight_legs_verdict"] == "goed"
    assert row["twist_with_load_reason"] == "view_side"
    assert row["twist_with_load_measured"] == ""
    assert float(row["load_far_limit"]) == 0.45
    assert float(row["trunk_flexion_deg"]) > 40
    assert row["cue"] == "well_done"


def test_the_curves_are_there_with_gaps_as_empty_cells(read: Read, history: History) -> None:
    curves = rows(read("curves.csv"))
    assert len(curves) == 3 * 60
    assert set(curves[0]) == {"session", "person", "lift", *Curves.model_fields}
    assert curves[3]["knee_flexion_deg"] == ""
    kept = history.curves(1)[1, 1]
    assert float(curves[59]["trunk_flexion_deg"]) == kept.trunk_flexion_deg[59]


def test_every_session_is_a_session_json(read: Read) -> None:
    schema = json.loads((ROOT / "docs" / "session.schema.json").read_text(encoding="utf-8"))
    for number, lifts in ((1, 2), (2, 1)):
        document = json.loads(read(f"session-{number}.json"))
        jsonschema.validate(document, schema)
        assert len(document["people"][0]["lifts"]) == lifts


def test_profiles_are_there_with_what_is_different_about_them(read: Read) -> None:
    assert json.loads(read("profiles.json"))[1] == {
        "number": 2,
        "name": "Anna",
        "lifts_per_week": 30,
        "settings": {"height_cm": 168.0},
    }


def test_an_empty_history_can_be_exported_and_makes_none(history: History) -> None:
    archive = zipfile.ZipFile(io.BytesIO(export_bytes(history)))
    assert archive.read("lifts.csv").startswith(b"session,person,lift,profile,started_at,")
    assert not history.path.exists()


def test_the_same_history_gives_the_same_bytes(history: History, save: Save) -> None:
    save()
    assert export_bytes(history) == export_bytes(history)


def test_the_file_is_private_and_replaces_nothing(
    history: History, save: Save, tmp_path: Path
) -> None:
    save()
    path = tmp_path / "alles.zip"
    umask = os.umask(0)
    try:
        write_export(history, path)
    finally:
        os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    with pytest.raises(StoreError, match="already"):
        write_export(history, path)
    assert path.read_bytes() == before
    with pytest.raises(StoreError, match="cannot be written"):
        write_export(history, tmp_path / "nowhere" / "alles.zip")


def test_no_cell_is_a_formula(history: History, save: Save) -> None:
    save(name="=cmd|' /C calc'!A0.mp4")
    history.write_note(1, "@SUM(1)")
    archive = zipfile.ZipFile(io.BytesIO(export_bytes(history)))
    (row,) = rows(archive.read("sessions.csv").decode())
    assert row["source"].startswith("'=")
    assert row["note"] == "'@SUM(1)"


def test_an_export_for_a_dutch_spreadsheet_can_be_imported(
    history: History, save: Save, tmp_path: Path
) -> None:
    save(lifts=2)
    data = export_bytes(history, CsvStyle.DUTCH)
    assert zipfile.ZipFile(io.BytesIO(data)).read("curves.csv").startswith(b"\xef\xbb\xbfsession;")
    other = History(tmp_path / "other")
    assert other.import_bundle(read_import(data, "export.zip", datetime.now(UTC))) == 1
    assert other.curves(1) == history.curves(1)
