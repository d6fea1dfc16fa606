"""Whole files of every kind that tilcoach reads: what the damage is done to."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from tilcoach.config import Settings
from tilcoach.i18n import translator
from tilcoach.plan import checked_plan, file_text
from tilcoach.pose import PoseSeries, SourceInfo
from tilcoach.session_files import session_document, write_frames_csv, write_json
from tilcoach.store import (
    DEFAULT_PROFILE,
    History,
    Ratings,
    export_bytes,
    new_lifts,
    plan_results,
    read_import,
)
from tilcoach.validation.recordings import read_recording, review_recording
from tools.fuzz.films import write_films

_LIFTS = Path(__file__).parents[2] / "tests" / "recordings" / "lift_and_twist.npz"
SESSION, FRAMES, RECORDING = "session.json", "frames.csv", "recording.npz"
HISTORY = "history.sqlite"
EXPORT, PLAN, RESULTS = "export.zip", "plan.tilcoach", "results.tilcoach"
_SHORT = 90  # moments: enough for a review to have something to do, and quick

FILMS = "films"
"""The folder of films within the corpus."""


class _Model:
    name = "pose_landmarker_full"
    sha256 = "ef" * 32


def write_corpus(folder: Path) -> None:
    """Write the corpus.

    Parameters
    ----------
    folder
        Made when it is not there.
    """
    (folder / FILMS).mkdir(parents=True, exist_ok=True)
    write_films(folder / FILMS)
    series = read_recording(_LIFTS)
    _write_recording(folder / RECORDING, series)
    review = review_recording(series, Settings())
    words = translator("nl")
    source = SourceInfo("lift.mp4", "ab" * 32, 12.0, 30.0, 640, 480, len(series))
    document = session_document(review, source, _Model(), Settings(), 0, words)
    write_json(document, folder / SESSION)
    write_frames_csv(review, folder / FRAMES)
    history = History(folder)
    history.profiles.add("Anna")
    for _ in range(2):
        now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
        history.add_session(DEFAULT_PROFILE, now, document, new_lifts(review, words))
    _write_exchange(folder, history)


def _write_exchange(folder: Path, history: History) -> None:
    """Write what goes from one computer to another: an export, a plan, and its results."""
    other = History(folder / "exchange")
    other.import_bundle(read_import(export_bytes(history), EXPORT, datetime.now(UTC)))
    other.write_note(1, "Ging goed,\nde tweede keer.")
    other.write_ratings(1, Ratings(3, 2, 1, 5))
    plan = checked_plan({"code": "1" * 32, "made_on": date(2026, 3, 1), "message": "Rustig aan."})
    saved = other.plans.open(DEFAULT_PROFILE, plan, plan.made_on)
    results = plan_results(other, saved, date(2026, 3, 9))
    other.plans.put_results(DEFAULT_PROFILE, results)
    (folder / EXPORT).write_bytes(export_bytes(other))
    (folder / PLAN).write_text(file_text(plan), encoding="utf-8")
    (folder / RESULTS).write_text(file_text(results), encoding="utf-8")


def _write_recording(path: Path, series: PoseSeries) -> None:
    middle = len(series) // 2
    short = series.where(np.arange(len(series)) // _SHORT == middle // _SHORT)
    names = ("image_px", "world_m", "visibility", "time_s")
    np.savez_compressed(path, **{name: getattr(short, name) for name in names})
