"""Whatever an import accepts, the report, the export and another import can take."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilcoach.errors import InputError
from tilcoach.i18n import translator
from tilcoach.report import build_saved_report, report_bytes
from tilcoach.session_files import bounds
from tilcoach.store import History, export_bytes, importer, read_import

DAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ABSURD: tuple[object, ...] = (
    1e300,
    -1e300,
    1e308,
    10**400,
    1e30,
    -1,
    0,
    719.9,
    9.9e6,
    "x" * 300,
    "x" * 9_000_000,
)
ODD: tuple[object, ...] = (
    "\ud800",
    "a\x00b",
    "=1+1",
    "<b>&amp;",
    "\u202e",
    "",
    "long " * 51,
    None,
    [],
    {},
    True,
)
Path_ = tuple[str | int, ...]


@cache
def session() -> bytes:
    """Return the session of a history as version 1 wrote it, with its lifts."""
    with TemporaryDirectory() as folder:
        history = History(Path(folder))
        import sqlite3  # noqa: PLC0415 - of this one only

        made = sqlite3.connect(history.path)
        sql = Path(__file__).with_name("history_1.sql")
        made.executescript(sql.read_text(encoding="utf-8"))
        made.close()
        with zipfile.ZipFile(io.BytesIO(export_bytes(history))) as archive:
            return archive.read("session-1.json")


def leaves(value: object, path: Path_ = ()) -> Iterator[Path_]:
    """Yield the path to everything in a document."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, (*path, key))
    if isinstance(value, list):
        for index, part in enumerate(value):
            yield from leaves(part, (*path, index))


def changed(path: Path_, value: object) -> bytes:
    document: Any = copy.deepcopy(json.loads(session()))
    place = document
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return json.dumps(document).encode()


PATHS = tuple(leaves(json.loads(session())))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PATHS), st.sampled_from(ABSURD + ODD))
def test_what_is_accepted_can_be_shown_exported_and_imported_again(
    path: Path_, value: object
) -> None:
    try:
        bundle = read_import(changed(path, value), "session.json", DAY)
    except InputError:
        return
    with TemporaryDirectory() as folder:
        history = History(Path(folder) / "one")
        assert history.import_bundle(bundle) == 1
        (saved,) = history.sessions()
        report_bytes(build_saved_report(history, [saved], DAY.date()), translator("nl"))
        other = History(Path(folder) / "other")
        assert other.import_bundle(read_import(export_bytes(history), "again.zip", DAY)) == 1
        assert other.sessions()[0].document == saved.document


@pytest.mark.parametrize("value", [1e300, -1e300, 1e30])
@pytest.mark.parametrize(
    "path", [path for path in PATHS if str(path[-1]).endswith(("_deg", "_s", "_m", "_ratio"))]
)
def test_no_angle_time_or_distance_is_beyond_reason(path: Path_, value: float) -> None:
    with pytest.raises(InputError):
        read_import(changed(path, value), "session.json", DAY)


def export_of(history: History, **members: Callable[[str], str]) -> bytes:
    """Return an export in which some members are changed."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(export_bytes(history))) as whole,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in whole.namelist():
            text = whole.read(name).decode()
            archive.writestr(name, members.get(name.split(".")[0], str)(text))
    return packed.getvalue()


def test_a_small_zip_of_very_many_rows_is_refused_at_once(
    history: History, save: Callable[..., int]
) -> None:
    save()
    many = importer.MAX_ROWS + 1
    data = export_of(history, curves=lambda text: text + "1,1,1,0,0,0,0,0,0\n" * many)
    assert len(data) < 500_000
    with pytest.raises(InputError, match="too large"):
        read_import(data, "export.zip", DAY)


def test_a_lift_of_very_many_samples_is_refused(history: History, save: Callable[..., int]) -> None:
    save()
    rows = bounds.MAX_SAMPLES + 1
    data = export_of(history, curves=lambda text: text + "1,1,1,0,0,0,0,0,0\n" * rows)
    with pytest.raises(InputError, match="does not hold an export"):
        read_import(data, "export.zip", DAY)


def test_what_is_no_part_of_an_export_is_not_even_unpacked(
    history: History, save: Callable[..., int]
) -> None:
    save()
    packed = io.BytesIO(export_bytes(history))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("photo.raw", b"\0" * (importer.MOST_BYTES + 1))
    assert len(read_import(packed.getvalue(), "export.zip", DAY).sessions) == 1


@pytest.mark.parametrize("day", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_day_beyond_reason_is_refused(
    history: History, save: Callable[..., int], day: str
) -> None:
    save()
    data = export_of(history, sessions=lambda t: t.replace("2026-03-02T09:30:00+01:00", day))
    with pytest.raises(InputError, match="started_at"):
        read_import(data, "export.zip", DAY)


def test_settings_beyond_reason_are_refused(history: History, save: Callable[..., int]) -> None:
    save()
    settings = json.dumps({"later": "x" * bounds.MAX_SETTINGS})
    data = export_of(history, profiles=lambda text: text.replace("{}", settings))
    with pytest.raises(InputError, match="settings"):
        read_import(data, "export.zip", DAY)


def test_an_export_that_a_spreadsheet_saved_again_is_read(
    history: History, save: Callable[..., int]
) -> None:
    save(lifts=2)
    history.write_note(1, "=1+1")
    dutch = dict.fromkeys(("sessions", "lifts", "curves"), as_a_dutch_spreadsheet)
    (session,) = read_import(export_of(history, **dutch), "export.zip", DAY).sessions
    assert session.note == "=1+1"
    assert [lift.curves for lift in session.lifts] == list(history.curves(1).values())


def as_a_dutch_spreadsheet(text: str) -> str:
    return "\ufeff" + text.replace(",", ";").replace(".", ",")
