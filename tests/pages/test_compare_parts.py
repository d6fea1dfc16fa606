"""The parts of the page Compare: sentences, figures, curves and the body of sticks."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from tilcoach.coaching import (
    ComparedLift,
    Difference,
    JudgedLift,
    Outcome,
    compare_lifts,
    read_limits,
)
from tilcoach.i18n import LANGUAGES, Language, Translator, translator
from tilcoach.kinematics import ViewLabel
from tilcoach.measures import (
    KNEE_FLEXION,
    LOAD_DISTANCE,
    MEASURES,
    STOOP_SQUAT,
    TRUNK_FLEXION,
    Measure,
)
from tilcoach.pose import Keypoint, PoseSeries
from tilcoach.ui.compare.charts import draw_pair, pair_names, pair_table
from tilcoach.ui.compare.wording import difference_sentences, figures_table
from tilcoach.ui.components.stick_figure import draw_figure, points_at


@pytest.fixture
def lift(stooped: JudgedLift) -> ComparedLift:
    return ComparedLift.of(stooped, read_limits(), ViewLabel.SIDE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", [Outcome.MORE, Outcome.LESS])
@pytest.mark.parametrize("measure", MEASURES)
def test_each_difference_is_one_sentence_with_both_values(
    language: Language, outcome: Outcome, measure: Measure
) -> None:
    words = translator(language)
    (sentence,) = difference_sentences([Difference(measure, 35.0, 62.0, outcome)], words)
    assert sentence.endswith(").")
    for value in (35.0, 62.0):
        assert words.quantity(value, measure.finding_unit) in sentence
    assert "{" not in sentence


def test_the_sentences_for_more_and_less_are_all_different(dutch: Translator) -> None:
    told = {
        next(difference_sentences([Difference(measure, 1.0, 2.0, outcome)], dutch))
        for measure in MEASURES
        for outcome in (Outcome.MORE, Outcome.LESS)
    }
    assert len(told) == 2 * len(MEASURES)


def test_a_difference_is_told_as_a_patient_would_say_it(dutch: Translator) -> None:
    told = difference_sentences([Difference(KNEE_FLEXION, 35, 62, Outcome.MORE)], dutch)
    assert list(told) == ["In de tweede tilbeweging gaan de knieën verder door (62°; eerste: 35°)."]


def test_a_lift_and_itself_are_about_the_same(lift: ComparedLift, dutch: Translator) -> None:
    same, unknown = difference_sentences(compare_lifts(lift, lift), dutch)
    assert same.startswith("Ongeveer gelijk: buiging van de romp, buiging van de knie, ")
    assert unknown.startswith("Niet te vergelijken: schouders gedraaid tegenover het bekken.")


def test_the_table_says_what_was_not_seen_with_a_dash(
    lift: ComparedLift, dutch: Translator
) -> None:
    table = figures_table(compare_lifts(lift, lift), dutch)
    assert table.count("<tr") == 1 + len(MEASURES)
    assert "Buiging van de romp" in table
    (turn,) = re.findall(r'<tr data-outcome="unknown">.*?</tr>', table)
    assert turn.count("<td>\N{EN DASH}</td>") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_curves_lie_on_one_axis_with_the_limit(lift: ComparedLift, language: Language) -> None:
    words = translator(language)
    table = pair_table(LOAD_DISTANCE, lift, lift, words)
    assert set(table["lift"]) == set(pair_names(words))
    assert table["share"].between(0, 1).all()
    assert table["value"].dropna().unique() == pytest.approx([20])  # per cent of body height
    chart = draw_pair(LOAD_DISTANCE, lift, lift, words)
    assert chart is not None
    drawn = chart.to_dict()
    assert len(drawn["layer"]) == 3
    limits = next(iter(reversed(drawn["datasets"].values())))
    assert {row["level"] for row in limits} == {100 * read_limits().values()["load_distance_ratio"]}


def test_the_slower_of_two_lifts_gives_the_same_curve(
    lift: ComparedLift, dutch: Translator
) -> None:
    slowed = replace(
        lift,
        times=type(lift.times)(*(3 * lift.times.moments_s).tolist()),
        postures=replace(lift.postures, time_s=3 * lift.postures.time_s),
    )
    first, second = (
        part["value"] for _, part in pair_table(TRUNK_FLEXION, lift, slowed, dutch).groupby("lift")
    )
    np.testing.assert_allclose(first, second, atol=1e-6)


def test_a_limit_of_each_profile_is_drawn_and_a_common_one_once(
    lift: ComparedLift, dutch: Translator
) -> None:
    limits = read_limits()
    own = limits.with_values({STOOP_SQUAT.limit: 60.0}, "Profile")
    for second, levels in ((lift, {75.0}), (replace(lift, limits=own), {60.0, 75.0})):
        chart = draw_pair(STOOP_SQUAT, lift, second, dutch)
        assert chart is not None
        datasets = chart.to_dict()["datasets"].values()
        assert {r["level"] for rows in datasets for r in rows if "level" in r} == levels


def test_what_neither_lift_shows_is_not_drawn_and_what_one_shows_is(
    lift: ComparedLift, dutch: Translator
) -> None:
    front = replace(lift, view=ViewLabel.FRONT)
    assert draw_pair(KNEE_FLEXION, front, front, dutch) is None
    assert set(pair_table(KNEE_FLEXION, lift, front, dutch)["lift"]) == {pair_names(dutch)[0]}


def svg_of(html: str) -> str:
    (encoded,) = re.findall(r"base64,([\w+/=]+)", html)
    return base64.b64decode(encoded).decode()


def test_a_figure_is_drawn_from_points_with_a_caption(
    stick: Callable[..., PoseSeries],
) -> None:
    poses = stick([0.0, 1.0], trunk_deg=[0, 70], knee_deg=[0, 40])
    html = draw_figure(points_at(poses, 0.9), "Het <laagste> moment")
    assert 'alt="Het &lt;laagste&gt; moment"' in html
    numbers = [float(n) for n in re.findall(r"-?\d+\.\d", svg_of(html))]
    assert all(0 <= number <= 200 for number in numbers)
    assert svg_of(html).count("<path") > 12


def test_a_figure_near_the_camera_is_as_large_as_one_far_away(
    stick: Callable[..., PoseSeries],
) -> None:
    near, far = (
        svg_of(draw_figure(points_at(stick([0.0], trunk_deg=60, px_per_m=px), 0.0), "x"))
        for px in (300.0, 100.0)
    )
    assert near == far


def test_what_was_not_seen_is_not_drawn(stick: Callable[..., PoseSeries]) -> None:
    points = points_at(stick([0.0], hidden=("LEFT", "EAR")), 0.0)
    assert Keypoint.LEFT_KNEE not in points
    html = draw_figure(points, "x")
    assert "circle" not in svg_of(html)
    whole = draw_figure(points_at(stick([0.0]), 0.0), "x")
    assert svg_of(html).count("<path") < svg_of(whole).count("<path")


def test_without_points_there_is_no_drawing() -> None:
    empty = PoseSeries(np.zeros((0, 33, 2)), np.zeros((0, 33, 3)), np.zeros((0, 33)), np.zeros(0))
    assert points_at(empty, 1.0) == {}
    assert draw_figure({}, "x") == ""
