"""From frames to guidance: set-up, pause, and when the coach says what."""

from tilcoach.guidance.after_lift import EVERY_LIFT_UP_TO, AfterLift, Sentence
from tilcoach.guidance.controller import Command, Guidance, GuidanceController, GuidanceRules
from tilcoach.guidance.during_lift import DuringLift, beyond
from tilcoach.guidance.frame_statistics import FrameStatistics
from tilcoach.guidance.group import GroupController
from tilcoach.guidance.group_state import GroupMode, GroupState, Member, count
from tilcoach.guidance.hand_signal import HandRule, HandSignal, is_raised
from tilcoach.guidance.instruction import Instruction
from tilcoach.guidance.setup import Setup, SetupRule, SetupState
from tilcoach.guidance.setup_checks import FramingRule, SetupFrame, body_height_px, find_instruction
from tilcoach.guidance.turn import Turn, turn_for_rest
from tilcoach.guidance.utterance import Cadence, FeedbackMode, Pause, Utterance, UtteranceKind

__all__ = [
    "EVERY_LIFT_UP_TO",
    "AfterLift",
    "Cadence",
    "Command",
    "DuringLift",
    "FeedbackMode",
    "FrameStatistics",
    "FramingRule",
    "GroupController",
    "GroupMode",
    "GroupState",
    "Guidance",
    "GuidanceController",
    "GuidanceRules",
    "HandRule",
    "HandSignal",
    "Instruction",
    "Member",
    "Pause",
    "Sentence",
    "Setup",
    "SetupFrame",
    "SetupRule",
    "SetupState",
    "Turn",
    "Utterance",
    "UtteranceKind",
    "beyond",
    "body_height_px",
    "count",
    "find_instruction",
    "is_raised",
    "turn_for_rest",
]
