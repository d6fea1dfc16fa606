"""What it buys to know a lift from a bend, and to begin and end it by body lengths."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from tilcoach.config import Settings
from tilcoach.validation.clip_run import ClipRun
from tilcoach.validation.clip_scores import Stretch, match_stretches
from tilcoach.validation.comparison import Comparison, Variant
from tilcoach.validation.recordings import review_recording
from tilcoach.validation.scores import LiftScores

_F1, _FALSE, _MISSED = "F1", "false", "missed"
_PER_MINUTE = "false a minute where nobody lifts"
_TRUNK_DEG = 30.0

Finder = Callable[[ClipRun], list[Stretch]]


def compare_finding(runs: Sequence[ClipRun]) -> Comparison:
    """Return how well each way finds the lifts."""
    finders: Mapping[str, Finder] = {
        f"trunk beyond {_TRUNK_DEG:.0f}°": _beyond_an_angle,
        "every bend of ours": _every_bend,
        "ours, by landmarks alone": _by_landmarks,
        "ours": _lifts,
    }
    variants = tuple(_variant(name, finder, runs) for name, finder in finders.items())
    return Comparison("Finding lifts", (_F1, _MISSED, _FALSE, _PER_MINUTE), 2, variants)


def runs_of(inside: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the first and last place of each unbroken run of true values."""
    edges = np.diff(np.concatenate([[0], np.asarray(inside, dtype=int), [0]]))
    starts, ends = np.flatnonzero(edges > 0), np.flatnonzero(edges < 0) - 1
    return [(int(start), int(end)) for start, end in zip(starts, ends, strict=True)]


def _beyond_an_angle(run: ClipRun) -> list[Stretch]:
    found = []
    for person in run.people:
        if person.postures is not None:
            time_s = person.postures.time_s
            bent = runs_of((person.postures.trunk_flexion_deg > _TRUNK_DEG).tolist())
            found += [(float(time_s[start]), float(time_s[end])) for start, end in bent]
    return found


def _lifts(run: ClipRun) -> list[Stretch]:
    return [(judged.lift.start_s, judged.lift.upright_s) for judged in run.lifts]


def _by_landmarks(run: ClipRun) -> list[Stretch]:
    people = review_recording(run.series, Settings()).people
    return [(j.lift.start_s, j.lift.upright_s) for person in people for j in person.lifts]


def _every_bend(run: ClipRun) -> list[Stretch]:
    bends = [(b.lift.start_s, b.lift.upright_s) for person in run.people for b in person.bends]
    return _lifts(run) + bends


def _variant(name: str, finder: Finder, runs: Sequence[ClipRun]) -> Variant:
    scores, false, seconds = LiftScores(), 0, 0.0
    for run in runs:
        found = finder(run)
        true = [(lift.start_s, lift.upright_s) for lift in run.clip.lifts]
        hits = len(match_stretches(found, true))
        scores += LiftScores(hits, missed=len(true) - hits, false=len(found) - hits)
        if not true:
            false += len(found)
            seconds += run.clip.duration_s
    per_minute = 60 * false / seconds if seconds else float("nan")
    values = {_F1: scores.f1, _MISSED: scores.missed, _FALSE: scores.false}
    return Variant(name, {**values, _PER_MINUTE: per_minute})
