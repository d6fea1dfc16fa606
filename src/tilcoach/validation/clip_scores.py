"""How well the lifts of clips with exact truth are found, timed and judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tilcoach.coaching import Finding, JudgedLift, Pattern, Verdict
from tilcoach.validation.clips import TrueClip, TrueLift
from tilcoach.validation.scores import LiftScores, PatternScores


@dataclass(frozen=True, slots=True)
class Judged:
    """One finding with its right answer.

    Attributes
    ----------
    pattern, band
        What was judged, and from which view band.
    finding
        What was told.
    right
        The verdicts that are right.
    """

    pattern: Pattern
    band: str
    finding: Finding
    right: frozenset[Verdict]

    @property
    def is_clear(self) -> bool:
        """Whether the truth lies clearly on one side of the limit."""
        return (Verdict.FOUT in self.right) != (Verdict.GOED in self.right)

    @property
    def allows_judging(self) -> bool:
        """Whether the view shows enough for a verdict."""
        return Verdict.NOT_JUDGED not in self.right

    @property
    def is_right(self) -> bool:
        """Whether what was told is one of the right answers."""
        return self.finding.verdict in self.right

    def scores(self) -> PatternScores:
        """Return this finding as scores; nothing when the truth is not clear."""
        if not self.is_clear:
            return PatternScores()
        if self.finding.verdict is Verdict.NOT_JUDGED and not self.allows_judging:
            return PatternScores()
        return PatternScores.of(self.finding.verdict, is_fout=Verdict.FOUT in self.right)


@dataclass(slots=True)
class ClipScores:
    """The scores of one or many clips.

    Attributes
    ----------
    lifts
        Found, missed, false.
    timing_s
        Per moment (start, grasp, upright) the found less the true times.
    judged
        Every finding on a lift that is there.
    false_lifts, seconds_without_lifts
        On clips in which nobody lifts.
    """

    lifts: LiftScores = field(default_factory=LiftScores)
    timing_s: dict[str, list[float]] = field(default_factory=dict)
    judged: list[Judged] = field(default_factory=list)
    false_lifts: int = 0
    seconds_without_lifts: float = 0.0

    def add(self, clip: TrueClip, found: Sequence[JudgedLift]) -> list[str]:
        """Score the lifts found in one clip; return in words what was missed or is false.

        Parameters
        ----------
        clip
            The truth.
        found
            The lifts of everybody in it.
        """
        pairs = match(found, clip.lifts)
        self.lifts += LiftScores(
            hits=len(pairs), missed=len(clip.lifts) - len(pairs), false=len(found) - len(pairs)
        )
        if not clip.lifts:
            self.false_lifts += len(found)
            self.seconds_without_lifts += clip.duration_s
        for judged, true in pairs:
            for name in ("start_s", "grasp_s", "upright_s"):
                error = getattr(judged.lift, name) - getattr(true, name)
                self.timing_s.setdefault(name, []).append(error)
            self.judged += [
                Judged(f.pattern, clip.view.label.value, f, true.verdicts[f.pattern])
                for f in judged.findings
            ]
        hit = {id(judged) for judged, _ in pairs}
        seen = {id(true) for _, true in pairs}
        return [
            *(
                f"{clip.name}: false lift at {j.lift.start_s:.1f} s"
                for j in found
                if id(j) not in hit
            ),
            *(
                f"{clip.name}: missed lift at {t.start_s:.1f} s"
                for t in clip.lifts
                if id(t) not in seen
            ),
        ]

    def patterns(self) -> Mapping[Pattern, PatternScores]:
        """Return the scores per pattern."""
        return {
            pattern: sum(
                (one.scores() for one in self.judged if one.pattern is pattern), PatternScores()
            )
            for pattern in Pattern
        }

    def median_timing_s(self) -> Mapping[str, float]:
        """Return the median of the absolute timing errors, per moment."""
        return {name: float(np.median(np.abs(e))) for name, e in self.timing_s.items()}


MIN_IOU = 0.3
"""A found lift is a true one when their common time is so much of the time of either."""


def match(
    found: Sequence[JudgedLift], true: Sequence[TrueLift]
) -> list[tuple[JudgedLift, TrueLift]]:
    """Return which found lift is which true one; best overlap first, each used once.

    Parameters
    ----------
    found, true
        The lifts of one clip.
    """
    overlaps = [
        (_iou(judged, lift), i, k) for i, judged in enumerate(found) for k, lift in enumerate(true)
    ]
    pairs, used_found, used_true = [], set(), set()
    for iou, i, k in sorted(overlaps, reverse=True):
        if iou >= MIN_IOU and i not in used_found and k not in used_true:
            used_found.add(i)
            used_true.add(k)
            pairs.append((found[i], true[k]))
    return pairs


def _iou(judged: JudgedLift, true: TrueLift) -> float:
    lift = judged.lift
    common = min(lift.upright_s, true.upright_s) - max(lift.start_s, true.start_s)
    either = max(lift.upright_s, true.upright_s) - min(lift.start_s, true.start_s)
    return max(common, 0.0) / either if either > 0 else 0.0
