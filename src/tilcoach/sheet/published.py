"""The measurement errors that ``tilcoach validate`` published: read, and never typed in."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from tilcoach import __version__
from tilcoach.errors import InputError
from tilcoach.kinematics import ViewLabel

ERRORS: Mapping[str, Mapping[ViewLabel, str]] = {
    "trunk_flexion_deg": {
        ViewLabel.SIDE: "trunk flexion (mid-shoulder), MAE side, °",
        ViewLabel.OBLIQUE: "trunk flexion (mid-shoulder), MAE oblique, °",
    },
    "knee_flexion_deg": {
        ViewLabel.SIDE: "knee flexion, MAE side, °",
        ViewLabel.OBLIQUE: "knee flexion, MAE oblique, °",
    },
    "trunk_rotation_deg": {
        ViewLabel.OBLIQUE: "trunk rotation, MAE oblique, °",
        ViewLabel.FRONT: "trunk rotation, MAE front, °",
    },
    "load_distance_cm": {
        ViewLabel.SIDE: "load distance, MAE side, cm",
        ViewLabel.OBLIQUE: "load distance, MAE oblique, cm",
    },
}
"""What the published file calls the mean absolute error of each measure, per view."""


@dataclass(frozen=True, slots=True)
class Published:
    """What one version of tilcoach measured of itself.

    Attributes
    ----------
    version
        Of tilcoach.
    values
        By the names that ``tilcoach validate`` gives them.
    """

    version: str
    values: Mapping[str, float]

    def error(self, measure: str, view: ViewLabel) -> float:
        """Return the mean absolute error of a measure; NaN when it was not measured.

        Parameters
        ----------
        measure
            A name of `ERRORS`.
        view
            From where the camera looks.
        """
        return self.values.get(ERRORS[measure].get(view, ""), math.nan)


def read_published(folder: Path | None = None) -> Published | None:
    """Return what this version of tilcoach measured of itself; None when nothing is published.

    Parameters
    ----------
    folder
        Holds one file per version; the one of this installation when left out.

    Raises
    ------
    InputError
        If the file is there and cannot be read.
    """
    path = (folder or _own_folder()) / f"{__version__}.json"
    if not path.exists():
        return None
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        values = {str(name): float(value) for name, value in given.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        sentence = "The published measurement errors in {path} cannot be read: make them anew."
        raise InputError(sentence, path=path) from error
    return Published(__version__, values)


def _own_folder() -> Path:
    """Return the folder inside the installed package, or the one at the root of a checkout."""
    packed = Path(str(files("tilcoach"))) / "published"
    return packed if packed.is_dir() else Path(__file__).parents[3] / "validation" / "releases"
