"""How practice went week by week, as charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import altair as alt
import pandas as pd

from tilcoach.coaching import Limits, Pattern
from tilcoach.messages import Translator
from tilcoach.overlay.palette import MEASURE_HEX
from tilcoach.store import Tally, Week
from tilcoach.ui.charts import LIMIT_HEX, SECOND_HEX, Curve, plots

_HEIGHT_PX = 270  # with the title and the axis
_SHARES_PX = 330  # with a legend as well
_THIRD_HEX = "#7c8b9b"
_PATTERN_HEX = [MEASURE_HEX, SECOND_HEX, _THIRD_HEX]
_PATTERN_SHAPES = ["circle", "square", "triangle-up"]  # nobody has to tell the colours apart
_POINT = 90  # square pixels: one lonely week is seen as well
_PERCENT = 100


def draw_lifts(weeks: Sequence[Week], target: int | None, words: Translator) -> alt.LayerChart:
    """Return the number of lifts per week as bars, with the target as a dashed line.

    Parameters
    ----------
    weeks
        In order.
    target
        Lifts per week; None draws no line.
    words
        In the user's language.
    """
    table = pd.DataFrame({"week": _labels(weeks, words), "value": [week.lifts for week in weeks]})
    bars = (
        alt.Chart(table)
        .mark_bar(color=MEASURE_HEX, size=24)
        .encode(
            x=_week_axis(words),
            y=alt.Y("value:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            tooltip=_tooltips(words, ".0f"),
        )
    )
    layers = [bars]
    if target is not None:
        layers.append(_line_across(target, words.text("target")))
    return alt.LayerChart(layer=layers, title=words.text("Lifts per week"), height=_HEIGHT_PX)


def draw_shares(
    weeks: Sequence[Week], share: Callable[[Tally], float], title: str, words: Translator
) -> alt.Chart:
    """Return a share per pattern and week, as a percentage.

    Parameters
    ----------
    weeks
        In order.
    share
        Which share of a tally.
    title
        In the user's language.
    words
        In the user's language.
    """
    names = [words.pattern(pattern) for pattern in Pattern]
    chart: alt.Chart = (
        alt.Chart(share_table(weeks, share, words))
        .mark_line(
            strokeWidth=2,
            point=alt.OverlayMarkDef(size=_POINT, filled=True),
            invalid="break-paths-show-domains",
        )
        .encode(
            x=_week_axis(words),
            y=alt.Y(
                "value:Q",
                title=None,
                scale=alt.Scale(domain=[0, _PERCENT]),
                axis=alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.label + '%'"),
            ),
            color=alt.Color(
                "pattern:N",
                scale=alt.Scale(domain=names, range=_PATTERN_HEX),
                legend=alt.Legend(title=None, orient="top", labelLimit=0),
            ),
            shape=alt.Shape("pattern:N", scale=alt.Scale(domain=names, range=_PATTERN_SHAPES)),
            tooltip=[alt.Tooltip("pattern:N", title=" "), *_tooltips(words, ".0f")],
        )
        .properties(title=title, height=_SHARES_PX)
    )
    return chart


def share_table(
    weeks: Sequence[Week], share: Callable[[Tally], float], words: Translator
) -> pd.DataFrame:
    """Return one row per week and pattern; NaN where there is nothing to take a share of.

    Parameters
    ----------
    weeks
        In order.
    share
        Which share of a tally.
    words
        In the user's language.
    """
    return pd.DataFrame(
        [
            {"week": label, "value": _PERCENT * share(tally), "pattern": words.pattern(pattern)}
            for label, week in zip(_labels(weeks, words), weeks, strict=True)
            for pattern, tally in week.tallies.items()
        ]
    )


def measures(words: Translator) -> dict[str, str]:
    """Return the name and unit of each measure that can be followed, by its field.

    Parameters
    ----------
    words
        In the user's language.
    """
    return {
        curve.field: with_unit(curve.name, plot.unit, words)
        for plot in plots(words)
        for curve in plot.curves
    }


def with_unit(name: str, unit: str, words: Translator) -> str:
    """Return the name of a measure with its unit, unless that is no more than "index".

    Parameters
    ----------
    name, unit
        In the user's language.
    words
        In the user's language.
    """
    return name if unit == words.unit("index") else f"{name} ({unit})"


def draw_measure(
    weeks: Sequence[Week], field: str, limits: Limits, words: Translator
) -> alt.LayerChart:
    """Return the median of a measure per week, with the limit that belongs to it.

    Parameters
    ----------
    weeks
        In order.
    field
        One of `measures`.
    limits
        What verdicts are held against.
    words
        In the user's language.
    """
    curve, has_limit = _curve_of(field, words)
    values = [curve.scale * week.measures[field] for week in weeks]
    table = pd.DataFrame({"week": _labels(weeks, words), "value": values})
    line = (
        alt.Chart(table)
        .mark_line(
            color=MEASURE_HEX,
            strokeWidth=2,
            point=alt.OverlayMarkDef(size=_POINT, filled=True, color=MEASURE_HEX),
            invalid="break-paths-show-domains",
        )
        .encode(
            x=_week_axis(words),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=True)),
            tooltip=_tooltips(words, ".0f"),
        )
    )
    layers = [line]
    if has_limit:
        layers.append(_line_across(curve.scale * limits[field].value, words.text("limit")))
    title = words.text("{measure}, the middle lift of each week", measure=measures(words)[field])
    return alt.LayerChart(layer=layers, title=title, height=_HEIGHT_PX)


def _curve_of(field: str, words: Translator) -> tuple[Curve, bool]:
    """Return how a measure is shown, and whether a verdict hangs on its limit."""
    return next(
        (curve, plot.limit == field)
        for plot in plots(words)
        for curve in plot.curves
        if curve.field == field
    )


def _labels(weeks: Sequence[Week], words: Translator) -> list[str]:
    return [words.day(week.monday) for week in weeks]


def _week_axis(words: Translator) -> alt.X:
    # As words and not as dates: the browser would write the months in English.
    axis = alt.Axis(labelAngle=0, labelOverlap=True)
    return alt.X("week:O", sort=None, title=words.text("week from"), axis=axis)


def _tooltips(words: Translator, number: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("week:O", title=words.text("week from")),
        alt.Tooltip("value:Q", title=" ", format=number),
    ]


def _line_across(value: float, name: str) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame({"level": [value], "name": [name]}))
        .mark_rule(color=LIMIT_HEX, strokeDash=[6, 4], strokeWidth=2)
        .encode(
            y="level:Q",
            tooltip=[
                alt.Tooltip("name:N", title=" "),
                alt.Tooltip("level:Q", title=" ", format=".0f"),
            ],
        )
    )
    return chart
