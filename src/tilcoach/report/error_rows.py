"""The published measurement errors as a table: of each measure, from each side."""

from __future__ import annotations

import math

from tilcoach.i18n import Translator
from tilcoach.kinematics import ViewLabel
from tilcoach.measures import LOAD_DISTANCE, MEASURES, Measure
from tilcoach.release_accuracy import ERRORS, ReleaseAccuracy

_VIEWS = (ViewLabel.SIDE, ViewLabel.OBLIQUE, ViewLabel.FRONT)


def error_rows(published: ReleaseAccuracy, words: Translator) -> list[list[str]]:
    """Return the mean error of each measure from each side, below a row of headings."""
    head = ["", *(words.view(view) for view in _VIEWS)]
    rows = [
        [words.measure(measure), *(_error(published, measure, view, words) for view in _VIEWS)]
        for measure in MEASURES
        if measure.field in ERRORS
    ]
    return [head, *rows]


def _error(published: ReleaseAccuracy, measure: Measure, view: ViewLabel, words: Translator) -> str:
    value = published.error(measure.field, view)
    if math.isnan(value):
        return words.number(value)
    if measure is LOAD_DISTANCE:
        return words.text("{number} cm", number=words.number(value, 1))
    return f"{words.number(value, 1)}°"
