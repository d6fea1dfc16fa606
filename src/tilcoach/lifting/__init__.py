"""From postures over time to lifts."""

from tilcoach.lifting.candidate import CandidateTimes, LoadProbe, no_probe
from tilcoach.lifting.lift import (
    SUSTAINED_S,
    Lift,
    LiftKind,
    LiftMeasures,
    LiftPhase,
    Load,
    LoadChoice,
    LoadSource,
    common_share,
)
from tilcoach.lifting.lift_rule import LiftRule
from tilcoach.lifting.load import PictureEvidence
from tilcoach.lifting.phases import load_probability_of, phases_of
from tilcoach.lifting.sustained import Peak, furthest_turn, sustained_peak
from tilcoach.lifting.tracker import LiftRules, LiftTracker

__all__ = [
    "SUSTAINED_S",
    "CandidateTimes",
    "Lift",
    "LiftKind",
    "LiftMeasures",
    "LiftPhase",
    "LiftRule",
    "LiftRules",
    "LiftTracker",
    "Load",
    "LoadChoice",
    "LoadProbe",
    "LoadSource",
    "Peak",
    "PictureEvidence",
    "common_share",
    "furthest_turn",
    "load_probability_of",
    "no_probe",
    "phases_of",
    "sustained_peak",
]
