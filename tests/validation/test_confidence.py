"""Whether findings told with some confidence hold as often."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tilcoach.coaching import JudgedLift, Pattern, Reason, Verdict
from tilcoach.validation import ClipsReport
from tilcoach.validation.clip_scores import Judged
from tilcoach.validation.confidence import bins_of_moved_limits, confidence_bins, value_errors

FOUT, GOED = frozenset({Verdict.FOUT}), frozenset({Verdict.GOED})


@pytest.fixture
def right(stoops: tuple[JudgedLift, ...]) -> Judged:
    finding = stoops[0].finding(Pattern.STRAIGHT_LEGS)
    return Judged(Pattern.STRAIGHT_LEGS, "side", finding, FOUT, measured=98.0, true=97.0)


def test_confidence_is_held_against_what_was_right(right: Judged) -> None:
    (only,) = confidence_bins([right, right, right, replace(right, right=GOED)])
    assert only.confidence == pytest.approx(right.finding.confidence)
    assert (only.share_right, only.findings) == (0.75, 4)


def test_what_cannot_be_wrong_and_what_was_not_told_do_not_count(right: Judged) -> None:
    unclear = replace(right, right=frozenset(Verdict))
    silent = replace(
        right,
        finding=replace(right.finding, verdict=Verdict.NOT_JUDGED, reason=Reason.NEAR_LIMIT),
    )
    assert confidence_bins([unclear, silent]) == ()


def test_the_errors_of_values_that_were_weighed(right: Judged) -> None:
    unseen = replace(
        right, finding=replace(right.finding, verdict=Verdict.NOT_JUDGED, reason=Reason.NOT_SEEN)
    )
    judged = [right, replace(right, true=101.0), unseen, replace(right, true=math.nan)]
    errors = value_errors(judged)
    assert set(errors) == {Pattern.STRAIGHT_LEGS}
    assert errors[Pattern.STRAIGHT_LEGS].lifts == 2
    assert errors[Pattern.STRAIGHT_LEGS].bias == pytest.approx(-1.0)
    assert errors[Pattern.STRAIGHT_LEGS].rms == pytest.approx(math.sqrt(5))


def test_confidence_by_the_true_error_is_calibrated_at_moved_limits(right: Judged) -> None:
    chance = np.random.default_rng(1)
    true = chance.uniform(0, 100, 4000)
    judged = [
        replace(right, measured=t + e, true=t)
        for t, e in zip(true, chance.logistic(0, 8 / 1.702, 4000), strict=True)
    ]
    uncertainty = dict.fromkeys(Pattern, 8.0)
    for one in bins_of_moved_limits(judged, uncertainty):
        assert one.share_right == pytest.approx(one.confidence, abs=0.05)
    too_sure = bins_of_moved_limits(judged, dict.fromkeys(Pattern, 2.0))
    assert any(one.share_right < one.confidence - 0.1 for one in too_sure)


def test_without_values_there_is_nothing_to_ask() -> None:
    assert bins_of_moved_limits([], dict.fromkeys(Pattern, 1.0)) == ()


def test_the_samples_hold_what_they_promise(report: ClipsReport) -> None:
    assert all(one.share_right == 1.0 for one in report.confidence)
    assert set(report.values) == set(Pattern)
