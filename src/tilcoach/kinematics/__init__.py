"""From landmarks to joint angles and distances: pure geometry."""

from tilcoach.kinematics.measure import MIN_VISIBILITY, measure
from tilcoach.kinematics.posture import Posture, PostureSeries
from tilcoach.kinematics.stances import (
    Stance,
    StanceRule,
    find_stances,
    main_view,
    measure_stances,
    view_at,
)
from tilcoach.kinematics.upright import Upright, UprightRule, calibrate, upright_moments
from tilcoach.kinematics.upright_keeper import KeeperRule, UprightKeeper
from tilcoach.kinematics.view import UNKNOWN_VIEW, View, ViewLabel

__all__ = [
    "MIN_VISIBILITY",
    "UNKNOWN_VIEW",
    "KeeperRule",
    "Posture",
    "PostureSeries",
    "Stance",
    "StanceRule",
    "Upright",
    "UprightKeeper",
    "UprightRule",
    "View",
    "ViewLabel",
    "calibrate",
    "find_stances",
    "main_view",
    "measure",
    "measure_stances",
    "upright_moments",
    "view_at",
]
