"""How exact the measures are, in rows: for the sheet, and for the page that explains."""

from __future__ import annotations

import math

from tilcoach.kinematics import ViewLabel
from tilcoach.messages import Translator
from tilcoach.sheet.published import ERRORS, Published

_VIEWS = (ViewLabel.SIDE, ViewLabel.OBLIQUE, ViewLabel.FRONT)


def error_rows(published: Published, words: Translator) -> list[list[str]]:
    """Return the mean error of each measure from each side, below a row of headings.

    Parameters
    ----------
    published
        What this version of tilcoach measured of itself.
    words
        In the user's language.
    """
    names = {
        "trunk_flexion_deg": words.text("Trunk"),
        "knee_flexion_deg": words.text("Knee"),
        "trunk_rotation_deg": words.text("Rotation"),
        "load_distance_cm": words.text("Distance"),
    }
    head = ["", *(words.view(view) for view in _VIEWS)]
    rows = [
        [names[measure], *(_error(published, measure, view, words) for view in _VIEWS)]
        for measure in ERRORS
    ]
    return [head, *rows]


def _error(published: Published, measure: str, view: ViewLabel, words: Translator) -> str:
    value = published.error(measure, view)
    if math.isnan(value):
        return words.number(value)
    if measure.endswith("_cm"):
        return words.text("{number} cm", number=words.number(value, 1))
    return f"{words.number(value, 1)}°"
