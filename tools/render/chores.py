"""Work about the house that is no lift: sweeping, vacuuming, wiping, kneeling."""

import numpy as np

from tools.render.activities import hands_at
from tools.render.clip import Event
from tools.render.parameters import Parameters
from tools.render.rotations import about_z
from tools.render.stage import Players, Stage
from tools.render.timeline import Move, changed

BROOM_HANDS_M = ((0.05, -0.42, 0.86), (-0.08, -0.26, 1.16))
"""Left and right wrist of a person of 1.75 m who sweeps, in the axes of the root."""

VACUUM_HAND_M = (-0.2, -0.32, 0.88)
"""Right wrist of a person of 1.75 m who vacuums."""

_MODEL_M = 1.75
_KNEE_ABOVE_FLOOR_M = 0.07
_TOES_DEG = 70.0
"""How far the heel is up when the knee is on the floor."""


def sweep(stage: Stage, event: Event) -> None:
    """Sweep with a broom, both hands on its stick, the trunk a little bent."""
    start_s, before = stage.timeline.time_s, stage.now
    scale = stage.role.body.height_m / _MODEL_M
    left, right = (tuple(scale * value for value in place) for place in BROOM_HANDS_M)
    for stroke in range(max(event.times, 2) * 2):
        far = 0.22 if stroke % 2 else -0.08
        aside, nearer = (0.06 * float(value) for value in stage.rng.normal(size=2))
        shift = np.array([aside, -far + nearer, -0.1 * far])
        posture = changed(
            _tool_at(before, np.array(left) + shift),
            **_hand("left", np.array(left) + shift),
            **_hand("right", np.array(right) + shift * 0.7),
            pelvis_tilt_deg=(event.lean_deg or 16.0) * 0.6 + 25.0 * far,
            spine_flexion_deg=(event.lean_deg or 16.0) * 0.4,
            spine_twist_deg=14.0 * far / 0.22,
            pelvis_back_m=0.03 - 0.05 * far,
            neck_extension_deg=-8.0,
        )
        stage.timeline.move(stage.crouch.bent(posture, 14.0), Move(_about(stage, 0.75), {}, {}))
    _come_back(stage, before, start_s)


def vacuum(stage: Stage, event: Event) -> None:
    """Push and pull a vacuum cleaner with the right hand, one foot ahead, bending now and then."""
    start_s, before = stage.timeline.time_s, stage.now
    scale = stage.role.body.height_m / _MODEL_M
    for stroke in range(max(event.times, 2) * 2):
        out = bool(stroke % 2)
        lean_deg = (event.lean_deg or 14.0) * (1.0 if out else 0.5)
        down_m = 0.0035 * max(lean_deg - 15.0, 0.0)
        shift = np.array([0.1 * float(stage.rng.normal()), -0.3 if out else 0.05, -down_m])
        place = np.array(VACUUM_HAND_M) * scale + shift
        posture = changed(
            _tool_at(before, place),
            **_hand("right", place),
            pelvis_tilt_deg=lean_deg * 0.7,
            spine_flexion_deg=lean_deg * 0.4,
            spine_twist_deg=10.0 if out else -4.0,
            pelvis_back_m=-0.06 if out else 0.04,
            arm_left_deg=12.0 if out else -8.0,
        )
        stage.timeline.move(stage.crouch.bent(posture, 22.0), Move(_about(stage, 0.9), {}, {}))
    _come_back(stage, before, start_s)


def wipe(stage: Stage, event: Event) -> None:
    """Wipe a table with the right hand, leaning on it with the left."""
    start_s, before = stage.timeline.time_s, stage.now
    height_m = event.height_m or 0.8
    leaning = changed(
        before,
        pelvis_tilt_deg=24.0,
        spine_flexion_deg=12.0,
        pelvis_back_m=0.05,
        spine_twist_deg=0.0,
    )
    for stroke in range(max(event.times, 2) * 2):
        angle = stroke * np.pi / 2 + float(stage.rng.uniform(-0.4, 0.4))
        hand = np.array([-0.1 + 0.2 * np.cos(angle), -0.48 + 0.12 * np.sin(angle), height_m])
        posture = changed(
            leaning,
            **_hand("right", hand),
            **_hand("left", np.array([0.25, -0.38, height_m])),
            spine_twist_deg=10.0 * float(np.cos(angle)),
        )
        stage.timeline.move(stage.crouch.bent(posture, 12.0), Move(_about(stage, 0.5), {}, {}))
    _come_back(stage, before, start_s)


