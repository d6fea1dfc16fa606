"""How well the lifts of clips with exact truth are found, timed and judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from tilcoach.coaching import Finding, JudgedLift, Pattern, Reason, Verdict
from tilcoach.validation.scores import LiftScores, PatternScores
from tilcoach.validation.true_clip import TrueClip, TrueLift

DECIDE: Mapping[Pattern, tuple[str, ...]] = MappingProxyType(
    {
        Pattern.STRAIGHT_LEGS: ("stoop_squat_index", "trunk_flexion_deg"),
        Pattern.TWIST_WITH_LOAD: ("trunk_rotation_deg",),
        Pattern.LOAD_FAR: ("load_distance_ratio",),
    }
)
"""The measures that each pattern is judged by, which are the names of their limits too."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One finding with its right answer.

    Attributes
    ----------
    pattern, band
        What was judged, and from which view band.
    finding
        What tilcoach found.
    right
        The verdicts that are right.
    values
        By measure, what was measured and what is true of what decides, in the unit of its limit
        and without a sign; NaN where it is not known.
    """

    pattern: Pattern
    band: str
    finding: Finding
    right: frozenset[Verdict]
    values: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def is_clear(self) -> bool:
        """Whether the truth lies clearly on one side of the limit."""
        return (Verdict.FOUT in self.right) != (Verdict.GOED in self.right)

    @property
    def allows_judging(self) -> bool:
        """Whether the view shows enough for a verdict."""
        return Verdict.NOT_JUDGED not in self.right

    @property
    def was_weighed(self) -> bool:
        """Whether the value was held against the limit, however that ended."""
        return self.finding.reason in (None, Reason.NEAR_LIMIT)

    @property
    def was_judged(self) -> bool:
        """Whether there is a verdict."""
        return self.finding.reason is None

    @property
    def is_right(self) -> bool:
        """Whether the verdict is one of the right ones."""
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
    """The scores of one clip.

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
        """Score the lifts found in one clip; return in words what was missed or is false."""
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
        self.judged += findings_with_truth(clip, pairs)
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

    def pattern(self, pattern: Pattern) -> PatternScores:
        """Return the verdicts on one pattern."""
        return sum((one.scores() for one in self.judged if one.pattern is pattern), PatternScores())


_NAN = float("nan")


def findings_with_truth(
    clip: TrueClip, pairs: Iterable[tuple[JudgedLift, TrueLift]]
) -> list[Judged]:
    """Return every finding on lifts that are there, with its right answer."""
    return [
        Judged(
            pattern=pattern,
            band=clip.view.label.value,
            finding=found.finding(pattern),
            right=true.verdicts[pattern],
            values={
                name: (abs(getattr(found.lift.measures, name)), abs(true.values.get(name, _NAN)))
                for name in measures
            },
        )
        for found, true in pairs
        for pattern, measures in DECIDE.items()
    ]


MIN_IOU = 0.3
"""A found lift is a true one when their common time is so much of the time of either."""


def match(
    found: Sequence[JudgedLift], true: Sequence[TrueLift]
) -> list[tuple[JudgedLift, TrueLift]]:
    """Return which found lift is which true one; best overlap first, each used once."""
    pairs = match_stretches(
        [(judged.lift.start_s, judged.lift.upright_s) for judged in found],
        [(lift.start_s, lift.upright_s) for lift in true],
    )
    return [(found[i], true[k]) for i, k in pairs]


def match_stretches(found: Sequence[Stretch], true: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Return which found stretch of time is which true one, as pairs of their places."""
    overlaps = [(_iou(a, b), i, k) for i, a in enumerate(found) for k, b in enumerate(true)]
    pairs: list[tuple[int, int]] = []
    for iou, i, k in sorted(overlaps, reverse=True):
        if iou >= MIN_IOU and not any(i == used or k == taken for used, taken in pairs):
            pairs.append((i, k))
    return pairs


Stretch = tuple[float, float]
"""From when to when, in seconds."""


def _iou(one: Stretch, other: Stretch) -> float:
    common = min(one[1], other[1]) - max(one[0], other[0])
    either = max(one[1], other[1]) - min(one[0], other[0])
    return max(common, 0.0) / either if either > 0 else 0.0
