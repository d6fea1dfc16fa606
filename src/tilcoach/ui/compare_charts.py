"""The curves of two lifts on one axis that gives each phase of a lift an equal share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from tilcoach.coaching import MOMENT_SHARES, ComparedLift, Quantity, at_shares
from tilcoach.messages import Translator
from tilcoach.overlay.palette import MEASURE_HEX
from tilcoach.ui.charts import LIMIT_HEX, SECOND_HEX

_HEIGHT_PX = 250  # with the title, the legend and the axis
_POINTS = 91  # thirty per phase, and one for the end
_QUIET_HEX = "#8a949e"


@dataclass(frozen=True, slots=True)
class ComparedPlot:
    """One chart with a curve per lift.

    Attributes
    ----------
    quantity
        What decides whether a lift's curve was seen clearly enough to be drawn.
    field
        The attribute of `PostureSeries`.
    title, unit
        In the user's language.
    scale
        What the values are multiplied by; 100 for a percentage.
    limit
        Name of the limit; empty for none.
    mirrored
        Whether the limit counts on both sides of zero.
    """

    quantity: Quantity
    field: str
    title: str
    unit: str
    scale: float = 1.0
    limit: str = ""
    mirrored: bool = False


def compared_plots(words: Translator) -> tuple[ComparedPlot, ...]:
    """Return the charts in the order of the differences.

    Parameters
    ----------
    words
        In the user's language.
    """
    deg = words.unit("deg")
    return (
        ComparedPlot(Quantity.KNEE_FLEXION, "knee_flexion_deg", words.text("Knee"), deg),
        ComparedPlot(Quantity.TRUNK_FLEXION, "trunk_flexion_deg", words.text("Trunk"), deg),
        ComparedPlot(
            Quantity.STOOP_SQUAT,
            "stoop_squat_index",
            words.text("Bending over (100) or through the knees (0)"),
            words.unit("index"),
            limit="stoop_squat_index",
        ),
        ComparedPlot(
            Quantity.LOAD_DISTANCE,
            "load_distance_ratio",
            words.text("Distance from the hands to the ankles"),
            words.text("% of body height"),
            scale=100,
            limit="load_distance_ratio",
        ),
        ComparedPlot(
            Quantity.TRUNK_ROTATION,
            "trunk_rotation_deg",
            words.text("Shoulders turned against the pelvis"),
            deg,
            limit="trunk_rotation_deg",
            mirrored=True,
        ),
    )


def pair_table(
    plot: ComparedPlot, first: ComparedLift, second: ComparedLift, words: Translator
) -> pd.DataFrame:
    """Return the points of a chart: one row per place on the axis and lift, gaps as NaN.

    Parameters
    ----------
    plot
        Which measure; a lift that did not show it clearly has no rows.
    first, second
        The lifts.
    words
        In the user's language.
    """
    shares = np.linspace(0, 1, _POINTS)
    parts = [
        pd.DataFrame(
            {
                "share": shares,
                "value": plot.scale
                * at_shares(
                    shares, lift.postures.time_s, getattr(lift.postures, plot.field), lift.times
                ),
                "lift": name,
            }
        )
        for name, lift in zip(pair_names(words), (first, second), strict=True)
        if np.isfinite(lift.value(plot.quantity))
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def pair_names(words: Translator) -> tuple[str, str]:
    """Return what the two lifts are called on this page.

    Parameters
    ----------
    words
        In the user's language.
    """
    return words.text("First lift"), words.text("Second lift")


def draw_pair(
    plot: ComparedPlot, first: ComparedLift, second: ComparedLift, words: Translator
) -> alt.LayerChart | None:
    """Return one chart: both curves, the limits, and the moments between the phases.

    Parameters
    ----------
    plot
        What to draw.
    first, second
        The lifts.
    words
        In the user's language.

    Returns
    -------
    chart
        None when neither lift showed it clearly.
    """
    table = pair_table(plot, first, second, words)
    if table.empty:
        return None
    layers = [_moments(), _curves(plot, table, words)]
    if plot.limit:
        layers.append(_limit_lines(plot, sorted(_levels(plot, first, second)), words))
    return alt.LayerChart(layer=layers, title=plot.title, height=_HEIGHT_PX)


def _curves(plot: ComparedPlot, table: pd.DataFrame, words: Translator) -> alt.Chart:
    names = list(pair_names(words))
    legend = alt.Legend(title=None, orient="top", symbolStrokeWidth=3, symbolSize=300)
    chart: alt.Chart = (
        alt.Chart(table)
        .mark_line(strokeWidth=2.5, invalid="break-paths-show-domains")
        .encode(
            x=alt.X("share:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=_axis(words)),
            y=alt.Y("value:Q", title=plot.unit),
            color=alt.Color(
                "lift:N",
                scale=alt.Scale(domain=names, range=[MEASURE_HEX, SECOND_HEX]),
                legend=legend,
            ),
            # Told apart by their form as well; the limit has longer dashes.
            strokeDash=alt.StrokeDash(
                "lift:N", scale=alt.Scale(domain=names, range=[[1, 0], [2, 2]]), legend=legend
            ),
            tooltip=[
                alt.Tooltip("lift:N", title=" "),
                alt.Tooltip("value:Q", title=plot.title, format=".0f"),
            ],
        )
    )
    return chart


def _axis(words: Translator) -> alt.Axis:
    """Name the four moments of a lift where a number would say nothing."""
    names = (
        words.text("start"),
        words.text("at the load"),
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


def _levels(plot: ComparedPlot, first: ComparedLift, second: ComparedLift) -> Iterator[float]:
    """Give each limit that one of the lifts was held against, once."""
    for level in {lift.limits[plot.limit].value * plot.scale for lift in (first, second)}:
        yield level
        if plot.mirrored:
            yield -level


def _limit_lines(plot: ComparedPlot, levels: list[float], words: Translator) -> alt.Chart:
    table = pd.DataFrame({"level": levels, "name": words.text("limit")})
    chart: alt.Chart = (
        alt.Chart(table)
        .mark_rule(color=LIMIT_HEX, strokeDash=[8, 5], strokeWidth=2)
        .encode(
            y="level:Q",
            tooltip=[
                alt.Tooltip("name:N", title=" "),
                alt.Tooltip("level:Q", title=plot.unit, format=".0f"),
            ],
        )
    )
    return chart
