"""The whole table for clips with exact truth: measures, lifts, verdicts, confidence, live."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from tilcoach.coaching import JudgedLift, Pattern, PersonReview, Verdict
from tilcoach.config import Settings
from tilcoach.kinematics import ViewLabel
from tilcoach.pipeline import Pipeline
from tilcoach.pose import Pose, PoseSeries, VideoFrame
from tilcoach.validation.clip_scores import ClipScores, Judged
from tilcoach.validation.clips import TrueClip
from tilcoach.validation.errors_per_view import Compared, Errors, compare, errors_per_view
from tilcoach.validation.recordings import review_recording
from tilcoach.validation.scores import LiftScores, PatternScores

PosesOf = Callable[[TrueClip], PoseSeries]
"""Gives the landmarks of a clip, from the model or from where they were kept."""


@dataclass(frozen=True, slots=True)
class ConfidenceBin:
    """Findings told with about the same confidence.

    Attributes
    ----------
    confidence
        The mean of what was told.
    share_right
        How many of them were right.
    findings
        How many there are.
    """

    confidence: float
    share_right: float
    findings: int


@dataclass(frozen=True, slots=True)
class ClipsReport:
    """How true tilcoach is on clips with exact truth.

    Attributes
    ----------
    clips
        How many there are.
    errors
        By measure and view band.
    lifts, median_timing_s
        How well lifts were found, and how far their moments are off.
    patterns
        The verdicts, per pattern.
    confidence
        What confidence is worth, from low to high.
    false_lifts, minutes_without_lifts
        On the clips in which nobody lifts.
    live_agreement
        Share of the lifts of the file pass on which the live pass says the same of all patterns.
    compared
        Every measure beside its truth, for plots.
    wrong
        In words: every lift missed or false, and every wrong verdict.
    """

    clips: int
    errors: Mapping[str, Mapping[str, Errors]]
    lifts: LiftScores
    median_timing_s: Mapping[str, float]
    patterns: Mapping[Pattern, PatternScores]
    confidence: tuple[ConfidenceBin, ...]
    false_lifts: int
    minutes_without_lifts: float
    live_agreement: float
    compared: tuple[Compared, ...]
    wrong: tuple[str, ...]

    @property
    def false_lifts_per_minute(self) -> float:
        """False lifts per minute where nobody lifts; NaN when there is no such clip."""
        if not self.minutes_without_lifts:
            return float("nan")
        return self.false_lifts / self.minutes_without_lifts


def validate_clips(
    clips: Sequence[TrueClip], poses_of: PosesOf, settings: Settings | None = None
) -> ClipsReport:
    """Return how true tilcoach is on clips with exact truth.

    Parameters
    ----------
    clips
        The clips.
    poses_of
        Gives the landmarks of a clip.
    settings
        The user's settings; the height of each person is known and set.
    """
    scores, compared, agreed, wrong = ClipScores(), [], [], []
    for clip in clips:
        own = replace(settings or Settings(), height_cm=100 * clip.height_m)
        series = poses_of(clip)
        people = review_recording(series, own).people
        lifts = [lift for person in people for lift in person.lifts]
        before = len(scores.judged)
        missed = scores.add(clip, lifts)
        wrong += [
            *missed,
            *(_wrong(clip, one) for one in scores.judged[before:] if not one.is_right),
        ]
        if people:
            compared += compare(clip, _main_person(people))
        agreed += _agreement(lifts, live_lifts(series, own))
    return ClipsReport(
        clips=len(clips),
        errors=errors_per_view(compared),
        lifts=scores.lifts,
        median_timing_s=scores.median_timing_s(),
        patterns=scores.patterns(),
        confidence=confidence_bins(scores.judged),
        false_lifts=scores.false_lifts,
        minutes_without_lifts=scores.seconds_without_lifts / 60,
        live_agreement=float(np.mean(agreed)) if agreed else float("nan"),
        compared=tuple(compared),
        wrong=tuple(wrong),
    )


def _main_person(people: Sequence[PersonReview]) -> PersonReview:
    """Return whoever was seen longest."""
    return max(people, key=lambda person: len(person.poses))


def _wrong(clip: TrueClip, one: Judged) -> str:
    right = " or ".join(sorted(one.right))
    finding = one.finding
    told = f"{finding.verdict}" + (f" ({finding.reason})" if finding.reason else "")
    return (
        f"{clip.name}: {one.pattern} told {told}, right is {right}; "
        f"measured {finding.measured:.2f}, limit {finding.limit:.2f} {finding.unit}"
    )


class _Player:
    """Gives known poses to the live pipeline, one per frame."""

    def __init__(self, series: PoseSeries) -> None:
        self._series = series

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        """Return the pose of this frame; nobody where nobody was seen."""
        pose = self._series.at(frame.index)
        return (pose,) if np.isfinite(pose.image_px[0, 0]) else ()

    def close(self) -> None:
        """Hold nothing, free nothing."""


def live_lifts(series: PoseSeries, settings: Settings) -> list[JudgedLift]:
    """Return the lifts that the live pass tells of the same landmarks, in their last word.

    Parameters
    ----------
    series
        The landmarks.
    settings
        The user's settings.
    """
    told: dict[tuple[int, int], JudgedLift] = {}
    no_picture = np.zeros((1, 1, 3), np.uint8)
    with Pipeline(_Player(series), settings) as pipeline:
        for index, time_s in enumerate(series.time_s):
            step = pipeline.step(VideoFrame(no_picture, float(time_s), index))
            for person in step.people:
                if person.last_lift is not None:
                    told[person.person, person.last_lift.lift.number] = person.last_lift
    return list(told.values())


_SAME_LIFT_S = 0.5


def _agreement(filed: Iterable[JudgedLift], live: Sequence[JudgedLift]) -> list[bool]:
    """Return, per lift of the file pass, whether the live pass gives the same three verdicts."""
    return [
        any(
            abs(other.lift.upright_s - one.lift.upright_s) < _SAME_LIFT_S
            and _verdicts(other) == _verdicts(one)
            for other in live
        )
        for one in filed
    ]


def _verdicts(judged: JudgedLift) -> tuple[Verdict, ...]:
    return tuple(finding.verdict for finding in judged.findings)


_BIN_EDGES = (0.0, 0.7, 0.8, 0.9, 1.01)


def confidence_bins(judged: Sequence[Judged]) -> tuple[ConfidenceBin, ...]:
    """Return whether findings told with some confidence are right as often.

    Parameters
    ----------
    judged
        Findings with their right answers; those not judged tell no confidence.
    """
    told = [one for one in judged if one.finding.verdict is not Verdict.NOT_JUDGED]
    bins = []
    for low, high in pairwise(_BIN_EDGES):
        inside = [one for one in told if low <= one.finding.confidence < high]
        if inside:
            mean = float(np.mean([one.finding.confidence for one in inside]))
            right = float(np.mean([one.is_right for one in inside]))
            bins.append(ConfidenceBin(mean, right, len(inside)))
    return tuple(bins)


BANDS = (ViewLabel.SIDE, ViewLabel.OBLIQUE, ViewLabel.FRONT, ViewLabel.BACK)
"""The view bands in the order in which tables show them."""
