"""From landmarks to joint angles and distances: pure geometry."""

from tilcoach.kinematics.posture import Posture, PostureSeries
from tilcoach.kinematics.view import UNKNOWN_VIEW, View, ViewLabel

__all__ = ["UNKNOWN_VIEW", "Posture", "PostureSeries", "View", "ViewLabel"]
