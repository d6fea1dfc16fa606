"""``landmarks.npz``: where each landmark of each person was, in metres with gravity up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tilcoach.coaching import RecordingResult
from tilcoach.errors import InputError
from tilcoach.kinematics import gravity_points_m
from tilcoach.pose import N_KEYPOINTS, Keypoint
from tilcoach.pose.arrays import Floats

_NAMES = "landmark_names"
_DECIMALS = 4  # a tenth of a millimetre is finer than any camera sees, and packs well


@dataclass(frozen=True, slots=True)
class Landmarks:
    """The landmarks of one person over T moments.

    Attributes
    ----------
    time_s
        Shape (T,), strictly increasing seconds.
    points_m
        Shape (T, 33, 3): metres from the floor between the ankles; x forward, y up, z to the
        person's right; NaN = not seen.
    """

    time_s: Floats
    points_m: Floats


def write_landmarks(review: RecordingResult, body_height_m: float, path: Path) -> None:
    """Write the landmarks of everybody who was seen standing upright; the others have no axes."""
    arrays: dict[str, NDArray[np.generic]] = {_NAMES: np.array([k.name.lower() for k in Keypoint])}
    for person in review.people:
        if person.upright is None:
            continue
        points_m = gravity_points_m(person.poses, person.upright, body_height_m)
        arrays[_times(person.person)] = person.poses.time_s
        arrays[_points(person.person)] = np.round(points_m.astype(np.float32), _DECIMALS)
    np.savez_compressed(path, allow_pickle=False, **arrays)


def read_landmarks(path: Path) -> Mapping[int, Landmarks]:
    """Return the landmarks by number of the person."""
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as arrays:
            people = [int(name.split("_")[1]) for name in arrays if name.endswith("_time_s")]
            found = {
                n: Landmarks(arrays[_times(n)], arrays[_points(n)].astype(float)) for n in people
            }
    except (OSError, ValueError, KeyError, IndexError, zipfile.BadZipFile) as error:
        raise _no_landmarks(path) from error
    if any(x.points_m.shape != (len(x.time_s), N_KEYPOINTS, 3) for x in found.values()):
        raise _no_landmarks(path)
    return found


def _no_landmarks(path: Path) -> InputError:
    sentence = "{path} cannot be read: analyze the film again, and export then."
    return InputError(sentence, path=path)


def _times(person: int) -> str:
    return f"person_{person}_time_s"


def _points(person: int) -> str:
    return f"person_{person}_landmarks_m"
