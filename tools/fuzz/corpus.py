"""Whole files of every kind that tilcoach reads: what the damage is done to."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from tilcoach.config import Settings
from tilcoach.messages import translator
from tilcoach.pose import PoseSeries, SourceInfo
from tilcoach.report import session_document, write_frames_csv, write_json
from tilcoach.store import DEFAULT_PROFILE, History, new_lifts
from tilcoach.validation.recordings import read_recording, review_recording
from tools.fuzz.films import write_films

_LIFTS = Path(__file__).parents[2] / "tests" / "recordings" / "lift_and_twist.npz"
SESSION, FRAMES, RECORDING = "session.json", "frames.csv", "recording.npz"
HISTORY = "history.sqlite"
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


def _write_recording(path: Path, series: PoseSeries) -> None:
    middle = len(series) // 2
    short = series.where(np.arange(len(series)) // _SHORT == middle // _SHORT)
    names = ("image_px", "world_m", "visibility", "time_s")
    np.savez_compressed(path, **{name: getattr(short, name) for name in names})