def kneel(stage: Stage, event: Event) -> None:
    """Go down on the right knee, be busy with both hands low, and stand up again."""
    start_s, before = stage.timeline.time_s, stage.now
    height_m = stage.role.body.height_m
    thigh_m, calf_m = 0.245 * height_m, 0.246 * height_m
    back = about_z(stage.home.root_yaw_deg) @ np.array([0.0, calf_m * 0.95, 0.0])
    ahead = about_z(stage.home.root_yaw_deg) @ np.array([0.0, -0.3, 0.0])
    down = changed(
        hands_at(before, 0.14, -0.36, event.height_m or 0.32),
        pelvis_drop_m=stage.poser.hip_m - thigh_m - _KNEE_ABOVE_FLOOR_M,
        pelvis_back_m=0.02,
        pelvis_tilt_deg=event.lean_deg * 0.7 + 6.0,
        spine_flexion_deg=event.lean_deg * 0.3 + 12.0,
        foot_right_x_m=before.foot_right_x_m + float(back[0]),
        foot_right_y_m=before.foot_right_y_m + float(back[1]),
        foot_right_pitch_deg=_TOES_DEG,
        foot_left_x_m=before.foot_left_x_m + float(ahead[0]),
        foot_left_y_m=before.foot_left_y_m + float(ahead[1]),
    )
    lifted = {"foot_right_lift_m": 0.05}
    stage.timeline.move(down, Move(stage.seconds(event, 1.6), {}, lifted))
    for _ in range(max(event.times, 1)):
        busy = changed(
            down,
            hand_left_x_m=down.hand_left_x_m + 0.06 * float(stage.rng.normal()),
            hand_right_x_m=down.hand_right_x_m + 0.06 * float(stage.rng.normal()),
            hand_right_y_m=down.hand_right_y_m + 0.05 * float(stage.rng.normal()),
            spine_twist_deg=6.0 * float(stage.rng.normal()),
        )
        stage.timeline.move(busy, Move((event.busy_s or 0.9), {}, {}))
    stage.timeline.move(before, Move(stage.seconds(event, 1.6), {}, lifted))
    stage.log_standing(start_s)


PLAYERS: Players = {"sweep": sweep, "vacuum": vacuum, "wipe": wipe, "kneel": kneel}
"""Chores; none of them is a lift."""


def _about(stage: Stage, seconds: float) -> float:
    return seconds * float(stage.rng.uniform(0.8, 1.25))


def _hand(side: str, place: np.ndarray) -> dict[str, float]:
    """Parameters of a wrist (3,) in the axes of the root."""
    places = {
        f"hand_{side}_{axis}_m": float(value) for axis, value in zip("xyz", place, strict=True)
    }
    return {f"reach_{side}": 1.0, **places}


def _tool_at(before: Parameters, hand_m: np.ndarray) -> Parameters:
    """Copy with the tool in the hand (3,) that guides it, in the axes of the root."""
    x, y, z = about_z(before.root_yaw_deg) @ hand_m
    return changed(
        before,
        load_x_m=before.root_x_m + float(x),
        load_y_m=before.root_y_m + float(y),
        load_z_m=float(z),
        load_yaw_deg=before.root_yaw_deg,
    )


def _come_back(stage: Stage, before: Parameters, start_s: float) -> None:
    """Stand upright again; a tool stays where it was left."""
    stage.timeline.move(stage.with_load(before), Move(0.9, {}, {}))
    stage.log_standing(start_s)
