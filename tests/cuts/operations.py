"""What tilcoach does in several steps, on a history with something of everything in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.doubles import NoModel
from tests.store.conftest import MONDAY, judged, review_of

from tilcoach.batch import Analysis, write_outputs
from tilcoach.coaching import Verdict
from tilcoach.config import Settings
from tilcoach.i18n import translator
from tilcoach.plan import PlanResults, checked_plan
from tilcoach.pose import SourceInfo
from tilcoach.session_files import SessionDocument, session_document
from tilcoach.store import (
    DEFAULT_PROFILE,
    History,
    NewLift,
    Ratings,
    delete_settings,
    export_bytes,
    new_lifts,
    plan_results,
    read_import,
    save_settings,
    settings_path,
    write_export,
)
from tilcoach.store.paths import set_aside

TODAY = date(2026, 3, 9)
NOW = datetime(2026, 3, 9, tzinfo=UTC)
PLAN = checked_plan({"code": "1" * 32, "made_on": TODAY})
OTHER_PLAN = checked_plan({"code": "2" * 32, "made_on": TODAY, "lifts": 5})
EXPORT, RESULTS = "all.zip", "lift"
_OLDEST = Path(__file__).parents[1] / "store" / "history_1.sql"


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that may be cut off.

    Attributes
    ----------
    name
        For the table.
    prepare
        Puts into a folder what is there before.
    work
        Does it.
    is_done_by_opening
        Whether a start of tilcoach does it by itself.
    """

    name: str
    prepare: Callable[[Path], None]
    work: Callable[[Path], object]
    is_done_by_opening: bool = False


def open_history(folder: Path) -> History:
    return History(folder / "history", patience_s=0.05)


def _document(name: str = "film.mp4", sha256: str = "ab" * 32) -> SessionDocument:
    source = SourceInfo(name, sha256, 12.0, 30.0, 640, 480, 360)
    return session_document(review_of(), source, NoModel(), Settings(), 0, translator("nl"))


def _lift(number: int, verdict: Verdict = Verdict.GOED) -> NewLift:
    (made,) = new_lifts(review_of(judged(number, verdict)), translator("nl"))
    return made


def _open(folder: Path) -> None:
    open_history(folder).sessions()


def _nothing(folder: Path) -> None:
    del folder


def _filled(folder: Path) -> None:
    """Fill a history: two profiles, three sessions, a plan, and settings."""
    history = open_history(folder)
    anna = history.profiles.add("Anna").number
    history.profiles.change(replace(history.profiles.named("Anna"), lifts_per_week=30))
    first = history.add_session(DEFAULT_PROFILE, MONDAY, _document(), [_lift(1), _lift(2)])
    history.write_note(first, "Ging goed.")
    history.write_ratings(first, Ratings(3, 2, 1, 5))
    second = MONDAY + timedelta(days=1)
    history.add_session(anna, second, _document("camera", ""), [_lift(1)])
    history.add_session(anna, second, _document("twee.mp4", "cd" * 32), [_lift(1)])
    history.plans.open(anna, PLAN, TODAY)
    save_settings(Settings(language="en", height_cm=180), settings_path(history.path.parent))


def _oldest(folder: Path) -> None:
    """Put a history there as the first version wrote it."""
    path = folder / "history" / "history.sqlite"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as made:
        made.executescript(_OLDEST.read_text(encoding="utf-8"))


def _with_an_older_one(folder: Path) -> None:
    """Fill a history, beside one that was set aside with its log."""
    _filled(folder)
    for name in ("history.kept-1.sqlite", "history.kept-1.sqlite-wal"):
        (folder / "history" / name).write_bytes(b"an older one")


def _damaged(folder: Path) -> None:
    """Take a table out of a history."""
    _filled(folder)
    with closing(sqlite3.connect(folder / "history" / "history.sqlite")) as other:
        other.execute("DROP TABLE lift")


def _unreadable(folder: Path) -> None:
    """Put something there that is no database, with logs as another window keeps them open."""
    _filled(folder)
    for end in ("", "-wal"):
        (folder / "history" / f"history.sqlite{end}").write_bytes(b"no database" * 100)


