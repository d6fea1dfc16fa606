"""The measures of a recording over time, with the limits and the lifts drawn in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from tilcoach.coaching import JudgedLift, Limits
from tilcoach.i18n import Translator
from tilcoach.kinematics import PostureSeries
from tilcoach.measures import MEASURES, Measure
from tilcoach.overlay.palette import MEASURE_HEX

_MAX_POINTS = 1500  # per curve: more than a screen has pixels, and a long film stays light
_HEIGHT_PX = 230  # with the title and the axis
SECOND_HEX = "#b06fd8"  # purple beside blue: distinguishable without red or green
TIME_AXIS = alt.Axis(labelExpr="datum.label + ' s'", grid=False, tickCount=10)
"""Seconds below a chart, without a title that takes room from the curves."""

_LIFT_HEX = "#8a949e"  # grey bands: where the lifts are
LIMIT_HEX = "#c98500"  # amber, dark enough for a thin line on white


@dataclass(frozen=True, slots=True)
class Plot:
    """One chart: a title in the user's language, and its measures, one or two."""

    title: str
    measures: tuple[Measure, ...]

    @property
    def decides(self) -> Measure | None:
        """The measure that decides a verdict; its limit is drawn."""
        return next((measure for measure in self.measures if measure.pattern is not None), None)


def plots(words: Translator) -> tuple[Plot, ...]:
    """Return the charts of one person: what describes a lift in one, then one per pattern."""
    describes = tuple(measure for measure in MEASURES if measure.pattern is None)
    decide = (measure for measure in MEASURES if measure.pattern is not None)
    return (
        Plot(words.text("Bending of trunk and knee"), describes),
        *(Plot(words.measure_title(measure), (measure,)) for measure in decide),
    )


def draw_plot(
    plot: Plot,
    postures: PostureSeries,
    lifts: tuple[JudgedLift, ...],
    limits: Limits,
    words: Translator,
) -> alt.LayerChart:
    """Return one chart: lifts as bands, the limit as a dashed line, measures as curves."""
    layers: list[alt.Chart] = [_curves(plot, postures, words)]
    if lifts:
        layers.insert(0, _bands(lifts, words))
    if plot.decides is not None:
        layers.append(limit_lines(limit_levels(plot.decides, limits), plot.decides, words))
    return alt.LayerChart(layer=layers, title=plot.title, height=_HEIGHT_PX)


def curve_table(plot: Plot, postures: PostureSeries, words: Translator) -> pd.DataFrame:
    """Return the points of a chart: one row per moment and curve, gaps as NaN."""
    rows = slice(None, None, max(1, math.ceil(len(postures) / _MAX_POINTS)))
    parts = [
        pd.DataFrame(
            {
                "time_s": postures.time_s[rows],
                "value": getattr(postures, measure.field)[rows] * measure.scale,
                "curve": words.measure(measure),
            }
        )
        for measure in plot.measures
    ]
    return pd.concat(parts, ignore_index=True)


def _curves(plot: Plot, postures: PostureSeries, words: Translator) -> alt.Chart:
    names = [words.measure(measure) for measure in plot.measures]
    legend = alt.Legend(title=None, orient="top") if len(names) > 1 else None
    chart: alt.Chart = (
        alt.Chart(curve_table(plot, postures, words))
        .mark_line(strokeWidth=2, invalid="break-paths-show-domains")
        .encode(
            x=alt.X("time_s:Q", title=None, axis=TIME_AXIS, scale=alt.Scale(nice=False)),
            y=alt.Y("value:Q", title=words.unit(plot.measures[0].unit)),
            color=alt.Color(
                "curve:N",
                scale=alt.Scale(domain=names, range=[MEASURE_HEX, SECOND_HEX][: len(names)]),
                legend=legend,
            ),
            tooltip=[
                alt.Tooltip("time_s:Q", title=words.text("time in seconds"), format=".1f"),
                alt.Tooltip("value:Q", title=plot.title, format=".0f"),
            ],
        )
    )
    return chart


def _bands(lifts: tuple[JudgedLift, ...], words: Translator) -> alt.Chart:
    table = pd.DataFrame(
        {
            "start_s": [judged.lift.start_s for judged in lifts],
            "end_s": [judged.lift.end_s for judged in lifts],
            "lift": [words.text("Lift {n}", n=judged.lift.number) for judged in lifts],
        }
    )
    chart: alt.Chart = (
        alt.Chart(table)
        .mark_rect(color=_LIFT_HEX, opacity=0.22)
        .encode(x="start_s:Q", x2="end_s:Q", tooltip=alt.Tooltip("lift:N", title=" "))
    )
    return chart


def limit_levels(measure: Measure, *held: Limits) -> list[float]:
    """Return where the limit of a measure is drawn, each level once, in the shown unit."""
    values = {measure.scale * limits.of(measure).value for limits in held}
    return sorted(values | {-value for value in values if measure.mirrored})


def limit_lines(levels: Sequence[float], measure: Measure, words: Translator) -> alt.Chart:
    """Return the limits of a measure as dashed lines."""
    table = pd.DataFrame({"level": levels, "name": words.text("limit")})
    chart: alt.Chart = (
        alt.Chart(table)
        .mark_rule(color=LIMIT_HEX, strokeDash=[8, 5], strokeWidth=2)
        .encode(
            y="level:Q",
            tooltip=[
                alt.Tooltip("name:N", title=" "),
                alt.Tooltip("level:Q", title=words.unit(measure.unit), format=".0f"),
            ],
        )
    )
    return chart
