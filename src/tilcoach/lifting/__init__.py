"""From postures over time to lifts."""

from tilcoach.lifting.lift import Lift, LiftMeasures, LiftPhase, Load, LoadChoice, LoadSource

__all__ = ["Lift", "LiftMeasures", "LiftPhase", "Load", "LoadChoice", "LoadSource"]
