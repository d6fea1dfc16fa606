"""What it buys to judge by the right measure, and to stay silent in doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np

from tilcoach.coaching import Finding, JudgedLift, Limits, Pattern, Verdict, judge, read_limits
from tilcoach.kinematics import View, ViewLabel, find_standing_positions, upright_at
from tilcoach.lifting import Lift
from tilcoach.validation.clip_run import ClipRun
from tilcoach.validation.clip_scores import findings_with_truth, match
from tilcoach.validation.comparison import Comparison, Variant
from tilcoach.validation.scores import PatternScores
from tilcoach.validation.true_clip import TrueClip

_F1, _FALSE_FOUT, _FALSE_GOED = "F1", "false fout", "false goed"
_RIGHT, _NOT_JUDGED = "right", "not judged"
_COLUMNS = (_F1, _FALSE_FOUT, _FALSE_GOED, _RIGHT, _NOT_JUDGED)
_KNEE_DEG, _TRUNK_DEG = 45.0, 40.0
_ANY_VIEW = View(ViewLabel.OBLIQUE, 45.0)

Judge = Callable[[JudgedLift, View], JudgedLift]
"""Judges a lift in another way; takes it as we judged it, and from where it was seen."""


def compare_straight_legs(runs: Sequence[ClipRun]) -> Comparison:
    """Return what the stoop-squat index buys against a fixed knee angle."""
    judges: Mapping[str, Judge] = {
        f"knee below {_KNEE_DEG:.0f}° while the trunk is beyond {_TRUNK_DEG:.0f}°": _by_knee,
        "ours": _as_judged,
    }
    only, clips = {Pattern.STRAIGHT_LEGS}, [_Seen.of(run) for run in runs]
    variants = tuple(_variant(name, how, clips, only) for name, how in judges.items())
    return Comparison("Straight legs", _COLUMNS, 2, variants)


def compare_judging(runs: Sequence[ClipRun], limits: Limits | None = None) -> Comparison:
    """Return what silence in doubt buys, over all three patterns."""
    limits = limits or read_limits()
    sharp = without_doubt(limits)
    judges: Mapping[str, Judge] = {
        "always: from every view, without doubt, whatever the feet do": lambda one, _: judge(
            _on_planted_feet(one.lift), _ANY_VIEW, sharp
        ),
        "from every view": lambda one, _: judge(one.lift, _ANY_VIEW, limits),
        "without doubt": lambda one, view: judge(one.lift, view, sharp),
        "whatever the feet do": lambda one, view: judge(_on_planted_feet(one.lift), view, limits),
        "ours": _as_judged,
    }
    clips = [_Seen.of(run) for run in runs]
    variants = tuple(_variant(name, how, clips, set(Pattern)) for name, how in judges.items())
    return Comparison("When to judge, all patterns", _COLUMNS, 2, variants)


def without_doubt(limits: Limits) -> Limits:
    """Return the limits without a band around them, and without a second witness."""
    open_to = {"load_probability": 0.0, "visible_share": 0.0, "knee_flexion_deg": 180.0}
    bands = {name: 0.0 for name in limits.values() if "_margin" in name}
    return limits.with_values({**open_to, **bands}, "Ablation")


def _as_judged(one: JudgedLift, view: View) -> JudgedLift:
    del view
    return one


def _on_planted_feet(lift: Lift) -> Lift:
    """Return the lift as if the feet had not moved."""
    still = np.zeros(len(lift.postures))
    return replace(
        lift, postures=replace(lift.postures, feet_shift_ratio=still, feet_turn_deg=still)
    )


def _by_knee(one: JudgedLift, view: View) -> JudgedLift:
    """Judge straight legs by the knee when low, and leave the rest."""
    del view
    measures = one.lift.measures
    straight = measures.knee_flexion_deg < _KNEE_DEG and measures.trunk_flexion_deg > _TRUNK_DEG
    if not np.isfinite(measures.knee_flexion_deg + measures.trunk_flexion_deg):
        return one
    finding = Finding(
        pattern=Pattern.STRAIGHT_LEGS,
        verdict=Verdict.FOUT if straight else Verdict.GOED,
        measured=measures.knee_flexion_deg,
        limit=_KNEE_DEG,
        unit="deg",
        start_s=one.lift.start_s,
        end_s=one.lift.upright_s,
        confidence=1.0,
        reason=None,
    )
    return replace(one, findings=(finding, *one.findings[1:]))


@dataclass(frozen=True, slots=True)
class _Seen:
    """The lifts of one clip, each with from where the camera looked at it."""

    clip: TrueClip
    lifts: tuple[tuple[JudgedLift, View], ...]

    @classmethod
    def of(cls, run: ClipRun) -> _Seen:
        lifts = []
        for person in run.people:
            stances = find_standing_positions(person.poses)
            lifts += [(one, upright_at(stances, one.lift.grasp_s).view) for one in person.lifts]
        return cls(run.clip, tuple(lifts))


def _variant(
    name: str, how: Judge, clips: Sequence[_Seen], patterns: AbstractSet[Pattern]
) -> Variant:
    """Judge every lift in one way, and count over some patterns."""
    scores = PatternScores()
    for seen in clips:
        found = [how(one, view) for one, view in seen.lifts]
        judged = findings_with_truth(seen.clip, match(found, seen.clip.lifts))
        scores = sum((one.scores() for one in judged if one.pattern in patterns), scores)
    return Variant(
        name,
        {
            _F1: scores.f1,
            _FALSE_FOUT: scores.false_fout,
            _FALSE_GOED: scores.false_goed,
            _RIGHT: scores.true_fout + scores.true_goed,
            _NOT_JUDGED: scores.not_judged,
        },
    )
