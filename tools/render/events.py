"""Events to motion: what is written in a scene becomes key frames, phases and lifts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from tools.render.arrays import Array
from tools.render.describe import Clip, DescriptionError, Event
from tools.render.parameters import Parameters
from tools.render.posing import Poser
from tools.render.posture import STYLES, Crouch, Style
from tools.render.rotations import about_z
from tools.render.script import Lift, Phase, Script, Span
from tools.render.timeline import Move, Timeline, changed

_DURATION_S = {
    "stand": 1.5,
    "reach": 1.2,
    "grasp": 0.35,
    "lift": 1.25,
    "hold": 1.4,
    "twist": 0.9,
    "lower": 1.35,
    "release": 0.35,
    "rise": 1.15,
}
"""What an event takes when nothing is written."""

_LONGER = 0.10
"""Nobody is a metronome: events take up to this share longer, by the seed of the clip."""

_HOLD_HEIGHT = 0.61
"""Wrists when a load is held, as a share of body height."""

_BULGE_M = 0.06
"""On its way past the knees a load goes this much farther out."""

_TURN_STEPS = 8

_DOWN: Mapping[str, tuple[float, float]] = {
    "pelvis_drop_m": (0.08, 1.0),
    "pelvis_back_m": (0.0, 0.85),
    "neck_extension_deg": (0.15, 0.9),
    "grip": (0.25, 1.0),
}
_UP: Mapping[str, tuple[float, float]] = {
    "pelvis_drop_m": (0.0, 0.92),
    "pelvis_back_m": (0.1, 0.95),
    "pelvis_tilt_deg": (0.06, 1.0),
    "spine_flexion_deg": (0.1, 1.0),
    "protraction_deg": (0.2, 1.0),
    "grip": (0.0, 0.7),
}
"""Not everything moves at once: hips first on the way down, legs first on the way up."""


@dataclass(slots=True)
class Stage:
    """A motion that is being put together.

    Attributes
    ----------
    clip
        What is played.
    poser
        Poses the figure.
    timeline
        Key frames so far.
    home
        Standing, as at the beginning; moves along when the person walks.
    rng
        Small differences, by the seed of the clip.
    spans, lifts
        Phases and lifts so far.
    """

    clip: Clip
    poser: Poser
    timeline: Timeline
    home: Parameters
    rng: np.random.Generator
    spans: list[Span]
    lifts: list[Lift]

    @property
    def now(self) -> Parameters:
        """Parameters at the end of the motion so far."""
        return self.timeline.now

    def seconds(self, event: Event) -> float:
        """How long an event takes."""
        wanted = event.duration_s or _DURATION_S.get(event.do, 1.0)
        return wanted * float(self.rng.uniform(1.0, 1.0 + _LONGER))

    def log(self, start_s: float, phase: Phase, *, held: bool) -> None:
        """Note what was done since `start_s`."""
        self.spans.append(Span(start_s, self.timeline.time_s, phase, held))

    def load_at(self, distance_m: float, middle_z_m: float, azimuth_deg: float) -> dict[str, float]:
        """Parameters of the load when the wrists are so far from the ankles."""
        heading = self.now.root_yaw_deg + azimuth_deg
        forward_m = distance_m + self.poser.grip.wrist_back_m
        x, y, _ = about_z(heading) @ np.array([0.0, -forward_m, 0.0])
        return {
            "load_x_m": self.now.root_x_m + float(x),
            "load_y_m": self.now.root_y_m + float(y),
            "load_z_m": middle_z_m,
            "load_yaw_deg": heading,
        }


Player = Callable[[Stage, Event], None]


def compose(clip: Clip, poser: Poser, players: Mapping[str, Player]) -> tuple[Timeline, Script]:
    """Play the events of a clip one after the other.

    Parameters
    ----------
    clip
        What is played.
    poser
        Poses the figure.
    players
        What each event does, by its name.

    Returns
    -------
    tuple
        Key frames of the motion, and what happened when.
    """
    stage = _opening(clip, poser)
    for event in clip.events:
        if event.do not in players:
            message = f"{clip.name}: unknown event {event.do!r}; known are {sorted(players)}"
            raise DescriptionError(message)
        players[event.do](stage, event)
    return stage.timeline, Script(tuple(stage.spans), tuple(stage.lifts))


def stand(stage: Stage, event: Event) -> None:
    """Stand still and upright, arms hanging."""
    start_s = stage.timeline.time_s
    stage.timeline.pause(stage.seconds(event))
    stage.log(start_s, "upright", held=False)


def reach(stage: Stage, event: Event) -> None:
    """Go down to the load in a style, without it."""
    start_s = stage.timeline.time_s
    lowest = _crouch(stage).down(stage.now, _style(event))
    stage.timeline.move(lowest, Move(stage.seconds(event), _DOWN, {}))
    stage.log(start_s, "reaching", held=False)
    stage.lifts.append(Lift("pick_up", start_s, start_s, start_s, start_s))


def grasp(stage: Stage, event: Event) -> None:
    """Take hold of the load."""
    start_s = stage.timeline.time_s
    stage.timeline.pause(stage.seconds(event))
    stage.log(start_s, "grasping", held=False)
    stage.lifts[-1] = replace(stage.lifts[-1], grasp_s=stage.timeline.time_s)


def lift(stage: Stage, event: Event) -> None:
    """Come up with the load and hold it at a distance."""
    start_s = stage.timeline.time_s
    stage.timeline.move(_holding(stage, event), Move(stage.seconds(event), _UP, _past_knees(stage)))
    stage.log(start_s, "lifting", held=True)
    end_s = stage.timeline.time_s
    stage.lifts[-1] = replace(stage.lifts[-1], upright_s=end_s, end_s=end_s)


def hold(stage: Stage, event: Event) -> None:
    """Stand upright with the load."""
    start_s = stage.timeline.time_s
    stage.timeline.pause(stage.seconds(event))
    _log_holding(stage, start_s)


def twist(stage: Stage, event: Event) -> None:
    """Turn the shoulders against the pelvis on planted feet, with whatever is in the hands."""
    start_s, before = stage.timeline.time_s, stage.now
    seconds = stage.seconds(event) / _TURN_STEPS
    whole_deg = event.pelvis_deg + event.turn_deg
    turned_deg = whole_deg - before.pelvis_yaw_deg - before.spine_twist_deg
    for step in range(1, _TURN_STEPS + 1):
        share = step / _TURN_STEPS
        eased = share * share * (3 - 2 * share)
        goal = changed(
            before,
            pelvis_yaw_deg=_between(before.pelvis_yaw_deg, event.pelvis_deg, eased),
            spine_twist_deg=_between(before.spine_twist_deg, event.turn_deg, eased),
            **_swung(before, turned_deg * eased * before.grip),
        )
        stage.timeline.move(goal, Move(seconds, {}, {}))
    if before.grip > 0:
        _log_holding(stage, start_s)
    else:
        stage.log(start_s, "upright", held=False)


def lower(stage: Stage, event: Event) -> None:
    """Put the load back on what it stood on, in a style."""
    start_s = stage.timeline.time_s
    rest_z_m = stage.clip.load.stands_m + stage.clip.load.size_m[2] / 2
    aside = changed(
        stage.home,
        root_x_m=stage.now.root_x_m,
        root_y_m=stage.now.root_y_m,
        **stage.load_at(event.distance_m, rest_z_m, 0.0),
    )
    lowest = _crouch(stage).down(aside, _style(event))
    stage.timeline.move(lowest, Move(stage.seconds(event), _DOWN, _past_knees(stage)))
    stage.log(start_s, "lowering", held=True)
    stage.lifts.append(Lift("put_down", start_s, start_s, start_s, start_s))


def release(stage: Stage, event: Event) -> None:
    """Let go of the load."""
    start_s, half_s = stage.timeline.time_s, stage.seconds(event) / 2
    stage.timeline.pause(half_s)
    stage.log(start_s, "grasping", held=True)
    stage.lifts[-1] = replace(stage.lifts[-1], grasp_s=stage.timeline.time_s)
    start_s = stage.timeline.time_s
    stage.timeline.pause(half_s)
    stage.log(start_s, "grasping", held=False)


def rise(stage: Stage, event: Event) -> None:
    """Come up without the load."""
    start_s = stage.timeline.time_s
    load = {name: getattr(stage.now, name) for name in _LOAD}
    goal = changed(stage.home, **load)
    stage.timeline.move(goal, Move(stage.seconds(event), _UP, {}))
    stage.log(start_s, "lifting", held=False)
    end_s = stage.timeline.time_s
    stage.lifts[-1] = replace(stage.lifts[-1], upright_s=end_s, end_s=end_s)


LIFTING: Mapping[str, Player] = {
    "stand": stand,
    "reach": reach,
    "grasp": grasp,
    "lift": lift,
    "hold": hold,
    "twist": twist,
    "lower": lower,
    "release": release,
    "rise": rise,
}
"""Events that make up a lift."""

_LOAD = ("load_x_m", "load_y_m", "load_z_m", "load_yaw_deg")


def _opening(clip: Clip, poser: Poser) -> Stage:
    """Standing upright, the load where the first reach will find it."""
    rng = np.random.default_rng(clip.seed)
    uneven = rng.normal(size=4)
    upright = Parameters(
        pelvis_yaw_deg=1.0 * float(uneven[0]),
        spine_bend_deg=0.6 * float(uneven[1]),
        foot_left_x_m=clip.stance_m / 2,
        foot_right_x_m=-clip.stance_m / 2,
        foot_left_y_m=0.006 * float(uneven[2]),
        foot_right_y_m=-0.006 * float(uneven[2]),
        foot_left_yaw_deg=clip.toe_out_deg + 2.0 * float(uneven[3]),
        foot_right_yaw_deg=-clip.toe_out_deg,
    )
    stage = Stage(clip, poser, Timeline(upright), upright, rng, [], [])
    first = next((event for event in clip.events if event.do in ("reach", "lift")), Event("reach"))
    rest_z_m = clip.load.stands_m + clip.load.size_m[2] / 2
    upright = _crouch(stage).standing(upright)
    stage.home = changed(upright, **stage.load_at(first.distance_m, rest_z_m, 0.0))
    stage.timeline = Timeline(stage.home)
    return stage


def _crouch(stage: Stage) -> Crouch:
    return Crouch(stage.poser, stage.clip.body.height_m)


def _style(event: Event) -> Style:
    """Style of an event, with its own knee angle if it gives one."""
    style = STYLES[event.style]
    return replace(style, knee_flexion_deg=event.knee_deg or style.knee_flexion_deg)


def _holding(stage: Stage, event: Event) -> Parameters:
    """Upright with the load at a distance."""
    height_m = event.height_m or _HOLD_HEIGHT * stage.clip.body.height_m
    far = event.distance_m > _FAR * stage.clip.body.height_m
    held = changed(
        stage.home,
        pelvis_back_m=0.02 + event.lean_deg * 0.003,
        pelvis_tilt_deg=event.lean_deg * 0.7 - 3.0,
        spine_flexion_deg=event.lean_deg * 0.3 + 4.0,
        neck_extension_deg=event.lean_deg - 4.0,
        protraction_deg=20.0 if far else 10.0,
        grip=1.0,
        **stage.load_at(event.distance_m, height_m - stage.poser.grip.wrist_up_m, 0.0),
    )
    return _crouch(stage).standing(held)


_FAR = 0.25
"""Beyond this share of body height the shoulders come along with the hands."""


def _past_knees(stage: Stage) -> dict[str, float]:
    """Half-way of a load between floor and hold: a little farther out than at either end."""
    outward: Array = about_z(stage.now.load_yaw_deg) @ np.array([0.0, -_BULGE_M, 0.0])
    return {
        "load_x_m": stage.now.load_x_m + float(outward[0]),
        "load_y_m": stage.now.load_y_m + float(outward[1]),
    }


def _log_holding(stage: Stage, start_s: float) -> None:
    stage.log(start_s, "holding", held=True)
    if stage.lifts:
        stage.lifts[-1] = replace(stage.lifts[-1], end_s=stage.timeline.time_s)


def _swung(before: Parameters, angle_deg: float) -> dict[str, float]:
    """Parameters of the load after it went around the person."""
    arm = np.array([before.load_x_m - before.root_x_m, before.load_y_m - before.root_y_m, 0.0])
    x, y, _ = about_z(angle_deg) @ arm
    return {
        "load_x_m": before.root_x_m + float(x),
        "load_y_m": before.root_y_m + float(y),
        "load_yaw_deg": before.load_yaw_deg + angle_deg,
    }


def _between(start: float, end: float, share: float) -> float:
    return start + (end - start) * share
