"""Clips with exact truth of one source: measures, lifts, verdicts, confidence, load, live."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tilcoach.coaching import JudgedLift, Limits, Pattern, Verdict, read_limits
from tilcoach.kinematics import ViewLabel
from tilcoach.validation.clip_run import ClipRun
from tilcoach.validation.clip_scores import ClipScores, Judged
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
from tilcoach.validation.index_scores import IndexScore, index_scores
from tilcoach.validation.intervals import Estimate, Part, mean, median, rate, share
from tilcoach.validation.live_pass import LivePasses, agreement, all_differences, rates_of
from tilcoach.validation.scores import LiftScores, PatternScores
from tilcoach.validation.true_clip import TrueClip

BANDS = (ViewLabel.SIDE, ViewLabel.OBLIQUE, ViewLabel.FRONT, ViewLabel.BACK)
"""The view bands in the order in which tables show them."""

SURE = 0.9
"""A confidence from which people take a finding for certain."""

_S_PER_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class ClipOutcome:
    """What came out of one clip; it is drawn as a whole when intervals are worked out.

    Attributes
    ----------
    clip
        The truth.
    scores
        Lifts and verdicts.
    compared
        Every measure beside its truth.
    bends
        Per bend, how probable a load was said to be, and whether one was held.
    live
        The live pass at each frame rate.
    live_scores, live_wrong
        The same as `scores` and `wrong`, of the live pass at each frame rate.
    wrong
        In words: every lift missed or false, and every wrong verdict.
    indices
        The lifting index at both ends of every lift that has one, beside the truth.
    """

    clip: TrueClip
    scores: ClipScores
    compared: tuple[Compared, ...] = ()
    bends: tuple[tuple[float, bool], ...] = ()
    live: LivePasses = field(default_factory=dict)
    live_scores: Mapping[int, ClipScores] = field(default_factory=dict)
    live_wrong: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()
    indices: tuple[IndexScore, ...] = ()

    @classmethod
    def of(cls, run: ClipRun) -> ClipOutcome:
        """Hold what tilcoach makes of a clip against its truth."""
        scores, wrong = _scored(run.clip, run.lifts)
        live = {rate_hz: _scored(run.clip, one.lifts) for rate_hz, one in run.live.items()}
        main = run.main_person
        return cls(
            clip=run.clip,
            scores=scores,
            compared=tuple(compare(run.clip, main)) if main is not None else (),
            bends=tuple(run.bends()),
            live=run.live,
            live_scores={rate_hz: one for rate_hz, (one, _) in live.items()},
            live_wrong={rate_hz: faults for rate_hz, (_, faults) in live.items()},
            wrong=wrong,
            indices=index_scores(run),
        )


@dataclass(frozen=True, slots=True)
class ClipsReport:
    """How true tilcoach is on the clips of one source.

    Attributes
    ----------
    outcomes
        One per clip that was measured.
    without_video
        The names of the clips that were not, because nobody rendered them yet.
    limits
        What verdicts were held against.
    """

    outcomes: tuple[ClipOutcome, ...]
    without_video: tuple[str, ...] = ()
    limits: Limits = field(default_factory=read_limits)

    @property
    def clips(self) -> int:
        """How many clips were measured."""
        return len(self.outcomes)

    @property
    def judged(self) -> list[Judged]:
        """Every finding on a lift that is there."""
        return [one for outcome in self.outcomes for one in outcome.scores.judged]

    @property
    def compared(self) -> list[Compared]:
        """Every measure of every clip beside its truth."""
        return [one for outcome in self.outcomes for one in outcome.compared]

    @property
    def wrong(self) -> tuple[str, ...]:
        """In words: every lift missed or false, and every wrong verdict."""
        return tuple(what for outcome in self.outcomes for what in outcome.wrong)

    @property
    def live_differs(self) -> tuple[str, ...]:
        """In words: every lift on which the live pass says otherwise."""
        return all_differences((one.clip.name, one.live) for one in self.outcomes)

    @property
    def lifts(self) -> LiftScores:
        """How well lifts were found."""
        return sum((one.scores.lifts for one in self.outcomes), LiftScores())

    @property
    def minutes_without_lifts(self) -> float:
        """How long the clips are in which nobody lifts."""
        return sum(one.scores.seconds_without_lifts for one in self.outcomes) / 60

    def errors(self) -> Mapping[str, Mapping[str, Errors]]:
        """Return the errors by measure and by view band."""
        return errors_per_view(self.compared)

    def mae(self, measure: str, band: str) -> Estimate:
        """Return the mean absolute error of a measure from one side."""
        return mean([_size_of_errors(one, measure, band) for one in self.outcomes])

    def lifts_f1(self) -> Estimate:
        """Return the F1 of the lifts found."""
        lifts = [one.scores.lifts for one in self.outcomes]
        return share([one.f1_part() for one in lifts], sum(one.actual for one in lifts))

    def timing_s(self, moment: str) -> Estimate:
        """Return the median of the absolute error of a moment of a lift."""
        errors = (one.scores.timing_s.get(f"{moment}_s", []) for one in self.outcomes)
        return median([[abs(error) for error in some] for some in errors])

    def patterns(self) -> Mapping[Pattern, PatternScores]:
        """Return the verdicts per pattern."""
        return {
            pattern: sum((one.scores.pattern(pattern) for one in self.outcomes), PatternScores())
            for pattern in Pattern
        }

    def verdict_f1(self, pattern: Pattern) -> Estimate:
        """Return the F1 of *fout* among judged lifts."""
        scores = [one.scores.pattern(pattern) for one in self.outcomes]
        return share([one.f1_part() for one in scores], sum(one.judged for one in scores))

    def not_judged(self, *patterns: Pattern) -> Estimate:
        """Return the share of some patterns, or of all, not judged where the view allows it."""
        wanted = patterns or tuple(Pattern)
        parts: list[Part] = []
        for outcome in self.outcomes:
            scores = sum((outcome.scores.pattern(one) for one in wanted), PatternScores())
            parts.append((scores.not_judged, scores.judged + scores.not_judged))
        return share(parts)

    def false_goed(self) -> Estimate:
        """Return the share of what is *fout* that was judged *goed*."""
        return self._findings(
            lambda one: one.is_clear and Verdict.FOUT in one.right,
            lambda one: one.finding.verdict is Verdict.GOED,
        )

    def false_fout(self) -> Estimate:
        """Return the share of what is *goed* that was judged *fout*."""
        return self._findings(
            lambda one: one.is_clear and Verdict.FOUT not in one.right,
            lambda one: one.finding.verdict is Verdict.FOUT,
        )

    def sure_and_right(self) -> Estimate:
        """Return the share of the findings with a confidence of 0.9 and more that is right."""
        return self._findings(
            lambda one: one.is_clear and one.was_judged and one.finding.confidence >= SURE,
            lambda one: one.is_right,
        )

    def false_lifts_per_hour(self) -> Estimate:
        """Return how many lifts are found in an hour in which nobody lifts."""
        parts = (one.scores for one in self.outcomes)
        return rate([(p.false_lifts, p.seconds_without_lifts / _S_PER_HOUR) for p in parts])

    def live_agreement(self, rate_hz: int, *, at_rate: bool = False) -> Estimate:
        """Return the share of lifts on which file and live pass give the same verdicts."""
        return agreement([one.live for one in self.outcomes], rate_hz, at_rate=at_rate)

    def live_rates_hz(self) -> tuple[int, ...]:
        """Return the frame rates at which the live pass could be held against the file."""
        return rates_of(one.live for one in self.outcomes)

    def live(self, rate_hz: int) -> ClipsReport:
        """Return what the live pass makes of the clips that have that rate."""
        outcomes = tuple(
            replace(one, scores=one.live_scores[rate_hz], wrong=one.live_wrong[rate_hz])
            for one in self.outcomes
            if rate_hz in one.live_scores
        )
        return replace(self, outcomes=outcomes)

    def confidence(self) -> tuple[ConfidenceBin, ...]:
        """Return whether findings hold as often as their confidence says."""
        return confidence_bins([one.scores.judged for one in self.outcomes])

    def confidence_at_moved_limits(self) -> tuple[ConfidenceBin, ...]:
        """Return the same, had the limits stood elsewhere."""
        judged = [one.scores.judged for one in self.outcomes]
        return bins_of_moved_limits(judged, uncertainties(self.limits))

    def load(self) -> tuple[ConfidenceBin, ...]:
        """Return whether something is held as often as the probability of a load says."""
        return load_bins([one.bends for one in self.outcomes])

    def index_mae(self, view: str) -> Estimate:
        """Return how far the lifting index is off, from one side."""
        errors = ([one.error for one in each.indices if one.view == view] for each in self.outcomes)
        known = [[error for error in some if math.isfinite(error)] for some in errors]
        return mean([(sum(some), len(some)) for some in known])

    def index_coverage(self) -> Estimate:
        """Return the share of the bands that hold the true index."""
        return share(
            [(sum(one.holds for one in each.indices), len(each.indices)) for each in self.outcomes]
        )

    def values(self) -> Mapping[str, ValueErrors]:
        """Return, per measure that decides, how far it is off."""
        return value_errors(self.judged)

    def _findings(
        self, counts: Callable[[Judged], bool], happened: Callable[[Judged], bool]
    ) -> Estimate:
        """Return the share of the findings that count of which something is so."""
        parts: list[Part] = []
        for outcome in self.outcomes:
            some = [one for one in outcome.scores.judged if counts(one)]
            parts.append((sum(happened(one) for one in some), len(some)))
        return share(parts)


def validate_clips(
    runs: Iterable[ClipRun], without_video: Sequence[str] = (), limits: Limits | None = None
) -> ClipsReport:
    """Return how true tilcoach is on the clips of one source."""
    outcomes = tuple(ClipOutcome.of(run) for run in runs)
    return ClipsReport(outcomes, tuple(without_video), limits or read_limits())


def _size_of_errors(outcome: ClipOutcome, measure: str, band: str) -> Part:
    """Return the sum of the absolute errors of one clip, and of how many moments."""
    some = (one for one in outcome.compared if (one.measure, one.band) == (measure, band))
    sizes = [one.sizes_of_errors() for one in some]
    return sum(float(part.sum()) for part in sizes), sum(len(part) for part in sizes)


def _scored(clip: TrueClip, lifts: Sequence[JudgedLift]) -> tuple[ClipScores, tuple[str, ...]]:
    """Return the scores of one pass, and in words all that is wrong in it."""
    scores = ClipScores()
    wrong = scores.add(clip, lifts)
    return scores, (*wrong, *(_wrong(clip, one) for one in scores.judged if not one.is_right))


def _wrong(clip: TrueClip, one: Judged) -> str:
    right = " or ".join(sorted(one.right))
    finding = one.finding
    verdict = f"{finding.verdict}" + (f" ({finding.reason})" if finding.reason else "")
    return (
        f"{clip.name}: {one.pattern} judged {verdict}, right is {right}; "
        f"measured {finding.measured:.2f}, limit {finding.limit:.2f} {finding.unit}"
    )
