"""Whether findings told with some confidence hold as often."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tilcoach.coaching import JudgedLift, Pattern, Reason, Verdict, read_limits
from tilcoach.validation import ClipsReport
from tilcoach.validation.clip_scores import DECIDE, Judged
from tilcoach.validation.confidence import (
    bins_of_moved_limits,
    confidence_bins,
    load_bins,
    uncertainties,
    value_errors,
)

INDEX = "stoop_squat_index"
FOUT, GOED = frozenset({Verdict.FOUT}), frozenset({Verdict.GOED})


@pytest.fixture
def right(stoops: tuple[JudgedLift, ...]) -> Judged:
    finding = stoops[0].finding(Pattern.STRAIGHT_LEGS)
    return Judged(Pattern.STRAIGHT_LEGS, "side", finding, FOUT, {INDEX: (98.0, 97.0)})


def test_confidence_is_held_against_what_was_right(right: Judged) -> None:
    (only,) = confidence_bins([[right, right], [right, replace(right, right=GOED)]])
    assert only.confidence == pytest.approx(right.finding.confidence)
    assert (only.right.value, only.right.clips, only.findings) == (0.75, 2, 4)


def test_what_cannot_be_wrong_and_what_was_not_told_do_not_count(right: Judged) -> None:
    unclear = replace(right, right=frozenset(Verdict))
    silent = replace(
        right,
        finding=replace(right.finding, verdict=Verdict.NOT_JUDGED, reason=Reason.NEAR_LIMIT),
    )
    assert confidence_bins([[unclear, silent]]) == ()


def test_the_errors_of_values_that_were_weighed(right: Judged) -> None:
    unseen = replace(
        right, finding=replace(right.finding, verdict=Verdict.NOT_JUDGED, reason=Reason.NOT_SEEN)
    )
    others = [replace(right, values={INDEX: (98.0, true)}) for true in (101.0, math.nan)]
    errors = value_errors([right, unseen, *others])
    assert set(errors) == {INDEX}
    assert errors[INDEX].lifts == 2
    assert errors[INDEX].bias == pytest.approx(-1.0)
    assert errors[INDEX].rms == pytest.approx(math.sqrt(5))


def test_confidence_by_the_true_error_is_calibrated_at_moved_limits(right: Judged) -> None:
    chance = np.random.default_rng(1)
    true = chance.uniform(0, 100, 4000)
    judged = [
        replace(right, values={INDEX: (t + e, t)})
        for t, e in zip(true, chance.logistic(0, 8 / 1.702, 4000), strict=True)
    ]
    for one in bins_of_moved_limits([judged], lambda *_: 8.0):
        assert one.right.value == pytest.approx(one.confidence, abs=0.05)
    too_sure = bins_of_moved_limits([judged], lambda *_: 2.0)
    assert any(one.right.value < one.confidence - 0.1 for one in too_sure)


def test_without_values_there_is_nothing_to_ask() -> None:
    assert bins_of_moved_limits([], uncertainties(read_limits())) == ()


def test_a_load_is_held_as_often_as_its_probability_says_tenth_by_tenth() -> None:
    sure = [[(0.95, True), (0.93, True)], [(0.97, False)]]
    low, high = load_bins([*sure, [(0.05, False)]])
    assert (low.right.value, low.findings) == (0.0, 1)
    assert high.right.value == pytest.approx(2 / 3)
    assert high.right.clips == 2


def test_the_samples_hold_what_they_promise(report: ClipsReport) -> None:
    assert all(one.right.value == 1.0 for one in report.confidence())
    assert set(report.values()) <= {name for names in DECIDE.values() for name in names}
