"""Pairs of clips, in which two cameras film the same lifts: what one judges, and what both do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from tilcoach.coaching import JudgedLift, Limits, Pattern, PersonRecordingResult, Verdict
from tilcoach.errors import InputError
from tilcoach.fusion import Alignment, NoAlignment, align, fuse_people
from tilcoach.pose import PoseSeries
from tilcoach.validation.clip_run import ClipRun
from tilcoach.validation.clip_scores import ClipScores
from tilcoach.validation.intervals import Estimate, Part, mean, share
from tilcoach.validation.scores import LiftScores, PatternScores
from tilcoach.validation.true_clip import TrueClip, TrueLift

FIRST, SECOND = "_first", "_second"
"""How the names of the two clips of a pair end."""


@dataclass(frozen=True, slots=True)
class PairRun:
    """What tilcoach makes of two clips of the same lifts.

    Attributes
    ----------
    first, second
        Each clip by itself.
    found
        How they lie in time, or why that was not told.
    true_offset_s
        How they really do.
    person
        The lifts as both cameras judge them; None when the clips could not be aligned.
    """

    first: ClipRun
    second: ClipRun
    found: Alignment | NoAlignment
    true_offset_s: float
    person: PersonRecordingResult | None


def pairs_of(clips: Sequence[TrueClip]) -> tuple[tuple[TrueClip, TrueClip], ...]:
    """Return the clips that belong together, by their names.

    Raises
    ------
    InputError
        There is no pair among them.
    """
    by_name = {clip.name: clip for clip in clips}
    names = [name.removesuffix(FIRST) for name in by_name if name.endswith(FIRST)]
    pairs = tuple(
        (by_name[name + FIRST], by_name[name + SECOND])
        for name in names
        if name + SECOND in by_name
    )
    if not pairs:
        sentence = "There is no pair of clips: their names end in _first and _second."
        raise InputError(sentence)
    return pairs


def begin_later(series: PoseSeries, later_s: float) -> PoseSeries:
    """Return a recording as a camera had made it that was switched on later."""
    rest = series.where(series.time_s >= later_s)
    return replace(rest, time_s=rest.time_s - rest.time_s[0])


def fuse_runs(
    first: ClipRun, second: ClipRun, limits: Limits, true_offset_s: float = 0.0
) -> PairRun:
    """Return what both cameras make of one performance."""
    one, other = first.main_person, second.main_person
    found: Alignment | NoAlignment = NoAlignment.NOBODY_STOOD
    if one is not None and other is not None:
        found = align(one.postures, other.postures)
    person = None
    if one is not None and other is not None and isinstance(found, Alignment):
        person = fuse_people(one, other, limits, found.offset_s)
    return PairRun(first, second, found, true_offset_s, person)


def _whole_truth(first: TrueClip, second: TrueClip) -> TrueClip:
    """Return the truth of a performance: what either view is enough for has to be judged."""

    def both(one: TrueLift, other: TrueLift) -> TrueLift:
        verdicts = {
            pattern: one.verdicts[pattern] & other.verdicts[pattern] or one.verdicts[pattern]
            for pattern in Pattern
        }
        return replace(one, verdicts=verdicts)

    lifts = tuple(both(a, b) for a, b in zip(first.lifts, second.lifts, strict=True))
    return replace(first, lifts=lifts)


@dataclass(frozen=True, slots=True)
class PairsReport:
    """How much two cameras judge, and how rightly, beside one.

    Attributes
    ----------
    runs
        One per performance.
    """

    runs: tuple[PairRun, ...]

    def scores(self) -> Iterator[tuple[str, tuple[ClipScores, ...]]]:
        """Yield who judged, and the scores per performance: the first, the second, both."""
        yield "first camera", tuple(self._score(run, run.first.lifts) for run in self.runs)
        yield (
            "second camera",
            tuple(
                self._score(run, [_later(one, run.true_offset_s) for one in run.second.lifts])
                for run in self.runs
            ),
        )
        yield "both", tuple(self._score(run, _fused(run)) for run in self.runs)

    @staticmethod
    def _score(run: PairRun, found: Sequence[JudgedLift]) -> ClipScores:
        scores = ClipScores()
        scores.add(_whole_truth(run.first.clip, run.second.clip), found)
        return scores

    def aligned(self) -> Estimate:
        """Return the share of the pairs of which it was told how they lie in time."""
        return share([(float(isinstance(run.found, Alignment)), 1.0) for run in self.runs])

    def alignment_error_s(self) -> Estimate:
        """Return the mean absolute error of how the pairs lie in time."""
        return mean([(abs(error_s), 1.0) for error_s in self.offset_errors_s()])

    def offset_errors_s(self) -> list[float]:
        """Return by how much each pair that was aligned is off."""
        return [
            run.found.offset_s - run.true_offset_s
            for run in self.runs
            if isinstance(run.found, Alignment)
        ]

    def numbers(self) -> Mapping[str, Any]:
        """Return the figures as they are written as JSON."""
        return {
            "pairs": len(self.runs),
            "aligned": asdict(self.aligned()),
            "alignment_error_s": asdict(self.alignment_error_s()),
            "who": {who: _numbers(scores) for who, scores in self.scores()},
        }


def _numbers(scores: tuple[ClipScores, ...]) -> Mapping[str, Any]:
    verdicts = wrong_verdicts(scores)
    return {
        "lifts": asdict(lifts_found(scores)),
        "not_judged": asdict(not_judged(scores)),
        "false_fout": verdicts.false_fout,
        "false_goed": verdicts.false_goed,
        "patterns": {
            pattern.value: {
                "not_judged": asdict(not_judged(scores, pattern)),
                "f1": asdict(verdict_f1(scores, pattern)),
            }
            for pattern in Pattern
        },
    }


def _fused(run: PairRun) -> Sequence[JudgedLift]:
    return run.person.lifts if run.person is not None else ()


def _later(judged: JudgedLift, later_s: float) -> JudgedLift:
    lift = judged.lift
    moved = replace(
        lift,
        start_s=lift.start_s + later_s,
        grasp_s=lift.grasp_s + later_s,
        upright_s=lift.upright_s + later_s,
        end_s=lift.end_s + later_s,
    )
    return replace(judged, lift=moved)


def not_judged(scores: Iterable[ClipScores], *patterns: Pattern) -> Estimate:
    """Return the share of clear findings without a verdict; a lift that was missed has none."""
    parts: list[Part] = []
    for one in scores:
        clear = [f for f in one.judged if f.is_clear and f.pattern in (patterns or tuple(Pattern))]
        missed = one.lifts.missed * len(patterns or tuple(Pattern))
        unjudged = sum(f.finding.verdict is Verdict.NOT_JUDGED for f in clear)
        parts.append((unjudged + missed, len(clear) + missed))
    return share(parts)


def verdict_f1(scores: Iterable[ClipScores], pattern: Pattern) -> Estimate:
    """Return the F1 of *fout* among judged lifts."""
    some = [one.pattern(pattern) for one in scores]
    return share([one.f1_part() for one in some], sum(one.judged for one in some))


def wrong_verdicts(scores: Iterable[ClipScores]) -> PatternScores:
    """Return the verdicts on all patterns, added up."""
    return sum((one.pattern(pattern) for one in scores for pattern in Pattern), PatternScores())


def lifts_found(scores: Iterable[ClipScores]) -> LiftScores:
    """Return how many lifts were found, missed and false."""
    return sum((one.lifts for one in scores), LiftScores())
