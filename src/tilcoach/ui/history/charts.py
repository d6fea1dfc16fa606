"""How practice went week by week, as charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import altair as alt
import pandas as pd

from tilcoach.coaching import Limits, Pattern
from tilcoach.i18n import Translator
from tilcoach.measures import Measure
from tilcoach.overlay.palette import MEASURE_HEX
from tilcoach.store import Tally, Week
from tilcoach.ui.components.charts import LIMIT_HEX, SECOND_HEX

_HEIGHT_PX = 270  # with the title and the axis
_SHARES_PX = 330  # with a legend as well
_THIRD_HEX = "#7c8b9b"
_PATTERN_HEX = [MEASURE_HEX, SECOND_HEX, _THIRD_HEX]
_PATTERN_SHAPES = ["circle", "square", "triangle-up"]  # nobody depends on the colours
_POINT = 90  # square pixels: a single week is visible as well
_PERCENT = 100


def draw_lifts(weeks: Sequence[Week], target: int | None, words: Translator) -> alt.LayerChart:
    """Return the number of lifts per week as bars, with the target as a dashed line."""
    table = pd.DataFrame({"week": _labels(weeks, words), "value": [week.lifts for week in weeks]})
    bars = (
        alt.Chart(table)
        .mark_bar(color=MEASURE_HEX, size=24)
        .encode(
            x=_week_axis(),
            y=alt.Y("value:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            tooltip=_tooltips(".0f"),
        )
    )
    layers = [bars]
    if target is not None:
        layers.append(_line_across(target, words.text("target")))
    return alt.LayerChart(layer=layers, title=words.text("Lifts per week"), height=_HEIGHT_PX)


def draw_shares(
    weeks: Sequence[Week], share: Callable[[Tally], float], title: str, words: Translator
) -> alt.Chart:
    """Return a share per pattern and week, as a percentage."""
    names = [words.pattern(pattern) for pattern in Pattern]
    chart: alt.Chart = (
        alt.Chart(share_table(weeks, share, words))
        .mark_line(
            strokeWidth=2,
            point=alt.OverlayMarkDef(size=_POINT, filled=True),
            invalid="break-paths-show-domains",
        )
        .encode(
            x=_week_axis(),
            y=alt.Y(
                "value:Q",
                title=None,
                scale=alt.Scale(domain=[0, _PERCENT]),
                axis=alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.label + '%'"),
            ),
            color=alt.Color(
                "pattern:N",
                scale=alt.Scale(domain=names, range=_PATTERN_HEX),
                legend=alt.Legend(title=None, orient="top", labelLimit=0, columns=1),
            ),
            shape=alt.Shape("pattern:N", scale=alt.Scale(domain=names, range=_PATTERN_SHAPES)),
            tooltip=[alt.Tooltip("pattern:N", title=" "), *_tooltips(".0f")],
        )
        .properties(title=title, height=_SHARES_PX)
    )
    return chart


def share_table(
    weeks: Sequence[Week], share: Callable[[Tally], float], words: Translator
) -> pd.DataFrame:
    """Return one row per week and pattern; NaN where there is nothing to take a share of."""
    return pd.DataFrame(
        [
            {"week": label, "value": _PERCENT * share(tally), "pattern": words.pattern(pattern)}
            for label, week in zip(_labels(weeks, words), weeks, strict=True)
            for pattern, tally in week.tallies.items()
        ]
    )


def draw_measure(
    weeks: Sequence[Week], measure: Measure, limits: Limits, words: Translator
) -> alt.LayerChart:
    """Return the median of a measure per week, with the limit that belongs to it."""
    values = [measure.scale * week.measures[measure.field] for week in weeks]
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
            x=_week_axis(),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=True)),
            tooltip=_tooltips(".0f"),
        )
    )
    layers = [line]
    if measure.pattern is not None:
        level = measure.scale * limits.of(measure).value
        layers.append(_line_across(level, words.text("limit")))
    name = words.with_unit(words.measure(measure), measure)
    title = words.text("{measure}, median per week", measure=name)
    return alt.LayerChart(layer=layers, title=title, height=_HEIGHT_PX)


def _labels(weeks: Sequence[Week], words: Translator) -> list[str]:
    return [words.text("week of {day}", day=words.short_day(week.monday)) for week in weeks]


def _week_axis() -> alt.X:
    # As words and not as dates: the browser would write the months in English.
    axis = alt.Axis(labelAngle=0, labelOverlap=True)
    return alt.X("week:O", sort=None, title=None, axis=axis)


def _tooltips(number: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("week:O", title=" "),
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
