"""Scores on clips with exact truth."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tilcoach.coaching import JudgedLift, Pattern, Reason, Verdict
from tilcoach.errors import InputError
from tilcoach.kinematics import ViewLabel
from tilcoach.validation import (
    TARGETS,
    ClipRun,
    ClipsReport,
    Estimate,
    LiftScores,
    Source,
    TrueClip,
    read_clips,
    validate_clips,
)
from tilcoach.validation.clip_scores import ClipScores, Judged, match, match_stretches
from tilcoach.validation.clips import EXPECTED
from tilcoach.validation.errors_per_view import Errors, compare
from tilcoach.validation.live_pass import at_rate

Clips = tuple[TrueClip, ...]


def named(clips: Clips, name: str) -> TrueClip:
    return next(clip for clip in clips if clip.name == name)


def test_clips_are_read_with_their_truth(clips: Clips) -> None:
    stoop = named(clips, "stoop_straight_legs")
    assert stoop.view.label is ViewLabel.SIDE
    assert stoop.video.exists()
    assert len(stoop.lifts) == 2
    assert stoop.lifts[0].verdicts[Pattern.STRAIGHT_LEGS] == {Verdict.FOUT}
    assert np.nanmax(stoop.measures["trunk_flexion_deg"]) > 90
    assert stoop.lifts[0].values["stoop_squat_index"] > 90


def test_the_truth_is_known_between_frames_and_not_beyond(clips: Clips) -> None:
    clip = clips[0]
    middle_s = (clip.time_s[10] + clip.time_s[11]) / 2
    expected = clip.measures["trunk_flexion_deg"][10:12].mean()
    assert_allclose(clip.at("trunk_flexion_deg", np.array([middle_s])), expected)
    assert np.isnan(clip.at("trunk_flexion_deg", np.array([-1.0, 1e3]))).all()


def test_a_folder_without_truth_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"tools\.render"):
        read_clips(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_truth_that_another_editor_saved_is_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / EXPECTED).write_text("clip = []\n", encoding=encoding)
    assert read_clips(tmp_path) == ()


def test_errors_are_bias_mae_and_p95_over_what_was_measured() -> None:
    truth = np.array([10.0, 10.0, 10.0, 10.0, np.nan])
    errors = Errors.of(np.array([12.0, 8.0, 14.0, np.nan, 99.0]), truth)
    assert (errors.moments, errors.share_missing) == (4, 0.25)
    assert errors.bias == pytest.approx(4 / 3)
    assert errors.mae == pytest.approx(8 / 3)
    assert errors.p95 == pytest.approx(3.8)


def test_nothing_measured_is_no_error_of_zero() -> None:
    assert math.isnan(Errors.of(np.array([np.nan]), np.array([1.0])).mae)
    assert math.isnan(Errors.of(np.array([]), np.array([])).mae)


def test_found_lifts_are_matched_to_true_ones(clips: Clips, stoops: tuple[JudgedLift, ...]) -> None:
    true = named(clips, "stoop_straight_legs").lifts
    pairs = match(stoops, true)
    assert {(f.lift.number, true.index(t)) for f, t in pairs} == {(1, 0), (2, 1)}
    assert match(stoops[1:], true[:1]) == []


def test_the_best_overlap_wins_and_each_stretch_is_used_once() -> None:
    found, true = [(0.0, 1.4), (1.0, 2.0), (5.0, 6.0)], [(1.0, 2.2), (8.0, 9.0)]
    assert match_stretches(found, true) == [(1, 0)]


def test_the_knee_is_held_against_the_same_side_of_the_truth(runs: tuple[ClipRun, ...]) -> None:
    run = next(run for run in runs if run.clip.name == "squat_close")
    person = run.main_person
    assert person is not None
    knee = next(one for one in compare(run.clip, person) if one.measure == "knee_flexion_deg")
    times_s = person.poses.time_s[knee.moments]
    sides = [run.clip.at(f"knee_flexion_{side}_deg", times_s) for side in ("left", "right")]
    assert len(times_s) > 20
    assert (np.isclose(knee.truth, sides[0]) | np.isclose(knee.truth, sides[1])).all()


def test_what_was_missed_or_false_is_named(clips: Clips, stoops: tuple[JudgedLift, ...]) -> None:
    clip, scores = named(clips, "stoop_straight_legs"), ClipScores()
    elsewhere = replace(stoops[1].lift, start_s=20.0, upright_s=22.0)
    wrong = scores.add(clip, [stoops[0], replace(stoops[1], lift=elsewhere)])
    assert scores.lifts == LiftScores(hits=1, missed=1, false=1)
    assert len(wrong) == 2
    assert "false lift" in wrong[0]
    assert "missed lift" in wrong[1]


@pytest.mark.parametrize(
    ("right", "verdict_is_right", "counted"),
    [
        ({Verdict.FOUT}, True, (1, 0)),
        ({Verdict.GOED}, False, (0, 1)),
        ({Verdict.GOED, Verdict.FOUT, Verdict.NOT_JUDGED}, True, (0, 0)),  # near the limit
    ],
)
def test_only_a_clear_truth_counts(
    stoops: tuple[JudgedLift, ...],
    right: set[Verdict],
    verdict_is_right: object,
    counted: tuple[int, int],
) -> None:
    finding = stoops[0].finding(Pattern.STRAIGHT_LEGS)
    one = Judged(Pattern.STRAIGHT_LEGS, "side", finding, frozenset(right))
    assert one.is_right is verdict_is_right
    scores = one.scores()
    assert (scores.true_fout, scores.false_fout) == counted


def test_what_a_view_cannot_show_may_stay_unjudged(stoops: tuple[JudgedLift, ...]) -> None:
    finding = replace(
        stoops[0].finding(Pattern.LOAD_FAR), verdict=Verdict.NOT_JUDGED, reason=Reason.VIEW_FRONT
    )
    allowed = frozenset({Verdict.GOED, Verdict.NOT_JUDGED})
    hidden = Judged(Pattern.LOAD_FAR, "front", finding, allowed)
    assert hidden.scores().not_judged == 0
    visible = Judged(Pattern.LOAD_FAR, "side", finding, frozenset({Verdict.GOED}))
    assert visible.scores().not_judged == 1


def test_the_samples_are_found_and_judged_without_fault(report: ClipsReport) -> None:
    assert report.wrong == ()
    assert report.lifts == LiftScores(hits=8)
    assert report.live_agreement(30).value == 1.0
    assert all(scores.f1 == 1.0 for scores in report.patterns().values())
    assert set(report.errors()["trunk_flexion_deg"]) == {"side", "oblique"}


def test_clips_without_a_video_are_counted_and_not_measured(
    runs: tuple[ClipRun, ...], clips: Clips, tmp_path: Path
) -> None:
    absent = replace(clips[0], video=tmp_path / "none.mp4")
    assert clips[0].has_video
    assert not absent.has_video
    report = validate_clips(runs[1:], [absent.name])
    assert (report.clips, report.without_video) == (len(clips) - 1, (absent.name,))


def live_as(run: ClipRun, lifts: tuple[JudgedLift, ...]) -> ClipRun:
    """A clip in which the live pass at 30 Hz has these lifts."""
    return replace(run, live={30: replace(run.live[30], lifts=lifts)})


def test_where_live_and_file_differ_is_said(runs: tuple[ClipRun, ...]) -> None:
    run = next(run for run in runs if run.clip.name == "stoop_straight_legs")
    assert validate_clips([run]).live_differs == ()
    first, *others = run.live[30].lifts
    rest = tuple(others)
    praise = replace(first.findings[0], verdict=Verdict.GOED)
    otherwise = replace(first, findings=(praise, *first.findings[1:]))
    (line,) = validate_clips([live_as(run, (otherwise, *rest))]).live_differs
    assert "30 Hz" in line
    assert "straight_legs fout in the file, goed live" in line
    assert "not found live" in validate_clips([live_as(run, rest)]).live_differs[0]
    assert validate_clips([live_as(run, ())]).live_agreement(30).value == 0.0


def test_what_comes_from_the_frame_rate_is_told_apart(runs: tuple[ClipRun, ...]) -> None:
    run = next(run for run in runs if run.clip.name == "stoop_straight_legs")
    first, *others = run.live[30].lifts
    praise = replace(first.findings[0], verdict=Verdict.GOED)
    otherwise = (replace(first, findings=(praise, *first.findings[1:])), *others)
    slower = replace(run.live[30], lifts=otherwise, filed_at_rate=otherwise)
    report = validate_clips([replace(run, live={30: slower})])
    assert report.live_agreement(30).value == pytest.approx(1 - 1 / len(otherwise))
    assert report.live_agreement(30, at_rate=True).value == 1.0
    (line,) = report.live_differs
    assert line.endswith("goed live (as does the file at that rate)")


def test_errors_of_the_live_pass_are_counted_by_themselves(runs: tuple[ClipRun, ...]) -> None:
    run = next(run for run in runs if run.clip.name == "stoop_straight_legs")
    first, _ = run.live[30].lifts
    praise = replace(first.findings[0], verdict=Verdict.GOED)
    otherwise = replace(first, findings=(praise, *first.findings[1:]))
    passes = {15: run.live[30], 30: replace(run.live[30], lifts=(otherwise,))}
    report = validate_clips([replace(run, live=passes)])
    assert report.wrong == ()
    assert report.live(15).wrong == ()
    assert (report.live(30).lifts.hits, report.live(30).lifts.missed) == (1, 1)
    assert report.live(30).false_goed().value == 1.0
    source = Source("ours", report)
    figures = {target.name: target.figure(source).value for target in TARGETS}
    assert figures["false goed, share of what is fout"] == 0.0
    assert figures["live: false goed, share of what is fout"] == 1.0
    assert figures["live: lifts found, F1"] == pytest.approx(2 / 3)
    assert math.isnan(figures["live: false lifts an hour where nobody lifts"])


def test_a_lift_that_only_the_live_pass_tells_is_a_difference(runs: tuple[ClipRun, ...]) -> None:
    run = next(run for run in runs if run.clip.name == "squat_close")
    report = validate_clips([replace(run, live={30: replace(run.live[30], filed=())})])
    assert report.live_differs
    assert all("only found live" in line for line in report.live_differs)
    assert report.live_agreement(30).value == 0.0


def test_a_series_is_thinned_out_to_slower_webcams(runs: tuple[ClipRun, ...]) -> None:
    series = runs[0].series
    every, second, third = (at_rate(series, rate_hz) for rate_hz in (30, 15, 10))
    assert every is not None
    assert second is not None
    assert third is not None
    assert_allclose(every.time_s, series.time_s)
    assert_allclose(second.time_s, series.time_s[::2])
    assert_allclose(third.time_s, series.time_s[::3])
    assert at_rate(second, 30) is None


def test_targets_know_enough_from_the_goal() -> None:
    trunk, f1 = TARGETS[0], next(t for t in TARGETS if "F1" in t.name)
    assert [trunk.reached(v) for v in (1.9, 3.9, 7.0, math.nan)] == [
        "goal",
        "enough",
        "**not yet**",
        "not measured",
    ]
    assert [f1.reached(v) for v in (1.0, 0.96, 0.5)] == ["goal", "enough", "**not yet**"]


def test_the_worst_source_is_the_headline() -> None:
    less, more = (Estimate(value, 0.0, 1.0, 10, 3) for value in (0.2, 0.9))
    errors, f1 = TARGETS[0], next(t for t in TARGETS if "F1" in t.name)
    assert errors.worst({"ours": less, "theirs": more}) == ("theirs", more)
    assert f1.worst({"ours": less, "theirs": more}) == ("ours", less)
    assert math.isnan(f1.worst({})[1].value)


def test_where_nobody_lifts_there_is_no_share_of_lifts_found(runs: tuple[ClipRun, ...]) -> None:
    nobody = replace(runs[0], clip=replace(runs[0].clip, lifts=()))
    source = Source("films", validate_clips([nobody]))
    found, false = (next(t for t in TARGETS if t.name.startswith(n)) for n in ("lifts", "false l"))
    assert math.isnan(found.figure(source).value)
    assert false.figure(source).value > 0


def test_measures_count_where_they_matter(report: ClipsReport, clips: Clips) -> None:
    truth = {one.measure: one.truth for one in report.outcomes[0].compared}
    assert np.nanmin(truth["trunk_flexion_deg"]) > 20
    assert np.nanmin(truth["knee_flexion_deg"]) > 20
    held = clips[0].held(clips[0].time_s)
    assert 0 < len(truth["load_distance_cm"]) <= held.sum()
