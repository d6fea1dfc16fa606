from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from tilcoach.coaching import JudgedLift, read_limits
from tilcoach.i18n import LANGUAGES, Language, Translator, translator
from tilcoach.kinematics import PostureSeries
from tilcoach.measures import LOAD_DISTANCE, TRUNK_ROTATION
from tilcoach.ui.components.charts import curve_table, draw_plot, plots


def layers(chart: dict[str, Any]) -> list[str]:
    return [layer["mark"]["type"] for layer in chart["layer"]]


def test_every_chart_has_lifts_curves_and_its_limit(
    dutch: Translator, postures: PostureSeries, stooped: JudgedLift
) -> None:
    limits = read_limits()
    for plot in plots(dutch):
        chart = draw_plot(plot, postures, (stooped,), limits, dutch).to_dict()
        expected = ["rect", "line"] + (["rule"] if plot.decides else [])
        assert layers(chart) == expected


def test_a_recording_without_lifts_has_no_bands(dutch: Translator, postures: PostureSeries) -> None:
    chart = draw_plot(plots(dutch)[0], postures, (), read_limits(), dutch).to_dict()
    assert layers(chart) == ["line"]


def test_a_limit_on_both_sides_is_drawn_twice(dutch: Translator, postures: PostureSeries) -> None:
    limits = read_limits()
    turn = next(plot for plot in plots(dutch) if plot.decides is TRUNK_ROTATION)
    chart = draw_plot(turn, postures, (), limits, dutch).to_dict()
    (rows,) = (rows for rows in chart["datasets"].values() if "level" in rows[0])
    value = limits.values()["trunk_rotation_deg"]
    assert sorted(row["level"] for row in rows) == [-value, value]


def test_shares_are_drawn_as_percentages_like_their_limit(
    dutch: Translator, postures: PostureSeries
) -> None:
    reach = next(plot for plot in plots(dutch) if plot.decides is LOAD_DISTANCE)
    assert curve_table(reach, postures, dutch)["value"].iloc[0] == pytest.approx(20)


def test_what_was_not_measured_is_a_gap(dutch: Translator, postures: PostureSeries) -> None:
    table = curve_table(plots(dutch)[0], postures, dutch)
    gap = table[(table["time_s"] > 4.1) & (table["time_s"] < 4.9)]
    assert set(gap["value"].isna().groupby(gap["curve"]).all()) == {True, False}


def test_a_long_recording_stays_light(dutch: Translator) -> None:
    times = np.linspace(0, 3600, 108_000)
    long = {field.name: np.zeros(len(times)) for field in fields(PostureSeries)}
    table = curve_table(plots(dutch)[1], PostureSeries(**(long | {"time_s": times})), dutch)
    assert 1000 < len(table) <= 1500


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_curve_is_a_measure(language: Language, postures: PostureSeries) -> None:
    names = [m.field for plot in plots(translator(language)) for m in plot.measures]
    assert len(names) == len(set(names))
    assert all(hasattr(postures, name) for name in names)
