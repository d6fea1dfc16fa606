"""Landmarks of old recordings, reviewed as if the pose model had just made them."""

from __future__ import annotations

import tokenize
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tilcoach.coaching import JudgedLift, RecordingResult
from tilcoach.config import Settings
from tilcoach.errors import InputError
from tilcoach.load_detection import Thumbnails
from tilcoach.pipeline import Recorder, review
from tilcoach.pose import PoseSeries, seen_inside
from tilcoach.pose.arrays import Floats


def read_recording(path: Path) -> PoseSeries:
    """Return the landmarks of a recording."""
    try:
        # Opened here, because numpy forgets to close a file that it cannot make sense of.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            values = {name: _plausible(name, arrays[name]) for name in _BOUNDS}
            if set(arrays) >= _SIZE:
                width_px, height_px = (float(arrays[name]) for name in ("width_px", "height_px"))
                values["visibility"] = seen_inside(
                    values["image_px"], values["visibility"], (width_px, height_px)
                )
            return PoseSeries(**values)
    except _FAULTS as error:
        sentence = "The recording {path} cannot be read ({cause}). Check the file and try again."
        raise InputError(sentence, path=path, cause=error) from error


# What numpy raises of a file that is no whole archive; its headers it reads as if they were Python.
_FAULTS = (
    *(OSError, EOFError, KeyError, TypeError, ValueError, SyntaxError),
    *(zipfile.BadZipFile, zlib.error, tokenize.TokenError, NotImplementedError),
)

_SIZE = {"width_px", "height_px"}
_BOUNDS = {
    "image_px": (-1e5, 1e5),  # landmarks may lie beside the picture, but not by ten widths
    "world_m": (-100.0, 100.0),
    "visibility": (0.0, 1.0),
    "time_s": (-1e6, 1e9),  # seconds since the start, or since 1970
}


_SMALLEST_BODY_M = 0.1


def _plausible(name: str, array: NDArray[Any]) -> Floats:
    """Return an array of real numbers that can be landmarks; NaN = not seen."""
    if array.dtype.kind not in "fiu":
        message = f"{name}: expected numbers, got {array.dtype}"
        raise ValueError(message)
    values = array.astype(np.float64)
    low, high = _BOUNDS[name]
    beyond = (values < low) | (values > high)
    if beyond.any() or (name == "time_s" and not np.isfinite(values).all()):
        message = f"{name}: expected numbers from {low:g} to {high:g}"
        raise ValueError(message)
    if name == "world_m" and np.nanmax(np.abs(values), initial=0) < _SMALLEST_BODY_M:
        message = f"{name}: expected metres, of a body of more than {_SMALLEST_BODY_M:g}"
        raise ValueError(message)
    return values


def review_recording(
    series: PoseSeries, settings: Settings, thumbnails: Thumbnails | None = None
) -> RecordingResult:
    """Return what a recording shows: people told apart, smoothed, measured and judged."""
    recorder = Recorder(settings.tuning.tracking)
    for index in range(len(series)):
        seen = bool(np.isfinite(series.image_px[index, 0, 0]))
        recorder.keep((series.at(index),) if seen else ())
    return review(recorder.recordings(), settings, thumbnails)


def lifts_of(result: RecordingResult) -> tuple[JudgedLift, ...]:
    """Return the lifts of everybody in a recording."""
    return tuple(lift for person in result.people for lift in person.lifts)
