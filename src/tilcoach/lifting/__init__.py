"""From postures over time to lifts."""

from tilcoach.lifting.bend import BendTimes, LiftRule, Look, blind
from tilcoach.lifting.lift import Lift, LiftMeasures, LiftPhase, Load, LoadChoice, LoadSource
from tilcoach.lifting.phases import load_probability_of, phases_of
from tilcoach.lifting.sustained import Peak, furthest_turn, sustained_peak
from tilcoach.lifting.tracker import LiftTracker

__all__ = [
    "BendTimes",
    "Lift",
    "LiftMeasures",
    "LiftPhase",
    "LiftRule",
    "LiftTracker",
    "Load",
    "LoadChoice",
    "LoadSource",
    "Look",
    "Peak",
    "blind",
    "furthest_turn",
    "load_probability_of",
    "phases_of",
    "sustained_peak",
]
