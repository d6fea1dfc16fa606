"""From steps to guidance: set-up, pause, and when the coach says what to who stands there."""

from tilcoach.guiding.after_lift import EVERY_LIFT_UP_TO, AfterLift, Sentence
from tilcoach.guiding.during_lift import DuringLift, beyond
from tilcoach.guiding.framing import FramingRule, Shot, body_height_px, find_hint
from tilcoach.guiding.group import GroupGuide
from tilcoach.guiding.group_state import GroupState, GroupWay, Member, count
from tilcoach.guiding.guide import Guidance, Guide, Wish
from tilcoach.guiding.hand_signal import HandRule, HandSignal, is_raised
from tilcoach.guiding.hint import Hint
from tilcoach.guiding.picture import Picture
from tilcoach.guiding.said import FeedbackMode, Pause, Said, SaidKind
from tilcoach.guiding.set_up import SetUp, SetUpRule, SetUpState
from tilcoach.guiding.shown_from import SHOWN_FROM, Turn, turn_for_rest

__all__ = [
    "EVERY_LIFT_UP_TO",
    "SHOWN_FROM",
    "AfterLift",
    "DuringLift",
    "FeedbackMode",
    "FramingRule",
    "GroupGuide",
    "GroupState",
    "GroupWay",
    "Guidance",
    "Guide",
    "HandRule",
    "HandSignal",
    "Hint",
    "Member",
    "Pause",
    "Picture",
    "Said",
    "SaidKind",
    "Sentence",
    "SetUp",
    "SetUpRule",
    "SetUpState",
    "Shot",
    "Turn",
    "Wish",
    "beyond",
    "body_height_px",
    "count",
    "find_hint",
    "is_raised",
    "turn_for_rest",
]
