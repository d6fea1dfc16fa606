"""Landmarks of old recordings, reviewed as if the pose model had just made them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np

from tilcoach.coaching import Review
from tilcoach.config import Settings
from tilcoach.errors import InputError
from tilcoach.pipeline import Recorder, review
from tilcoach.pose import PoseSeries
from tilcoach.scene import Glimpses


def read_recording(path: Path) -> PoseSeries:
    """Return the landmarks of a recording.

    Parameters
    ----------
    path
        A numpy archive with the arrays time_s (T,), image_px (T, 33, 2), world_m (T, 33, 3) and
        visibility (T, 33); NaN where nobody was seen.

    Raises
    ------
    InputError
        If the file is no such archive.
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return PoseSeries(
                **{name: arrays[name] for name in ("image_px", "world_m", "visibility", "time_s")}
            )
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        sentence = "The recording {path} cannot be read ({cause}). Check the file and try again."
        raise InputError(sentence, path=path, cause=error) from error


def review_recording(
    series: PoseSeries, settings: Settings, glimpses: Glimpses | None = None
) -> Review:
    """Return what a recording shows: people told apart, smoothed, measured and judged.

    Parameters
    ----------
    series
        The landmarks of whoever the model saw in each frame.
    settings
        The user's settings.
    glimpses
        Small pictures of the same video, where there is one.
    """
    recorder = Recorder()
    for index in range(len(series)):
        seen = bool(np.isfinite(series.image_px[index, 0, 0]))
        recorder.keep((series.at(index),) if seen else ())
    return review(recorder.recordings(), settings, glimpses)
