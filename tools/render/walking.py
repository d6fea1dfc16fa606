"""Events on the feet: walking, with or without a load, and turning by stepping."""

from dataclasses import replace

import numpy as np

from tools.render.clip import Event, Place
from tools.render.parameters import Parameters
from tools.render.stage import Players, Stage, load_moved, stand_at
from tools.render.timeline import Move, changed

_STEP = 0.36
"""Length of a step, as a share of body height."""

_STEP_S = 0.55
_TURN_STEP_S = 0.45
_TURN_DEG = 30.0
"""How far the body turns per pair of steps."""

_DROP_M = 0.025
"""Legs that walk are a little bent, or the rear foot would lose the floor."""

_LIFT_M = 0.07
_ARM_DEG = 22.0
_TWIST_DEG = 4.0


def walk(stage: Stage, event: Event) -> None:
    """Turn toward a place by stepping and walk there; a load in the hands comes along."""
    goal_m = np.array(event.to_m)
    way_m = goal_m - np.array([stage.home.root_x_m, stage.home.root_y_m])
    heading_deg = float(np.degrees(np.arctan2(way_m[0], -way_m[1])))
    _turn(stage, _shortest(heading_deg - stage.home.root_yaw_deg))
    _stride(stage, way_m, stage.home.root_yaw_deg)


def step_turn(stage: Stage, event: Event) -> None:
    """Turn the whole body by stepping, so that nothing is twisted."""
    _turn(stage, event.turn_deg)


PLAYERS: Players = {"walk": walk, "step_turn": step_turn}
"""Events that move the feet."""


def _turn(stage: Stage, turned_deg: float) -> None:
    start_s, begun = stage.timeline.time_s, stage.home
    count = max(1, round(abs(turned_deg) / _TURN_DEG)) if abs(turned_deg) > 1.0 else 0
    for step in range(1, count + 1):
        yaw_deg = begun.root_yaw_deg + turned_deg * step / count
        place = Place(begun.root_x_m, begun.root_y_m, yaw_deg)
        feet = ("left", "right") if turned_deg > 0 else ("right", "left")
        for share, foot in zip((0.5, 1.0), feet, strict=True):
            half_deg = begun.root_yaw_deg + turned_deg * (step - 1 + share) / count
            _step(stage, foot, place, replace(place, yaw_deg=half_deg), _TURN_STEP_S)
    if count:
        stage.log_standing(start_s)


def _stride(stage: Stage, way_m: np.ndarray, yaw_deg: float) -> None:
    """Walk straight ahead: each foot is put half a step before the body."""
    start_s, begun = stage.timeline.time_s, stage.home
    count = max(2, round(float(np.linalg.norm(way_m)) / (_STEP * stage.role.body.height_m)))
    for step in range(1, count + 2):
        at = begun.root_x_m, begun.root_y_m
        ahead = min((step + 0.5) / count, 1.0) if step <= count else 1.0
        foot_at = Place(at[0] + way_m[0] * ahead, at[1] + way_m[1] * ahead, yaw_deg)
        share = min(step / count, 1.0)
        body_at = Place(at[0] + way_m[0] * share, at[1] + way_m[1] * share, yaw_deg)
        swing = 0.0 if step > count - 1 else (1.0 if step % 2 else -1.0)
        _step(stage, "left" if step % 2 else "right", foot_at, body_at, _STEP_S, swing)
    stage.log_standing(start_s)


def _step(
    stage: Stage, foot: str, foot_at: Place, body_at: Place, usual_s: float, swing: float = 0.0
) -> None:
    """Put one foot elsewhere while the body moves along."""
    before = stage.now
    landed = stand_at(stage.home, stage.role, foot_at)
    names = [f"foot_{foot}_{what}" for what in ("x_m", "y_m", "yaw_deg")]
    goal = changed(
        before,
        root_x_m=body_at.x_m,
        root_y_m=body_at.y_m,
        root_yaw_deg=body_at.yaw_deg,
        pelvis_drop_m=stage.home.pelvis_drop_m + (_DROP_M if swing else 0.0),
        spine_twist_deg=_TWIST_DEG * swing,
        arm_left_deg=-_ARM_DEG * swing,
        arm_right_deg=_ARM_DEG * swing,
        **{name: getattr(landed, name) for name in names},
        **(load_moved(before, body_at) if stage.holds else {}),
    )
    lifted = {f"foot_{foot}_lift_m": _LIFT_M}
    seconds = usual_s * float(stage.rng.uniform(0.97, 1.03))
    stage.timeline.move(goal, Move(seconds, {}, lifted))
    stage.home = _home_of(stage, goal)


def _home_of(stage: Stage, goal: Parameters) -> Parameters:
    """Standing with empty hands where the body is now."""
    moved = {
        name: getattr(goal, name)
        for name in (
            "root_x_m",
            "root_y_m",
            "root_yaw_deg",
            *(f"foot_{side}_{what}" for side in ("left", "right") for what in ("x_m", "y_m")),
            "foot_left_yaw_deg",
            "foot_right_yaw_deg",
        )
    }
    return changed(stage.home, **moved)


def _shortest(angle_deg: float) -> float:
    """Make the same turn the short way round, -180 to 180."""
    return (angle_deg + 180.0) % 360.0 - 180.0
