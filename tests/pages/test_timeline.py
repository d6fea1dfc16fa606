"""From a click in a chart to a moment of the film."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import altair as alt
import pytest
import streamlit as st

from tilcoach.coaching import JudgedLift, Reason, Verdict, read_limits
from tilcoach.i18n import LANGUAGES, Language, Translator, translator
from tilcoach.kinematics import PostureSeries
from tilcoach.session_files import decisive_s
from tilcoach.ui.components.charts import draw_plot, plots
from tilcoach.ui.film import timeline


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Stand in for the state of a user's session."""
    state: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", state)
    return state


def layers(chart: dict[str, Any]) -> list[str]:
    return [layer["mark"]["type"] for layer in chart["layer"]]


def rows(chart: dict[str, Any], column: str) -> list[dict[str, Any]]:
    (found,) = (rows for rows in chart["datasets"].values() if column in rows[0])
    return list(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_takes_a_click_anywhere(
    language: Language, postures: PostureSeries, stooped: JudgedLift, session: dict[str, Any]
) -> None:
    words = translator(language)
    for plot in plots(words):
        drawn = draw_plot(plot, postures, (stooped,), read_limits(), words)
        chart = timeline.with_playhead(drawn, plot, postures, words).to_dict()
        (pick,) = chart["params"]
        assert pick["name"] == timeline.SELECTION
        assert pick["select"]["nearest"]
        places = rows(chart, "value_0")
        assert len(places) == len(postures)
        assert places[50]["time_s"] == pytest.approx(2.5)
    assert session == {}


def test_click_targets_show_the_values_and_what_was_not_measured(
    dutch: Translator, postures: PostureSeries, session: dict[str, Any]
) -> None:
    plot = plots(dutch)[0]
    drawn = draw_plot(plot, postures, (), read_limits(), dutch)
    assert session == {}
    places = rows(timeline.with_playhead(drawn, plot, postures, dutch).to_dict(), "value_0")
    at_4_5_s = next(place for place in places if place["time_s"] == pytest.approx(4.5))
    assert at_4_5_s["value_0"] == "61"
    assert at_4_5_s["value_1"] == "niet gemeten"  # the knee has a gap from 4 to 5 s


def test_a_line_stands_at_the_moment_that_is_shown_and_not_while_the_film_plays(
    dutch: Translator, postures: PostureSeries, stooped: JudgedLift, session: dict[str, Any]
) -> None:
    plot = plots(dutch)[0]
    drawn = draw_plot(plot, postures, (), read_limits(), dutch)
    playing = layers(timeline.with_playhead(drawn, plot, postures, dutch).to_dict())
    session["moment_s"] = 3.0
    stopped = timeline.with_playhead(drawn, plot, postures, dutch).to_dict()
    assert layers(stopped) == [*playing, "rule"]
    assert rows(stopped, "now_s") == [{"now_s": 3.0}]
    bars = timeline.draw_timeline((stooped,), 10.0, dutch).to_dict()
    assert rows(bars, "now_s") == [{"now_s": 3.0}]


def test_the_timeline_has_a_bar_per_lift_that_seeks_to_its_decisive_moment(
    dutch: Translator, stooped: JudgedLift, session: dict[str, Any]
) -> None:
    good = replace(
        stooped,
        lift=replace(stooped.lift, number=2, start_s=6.0, end_s=8.0),
        findings=stooped.findings[1:],
    )
    chart = timeline.draw_timeline((stooped, good), 10.0, dutch).to_dict()
    assert session == {}
    first, second = rows(chart, "tooltip")
    assert first["time_s"] == pytest.approx(decisive_s(stooped))
    assert (first["label"], second["label"]) == ("▲ 1", "● 2")
    assert first["tooltip"] == "Tilbeweging 1: Fout"
    assert chart["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 10.0]


def test_what_was_found_stands_for_a_lift_before_what_was_good(stooped: JudgedLift) -> None:
    open_ = replace(stooped.findings[0], verdict=Verdict.NOT_JUDGED, reason=Reason.VIEW_SIDE)
    assert timeline.overall_verdict(stooped) is Verdict.FOUT
    assert timeline.overall_verdict(replace(stooped, findings=stooped.findings[1:])) is Verdict.GOED
    assert timeline.overall_verdict(replace(stooped, findings=(open_,) * 3)) is Verdict.NOT_JUDGED


def test_a_click_goes_there_and_an_empty_one_stays(
    session: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr(st, "altair_chart", lambda _, **kwargs: given.update(kwargs))
    timeline.show_seekable_chart(alt.LayerChart(), "curve", "Buiging")
    assert given["alt"] == "Buiging"
    session["curve"] = SimpleNamespace(selection={timeline.SELECTION: []})
    given["on_select"]()
    assert "moment_s" not in session
    session["curve"] = SimpleNamespace(selection={timeline.SELECTION: [{"time_s": 2.52}]})
    given["on_select"]()
    assert session["moment_s"] == pytest.approx(2.5)  # in the steps of the slider
