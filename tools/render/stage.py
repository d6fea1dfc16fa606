"""A motion that is being put together: the clock, the timeline, and where everything stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from tools.render.clip import Event, Place, Role
from tools.render.parameters import Parameters
from tools.render.posing import Poser
from tools.render.posture import STYLES, Crouch, Style
from tools.render.rotations import about_z
from tools.render.script import Lift, Phase, Script, Span
from tools.render.timeline import Timeline, changed

LOAD = ("load_x_m", "load_y_m", "load_z_m", "load_yaw_deg")
"""Parameters that say where the load is."""

_LONGER = 0.10
"""Nobody is a metronome: events take up to this share longer, by the seed of the clip."""

_UNEVEN_BEND_DEG, _UNEVEN_YAW_DEG, _UNEVEN_SIDE_M = 4.0, 3.0, 0.02
"""Spread between people, and between two lifts of one, where they are as uneven as people are."""

_USES_LOAD = ("reach", "lift")


@dataclass(slots=True)
class Stage:
    """A motion that grows event by event.

    Attributes
    ----------
    role
        Who plays what.
    poser
        Poses the figure.
    timeline
        Key frames so far.
    home
        Standing with empty hands; moves along when the person walks.
    rng
        Small differences, by the seed of the clip.
    spans, lifts
        Phases and lifts so far.
    """

    role: Role
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

    @property
    def holds(self) -> bool:
        """Whether the load is in the hands."""
        return self.now.grip > 0 and self.role.load.kind != "none"

    @property
    def crouch(self) -> Crouch:
        """Finds low postures of this figure."""
        return Crouch(self.poser, self.role.body.height_m)

    @property
    def script(self) -> Script:
        """What happened so far."""
        return Script(tuple(self.spans), tuple(self.lifts))

    def seconds(self, event: Event, usual_s: float) -> float:
        """How long an event takes."""
        return (event.duration_s or usual_s) * float(self.rng.uniform(1.0, 1.0 + _LONGER))

    def log(self, start_s: float, phase: Phase, *, held: bool) -> None:
        """Note what was done since `start_s`."""
        self.spans.append(Span(start_s, self.timeline.time_s, phase, held))

    def log_standing(self, start_s: float) -> None:
        """Note something done upright since `start_s`, with or without the load."""
        self.log(start_s, "holding" if self.holds else "upright", held=self.holds)
        if self.holds and self.lifts:
            self.lifts[-1] = replace(self.lifts[-1], end_s=self.timeline.time_s)

    def begin_lift(self, kind: Literal["pick_up", "put_down"], start_s: float) -> None:
        """Note that a lift began."""
        self.lifts.append(Lift(kind, start_s, start_s, start_s, start_s))

    def grasped(self) -> None:
        """Note that hands and load got together, or parted."""
        self.lifts[-1] = replace(self.lifts[-1], grasp_s=self.timeline.time_s)

    def came_up(self) -> None:
        """Note that the person is upright again."""
        now_s = self.timeline.time_s
        self.lifts[-1] = replace(self.lifts[-1], upright_s=now_s, end_s=now_s)

    def style(self, event: Event) -> Style:
        """Style of an event, with its own knee angle if it gives one."""
        style = STYLES[event.style]
        return replace(style, knee_flexion_deg=event.knee_deg or style.knee_flexion_deg)

    def unevenly(self, lowest: Parameters) -> Parameters:
        """Lean, shift and turn a low posture a little to one side, as people do."""
        uneven = self.role.uneven
        if not uneven:
            return lowest
        bend, side, yaw, twist = uneven * self.rng.normal(size=4)
        return changed(
            lowest,
            spine_bend_deg=lowest.spine_bend_deg + _UNEVEN_BEND_DEG * float(bend),
            pelvis_side_m=lowest.pelvis_side_m + _UNEVEN_SIDE_M * float(side),
            pelvis_yaw_deg=lowest.pelvis_yaw_deg + _UNEVEN_YAW_DEG * float(yaw),
            spine_twist_deg=lowest.spine_twist_deg + _UNEVEN_YAW_DEG * float(twist),
        )

    def load_at(self, distance_m: float, middle_z_m: float) -> dict[str, float]:
        """Parameters of the load when it is in front and the wrists so far from the ankles."""
        forward_m = distance_m + self.poser.grip.wrist_back_m
        x, y, _ = about_z(self.home.root_yaw_deg) @ np.array([0.0, -forward_m, 0.0])
        return {
            "load_x_m": self.home.root_x_m + float(x),
            "load_y_m": self.home.root_y_m + float(y),
            "load_z_m": middle_z_m,
            "load_yaw_deg": self.home.root_yaw_deg,
        }

    def with_load(self, parameters: Parameters) -> Parameters:
        """Copy with the load where it is now."""
        return changed(parameters, **{name: getattr(self.now, name) for name in LOAD})


Player = Callable[[Stage, Event], None]
Players = Mapping[str, Player]


def open_stage(role: Role, poser: Poser, seed: int) -> Stage:
    """Begin standing upright, the load where the first reach will find it."""
    rng = np.random.default_rng(seed)
    uneven = rng.normal(size=4)
    standing = changed(
        stand_at(Parameters(), role, role.start),
        pelvis_yaw_deg=1.0 * float(uneven[0]),
        spine_bend_deg=0.6 * float(uneven[1]),
    )
    uneven_m = 0.006 * float(uneven[2])
    standing = changed(
        standing,
        foot_left_y_m=standing.foot_left_y_m + uneven_m,
        foot_right_y_m=standing.foot_right_y_m - uneven_m,
        foot_left_yaw_deg=standing.foot_left_yaw_deg + 2.0 * float(uneven[3]),
    )
    stage = Stage(role, poser, Timeline(standing), standing, rng, [], [])
    first = next((event for event in role.events if event.do in _USES_LOAD), Event("reach"))
    middle_z_m = role.load.stands_m + role.load.size_m[2] / 2
    stage.home = changed(
        stage.crouch.standing(standing), **stage.load_at(first.distance_m, middle_z_m)
    )
    stage.timeline = Timeline(stage.home)
    return stage


def stand_at(parameters: Parameters, role: Role, place: Place) -> Parameters:
    """Copy with root and feet at another place."""
    turn = about_z(place.yaw_deg)
    left = turn @ np.array([role.stance_m / 2, -role.stagger_m / 2, 0.0])
    return changed(
        parameters,
        root_x_m=place.x_m,
        root_y_m=place.y_m,
        root_yaw_deg=place.yaw_deg,
        foot_left_x_m=place.x_m + float(left[0]),
        foot_left_y_m=place.y_m + float(left[1]),
        foot_left_yaw_deg=place.yaw_deg + role.toe_out_deg,
        foot_right_x_m=place.x_m - float(left[0]),
        foot_right_y_m=place.y_m - float(left[1]),
        foot_right_yaw_deg=place.yaw_deg - role.toe_out_deg,
    )


def load_moved(before: Parameters, place: Place) -> dict[str, float]:
    """Parameters of a load that goes along with the root to another place."""
    turned_deg = place.yaw_deg - before.root_yaw_deg
    arm = np.array([before.load_x_m - before.root_x_m, before.load_y_m - before.root_y_m, 0.0])
    x, y, _ = about_z(turned_deg) @ arm
    return {
        "load_x_m": place.x_m + float(x),
        "load_y_m": place.y_m + float(y),
        "load_yaw_deg": before.load_yaw_deg + turned_deg,
    }
