"""From landmarks to joint angles and distances: pure geometry."""

from tilcoach.kinematics.measure import measure
from tilcoach.kinematics.posture import Posture, PostureSeries
from tilcoach.kinematics.upright import Upright, UprightRule, calibrate, upright_moments
from tilcoach.kinematics.upright_keeper import KeeperRule, UprightKeeper
from tilcoach.kinematics.view import UNKNOWN_VIEW, View, ViewLabel

__all__ = [
    "UNKNOWN_VIEW",
    "KeeperRule",
    "Posture",
    "PostureSeries",
    "Upright",
    "UprightKeeper",
    "UprightRule",
    "View",
    "ViewLabel",
    "calibrate",
    "measure",
    "upright_moments",
]
