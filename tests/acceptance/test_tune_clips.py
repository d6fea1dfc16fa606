"""A few clips of the tune split, from what was seen in them: people who lift, and who do not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tilcoach.coaching import Verdict
from tilcoach.load_detection import Thumbnails
from tilcoach.validation import ClipRun, read_clips, read_recording, run_clip
from tilcoach.validation.clip_results import measured_runs
from tilcoach.validation.clip_scores import findings_with_truth, match
from tilcoach.validation.errors_per_view import compare, errors_per_view

FOLDER = Path(__file__).parents[1] / "recordings" / "tune"
CLIPS = {clip.name: clip for clip in read_clips(FOLDER)}


@pytest.fixture(scope="module")
def runs() -> dict[str, ClipRun]:
    done = {}
    for name, clip in CLIPS.items():
        with np.load(FOLDER / f"{name}.thumbnails.npz") as kept:
            thumbnails = Thumbnails(kept["grey"], kept["time_s"], float(kept["shrink"]))
        done[name] = run_clip(clip, read_recording(FOLDER / f"{name}.npz"), thumbnails)
    return done


@pytest.fixture(params=CLIPS)
def run(runs: dict[str, ClipRun], request: pytest.FixtureRequest) -> ClipRun:
    """Run a test once for each clip."""
    return runs[request.param]


def test_every_lift_is_found_and_no_other_in_the_file_and_live(run: ClipRun) -> None:
    for found in (run.lifts, *(one.lifts for one in run.live.values())):
        assert len(match(found, run.clip.lifts)) == len(found) == len(run.clip.lifts)


def test_no_verdict_is_wrong(run: ClipRun) -> None:
    for found in (run.lifts, *(one.lifts for one in run.live.values())):
        for one in findings_with_truth(run.clip, match(found, run.clip.lifts)):
            assert one.is_right or one.finding.verdict is Verdict.NOT_JUDGED, one


def test_where_nobody_lifts_a_bend_is_a_bend(run: ClipRun) -> None:
    bends = sum(len(person.bends) for person in run.people)
    expected = {"t17_bend_empty": 2, "t18_tie_shoe": 1, "t47_bend_empty": 2}
    if run.clip.name in expected:
        assert bends == expected[run.clip.name]
    elif not run.clip.lifts:
        assert bends <= 1


# What measurement.md calls good enough, from the side and obliquely.
BOUNDS = {
    "trunk_flexion_deg (neck)": (6.0, 9.0),
    "knee_flexion_deg": (8.0, 12.0),
    "trunk_rotation_deg": (15.0, 15.0),
    "load_distance_cm": (7.0, 12.0),
}


@pytest.mark.parametrize("measure", BOUNDS)
def test_each_measure_is_true_enough(runs: dict[str, ClipRun], measure: str) -> None:
    lifting = [run for run in measured_runs(runs.values()) if run.clip.lifts]
    compared = [one for run in lifting for one in compare(run.clip, run.person)]
    errors = errors_per_view(compared)[measure]
    for band, bound in zip(("side", "oblique"), BOUNDS[measure], strict=True):
        assert errors[band].mae < bound, band
        assert errors[band].share_missing < 0.05, band
