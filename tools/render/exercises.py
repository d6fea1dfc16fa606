"""Exercises and dancing: jumping jacks, high knees, lunges, stretches."""

import numpy as np

from tools.render.activities import hands_at
from tools.render.clip import Event
from tools.render.parameters import Parameters
from tools.render.rotations import about_z
from tools.render.stage import Players, Stage
from tools.render.timeline import Move, changed

_JUMP_M = 0.06
_BEAT_S = 0.5


def jumping_jack(stage: Stage, event: Event) -> None:
    """Jump with feet apart and arms up, and back, again and again."""
    start_s, before = stage.timeline.time_s, stage.now
    height_m = stage.role.body.height_m
    out = _feet(before, (0.2, 0.0), (-0.2, 0.0))
    out = changed(
        hands_at(out, 0.22, -0.05, 1.12 * height_m), pelvis_drop_m=before.pelvis_drop_m + 0.04
    )
    beside = changed(before, **_sides_of_arms(before, 0.5 * height_m))
    flight = {
        "pelvis_drop_m": before.pelvis_drop_m - _JUMP_M,
        "foot_left_lift_m": _JUMP_M,
        "foot_right_lift_m": _JUMP_M,
    }
    for _ in range(max(event.times, 2)):
        seconds = _beat(stage, event, 0.45)
        stage.timeline.move(out, Move(seconds, {}, flight))
        stage.timeline.move(beside, Move(seconds, {}, flight))
    stage.timeline.move(before, Move(0.5, {}, {}))
    stage.log_standing(start_s)


def high_knees(stage: Stage, event: Event) -> None:
    """Run on the spot with high knees and swinging arms."""
    start_s, before = stage.timeline.time_s, stage.now
    for step in range(max(event.times, 2) * 2):
        side, swing = ("left", -1.0) if step % 2 else ("right", 1.0)
        ahead = about_z(before.root_yaw_deg) @ np.array([0.0, -0.28, 0.0])
        up = changed(
            before,
            **{
                f"foot_{side}_lift_m": 0.24 * stage.role.body.height_m,
                f"foot_{side}_x_m": getattr(before, f"foot_{side}_x_m") + float(ahead[0]),
                f"foot_{side}_y_m": getattr(before, f"foot_{side}_y_m") + float(ahead[1]),
                f"foot_{side}_pitch_deg": 20.0,
            },
            arm_left_deg=35.0 * swing,
            arm_right_deg=-35.0 * swing,
            spine_twist_deg=6.0 * swing,
        )
        seconds = _beat(stage, event, 0.28)
        stage.timeline.move(up, Move(seconds, {}, {}))
        stage.timeline.move(before, Move(seconds, {}, {}))
    stage.log_standing(start_s)


def lunge(stage: Stage, event: Event) -> None:
    """Step far ahead, left and right by turns, sink through both knees, and push back."""
    start_s, before = stage.timeline.time_s, stage.now
    height_m = stage.role.body.height_m
    for turn in range(max(event.times, 1)):
        side, other = ("left", "right") if turn % 2 == 0 else ("right", "left")
        ahead = about_z(before.root_yaw_deg) @ np.array([0.0, -0.40 * height_m, 0.0])
        down = changed(
            before,
            **{
                f"foot_{side}_x_m": getattr(before, f"foot_{side}_x_m") + float(ahead[0]),
                f"foot_{side}_y_m": getattr(before, f"foot_{side}_y_m") + float(ahead[1]),
                f"foot_{other}_pitch_deg": 45.0,
                f"foot_{other}_lift_m": 0.08,
            },
            pelvis_back_m=-0.20 * height_m,
            pelvis_drop_m=0.19 * height_m,
            pelvis_tilt_deg=event.lean_deg,
            arm_left_deg=10.0,
            arm_right_deg=10.0,
        )
        lifted = {f"foot_{side}_lift_m": 0.08}
        stage.timeline.move(down, Move(stage.seconds(event, 1.1), {}, lifted))
        stage.timeline.pause(event.busy_s or 0.3)
        stage.timeline.move(before, Move(stage.seconds(event, 1.0), {}, lifted))
    stage.log_standing(start_s)


