"""The measurement errors that ``tilcoach validate`` published: read, and never typed in."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from tilcoach.errors import InputError
from tilcoach.kinematics import ViewLabel
from tilcoach.version import __version__

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
        ViewLabel.SIDE: "trunk rotation, MAE side, °",
        ViewLabel.OBLIQUE: "trunk rotation, MAE oblique, °",
        ViewLabel.FRONT: "trunk rotation, MAE front, °",
    },
    "load_distance_ratio": {
        ViewLabel.SIDE: "load distance, MAE side, cm",
        ViewLabel.OBLIQUE: "load distance, MAE oblique, cm",
    },
    "grip_height_ratio": {
        ViewLabel.SIDE: "grip height, MAE side, cm",
        ViewLabel.OBLIQUE: "grip height, MAE oblique, cm",
    },
}
"""What the published file calls the mean absolute error of each measure, per view;
of distance and height in centimetres."""


@dataclass(frozen=True, slots=True)
class ReleaseAccuracy:
    """The accuracy of one version of tilcoach.

    Attributes
    ----------
    version
        Of tilcoach.
    values
        By the names that ``tilcoach validate`` gives them: each on the source on which tilcoach
        does worst.
    """

    version: str
    values: Mapping[str, float]

    def error(self, measure: str, view: ViewLabel) -> float:
        """Return the mean absolute error of a measure; NaN when it was not measured."""
        return self.values.get(ERRORS[measure].get(view, ""), math.nan)


def read_release_accuracy(folder: Path | None = None) -> ReleaseAccuracy | None:
    """Return the published accuracy of this version; None when there is none."""
    path = (folder or _own_folder()) / f"{__version__}.json"
    if not path.exists():
        return None
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        values = {str(name): _headline(value) for name, value in given.items()}
    except (OSError, ValueError, AttributeError, TypeError, KeyError) as error:
        sentence = "The published measurement errors in {path} cannot be read: run make validate."
        raise InputError(sentence, path=path) from error
    return ReleaseAccuracy(__version__, values)


def _headline(published: Any) -> float:  # noqa: ANN401 - whatever the file holds
    """Return the worst of all sources; a file of 0.1.0 holds that number alone."""
    return float(published["value"] if isinstance(published, dict) else published)


def _own_folder() -> Path:
    """Return the folder inside the installed package, or the one at the root of a checkout."""
    packed = Path(str(files("tilcoach"))) / "published"
    return packed if packed.is_dir() else Path(__file__).parents[2] / "validation" / "releases"
