"""Events that are no lift: bending, squatting, sitting, reaching, waving."""

import numpy as np

from tools.render.clip import Event
from tools.render.lifting import DOWN, UP
from tools.render.parameters import Parameters
from tools.render.stage import Players, Stage
from tools.render.timeline import Move, changed

_SEAT_M = 0.46
"""Height of a chair; the hip joints of somebody who sits are a little above it."""

_HIP_ABOVE_SEAT_M = 0.09
_CHAIR_BACK_M = 0.42
"""How far behind the ankles the hips of somebody who sits are."""


def bend(stage: Stage, event: Event) -> None:
    """Bend forward with hanging arms and come up again."""
    style = stage.style(event)
    tilted = changed(
        stage.now,
        pelvis_tilt_deg=event.lean_deg * 0.8,
        pelvis_back_m=style.pelvis_back * stage.role.body.height_m,
        spine_flexion_deg=event.lean_deg * 0.4,
        neck_extension_deg=event.lean_deg * 0.2,
    )
    down_and_up(stage, event, stage.crouch.bent(tilted, style.knee_flexion_deg))


def touch_floor(stage: Stage, event: Event) -> None:
    """Go down in a style until empty hands are at a place before the feet, and come up again."""
    hands = hands_at(stage.now, 0.12, -event.distance_m, max(event.height_m, 0.12))
    down_and_up(stage, event, stage.crouch.down(hands, stage.style(event)))


def tie_shoe(stage: Stage, event: Event) -> None:
    """Go down to the left shoe, be busy there, and come up again."""
    foot_m = stage.role.stance_m / 2
    at_shoe = changed(hands_at(stage.now, foot_m + 0.06, -0.17, 0.17), hand_right_x_m=foot_m - 0.06)
    lowest = stage.crouch.down(at_shoe, stage.style(event))
    down_and_up(stage, event, changed(lowest, spine_twist_deg=6.0), busy_s=2.0)


def squat(stage: Stage, event: Event) -> None:
    """Squat with arms stretched forward, as an exercise."""
    height_m = stage.role.body.height_m
    style = stage.style(event)
    forward = changed(
        hands_at(stage.now, 0.18, -0.33 * height_m, 0.58 * height_m),
        pelvis_tilt_deg=28.0,
        pelvis_back_m=style.pelvis_back * height_m,
        spine_flexion_deg=style.spine_flexion_deg,
    )
    down_and_up(stage, event, stage.crouch.bent(forward, style.knee_flexion_deg))


def reach_up(stage: Stage, event: Event) -> None:
    """Reach for something high, and let the arms sink again."""
    height_m = stage.role.body.height_m
    goal = changed(hands_at(stage.now, 0.16, -0.18, 1.16 * height_m), neck_extension_deg=20.0)
    down_and_up(stage, event, goal)


def wave(stage: Stage, event: Event) -> None:
    """Raise the left hand and wave."""
    height_m = stage.role.body.height_m
    start_s, before = stage.timeline.time_s, stage.now
    raised = changed(
        before, reach_left=1.0, hand_left_x_m=0.32, hand_left_y_m=-0.15, hand_left_z_m=height_m
    )
    stage.timeline.move(raised, Move(0.7, {}, {}))
    for _ in range(max(event.times, 2)):
        for x_m in (0.45, 0.25):
            stage.timeline.move(changed(raised, hand_left_x_m=x_m), Move(0.3, {}, {}))
    stage.timeline.move(changed(stage.now, reach_left=0.0), Move(0.7, {}, {}))
    stage.log_standing(start_s)


def sit(stage: Stage, event: Event) -> None:
    """Sit down on the chair, stay, and stand up again."""
    seated = changed(
        stage.now,
        pelvis_back_m=_CHAIR_BACK_M,
        pelvis_drop_m=stage.poser.hip_m - _SEAT_M - _HIP_ABOVE_SEAT_M,
        pelvis_tilt_deg=-4.0,
        spine_flexion_deg=8.0,
        neck_extension_deg=4.0,
    )
    hands = hands_at(seated, 0.14, -0.02, _SEAT_M + 0.24)
    leaning = {"pelvis_tilt_deg": 34.0, "spine_flexion_deg": 14.0}
    start_s, before = stage.timeline.time_s, stage.now
    stage.timeline.move(hands, Move(stage.seconds(event, 1.7), {}, leaning))
    stage.timeline.pause(event.busy_s or 1.8)
    stage.timeline.move(before, Move(stage.seconds(event, 1.6), {}, leaning))
    stage.log_standing(start_s)


PLAYERS: Players = {
    "bend": bend,
    "touch_floor": touch_floor,
    "tie_shoe": tie_shoe,
    "squat": squat,
    "reach_up": reach_up,
    "wave": wave,
    "sit": sit,
}
"""Events without a load."""


def hands_at(now: Parameters, aside_m: float, y_m: float, z_m: float) -> Parameters:
    """Both wrists at mirrored places in the axes of the root; y is backward."""
    return changed(
        now,
        reach_left=1.0,
        reach_right=1.0,
        hand_left_x_m=aside_m,
        hand_left_y_m=y_m,
        hand_left_z_m=z_m,
        hand_right_x_m=-aside_m,
        hand_right_y_m=y_m,
        hand_right_z_m=z_m,
    )


def down_and_up(stage: Stage, event: Event, goal: Parameters, busy_s: float = 0.4) -> None:
    """Go to a posture, stay a moment and come back, as often as the event says."""
    start_s, before = stage.timeline.time_s, stage.now
    for _ in range(event.times):
        stage.timeline.move(goal, Move(stage.seconds(event, 1.3), DOWN, {}))
        stage.timeline.pause(
            (event.busy_s or busy_s) * float(np.clip(stage.rng.normal(1.0, 0.2), 0.5, 1.5))
        )
        back = changed(before, **{name: getattr(goal, name) for name in _HAND_PLACES})
        stage.timeline.move(back, Move(stage.seconds(event, 1.2), UP, {}))
    stage.log_standing(start_s)


_HAND_PLACES = tuple(f"hand_{side}_{axis}_m" for side in ("left", "right") for axis in "xyz")
"""On the way back the hands leave for where they hang, not for other places on the way."""
