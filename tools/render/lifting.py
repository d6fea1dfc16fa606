"""Events of a lift: reach, grasp, lift, hold, twist, lower, release, rise."""

from collections.abc import Mapping

import numpy as np

from tools.render.clip import Event, Place
from tools.render.parameters import Parameters
from tools.render.rotations import about_z
from tools.render.stage import Players, Stage, load_moved
from tools.render.timeline import Move, changed

DOWN: Mapping[str, tuple[float, float]] = {
    "pelvis_drop_m": (0.08, 1.0),
    "pelvis_back_m": (0.0, 0.85),
    "neck_extension_deg": (0.15, 0.9),
    "grip": (0.25, 1.0),
    "reach_left": (0.25, 1.0),
    "reach_right": (0.25, 1.0),
}
UP: Mapping[str, tuple[float, float]] = {
    "pelvis_drop_m": (0.0, 0.92),
    "pelvis_back_m": (0.1, 0.95),
    "pelvis_tilt_deg": (0.06, 1.0),
    "spine_flexion_deg": (0.1, 1.0),
    "protraction_deg": (0.2, 1.0),
    "grip": (0.0, 0.7),
    "reach_left": (0.0, 0.7),
    "reach_right": (0.0, 0.7),
}
"""Not everything moves at once: hips first on the way down, legs first on the way up."""

_HOLD_HEIGHT = 0.61
"""Wrists when a load is held, as a share of body height."""

_FAR = 0.25
"""Beyond this share of body height the shoulders come along with the hands."""

_BULGE_M = 0.06
"""On its way past the knees a load goes this much farther out."""

_TURN_STEPS = 8


def stand(stage: Stage, event: Event) -> None:
    """Stand still and upright, arms hanging, or holding what is in the hands."""
    start_s = stage.timeline.time_s
    stage.timeline.pause(stage.seconds(event, 1.5))
    stage.log_standing(start_s)


def reach(stage: Stage, event: Event) -> None:
    """Go down to the load in a style, with empty hands."""
    start_s = stage.timeline.time_s
    before = stage.now
    if event.step_m:
        _step_ahead(stage, event.step_m)
    lowest = stage.unevenly(stage.crouch.down(changed(stage.now, grip=1.0), stage.style(event)))
    seconds = stage.seconds(event, 1.2)
    if event.hesitate_s:
        stage.timeline.move(_part_way(before, lowest), Move(0.6 * seconds, {}, {}))
        stage.timeline.pause(event.hesitate_s)
    stage.timeline.move(lowest, Move(seconds, DOWN, {}))
    stage.log(start_s, "reaching", held=False)
    stage.begin_lift("pick_up", start_s)


def grasp(stage: Stage, event: Event) -> None:
    """Take hold of the load."""
    start_s = stage.timeline.time_s
    stage.timeline.pause(stage.seconds(event, 0.35))
    stage.log(start_s, "grasping", held=False)
    stage.grasped()


def lift(stage: Stage, event: Event) -> None:
    """Come up with the load and hold it at a distance."""
    start_s = stage.timeline.time_s
    goal = stage.unevenly(_holding(stage, event))
    stage.timeline.move(goal, Move(stage.seconds(event, 1.25), UP, _past_knees(stage.now)))
    stage.log(start_s, "lifting", held=True)
    stage.came_up()


def shift(stage: Stage, event: Event) -> None:
    """Bring a load that is held nearer or farther, higher or lower."""
    start_s = stage.timeline.time_s
    stage.timeline.move(_holding(stage, event), Move(stage.seconds(event, 0.8), {}, {}))
    stage.log_standing(start_s)


def regrip(stage: Stage, event: Event) -> None:
    """Let go with the left hand for a moment and take hold again, the load hanging askew."""
    start_s, before = stage.timeline.time_s, stage.now
    half = Move(stage.seconds(event, 0.7) / 2, {}, {})
    beside = {
        "hand_left_x_m": 0.55 * stage.role.load.size_m[0] + 0.06,
        "hand_left_y_m": -0.22,
        "hand_left_z_m": before.load_z_m - 0.05,
    }
    askew = {"load_yaw_deg": before.load_yaw_deg + 8.0, "load_z_m": before.load_z_m - 0.02}
    stage.timeline.move(changed(before, reach_left=0.7, **beside, **askew), half)
    stage.timeline.move(changed(before, **beside), half)
    stage.log_standing(start_s)