def side_stretch(stage: Stage, event: Event) -> None:
    """Lean to one side with the other arm overhead, left and right by turns."""
    start_s, before = stage.timeline.time_s, stage.now
    height_m = stage.role.body.height_m
    for turn in range(max(event.times, 1)):
        sign = 1.0 if turn % 2 == 0 else -1.0
        side = "right" if sign > 0 else "left"
        over = changed(
            before,
            spine_bend_deg=(event.lean_deg or 26.0) * sign,
            pelvis_side_m=-0.05 * sign,
            **{
                f"reach_{side}": 1.0,
                f"hand_{side}_x_m": 0.22 * sign,
                f"hand_{side}_y_m": -0.05,
                f"hand_{side}_z_m": 1.12 * height_m,
            },
        )
        stage.timeline.move(over, Move(stage.seconds(event, 1.2), {}, {}))
        stage.timeline.pause(event.busy_s or 1.0)
        stage.timeline.move(before, Move(stage.seconds(event, 1.2), {}, {}))
    stage.log_standing(start_s)


def balance(stage: Stage, event: Event) -> None:
    """Stand on the left leg, arms out, the other foot up behind."""
    start_s, before = stage.timeline.time_s, stage.now
    height_m = stage.role.body.height_m
    behind = about_z(before.root_yaw_deg) @ np.array([0.0, 0.3, 0.0])
    goal = changed(
        before,
        **_sides_of_arms(before, 0.78 * height_m, out_m=0.6),
        foot_right_lift_m=0.35,
        foot_right_x_m=before.foot_right_x_m + float(behind[0]),
        foot_right_y_m=before.foot_right_y_m + float(behind[1]),
        foot_right_pitch_deg=60.0,
        pelvis_side_m=0.08,
        pelvis_tilt_deg=event.lean_deg,
    )
    stage.timeline.move(goal, Move(stage.seconds(event, 1.2), {}, {}))
    stage.timeline.pause(event.busy_s or 3.0)
    stage.timeline.move(before, Move(stage.seconds(event, 1.0), {}, {}))
    stage.log_standing(start_s)


def dance(stage: Stage, event: Event) -> None:
    """Dance on the spot: sway, twist, dip, step aside, arms wherever the music takes them."""
    start_s, before = stage.timeline.time_s, stage.now
    for beat in range(max(event.times, 4)):
        sign = 1.0 if beat % 2 == 0 else -1.0
        deep = 62.0 if beat % 7 == 6 else float(stage.rng.uniform(10.0, 32.0))  # noqa: PLR2004
        out, ahead, up = stage.rng.uniform(size=3)
        height_m = stage.role.body.height_m
        place = (0.2 + 0.3 * out, -0.1 - 0.3 * ahead, (0.5 + 0.6 * up) * height_m)
        side, other = ("left", "right") if sign > 0 else ("right", "left")
        posture = changed(
            hands_at(before, *place),
            pelvis_side_m=0.06 * sign,
            pelvis_yaw_deg=12.0 * sign,
            spine_twist_deg=-16.0 * sign * float(out),
            spine_bend_deg=5.0 * sign,
            pelvis_tilt_deg=float(stage.rng.uniform(0.0, 22.0)),
            **{f"reach_{other}": float(up > 0.5)},  # noqa: PLR2004  (every second beat)
        )
        move = Move(_beat(stage, event, _BEAT_S), {}, {f"foot_{side}_lift_m": 0.05})
        stage.timeline.move(stage.crouch.bent(posture, deep), move)
    stage.timeline.move(before, Move(0.6, {}, {}))
    stage.log_standing(start_s)


PLAYERS: Players = {
    "jumping_jack": jumping_jack,
    "high_knees": high_knees,
    "lunge": lunge,
    "side_stretch": side_stretch,
    "balance": balance,
    "dance": dance,
}
"""Exercises; none of them is a lift."""


def _beat(stage: Stage, event: Event, usual_s: float) -> float:
    return (event.duration_s or usual_s) * float(stage.rng.uniform(0.92, 1.1))


def _feet(now: Parameters, left: tuple[float, float], right: tuple[float, float]) -> Parameters:
    """Both feet moved (x, y) in the axes of the root."""
    turn = about_z(now.root_yaw_deg)
    moved: dict[str, float] = {}
    for side, (x_m, y_m) in (("left", left), ("right", right)):
        shift = turn @ np.array([x_m, y_m, 0.0])
        moved[f"foot_{side}_x_m"] = getattr(now, f"foot_{side}_x_m") + float(shift[0])
        moved[f"foot_{side}_y_m"] = getattr(now, f"foot_{side}_y_m") + float(shift[1])
    return changed(now, **moved)


def _sides_of_arms(now: Parameters, height_m: float, out_m: float = 0.32) -> dict[str, float]:
    """Parameters of arms that are held out to the sides, the wrists at a height."""
    held = hands_at(now, out_m, -0.02, height_m)
    names = [f"hand_{side}_{axis}_m" for side in ("left", "right") for axis in "xyz"]
    return {"reach_left": 1.0, "reach_right": 1.0, **{name: getattr(held, name) for name in names}}
