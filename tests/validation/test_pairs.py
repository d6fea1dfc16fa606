"""Two cameras are scored beside each of them alone, on the same truth."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.recorded import RECORDINGS, SAMPLES
from tools.two_cameras import json_text, page_text

from tilcoach.coaching import Pattern, Verdict, read_limits
from tilcoach.config import Settings
from tilcoach.errors import InputError
from tilcoach.fusion import Alignment, NoAlignment
from tilcoach.pose import PoseSeries
from tilcoach.validation import ClipRun, TrueClip, read_clips
from tilcoach.validation.pairs import (
    PairsReport,
    begin_later,
    fuse_runs,
    lifts_found,
    not_judged,
    pairs_of,
)
from tilcoach.validation.recordings import review_recording

Run = Callable[..., ClipRun]


@pytest.fixture(scope="module")
def clip() -> TrueClip:
    return next(clip for clip in read_clips(SAMPLES) if clip.name == "lift_and_twist")


@pytest.fixture(scope="module")
def series() -> PoseSeries:
    with np.load(RECORDINGS / "lift_and_twist.npz") as arrays:
        return PoseSeries(**arrays)


@pytest.fixture(scope="module")
def run(clip: TrueClip) -> Run:
    def review(series: PoseSeries) -> ClipRun:
        settings = replace(Settings(), height_cm=100 * clip.height_m)
        return ClipRun(clip, series, review_recording(series, settings, None).people, {})

    return review


def test_clips_are_paired_by_their_names(clip: TrueClip) -> None:
    names = ("a_first", "b_first", "a_second", "c_second")
    clips = [replace(clip, name=name) for name in names]
    assert [(one.name, other.name) for one, other in pairs_of(clips)] == [("a_first", "a_second")]
    with pytest.raises(InputError, match="no pair"):
        pairs_of([clip])


def test_a_second_camera_that_was_switched_on_later_is_found_back(
    run: Run, series: PoseSeries
) -> None:
    later_s = float(series.time_s[series.time_s >= 1.0][0])
    pair = fuse_runs(run(series), run(begin_later(series, later_s)), read_limits(), later_s)
    assert isinstance(pair.found, Alignment)
    report = PairsReport((pair,))
    assert report.aligned().value == 1.0
    assert abs(report.offset_errors_s()[0]) < 0.05
    scores = dict(report.scores())
    assert [lifts_found(some).hits for some in scores.values()] == [2, 2, 2]
    unjudged = {who: not_judged(some).value for who, some in scores.items()}
    assert unjudged["both"] <= min(unjudged["first camera"], unjudged["second camera"])
    assert "at most" in page_text(report, later_s)
    written = json.loads(json_text(report))
    assert written["pairs"] == 1
    assert written["who"]["both"]["lifts"]["hits"] == 2
    assert "fusion" in written["origin"]["provenance"]["code"]


def test_a_pair_that_cannot_be_aligned_has_judged_nothing(run: Run, series: PoseSeries) -> None:
    still = begin_later(series, 0.0).where(series.time_s < 1.5)
    pair = fuse_runs(run(series), run(still), read_limits())
    assert isinstance(pair.found, NoAlignment)
    report = PairsReport((pair,))
    assert report.offset_errors_s() == []
    both = dict(report.scores())["both"]
    assert lifts_found(both).missed == 2
    assert not_judged(both).value == 1.0


def test_what_either_view_can_show_has_to_be_judged(
    run: Run, series: PoseSeries, clip: TrueClip
) -> None:
    """From the front the distance may stay unjudged; with a view from the side it may not."""
    front = tuple(
        replace(
            lift,
            verdicts={
                **lift.verdicts,
                Pattern.LOAD_FAR: lift.verdicts[Pattern.LOAD_FAR] | {Verdict.NOT_JUDGED},
            },
        )
        for lift in clip.lifts
    )
    second = replace(run(series), clip=replace(clip, lifts=front))
    pair = fuse_runs(run(series), second, read_limits())
    (scores,) = dict(PairsReport((pair,)).scores())["both"]
    of_distance = [one for one in scores.judged if one.pattern is Pattern.LOAD_FAR]
    assert of_distance
    assert all(one.allows_judging for one in of_distance)


def test_the_scenes_hold_whole_pairs() -> None:
    from tools.render.describe import read_clips as described  # noqa: PLC0415

    clips = {clip.name: clip for clip in described(Path("tools/scenes/pairs.toml"))}
    first = [name for name in clips if name.endswith("_first")]
    assert len(clips) == 2 * len(first)
    for name in first:
        one, other = clips[name], clips[name.replace("_first", "_second")]
        assert (one.role, one.seed) == (other.role, other.seed)
        assert one.camera != other.camera
