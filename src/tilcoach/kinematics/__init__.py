"""From landmarks to joint angles and distances: pure geometry."""

from tilcoach.kinematics.body_points import hands_px
from tilcoach.kinematics.drawn_body import TALL_PX, drawn_body
from tilcoach.kinematics.framing import (
    CameraJumpRule,
    cut_off_moments,
    foot_out_share,
    picture_jumps_s,
    seen_s,
)
from tilcoach.kinematics.framing_monitor import FramingMonitor, FramingMonitorRule
from tilcoach.kinematics.gravity_points import gravity_points_m
from tilcoach.kinematics.jump_detection import BodyJumpRule, body_jumps
from tilcoach.kinematics.live_calibration import LiveCalibration, LiveCalibrationRule
from tilcoach.kinematics.measure import MIN_VISIBILITY, measure
from tilcoach.kinematics.partial_calibration import partial_upright
from tilcoach.kinematics.picture_turn import quarter_turn_deg
from tilcoach.kinematics.posture import Posture, PostureSeries
from tilcoach.kinematics.standing import UprightRule, calibrate, extent_px, upright_moments
from tilcoach.kinematics.standing_positions import (
    StandingPosition,
    StandingPositionRule,
    find_standing_positions,
    main_upright,
    measure_standing_positions,
    upright_at,
)
from tilcoach.kinematics.upright import SHOULDER_ANKLE_SHARE, CalibrationSource, Upright
from tilcoach.kinematics.view import UNKNOWN_VIEW, View, ViewLabel, steady_views

__all__ = [
    "MIN_VISIBILITY",
    "SHOULDER_ANKLE_SHARE",
    "TALL_PX",
    "UNKNOWN_VIEW",
    "BodyJumpRule",
    "CalibrationSource",
    "CameraJumpRule",
    "FramingMonitor",
    "FramingMonitorRule",
    "LiveCalibration",
    "LiveCalibrationRule",
    "Posture",
    "PostureSeries",
    "StandingPosition",
    "StandingPositionRule",
    "Upright",
    "UprightRule",
    "View",
    "ViewLabel",
    "body_jumps",
    "calibrate",
    "cut_off_moments",
    "drawn_body",
    "extent_px",
    "find_standing_positions",
    "foot_out_share",
    "gravity_points_m",
    "hands_px",
    "main_upright",
    "measure",
    "measure_standing_positions",
    "partial_upright",
    "picture_jumps_s",
    "quarter_turn_deg",
    "seen_s",
    "steady_views",
    "upright_at",
    "upright_moments",
]
