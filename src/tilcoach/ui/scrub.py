"""Charts of a film that lead to a moment of it: a click on a curve, or on the bar of a lift."""

from __future__ import annotations

import math
from functools import partial

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from tilcoach.coaching import JudgedLift, Verdict
from tilcoach.kinematics import PostureSeries
from tilcoach.messages import Translator
from tilcoach.overlay.palette import VERDICT_HEX
from tilcoach.report import decisive_s
from tilcoach.ui.charts import TIME_AXIS, Plot
from tilcoach.ui.moment import go_to, shown_s

PICK = "moment"
"""What the click is called in a chart."""

_MOST_PLACES = 400  # a chart is not much wider in pixels, and each place has to be found again
_NOW_HEX = "#d1495b"  # the line of a player; no verdict and no measure has this colour
_TIMELINE_PX = 64
_BAR_PX = 26
_INK_HEX = "#1c2630"  # on the verdicts' colours, at least 4.5 to 1
_SHAPES = {Verdict.GOED: "●", Verdict.FOUT: "▲", Verdict.NOT_JUDGED: "○"}


def with_moments(
    chart: alt.LayerChart, plot: Plot, postures: PostureSeries, words: Translator
) -> alt.LayerChart:
    """Return a chart that can be clicked anywhere, with a line at the moment that is shown.

    Parameters
    ----------
    chart
        With time on its x axis.
    plot
        What it shows; the values of a moment stand in its tooltip.
    postures
        The measures over time.
    words
        In the user's language.
    """
    layers = [*chart.layer, _places(plot, postures, words)]
    now_s = shown_s()
    if now_s is not None:
        layers.append(_now(now_s))
    return alt.LayerChart(layer=layers, title=chart.title, height=chart.height)


def show_with_moments(chart: alt.LayerChart, key: str, description: str) -> None:
    """Show a chart of `with_moments` or `draw_timeline`; a click goes to that moment.

    Parameters
    ----------
    chart
        The chart.
    key
        Unlike that of any other chart.
    description
        For those who cannot see it.
    """
    st.altair_chart(
        chart, key=key, on_select=partial(_follow, key), selection_mode=PICK, alt=description
    )


def draw_timeline(
    lifts: tuple[JudgedLift, ...], duration_s: float, words: Translator
) -> alt.LayerChart:
    """Return the lifts of one person as bars on the time of the film; a click shows one.

    Parameters
    ----------
    lifts
        In order of time.
    duration_s
        Of the film.
    words
        In the user's language.
    """
    pick = alt.selection_point(name=PICK, fields=["time_s"], empty=False, clear=False)
    base = alt.Chart(_bar_table(lifts, words)).encode(
        x=alt.X("start_s:Q", title=None, axis=TIME_AXIS, scale=alt.Scale(domain=[0, duration_s])),
        tooltip=alt.Tooltip("told:N", title=" "),
    )
    bars = base.mark_bar(height=_BAR_PX, cornerRadius=7, cursor="pointer").encode(
        x2="end_s:Q",
        color=alt.Color(
            "verdict:N",
            scale=alt.Scale(domain=list(VERDICT_HEX), range=list(VERDICT_HEX.values())),
            legend=None,
        ),
    )
    names = base.mark_text(color=_INK_HEX, fontSize=14, fontWeight="bold", dx=8, align="left")
    layers = [bars.add_params(pick), names.encode(text="shown:N")]
    now_s = shown_s()
    if now_s is not None:
        layers.append(_now(now_s))
    return alt.LayerChart(layer=layers, height=_TIMELINE_PX)


def _bar_table(lifts: tuple[JudgedLift, ...], words: Translator) -> pd.DataFrame:
    """Return one row per lift; ``time_s`` is where a click goes to."""
    verdicts = [worst(judged) for judged in lifts]
    numbers = [judged.lift.number for judged in lifts]
    return pd.DataFrame(
        {
            "start_s": [judged.lift.start_s for judged in lifts],
            "end_s": [judged.lift.end_s for judged in lifts],
            "time_s": [decisive_s(judged) for judged in lifts],
            "verdict": [str(verdict) for verdict in verdicts],
            "shown": [f"{_SHAPES[v]} {n}" for v, n in zip(verdicts, numbers, strict=True)],
            "told": [
                f"{words.text('Lift {n}', n=n)}: {words.verdict(v)}"
                for v, n in zip(verdicts, numbers, strict=True)
            ],
        }
    )


def worst(judged: JudgedLift) -> Verdict:
    """Return the verdict that stands for a lift: what was found, or else what was good.

    Parameters
    ----------
    judged
        The lift with its findings.
    """
    given = {finding.verdict for finding in judged.findings}
    order = (Verdict.FOUT, Verdict.GOED, Verdict.NOT_JUDGED)
    return next(verdict for verdict in order if verdict in given)


def _follow(key: str) -> None:
    """Go where the user clicked; called by Streamlit before the page is drawn again."""
    picked = st.session_state[key].selection[PICK]
    if picked:
        go_to(float(picked[0]["time_s"]))


def _places(plot: Plot, postures: PostureSeries, words: Translator) -> alt.Chart:
    """Return a layer that nobody sees, whose nearest moment takes the click."""
    pick = alt.selection_point(
        name=PICK, fields=["time_s"], on="click", nearest=True, empty=False, clear=False
    )
    chart: alt.Chart = (
        alt.Chart(_place_table(plot, postures, words))
        .mark_point(opacity=0, cursor="pointer")
        .encode(
            x="time_s:Q",
            tooltip=[
                alt.Tooltip("time_s:Q", title=words.text("time in seconds"), format=".1f"),
                *(
                    alt.Tooltip(f"value_{number}:N", title=curve.name)
                    for number, curve in enumerate(plot.curves)
                ),
            ],
        )
        .add_params(pick)
    )
    return chart


def _place_table(plot: Plot, postures: PostureSeries, words: Translator) -> pd.DataFrame:
    rows = slice(None, None, max(1, math.ceil(len(postures) / _MOST_PLACES)))
    columns = {
        f"value_{number}": [
            words.number(value) if np.isfinite(value) else words.text("not measured")
            for value in getattr(postures, curve.field)[rows] * curve.scale
        ]
        for number, curve in enumerate(plot.curves)
    }
    return pd.DataFrame({"time_s": postures.time_s[rows].round(2), **columns})


def _now(now_s: float) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame({"now_s": [now_s]}))
        .mark_rule(color=_NOW_HEX, strokeWidth=2)
        .encode(x="now_s:Q")
    )
    return chart