def _bundle_of(folder: Path) -> bytes:
    """Return an export of another history, which lies beside the one that is looked at."""
    other = folder.parent / "other"
    if not other.exists():
        other.mkdir()
        _filled(other)
        history = open_history(other)
        history.profiles.add("Bea")
        history.add_session(3, MONDAY, _document("drie.mp4", "ef" * 32), [_lift(4)])
        history.plans.open(3, OTHER_PLAN, TODAY)
        (other / EXPORT).write_bytes(export_bytes(history))
    return (other / EXPORT).read_bytes()


def _import(folder: Path) -> None:
    open_history(folder).import_bundle(read_import(_bundle_of(folder), EXPORT, NOW))


def _put_results(folder: Path) -> None:
    history = open_history(folder)
    saved = history.plans.all()[0]
    found: PlanResults = plan_results(history, saved, TODAY)
    history.plans.put_results(DEFAULT_PROFILE, found)


def _save(settings: Settings) -> Callable[[Path], None]:
    return lambda folder: save_settings(settings, settings_path(folder / "history"))


def _add_session(folder: Path) -> None:
    lifts = [_lift(1), _lift(2, Verdict.FOUT)]
    open_history(folder).add_session(DEFAULT_PROFILE, MONDAY, _document(), lifts)


def _add_lift(folder: Path) -> None:
    open_history(folder).add_lift(2, _document("camera", ""), _lift(2))


def _save_film(folder: Path) -> None:
    open_history(folder).save_film(DEFAULT_PROFILE, MONDAY, _document(), [_lift(1)])


def _write_export(folder: Path) -> None:
    write_export(open_history(folder), folder / EXPORT)


def _analysis(height_cm: float) -> Analysis:
    source = SourceInfo("film.mp4", "ab" * 32, 12.0, 30.0, 640, 480, 360)
    return Analysis(
        Path("film.mp4"), source, Settings(height_cm=height_cm), review_of(judged(1)), 0
    )


def _results(folder: Path) -> None:
    """Put the results of an older run there, with a drawn film and somebody's own note."""
    write_outputs(_analysis(170), folder / RESULTS, NoModel(), with_video=False)
    for name in ("annotated.mp4", "notes.txt"):
        (folder / RESULTS / name).write_text("older", encoding="utf-8")


def _analyse(folder: Path) -> None:
    write_outputs(_analysis(180), folder / RESULTS, NoModel(), with_video=False)


def _set_aside(folder: Path) -> None:
    path = folder / "history" / "history.sqlite"
    if path.exists():
        set_aside(path)


OPERATIONS = (
    Operation("results of a film", _results, _analyse),
    Operation("results of a film, first", _nothing, _analyse),
    Operation("erase all", _with_an_older_one, lambda f: open_history(f).erase_all()),
    Operation("erase a profile", _filled, lambda f: open_history(f).profiles.erase(2)),
    Operation("erase the default", _filled, lambda f: open_history(f).profiles.erase(1)),
    Operation("erase a session", _filled, lambda f: open_history(f).erase_session(1)),
    Operation("import", _filled, _import),
    Operation("import, first of all", _nothing, _import),
    Operation("migrate", _oldest, _open, is_done_by_opening=True),
    Operation("set aside", _damaged, _open, is_done_by_opening=True),
    Operation(
        "set aside, with its log",
        _unreadable,
        _set_aside,
        is_done_by_opening=True,
    ),
    Operation("export", _filled, _write_export),
    Operation("settings, first", _nothing, _save(Settings(height_cm=170))),
    Operation("settings, changed", _filled, _save(Settings(height_cm=170))),
    Operation("settings, gone", _filled, lambda f: delete_settings(settings_path(f / "history"))),
    Operation("plan", _filled, lambda f: open_history(f).plans.open(2, OTHER_PLAN, TODAY)),
    Operation("results of a plan", _filled, _put_results),
    Operation("session", _filled, _add_session),
    Operation("session, first of all", _nothing, _add_session),
    Operation("lift", _filled, _add_lift),
    Operation("film again", _filled, _save_film),
    Operation("note", _filled, lambda f: open_history(f).write_note(1, "Anders.")),
    Operation("profile", _filled, lambda f: open_history(f).profiles.add("Bea")),
)
