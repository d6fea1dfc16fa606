"""A history for the screenshots: the recorded poses of the sample films, judged and saved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from tilcoach.config import Settings
from tilcoach.i18n import translator
from tilcoach.pipeline import review
from tilcoach.pose import PoseSeries, SourceInfo
from tilcoach.session_files import session_document
from tilcoach.store import DEFAULT_PROFILE, History, new_lifts

ROOT = Path(__file__).parents[2]
RECORDINGS = ROOT / "tests" / "recordings"
DAYS = {"stoop_straight_legs": 0, "load_far": 5, "squat_close": 9}
FIRST = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def save_sample_history(folder: Path) -> None:
    """Save a few sessions in a history folder."""
    words, settings = translator("nl"), Settings()
    model = SimpleNamespace(name="pose_landmarker_full", sha256="")
    for name, days in DAYS.items():
        with np.load(RECORDINGS / f"{name}.npz") as arrays:
            series = PoseSeries(**arrays)
        seen = series.where(np.isfinite(series.image_px[:, 0, 0]))
        found = review({1: seen}, settings)
        length_s = float(seen.time_s[-1])
        source = SourceInfo(f"{name}.mp4", "", length_s, 30.0, 640, 480, len(seen))
        document = session_document(found, source, model, settings, 0, words)
        started_at = FIRST + timedelta(days=days)
        lifts = tuple(new_lifts(found, words))
        History(folder).add_session(DEFAULT_PROFILE, started_at, document, lifts)
