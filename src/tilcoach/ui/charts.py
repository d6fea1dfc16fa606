"""The measures of a recording over time, with the limits and the lifts drawn in."""

from __future__ import annotations

import math
from dataclasses import dataclass

import altair as alt
import pandas as pd

from tilcoach.coaching import JudgedLift, Limits
from tilcoach.kinematics import PostureSeries
from tilcoach.messages import Translator
from tilcoach.overlay.palette import MEASURE_HEX

_MOST_POINTS = 1500  # per curve: more than a screen has pixels, and a long film stays light
_HEIGHT_PX = 230  # with the title and the axis
SECOND_HEX = "#b06fd8"  # purple beside blue: told apart without red or green
TIME_AXIS = alt.Axis(labelExpr="datum.label + ' s'", grid=False, tickCount=10)
"""Seconds below a chart, without a title that takes room from the curves."""

_LIFT_HEX = "#8a949e"  # grey bands: where the lifts are
LIMIT_HEX = "#c98500"  # amber, dark enough for a thin line on white


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve and how it is written.

    Attributes
    ----------
    field
        The attribute of `PostureSeries`.
    name
        What the legend says.
    scale
        What the values are multiplied by; 100 for a percentage.
    """

    field: str
    name: str
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Plot:
    """One chart: a title, its curves, and the limit that belongs to them.

    Attributes
    ----------
    title
        In the user's language.
    unit
        What stands beside the axis.
    curves
        One or two.
    limit
        Name of the limit; empty for none.
    mirrored
        Whether the limit counts on both sides of zero.
    """

    title: str
    unit: str
    curves: tuple[Curve, ...]
    limit: str = ""
    mirrored: bool = False


def plots(words: Translator) -> tuple[Plot, ...]:
    """Return the charts of one person, in order of the patterns.

    Parameters
    ----------
    words
        In the user's language.
    """
    trunk = Curve("trunk_flexion_deg", words.text("Trunk"))
    knee = Curve("knee_flexion_deg", words.text("Knee"))
    index = Curve("stoop_squat_index", words.text("Stoop index"))
    turn = Curve("trunk_rotation_deg", words.text("Rotation"))
    reach = Curve("load_distance_ratio", words.text("Distance"), scale=100)
    return (
        Plot(words.text("Bending of trunk and knee"), words.unit("deg"), (trunk, knee)),
        Plot(
            words.text("Bending over (100) or through the knees (0)"),
            words.unit("index"),
            (index,),
            "stoop_squat_index",
        ),
        Plot(
            words.text("Shoulders turned against the pelvis"),
            words.unit("deg"),
            (turn,),
            "trunk_rotation_deg",
            mirrored=True,
        ),
        Plot(
            words.text("Distance from the hands to the ankles"),
            words.text("% of body height"),
            (reach,),
            "load_distance_ratio",
        ),
    )


def draw_plot(
    plot: Plot,
    postures: PostureSeries,
    lifts: tuple[JudgedLift, ...],
    limits: Limits,
    words: Translator,
) -> alt.LayerChart:
    """Return one chart: lifts as bands, the limit as a dashed line, measures as curves.

    Parameters
    ----------
    plot
        What to draw.
    postures
        The measures over time.
    lifts
        The lifts of this person.
    limits
        What verdicts are held against.
    words
        In the user's language.
    """
    layers: list[alt.Chart] = [_curves(plot, postures, words)]
    if lifts:
        layers.insert(0, _bands(lifts, words))
    if plot.limit in limits:
        layers.append(_limit_lines(plot, limits[plot.limit].value, words))
    return alt.LayerChart(layer=layers, title=plot.title, height=_HEIGHT_PX)


def curve_table(plot: Plot, postures: PostureSeries) -> pd.DataFrame:
    """Return the points of a chart: one row per moment and curve, gaps as NaN.

    Parameters
    ----------
    plot
        Which curves.
    postures
        The measures over time.
    """
    rows = slice(None, None, max(1, math.ceil(len(postures) / _MOST_POINTS)))
    parts = [
        pd.DataFrame(
            {
                "time_s": postures.time_s[rows],
                "value": getattr(postures, curve.field)[rows] * curve.scale,
                "curve": curve.name,
            }
        )
        for curve in plot.curves
    ]
    return pd.concat(parts, ignore_index=True)


def _curves(plot: Plot, postures: PostureSeries, words: Translator) -> alt.Chart:
    names = [curve.name for curve in plot.curves]
    legend = alt.Legend(title=None, orient="top") if len(names) > 1 else None
    chart: alt.Chart = (
        alt.Chart(curve_table(plot, postures))
        .mark_line(strokeWidth=2, invalid="break-paths-show-domains")
        .encode(
            x=alt.X("time_s:Q", title=None, axis=TIME_AXIS, scale=alt.Scale(nice=False)),
            y=alt.Y("value:Q", title=plot.unit),
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


def _limit_lines(plot: Plot, value: float, words: Translator) -> alt.Chart:
    shown = value * plot.curves[0].scale
    levels = [shown, -shown] if plot.mirrored else [shown]
    table = pd.DataFrame({"level": levels, "name": words.text("limit")})
    chart: alt.Chart = (
        alt.Chart(table)
        .mark_rule(color=LIMIT_HEX, strokeDash=[6, 4], strokeWidth=2)
        .encode(
            y="level:Q",
            tooltip=[
                alt.Tooltip("name:N", title=" "),
                alt.Tooltip("level:Q", title=plot.unit, format=".0f"),
            ],
        )
    )
    return chart
