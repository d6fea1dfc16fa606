"""From landmarks to joint angles and distances: pure geometry."""

from tilcoach.kinematics.body_points import hands_px
from tilcoach.kinematics.framing import (
    JumpRule,
    cut_off_moments,
    foot_out_share,
    picture_jumps_s,
    seen_s,
)
from tilcoach.kinematics.framing_watch import FramingWatch, WatchRule
from tilcoach.kinematics.leaps import LeapRule, leaps
from tilcoach.kinematics.measure import MIN_VISIBILITY, measure
from tilcoach.kinematics.posture import Posture, PostureSeries
from tilcoach.kinematics.short_look import unfold_upright
from tilcoach.kinematics.stances import (
    Stance,
    StanceRule,
    find_stances,
    main_view,
    measure_stances,
    upright_at,
)
from tilcoach.kinematics.standing import UprightRule, calibrate, extent_px, upright_moments
from tilcoach.kinematics.upright import SHOULDER_ANKLE_SHARE, Upright, Zero
from tilcoach.kinematics.upright_keeper import KeeperRule, UprightKeeper
from tilcoach.kinematics.view import UNKNOWN_VIEW, View, ViewLabel

__all__ = [
    "MIN_VISIBILITY",
    "SHOULDER_ANKLE_SHARE",
    "UNKNOWN_VIEW",
    "FramingWatch",
    "JumpRule",
    "KeeperRule",
    "LeapRule",
    "Posture",
    "PostureSeries",
    "Stance",
    "StanceRule",
    "Upright",
    "UprightKeeper",
    "UprightRule",
    "View",
    "ViewLabel",
    "WatchRule",
    "Zero",
    "calibrate",
    "cut_off_moments",
    "extent_px",
    "find_stances",
    "foot_out_share",
    "hands_px",
    "leaps",
    "main_view",
    "measure",
    "measure_stances",
    "picture_jumps_s",
    "seen_s",
    "unfold_upright",
    "upright_at",
    "upright_moments",
]
