"""A saved lift as a lift to compare."""

from __future__ import annotations

from typing import cast

from tilcoach.coaching import (
    Camera,
    ComparedLift,
    Finding,
    LiftTimes,
    Limits,
    Note,
    Pattern,
    Reason,
    read_limits,
)
from tilcoach.kinematics import ViewLabel
from tilcoach.lifting import LiftMeasures
from tilcoach.session_files import FindingPart, nan_if_none
from tilcoach.store.curves import Curves
from tilcoach.store.records import SavedLift, SavedSession


def limits_of(session: SavedSession) -> Limits:
    """Return the limits that applied on the day of a session."""
    return read_limits().with_values(session.head.settings.limits, "Session")


def load_compared_lift(lift: SavedLift, curves: Curves, limits: Limits) -> ComparedLift:
    """Return a saved lift as a lift to compare."""
    part, label = lift.part, lift.view.label
    measures = {name: nan_if_none(value) for name, value in part.measures.model_dump().items()}
    return ComparedLift(
        times=LiftTimes(part.start_s, part.grasp_s, part.upright_s, part.end_s),
        measures=LiftMeasures(**measures),
        findings=tuple(_finding(pattern, part.finding(pattern)) for pattern in Pattern),
        postures=curves.postures(),
        limits=limits,
        view=label if isinstance(label, ViewLabel) else ViewLabel.UNKNOWN,
    )


def _finding(pattern: Pattern, part: FindingPart) -> Finding:
    return Finding(
        pattern=pattern,
        verdict=part.verdict,
        measured=nan_if_none(part.measured),
        limit=nan_if_none(part.limit),
        unit=part.unit,
        start_s=nan_if_none(part.start_s),
        end_s=nan_if_none(part.end_s),
        confidence=part.confidence,
        # A reason of a later version stays text, which a translator shows as such.
        reason=cast("Reason | None", part.reason),
        note=cast("Note | None", part.note),
        judged_by=cast("Camera | None", part.judged_by),
    )
