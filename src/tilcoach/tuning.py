"""Every rule by which people are followed, measured and coached, composed in one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from tilcoach.estimation import GroupRule
from tilcoach.filtering import OneEuroRule, Smoothing
from tilcoach.fusion import AlignmentRule
from tilcoach.guidance import GuidanceRules
from tilcoach.kinematics import (
    BodyJumpRule,
    FramingMonitorRule,
    LiveCalibrationRule,
    StandingPositionRule,
)
from tilcoach.lifting import LiftRules
from tilcoach.load_detection import CoMotionRule
from tilcoach.tracking import TrackingRule
from tilcoach.video import FilmRule


@dataclass(frozen=True, slots=True)
class Tuning:
    """The rules of every stage; the numbers of a profile go by their names, as in ``lifts.lift``.

    Attributes
    ----------
    film
        What a film does not show.
    group
        How several people are looked for.
    tracking
        Who is who from frame to frame.
    one_euro, smoothing
        How poses lose their jitter: live, and in a recording.
    standing, live_calibration
        What standing upright is, and when a person stands elsewhere: in a recording, and live.
    framing, body_jump
        When a stream warns of its framing, and what no body does.
    lifts, co_motion
        What a lift is, and what the picture shows of a load.
    guidance
        The set-up and the raised hand.
    alignment
        When two recordings show the same movement.
    """

    film: FilmRule = field(default_factory=FilmRule)
    group: GroupRule = field(default_factory=GroupRule)
    tracking: TrackingRule = field(default_factory=TrackingRule)
    one_euro: OneEuroRule = field(default_factory=OneEuroRule)
    smoothing: Smoothing = field(default_factory=Smoothing)
    standing: StandingPositionRule = field(default_factory=StandingPositionRule)
    live_calibration: LiveCalibrationRule = field(default_factory=LiveCalibrationRule)
    framing: FramingMonitorRule = field(default_factory=FramingMonitorRule)
    body_jump: BodyJumpRule = field(default_factory=BodyJumpRule)
    lifts: LiftRules = field(default_factory=LiftRules)
    co_motion: CoMotionRule = field(default_factory=CoMotionRule)
    guidance: GuidanceRules = field(default_factory=GuidanceRules)
    alignment: AlignmentRule = field(default_factory=AlignmentRule)

    def numbers(self) -> Mapping[str, float]:
        """Return every number by its name, as ``lifts.lift.bend_from``."""
        return dict(_numbers(self, ""))

    def with_numbers(self, values: Mapping[str, float]) -> Tuning:
        """Return the rules with other numbers; raises KeyError for a name that is not known."""
        unknown = values.keys() - self.numbers().keys()
        if unknown:
            raise KeyError(min(unknown))
        tuning: Tuning = _changed(self, "", values)
        return tuning


def _numbers(rule: Any, prefix: str) -> Iterator[tuple[str, float]]:  # noqa: ANN401  any rule
    for one in fields(rule):
        value, name = getattr(rule, one.name), f"{prefix}{one.name}"
        if is_dataclass(value):
            yield from _numbers(value, f"{name}.")
        elif isinstance(value, int | float):
            yield name, value


def _changed(rule: Any, prefix: str, values: Mapping[str, float]) -> Any:  # noqa: ANN401  any rule
    changes = {}
    for one in fields(rule):
        value, name = getattr(rule, one.name), f"{prefix}{one.name}"
        if is_dataclass(value):
            changes[one.name] = _changed(value, f"{name}.", values)
        elif name in values:
            changes[one.name] = type(value)(values[name])
    return replace(rule, **changes)
