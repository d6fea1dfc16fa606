"""A lift of the history, in the form in which it can be held against another one."""

from __future__ import annotations

import math
from dataclasses import replace

from tilcoach.coaching import ComparedLift, Finding, LiftTimes, Limits, read_limits
from tilcoach.lifting import LiftMeasures
from tilcoach.report import FindingPart
from tilcoach.store.curves import Curves
from tilcoach.store.saved import SavedLift, SavedSession


def limits_of(session: SavedSession) -> Limits:
    """Return the limits that held on the day of a session.

    Parameters
    ----------
    session
        Limits that tilcoach did not know then are those of today.
    """
    held = session.head.settings.limits
    return {
        name: replace(limit, value=held.get(name, limit.value))
        for name, limit in read_limits().items()
    }


def recall_lift(lift: SavedLift, curves: Curves, limits: Limits) -> ComparedLift:
    """Return a saved lift as it can be compared.

    Parameters
    ----------
    lift
        From the history.
    curves
        What was measured during it.
    limits
        What it was held against.
    """
    part = lift.part
    measures = {name: _number(value) for name, value in part.measures.model_dump().items()}
    return ComparedLift(
        times=LiftTimes(part.start_s, part.grasp_s, part.upright_s, part.end_s),
        measures=LiftMeasures(**measures),
        findings=tuple(_finding(finding) for finding in part.findings),
        postures=curves.postures(),
        limits=limits,
        view=lift.view.label,
    )


def _finding(part: FindingPart) -> Finding:
    return Finding(
        pattern=part.pattern,
        verdict=part.verdict,
        measured=_number(part.measured),
        limit=_number(part.limit),
        unit=part.unit,
        start_s=_number(part.start_s),
        end_s=_number(part.end_s),
        confidence=part.confidence,
        reason=part.reason,
    )


def _number(value: float | None) -> float:
    return math.nan if value is None else value
