"""What the set-up may ask for: one thing at a time."""

from __future__ import annotations

from enum import StrEnum


class Instruction(StrEnum):
    """One instruction, in the order in which they are given: the first that applies is said."""

    NOBODY = "nobody"
    TOO_NEAR = "too_near"
    FEET_OUT = "feet_out"
    HEAD_OUT = "head_out"
    TO_THE_MIDDLE = "to_the_middle"
    TOO_FAR = "too_far"
    CAMERA_ASKEW = "camera_askew"
    CAMERA_HIGH = "camera_high"
    DARK = "dark"
    UNCLEAR = "unclear"
    SEVERAL = "several"
    HALF_TURN = "half_turn"
    MOVED = "moved"
    STAND_UPRIGHT = "stand_upright"
    STAND_STILL = "stand_still"
