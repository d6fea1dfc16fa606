"""The numbers that say what a figure does at one moment."""

from dataclasses import dataclass

SIDES = ("left", "right")
"""The person's own sides."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """One moment of a motion. Lengths in metres, angles in degrees.

    The root stands on the floor between the feet; pelvis and free hands are given in its axes
    (x to the person's left, y backward, z up). Feet and load are given in the room.

    Attributes
    ----------
    root_x_m, root_y_m, root_yaw_deg
        Where the person stands in the room and which way, positive turned to the own left.
    pelvis_side_m, pelvis_back_m, pelvis_drop_m
        Shift of the pelvis against rest.
    pelvis_tilt_deg, pelvis_yaw_deg
        Forward tilt, and turn to the left on planted feet.
    spine_flexion_deg, spine_twist_deg, spine_bend_deg
        Over the three spine bones together: forward, to the left, leaning left.
    neck_extension_deg, head_yaw_deg
        Looking up against the trunk, and to the left.
    protraction_deg
        How far the shoulders come forward.
    grip
        0 arms hang, 1 both hands at the load.
    load_x_m, load_y_m, load_z_m, load_yaw_deg
        Middle of the load.
    foot_left_x_m, ...
        Place of the ankle above the floor, turn positive to the left, height of the step, and
        how far the heel is up.
    arm_left_deg, ...
        How far a hanging arm swings forward.
    reach_left, hand_left_x_m, ...
        0 arm hangs, 1 the wrist is at the given place.
    """

    root_x_m: float = 0.0
    root_y_m: float = 0.0
    root_yaw_deg: float = 0.0
    pelvis_side_m: float = 0.0
    pelvis_back_m: float = 0.0
    pelvis_drop_m: float = 0.0
    pelvis_tilt_deg: float = 0.0
    pelvis_yaw_deg: float = 0.0
    spine_flexion_deg: float = 0.0
    spine_twist_deg: float = 0.0
    spine_bend_deg: float = 0.0
    neck_extension_deg: float = 0.0
    head_yaw_deg: float = 0.0
    protraction_deg: float = 0.0
    grip: float = 0.0
    load_x_m: float = 0.0
    load_y_m: float = 0.0
    load_z_m: float = 0.0
    load_yaw_deg: float = 0.0
    foot_left_x_m: float = 0.15
    foot_left_y_m: float = 0.0
    foot_left_yaw_deg: float = 10.0
    foot_left_lift_m: float = 0.0
    foot_left_pitch_deg: float = 0.0
    foot_right_x_m: float = -0.15
    foot_right_y_m: float = 0.0
    foot_right_yaw_deg: float = -10.0
    foot_right_lift_m: float = 0.0
    foot_right_pitch_deg: float = 0.0
    arm_left_deg: float = 0.0
    arm_right_deg: float = 0.0
    reach_left: float = 0.0
    hand_left_x_m: float = 0.25
    hand_left_y_m: float = -0.3
    hand_left_z_m: float = 1.0
    reach_right: float = 0.0
    hand_right_x_m: float = -0.25
    hand_right_y_m: float = -0.3
    hand_right_z_m: float = 1.0
