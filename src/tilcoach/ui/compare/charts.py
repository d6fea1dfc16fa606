"""The curves of two lifts on one axis that gives each phase of a lift an equal share."""

from __future__ import annotations

import json

import altair as alt
import numpy as np
import pandas as pd

from tilcoach.coaching import MOMENT_SHARES, ComparedLift, at_shares
from tilcoach.i18n import Translator
from tilcoach.measures import Measure
from tilcoach.overlay.palette import MEASURE_HEX
from tilcoach.ui.components.charts import SECOND_HEX, limit_levels, limit_lines

_HEIGHT_PX = 250  # with the title, the legend and the axis
_POINTS = 91  # thirty per phase, and one for the end
_QUIET_HEX = "#8a949e"


def pair_table(
    measure: Measure, first: ComparedLift, second: ComparedLift, words: Translator
) -> pd.DataFrame:
    """Return the points of a chart: one row per place on the axis and lift, gaps as NaN."""
    shares = np.linspace(0, 1, _POINTS)
    parts = [
        pd.DataFrame(
            {
                "share": shares,
                "value": measure.scale
                * at_shares(
                    shares, lift.postures.time_s, getattr(lift.postures, measure.field), lift.times
                ),
                "lift": name,
            }
        )
        for name, lift in zip(pair_names(words), (first, second), strict=True)
        if np.isfinite(lift.value(measure))
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def pair_names(words: Translator) -> tuple[str, str]:
    """Return the names of the two lifts on this page."""
    return words.text("First lift"), words.text("Second lift")


def draw_pair(
    measure: Measure, first: ComparedLift, second: ComparedLift, words: Translator
) -> alt.LayerChart | None:
    """Return one chart: both curves, the limits, and the moments between the phases."""
    table = pair_table(measure, first, second, words)
    if table.empty:
        return None
    layers = [_moments(), _curves(measure, table, words)]
    if measure.pattern is not None:
        levels = limit_levels(measure, first.limits, second.limits)
        layers.append(limit_lines(levels, measure, words))
    return alt.LayerChart(layer=layers, title=words.measure_title(measure), height=_HEIGHT_PX)


def _curves(measure: Measure, table: pd.DataFrame, words: Translator) -> alt.Chart:
    names = list(pair_names(words))
    legend = alt.Legend(title=None, orient="top", symbolStrokeWidth=3, symbolSize=300)
    chart: alt.Chart = (
        alt.Chart(table)
        .mark_line(strokeWidth=2.5, invalid="break-paths-show-domains")
        .encode(
            x=alt.X("share:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=_axis(words)),
            y=alt.Y("value:Q", title=words.unit(measure.unit)),
            color=alt.Color(
                "lift:N",
                scale=alt.Scale(domain=names, range=[MEASURE_HEX, SECOND_HEX]),
                legend=legend,
            ),
            # Distinguished by line style as well; the limit has longer dashes.
            strokeDash=alt.StrokeDash(
                "lift:N", scale=alt.Scale(domain=names, range=[[1, 0], [2, 2]]), legend=legend
            ),
            tooltip=[
                alt.Tooltip("lift:N", title=" "),
                alt.Tooltip("value:Q", title=words.measure_title(measure), format=".0f"),
            ],
        )
    )
    return chart


def _axis(words: Translator) -> alt.Axis:
    """Return an axis that names the four moments of a lift instead of numbers."""
    names = (
        words.text("start"),
        words.text("when grasping"),
        words.text("upright"),
        words.text("end"),
    )
    return alt.Axis(
        values=MOMENT_SHARES.tolist(),
        labelExpr=f"{json.dumps(names, ensure_ascii=False)}[round(datum.value * 3)]",
        labelFlush=True,
        grid=False,
        ticks=False,
    )


def _moments() -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame({"share": MOMENT_SHARES[1:-1]}))
        .mark_rule(color=_QUIET_HEX, opacity=0.5)
        .encode(x="share:Q")
    )
    return chart
