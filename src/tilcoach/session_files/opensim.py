"""Files that OpenSim reads: markers (``.trc``) and motion (``.mot``).

References
----------
OpenSim documentation, "Marker (.trc) Files" and "Motion (.mot) Files"; both are read back with
OpenSim 4.6 itself before a release.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from tilcoach.pose import Keypoint
from tilcoach.pose.arrays import Floats
from tilcoach.session_files.landmarks import Landmarks

_METRES = 5  # decimals
_TRC_HEAD = (
    "DataRate",
    "CameraRate",
    "NumFrames",
    "NumMarkers",
    "Units",
    "OrigDataRate",
    "OrigDataStartFrame",
    "OrigNumFrames",
)


def trc_text(landmarks: Landmarks, name: str) -> str:
    """Return landmarks as markers, in metres with y up; what was not seen is ``NaN``.

    An empty cell would do by the format, but OpenSim refuses a line that ends in one, and another
    reader moves the cells behind it.

    Parameters
    ----------
    landmarks
        At least one moment.
    name
        Of the file, which stands in its first line.
    """
    markers = [keypoint.name.lower() for keypoint in Keypoint]
    count, rate = len(landmarks.time_s), f"{_rate_hz(landmarks.time_s):.6g}"
    axes = [f"{axis}{number}" for number in range(1, len(markers) + 1) for axis in "XYZ"]
    head = (
        ("PathFileType", "4", "(X/Y/Z)", name),
        _TRC_HEAD,
        (rate, rate, str(count), str(len(markers)), "m", rate, "1", str(count)),
        ("Frame#", "Time", *(cell for marker in markers for cell in (marker, "", ""))),
        ("", "", *axes),
        ("",),
    )
    rows = (
        (str(frame), f"{time_s:.6f}", *(_metres(value) for value in row))
        for frame, time_s, row in zip(
            range(1, count + 1),
            landmarks.time_s,
            landmarks.points_m.reshape(count, -1),
            strict=True,
        )
    )
    return _lines((*head, *rows))


def mot_text(time_s: Floats, columns: Sequence[str], values: Floats, name: str) -> str:
    """Return angles over time as a motion.

    Parameters
    ----------
    time_s
        Shape (T,), seconds.
    columns
        What each angle is called.
    values
        Shape (T, columns), degrees; all are known, since a motion has no sign for what is not.
    name
        Of the motion.
    """
    head = (
        (name,),
        ("version=1",),
        (f"nRows={len(time_s)}",),
        (f"nColumns={len(columns) + 1}",),
        ("inDegrees=yes",),
        ("endheader",),
        ("time", *columns),
    )
    rows = (
        (f"{moment:.6f}", *(f"{value:.4f}" for value in row))
        for moment, row in zip(time_s, values, strict=True)
    )
    return _lines((*head, *rows))


def _rate_hz(time_s: Floats) -> float:
    """Return how often there is a moment; frames of a film are not all as far apart."""
    return float(1 / np.median(np.diff(time_s))) if len(time_s) > 1 else 1.0


def _metres(value: float) -> str:
    return f"{value:.{_METRES}f}" if np.isfinite(value) else "NaN"


def _lines(rows: Iterable[Sequence[str]]) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)
