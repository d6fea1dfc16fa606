"""Charts that seek the film: click a curve, or the bar of a lift."""

from __future__ import annotations

import math
from functools import partial

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from tilcoach.coaching import JudgedLift, Verdict
from tilcoach.i18n import Translator
from tilcoach.kinematics import PostureSeries
from tilcoach.overlay.palette import VERDICT_HEX
from tilcoach.session_files import decisive_s
from tilcoach.ui.components.charts import TIME_AXIS, Plot
from tilcoach.ui.film.player import current_s, seek

SELECTION = "moment"
"""Name of the selection in a chart."""

_MAX_TARGETS = 400  # a chart is not much wider in pixels
_PLAYHEAD_HEX = "#d1495b"  # no verdict and no measure has this colour
_TIMELINE_PX = 64
_BAR_PX = 26
_INK_HEX = "#1c2630"  # on the verdicts' colours, at least 4.5 to 1
_SHAPES = {Verdict.GOED: "●", Verdict.FOUT: "▲", Verdict.NOT_JUDGED: "○"}


def with_playhead(
    chart: alt.LayerChart, plot: Plot, postures: PostureSeries, words: Translator
) -> alt.LayerChart:
    """Return a chart that can be clicked anywhere, with a line at the moment shown."""
    layers = [*chart.layer, _click_targets(plot, postures, words)]
    now_s = current_s()
    if now_s is not None:
        layers.append(_playhead(now_s))
    return alt.LayerChart(layer=layers, title=chart.title, height=chart.height)


def show_seekable_chart(chart: alt.LayerChart, key: str, description: str) -> None:
    """Show a chart of `with_playhead` or `draw_timeline`; a click seeks the film."""
    st.altair_chart(
        chart,
        key=key,
        on_select=partial(_seek_to_selection, key),
        selection_mode=SELECTION,
        alt=description,
    )


def draw_timeline(
    lifts: tuple[JudgedLift, ...], duration_s: float, words: Translator
) -> alt.LayerChart:
    """Return the lifts of one person as bars on the time axis of the film."""
    pick = alt.selection_point(name=SELECTION, fields=["time_s"], empty=False, clear=False)
    base = alt.Chart(_bar_table(lifts, words)).encode(
        x=alt.X("start_s:Q", title=None, axis=TIME_AXIS, scale=alt.Scale(domain=[0, duration_s])),
        tooltip=alt.Tooltip("tooltip:N", title=" "),
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
    layers = [bars.add_params(pick), names.encode(text="label:N")]
    now_s = current_s()
    if now_s is not None:
        layers.append(_playhead(now_s))
    return alt.LayerChart(layer=layers, height=_TIMELINE_PX)


def _bar_table(lifts: tuple[JudgedLift, ...], words: Translator) -> pd.DataFrame:
    """Return one row per lift; a click seeks to ``time_s``."""
    verdicts = [overall_verdict(judged) for judged in lifts]
    numbers = [judged.lift.number for judged in lifts]
    return pd.DataFrame(
        {
            "start_s": [judged.lift.start_s for judged in lifts],
            "end_s": [judged.lift.end_s for judged in lifts],
            "time_s": [decisive_s(judged) for judged in lifts],
            "verdict": [str(verdict) for verdict in verdicts],
            "label": [f"{_SHAPES[v]} {n}" for v, n in zip(verdicts, numbers, strict=True)],
            "tooltip": [
                f"{words.text('Lift {n}', n=n)}: {words.verdict(v)}"
                for v, n in zip(verdicts, numbers, strict=True)
            ],
        }
    )


def overall_verdict(judged: JudgedLift) -> Verdict:
    """Return the one verdict for a lift: *fout* if any, else *goed* if any."""
    verdicts = {finding.verdict for finding in judged.findings}
    order = (Verdict.FOUT, Verdict.GOED, Verdict.NOT_JUDGED)
    return next(verdict for verdict in order if verdict in verdicts)


def _seek_to_selection(key: str) -> None:
    """Seek to where the user clicked; Streamlit calls it before the rerun."""
    picked = st.session_state[key].selection[SELECTION]
    if picked:
        seek(float(picked[0]["time_s"]))


def _click_targets(plot: Plot, postures: PostureSeries, words: Translator) -> alt.Chart:
    """Return an invisible layer whose nearest point takes the click."""
    pick = alt.selection_point(
        name=SELECTION, fields=["time_s"], on="click", nearest=True, empty=False, clear=False
    )
    chart: alt.Chart = (
        alt.Chart(_target_table(plot, postures, words))
        .mark_point(opacity=0, cursor="pointer")
        .encode(
            x="time_s:Q",
            tooltip=[
                alt.Tooltip("time_s:Q", title=words.text("time in seconds"), format=".1f"),
                *(
                    alt.Tooltip(f"value_{number}:N", title=words.measure(measure))
                    for number, measure in enumerate(plot.measures)
                ),
            ],
        )
        .add_params(pick)
    )
    return chart


def _target_table(plot: Plot, postures: PostureSeries, words: Translator) -> pd.DataFrame:
    rows = slice(None, None, max(1, math.ceil(len(postures) / _MAX_TARGETS)))
    columns = {
        f"value_{number}": [
            words.number(value) if np.isfinite(value) else words.text("not measured")
            for value in getattr(postures, measure.field)[rows] * measure.scale
        ]
        for number, measure in enumerate(plot.measures)
    }
    return pd.DataFrame({"time_s": postures.time_s[rows].round(2), **columns})


def _playhead(now_s: float) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(pd.DataFrame({"now_s": [now_s]}))
        .mark_rule(color=_PLAYHEAD_HEX, strokeWidth=2)
        .encode(x="now_s:Q")
    )
    return chart
