"""The whole table for clips with exact truth: measures, lifts, verdicts, confidence, live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tilcoach.coaching import Limits, Pattern, read_limits
from tilcoach.kinematics import ViewLabel
from tilcoach.validation.clip_run import ClipRun
from tilcoach.validation.clip_scores import ClipScores, Judged
from tilcoach.validation.clips import TrueClip
from tilcoach.validation.confidence import (
    ConfidenceBin,
    ValueErrors,
    bins_of_moved_limits,
    confidence_bins,
    load_bins,
    uncertainties,
    value_errors,
)
from tilcoach.validation.errors_per_view import Compared, Errors, compare, errors_per_view
from tilcoach.validation.scores import LiftScores, PatternScores

BANDS = (ViewLabel.SIDE, ViewLabel.OBLIQUE, ViewLabel.FRONT, ViewLabel.BACK)
"""The view bands in the order in which tables show them."""


@dataclass(frozen=True, slots=True)
class ClipsReport:
    """How true tilcoach is on clips with exact truth.

    Attributes
    ----------
    clips
        How many were measured.
    without_video
        The names of the clips that were not, because nobody rendered them yet.
    errors
        By measure and view band.
    lifts, median_timing_s
        How well lifts were found, and how far their moments are off.
    patterns
        The verdicts, per pattern.
    values
        Per measure that decides, how far it is off.
    confidence, confidence_at_moved_limits
        What confidence is worth, from low to high: of the findings that were told, and had the
        limits stood elsewhere.
    load
        Whether something is held as often as the probability of a load says, over all bends.
    false_lifts, minutes_without_lifts
        On the clips in which nobody lifts.
    live_agreement, live_differs
        Share of the lifts of the file pass on which the live pass says the same of all patterns,
        and in words each on which it does not.
    compared
        Every measure beside its truth, for plots.
    wrong
        In words: every lift missed or false, and every wrong verdict.
    """

    clips: int
    without_video: tuple[str, ...]
    errors: Mapping[str, Mapping[str, Errors]]
    lifts: LiftScores
    median_timing_s: Mapping[str, float]
    patterns: Mapping[Pattern, PatternScores]
    values: Mapping[str, ValueErrors]
    confidence: tuple[ConfidenceBin, ...]
    confidence_at_moved_limits: tuple[ConfidenceBin, ...]
    load: tuple[ConfidenceBin, ...]
    false_lifts: int
    minutes_without_lifts: float
    live_agreement: float
    live_differs: tuple[str, ...]
    compared: tuple[Compared, ...]
    wrong: tuple[str, ...]

    @property
    def false_lifts_per_minute(self) -> float:
        """False lifts per minute where nobody lifts; NaN when there is no such clip."""
        if not self.minutes_without_lifts:
            return float("nan")
        return self.false_lifts / self.minutes_without_lifts


def validate_clips(
    runs: Sequence[ClipRun], without_video: Sequence[str] = (), limits: Limits | None = None
) -> ClipsReport:
    """Return how true tilcoach is on clips with exact truth.

    Parameters
    ----------
    runs
        What tilcoach makes of each clip.
    without_video
        The names of the clips that could not be run.
    limits
        What verdicts were held against; those of tilcoach when left out.
    """
    scores, wrong = ClipScores(), []
    compared: list[Compared] = []
    for run in runs:
        before = len(scores.judged)
        wrong += scores.add(run.clip, run.lifts)
        wrong += [_wrong(run.clip, one) for one in scores.judged[before:] if not one.is_right]
        if run.main_person is not None:
            compared += compare(run.clip, run.main_person)
    differs = [what for run in runs for what in run.live_differs()]
    told = sum(len(run.lifts) for run in runs)
    return ClipsReport(
        clips=len(runs),
        without_video=tuple(without_video),
        errors=errors_per_view(compared),
        lifts=scores.lifts,
        median_timing_s=scores.median_timing_s(),
        patterns=scores.patterns(),
        values=value_errors(scores.judged),
        confidence=confidence_bins(scores.judged),
        confidence_at_moved_limits=bins_of_moved_limits(
            scores.judged, uncertainties(limits or read_limits())
        ),
        load=load_bins([bend for run in runs for bend in run.bends()]),
        false_lifts=scores.false_lifts,
        minutes_without_lifts=scores.seconds_without_lifts / 60,
        live_agreement=1 - len(differs) / told if told else float("nan"),
        live_differs=tuple(differs),
        compared=tuple(compared),
        wrong=tuple(wrong),
    )


def _wrong(clip: TrueClip, one: Judged) -> str:
    right = " or ".join(sorted(one.right))
    finding = one.finding
    told = f"{finding.verdict}" + (f" ({finding.reason})" if finding.reason else "")
    return (
        f"{clip.name}: {one.pattern} told {told}, right is {right}; "
        f"measured {finding.measured:.2f}, limit {finding.limit:.2f} {finding.unit}"
    )
