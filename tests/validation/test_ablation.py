"""The plain ways beside ours: on a person of sticks, and on the sample clips."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tilcoach.coaching import Pattern, Verdict, read_limits
from tilcoach.kinematics import find_standing_positions
from tilcoach.measures import TRUNK_ROTATION
from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Floats
from tilcoach.validation import ClipRun, Comparison, compare_choices
from tilcoach.validation.ablation_lifts import compare_finding, runs_of
from tilcoach.validation.ablation_smoothing import filter_live, jitter_deg, lag_s
from tilcoach.validation.ablation_verdicts import compare_judging, without_doubt
from tilcoach.validation.baselines import BASELINES, BaselineSetting, places
from tilcoach.validation.clip_results import measured_runs

TIMES_S = np.arange(0, 4, 1 / 30)
HEIGHT_M = 1.75


@pytest.fixture
def bend(stick: Callable[..., PoseSeries]) -> Callable[..., BaselineSetting]:
    """Film somebody who stands for three seconds and then does something: the last place."""

    def film(yaw_deg: float, **does: float) -> BaselineSetting:
        down = TIMES_S >= 3.2
        doing = {name: np.where(down, value, 0.0) for name, value in does.items()}
        series = stick(TIMES_S, yaw_deg=yaw_deg, height_m=HEIGHT_M, **doing)
        return places(series, find_standing_positions(series), HEIGHT_M)[-1]

    return film


def at_the_end(measure: str, place: BaselineSetting) -> Mapping[str, float]:
    return {name: float(estimate(place)[-1]) for name, estimate in BASELINES[measure].items()}


@pytest.fixture(scope="module")
def comparisons(runs: tuple[ClipRun, ...]) -> Mapping[str, Comparison]:
    return {one.title.split(",")[0]: one for one in compare_choices(runs)}


def test_from_the_side_every_plain_way_to_trunk_and_knee_is_right(
    bend: Callable[..., BaselineSetting],
) -> None:
    place = bend(0.0, trunk_deg=60.0, knee_deg=50.0)
    assert_allclose(list(at_the_end("trunk_flexion_deg", place).values()), 60.0, atol=1.0)
    assert_allclose(list(at_the_end("knee_flexion_deg", place).values()), 50.0, atol=1.0)


def test_obliquely_the_picture_alone_is_wrong_and_depth_is_right(
    bend: Callable[..., BaselineSetting],
) -> None:
    place = bend(50.0, trunk_deg=60.0, knee_deg=50.0)
    trunk, knee = (at_the_end(f"{name}_flexion_deg", place) for name in ("trunk", "knee"))
    assert trunk["picture (2-D) against its vertical"] < 52.0
    assert trunk["world landmarks against the own upright"] == pytest.approx(60.0, abs=1.0)
    assert knee["picture (2-D)"] < 40.0
    assert knee["picture, depth by bone lengths"] == pytest.approx(50.0, abs=1.0)


def test_a_camera_that_looks_down_misleads_whoever_trusts_its_vertical(
    stick: Callable[..., PoseSeries],
) -> None:
    series = stick(TIMES_S, yaw_deg=90.0, pitch_deg=25.0, height_m=HEIGHT_M)
    (place,) = places(series, find_standing_positions(series), HEIGHT_M)
    trunk = at_the_end("trunk_flexion_deg", place)
    assert trunk["world landmarks against the picture's vertical"] == pytest.approx(25.0, abs=1.0)
    assert trunk["world landmarks against the own upright"] == pytest.approx(0.0, abs=1.0)
    assert trunk["hybrid, less the angle while standing"] == pytest.approx(0.0, abs=1.0)


def test_a_twist_is_seen_by_both_and_a_turned_body_by_one(
    bend: Callable[..., BaselineSetting],
) -> None:
    name = "trunk_rotation_deg"
    twisted = at_the_end(name, bend(90.0, rotation_deg=40.0))
    assert_allclose(list(twisted.values()), 40.0, atol=1.0)
    turned = list(at_the_end(name, bend(90.0, heading_deg=40.0)).values())
    assert_allclose(turned, [0.0, 40.0], atol=1.0)


def test_the_distance_in_the_picture_holds_from_the_side_only(
    stick: Callable[..., PoseSeries],
) -> None:
    for yaw_deg, seen in ((0.0, 1.0), (60.0, 0.5)):
        reach = np.where(TIMES_S >= 3.2, 0.3, 0.0)
        series = stick(TIMES_S, yaw_deg=yaw_deg, reach=reach, height_m=HEIGHT_M)
        (place,) = places(series, find_standing_positions(series), HEIGHT_M)
        distance = at_the_end("load_distance_cm", place)
        true_cm = 30.0 * HEIGHT_M
        assert distance["picture (2-D), by body height"] == pytest.approx(seen * true_cm, rel=0.05)
        assert distance["world landmarks as they are"] == pytest.approx(true_cm, rel=0.02)


def test_runs_are_first_and_last_places() -> None:
    assert runs_of([True, True, False, True]) == [(0, 1), (3, 3)]
    assert runs_of([False]) == runs_of([]) == []


def _trunk(run: ClipRun) -> tuple[Floats, Floats]:
    time_s = run.clip.time_s
    return run.clip.measures["trunk_flexion_deg"], time_s


def test_lag_is_how_late_the_estimate_is(runs: tuple[ClipRun, ...]) -> None:
    _, time_s = _trunk(runs[0])
    late = runs[0].clip.at("trunk_flexion_deg", time_s - 0.08) + 3.0
    assert lag_s(late, runs[0].clip, time_s) == pytest.approx(0.08, abs=0.006)


def test_jitter_is_of_standing_only_and_without_an_offset() -> None:
    time_s = np.arange(0, 4, 0.1)
    truth = np.where(time_s < 2, 1.0, 60.0 * (time_s - 2))
    noise = np.where(np.arange(len(time_s)) % 2, 0.5, -0.5)
    jumps = jitter_deg(truth + 7.0 + noise, truth, time_s)
    assert 10 < len(jumps) < 20
    assert_allclose(np.abs(jumps), 1.0)


def test_the_live_filter_is_later_than_the_other_two(
    comparisons: Mapping[str, Comparison], runs: tuple[ClipRun, ...]
) -> None:
    none, live, files = comparisons["Smoothing"].variants
    jitter, lag = comparisons["Smoothing"].columns
    assert files.values[jitter] < live.values[jitter]
    assert files.values[lag] <= none.values[lag] < live.values[lag]
    (first, *_) = measured_runs(runs)
    assert len(filter_live(first.raw)) == len(first.raw)


def test_ours_on_the_samples_is_what_the_report_says(comparisons: Mapping[str, Comparison]) -> None:
    assert len(comparisons) == len(BASELINES) + 4
    for comparison in comparisons.values():
        assert all(set(v.values) <= set(comparison.columns) for v in comparison.variants)
    finding = comparisons["Finding lifts"]
    angle, *_, ours = finding.variants
    assert ours.values["F1"] == 1.0
    assert angle.values["F1"] <= 1.0
    judging = comparisons["When to judge"]
    always, *_, ours = judging.variants
    assert ours.values["false fout"] == ours.values["false goed"] == 0
    assert always.values["not judged"] <= ours.values["not judged"]


def test_without_lifts_every_stretch_beyond_an_angle_is_false(runs: tuple[ClipRun, ...]) -> None:
    nobody = [replace(run, clip=replace(run.clip, lifts=())) for run in runs]
    angle = compare_finding(nobody).variants[0]
    seconds = sum(run.clip.duration_s for run in runs)
    expected = 60 * angle.values["false"] / seconds
    assert angle.values["false a minute where nobody lifts"] == pytest.approx(expected)
    assert angle.values["false"] >= 4


def test_without_doubt_there_is_no_band_around_any_limit() -> None:
    sharp = without_doubt(read_limits())
    assert not any(limit.margin for limit in sharp.measures.values())
    assert sharp.of(TRUNK_ROTATION).value == read_limits().of(TRUNK_ROTATION).value


def test_a_false_fout_is_counted(runs: tuple[ClipRun, ...]) -> None:
    run = next(run for run in runs if run.clip.name == "stoop_straight_legs")
    goed = {Pattern.STRAIGHT_LEGS: frozenset({Verdict.GOED})}
    lifts = tuple(replace(x, verdicts={**x.verdicts, **goed}) for x in run.clip.lifts)
    wrong = replace(run, clip=replace(run.clip, lifts=lifts))
    ours = compare_judging([wrong]).variants[-1]
    assert ours.values["false fout"] == 2