def twist(stage: Stage, event: Event) -> None:
    """Turn the shoulders against the pelvis on planted feet, with whatever is in the hands."""
    start_s, before = stage.timeline.time_s, stage.now
    seconds = stage.seconds(event, 0.9) / _TURN_STEPS
    whole_deg = event.pelvis_deg + event.turn_deg
    turned_deg = whole_deg - before.pelvis_yaw_deg - before.spine_twist_deg
    for step in range(1, _TURN_STEPS + 1):
        share = step / _TURN_STEPS
        eased = share * share * (3 - 2 * share)
        place = Place(before.root_x_m, before.root_y_m, before.root_yaw_deg + turned_deg * eased)
        goal = changed(
            before,
            pelvis_yaw_deg=_between(before.pelvis_yaw_deg, event.pelvis_deg, eased),
            spine_twist_deg=_between(before.spine_twist_deg, event.turn_deg, eased),
            **(load_moved(before, place) if stage.holds else {}),
        )
        stage.timeline.move(goal, Move(seconds, {}, {}))
    stage.log_standing(start_s)


def lower(stage: Stage, event: Event) -> None:
    """Put the load down in front, in a style, on the floor or at a height."""
    start_s = stage.timeline.time_s
    middle_z_m = event.height_m + stage.role.load.size_m[2] / 2
    there = changed(stage.home, grip=1.0, **stage.load_at(event.distance_m, middle_z_m))
    lowest = stage.unevenly(stage.crouch.down(there, stage.style(event)))
    stage.timeline.move(lowest, Move(stage.seconds(event, 1.35), DOWN, _past_knees(lowest)))
    stage.log(start_s, "lowering", held=True)
    stage.begin_lift("put_down", start_s)


def release(stage: Stage, event: Event) -> None:
    """Let go of the load."""
    half_s = stage.seconds(event, 0.35) / 2
    for held in (True, False):
        start_s = stage.timeline.time_s
        stage.timeline.pause(half_s)
        stage.log(start_s, "grasping", held=held)
        if held:
            stage.grasped()


def rise(stage: Stage, event: Event) -> None:
    """Come up without the load."""
    start_s = stage.timeline.time_s
    goal = stage.with_load(stage.home)
    stage.timeline.move(goal, Move(stage.seconds(event, 1.15), UP, {}))
    stage.log(start_s, "lifting", held=False)
    stage.came_up()


PLAYERS: Players = {
    "stand": stand,
    "reach": reach,
    "grasp": grasp,
    "lift": lift,
    "hold": stand,
    "shift": shift,
    "regrip": regrip,
    "twist": twist,
    "lower": lower,
    "release": release,
    "rise": rise,
}
"""Events that make up a lift."""


def _holding(stage: Stage, event: Event) -> Parameters:
    """Upright with the load at a distance."""
    height_m = event.height_m or _HOLD_HEIGHT * stage.role.body.height_m
    far = event.distance_m > _FAR * stage.role.body.height_m
    held = changed(
        stage.home,
        pelvis_back_m=0.02 + event.lean_deg * 0.003,
        pelvis_tilt_deg=event.lean_deg * 0.7 - 3.0,
        spine_flexion_deg=event.lean_deg * 0.3 + 4.0,
        neck_extension_deg=event.lean_deg - 4.0,
        protraction_deg=20.0 if far else 10.0,
        grip=1.0,
        **stage.load_at(event.distance_m, height_m - stage.poser.grip.wrist_up_m),
    )
    return stage.crouch.standing(held)


def _part_way(before: Parameters, lowest: Parameters) -> Parameters:
    """Half-way down, where somebody stops to look; the hands still hang."""
    names = ("pelvis_drop_m", "pelvis_back_m", "pelvis_tilt_deg", "spine_flexion_deg")
    return changed(
        before,
        **{name: _between(getattr(before, name), getattr(lowest, name), 0.5) for name in names},
    )


def _step_ahead(stage: Stage, length_m: float) -> None:
    """Put the left foot ahead while the trunk begins to bend; it stays there."""
    ahead = about_z(stage.home.root_yaw_deg) @ np.array([0.0, -length_m, 0.0])
    foot = {
        "foot_left_x_m": stage.home.foot_left_x_m + float(ahead[0]),
        "foot_left_y_m": stage.home.foot_left_y_m + float(ahead[1]),
    }
    leaning = {"pelvis_tilt_deg": stage.now.pelvis_tilt_deg + 12.0, "pelvis_back_m": -length_m / 3}
    dropped = {"pelvis_drop_m": stage.now.pelvis_drop_m + 0.04}
    goal = changed(stage.now, **foot, **leaning, **dropped)
    stage.timeline.move(goal, Move(0.5, {}, {"foot_left_lift_m": 0.06}))
    stage.home = stage.crouch.standing(changed(stage.home, **foot, pelvis_back_m=-length_m / 3))


def _past_knees(low: Parameters) -> dict[str, float]:
    """Half-way of a load between floor and hold: a little farther out than at its low end."""
    x, y, _ = about_z(low.load_yaw_deg) @ np.array([0.0, -_BULGE_M, 0.0])
    return {"load_x_m": low.load_x_m + float(x), "load_y_m": low.load_y_m + float(y)}


def _between(start: float, end: float, share: float) -> float:
    return start + (end - start) * share
